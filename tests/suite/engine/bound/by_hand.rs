//! Tiny certificates whose numbers can be followed with a pencil.

use super::super::{checked, made_up};
use locality::engine::bound::{
    Certificate, CertificateFault, Counted, Cut, Decision, Leaf, PricedCut, Prices, Tree, verify_bound,
};
use locality::engine::instance::{GroupsFile, InstanceFile, Shape, SiteFile};

/// ```text
///      0
///     / \        groups of one or two units, each group costs 10:
///    1---2       a pair and a single one, 20
/// ```
fn triangle() -> InstanceFile {
    let mut file = made_up::path(3, 1, (1, 2), (1, 3));
    file.edges.push((0, 2));
    file.fixed = 10;
    file
}

fn prices(units: &[i64], cuts: &[i64]) -> Prices {
    let cut = |&price: &i64| PricedCut {
        cut: Cut {
            weights: vec![(0, 1), (1, 1), (2, 1)],
            of: 2,
        },
        price,
    };
    Prices {
        units: units.to_vec(),
        group: 0,
        cuts: cuts.iter().map(cut).collect(),
    }
}

fn root(scale: i64, root: Prices) -> Certificate {
    Certificate {
        scale,
        root,
        tree: None,
        counts: Vec::new(),
    }
}

fn proven(file: InstanceFile, certificate: &Certificate) -> i64 {
    verify_bound(&checked(file), certificate).expect("a certificate")
}

#[test]
fn units_share_the_cost_of_the_fullest_groups() {
    // Pairs pay 10 - 5 - 5, single ones 10 - 5: nothing is paid too little.
    assert_eq!(proven(triangle(), &root(1, prices(&[5, 5, 5], &[]))), 15);
    // Three pairs now pay 2 too little; without sites each of up to three groups may.
    assert_eq!(proven(triangle(), &root(1, prices(&[6, 6, 6], &[]))), 18 - 3 * 2);
}

#[test]
fn a_part_of_a_cost_is_rounded_up() {
    // 5 1/3 for unit 0, 4 2/3 for the others: 14 2/3.
    assert_eq!(proven(triangle(), &root(3, prices(&[16, 14, 14], &[]))), 15);
    assert_eq!(proven(triangle(), &root(3, prices(&[-16, -14, -14], &[]))), -14);
}

#[test]
fn a_cut_says_that_only_one_group_holds_two_of_three() {
    // Pairs pay 10 - 20 + 10, single ones 10 - 10; the three prices less one step of the cut.
    assert_eq!(proven(triangle(), &root(1, prices(&[10, 10, 10], &[10]))), 20);
    // The same cut in two halves.
    assert_eq!(proven(triangle(), &root(1, prices(&[10, 10, 10], &[4, 6]))), 20);
}

#[test]
fn a_group_price_counts_as_often_as_there_must_be_groups() {
    let mut certificate = root(1, prices(&[0, 0, 0], &[]));
    certificate.root.group = 10;
    assert_eq!(proven(triangle(), &certificate), 10);
    let mut two = triangle();
    two.groups.least = 2;
    assert_eq!(proven(two, &certificate), 20);
    // Below nought it counts for the most groups there may be, and there are no more than units.
    certificate.root = prices(&[10, 10, 10], &[]);
    certificate.root.group = -10;
    let mut many = triangle();
    many.groups.most = u32::MAX;
    assert_eq!(proven(many, &certificate), 0);
}

/// The hub's own unit is in one group only, so that what its groups pay too little counts once; at premises it counts for
/// each group.
#[test]
fn a_site_that_is_a_unit_serves_one_group() {
    // 0 --- 1 --- 2
    let mut file = made_up::path(3, 1, (1, 3), (1, 3));
    file.sites = vec![SiteFile {
        name: "at 1".to_owned(),
        unit: Some(1),
        star: vec![(0, 3), (1, 0), (2, 4)],
    }];
    // All three together pay 7 - 12.
    let certificate = root(1, prices(&[4, 4, 4], &[]));
    assert_eq!(proven(file.clone(), &certificate), 12 - 5);
    // Premises: a group of all three pays 7 - 12, and there could be three groups.
    file.sites[0].unit = None;
    assert_eq!(proven(file.clone(), &certificate), 12 - 3 * 5);
    file.groups.most = 1;
    assert_eq!(proven(file, &certificate), 12 - 5);
}

#[test]
fn a_group_in_pieces_pays_nothing() {
    // 0 --- 1 --- 2    groups of two; 0 and 2 do not hang together, and no other group holds too much
    let mut file = made_up::path(3, 1, (2, 2), (1, 1));
    file.fixed = 10;
    assert_eq!(proven(file.clone(), &root(1, prices(&[9, 1, 9], &[]))), 19);
    file.edges.push((0, 2));
    assert_eq!(proven(file, &root(1, prices(&[9, 1, 9], &[]))), 19 - 8);
}

#[test]
fn pairs_and_shapes_are_part_of_the_cost() {
    // 0 --- 1    together they save 7; a total of one costs 3, of two 20
    let mut file = made_up::path(2, 1, (1, 2), (1, 2));
    file.pairs = vec![(0, 1, -7)];
    file.measures[0].shape = Some(Shape::new(vec![(1, 3), (2, 20)]).expect("a shape"));
    assert_eq!(proven(file.clone(), &root(1, prices(&[3, 3], &[]))), 6);
    // Single ones pay 3 - 5, both together 20 - 7 - 10; there may be two groups.
    assert_eq!(proven(file, &root(1, prices(&[5, 5], &[]))), 10 - 2 * 2);
}

/// The triangle without the cut: the root proves 15, two leaves prove 20.
fn halves() -> Certificate {
    let together = |yes, prices| Leaf {
        decisions: vec![Decision::Together { a: 0, b: 1, yes }],
        prices,
    };
    Certificate {
        scale: 1,
        root: prices(&[5, 5, 5], &[]),
        tree: Some(Tree {
            below: 20,
            filters: Vec::new(),
            leaves: vec![
                // Single groups pay 5 at the root: with one the plan costs 20. So only pairs are left, and of those with 0
                // and 1 together only one, which leaves 2 out.
                together(true, prices(&[0, 0, 99], &[])),
                // Now 0 and 1 are both with 2, if they are in pairs: the two pairs pay 10 - 10.
                together(false, prices(&[10, 10, 0], &[])),
            ],
        }),
        counts: Vec::new(),
    }
}

fn tree(certificate: &mut Certificate) -> &mut Tree {
    certificate.tree.as_mut().expect("a tree")
}

#[test]
fn leaves_prove_what_the_root_does_not() {
    assert_eq!(proven(triangle(), &halves()), 20);
    // A lower price in a leaf, and only so much is proven.
    let mut weaker = halves();
    tree(&mut weaker).leaves[1].prices.units[0] = 7;
    assert_eq!(proven(triangle(), &weaker), 17);
}

/// Filters leave out groups one after the other: each by the prices that suit what the last one left.
#[test]
fn filters_leave_out_what_no_cheaper_plan_holds() {
    let mut certificate = halves();
    // Without the root's help no group is left out, and the leaves do not hold for single groups.
    certificate.root = prices(&[0, 0, 0], &[]);
    assert_eq!(proven(triangle(), &certificate), 0);
    tree(&mut certificate).filters = vec![prices(&[5, 5, 5], &[])];
    assert_eq!(proven(triangle(), &certificate), 20);
    // With single groups gone the cut may be dear, and a filter proves as much as the leaves did.
    tree(&mut certificate).filters.push(prices(&[90, 90, 90], &[170]));
    tree(&mut certificate).leaves = vec![Leaf {
        decisions: Vec::new(),
        prices: prices(&[0, 0, 0], &[]),
    }];
    assert_eq!(proven(triangle(), &certificate), 20);
}

#[test]
fn a_plan_that_nobody_has_proves_nothing_more() {
    // With 21 for the known plan single groups are left (15 + 5 is below it), and the leaves do not hold for them.
    let mut higher = halves();
    tree(&mut higher).below = 21;
    assert!(proven(triangle(), &higher) <= 20);
}

#[test]
fn leaves_must_hold_every_plan() {
    let fault = |change: &dyn Fn(&mut Vec<Leaf>)| {
        let mut certificate = halves();
        change(&mut tree(&mut certificate).leaves);
        verify_bound(&checked(triangle()), &certificate).expect_err("plans are left out")
    };
    let leaves = |leaves, decisions| CertificateFault::Leaves { leaves, decisions };
    assert_eq!(fault(&|all| all.clear()), leaves(0, 0));
    assert_eq!(fault(&|all| all.truncate(1)), leaves(1, 0));
    assert_eq!(fault(&|all| all[0].decisions.clear()), leaves(2, 0));
    assert_eq!(fault(&|all| all.push(all[0].clone())), leaves(2, 1));
    let other = Decision::Together {
        a: 0,
        b: 2,
        yes: true,
    };
    assert_eq!(fault(&|all| all[0].decisions[0] = other), leaves(2, 0));
    // A half is divided further, and half of it is missing.
    assert_eq!(fault(&|all| all[0].decisions.push(other)), leaves(1, 1));
    let opposite = Decision::Together {
        a: 0,
        b: 1,
        yes: false,
    };
    let contradiction = CertificateFault::Contradiction { leaf: 0, decision: 1 };
    assert_eq!(fault(&|all| all[0].decisions.push(opposite)), contradiction);
}

/// How many groups there are, and where hubs are, as questions.
#[test]
fn leaves_may_ask_for_the_number_of_groups_and_for_hubs() {
    // 0 --- 1    one group costs 12 at site 0, 11 at site 1; two cost 4 each: 8
    let mut file = made_up::path(2, 1, (1, 2), (1, 2));
    let site = |unit, star: [i64; 2]| SiteFile {
        name: format!("at {unit}"),
        unit: Some(unit),
        star: vec![(0, star[0]), (1, star[1])],
    };
    file.sites = vec![site(0, [4, 8]), site(1, [7, 4])];
    let leaf = |decision, units: [i64; 2], group| Leaf {
        decisions: vec![decision],
        prices: Prices {
            units: units.to_vec(),
            group,
            cuts: Vec::new(),
        },
    };
    let with = |yes: Leaf, no: Leaf| Certificate {
        scale: 1,
        root: Prices {
            units: vec![0, 0],
            ..Prices::default()
        },
        tree: Some(Tree {
            below: 100,
            filters: Vec::new(),
            leaves: vec![yes, no],
        }),
        counts: Vec::new(),
    };
    let at_least = |yes| Decision::AtLeast { groups: 2, yes };
    // With 1 for a unit and 3 for a group all groups pay nought or more: 8 for two groups, 5 for one.
    let count = with(leaf(at_least(true), [1, 1], 3), leaf(at_least(false), [1, 1], 3));
    assert_eq!(proven(file.clone(), &count), 5);
    // Where there is one group only, 4 for each unit is as true.
    let count = with(leaf(at_least(true), [1, 1], 3), leaf(at_least(false), [4, 4], 0));
    assert_eq!(proven(file.clone(), &count), 8);
    let open = |yes| Decision::Open { site: 0, yes };
    // With a hub at 0 its group pays 4 at least, though unit 0 has no price; without one, unit 0 is with unit 1, which pays
    // 11 - 7 - 4.
    let hub = with(leaf(open(true), [0, 4], 0), leaf(open(false), [7, 4], 0));
    assert_eq!(proven(file, &hub), 8);
}

/// The triangle without cuts or leaves: one group has no room for all, and two are dear enough.
fn counted() -> Certificate {
    let of = |(least, most): (u32, u32), group: i64, unit: i64| Counted {
        groups: GroupsFile { least, most },
        root: Prices {
            group,
            ..prices(&[unit; 3], &[])
        },
        tree: None,
    };
    Certificate {
        counts: vec![
            // A pair pays 10 + 170 - 2 × 90; one group of two leaves out a unit of 90.
            of((1, 1), -170, 90),
            of((2, 2), 10, 0),
            of((3, 3), 10, 0),
        ],
        ..root(1, prices(&[5, 5, 5], &[]))
    }
}

#[test]
fn numbers_of_groups_are_proven_each_on_its_own() {
    assert_eq!(proven(triangle(), &counted()), 20);
    // For one group alone what holds for two or more would be too little.
    let mut one = counted();
    one.counts[0].root = one.counts[1].root.clone();
    assert_eq!(proven(triangle(), &one), 15, "10 for one group, and 15 for all");
    // A tree serves the numbers of groups that it stands for.
    let mut with_tree = root(1, prices(&[5, 5, 5], &[]));
    with_tree.counts = vec![Counted {
        groups: GroupsFile { least: 1, most: 3 },
        root: halves().root,
        tree: halves().tree,
    }];
    assert_eq!(proven(triangle(), &with_tree), 20);
}

#[test]
fn no_number_of_groups_may_be_left_out() {
    let refused = |change: &dyn Fn(&mut Vec<Counted>)| {
        let mut certificate = counted();
        change(&mut certificate.counts);
        let fault = verify_bound(&checked(triangle()), &certificate).expect_err("no certificate");
        fault.to_string()
    };
    let said = refused(&|counts| drop(counts.pop()));
    assert_eq!(
        said,
        "count 1 speaks of 2 to 2 groups; it must begin with 2, and the last must end with 3"
    );
    let said = refused(&|counts| drop(counts.remove(0)));
    assert_eq!(
        said,
        "count 0 speaks of 2 to 2 groups; it must begin with 1, and the last must end with 3"
    );
    let said = refused(&|counts| drop(counts.remove(1)));
    assert_eq!(
        said,
        "count 1 speaks of 3 to 3 groups; it must begin with 2, and the last must end with 3"
    );
    let said = refused(&|counts| counts[0].groups.most = 0);
    assert_eq!(
        said,
        "count 0 speaks of 1 to 0 groups; it must begin with 1, and the last must end with 3"
    );
    let said = refused(&|counts| counts[2].groups.most = u32::MAX);
    assert!(
        said.starts_with("count 2 speaks of 3 to 4294967295 groups"),
        "{said}"
    );
    let said = refused(&|counts| counts.swap(0, 1));
    assert!(said.starts_with("count 0 speaks of 2 to 2 groups"), "{said}");
    let said = refused(&|counts| counts[1].root.units.truncate(2));
    assert_eq!(said, "count 1: the root prices 2 units; the instance has 3");
}
