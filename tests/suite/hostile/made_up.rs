//! Regions at random: practices, a graph, travel and rules, most of them possible, some of them absurd.

use crate::fixture::{Numbered, code, waiver};
use locality::fault::Faults;
use locality::graph::PracticeGraph;
use locality::practice::{Location, Organisation, Practice, Practices};
use locality::problem::{
    Band, Contiguity, Counts, Frozen, Holder, HubChoice, Limit, Mesh, Networks, NoneEnclosed, Problem, Rules,
};
use locality::travel::Travel;
use locality::units::{Metres, Patients};
use proptest::collection::{btree_set, vec};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

/// A region and how it is to be solved.
#[derive(Clone, Debug)]
pub struct Region {
    rows: Vec<Practice>,
    edges: Option<Vec<(usize, usize)>>,
    drive: bool,
    rules: Rules,
    pub objective: u8,
    pub columns: bool,
    pub seed: u64,
}

impl Region {
    pub fn problem(&self) -> Result<Problem, Faults> {
        let practices = Practices::new(self.rows.clone())?;
        let mut builder = Problem::builder(practices.clone()).rules(self.rules.clone());
        if let Some(edges) = &self.edges {
            let edges = edges
                .iter()
                .copied()
                .filter(|&(i, j)| i != j && i.max(j) < practices.len());
            builder = builder.graph(PracticeGraph::from_edges(practices.len(), edges).expect("a graph"));
        }
        if self.drive {
            builder = builder.travel(Travel::drive_estimate(&practices));
        }
        builder.build()
    }
}

/// Regions of none, one, some, and now and then more practices than can be tried out.
pub fn regions() -> impl Strategy<Value = Region> {
    let size = prop_oneof![1 => Just(0_usize), 8 => Just(1), 30 => 2..=9_usize, 4 => 10..=12_usize, 5 => 15..=24_usize];
    size.prop_flat_map(|n| {
        let edges = weighted(0.3, vec((0..n.max(1), 0..n.max(1)), 0..=3 * n));
        (
            rows(n),
            edges,
            any::<bool>(),
            rules(n),
            0..5_u8,
            any::<bool>(),
            any::<u64>(),
        )
    })
    .prop_map(|(rows, edges, drive, rules, objective, columns, seed)| Region {
        rows,
        edges,
        drive,
        rules,
        objective,
        columns,
        seed,
    })
}

/// On a coarse lattice, so that buildings are shared and ways are equal; all in one building; in two towns far apart; in a row; at the ends
/// of the map.
fn places(n: usize) -> BoxedStrategy<Vec<(i64, i64)>> {
    let lattice = vec((0..5_i64, 0..5_i64), n);
    let towns = vec((0..3_i64, 0..3_i64, 0..2_i64), n);
    let corners = vec((select(vec![0, 700_000]), select(vec![0, 1_300_000])), n);
    prop_oneof![
        6 => lattice.prop_map(|at| at.iter().map(|(x, y)| (400_000 + 700 * x, 300_000 + 500 * y)).collect::<Vec<_>>()),
        1 => Just(vec![(400_000, 300_000); n]),
        3 => towns.prop_map(|at| at.iter().map(|(x, y, town)| (400_000 + 900 * x + 90_000 * town, 900 * y)).collect()),
        2 => Just((0..n as i64).map(|i| (400_000 + 1_000 * i, 300_000)).collect()),
        1 => corners,
    ]
    .boxed()
}

/// Lists as there are; some of 1 and of 200,000 among them; numbers at the ends of what the type holds.
fn lists(n: usize) -> BoxedStrategy<Vec<u64>> {
    let wild = prop_oneof![4 => 5_000..20_000_u64, 1 => Just(1), 1 => Just(200_000)];
    prop_oneof![
        7 => vec(1_000..25_000_u64, n),
        4 => Just(vec![10_000; n]),
        3 => vec(wild, n),
        1 => vec(extreme(), n),
    ]
    .boxed()
}

fn extreme() -> impl Strategy<Value = u64> + Clone {
    let ends = [
        0,
        1,
        2,
        40_000,
        1 << 31,
        1 << 32,
        1 << 53,
        1 << 62,
        i64::MAX as u64,
        u64::MAX - 1,
        u64::MAX,
    ];
    select(ends.to_vec())
}

fn rows(n: usize) -> impl Strategy<Value = Vec<Practice>> {
    let areas = prop_oneof![3 => Just(vec![0; n]), 3 => vec(0..2_usize, n), 1 => vec(0..4_usize, n)];
    let carr_hill = weighted(0.5, vec(500..30_000_u64, n));
    let today = vec(weighted(0.8, 0..3_u8), n);
    (places(n), lists(n), areas, carr_hill, today).prop_map(
        move |(places, lists, areas, carr_hill, today)| {
            let body = |code: &str| Organisation::new(code.parse().expect("a code"), code);
            let row = |i: usize| {
                let (east, north) = places[i];
                let place = Location::new(east, north).expect("on the grid");
                let mut practice = Practice::new(code(i), format!("Practice {i}"), place, Patients(lists[i]));
                practice.weighted_list = carr_hill.as_ref().map(|lists| Patients(lists[i]));
                // A practice of the fourth area is in none.
                practice.sub_icb = ["11A", "11B", "11C"].get(areas[i]).map(|area| body(area));
                practice.pcn = today[i].map(|network| body(&format!("U0000{network}")));
                practice
            };
            (0..n).map(row).collect()
        },
    )
}

/// Rules over so many practices. A few name a practice that there is not; many contradict each other.
fn rules(n: usize) -> BoxedStrategy<Rules> {
    let one = prop_oneof![200 => 0..n.max(1), 1 => Just(n)];
    let some = |least, most| btree_set(0..n.max(2), least..=most);
    let size = (
        band(),
        networks(n),
        prop_oneof![4 => Just(HubChoice::Best), 1 => Just(HubChoice::Any)],
    );
    let sets = (
        vec(some(1, 3), 0..2),
        vec(some(1, 3), 0..2),
        vec((one.clone(), 0..3_usize), 0..2),
        vec(one.clone(), 0..2),
        vec((one, patients(), patients(), 0..6_u8), 0..2),
    );
    let single = (
        weighted(0.15, some(1, 9)),
        weighted(0.15, prop_oneof![9 => 500..9_000_u64, 1 => extreme()]),
        weighted(0.2, some(0, 2)),
        vec(limit(), 0..2),
        weighted(0.1, some(1, 3)),
        weighted(0.1, Just(NoneEnclosed::default())),
    );
    let mesh = (
        select(vec![Mesh::Given, Mesh::Gabriel, Mesh::Delaunay]),
        weighted(0.3, prop_oneof![9 => 500..5_000_u64, 1 => extreme()]),
        vec((0..n.max(1), 0..n.max(1)), 0..2),
        vec((0..n.max(1), 0..n.max(1)), 0..2),
    );
    // Each kind of rule is left out of most regions, so that what is left has a chance.
    let kept = vec(prop::bool::weighted(0.3), 12);
    (size, sets, single, weighted(0.2, mesh), kept)
        .prop_map(|((band, networks, hub), sets, single, mesh, kept)| {
            let (together, apart, fixed, out, waived) = sets;
            let (sites, far, borders, limits, frozen, none_enclosed) = single;
            let numbered = Numbered {
                together,
                apart,
                fixed,
                opted_out: out,
                hub_sites: sites,
                greatest_travel: far,
                crossable: borders,
            };
            let mut rules = Rules {
                networks,
                band,
                hub,
                waivers: waived
                    .into_iter()
                    .map(|(i, below, above, of)| {
                        let of = match of {
                            0 => Holder::Network("Network 0".to_owned()),
                            _ => Holder::Practice(code(i)),
                        };
                        waiver(of, below, above)
                    })
                    .collect(),
                limits,
                frozen: frozen
                    .map(|set| Frozen {
                        network: "Network 1".to_owned(),
                        practices: set.into_iter().map(code).collect(),
                        reason: String::new(),
                    })
                    .into_iter()
                    .collect(),
                none_enclosed,
                contiguity: mesh.map(|(mesh, longest, links, cuts)| Contiguity {
                    mesh,
                    longest: longest.map(Metres),
                    links: links.into_iter().map(|(i, j)| (code(i), code(j))).collect(),
                    cuts: cuts.into_iter().map(|(i, j)| (code(i), code(j))).collect(),
                    reason: String::new(),
                }),
                ..numbered.rules()
            };
            drop_all_but(&kept, &mut rules);
            rules
        })
        .boxed()
}

fn drop_all_but(kept: &[bool], rules: &mut Rules) {
    let drops: [fn(&mut Rules); 12] = [
        |rules| rules.together.clear(),
        |rules| rules.apart.clear(),
        |rules| rules.fixed.clear(),
        |rules| rules.opted_out.clear(),
        |rules| rules.waivers.clear(),
        |rules| rules.limits.clear(),
        |rules| rules.frozen.clear(),
        |rules| rules.hub_sites = None,
        |rules| rules.greatest_travel = None,
        |rules| rules.never_across = None,
        |rules| rules.none_enclosed = None,
        |rules| rules.contiguity = None,
    ];
    for (drop, _) in drops.iter().zip(kept).filter(|(_, kept)| !**kept) {
        drop(rules);
    }
}

fn patients() -> impl Strategy<Value = u64> + Clone {
    prop_oneof![9 => 0..20_000_u64, 1 => extreme()]
}

fn band() -> impl Strategy<Value = Band> {
    let of = |least, most| Band {
        least: Patients(least),
        most: Patients(most),
    };
    prop_oneof![
        10 => Just(Band::default()),
        6 => (0..40_000_u64, 1..60_000_u64).prop_map(move |(least, room)| of(least, least + room)),
        1 => (1..50_000_u64).prop_map(move |size| of(size, size)),
        1 => (extreme(), extreme()).prop_map(move |(least, most)| of(least, most)),
    ]
}

fn networks(n: usize) -> impl Strategy<Value = Networks> {
    let n = n as u32;
    prop_oneof![
        6 => Just(Networks::Any),
        2 => Just(Networks::Auto),
        2 => (1..=n.max(1)).prop_map(Networks::Exactly),
        3 => (1..=n.max(1), 0..4_u32).prop_map(|(least, more)| Networks::Range(least, least + more)),
        1 => (any::<u32>(), any::<u32>()).prop_map(|(least, most)| Networks::Range(least, most)),
    ]
}

fn limit() -> impl Strategy<Value = Limit> {
    let counts = prop_oneof![
        4 => Just(Counts::Practices),
        2 => Just(Counts::Weighted),
        2 => Just(Counts::Registered),
        1 => Just(Counts::Adjusted),
        1 => Just(Counts::Supplied("rooms".to_owned())),
    ];
    let range = prop_oneof![
        6 => (0..3_u64, 1..5_u64).prop_map(|(least, room)| (least, least + room)),
        4 => (0..30_000_u64, 1..90_000_u64).prop_map(|(least, room)| (least, least + room)),
        1 => (extreme(), extreme()),
    ];
    (counts, range).prop_map(|(counts, (least, most))| Limit::new(counts, least, most))
}
