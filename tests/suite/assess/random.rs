//! Random plans on random problems against a recount by the plainest means.

use super::brute::{Recount, recount};
use locality::assess::{Assessment, assess};
use locality::plan::{Assignment, Plan};
use locality::practice::{Location, OdsCode, Practice, Practices};
use locality::problem::{Networks, Problem};
use locality::units::Patients;
use proptest::prelude::*;

fn code(k: usize) -> OdsCode {
    format!("R{k:03}").parse().expect("a code")
}

/// Up to 24 practices on a coarse lattice, so that buildings are shared and distances are equal; one in ten is above the
/// band.
fn practices() -> impl Strategy<Value = Practices> {
    let list = prop_oneof![9 => 1_000..25_000_u64, 1 => 50_001..60_000_u64];
    prop::collection::vec((0..6_i64, 0..6_i64, list), 1..24).prop_map(|rows| {
        let row = |(k, (x, y, list))| {
            let place = Location::new(400_000 + 700 * x, 300_000 + 500 * y).expect("on the grid");
            Practice::new(code(k), "", place, Patients(list))
        };
        Practices::new(rows.into_iter().enumerate().map(row).collect()).expect("a table")
    })
}

/// A plan of up to six networks that takes every practice once, with a hub here and there.
fn whole_plan(practices: Practices) -> impl Strategy<Value = (Practices, Plan)> {
    let n = practices.len();
    prop::collection::vec((0..6_u8, prop::bool::weighted(0.2)), n).prop_map(move |choice| {
        let row = |(practice, (network, hub)): (&Practice, (u8, bool))| Assignment {
            practice: practice.code,
            network: format!("N{network}"),
            hub,
        };
        (
            practices.clone(),
            Plan::new(practices.iter().zip(choice).map(row).collect()),
        )
    })
}

/// Any lines at all: practices missing, twice, in two networks or unknown.
fn any_plan(practices: Practices) -> impl Strategy<Value = (Practices, Plan)> {
    let row = (0..practices.len() + 2, 0..6_u8, prop::bool::weighted(0.2));
    prop::collection::vec(row, 0..30).prop_map(move |rows| {
        let row = |(k, network, hub)| Assignment {
            practice: code(k),
            network: format!("N{network}"),
            hub,
        };
        (practices.clone(), Plan::new(rows.into_iter().map(row).collect()))
    })
}

fn judged(practices: &Practices, plan: &Plan) -> Assessment {
    let problem = Problem::builder(practices.clone()).networks(Networks::Range(1, 1));
    assess(&problem.build().expect("a problem"), plan)
}

fn as_recount(found: &Assessment) -> Recount {
    let all = &found.plan;
    Recount {
        networks: all.networks,
        outside_band: all.below_band + all.above_band + all.holding_too_large,
        in_pieces: all.in_pieces,
        cost: i128::from(all.travel.cost.0),
        smallest: i128::from(all.smallest.0),
        largest: i128::from(all.largest.0),
        patients: i128::from(all.patients.0),
        missing: all.missing,
        hubs_not_best: found
            .findings
            .iter()
            .filter(|f| f.code() == "A022" && !alone(found, f.network()))
            .count(),
    }
}

/// The recount asks no hub of networks with a practice above the band.
fn alone(found: &Assessment, network: Option<&str>) -> bool {
    let network = network.and_then(|name| found.network(name));
    network.is_some_and(|network| !network.standing.is_counted())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whole_plans_are_recounted((practices, plan) in practices().prop_flat_map(whole_plan)) {
        prop_assert_eq!(as_recount(&judged(&practices, &plan)), recount(&practices, &plan, 30_000, 50_000));
    }

    #[test]
    fn any_lines_are_recounted((practices, plan) in practices().prop_flat_map(any_plan)) {
        let found = judged(&practices, &plan);
        let expected = recount(&practices, &plan, 30_000, 50_000);
        prop_assert_eq!(as_recount(&found), expected);
        // A good plan has each practice in exactly one line, and no other lines.
        let each_once = plan.rows().len() == practices.len() && found.plan.missing == 0;
        prop_assert!(each_once || !found.keeps_every_rule());
    }

    /// From a plan that keeps every rule, whatever line is dropped, doubled, moved or renamed, it does so no more, unless
    /// the recount finds the new plan as good.
    #[test]
    fn a_broken_plan_never_passes(at in 0..8_usize, to in 0..3_u8, how in 0..5_u8) {
        let (practices, good) = two_towns();
        let problem = Problem::builder(practices.clone()).build().expect("a problem");
        prop_assert!(assess(&problem, &good).keeps_every_rule());
        let mut rows = good.rows().to_vec();
        match how {
            0 => { rows.remove(at); }
            1 => rows.push(rows[at].clone()),
            2 => rows[at].network = format!("N{to}"),
            3 => rows[at].practice = code(99),
            _ => rows[at].hub = !rows[at].hub,
        }
        let plan = Plan::new(rows);
        let found = assess(&problem, &plan);
        let again = recount(&practices, &plan, 30_000, 50_000);
        let hubs = |network: &str| plan.rows().iter().filter(|row| row.network == network && row.hub).count();
        let good = plan.rows().len() == 8
            && plan.rows().iter().all(|row| practices.index_of(row.practice).is_some())
            && plan.networks().keys().all(|network| hubs(network) < 2)
            && (again.networks, again.outside_band, again.in_pieces) == (2, 0, 0)
            && (again.missing, again.hubs_not_best) == (0, 0);
        prop_assert_eq!(found.keeps_every_rule(), good, "{:?}", found.findings);
    }
}

/// Two towns of four practices with 40,000 patients each, 30 km apart.
///
/// ```text
///     R000 R001                    R004 R005
///     R002 R003                    R006 R007
/// ```
fn two_towns() -> (Practices, Plan) {
    let practice = |k: i64| {
        let (east, north) = (
            400_000 + 1_000 * (k % 2) + 30_000 * (k / 4),
            300_000 + 900 * (k / 2 % 2),
        );
        let place = Location::new(east, north).expect("on the grid");
        Practice::new(code(k as usize), "", place, Patients(10_000))
    };
    let practices = Practices::new((0..8).map(practice).collect()).expect("a table");
    let line = |(k, practice): (usize, &Practice)| Assignment {
        practice: practice.code,
        network: format!("N{}", k / 4),
        hub: k % 4 == 0,
    };
    let plan = Plan::new(practices.iter().enumerate().map(line).collect());
    (practices, plan)
}
