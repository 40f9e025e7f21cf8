//! From one plan to another, counted by hand.

use crate::fixture::{code, line, plan};
use locality::assess::assess;
use locality::change::{
    Agreement, Moves, Passing, crosswalk, crosswalk_homes, curve, fewest_moves, fewest_possible, transition,
};
use locality::engine::Run;
use locality::engine::stop::Stop;
use locality::funding::RunningCost;
use locality::objective::Objective;
use locality::practice::{Flows, Practices};
use locality::problem::{Fixed, Ground, Holder, Networks, OptedOut, Problem, Rules, Waiver};
use locality::strategy::HeatBath;
use locality::units::{Patients, Pence};

/// Six practices of 10,000, the last two in another sub-ICB.
fn six() -> Practices {
    let mut rows = vec![(10_000, Some("11A")); 4];
    rows.extend([(10_000, Some("11B")); 2]);
    line(&rows)
}

#[test]
fn a_network_goes_on_where_most_of_it_goes() {
    let today = plan(&[("P", &[0, 1, 2]), ("Q", &[3, 4])]);
    // P keeps A01 and A02, A03 joins Q under a new name, A06 joins from nowhere.
    let new = plan(&[("N1", &[0, 1]), ("N2", &[2, 3, 4, 5])]);
    let moves = Moves::between(&six(), &today, &new);
    let told: Vec<_> = moves
        .moves
        .iter()
        .map(|m| {
            (
                m.practice.to_string(),
                m.from.as_deref(),
                m.to.as_deref(),
                m.crosses,
            )
        })
        .collect();
    // In N2 the two areas have 20,000 each, and the first by code counts: A06 of 11B crosses, A03 does not.
    assert_eq!(
        told,
        [
            ("A03".to_owned(), Some("P"), Some("Q"), false),
            ("A06".to_owned(), None, Some("Q"), true)
        ]
    );
    assert_eq!(
        (moves.patients, moves.moved),
        (Patients(50_000), Patients(10_000))
    );
    assert!((moves.share() - 0.2).abs() < 1e-12);
    let csv = locality::report::moves_csv(&six(), &moves, "2026-07-01");
    assert_eq!(
        csv.lines().nth(1),
        Some("A03,Practice 3,11A,P,Q,10000,Y,2026-07-01")
    );
    assert_eq!(
        csv.lines().nth(2),
        Some("A06,Practice 6,11B,,Q,10000,N,2026-07-01")
    );
}

/// Two networks that become one: one goes on, the other has moved.
#[test]
fn of_two_that_become_one_one_has_moved() {
    let today = plan(&[("P", &[0, 1, 2]), ("Q", &[3, 4])]);
    let moves = Moves::between(&six(), &today, &plan(&[("N", &[0, 1, 2, 3, 4])]));
    assert_eq!(moves.moved, Patients(20_000));
    assert_eq!(moves.carried_on["N"], "P");
}

#[test]
fn agreement_is_as_the_papers_say() {
    let one = plan(&[("P", &[0, 1, 2]), ("Q", &[3, 4, 5])]);
    let other = plan(&[("N", &[0, 1]), ("M", &[2, 3]), ("O", &[4, 5])]);
    let found = Agreement::between(&six(), &one, &other);
    // Pairs: 2 in both of 6 and 3; expected 6 × 3 / 15 = 1.2; (2 - 1.2) / (4.5 - 1.2).
    assert!((found.adjusted_rand - 0.8 / 3.3).abs() < 1e-12, "{found:?}");
    // Entropies: H(joint) of 2, 1, 1, 2 sixths, H(one) = 1 bit, H(other) = log2 3.
    let third = 1.0_f64 / 3.0;
    let sixth = 1.0_f64 / 6.0;
    let joint = -2.0 * third * third.log2() - 2.0 * sixth * sixth.log2();
    let expected = 2.0 * joint - 1.0 - 3.0_f64.log2();
    assert!((found.variation_of_information - expected).abs() < 1e-12);
    assert!(found.together_in_both > 0.0 && found.together_in_both < 1.0);
    let apart = plan(&[("N", &[0]), ("M", &[5])]);
    assert_eq!(Agreement::between(&six(), &one, &apart).practices, 2);
}

#[test]
fn groupings_are_laid_over_each_other() {
    let one = plan(&[("P", &[0, 1, 2]), ("Q", &[3])]);
    let rows = crosswalk(&six(), &one, &plan(&[("N", &[0, 1]), ("M", &[2, 3, 4])]));
    let told: Vec<_> = rows
        .iter()
        .map(|r| (r.from.as_str(), r.to.as_str(), r.practices, r.patients.0))
        .collect();
    assert_eq!(
        told,
        [
            ("P", "M", 1, 10_000),
            ("P", "N", 2, 20_000),
            ("Q", "M", 1, 10_000)
        ]
    );
    assert!((rows[0].share_of_from - 1.0 / 3.0).abs() < 1e-12 && (rows[0].share_of_to - 0.5).abs() < 1e-12);
    let rows = [
        (code(0), "east", Patients(30)),
        (code(1), "west", Patients(10)),
        (code(4), "west", Patients(9)),
    ];
    let homes = Flows::new(&six(), rows).expect("flows");
    let rows = crosswalk_homes(&six(), &one, &homes);
    let told: Vec<_> = rows
        .iter()
        .map(|r| (r.to.as_str(), r.patients.0, r.share_of_from))
        .collect();
    assert_eq!(told, [("east", 30, 0.75), ("west", 10, 0.25)]);
}

/// ```text
///   A01 A02 A03 A04 | A05 A06     10,000 each: P has 40,000, Q 20,000, which is too few
/// ```
#[test]
fn the_fewest_moves_bring_networks_inside() {
    let problem = Problem::builder(six())
        .networks(Networks::Any)
        .build()
        .expect("a problem");
    let today = plan(&[("P", &[0, 1, 2, 3]), ("Q", &[4, 5])]);
    let run = Run::new().threads(1).stop(Stop::rounds(2));
    let (new, moves, _) = fewest_moves(&problem, &today, &HeatBath, &run).expect("a plan");
    assert!(assess(&problem, &new).keeps_every_rule());
    assert_eq!(moves.moved, Patients(10_000));
    assert_eq!((moves.moves.len(), moves.moves[0].to.as_deref()), (1, Some("Q")));
}

#[test]
fn more_moves_never_cost_more() {
    let problem = Problem::builder(six())
        .networks(Networks::Any)
        .build()
        .expect("a problem");
    let today = plan(&[("P", &[0, 2, 4]), ("Q", &[1, 3, 5])]);
    let run = Run::new().threads(1).stop(Stop::rounds(2));
    let points = curve(
        &problem,
        &today,
        Objective::hub_travel,
        &[0.0, 0.1, 0.5, 1.0],
        &HeatBath,
        &run,
    );
    let points = points.expect("a curve");
    assert_eq!(points.len(), 5);
    // In the graph of five nearest all are neighbours: nobody must move.
    assert_eq!(
        points[0].plan.as_ref().map(|(_, moves)| moves.moved),
        Some(Patients(0))
    );
    let costs: Vec<i64> = points[1..]
        .iter()
        .filter_map(|p| p.cost.map(|cost| cost.0))
        .collect();
    assert_eq!(costs.len(), 4);
    assert!(costs.windows(2).all(|pair| pair[1] <= pair[0]), "{costs:?}");
    assert!(
        costs[3] < costs[0],
        "two rows of neighbours are shorter than every second one"
    );
    for (point, allowed) in points[1..].iter().zip([0.0, 0.1, 0.5, 1.0]) {
        assert!(
            point
                .plan
                .as_ref()
                .is_some_and(|(_, moves)| moves.share() <= allowed)
        );
    }
}

/// Six of 10,000 in one network of 60,000: one must move at least, a sixth of the patients; as networks have 30,000 or more, three do.
#[test]
fn too_few_moves_are_proven_to_be_too_few() {
    let problem = Problem::builder(six())
        .networks(Networks::Any)
        .build()
        .expect("a problem");
    let today = plan(&[("P", &[0, 1, 2, 3, 4, 5])]);
    let run = Run::new().threads(1).stop(Stop::rounds(2));
    let shares = [0.0, 0.16, 0.17, 0.5];
    let points = curve(&problem, &today, Objective::hub_travel, &shares, &HeatBath, &run).expect("a curve");
    let told: Vec<_> = points.iter().map(|p| (p.plan.is_some(), p.impossible)).collect();
    let (plan, proven, unknown) = ((true, false), (false, true), (false, false));
    assert_eq!(told, [plan, proven, proven, unknown, plan]);
    let fewest = points[0]
        .plan
        .as_ref()
        .map(|(_, moves)| (moves.moved, moves.patients));
    assert_eq!(fewest, Some((Patients(30_000), Patients(60_000))));
}

/// ```text
///   A01 A02 A03 | A04 A05 A06 A07     10,000 each, in a row
/// ```
#[test]
fn why_says_what_a_move_would_cost_and_break() {
    use locality::change::why;
    use locality::graph::PracticeGraph;
    let path = PracticeGraph::from_edges(7, (1..7).map(|i| (i - 1, i))).expect("a graph");
    let problem = Problem::builder(line(&[(10_000, None); 7]))
        .graph(path)
        .build()
        .expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    let now = plan(&[("P", &[0, 1, 2]), ("Q", &[3, 4, 5, 6])]);
    // A04 may go: P grows from 2 to 4 km × 10,000, Q falls from 4 to 2.
    let told = why(&problem, &task, &now, code(3)).expect("it is in the plan");
    assert_eq!((told.network.as_str(), told.alternatives.len()), ("Q", 1));
    assert_eq!(
        (
            told.alternatives[0].network.as_str(),
            told.alternatives[0].costs.0
        ),
        ("P", 0)
    );
    assert!(told.alternatives[0].breaks.is_empty());
    // A03 may not: P would be below the band.
    let told = why(&problem, &task, &now, code(2)).expect("it is in the plan");
    assert_eq!(
        told.alternatives[0]
            .breaks
            .iter()
            .map(|f| f.code())
            .collect::<Vec<_>>(),
        ["A010"]
    );
    // A01 has no neighbour elsewhere.
    assert!(
        why(&problem, &task, &now, code(0))
            .expect("it is in the plan")
            .alternatives
            .is_empty()
    );
}

/// P has 20,000 three times: two of them fit below 50,000. A waiver of 10,000 lets all three stay; so does one that has opted out.
#[test]
fn what_is_above_the_band_cannot_all_stay() {
    let practices = line(&[(20_000, None); 5]);
    let today = plan(&[("P", &[0, 1, 2]), ("Q", &[3, 4])]);
    let least = |rules| {
        let problem = Problem::builder(practices.clone())
            .rules(rules)
            .build()
            .expect("a problem");
        fewest_possible(&problem, &today)
    };
    assert_eq!(least(Rules::default()), Patients(20_000));
    let waiver = |above| Rules {
        waivers: vec![Waiver {
            of: Holder::Practice(code(0)),
            below: Patients(0),
            above: Patients(above),
            ground: Ground::Evidence,
            reason: "a test".to_owned(),
        }],
        ..Rules::default()
    };
    assert_eq!(least(waiver(9_999)), Patients(20_000));
    assert_eq!(least(waiver(10_000)), Patients(0));
    let out = Rules {
        opted_out: vec![OptedOut::new(code(1))],
        ..Rules::default()
    };
    assert_eq!(least(out), Patients(0));
}

/// No plan that keeps the rules moves fewer than that, of all plans of made-up networks that are found.
#[test]
fn no_plan_moves_fewer_than_is_possible() {
    let practices = line(&[
        (12_000, None),
        (25_000, None),
        (26_000, None),
        (9_000, None),
        (22_000, None),
        (28_000, None),
    ]);
    let today = plan(&[("P", &[0, 1, 2]), ("Q", &[3, 4, 5])]);
    let rules = Rules {
        networks: Networks::Any,
        fixed: vec![Fixed::new(code(0), "P")],
        ..Rules::default()
    };
    let problem = Problem::builder(practices)
        .rules(rules)
        .build()
        .expect("a problem");
    // P: 12 and 26 of 63 thousand may stay, or 37 of 25 and 12: 38 at most. Q: 59 thousand, of which 50 are 22 and 28.
    assert_eq!(fewest_possible(&problem, &today), Patients(25_000 + 9_000));
    let run = Run::new().stop(Stop::rounds(2));
    let (_, moves, _) = fewest_moves(&problem, &today, &HeatBath, &run).expect("a plan");
    assert!(moves.moved >= Patients(34_000), "{moves:?}");
}

/// Localities P with A01 to A03, Q with A04; networks N with A01 and A02, M with A03 and A04. Live is N: P waits for A03, so that A01 and A02
/// sit in two meetings, and nothing is released. With M both end.
#[test]
fn localities_end_when_all_their_practices_have_passed() {
    let localities = plan(&[("P", &[0, 1, 2]), ("Q", &[3])]);
    let networks = plan(&[("N", &[0, 1]), ("M", &[2, 3])]);
    let passed = |live: &[&str]| {
        let live = live.iter().map(|name| (*name).to_owned()).collect();
        transition(&six(), &localities, &networks, &live, &RunningCost::default())
    };
    let now = passed(&["N"]);
    assert_eq!(now.in_two_meetings, [code(0), code(1)]);
    assert_eq!((now.released, now.still_paid), (Pence(0), Pence(20_000_000)));
    assert_eq!(
        (now.localities[0].waiting.clone(), now.localities[0].into.clone()),
        (vec![code(2)], vec!["M".to_owned(), "N".to_owned()])
    );
    assert_eq!(now.crossings.len(), 3);
    let half = passed(&["M"]);
    // Q has ended; A03 of P is in M.
    assert_eq!(
        (half.in_two_meetings, half.released),
        (vec![code(2)], Pence(10_000_000))
    );
    let then = passed(&["M", "N"]);
    assert!(then.in_two_meetings.is_empty() && then.localities.iter().all(Passing::has_ended));
    assert_eq!(then.released, Pence(20_000_000));
}
