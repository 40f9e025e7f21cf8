//! Whoever tampers with a certificate is refused, or proves no more than a plan costs.

use super::super::{brute, checked, made_up as instances};
use super::made_up;
use locality::engine::bound::{
    Certificate, CertificateFault, Cut, Decision, Leaf, Place, PricedCut, Prices, Tree, verify_bound,
};
use proptest::prelude::*;
use proptest::sample;

/// A sound certificate of three units on a path, and what the judge says after a change.
fn after(change: &dyn Fn(&mut Certificate)) -> Result<i64, CertificateFault> {
    let instance = checked(instances::path(3, 1, (1, 3), (1, 3)));
    let prices = Prices {
        units: vec![0; 3],
        group: 0,
        cuts: vec![PricedCut {
            cut: Cut {
                weights: vec![(0, 1), (2, 1)],
                of: 2,
            },
            price: 3,
        }],
    };
    let mut certificate = Certificate {
        scale: 2,
        root: prices.clone(),
        tree: Some(Tree {
            below: 5,
            filters: Vec::new(),
            leaves: vec![Leaf {
                decisions: Vec::new(),
                prices,
            }],
        }),
        counts: Vec::new(),
    };
    change(&mut certificate);
    verify_bound(&instance, &certificate)
}

fn fault(change: &dyn Fn(&mut Certificate)) -> CertificateFault {
    after(change).expect_err("no certificate")
}

#[test]
fn the_untouched_certificate_is_one() {
    // The cut charges 3 halves whatever the groups, so that 0 less 3 halves is proven: -1 in whole numbers.
    assert_eq!(after(&|_| {}), Ok(-1));
}

#[test]
fn each_fault_says_what_is_wrong() {
    let place = Place::Root;
    let said = |change: &dyn Fn(&mut Certificate)| fault(change).to_string();
    assert_eq!(fault(&|c| c.scale = 0), CertificateFault::Scale { scale: 0 });
    assert_eq!(said(&|c| c.scale = -3), "the scale is -3; it must be at least 1");
    let short = CertificateFault::Units {
        place,
        prices: 2,
        units: 3,
    };
    assert_eq!(fault(&|c| c.root.units.truncate(2)), short);
    for price in [0, -1, i64::MIN] {
        let free = CertificateFault::CutPrice { place, cut: 0, price };
        assert_eq!(fault(&|c| c.root.cuts[0].price = price), free);
    }
    for of in [0, 1] {
        assert_eq!(
            fault(&|c| c.root.cuts[0].cut.of = of),
            CertificateFault::CutStep { place, cut: 0, of }
        );
    }
    assert_eq!(
        fault(&|c| c.root.cuts[0].cut.weights.clear()),
        CertificateFault::CutEmpty { place, cut: 0 }
    );
    assert_eq!(
        said(&|c| c.root.cuts[0].cut.weights[1].0 = 3),
        "the root: cut 0 names unit 3, but there are 3 units"
    );
    for weights in [vec![(2, 1), (0, 1)], vec![(0, 1), (0, 1)]] {
        let order = CertificateFault::CutOrder {
            place,
            cut: 0,
            unit: 0,
        };
        assert_eq!(fault(&|c| c.root.cuts[0].cut.weights.clone_from(&weights)), order);
    }
    for weight in [0, 2, u32::MAX] {
        let heavy = CertificateFault::CutWeight {
            place,
            cut: 0,
            unit: 2,
            weight,
            of: 2,
        };
        assert_eq!(fault(&|c| c.root.cuts[0].cut.weights[1].1 = weight), heavy);
    }
}

#[test]
fn leaves_are_looked_at_as_closely_as_the_root() {
    let leaf = |change: &dyn Fn(&mut Leaf)| {
        fault(&|certificate| {
            certificate
                .tree
                .iter_mut()
                .for_each(|tree| change(&mut tree.leaves[0]))
        })
    };
    let filter = fault(&|certificate| {
        let short = Prices::default();
        certificate
            .tree
            .iter_mut()
            .for_each(|tree| tree.filters.push(short.clone()));
    });
    assert_eq!(filter.to_string(), "filter 0 prices 0 units; the instance has 3");
    let short = leaf(&|leaf| leaf.prices.units.clear());
    assert_eq!(short.to_string(), "leaf 0 prices 0 units; the instance has 3");
    for (a, b) in [(1, 1), (2, 1), (0, 3), (u32::MAX, 0)] {
        let units = CertificateFault::DecidedUnits {
            leaf: 0,
            a,
            b,
            units: 3,
        };
        assert_eq!(
            leaf(&|leaf| leaf.decisions.push(Decision::Together { a, b, yes: true })),
            units
        );
    }
    let site = CertificateFault::DecidedSite {
        leaf: 0,
        site: 0,
        sites: 0,
    };
    assert_eq!(
        leaf(&|leaf| leaf.decisions.push(Decision::Open { site: 0, yes: true })),
        site
    );
    let range = leaf(&|leaf| {
        leaf.decisions.push(Decision::AtLeast { groups: 3, yes: true });
        leaf.decisions.push(Decision::AtLeast {
            groups: 3,
            yes: false,
        });
    });
    assert_eq!(range, CertificateFault::Contradiction { leaf: 0, decision: 1 });
}

#[test]
fn sums_that_would_not_be_exact_are_refused() {
    let too_large = |change: &dyn Fn(&mut Certificate)| {
        assert!(matches!(fault(change), CertificateFault::TooLarge { .. }));
    };
    for huge in [i64::MAX, i64::MIN] {
        too_large(&|c| c.root.units[1] = huge);
        too_large(&|c| c.root.group = huge);
    }
    too_large(&|c| c.root.cuts[0].price = i64::MAX);
    too_large(&|c| c.root.units = vec![1 << 59; 3]);
    too_large(&|c| {
        c.tree
            .iter_mut()
            .for_each(|tree| tree.leaves[0].prices.group = i64::MIN)
    });
    // With costs of nought any scale is exact, and any plan may be claimed.
    assert!(after(&|c| c.scale = i64::MAX).is_ok_and(|bound| bound <= 0));
    for below in [i64::MAX, i64::MIN] {
        assert!(
            after(&|c| c.tree.iter_mut().for_each(|tree| tree.below = below)).is_ok_and(|bound| bound <= 0)
        );
    }
}

/// Numbers that arithmetic stumbles over.
fn hostile() -> impl Strategy<Value = i64> {
    let edges = vec![
        i64::MIN,
        i64::MIN + 1,
        -(1 << 60),
        -(1 << 53),
        -1,
        0,
        1,
        1 << 31,
        1 << 53,
        1 << 58,
        1 << 60,
        i64::MAX,
    ];
    prop_oneof![2 => sample::select(edges), 1 => -100..=100_i64, 1 => any::<i64>()]
}

/// Puts a number into one of the fields.
fn tamper(certificate: &mut Certificate, field: usize, at: usize, number: i64) {
    let leaf = |tree: &mut Tree| {
        let count = tree.leaves.len().max(1);
        tree.leaves.get_mut(at % count).cloned()
    };
    let small = number as u32;
    let prices = match (field % 3, certificate.tree.as_mut()) {
        (2, Some(tree)) if !tree.filters.is_empty() => {
            let count = tree.filters.len();
            &mut tree.filters[at % count]
        }
        (1, Some(tree)) if !tree.leaves.is_empty() => {
            let count = tree.leaves.len();
            &mut tree.leaves[at % count].prices
        }
        _ => &mut certificate.root,
    };
    let (units, cuts) = (prices.units.len().max(1), prices.cuts.len().max(1));
    let cut = prices.cuts.get_mut(at % cuts);
    match (field / 3 % 12, cut) {
        (0, _) => certificate.scale = number,
        (1, _) => prices
            .units
            .iter_mut()
            .skip(at % units)
            .take(1)
            .for_each(|price| *price = number),
        (2, _) => prices.group = number,
        (3, Some(cut)) => cut.price = number,
        (4, Some(cut)) => cut.cut.of = small,
        (5, Some(cut)) => cut
            .cut
            .weights
            .iter_mut()
            .take(1)
            .for_each(|weight| weight.1 = small),
        (6, Some(cut)) => cut
            .cut
            .weights
            .iter_mut()
            .take(1)
            .for_each(|weight| weight.0 = small % 9),
        (7, Some(cut)) => cut.cut.weights.push((small % 9, 1)),
        (8, _) => prices.units.truncate(at % units),
        (9, _) => certificate.tree.iter_mut().for_each(|tree| tree.below = number),
        (10, _) => certificate.tree.iter_mut().for_each(|tree| {
            let count = tree.leaves.len().max(1);
            tree.leaves.truncate(at % count);
        }),
        _ => certificate.tree.iter_mut().for_each(|tree| {
            let copy = leaf(tree);
            tree.leaves.extend(copy);
        }),
    }
}

/// The same, also in the proofs for some numbers of groups.
fn tamper_anywhere(certificate: &mut Certificate, field: usize, at: usize, number: i64) {
    let all = certificate.counts.len();
    match field {
        36 if all > 0 => certificate.counts[at % all].groups.least = number as u32,
        37 if all > 0 => certificate.counts[at % all].groups.most = number as u32,
        _ if at % (all + 1) < all => {
            let counted = &mut certificate.counts[at % (all + 1)];
            let mut part = Certificate {
                scale: 1,
                root: std::mem::take(&mut counted.root),
                tree: counted.tree.take(),
                counts: Vec::new(),
            };
            tamper(&mut part, field, at, number);
            (counted.root, counted.tree) = (part.root, part.tree);
        }
        _ => tamper(certificate, field, at, number),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn no_tampering_passes_the_cheapest_plan(
        (file, certificate) in instances::files(6).prop_flat_map(|file| {
            made_up::counts(&file).prop_map(move |certificate| (file.clone(), certificate))
        }),
        counted in any::<bool>(),
        changes in proptest::collection::vec((0..38_usize, any::<usize>(), hostile()), 1..=3),
    ) {
        let mut certificate = certificate;
        if !counted {
            certificate.counts.clear();
        }
        for (field, at, number) in changes {
            tamper_anywhere(&mut certificate, field, at, number);
        }
        if let (Ok(bound), Some(optimum)) = (verify_bound(&checked(file.clone()), &certificate), brute::optimum(&file)) {
            prop_assert!(bound <= optimum, "{bound} is above {optimum}");
        }
    }
}
