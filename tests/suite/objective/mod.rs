//! The staircase: what a problem becomes as an instance, and the way back.

mod network_cost;
mod rules;
mod terms;
mod wording;

use crate::fixture::line;
use locality::assess::assess;
use locality::engine::Run;
use locality::engine::instance::{InstanceFault, InstanceFaults, MeasureFile};
use locality::engine::partition::Partition;
use locality::engine::stop::Stop;
use locality::graph::PracticeGraph;
use locality::objective::{CompileError, Costs, HubTravel, Objective, Task, Term, plan_of_those_alone};
use locality::practice::{AreaLevel, Location, Practice, Practices};
use locality::problem::{Networks, Problem};
use locality::strategy::{HeatBath, Strategy};
use locality::units::Patients;

fn compiled(problem: &Problem) -> Task {
    Objective::hub_travel().compile(problem).expect("a task")
}

/// ```text
///   A01 20,000 --1 km-- A02 10,000 --1 km-- A03 60,000 --1 km-- A04 20,000
/// ```
fn four() -> Practices {
    line(&[
        (20_000, Some("11A")),
        (10_000, Some("11A")),
        (60_000, Some("11A")),
        (20_000, Some("11B")),
    ])
}

#[test]
fn rules_and_travel_become_whole_numbers() {
    let path = PracticeGraph::from_edges(4, [(0, 1), (1, 2), (2, 3), (1, 3)]).expect("a graph");
    let problem = Problem::builder(four())
        .graph(path)
        .networks(Networks::Range(1, 2))
        .build()
        .expect("a problem");
    let task = compiled(&problem);
    let file = task.instance().file();
    // A03 is above the band: units 0, 1 and 2 are A01, A02 and A04.
    assert_eq!(file.units, ["A01", "A02", "A04"]);
    assert_eq!([0, 1, 2].map(|unit| task.practice_of(unit)), [0, 1, 3]);
    assert_eq!(file.edges, [(0, 1), (1, 2)]);
    assert_eq!(file.measures[0].values, [20_000, 10_000, 20_000]);
    assert_eq!(
        file.measures[0].band.map(|b| (b.least, b.most)),
        Some((30_000, 50_000))
    );
    assert_eq!((file.groups.least, file.groups.most, file.fixed), (1, 2, 0));
    // List × metres: the hub A02 serves A01 at 1 km and A04 at 2 km.
    assert_eq!(file.sites[1].unit, Some(1));
    assert_eq!(file.sites[1].star, [(0, 20_000_000), (1, 0), (2, 40_000_000)]);
    let value = task.instance().value(&[0, 1, 2]);
    assert_eq!((value.cost, value.site), (60_000_000, Some(1)));
}

#[test]
fn edges_across_a_border_are_left_out() {
    let problem = Problem::builder(four())
        .never_across(AreaLevel::SubIcb)
        .networks(Networks::Exactly(2))
        .build()
        .expect("a problem");
    assert_eq!(compiled(&problem).instance().file().edges, [(0, 1)]);
}

#[test]
fn nothing_to_group_is_a_fault() {
    let problem = Problem::builder(line(&[(60_000, None)]))
        .build()
        .expect("a problem");
    let Err(CompileError::Instance(InstanceFaults(faults))) = Objective::hub_travel().compile(&problem)
    else {
        panic!("nothing to group is no task");
    };
    assert!(faults.contains(&InstanceFault::NoUnits), "{faults:?}");
}

/// Nothing to group is no reason for no plan: each is a network of its own.
#[test]
fn practices_above_the_band_alone_are_a_plan() {
    let problem = Problem::builder(line(&[(60_000, None), (70_000, None)]))
        .build()
        .expect("a problem");
    let plan = plan_of_those_alone(&problem);
    let rows: Vec<String> = plan
        .rows()
        .iter()
        .map(|row| format!("{} {} {}", row.network, row.practice, u8::from(row.hub)))
        .collect();
    assert_eq!(rows, ["N01 A01 1", "N02 A02 1"]);
    let assessment = assess(&problem, &plan);
    assert!(assessment.keeps_every_rule(), "{:?}", assessment.findings);
    assert_eq!((assessment.plan.networks, assessment.plan.standing_alone), (0, 2));
    assert!(!locality::report::console(&problem, &assessment).is_empty());
}

#[test]
fn hubs_may_serve_only_the_nearest() {
    let table = line(&[(10_000, None); 4]);
    let problem = Problem::builder(table)
        .networks(Networks::Exactly(1))
        .build()
        .expect("a problem");
    let reach = |practices| {
        let term = Objective::of(vec![Box::new(HubTravel::nearest(practices))]);
        let task = term.compile(&problem).expect("a task");
        let served =
            |site: &locality::engine::instance::SiteFile| site.star.iter().map(|s| s.0).collect::<Vec<_>>();
        task.instance()
            .file()
            .sites
            .iter()
            .map(served)
            .collect::<Vec<_>>()
    };
    assert_eq!(reach(1), [[0], [1], [2], [3]]);
    // The two neighbours of A02 and A03 are equally far: the lower code counts.
    assert_eq!(reach(2), [[0, 1], [0, 1], [1, 2], [2, 3]]);
    assert_eq!(reach(3), [[0, 1, 2], [0, 1, 2], [1, 2, 3], [1, 2, 3]]);
    assert_eq!(reach(9), vec![vec![0, 1, 2, 3]; 4]);
}

/// Practices in one building are all at no distance; a hub serves itself before the others.
#[test]
fn a_hub_in_a_shared_building_serves_itself() {
    let practice = |code: &str| {
        let place = Location::new(400_000, 300_000).expect("on the grid");
        Practice::new(code.parse().expect("a code"), code, place, Patients(10_000))
    };
    let table = Practices::new(vec![practice("A01"), practice("A02"), practice("A03")]).expect("a table");
    let problem = Problem::builder(table).build().expect("a problem");
    for reach in 1..=3 {
        let term = Objective::of(vec![Box::new(HubTravel::nearest(reach))]);
        let task = term.compile(&problem).expect("a task");
        for (home, site) in task.instance().file().sites.iter().enumerate() {
            assert_eq!(site.star.len(), reach);
            assert!(
                site.star.iter().any(|&(unit, _)| unit as usize == home),
                "{site:?}"
            );
        }
    }
}

/// A term of one's own: a cost for every network.
#[derive(Debug)]
struct Managers;

impl Term for Managers {
    fn name(&self) -> &'static str {
        "managers"
    }

    fn unit(&self, _: &Problem) -> String {
        "pounds".to_owned()
    }

    fn compile(&self, problem: &Problem, costs: &mut Costs) {
        costs.fixed += 70_000;
        costs.measures.push(MeasureFile {
            name: "practices".to_owned(),
            values: vec![1; problem.grouped().len()],
            band: None,
            shape: None,
        });
    }
}

#[test]
fn terms_add_up() {
    let problem = Problem::builder(four())
        .networks(Networks::Exactly(1))
        .build()
        .expect("a problem");
    let objective = Objective::of(vec![Box::new(HubTravel::default()), Box::new(Managers)]);
    let told: Vec<(&str, String)> = objective
        .terms()
        .iter()
        .map(|t| (t.name(), t.unit(&problem)))
        .collect();
    let expected = [("hub travel", "person-metres"), ("managers", "pounds")];
    assert_eq!(told, expected.map(|(name, unit)| (name, unit.to_owned())));
    let both = objective.compile(&problem).expect("a task");
    let travel = compiled(&problem).instance().value(&[0, 1, 2]).cost;
    assert_eq!(both.instance().value(&[0, 1, 2]).cost, travel + 70_000);
    assert_eq!(both.instance().measures().len(), 2);
}

#[test]
fn a_solution_becomes_a_plan() {
    let problem = Problem::builder(four())
        .networks(Networks::Range(1, 2))
        .build()
        .expect("a problem");
    let task = compiled(&problem);
    let groups = Partition::new(task.instance(), [vec![1, 2], vec![0]]).expect("a partition");
    let plan = task.plan(&problem, groups.groups());
    let rows: Vec<String> = plan
        .rows()
        .iter()
        .map(|row| format!("{} {} {}", row.network, row.practice, u8::from(row.hub)))
        .collect();
    // By first practice, whatever the order of the groups; then A03, which is above the band, with itself as hub. The hub
    // of A02 (10,000) and A04 (20,000) is the larger one.
    assert_eq!(rows, ["N01 A01 1", "N02 A02 0", "N02 A04 1", "N03 A03 1"]);
}

/// The plan of a made-up county, read back as groups, costs what the solution costs.
#[test]
fn a_plan_of_a_county_goes_there_and_back() {
    let problem = Problem::builder(locality::synthetic::county())
        .build()
        .expect("a problem");
    let task = compiled(&problem);
    let run = Run::new().threads(2).stop(Stop::rounds(1));
    let solution = HeatBath.solve(task.instance(), &run).expect("a plan");
    let plan = task.plan(&problem, &solution.groups);
    let unit_of = |practice| {
        let index = problem.practices().index_of(practice);
        (0..60_u32).find(|&unit| Some(task.practice_of(unit)) == index)
    };
    let networks = plan.networks();
    let groups = networks.values().map(|rows| {
        rows.iter()
            .filter_map(|row| unit_of(row.practice))
            .collect::<Vec<u32>>()
    });
    let back = Partition::new(task.instance(), groups).expect("a partition");
    assert_eq!(back.rank(), (0, solution.cost));
    for (rows, group) in networks.values().zip(back.groups()) {
        let hubs: Vec<_> = rows
            .iter()
            .filter(|row| row.hub)
            .map(|row| unit_of(row.practice))
            .collect();
        assert_eq!(hubs, [group.value.site], "a site is numbered like its unit");
    }
}
