//! Practices and networks with names that would break whatever does not escape them.

use locality::assess::{Assessment, assess};
use locality::plan::{Assignment, Plan};
use locality::practice::{Location, OdsCode, Organisation, Practice, Practices};
use locality::problem::{Band, Problem};
use locality::units::Patients;

/// Names of three practices in two networks.
pub const NAMES: [&str; 3] = [
    "</script><svg onload=\"x\"> & 'Sons' ]]>",
    "=HYPERLINK(\"http://x\")\u{1}\u{7f}\t| a | b",
    "- [x](y) *z* _w_ `v` #1 <b>\nnew line",
];

/// The names of the networks.
pub const NETWORKS: [&str; 2] = ["]]><title>", "N&\"2'"];

/// A county of three practices, a kilometre apart, the first two in the one network and the third in the other; the first and the last are hubs.
pub fn county() -> (Problem, Plan, Assessment) {
    let practice = |k: usize| {
        let place = Location::new(400_000 + 1_000 * k as i64, 300_000).expect("on the grid");
        let mut practice = Practice::new(code(k), NAMES[k], place, Patients(20_000));
        practice.icb = Some(Organisation::new(
            "QXX".parse().expect("a code"),
            "NHS <A> & B ICB",
        ));
        practice.pcn = Some(Organisation::new("U1".parse().expect("a code"), "*PCN*"));
        practice
    };
    let practices = Practices::new((0..3).map(practice).collect()).expect("a table");
    let band = Band {
        least: Patients(10_000),
        most: Patients(50_000),
    };
    let problem = Problem::builder(practices).band(band).build().expect("a problem");
    let row = |k: usize| Assignment {
        practice: code(k),
        network: NETWORKS[k / 2].to_owned(),
        hub: k != 1,
    };
    let plan = Plan::new((0..3).map(row).collect());
    let assessment = assess(&problem, &plan);
    (problem, plan, assessment)
}

/// The code of the practice of this number.
pub fn code(k: usize) -> OdsCode {
    format!("A{k}").parse().expect("a code")
}
