//! Manchester in January 2022 on Gabriel edges alone, a task that is known to have no plan.

use crate::data;
use locality::engine::stop::Stop;
use locality::nhs::{Reading, Source};
use locality::objective::Objective;
use locality::problem::{Contiguity, Mesh, Problem, Rules};
use locality::units::Patients;
use locality::why_not::{Change, Outcome, RuleName};

/// P83006 (8,439 patients) has one neighbour, P83620 (4,402), whose only other neighbour is P83012 (49,882): together 12,841 or 62,723,
/// as the benchmark says, whose figures were counted by other code.
#[test]
fn manchester_on_gabriel_edges() {
    let Some(folder) = data::folder("manchester_on_gabriel_edges") else {
        return;
    };
    let source = Source::open(&[folder.join("england-2022/practices.csv")]).expect("the file");
    let all = source.practices(Reading::Strict).expect("practices").practices;
    let rules = Rules {
        contiguity: Some(Contiguity {
            mesh: Mesh::Gabriel,
            ..Contiguity::default()
        }),
        ..Rules::default()
    };
    let practices = all.area("QOP").expect("the area");
    let problem = Problem::builder(practices)
        .rules(rules)
        .build()
        .expect("a problem");
    // As many rounds for each search as where nothing is said.
    let why = problem.why_not(&Objective::hub_travel(), &Stop::rounds(4));
    let clash = why.clash.as_ref().expect("it is known to have no plan");
    let names: Vec<RuleName> = clash.rules.iter().map(|&(name, _)| name).collect();
    assert_eq!(
        names,
        [RuleName::BandLeast, RuleName::BandMost, RuleName::Contiguity]
    );
    let practice = "P83006".parse().expect("a code");
    assert_eq!(clash.practices, [practice]);
    assert!(clash.reason.contains("12841 and 62723"), "{}", clash.reason);
    let least: Vec<&Change> = why
        .relaxations
        .iter()
        .filter(|tried| matches!(tried.outcome, Outcome::Helps { least: true, .. }))
        .map(|tried| &tried.change)
        .collect();
    for waived in [(17_159, 0), (0, 12_723)] {
        let change = Change::Waive(vec![(practice, Patients(waived.0), Patients(waived.1))]);
        assert!(least.contains(&&change), "{why}");
    }
    let band = |least: u64, most: u64| {
        why.relaxations.iter().any(|tried| match tried.change {
            Change::Band { band, .. } => (band.least, band.most) == (Patients(least), Patients(most)),
            _ => false,
        })
    };
    assert!(band(12_841, 50_000) && band(30_000, 62_723), "{why}");
}
