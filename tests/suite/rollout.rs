//! Waves: tiny cases by hand, random ones against every choice.

use crate::fixture::{codes, row};
use locality::fault::{FaultCode, Faults};
use locality::graph::PracticeGraph;
use locality::network::{FallBack, NetworkTable, Populations};
use locality::nhs::{Reading, Source};
use locality::plan::Plan;
use locality::practice::AreaLevel;
use locality::rollout::{Neighbours, Schedule, Wave, ranks, roll_out, scores};
use locality::workforce::{Sharing, share, total};
use proptest::prelude::*;

fn planned(lists: &[(u64, Option<&str>)], scores: &[u64], waves: &[Wave]) -> Result<Schedule, Faults> {
    let (practices, table, near) = row(lists);
    roll_out(&practices, &table, &near, scores, AreaLevel::SubIcb, waves)
}

const FIVE: [(u64, Option<&str>); 5] = [
    (10_000, Some("11A")),
    (20_000, Some("11A")),
    (30_000, Some("11A")),
    (40_000, Some("11B")),
    (50_000, Some("11B")),
];

/// The case of the room's page, and what is left after it.
#[test]
fn two_networks_for_sixty_in_a_hundred() {
    let waves = [
        Wave::by("2018-03-31").networks(2).coverage(60),
        Wave::by("2019-03-31").coverage(100),
    ];
    let found = planned(&FIVE, &[1_000, 1_000, 1_000, 1, 1], &waves).expect("a schedule");
    assert_eq!(found.stages[0].begins, [3, 4]);
    assert_eq!(
        (found.stages[0].covered.get(), found.stages[0].worth),
        (90_000, 90_000)
    );
    assert_eq!(found.stages[0].bound, 90_000);
    assert_eq!(
        (found.stages[1].live, found.stages[1].covered.get()),
        (5, 150_000)
    );
    assert_eq!(found.wave_of, [Some(1), Some(1), Some(1), Some(0), Some(0)]);
}

/// A later wave of one network more must reach 80 %: 120,000. With the smallest first it would have 10,000 and 50,000; so the first wave must
/// leave no more than one network for 120,000, and takes 70,000 at least, although it is asked for nothing.
#[test]
fn later_waves_are_kept_in_sight() {
    let waves = [
        Wave::by("2018-03-31").networks(2),
        Wave::by("2019-03-31").networks(3).coverage(80),
    ];
    let found = planned(&FIVE, &[1_000, 1_000, 0, 0, 0], &waves).expect("a schedule");
    assert_eq!(found.stages[1].covered.get(), 120_000);
}

#[test]
fn regions_take_part() {
    let waves = [
        Wave::by("2018-03-31").networks(2).per_region(1),
        Wave::by("2019-03-31").networks(4).per_region(3),
    ];
    let found = planned(&FIVE, &[900, 800, 1_000, 10, 10], &waves);
    // 11B has two networks only: three of each mean all of them, five in all, and four are allowed.
    assert_eq!(codes(found), [FaultCode::TargetOutOfReach]);
    let found = planned(&FIVE, &[900, 800, 1_000, 10, 10], &waves[..1]).expect("a schedule");
    // 30,000 × 1,000 is the best of 11A, 50,000 × 10 of 11B.
    assert_eq!(found.stages[0].begins, [2, 4]);
}

#[test]
fn neighbours_are_apart_or_together() {
    let equal: Vec<(u64, Option<&str>)> = vec![(10_000, None); 5];
    let worth = [1_000, 990, 980, 970, 960];
    let begin = |neighbours| {
        let waves = [Wave::by("2018-03-31").networks(3).neighbours(neighbours)];
        planned(&equal, &worth, &waves).expect("a schedule").stages[0]
            .begins
            .clone()
    };
    assert_eq!(begin(Neighbours::Free), [0, 1, 2]);
    assert_eq!(begin(Neighbours::Apart), [0, 2, 4]);
    let scattered = [1_000, 0, 900, 0, 800];
    let waves = [Wave::by("2018-03-31")
        .networks(3)
        .neighbours(Neighbours::Together)];
    let found = planned(&equal, &scattered, &waves).expect("a schedule");
    assert_eq!(found.stages[0].begins, [0, 1, 2]);
    // Four apart cannot be in a row of five; that is said, and not called a proof.
    let waves = [Wave::by("2018-03-31")
        .networks(4)
        .coverage(80)
        .neighbours(Neighbours::Apart)];
    let told = planned(&equal, &worth, &waves).expect_err("a fault").to_string();
    assert!(told.starts_with("R003") && told.contains("not proven"), "{told}");
}

#[test]
fn wrong_waves_are_refused() {
    let plan = |waves: &[Wave]| codes(planned(&FIVE, &[1; 5], waves));
    assert_eq!(plan(&[]), [FaultCode::WavesClash]);
    assert_eq!(
        plan(&[Wave::by("2018-03-31").coverage(101)]),
        [FaultCode::TargetRange]
    );
    assert_eq!(plan(&[Wave::by("2018-03-31")]), [FaultCode::WavesClash]);
    assert_eq!(
        plan(&[Wave::by("March 2018").coverage(9)]),
        [FaultCode::WavesClash]
    );
    assert_eq!(
        plan(&[Wave::by("2018-13-31").coverage(9)]),
        [FaultCode::WavesClash]
    );
    let (one, next) = (
        Wave::by("2018-03-31").coverage(50),
        Wave::by("2018-03-31").coverage(40),
    );
    assert_eq!(
        plan(&[one, next]),
        [FaultCode::WavesClash, FaultCode::TargetRange]
    );
    let (one, next) = (
        Wave::by("2018-03-31").networks(5),
        Wave::by("2019-03-31").networks(4),
    );
    assert_eq!(plan(&[one, next]), [FaultCode::WavesClash]);
    // Proven at once: one network has 50,000 at most.
    assert_eq!(
        plan(&[Wave::by("2018-03-31").networks(1).coverage(50)]),
        [FaultCode::TargetOutOfReach]
    );
    assert_eq!(
        codes(planned(&FIVE, &[1_001; 5], &[Wave::by("2018-03-31").coverage(1)])),
        [FaultCode::ScoresMisfit]
    );
    assert_eq!(
        codes(planned(&FIVE, &[1; 4], &[Wave::by("2018-03-31").coverage(1)])),
        [FaultCode::ScoresMisfit]
    );
    assert_eq!(
        codes(Wave::from_toml("[[waves]]\nby = '2018-03-31'\ncoverage = 50\n")),
        [FaultCode::WavesUnreadable]
    );
}

#[test]
fn scores_are_mixed_and_ranked() {
    assert_eq!(scores(&[1_000, 0], &[0, 1_000], 25).expect("scores"), [750, 250]);
    assert_eq!(
        codes(scores(&[1], &[1, 1_001], 101)),
        [FaultCode::ScoresMisfit; 3]
    );
    assert_eq!(ranks(&[5, 5, 5]), [0, 0, 0]);
    assert_eq!(ranks(&[]), [0_u64; 0]);
}

/// The networks of January 2022 in the waves of 2015-2019, and 1,500 posts for them: everything adds up, each bound holds.
#[test]
fn england_in_four_waves() {
    let Some(data) = crate::data::folder("england_in_four_waves") else {
        return;
    };
    let loaded = Source::open(&[data.join("england-2022/practices.csv")])
        .and_then(|source| source.practices(Reading::Strict));
    let practices = loaded.expect("readable files").practices;
    let table = NetworkTable::new(&practices, &Plan::today(&practices), &[]).expect("networks");
    let neighbours = table.neighbours(&PracticeGraph::yardstick(&practices));
    // 68 practices are in no network, so that not all are covered: 99 % can be.
    let mut waves = Wave::of_2015_to_2019();
    waves[3].coverage_percent = 99;
    waves[1].least_per_region = 5;
    let all = ranks(
        &table
            .as_slice()
            .iter()
            .map(|n| n.members.len() as u64)
            .collect::<Vec<_>>(),
    );
    let found =
        roll_out(&practices, &table, &neighbours, &all, AreaLevel::Region, &waves).expect("a schedule");
    assert_eq!(
        found.stages.iter().map(|s| s.live).take(2).collect::<Vec<_>>(),
        [15, 92]
    );
    let half = found.stages[2].covered.get() * 2;
    assert!(
        (61_469_262..=61_469_262 + 2 * 265_170).contains(&half),
        "one network beyond the half at most: {half}"
    );
    assert!(
        found.stages.iter().all(|s| s.worth <= s.bound && s.gap() < 0.02),
        "{:?}",
        found.stages.iter().map(|s| s.gap()).collect::<Vec<_>>()
    );
    let begun: usize = found.stages.iter().map(|s| s.begins.len()).sum();
    assert_eq!(begun, found.wave_of.iter().flatten().count());
    let populations = Populations::of(&practices, FallBack::default());
    let total = total("clinical pharmacist", 2021).expect("a total");
    let shares = share(&total, &practices, &table, &populations, &Sharing::default()).expect("shares");
    assert_eq!(shares.networks.iter().map(|s| s.posts).sum::<u64>(), 1_500);
}

/// What the best choice of this one wave is worth, by trying them all; `None` where none keeps it.
fn best(lists: &[(u64, Option<&str>)], scores: &[u64], wave: &Wave) -> Option<u64> {
    let all: u64 = lists.iter().map(|l| l.0).sum();
    let keeps = |set: u32| {
        let chosen: Vec<usize> = (0..lists.len()).filter(|k| set >> k & 1 == 1).collect();
        let patients: u64 = chosen.iter().map(|&k| lists[k].0).sum();
        let regions = [Some("11A"), Some("11B")].iter().all(|&area| {
            let of = |k: &usize| lists[*k].1 == area;
            let has = chosen.iter().filter(|k| of(k)).count() as u64;
            has >= wave
                .least_per_region
                .min((0..lists.len()).filter(of).count() as u64)
        });
        let apart = wave.neighbours != Neighbours::Apart || set & set >> 1 == 0;
        let count = wave.networks.is_none_or(|n| chosen.len() as u64 <= n);
        (count && regions && apart && patients * 100 >= all * u64::from(wave.coverage_percent))
            .then(|| chosen.iter().map(|&k| lists[k].0 * scores[k]).sum())
    };
    (0..1_u32 << lists.len()).filter_map(keeps).max()
}

proptest! {
    /// A wave is what it says: its rules hold, its worth is no more than the best and its bound no less; proven refusals are right, and
    /// what is found comes near.
    #[test]
    fn a_wave_against_every_choice(
        lists in prop::collection::vec((1_u64..50, prop::bool::ANY, 1_u64..=1_000), 2..9),
        networks in 1_u64..6,
        coverage_percent in 0_u32..=90,
        least_per_region in 0_u64..2,
        apart in prop::bool::ANY,
    ) {
        let rows: Vec<(u64, Option<&str>)> = lists.iter().map(|l| (l.0 * 1_000, Some(if l.1 { "11A" } else { "11B" }))).collect();
        let worth: Vec<u64> = lists.iter().map(|l| l.2).collect();
        let neighbours = if apart { Neighbours::Apart } else { Neighbours::Free };
        let wave = Wave::by("2018-03-31").networks(networks).coverage(coverage_percent).per_region(least_per_region).neighbours(neighbours);
        let best = best(&rows, &worth, &wave);
        match planned(&rows, &worth, std::slice::from_ref(&wave)) {
            Ok(found) => {
                let stage = &found.stages[0];
                let best = best.expect("a choice was found, so that there is one");
                prop_assert!(stage.worth <= best && best <= stage.bound, "{} {best} {}", stage.worth, stage.bound);
                prop_assert!(stage.live <= networks);
                let all: u64 = rows.iter().map(|r| r.0).sum();
                prop_assert!(stage.covered.get() * 100 >= all * u64::from(coverage_percent));
                for area in ["11A", "11B"] {
                    let of = |k: &usize| rows[*k].1 == Some(area);
                    let all = (0..rows.len()).filter(of).count() as u64;
                    let has = stage.begins.iter().filter(|k| of(k)).count() as u64;
                    prop_assert!(has >= least_per_region.min(all));
                }
                if apart {
                    prop_assert!(stage.begins.windows(2).all(|pair| pair[1] > pair[0] + 1));
                }
            }
            Err(faults) => {
                prop_assert!(best.is_none() || faults.to_string().contains("not proven"), "{best:?} {faults}");
            }
        }
    }
}
