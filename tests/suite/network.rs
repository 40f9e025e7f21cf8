//! Networks of a plan, and their populations.

use crate::fixture::{code, line, plan};
use locality::fault::FaultCode;
use locality::graph::PracticeGraph;
use locality::network::{FallBack, NetworkTable, Population, Populations};
use locality::plan::{Assignment, Plan};
use locality::practice::{AreaLevel, Practices};
use locality::travel::Travel;
use locality::units::Patients;

fn five() -> Practices {
    line(&[
        (10, Some("11A")),
        (20, Some("11A")),
        (30, Some("11B")),
        (40, Some("11B")),
        (50, None),
    ])
}

#[test]
fn networks_come_by_name_with_their_practices() {
    let practices = five();
    let table =
        NetworkTable::new(&practices, &plan(&[("Q", &[3, 2]), ("P", &[1, 0])]), &[2]).expect("networks");
    let told: Vec<_> = table
        .as_slice()
        .iter()
        .map(|n| (n.name.as_str(), n.members.clone(), n.opted_out.clone()))
        .collect();
    assert_eq!(told, [("P", vec![0, 1], vec![]), ("Q", vec![3], vec![2])]);
    assert_eq!(
        (table.network_of(2), table.network_of(4), table.outside()),
        (Some(1), None, vec![4])
    );
    assert_eq!(table.as_slice()[1].patients(&practices), Patients(70));
    let areas = table.areas(&practices, AreaLevel::SubIcb);
    assert_eq!(
        areas[1].as_ref().map(|area| area.code.to_string()),
        Some("11B".to_owned())
    );
    // Practices stand a kilometre apart in a row; 0-1-2-3-4 are neighbours.
    let row = PracticeGraph::from_edges(5, [(0, 1), (1, 2), (2, 3), (3, 4)]).expect("a graph");
    assert_eq!(table.neighbours(&row).edges().collect::<Vec<_>>(), [(0, 1)]);
    // 20 patients one way or 10 the other: the hub of P stands at the larger.
    let table = table.with_hubs(&practices, &Travel::straight_line(&practices));
    assert_eq!(
        table.as_slice().iter().map(|n| n.hub).collect::<Vec<_>>(),
        [Some(1), Some(3)]
    );
}

#[test]
fn all_that_does_not_fit_is_told() {
    let hub = |i: usize, network: &str| Assignment {
        practice: code(i),
        network: network.to_owned(),
        hub: true,
    };
    let plan = Plan::new(vec![hub(0, "P"), hub(1, "P"), hub(1, "Q"), hub(9, "Q")]);
    let faults = NetworkTable::new(&five(), &plan, &[]).expect_err("faults");
    assert!(
        faults
            .as_slice()
            .iter()
            .all(|fault| fault.code == FaultCode::PlanMisfit)
    );
    let told = faults.to_string();
    for part in [
        "P has two hubs",
        "A02 is in P and in Q",
        "A10 of network Q is no practice here",
    ] {
        assert!(told.contains(part), "{told}");
    }
    assert!(NetworkTable::new(&five(), &Plan::default(), &[]).is_err());
}

#[test]
fn populations_say_what_stands_in() {
    let practices = five();
    let fall_back = FallBack {
        weighted_permille: 1_100,
        adjusted_permille: 950,
    };
    let populations = Populations::of(&practices, fall_back);
    assert_eq!(
        populations.by(Population::Weighted).expect("known"),
        [11, 22, 33, 44, 55]
    );
    // Halves are rounded up: 9.5, 19, 28.5, 38, 47.5.
    assert_eq!(
        populations.by(Population::Adjusted).expect("known"),
        [10, 19, 29, 38, 48]
    );
    assert!(populations.assumptions("funding").iter().all(|a| !a.verified));
    let told = populations
        .clone()
        .adjusted(&practices, [(code(0), 7), (code(7), 1)])
        .expect_err("a fault");
    assert_eq!(told.as_slice()[0].code, FaultCode::PopulationUnknown);
    let adjusted = populations
        .clone()
        .adjusted(&practices, [(code(0), 7)])
        .expect("known");
    assert_eq!(adjusted.by(Population::Adjusted).expect("known")[0], 7);
    let missing = populations
        .clone()
        .need(&practices, [(code(0), 7)])
        .expect_err("faults");
    assert_eq!(missing.as_slice().len(), 4);
    let need = populations
        .need(&practices, (0..5).map(|i| (code(i), i as u64)))
        .expect("known");
    let table = NetworkTable::new(&practices, &plan(&[("P", &[1, 2]), ("Q", &[4])]), &[]).expect("networks");
    assert_eq!(need.of_networks(&table, Population::Need).expect("known"), [3, 4]);
}
