//! Cornwall in January 2022.

use crate::data;
use locality::assess::assess;
use locality::engine::partition::Group;
use locality::ensemble::{Draw, Settings};
use locality::nhs::{Reading, Source};
use locality::objective::Objective;
use locality::problem::Problem;

/// What no plan can cost less than: proven by two programs that share no code (see BENCHMARKS.md).
const LEAST: i64 = 2_335_411_841;

/// Every plan recorded keeps every rule as the independent assessment sees them, costs what it says, and no less than is proven possible.
#[test]
fn draws_of_cornwall() {
    let Some(folder) = data::folder("draws_of_cornwall") else {
        return;
    };
    let source = Source::open(&[folder.join("england-2022/practices.csv")]).expect("the table");
    let all = source
        .practices(Reading::Strict)
        .expect("a sound table")
        .practices;
    let problem = Problem::builder(all.area("QT6").expect("Cornwall"))
        .build()
        .expect("a problem");
    let task = Objective::hub_travel().compile(&problem).expect("a task");
    let instance = task.instance();
    let judged = |groups: &[Vec<u32>]| {
        let group = |units: &Vec<u32>| Group {
            units: units.clone(),
            value: instance.value(units),
        };
        let groups: Vec<Group> = groups.iter().map(group).collect();
        let told = assess(&problem, &task.plan(&problem, &groups));
        vec![i64::from(told.keeps_every_rule()), told.plan.travel.cost.get()]
    };
    let settings = Settings {
        chains: 2,
        steps: 2_000,
        thin: 20,
        ..Settings::default()
    };
    let draw = Draw::new(instance, settings).measures(&["keeps-every-rule", "cost-again"], &judged);
    let ensemble = draw.run().expect("Cornwall has plans");
    assert_eq!(ensemble.histogram(1).and_then(|kept| kept.range()), Some((1, 1)));
    assert_eq!(ensemble.histogram(0), ensemble.histogram(2));
    assert!(
        ensemble
            .standing(0, LEAST - 1)
            .is_some_and(|standing| standing.below == 0)
    );
    assert!(
        ensemble
            .histogram(0)
            .and_then(|costs| costs.range())
            .is_some_and(|(least, _)| least >= LEAST)
    );
}
