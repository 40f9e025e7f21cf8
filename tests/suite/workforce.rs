//! Staff: totals shared out, posts shared by neighbours, and weeks counted by hand and by trying everything.

use crate::fixture::{codes, line, plan};
use locality::apportion::Method;
use locality::fault::FaultCode;
use locality::graph::PracticeGraph;
use locality::network::{FallBack, Network, NetworkTable, Population, Populations};
use locality::practice::{AreaLevel, Location, OdsCode, Practice, Practices};
use locality::travel::Travel;
use locality::units::Patients;
use locality::workforce::{
    EXACT, Rota, Sharing, Total, national, rota, share, share_in_pairs, share_totals, total,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Three networks: P with 30,000, Q with 20,000 in one sub-ICB, R with 10,000 in another.
fn three() -> (Practices, NetworkTable) {
    let practices = line(&[
        (20_000, Some("11A")),
        (10_000, Some("11A")),
        (20_000, Some("11A")),
        (10_000, Some("11B")),
    ]);
    let table = NetworkTable::new(
        &practices,
        &plan(&[("P", &[0, 1]), ("Q", &[2]), ("R", &[3])]),
        &[],
    )
    .expect("networks");
    (practices, table)
}

#[test]
fn national_totals_are_as_published() {
    let posts = |role: &str, year| total(role, year).expect("a total").posts;
    assert_eq!(
        [2017, 2018, 2019, 2021].map(|year| posts("clinical pharmacist", year)),
        [491, 900, 1_300, 1_500]
    );
    assert_eq!(
        [2019, 2021].map(|year| posts("Mental health therapist", year)),
        [1_500, 3_000]
    );
    assert!(
        national()
            .iter()
            .all(|total| total.posts > 0 && total.verified && !total.source.is_empty())
    );
    assert_eq!(
        codes(total("clinical pharmacist", 1999)),
        [FaultCode::NoSuchTotal]
    );
    let told = total("clinical farmacist", 2021)
        .expect_err("a fault")
        .to_string();
    assert!(told.contains("clinical pharmacist 2021"), "{told}");
}

/// By hand: 7 posts by 30 : 20 : 10 are exactly 3.5, 2.333 and 1.167; the whole parts are 6, the odd one goes to the largest remainder.
#[test]
fn a_total_goes_to_networks() {
    let (practices, table) = three();
    let populations = Populations::of(&practices, FallBack::default());
    let seven = Total::new("pharmacist", 2027, 7);
    let found = share(&seven, &practices, &table, &populations, &Sharing::default()).expect("shares");
    let told: Vec<_> = found
        .networks
        .iter()
        .map(|s| (s.exact.to_string(), s.posts))
        .collect();
    assert_eq!(
        told,
        [
            ("3.500".to_owned(), 4),
            ("2.333".to_owned(), 2),
            ("1.166".to_owned(), 1)
        ]
    );
    // Through areas: 50 : 10 of 7 are 5.83 and 1.17, so 6 and 1; within 11A 30 : 20 of 6 are 3.6 and 2.4.
    let through = Sharing {
        through: Some(AreaLevel::SubIcb),
        ..Sharing::default()
    };
    let found = share(&seven, &practices, &table, &populations, &through).expect("shares");
    assert_eq!(
        found.networks.iter().map(|s| s.posts).collect::<Vec<_>>(),
        [4, 2, 1]
    );
    assert_eq!(found.areas.iter().map(|a| a.1).collect::<Vec<_>>(), [6, 1]);
    let need = Sharing {
        by: Population::Need,
        ..Sharing::default()
    };
    assert_eq!(
        codes(share(&seven, &practices, &table, &populations, &need)),
        [FaultCode::PopulationUnknown]
    );
    let capped = Sharing {
        each: (0, Some(2)),
        ..Sharing::default()
    };
    assert_eq!(
        codes(share(&seven, &practices, &table, &populations, &capped)),
        [FaultCode::LimitsClash]
    );
    assert_eq!(
        codes(share(
            &Total::new("pharmacist", 2027, 0),
            &practices,
            &table,
            &populations,
            &Sharing::default()
        )),
        [FaultCode::NothingToShare]
    );
}

#[test]
fn regional_totals_stay_in_their_regions() {
    let (practices, table) = three();
    let populations = Populations::of(&practices, FallBack::default());
    let code = |text: &str| text.parse::<OdsCode>().expect("a code");
    let shared = |totals: &[(&str, u64)]| {
        let totals: BTreeMap<OdsCode, u64> =
            totals.iter().map(|&(area, posts)| (code(area), posts)).collect();
        share_totals(
            "therapist",
            2027,
            &totals,
            &practices,
            &table,
            &populations,
            &Sharing::default(),
        )
    };
    let found = shared(&[("11A", 5), ("11B", 9)]).expect("shares");
    assert_eq!(
        found.networks.iter().map(|s| s.posts).collect::<Vec<_>>(),
        [3, 2, 9]
    );
    // One region may have none; all together may not.
    assert_eq!(shared(&[("11A", 5), ("11B", 0)]).expect("shares").total.posts, 5);
    assert_eq!(
        codes(shared(&[("11A", 0), ("11B", 0)])),
        [FaultCode::NothingToShare]
    );
    assert_eq!(
        codes(shared(&[("11A", 5), ("11C", 2)])),
        [FaultCode::NoSuchTotal, FaultCode::NoSuchTotal]
    );
}

/// Posts follow members only: a practice that opted out is covered and brings nothing.
#[test]
fn practices_that_opted_out_bring_no_posts() {
    let practices = line(&[(20_000, None), (20_000, None), (20_000, None)]);
    let table = NetworkTable::new(&practices, &plan(&[("P", &[0, 1]), ("Q", &[2])]), &[1]).expect("networks");
    let populations = Populations::of(&practices, FallBack::default());
    let found = share(
        &Total::new("x", 2027, 4),
        &practices,
        &table,
        &populations,
        &Sharing::default(),
    )
    .expect("shares");
    assert_eq!(found.networks.iter().map(|s| s.posts).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(table.as_slice()[0].patients(&practices), Patients(40_000));
}

/// A row of four with exact shares 0.5, 0.6, 0.9 and 1.0. Joined, the first two are 1.1, 0.1 off a whole number in place of 0.5 + 0.4:
/// they gain 0.8; the next pair, 0.6 and 0.9, would gain 0.4 + 0.1 - 0.5 = 0.
#[test]
fn neighbours_share_where_it_gains() {
    let row = PracticeGraph::from_edges(4, [(0, 1), (1, 2), (2, 3)]).expect("a graph");
    let found = share_in_pairs(3, &[5, 6, 9, 10], &row, Method::LargestRemainder).expect("posts");
    assert_eq!(found.units, [vec![0, 1], vec![2], vec![3]]);
    assert_eq!(found.posts, [1, 1, 1]);
    // Ten sessions by 5 : 6 are 4.55 and 5.45; the larger remainder is the first's.
    assert_eq!(found.sessions, [5, 5, 10, 10]);
    assert_eq!((found.partner(1), found.partner(2)), (Some(0), None));
    let other = PracticeGraph::from_edges(2, [(0, 1)]).expect("a graph");
    assert_eq!(
        codes(share_in_pairs(3, &[1], &other, Method::Webster)),
        [FaultCode::NobodyToShare]
    );
}

/// Practices on a line at these easting kilometres, one network of all, hub at the first.
fn spots(kilometres: &[(i64, i64)]) -> (Practices, Network) {
    let rows = kilometres.iter().enumerate().map(|(i, &(x, y))| {
        let place = Location::new(400_000 + 1_000 * x, 300_000 + 1_000 * y).expect("in the grid");
        Practice::new(crate::fixture::code(i), "", place, Patients(1))
    });
    let practices = Practices::new(rows.collect()).expect("practices");
    let network = Network {
        name: "N".to_owned(),
        members: (0..kilometres.len()).collect(),
        opted_out: Vec::new(),
        hub: Some(0),
    };
    (practices, network)
}

/// Hub at 0 km, others at 3, 4 and 10 km east; one post by lists 4 : 2 : 3 : 1. Sessions are the lists: two days at the hub, one at 3 km (6 km),
/// one at 4 km (8 km), and the odd ones of 4 and 10 km on one day (20 km): 34 km.
#[test]
fn a_week_by_hand() {
    let (practices, network) = spots(&[(0, 0), (3, 0), (4, 0), (10, 0)]);
    let week = rota(&network, 10, &[4, 2, 3, 1], &Travel::straight_line(&practices)).expect("a week");
    assert_eq!(week.travel, 34_000);
    assert!(week.exact);
    assert_eq!(week.days.len(), 5);
    let halves: Vec<u64> = (0..4).map(|i| sessions_at(&week, i)).collect();
    assert_eq!(halves, [4, 2, 3, 1]);
    // Half a post: an odd number of sessions leaves half a day.
    let half = rota(&network, 5, &[0, 1, 1, 0], &Travel::straight_line(&practices)).expect("a week");
    assert_eq!(half.days.iter().filter(|day| day.afternoon.is_none()).count(), 1);
    assert_eq!(
        codes(rota(
            &network,
            0,
            &[1, 1, 1, 1],
            &Travel::straight_line(&practices)
        )),
        [FaultCode::NothingToShare]
    );
    let nobody = Network {
        members: Vec::new(),
        ..network
    };
    assert_eq!(
        codes(rota(&nobody, 5, &[], &Travel::straight_line(&practices))),
        [FaultCode::NobodyToShare]
    );
}

fn sessions_at(week: &Rota, practice: usize) -> u64 {
    let at = |day: &locality::workforce::Day| {
        u64::from(day.morning == practice) + u64::from(day.afternoon == Some(practice))
    };
    week.days.iter().map(at).sum()
}

/// The least travel of any way to make days of these sessions: the first session that is left with each other one, or alone where the number
/// is odd.
fn least(sessions: &[usize], may_be_alone: bool, travel: &Travel) -> u64 {
    let Some((&first, rest)) = sessions.split_first() else {
        return 0;
    };
    let mut best = u64::MAX;
    if may_be_alone {
        best = 2 * travel.between(0, first) + least(rest, false, travel);
    }
    for k in 0..rest.len() {
        if k > 0 && rest[k] == rest[k - 1] {
            continue;
        }
        let mut left = rest.to_vec();
        let second = left.remove(k);
        let day = travel.between(0, first) + travel.between(first, second) + travel.between(second, 0);
        best = best.min(day + least(&left, may_be_alone, travel));
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_week_travels_less(
        spots_at in prop::collection::vec((0_i64..30, 0_i64..30), 1..5),
        lists in prop::collection::vec(1_u64..9, 5),
        sessions in 1_u64..9,
    ) {
        let (practices, network) = spots(&spots_at);
        let travel = Travel::straight_line(&practices);
        let lists = &lists[..spots_at.len()];
        let week = rota(&network, sessions, lists, &travel).expect("a week");
        prop_assert!(week.exact);
        prop_assert_eq!(week.sessions.iter().map(|s| s.1).sum::<u64>(), sessions);
        for &(practice, number) in &week.sessions {
            prop_assert_eq!(sessions_at(&week, practice), number);
        }
        let mut all: Vec<usize> = Vec::new();
        for &(practice, number) in &week.sessions {
            all.extend((0..number).map(|_| practice));
        }
        // Straight lines are rounded down to metres, so that a detour may be a metre or two shorter than the way.
        let best = least(&all, sessions % 2 == 1, &travel);
        prop_assert!(best <= week.travel && week.travel <= best + 4 * sessions, "{best} {week:?}");
    }

    /// Beyond the table: never better than what it would find, and each practice has its sessions.
    #[test]
    fn many_practices_are_paired_well(spots_at in prop::collection::vec((0_i64..30, 0_i64..30), EXACT + 2..EXACT + 6)) {
        let (practices, network) = spots(&spots_at);
        let lists = vec![1; spots_at.len()];
        let week = rota(&network, spots_at.len() as u64, &lists, &Travel::straight_line(&practices)).expect("a week");
        prop_assert!(!week.exact);
        for i in 0..spots_at.len() {
            prop_assert_eq!(sessions_at(&week, i), 1);
        }
    }

    #[test]
    fn posts_are_whole_and_all_there(
        posts in 1_u64..60,
        weights in prop::collection::vec(1_u64..100, 2..9),
        edges in prop::collection::vec((0_usize..8, 0_usize..8), 0..14),
    ) {
        let n = weights.len();
        let edges: Vec<_> = edges.into_iter().filter(|(a, b)| a != b && *a < n && *b < n).collect();
        let graph = PracticeGraph::from_edges(n, edges).expect("a graph");
        for method in [Method::LargestRemainder, Method::Webster, Method::DHondt] {
            let found = share_in_pairs(posts, &weights, &graph, method).expect("posts");
            prop_assert_eq!(found.posts.iter().sum::<u64>(), posts);
            prop_assert_eq!(found.sessions.iter().sum::<u64>(), 10 * posts);
            let mut seen: Vec<usize> = found.units.concat();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..n).collect::<Vec<_>>());
            for (unit, posts) in found.units.iter().zip(&found.posts) {
                prop_assert!(unit.len() < 3 && (unit.len() < 2 || graph.are_neighbours(unit[0], unit[1])));
                prop_assert_eq!(unit.iter().map(|&k| found.sessions[k]).sum::<u64>(), 10 * posts);
            }
        }
    }
}
