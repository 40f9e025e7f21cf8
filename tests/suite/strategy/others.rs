//! The strategies to compare with: what they promise, they keep; what they break is counted; each does its paper's work on a case by hand.

use crate::engine::{brute, checked, made_up};
use locality::engine::Run;
use locality::engine::instance::{InstanceFile, SiteFile};
use locality::engine::solution::{Grouping, SolveError};
use locality::engine::stop::{CancelToken, Stop, StopReason};
use locality::strategy::{
    AzpTabu, BalancedKMeans, GreedyGrowth, Leiden, Louvain, MaxP, NearestHub, RandomWalk, ShortBursts,
    Skater, Strategy, Today, Ward,
};
use proptest::prelude::{ProptestConfig, TestCaseError, prop_assert, prop_assert_eq, prop_assume, proptest};
use std::time::Duration;

/// Points and shares of so many units, about as anywhere: along a bent line, near ones sharing more.
#[allow(clippy::type_complexity)]
fn beside(units: u32) -> (Vec<(i64, i64)>, Vec<(u32, u32, i64)>) {
    let points = (0..i64::from(units)).map(|u| (1000 * u, 300 * (u % 3)));
    let pairs = (0..units).flat_map(|a| (a + 1..units).map(move |b| (a, b, i64::from(40 / (b - a)))));
    (points.collect(), pairs.collect())
}

/// All that need no plan of today.
fn all(units: u32) -> Vec<Box<dyn Strategy>> {
    let (points, shared) = beside(units);
    vec![
        Box::new(NearestHub),
        Box::new(GreedyGrowth),
        Box::new(RandomWalk),
        Box::new(MaxP::new(points.clone())),
        Box::new(AzpTabu),
        Box::new(Skater::new(points.clone())),
        Box::new(Ward::new(points.clone())),
        Box::new(BalancedKMeans::new(points)),
        Box::new(ShortBursts),
        Box::new(Leiden::new(shared.clone())),
        Box::new(Louvain::new(shared)),
    ]
}

/// Those whose groups always hang together.
const CONNECTED: [&str; 8] = [
    "greedy-growth",
    "random-walk",
    "max-p",
    "azp-tabu",
    "skater",
    "ward",
    "short-bursts",
    "louvain",
];
/// Those that always make as many groups as asked for, where the graph is of one component.
const NUMBER: [&str; 5] = ["greedy-growth", "random-walk", "azp-tabu", "ward", "short-bursts"];

fn run(seed: u64, rounds: u64) -> Run<'static> {
    Run::new().seed(seed).threads(1).stop(Stop::rounds(rounds))
}

/// What a grouping says of itself is what the oracle counts; no unit stands twice.
fn is_honest(file: &InstanceFile, grouping: &Grouping) -> Result<(), TestCaseError> {
    let mut seen: Vec<u32> = grouping.groups.iter().flat_map(|g| g.units.clone()).collect();
    seen.sort_unstable();
    let units = seen.len();
    seen.dedup();
    prop_assert_eq!(units, seen.len());
    let (mut cost, mut by, mut outside, mut pieces) = (0, 0, 0, 0);
    for group in &grouping.groups {
        let (violation, price, site) = brute::value(file, &group.units);
        prop_assert_eq!(site, group.value.site);
        (cost, by) = (cost + price, by + violation);
        outside += usize::from(violation > 0);
        pieces += usize::from(!brute::connected(file, &group.units));
    }
    let broken = grouping.broken;
    prop_assert_eq!((cost, by), (grouping.cost, broken.by));
    prop_assert_eq!((outside, pieces), (broken.outside, broken.in_pieces));
    prop_assert_eq!(file.units.len() - units, broken.missing);
    let (count, least, most) = (
        grouping.groups.len(),
        file.groups.least as usize,
        file.groups.most as usize,
    );
    let off = (least.saturating_sub(count)).max(count.saturating_sub(most));
    prop_assert_eq!(off, broken.too_many_or_few);
    Ok(())
}

fn components(file: &InstanceFile) -> usize {
    let mut of: Vec<usize> = (0..file.units.len()).collect();
    for _ in 0..of.len() {
        for &(a, b) in &file.edges {
            let least = of[a as usize].min(of[b as usize]);
            (of[a as usize], of[b as usize]) = (least, least);
        }
    }
    of.sort_unstable();
    of.dedup();
    of.len()
}

fn keeps_its_promises(file: &InstanceFile, seed: u64) -> Result<(), TestCaseError> {
    let instance = checked(file.clone());
    let best = brute::optimum(file);
    for strategy in all(file.units.len() as u32) {
        let name = strategy.name();
        let made = match strategy.group(&instance, &run(seed, 3)) {
            Ok(made) => made,
            Err(SolveError::Unsupported { .. }) => {
                // One unit shares nothing with others.
                let expected = (name == "nearest-hub" && file.sites.is_empty())
                    || (file.units.len() == 1 && ["leiden", "louvain"].contains(&name));
                prop_assert!(expected, "{}", name);
                continue;
            }
            Err(other) => return Err(TestCaseError::fail(format!("{name}: {other}"))),
        };
        is_honest(file, &made)?;
        prop_assert_eq!(made.broken.missing, 0, "{}", name);
        if CONNECTED.contains(&name) {
            prop_assert_eq!(made.broken.in_pieces, 0, "{}", name);
        }
        let (least, most) = instance.groups();
        if NUMBER.contains(&name) && components(file) <= least && most <= file.units.len() {
            prop_assert_eq!(made.broken.too_many_or_few, 0, "{}", name);
        }
        match made.broken.is_none() {
            // No way makes a plan where there is none, or one that is cheaper than the cheapest.
            true => prop_assert!(best.is_some_and(|best| best <= made.cost), "{}: {:?}", name, best),
            false => prop_assert!(made.into_solution().is_err()),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// On graphs with any number of components, with or without sites, bands and prices.
    #[test]
    fn any_instance(file in made_up::files(7), seed in 0..3_u64) {
        keeps_its_promises(&file, seed)?;
    }

    #[test]
    fn hub_travel(file in made_up::travel(5..=9), seed in 0..3_u64) {
        keeps_its_promises(&file, seed)?;
    }

    /// Nothing below the least of the band but what no region can reach: each such group is all of its component.
    #[test]
    fn max_p_and_skater_keep_the_least(file in made_up::travel(5..=9), seed in 0..3_u64) {
        let instance = checked(file.clone());
        let (points, _) = beside(file.units.len() as u32);
        let ways: [Box<dyn Strategy>; 2] = [Box::new(MaxP::new(points.clone())), Box::new(Skater::new(points))];
        let measure = &file.measures[0];
        let least = measure.band.map_or(0, |band| band.least);
        for strategy in ways {
            let made = strategy.group(&instance, &run(seed, 2)).expect("groups");
            for group in made.groups {
                let total: i64 = group.units.iter().map(|&u| measure.values[u as usize]).sum();
                let mut around = group.units.iter().flat_map(|&u| instance.neighbours(u));
                prop_assert!(total >= least || around.all(|v| group.units.contains(v)), "{}", strategy.name());
            }
        }
    }

    /// Everybody to the nearest hub, against every choice of hubs.
    #[test]
    fn nearest_hub_is_the_best_choice_of_hubs(file in made_up::travel(5..=8)) {
        // Where two stand at the same place one of their hubs may attract nobody, and groups are too few.
        let apart = |h: usize| file.sites[h].star.iter().all(|&(u, way)| way > 0 || u as usize == h);
        prop_assume!((0..file.sites.len()).all(apart));
        let mut file = file;
        file.groups.most = file.groups.least;
        let p = (file.groups.least as usize).min(file.units.len());
        let choices = (0..1_usize << file.sites.len()).filter(|mask| mask.count_ones() as usize == p);
        let cost = |mask: usize| -> i64 {
            let open = (0..file.sites.len()).filter(|h| mask >> h & 1 == 1);
            let open: Vec<usize> = open.collect();
            (0..file.units.len()).map(|u| open.iter().map(|&h| file.sites[h].star[u].1).min().unwrap_or(0)).sum()
        };
        let best = choices.map(cost).min().unwrap_or(0);
        let many = Run::new().threads(1).stop(Stop::rounds(30));
        // With no band and all next to each other no rule is broken: of the rounds the cheapest is kept, each group with its best hub.
        file.measures.clear();
        let n = file.units.len() as u32;
        file.edges = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
        let made = NearestHub.group(&checked(file.clone()), &many).expect("groups");
        prop_assert_eq!((made.cost, made.groups.len()), (best, p));
    }
}

/// The same seed, the same groups, whatever the threads; and other seeds go elsewhere where anything is random.
#[test]
fn the_same_seed_makes_the_same_groups() {
    let instance = super::region(60);
    let groups = |strategy: &dyn Strategy, seed: u64, threads: usize| {
        let run = Run::new().seed(seed).threads(threads).stop(Stop::rounds(2));
        strategy.group(&instance, &run).expect("groups").groups
    };
    for strategy in all(instance.len() as u32) {
        let first = groups(strategy.as_ref(), 1, 1);
        for threads in [1, 2, 8] {
            assert_eq!(
                first,
                groups(strategy.as_ref(), 1, threads),
                "{}",
                strategy.name()
            );
        }
        let same = (2..6).all(|seed| groups(strategy.as_ref(), seed, 1) == first);
        assert_eq!(
            same,
            ["skater", "ward"].contains(&strategy.name()),
            "{}",
            strategy.name()
        );
    }
}

/// Told to end before they begin, all hand back what there is, at once.
#[test]
fn cancelled_before_they_begin() {
    let instance = super::region(150);
    let token = CancelToken::new();
    token.cancel();
    for strategy in all(instance.len() as u32) {
        let run = Run::new().stop(Stop::default().or_cancelled(&token));
        let made = strategy.group(&instance, &run).expect("groups");
        assert_eq!(made.record.stop, StopReason::Cancelled, "{}", strategy.name());
        assert_eq!(
            (made.record.rounds, made.broken.missing),
            (1, 0),
            "{}",
            strategy.name()
        );
    }
}

#[test]
fn a_limit_in_time_ends_them() {
    let instance = super::region(60);
    for strategy in all(instance.len() as u32) {
        let run = Run::new().stop(Stop::time(Duration::from_millis(1)));
        let made = strategy.group(&instance, &run).expect("groups");
        assert!(
            [StopReason::Time, StopReason::Done].contains(&made.record.stop),
            "{}",
            strategy.name()
        );
    }
}

/// Points that are not those of the units are refused, and so are shares of units that do not exist.
#[test]
fn what_does_not_fit_is_refused() {
    let instance = checked(made_up::path(4, 1, (1, 4), (2, 2)));
    let (points, _) = beside(3);
    let ways: [Box<dyn Strategy>; 6] = [
        Box::new(MaxP::new(points.clone())),
        Box::new(Skater::new(points.clone())),
        Box::new(Ward::new(points.clone())),
        Box::new(BalancedKMeans::new(points)),
        Box::new(Leiden::new(vec![(0, 4, 1)])),
        Box::new(Louvain::new(Vec::new())),
    ];
    for strategy in ways {
        let error = strategy
            .group(&instance, &run(1, 1))
            .expect_err("it does not fit");
        assert!(matches!(error, SolveError::Unsupported { .. }), "{error}");
    }
    let today = Today::new(vec![vec![0, 1], vec![1, 9]]).group(&instance, &run(1, 1));
    let text = today.expect_err("a unit twice and an unknown one").to_string();
    assert!(text.contains("U1 is in group 0 and again in group 1"), "{text}");
    assert!(text.contains("unit 9, but units go from 0 to 3"), "{text}");
}

fn units(made: &Grouping) -> Vec<Vec<u32>> {
    made.groups.iter().map(|group| group.units.clone()).collect()
}

/// Six on a line, three at its beginning and three at its end: the longest edge of the tree is the one that pays most to cut, and the
/// one that Ward joins last. Between equals (2 | 3 and 2 | 2) k-means has nothing to weigh.
///
/// ```text
///   0 - 1 - 2 ----------- 3 - 4 - 5
/// ```
#[test]
fn two_clusters_on_a_line() {
    let instance = checked(made_up::path(6, 1, (3, 3), (2, 2)));
    let points = vec![(0, 0), (10, 0), (20, 0), (500, 0), (510, 0), (520, 0)];
    let ways: [Box<dyn Strategy>; 4] = [
        Box::new(Skater::new(points.clone())),
        Box::new(Ward::new(points.clone())),
        Box::new(BalancedKMeans::new(points.clone())),
        Box::new(MaxP::new(points)),
    ];
    for strategy in ways {
        let made = strategy.group(&instance, &run(1, 20)).expect("groups");
        assert_eq!(
            units(&made),
            [vec![0, 1, 2], vec![3, 4, 5]],
            "{}",
            strategy.name()
        );
        assert!(made.into_solution().is_ok());
    }
}

/// With 1 | 5 the best cut by spread, a least of 2 makes SKATER take the next best.
#[test]
fn skater_leaves_no_side_too_light() {
    let points = vec![(0, 0), (500, 0), (510, 0), (520, 0), (530, 0), (540, 0)];
    let free = checked(made_up::path(6, 1, (1, 5), (2, 2)));
    let made = Skater::new(points.clone())
        .group(&free, &run(1, 1))
        .expect("groups");
    assert_eq!(units(&made), [vec![0], vec![1, 2, 3, 4, 5]]);
    let bound = checked(made_up::path(6, 1, (2, 5), (2, 2)));
    let made = Skater::new(points).group(&bound, &run(1, 1)).expect("groups");
    assert_eq!(made.groups.len(), 2);
    assert_eq!(made.broken.outside, 0);
}

/// Max-p asks for the most regions there can be: three of two, where two were asked for.
#[test]
fn max_p_makes_as_many_as_it_can() {
    let instance = checked(made_up::path(6, 1, (2, 6), (2, 2)));
    let (points, _) = beside(6);
    let made = MaxP::new(points).group(&instance, &run(1, 1)).expect("groups");
    assert_eq!(units(&made), [vec![0, 1], vec![2, 3], vec![4, 5]]);
    assert_eq!(made.broken.to_string(), "1 group too many or too few");
}

/// Two threes that share much inside and little between them. By neighbours they are mixed, so that only Leiden finds them; with contiguity
/// Louvain may not.
#[test]
fn communities_of_two_threes() {
    let inside = [(0, 2), (0, 4), (2, 4), (1, 3), (1, 5), (3, 5)];
    let shared: Vec<(u32, u32, i64)> = inside
        .map(|(a, b)| (a, b, 100))
        .into_iter()
        .chain([(0, 1, 1)])
        .collect();
    let instance = checked(made_up::path(6, 1, (3, 3), (2, 2)));
    let made = Leiden::new(shared.clone())
        .group(&instance, &run(1, 3))
        .expect("groups");
    assert_eq!(units(&made), [vec![0, 2, 4], vec![1, 3, 5]]);
    assert_eq!((made.broken.in_pieces, made.broken.outside), (2, 0));
    let made = Louvain::new(shared.clone())
        .group(&instance, &run(1, 3))
        .expect("groups");
    assert_eq!(made.broken.in_pieces, 0);
    // Where neighbours are those who share, both find them.
    let mut file = made_up::path(6, 1, (3, 3), (2, 2));
    file.edges = vec![(0, 1), (0, 2), (0, 4), (1, 3), (1, 5), (2, 4), (3, 5)];
    let instance = checked(file);
    for strategy in [
        &Leiden::new(shared.clone()) as &dyn Strategy,
        &Louvain::new(shared),
    ] {
        let made = strategy.group(&instance, &run(1, 3)).expect("groups");
        assert_eq!(
            units(&made),
            [vec![0, 2, 4], vec![1, 3, 5]],
            "{}",
            strategy.name()
        );
    }
}

/// Hubs at 0, 3 and 10 on a line with one hub to choose: 3 costs 3 + 0 + 7 = 10, where 0 costs 13 and 10 costs 17. With two, the pair
/// {0, 3} costs 7, {0, 10} and {3, 10} cost 3: the first of equals or the other.
#[test]
fn the_best_hubs_on_a_line() {
    let at = [0_i64, 3, 10];
    let mut file = made_up::path(3, 1, (0, 9), (1, 1));
    file.measures.clear();
    file.sites = (0..3)
        .map(|h| SiteFile {
            name: format!("S{h}"),
            unit: Some(h as u32),
            star: (0..3).map(|u| (u as u32, (at[u] - at[h]).abs())).collect(),
        })
        .collect();
    let one = NearestHub
        .group(&checked(file.clone()), &run(1, 5))
        .expect("groups");
    assert_eq!((one.cost, units(&one)), (10, vec![vec![0, 1, 2]]));
    (file.groups.least, file.groups.most) = (2, 2);
    let two = NearestHub.group(&checked(file), &run(1, 5)).expect("groups");
    assert_eq!((two.cost, units(&two)), (3, vec![vec![0, 1], vec![2]]));
}

/// Ways that look at band and cost find the only plan of a line of nine, three and three and three.
#[test]
fn the_only_plan_of_a_line() {
    let instance = checked(made_up::path(9, 1, (3, 3), (3, 3)));
    let ways: [&dyn Strategy; 4] = [&AzpTabu, &ShortBursts, &RandomWalk, &GreedyGrowth];
    for strategy in ways {
        let solution = strategy.solve(&instance, &run(1, 200)).expect("a plan");
        let groups: Vec<&[u32]> = solution.groups.iter().map(|group| &group.units[..]).collect();
        assert_eq!(groups, [[0, 1, 2], [3, 4, 5], [6, 7, 8]], "{}", strategy.name());
    }
}
