//! Small instances at random, of every kind that the format allows.

use locality::engine::instance::{BandFile, FORMAT, GroupsFile, InstanceFile, MeasureFile, Shape, SiteFile};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::{option, sample};

/// An instance of `units` units, each of value `value`, on a path, with no cost at all: to be filled in.
pub fn path(units: u32, value: i64, band: (i64, i64), groups: (u32, u32)) -> InstanceFile {
    InstanceFile {
        format: FORMAT.to_owned(),
        units: (0..units).map(|u| format!("U{u}")).collect(),
        edges: (1..units).map(|u| (u - 1, u)).collect(),
        sites: Vec::new(),
        pairs: Vec::new(),
        measures: vec![MeasureFile {
            name: "size".to_owned(),
            values: vec![value; units as usize],
            band: Some(BandFile {
                least: band.0,
                most: band.1,
            }),
            shape: None,
        }],
        fixed: 0,
        groups: GroupsFile {
            least: groups.0,
            most: groups.1,
        },
    }
}

/// Random instances of 1 to `most` units: edges of any density (also none), sites at units and free ones, sites
/// that cannot serve every unit, pair costs of both signs, up to three measures with bands and shapes, any range of
/// groups, a fixed cost of either sign.
pub fn files(most: usize) -> impl Strategy<Value = InstanceFile> {
    (1..=most).prop_flat_map(file_of)
}

/// Hub travel between points of a small square, so that some stand at the same place: a site at every unit, list size times
/// way, neighbours within some distance, and a band around what so many groups hold on average.
pub fn travel(units: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = InstanceFile> {
    units.prop_flat_map(|n| {
        let points = vec((0..=5_i64, 0..=5_i64, 1..=9_i64), n);
        (
            points,
            2..=4_u32,
            0..=40_i64,
            sample::select(vec![2, 5, 9, 50]),
            0..=1_u32,
        )
            .prop_map(move |(points, groups, width, near, spread)| {
                let total: i64 = points.iter().map(|&(_, _, size)| size).sum();
                let mean = total / i64::from(groups);
                let band = (mean - mean * width / 100, mean + 1 + mean * width / 100);
                let mut file = path(n as u32, 0, band, (groups, groups + spread));
                let apart = |a: usize, b: usize| {
                    let (dx, dy) = (points[a].0 - points[b].0, points[a].1 - points[b].1);
                    dx * dx + dy * dy
                };
                let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
                let edges = pairs.filter(|&(a, b)| apart(a, b) <= near);
                file.edges = edges.map(|(a, b)| (a as u32, b as u32)).collect();
                let way = |u: usize, h: usize| points[u].2 * (100 * apart(u, h)).isqrt();
                file.sites = (0..n)
                    .map(|h| SiteFile {
                        name: format!("S{h}"),
                        unit: Some(h as u32),
                        star: (0..n).map(|u| (u as u32, way(u, h))).collect(),
                    })
                    .collect();
                file.measures[0].values = points.iter().map(|&(_, _, size)| size).collect();
                file
            })
    })
}

/// As [`travel`], and today's groups should go on: the largest unit of each is its anchor, whoever is not with it costs what it is
/// worth, and two anchors in one group cost the smaller of their groups. Some units belong to none. Sometimes there are no hubs.
pub fn travel_from_today(units: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = InstanceFile> {
    let many = *units.end();
    (travel(units), vec(0..=4_usize, many), 1..=8_i64, any::<bool>()).prop_map(
        |(mut file, of, weight, hubs)| {
            let n = file.units.len();
            let worth = |u: usize| file.measures[0].values[u] * weight;
            let mut anchors: Vec<(usize, i64)> = Vec::new();
            let mut moved = vec![0; n];
            for today in 0..4 {
                let members: Vec<usize> = (0..n).filter(|&u| of[u] == today).collect();
                let Some(&anchor) = members.iter().max_by_key(|&&u| worth(u)) else {
                    continue;
                };
                for &u in members.iter().filter(|&&u| u != anchor) {
                    moved[u] = worth(u);
                    file.pairs
                        .push((u.min(anchor) as u32, u.max(anchor) as u32, -worth(u)));
                }
                anchors.push((anchor, members.iter().map(|&u| worth(u)).sum()));
            }
            for (k, &(a, one)) in anchors.iter().enumerate() {
                for &(b, other) in &anchors[k + 1..] {
                    file.pairs
                        .push((a.min(b) as u32, a.max(b) as u32, one.min(other)));
                }
            }
            for site in &mut file.sites {
                for (u, cost) in &mut site.star {
                    *cost += moved[*u as usize];
                }
            }
            if !hubs {
                file.sites = Vec::new();
            }
            file
        },
    )
}

/// As [`files`], of exactly so many units.
pub fn file_of(n: usize) -> impl Strategy<Value = InstanceFile> {
    let parts = (
        edges(n),
        vec(1..=9_i64, n),
        (2..=12_i64, 2..=20_i64),
        vec(measure(n), 0..=2),
        sites(n),
        pairs(n),
        -20..=30_i64,
        (1..=n as u32, 0..=3_u32),
    );
    parts.prop_map(
        move |(edges, sizes, (least, room), more, sites, pairs, fixed, (few, spread))| {
            let mut file = path(n as u32, 0, (least, least + room), (few, few + spread));
            file.edges = edges;
            file.measures[0].values = sizes;
            file.measures.extend(more);
            file.sites = sites;
            file.pairs = pairs;
            file.fixed = fixed;
            file
        },
    )
}

/// Each pair of units is joined with a chance that is itself drawn.
fn edges(n: usize) -> impl Strategy<Value = Vec<(u32, u32)>> {
    (sample::select(vec![0.0, 0.3, 0.5, 0.8, 1.0])).prop_flat_map(move |chance| {
        vec(prop::bool::weighted(chance), n * (n - 1) / 2).prop_map(move |joined| kept(n, &joined))
    })
}

fn pairs(n: usize) -> impl Strategy<Value = Vec<(u32, u32, i64)>> {
    let costs = vec(option::weighted(0.4, -25..=25_i64), n * (n - 1) / 2);
    let none = Just(vec![None; n * (n - 1) / 2]);
    prop_oneof![none, costs].prop_map(move |costs: Vec<Option<i64>>| {
        let all = kept(n, &vec![true; costs.len()]);
        let with = all.into_iter().zip(costs);
        with.filter_map(|((a, b), cost)| cost.map(|cost| (a, b, cost)))
            .collect()
    })
}

fn kept(n: usize, keep: &[bool]) -> Vec<(u32, u32)> {
    let all = (0..n as u32).flat_map(|a| (a + 1..n as u32).map(move |b| (a, b)));
    all.zip(keep)
        .filter(|&(_, &keep)| keep)
        .map(|(pair, _)| pair)
        .collect()
}

/// A further measure: values of both signs, with or without a wide band, with or without a price.
fn measure(n: usize) -> impl Strategy<Value = MeasureFile> {
    let band = (-40..=0_i64, 0..=60_i64).prop_map(|(least, room)| BandFile {
        least,
        most: least + room,
    });
    (
        vec(-4..=6_i64, n),
        option::weighted(0.5, band),
        option::weighted(0.6, shape()),
    )
        .prop_map(|(values, band, shape)| MeasureFile {
            name: "other".to_owned(),
            values,
            band,
            shape,
        })
}

/// A price through one to four points with rising totals.
fn shape() -> impl Strategy<Value = Shape> {
    (-20..=20_i64, vec((1..=7_i64, -30..=30_i64), 1..=4)).prop_map(|(start, steps)| {
        let mut at = start;
        let points = steps.into_iter().map(|(step, price)| {
            at += step;
            (at, price)
        });
        Shape::new(points.collect()).expect("totals rise")
    })
}

/// No sites, one at every unit that serves all (as hub travel has), or some anywhere that serve some.
fn sites(n: usize) -> impl Strategy<Value = Vec<SiteFile>> {
    let site = |unit: Option<u32>, star: Vec<Option<i64>>| SiteFile {
        name: "site".to_owned(),
        unit,
        star: star
            .into_iter()
            .enumerate()
            .filter_map(|(u, way)| way.map(|way| (u as u32, way)))
            .collect(),
    };
    let everywhere = vec(vec(0..=40_i64, n), n).prop_map(move |ways| {
        let each = ways.into_iter().enumerate();
        each.map(|(u, ways)| site(Some(u as u32), ways.into_iter().map(Some).collect()))
            .collect::<Vec<_>>()
    });
    let place = option::weighted(0.6, 0..n as u32);
    let some = vec((place, vec(option::weighted(0.85, -8..=40_i64), n)), 1..=5).prop_map(move |all| {
        all.into_iter()
            .map(|(unit, star)| site(unit, star))
            .collect::<Vec<_>>()
    });
    prop_oneof![1 => Just(Vec::new()), 2 => everywhere, 2 => some]
}
