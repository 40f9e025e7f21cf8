//! Certificates at random.

use locality::engine::bound::{Certificate, Counted, Cut, Decision, Leaf, PricedCut, Prices, Tree};
use locality::engine::instance::{GroupsFile, InstanceFile};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample;

/// Prices of about the size of what units and groups of [`made_up`](super::super::made_up) cost, with up to four cuts.
pub fn prices(units: usize, scale: i64) -> impl Strategy<Value = Prices> {
    let unit = -10 * scale..=40 * scale;
    let cuts = vec(priced_cut(units, scale), 0..=4);
    (vec(unit, units), -40 * scale..=40 * scale, cuts).prop_map(|(units, group, cuts)| Prices {
        units,
        group,
        cuts,
    })
}

/// Some units with small weights or those of whole towns, and steps of any size above them.
fn priced_cut(units: usize, scale: i64) -> impl Strategy<Value = PricedCut> {
    let some = sample::subsequence((0..units as u32).collect::<Vec<u32>>(), 1..=units);
    let weights = prop_oneof![vec(1..=4_u32, units), vec(1..=50_000_u32, units)];
    (some, weights, 1..=4_u32, 1..=30 * scale).prop_map(|(some, weights, more, price)| {
        let weights: Vec<(u32, u32)> = some.into_iter().zip(weights).collect();
        let largest = weights.iter().map(|&(_, weight)| weight).max().unwrap_or(1);
        let of = (largest + more).max(2);
        PricedCut {
            cut: Cut { weights, of },
            price,
        }
    })
}

/// A certificate without a tree.
pub fn roots(file: &InstanceFile) -> impl Strategy<Value = Certificate> + use<> {
    let units = file.units.len();
    (1..=7_i64).prop_flat_map(move |scale| {
        prices(units, scale).prop_map(move |root| Certificate {
            scale,
            root,
            tree: None,
            counts: Vec::new(),
        })
    })
}

/// A certificate with a tree: up to two filters, and from one leaf with no decision some leaves are divided by random questions.
pub fn trees(file: &InstanceFile) -> impl Strategy<Value = Certificate> + use<> {
    let (units, sites) = (file.units.len(), file.sites.len());
    let question = (
        0..3_u32,
        0..units.max(1) as u32,
        0..units.max(1) as u32,
        0..=units as u32 + 1,
    );
    let divisions = vec((any::<sample::Index>(), question), 0..=5);
    let parts = (roots(file), divisions, -100..=400_i64);
    parts.prop_flat_map(move |(certificate, divisions, below)| {
        let mut paths: Vec<Vec<Decision>> = vec![Vec::new()];
        for (at, (kind, a, b, groups)) in divisions {
            let ask = |yes| match kind {
                0 if a != b => Decision::Together {
                    a: a.min(b),
                    b: a.max(b),
                    yes,
                },
                1 if sites > 0 => Decision::Open {
                    site: a % sites as u32,
                    yes,
                },
                _ => Decision::AtLeast { groups, yes },
            };
            let path = paths.remove(at.index(paths.len()));
            for yes in [true, false] {
                let mut half = path.clone();
                half.push(ask(yes));
                paths.push(half);
            }
        }
        let scale = certificate.scale;
        let leaves = vec(prices(units, scale), paths.len());
        let filters = vec(prices(units, scale), 0..=2);
        (leaves, filters).prop_map(move |(prices, filters)| {
            let leaves = paths.iter().cloned().zip(prices);
            let leaves = leaves.map(|(decisions, prices)| Leaf { decisions, prices });
            Certificate {
                tree: Some(Tree {
                    below,
                    filters,
                    leaves: leaves.collect(),
                }),
                ..certificate.clone()
            }
        })
    })
}

/// A certificate with proofs for fewer groups and for more, of which some have trees.
pub fn counts(file: &InstanceFile) -> impl Strategy<Value = Certificate> + use<> {
    let range = file.groups;
    let proofs = vec(trees(file), 3);
    (proofs, any::<[sample::Index; 2]>(), any::<[bool; 3]>()).prop_map(move |(proofs, ends, bare)| {
        let scale = proofs[0].scale;
        let numbers = (range.most - range.least + 1) as usize;
        // The parts end here; the last one always at the end.
        let mut ends: Vec<u32> = ends
            .iter()
            .map(|end| range.least + end.index(numbers) as u32)
            .collect();
        ends.push(range.most);
        ends.sort_unstable();
        ends.dedup();
        let mut least = range.least;
        let counts = ends.iter().zip(&proofs).zip(bare).map(|((&most, proof), bare)| {
            let groups = GroupsFile { least, most };
            least = most + 1;
            Counted {
                groups,
                root: proof.root.clone(),
                tree: proof.tree.clone().filter(|_| !bare),
            }
        });
        let counts = counts.collect();
        Certificate {
            scale,
            counts,
            ..proofs[0].clone()
        }
    })
}
