//! Each term beside its formula, counted in the plainest way.

use crate::fixture::{code, line, plan};
use locality::engine::instance::Instance;
use locality::engine::partition::Partition;
use locality::fault::FaultCode;
use locality::graph::PracticeGraph;
use locality::objective::{
    Affiliation, Balance, Compactness, CompileError, Exchange, HomeTravel, HubTravel, Likeness, Mixing,
    NetworkCost, Objective, PatientOverlap, Size, Task, Term, TodaysNetwork, Weight,
};
use locality::practice::{AreaLevel, Flows, Location, OdsCode};
use locality::problem::{Band, Networks, Problem};
use locality::travel::Travel;
use locality::units::Patients;

/// ```text
///   A01 10,000 -- A02 20,000 -- A03 15,000 -- A04 25,000 -- A05 12,000      areas 11A 11A 11A 11B 11B
/// ```
fn five() -> Problem {
    let rows = [
        (10_000, Some("11A")),
        (20_000, Some("11A")),
        (15_000, Some("11A")),
        (25_000, Some("11B")),
        (12_000, Some("11B")),
    ];
    let all = (0..5).flat_map(|i| (i + 1..5).map(move |j| (i, j)));
    Problem::builder(line(&rows))
        .graph(PracticeGraph::from_edges(5, all).expect("a graph"))
        .networks(Networks::Any)
        .band(Band {
            least: Patients(1),
            most: Patients(90_000),
        })
        .build()
        .expect("a problem")
}

fn task(problem: &Problem, term: impl Term + 'static) -> Task {
    Objective::new()
        .with(term, Weight::Travel)
        .compile(problem)
        .expect("a task")
}

fn cost(instance: &Instance, groups: &[&[u32]]) -> i64 {
    let groups = groups.iter().map(|group| group.to_vec());
    Partition::new(instance, groups).expect("a partition").cost()
}

#[track_caller]
fn costs(problem: &Problem, term: impl Term + 'static, cases: &[(&[&[u32]], i64)]) {
    let task = task(problem, term);
    for &(groups, expected) in cases {
        assert_eq!(cost(task.instance(), groups), expected, "{groups:?}");
    }
}

const ONE: &[&[u32]] = &[&[0, 1, 2, 3, 4]];
const TWO: &[&[u32]] = &[&[0, 1, 2], &[3, 4]];
const MIXED: &[&[u32]] = &[&[0, 1, 3], &[2, 4]];

#[test]
fn border_crossing_is_the_minority_nearly() {
    let problem = five();
    let target = problem.band().target().0 as i64;
    // (30,000 × 25,000 + 15,000 × 12,000) / T, each pair rounded.
    let pair = |a: i64, b: i64| (a * b + target / 2) / target;
    let mixed = pair(10_000, 25_000) + pair(20_000, 25_000) + pair(15_000, 12_000);
    let term = Mixing::borders(problem.practices(), AreaLevel::SubIcb);
    costs(&problem, term, &[(TWO, 0), (MIXED, mixed)]);
}

/// Two halves of an affiliation of 30,000: every patient has lost the other half of fellows.
#[test]
fn affiliation_is_the_share_of_fellows_elsewhere() {
    let problem = five();
    let term = || {
        Affiliation::new(
            problem.practices(),
            [(code(0), "fed"), (code(1), "fed"), (code(4), "other")],
        )
    };
    // 2 × 10,000 × 20,000 / 30,000 = 13,333; rounded to an even number by halves.
    let apart: &[&[u32]] = &[&[0], &[1, 2], &[3, 4]];
    costs(&problem, term(), &[(TWO, 0), (ONE, 0), (apart, 2 * 6_667)]);
}

fn flows(problem: &Problem) -> Flows {
    let rows = [
        (0, "X", 60),
        (0, "Y", 40),
        (1, "X", 30),
        (1, "Z", 90),
        (3, "Z", 10),
    ];
    let rows = rows.map(|(i, area, patients)| (code(i), area, Patients(patients * 100)));
    Flows::new(problem.practices(), rows).expect("flows")
}

#[test]
fn overlap_is_what_networks_cut_through() {
    let problem = five();
    let even = |x: f64| 2 * (x / 2.0).round() as i64;
    // A01 and A02 share X: 6,000 and 3,000 of 9,000. A02 and A04 share Z: 9,000 and 1,000 of 10,000.
    let meeting = (even(2_000.0), even(900.0));
    let share = (even(0.25 * 10_000.0), even(0.75 * 1_000.0));
    let cosine = |dot: f64, a: f64, b: f64| dot / (a.sqrt() * b.sqrt());
    let lengths = (36.0 + 16.0, 9.0 + 81.0, 1.0);
    let cos = (
        even(cosine(18.0, lengths.0, lengths.1) * 10_000.0),
        even(cosine(9.0, lengths.1, lengths.2) * 1_000.0),
    );
    for (likeness, (near, far)) in [
        (Likeness::Meeting, meeting),
        (Likeness::MinShare, share),
        (Likeness::Cosine, cos),
    ] {
        let term = PatientOverlap::new(flows(&problem), likeness);
        let apart: &[&[u32]] = &[&[0], &[1, 2], &[3, 4]];
        costs(
            &problem,
            term,
            &[(ONE, 0), (TWO, far), (apart, near + far), (MIXED, 0)],
        );
    }
}

#[test]
fn todays_networks_go_on_where_their_anchors_are() {
    let problem = five();
    // Anchors: A02 of P, A04 of Q; A03 is in none.
    let term = || TodaysNetwork::new(plan(&[("P", &[0, 1]), ("Q", &[3, 4])]));
    let apart: &[&[u32]] = &[&[0], &[1, 2], &[3, 4]];
    let swapped: &[&[u32]] = &[&[1, 4, 2], &[0, 3]];
    // In one network the smaller, P with 30,000, has moved.
    costs(
        &problem,
        term(),
        &[(TWO, 0), (apart, 10_000), (swapped, 22_000), (ONE, 30_000)],
    );
}

#[test]
fn sizes_are_measured_from_the_target() {
    let problem = five();
    costs(
        &problem,
        Size::from_target(Patients(40_000)),
        &[(ONE, 42_000), (TWO, 5_000 + 3_000)],
    );
    let best = Band {
        least: Patients(40_000),
        most: Patients(44_000),
    };
    costs(
        &problem,
        Size::outside(best),
        &[(ONE, 38_000), (TWO, 1_000 + 3_000)],
    );
}

#[test]
fn balance_is_the_distance_from_the_mean() {
    let problem = five();
    // Only A01 (10,000) and A02 (20,000) have scores, 30 and 0: the mean is 10.
    let scores = [(code(0), 30.0), (code(1), 0.0)];
    let term = Balance::deprivation(problem.practices(), scores);
    let apart: &[&[u32]] = &[&[0], &[1, 2], &[3, 4]];
    costs(&problem, term, &[(ONE, 0), (TWO, 0), (apart, 2 * 200_000_000)]);
}

#[test]
fn compactness_is_between_members() {
    let problem = five();
    let target = problem.band().target().0 as i64;
    let pair = |a: i64, b: i64, way: i64| (2 * a * b * way + target) / (2 * target);
    let expected = pair(10_000, 20_000, 1_000)
        + pair(10_000, 15_000, 2_000)
        + pair(20_000, 15_000, 1_000)
        + pair(25_000, 12_000, 1_000);
    costs(&problem, Compactness, &[(TWO, expected)]);
}

#[test]
fn homes_are_where_patients_travel_from() {
    let problem = five();
    // All of A01 live where A03 is; those of A02 half at A02, half at a place without a point; nothing is known of the others.
    let rows = [(0, "third", 500), (1, "second", 50), (1, "lost", 50)];
    let rows = rows.map(|(i, area, patients)| (code(i), area, Patients(patients)));
    let flows = Flows::new(problem.practices(), rows).expect("flows");
    let at = |x: i64| Location::new(400_000 + x, 300_000).ok();
    let term = HomeTravel::new(&flows, |area| match area {
        "third" => at(2_000),
        "second" => at(1_000),
        _ => None,
    });
    // With the hub at A03: A02 1 km × 20,000. With the hub at A02: A01 1 km × 10,000, A03 1 km × 15,000.
    costs(&problem, term, &[(&[&[0, 1, 2], &[3], &[4]], 20_000_000)]);
}

#[test]
fn one_exchange_rate_for_all() {
    let rows = [(20_000, None); 4];
    let problem = |travel: fn(&locality::practice::Practices) -> Travel| {
        Problem::builder(line(&rows))
            .travel(travel(&line(&rows)))
            .build()
            .expect("a problem")
    };
    let of = |problem: &Problem, weight, rate: Option<Exchange>| {
        let objective = Objective::new().with(NetworkCost::counted(), weight);
        let objective = match rate {
            Some(rate) => objective.exchange(rate),
            None => objective,
        };
        objective
            .compile(problem)
            .map(|task| task.instance().file().fixed)
    };
    let seconds = problem(Travel::drive_estimate);
    let metres = problem(Travel::straight_line);
    let minute = Weight::PatientMinutes(10.0);
    assert_eq!(of(&seconds, minute, None).expect("a task"), 600);
    // 38 km/h on a way 1.3 times as long as the line: 487.18 m a minute.
    assert_eq!(of(&metres, minute, None).expect("a task"), 4_872);
    // 100,000 pounds at 12 pounds an hour are 500,000 patient-minutes.
    let rate = Exchange::pounds_an_hour(12.0);
    assert_eq!(
        of(&seconds, Weight::Pounds(100_000.0), Some(rate)).expect("a task"),
        30_000_000
    );
    let refused = [
        (Weight::PatientMinutes(-1.0), None),
        (Weight::PatientMinutes(f64::NAN), None),
        (Weight::Pounds(5.0), None),
        (minute, Some(Exchange::pounds_an_hour(0.0))),
    ];
    for (weight, rate) in refused {
        match of(&seconds, weight, rate) {
            Err(CompileError::Terms(faults)) => assert_eq!(faults.as_slice()[0].code, FaultCode::Weight),
            other => panic!("{weight:?} was not refused: {other:?}"),
        }
    }
}

#[test]
fn what_each_term_adds_is_told() {
    let problem = five();
    let objective = Objective::new()
        .with(HubTravel::default(), Weight::Travel)
        .with(
            PatientOverlap::new(flows(&problem), Likeness::Meeting),
            Weight::PatientMinutes(3.0),
        )
        .with(Size::from_target(Patients(40_000)), Weight::PatientMinutes(0.01))
        .with(
            Mixing::borders(problem.practices(), AreaLevel::SubIcb),
            Weight::PatientMinutes(1.5),
        )
        .with(
            Balance::workload(problem.practices(), [(code(0), 1.2)]),
            Weight::PatientMinutes(0.000_1),
        );
    let task = objective.compile(&problem).expect("a task");
    for groups in [ONE, TWO, MIXED] {
        let partition =
            Partition::new(task.instance(), groups.iter().map(|g| g.to_vec())).expect("a partition");
        let told = task.contributions(partition.groups());
        assert_eq!(told.iter().map(|part| part.cost.0).sum::<i64>(), partition.cost());
        assert_eq!(told.len(), 5);
        assert_eq!((told[2].term, told[2].unit.as_str()), ("size", "patients"));
    }
    // By hand: 45,000 and 37,000 are 8,000 patients from 40,000, at 0.01 minutes of 487.18 m.
    let two = Partition::new(task.instance(), TWO.iter().map(|g| g.to_vec())).expect("a partition");
    let size = &task.contributions(two.groups())[2];
    assert_eq!(size.amount, 8_000);
    assert!((size.cost.0 - 38_974).abs() <= 2, "{size:?}");
}

/// Without a hub in any term, plans are found all the same, and their hubs are the best for travel.
#[test]
fn an_objective_without_hubs_has_plans_with_hubs() {
    let problem = five();
    let task = task(&problem, PatientOverlap::new(flows(&problem), Likeness::Meeting));
    let partition = Partition::new(task.instance(), TWO.iter().map(|g| g.to_vec())).expect("a partition");
    let plan = task.plan(&problem, partition.groups());
    let hubs: Vec<String> = plan
        .rows()
        .iter()
        .filter(|row| row.hub)
        .map(|row| row.practice.to_string())
        .collect();
    assert_eq!(hubs, ["A02", "A04"]);
}

#[test]
fn data_of_other_practices_is_refused_all_at_once() {
    let problem = five();
    let other = line(&[(9_000, None)]);
    let x: OdsCode = "X99".parse().expect("a code");
    let alien = Flows::new(&other, [(code(0), "X", Patients(5))]).expect("flows");
    let objective = Objective::new()
        .with(
            PatientOverlap::new(alien.clone(), Likeness::Cosine),
            Weight::Travel,
        )
        .with(HomeTravel::new(&alien, |_| None), Weight::Travel)
        .with(
            Affiliation::new(problem.practices(), [(x, "fed"), (code(0), "a"), (code(0), "b")]),
            Weight::Travel,
        )
        .with(
            Balance::deprivation(problem.practices(), [(x, 3.0), (code(0), f64::NAN)]),
            Weight::Travel,
        )
        .with(Size::from_target(Patients(1)), Weight::PatientMinutes(-3.0));
    match objective.compile(&problem) {
        Err(CompileError::Terms(faults)) => {
            let codes: Vec<&str> = faults.as_slice().iter().map(|fault| fault.code.code()).collect();
            assert_eq!(codes, ["P050", "P050", "P050", "P050", "P050", "P050", "P051"]);
        }
        other => panic!("not refused: {other:?}"),
    }
    let unknown = Flows::new(
        problem.practices(),
        [(x, "X", Patients(5)), (x, "Y", Patients(6))],
    );
    let faults = unknown.expect_err("an unknown practice");
    assert_eq!(faults.as_slice().len(), 1);
    assert!(faults.as_slice()[0].what.contains("11 patients of X99"));
}
