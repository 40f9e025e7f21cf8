//! What holds after every step.

use super::{graph, grid, region, start};
use locality::engine::instance::{BandFile, Instance, MeasureFile, SiteFile};
use locality::engine::partition::Partition;
use locality::ensemble::{Chain, ChainFault, Variant};
use proptest::prelude::*;

/// Steps, and after each counts everything anew: a plan, connected, inside its bands, served, as many groups, the cost.
fn walk(instance: &Instance, variant: Variant, steps: u32) -> Chain<'_> {
    let groups = start(instance).expect("a plan");
    let mut chain = Chain::new(instance, variant, &groups, 3).expect("the engine's plan keeps every rule");
    for step in 0..steps {
        let before: Vec<Vec<u32>> = chain.groups().to_vec();
        let accepted = chain.step();
        let partition = Partition::new(instance, chain.groups().to_vec());
        let partition =
            partition.unwrap_or_else(|| panic!("step {step}: no partition: {:?}", chain.groups()));
        assert_eq!(partition.violation(), 0, "step {step}");
        assert_eq!(partition.groups().len(), groups.len(), "step {step}");
        assert_eq!(partition.cost(), chain.cost(), "step {step}");
        let changed = before.iter().zip(chain.groups()).filter(|(a, b)| a != b).count();
        assert!(changed <= 2, "step {step}: {changed} groups changed");
        assert!(accepted || changed == 0, "step {step}: refused, and changed");
    }
    let counts = chain.counts();
    assert_eq!(counts.steps, u64::from(steps));
    assert!(counts.accepted <= counts.steps && counts.steps <= counts.proposals);
    assert!(counts.accepted > 0, "no plan was accepted");
    chain
}

#[test]
fn recombination_keeps_every_rule_at_every_step() {
    let chain = walk(&region(150), Variant::Recom, 3_000).counts();
    assert_eq!(chain.accepted, chain.steps);
}

#[test]
fn the_reversible_chain_keeps_every_rule_at_every_step() {
    let chain = walk(&region(60), Variant::Reversible, 5_000).counts();
    assert_eq!(chain.proposals, chain.steps);
}

/// A second band, and sites that serve only what is near: both are kept.
#[test]
fn further_bands_and_sites_are_kept() {
    let mut file = grid(4, 6, &[1; 24], (4, 8), 4).file().clone();
    let reach =
        |h: u32| (0..24).filter(move |u| (u % 6_u32).abs_diff(h % 6) + (u / 6_u32).abs_diff(h / 6) <= 3);
    file.sites = (0..24)
        .map(|h| SiteFile {
            name: format!("S{h}"),
            unit: Some(h),
            star: reach(h).map(|u| (u, i64::from(u.abs_diff(h)))).collect(),
        })
        .collect();
    file.measures.push(MeasureFile {
        name: "odd".to_owned(),
        values: (0..24).map(|u| u % 2).collect(),
        band: Some(BandFile { least: 2, most: 4 }),
        shape: None,
    });
    let instance = Instance::try_from(file).expect("a sound instance");
    for variant in [Variant::Recom, Variant::Reversible] {
        walk(&instance, variant, 2_000);
    }
}

/// A chain that cannot move ends all the same: one group, or a path of which each half is one group only.
#[test]
fn a_chain_that_cannot_move_stays() {
    let path = graph(vec![(0, 1), (1, 2), (2, 3)], &[1, 1, 1, 1], (2, 2), 2);
    let one = graph(vec![(0, 1), (1, 2)], &[1, 1, 1], (1, 3), 1);
    let none = graph(vec![], &[1, 1], (1, 1), 2);
    for (instance, groups) in [
        (&path, vec![vec![0, 1], vec![2, 3]]),
        (&one, vec![vec![0, 1, 2]]),
        (&none, vec![vec![0], vec![1]]),
    ] {
        for variant in [Variant::Recom, Variant::Reversible] {
            let mut chain = Chain::new(instance, variant, &groups, 1).expect("a plan");
            (0..20).for_each(|_| {
                chain.step();
            });
            let mut now = chain.groups().to_vec();
            now.iter_mut().for_each(|group| group.sort_unstable());
            now.sort_unstable();
            assert_eq!(now, groups);
        }
    }
}

#[test]
fn what_is_no_plan_is_refused() {
    let instance = grid(2, 2, &[1; 4], (2, 2), 2);
    let outside = Chain::new(&instance, Variant::Recom, &[vec![0], vec![1, 2, 3]], 1);
    assert_eq!(outside.err(), Some(ChainFault::Outside { violation: 2 }));
    let apart = Chain::new(&instance, Variant::Recom, &[vec![0, 3], vec![1, 2]], 1);
    assert!(matches!(apart, Err(ChainFault::Start(_))));
}

/// A burst that goes back to where it stood goes another way from there.
#[test]
fn a_burst_goes_back_and_on() {
    let instance = region(60);
    let mut chain =
        Chain::new(&instance, Variant::Recom, &start(&instance).expect("a plan"), 1).expect("a plan");
    let (state, cost) = (chain.state().clone(), chain.cost());
    let mut ends = Vec::new();
    for _ in 0..3 {
        chain.return_to(&state);
        assert_eq!(chain.cost(), cost);
        (0..10).for_each(|_| {
            chain.step();
        });
        ends.push(chain.groups().to_vec());
    }
    assert!(ends[0] != ends[1] && ends[1] != ends[2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Random graphs, weights and bands: whatever the engine starts with, every rule is kept at every step. Debug builds also hold
    /// the number of cuts of every tree against its bound.
    #[test]
    fn random_graphs(
        more in prop::collection::btree_set((0_u32..14, 0_u32..14), 0..20),
        weights in prop::collection::vec(1_i64..9, 14),
        wide in 0_i64..12,
        count in 2_u32..5,
    ) {
        let path = (1..14).map(|u| (u - 1, u));
        let edges = path.chain(more.into_iter().filter(|(a, b)| a != b)).collect();
        let mean = weights.iter().sum::<i64>() / i64::from(count);
        let instance = graph(edges, &weights, (mean - wide, mean + wide), count);
        let Some(groups) = start(&instance) else {
            return Ok(());
        };
        for variant in [Variant::Recom, Variant::Reversible] {
            let mut chain = Chain::new(&instance, variant, &groups, 1).expect("the engine's plan");
            for _ in 0..60 {
                chain.step();
                let partition = Partition::new(&instance, chain.groups().to_vec());
                prop_assert_eq!(partition.map(|p| p.violation()), Some(0));
            }
        }
    }
}
