//! Why there is no plan, in words of practices and networks.

use crate::fixture::{code, line};
use locality::engine::feasible::Infeasible;
use locality::engine::partition::Group;
use locality::engine::solution::SolveError;
use locality::engine::stop::Stop;
use locality::engine::{Run, Solver};
use locality::objective::{Objective, explain};
use locality::problem::{Counts, Limit, Networks, Problem, Rules, Together};
use locality::strategy::{HeatBath, Strategy as _};
use serde_json::json;

fn all() -> Vec<(Infeasible, &'static [&'static str])> {
    let (unit, measure) = (|| "P83006".to_owned(), || "patients".to_owned());
    let (least, most) = (30_000, 50_000);
    let none = |below, above| Infeasible::NoGroupFor {
        unit: unit(),
        measure: measure(),
        least,
        most,
        below,
        above,
    };
    let groups = |least| Infeasible::Groups {
        least,
        most: 20,
        fewest: 13,
        greatest: 19,
    };
    vec![
        (
            Infeasible::UnitTooLarge {
                unit: unit(),
                measure: measure(),
                value: 60_000,
                most,
            },
            &["practice P83006", "60000 patients", "50000"],
        ),
        (
            none(Some(12_841), Some(62_723)),
            &["practice P83006", "30000 to 50000 patients", "12841 and 62723"],
        ),
        (none(None, Some(62_723)), &["(the nearest have 62723)"]),
        (none(None, None), &["patients; allow more neighbours"]),
        (
            Infeasible::Component {
                unit: unit(),
                units: 2,
                measure: measure(),
                total: 55_000,
                least,
                most,
            },
            &["the 2 practices around P83006", "55000 patients"],
        ),
        (
            Infeasible::Opposed {
                unit: unit(),
                units: 9,
                fewest: 4,
                greatest: 3,
            },
            &["the 9 practices", "4 networks or more", "at most 3"],
        ),
        (groups(20), &["20 networks are asked for", "only 13 to 19"]),
        (groups(2), &["2 to 20 networks are asked for"]),
        (
            Infeasible::Exhausted {
                units: 9,
                least: 3,
                most: 3,
            },
            &["the 9 practices into 3 connected networks"],
        ),
    ]
}

#[test]
fn every_proof_is_told_in_words_of_the_upper_floor() {
    for (proof, parts) in all() {
        let text = explain(&SolveError::Infeasible(proof));
        assert!(
            text.starts_with("There is no plan: ") && text.ends_with('.'),
            "{text}"
        );
        for part in parts {
            assert!(text.contains(part), "{text} lacks {part}");
        }
        for word in ["group", "unit", "Some", "None"] {
            assert!(!text.contains(word), "{text}");
        }
    }
}

/// Sixteen of 4 around one of 4, in eights.
#[test]
fn none_found_is_told_too() {
    let star: Vec<(u32, u32)> = (1..16).map(|leaf| (0, leaf)).collect();
    let instance = json!({
        "format": "locality-instance/1",
        "units": (0..16).map(|u| format!("U{u}")).collect::<Vec<_>>(),
        "edges": star,
        "measures": [{"name": "patients", "values": vec![4; 16], "band": {"least": 8, "most": 8}}],
        "groups": {"least": 8, "most": 8},
    });
    let instance = serde_json::from_value(instance).expect("a sound instance");
    let error = Solver::new(&instance).threads(1).solve().expect_err("none");
    let text = explain(&error);
    assert!(text.contains("by 56 in all"), "{text}");
    assert!(!text.contains("group"), "{text}");
}

/// What the nearest breaks is said rule by rule, each in its own numbers, and nothing else is blamed.
#[test]
fn what_the_nearest_breaks_is_said_rule_by_rule() {
    let rows = [(20_000, None); 4];
    let rules = Rules {
        together: vec![Together::new([code(0), code(1)])],
        limits: vec![Limit::new(Counts::Practices, 2, 9)],
        networks: Networks::Exactly(2),
        ..Rules::default()
    };
    let problem = Problem::builder(line(&rows))
        .rules(rules)
        .build()
        .expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    let run = Run::new().stop(Stop::rounds(1));
    let record = HeatBath.solve(task.instance(), &run).expect("a plan").record;
    let told = |groups: &[&[u32]]| {
        let group = |units: &&[u32]| Group {
            units: units.to_vec(),
            value: task.instance().value(units),
        };
        task.explain(&SolveError::NotFound {
            violation: 1,
            nearest: groups.iter().map(group).collect(),
            record: Box::new(record.clone()),
        })
    };
    let text = told(&[&[0], &[1, 2, 3]]);
    assert!(
        text.contains("2 networks outside the band, by 20000 patients in all"),
        "{text}"
    );
    assert!(
        text.contains("1 network outside the limit of practices, by 1 in all"),
        "{text}"
    );
    assert!(
        text.contains("practices that are to share a network with A01 do not"),
        "{text}"
    );
    let text = told(&[&[0, 2], &[1, 3]]);
    assert!(text.contains("with A01 do not"), "{text}");
    assert!(!text.contains("band,") && !text.contains("limit"), "{text}");
}
