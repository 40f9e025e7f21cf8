//! Chains against exact distributions.

use super::{chi_square_limit, grid, groups, sets};
use locality::engine::instance::Instance;
use locality::ensemble::{Chain, Variant, every_plan};
use std::collections::BTreeMap;

/// Every plan, by its sets.
fn plans(instance: &Instance) -> Vec<Vec<u64>> {
    let mut all = Vec::new();
    every_plan(instance, &mut |sets| all.push(sets.to_vec()));
    all
}

/// The spanning trees of a set of units, each as its edges: by trying every choice of edges.
fn trees(instance: &Instance, set: u64) -> Vec<Vec<(u32, u32)>> {
    let inside = |&&(a, b): &&(u32, u32)| set >> a & set >> b & 1 == 1;
    let edges: Vec<(u32, u32)> = instance.file().edges.iter().filter(inside).copied().collect();
    let wanted = set.count_ones() - 1;
    let chosen = (0_u32..1 << edges.len()).filter(|choice| choice.count_ones() == wanted);
    let tree = |choice: u32| -> Vec<(u32, u32)> {
        let taken = edges.iter().enumerate().filter(|(i, _)| choice >> i & 1 == 1);
        taken.map(|(_, &edge)| edge).collect()
    };
    chosen
        .map(tree)
        .filter(|tree| reached(set, tree, set.trailing_zeros()) == set)
        .collect()
}

/// The units that can be reached from one along these edges.
fn reached(set: u64, edges: &[(u32, u32)], from: u32) -> u64 {
    let mut seen = 1_u64 << from;
    for _ in 0..set.count_ones() {
        for &(a, b) in edges {
            if (seen >> a | seen >> b) & 1 == 1 {
                seen |= 1 << a | 1 << b;
            }
        }
    }
    seen
}

/// Walks, and holds how often each plan was met against how often it should be.
fn holds(instance: &Instance, variant: Variant, shares: &BTreeMap<Vec<u64>, f64>, thin: u32, draws: u32) {
    let first = shares.keys().next().expect("a plan");
    let mut chain = Chain::new(instance, variant, &groups(first), 5).expect("a chain");
    let mut met: BTreeMap<Vec<u64>, u32> = BTreeMap::new();
    for _ in 0..draws {
        (0..thin).for_each(|_| {
            chain.step();
        });
        *met.entry(sets(chain.groups())).or_default() += 1;
    }
    assert!(
        met.keys().all(|plan| shares.contains_key(plan)),
        "a plan that cannot be"
    );
    let apart = |(plan, share): (&Vec<u64>, &f64)| {
        let wanted = share * f64::from(draws);
        assert!(wanted >= 5.0, "too few draws for chi-square");
        let found = f64::from(met.get(plan).copied().unwrap_or(0));
        (found - wanted).powi(2) / wanted
    };
    let chi_square: f64 = shares.iter().map(apart).sum();
    let limit = chi_square_limit(shares.len() - 1);
    assert!(
        chi_square < limit,
        "chi-square {chi_square:.1} of {} plans is above {limit:.1}",
        shares.len()
    );
}

/// How often each plan stands in the reversible chain: as the product of its groups' numbers of spanning trees.
fn by_trees(instance: &Instance) -> BTreeMap<Vec<u64>, f64> {
    let weight = |plan: &Vec<u64>| {
        plan.iter()
            .map(|&set| trees(instance, set).len() as f64)
            .product::<f64>()
    };
    let weighed: Vec<(Vec<u64>, f64)> = plans(instance)
        .into_iter()
        .map(|plan| (plan.clone(), weight(&plan)))
        .collect();
    let all: f64 = weighed.iter().map(|(_, weight)| weight).sum();
    weighed
        .into_iter()
        .map(|(plan, weight)| (plan, weight / all))
        .collect()
}

/// 117 plans. A square of four units has four spanning trees, every other shape one.
#[test]
fn the_reversible_chain_on_a_4_by_4_grid() {
    let instance = grid(4, 4, &[1; 16], (4, 4), 4);
    let shares = by_trees(&instance);
    assert_eq!(shares.len(), 117);
    let square = [0x0033, 0x00cc, 0x3300, 0xcc00];
    let rows = [0x000f, 0x00f0, 0x0f00, 0xf000];
    let ratio = shares[&square.to_vec()] / shares[&rows.to_vec()];
    assert!((ratio - 256.0).abs() < 1e-9, "{ratio}");
    holds(&instance, Variant::Reversible, &shares, 100, 15_000);
}

/// A band in which a tree may have several cuts, narrow enough for the better bound on them.
#[test]
fn the_reversible_chain_with_several_cuts() {
    let instance = grid(3, 4, &[1; 12], (3, 5), 3);
    holds(&instance, Variant::Reversible, &by_trees(&instance), 50, 20_000);
}

/// Unequal weights, and a band so wide that cuts need not lie on one way.
#[test]
fn the_reversible_chain_with_weights_and_a_wide_band() {
    let instance = grid(3, 3, &[1, 2, 1, 3, 1, 0, 2, 1, 1], (2, 7), 3);
    holds(&instance, Variant::Reversible, &by_trees(&instance), 50, 20_000);
}

/// With two groups, recombination forgets where it was: a plan comes as often as, over all trees with a cut, its edge is the one drawn.
#[test]
fn recombination_of_two_groups() {
    let instance = grid(2, 4, &[1, 2, 1, 1, 2, 1, 1, 1], (4, 6), 2);
    let all = 0xff_u64;
    let mut shares: BTreeMap<Vec<u64>, f64> = BTreeMap::new();
    for tree in trees(&instance, all) {
        let cut = |i: usize| {
            let others: Vec<(u32, u32)> = tree
                .iter()
                .enumerate()
                .filter(|(j, _)| *j != i)
                .map(|(_, &e)| e)
                .collect();
            let part = reached(all, &others, 0);
            let allowed = groups(&[part, all & !part])
                .iter()
                .all(|g| instance.value(g).violation == 0);
            allowed.then(|| vec![part, all & !part])
        };
        let cuts: Vec<Vec<u64>> = (0..tree.len()).filter_map(cut).collect();
        for cut in &cuts {
            *shares.entry(cut.clone()).or_default() += 1.0 / cuts.len() as f64;
        }
    }
    let sum: f64 = shares.values().sum();
    shares.values_mut().for_each(|share| *share /= sum);
    assert_eq!(shares.len(), plans(&instance).len());
    holds(&instance, Variant::Recom, &shares, 1, 20_000);
}
