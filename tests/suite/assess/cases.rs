//! Each finding in a case small enough to see.

use locality::assess::{Assessment, Finding, Standing, assess};
use locality::graph::PracticeGraph;
use locality::plan::Plan;
use locality::practice::{AreaLevel, Location, OdsCode, Organisation, Practice, Practices};
use locality::problem::{Networks, Problem, ProblemBuilder};
use locality::units::{Cost, Metres, Patients};

fn code(text: &str) -> OdsCode {
    text.parse().expect("a code")
}

/// Practices on a road, a kilometre from each to the next, each a neighbour of the next.
///
/// ```text
///     A ---- B ---- C ---- D ---- E        lists in thousands, as given
/// ```
fn road_of(lists: &[u64]) -> Vec<Practice> {
    let place = |k: i64| Location::new(400_000 + 1_000 * k, 300_000).expect("on the grid");
    let row = |(k, &thousands): (usize, &u64)| {
        let name = char::from(b'A' + k as u8).to_string();
        Practice::new(code(&name), name, place(k as i64), Patients(thousands * 1_000))
    };
    lists.iter().enumerate().map(row).collect()
}

fn road(lists: &[u64]) -> ProblemBuilder {
    builder(road_of(lists))
}

fn builder(rows: Vec<Practice>) -> ProblemBuilder {
    let n = rows.len();
    let graph = PracticeGraph::from_edges(n, (1..n).map(|i| (i - 1, i))).expect("edges");
    Problem::builder(Practices::new(rows).expect("a table")).graph(graph)
}

/// A plan from lines such as `A N1 hub`.
fn plan(lines: &[&str]) -> Plan {
    let mut text = String::from("practice_code,network_id,hub\n");
    for line in lines {
        let mut words = line.split(' ');
        let mut next = || words.next().unwrap_or_default();
        let (practice, network, hub) = (next(), next(), next());
        text += &format!("{practice},{network},{}\n", u8::from(hub == "hub"));
    }
    Plan::read(text.as_bytes(), "case").expect("a plan")
}

fn judge(problem: ProblemBuilder, lines: &[&str]) -> Assessment {
    assess(&problem.build().expect("a problem"), &plan(lines))
}

/// The only finding; that there is one is never to keep every rule.
#[track_caller]
fn only(found: &Assessment) -> &Finding {
    assert!(!found.keeps_every_rule());
    assert_eq!(found.findings.len(), 1, "{:#?}", found.findings);
    &found.findings[0]
}

/// Four practices in two good networks: `A-B  C-D`.
const FOUR: [u64; 4] = [20, 20, 20, 15];
const GOOD: [&str; 4] = ["A N1 hub", "B N1", "C N2 hub", "D N2"];

#[test]
fn a_good_plan_keeps_every_rule() {
    let found = judge(road(&FOUR), &GOOD);
    assert!(found.keeps_every_rule() && found.findings.is_empty());
    assert_eq!((found.plan.networks, found.plan.in_band), (2, 2));
    // 20,000 go from B to A, 15,000 from D to C, a kilometre each.
    assert_eq!(found.plan.travel.cost, Cost(35_000_000));
    assert_eq!((found.plan.travel.mean, found.plan.travel.longest), (467, 1_000));
}

#[test]
fn hubs_need_not_be_named() {
    let found = judge(road(&FOUR), &["A N1", "B N1", "C N2", "D N2"]);
    assert!(found.keeps_every_rule());
    // A and B are equally good: the first by code. C has more patients than D.
    let hubs: Vec<(OdsCode, bool)> = found.networks.iter().map(|n| (n.hub, n.hub_named)).collect();
    assert_eq!(hubs, [(code("A"), false), (code("C"), false)]);
    assert_eq!(found.plan.travel.cost, Cost(35_000_000));
}

#[test]
fn equally_good_hubs_are_equally_good() {
    assert!(judge(road(&FOUR), &["A N1", "B N1 hub", "C N2 hub", "D N2"]).keeps_every_rule());
}

/// `A-B  C-D  e`: nobody has taken E.
#[test]
fn a001_a_practice_in_no_network() {
    let found = judge(road(&[20, 20, 20, 15, 4]), &GOOD);
    let expected = Finding::InNoNetwork {
        practices: vec![code("E")],
        patients: Patients(4_000),
    };
    assert_eq!(*only(&found), expected);
    assert_eq!(
        (found.plan.missing, found.plan.missing_patients),
        (1, Patients(4_000))
    );
    assert_eq!(found.plan.patients, Patients(79_000));
    assert_eq!(found.plan.patients_in_band, Patients(75_000));
    assert_eq!(
        found.findings[0].to_string(),
        "A001 every practice must be in a network, but 1 with 4,000 patients are in none: E"
    );
}

#[test]
fn a001_an_empty_plan() {
    let found = judge(road(&FOUR), &[]);
    let codes: Vec<&str> = found.findings.iter().map(Finding::code).collect();
    assert_eq!(codes, ["A001", "A030"]);
    assert_eq!(found.plan.missing, 4);
    assert_eq!(found.plan.travel.cost, Cost(0));
    assert!(found.plan.share_in_band.abs() < 1e-12);
}

/// `A-[B  B]-C-D`: both take B.
#[test]
fn a002_a_practice_in_two_networks() {
    let found = judge(
        road(&[20, 10, 20, 15]),
        &["A N1 hub", "B N1", "B N2", "C N2 hub", "D N2"],
    );
    let expected = Finding::InTwoNetworks {
        practice: code("B"),
        networks: vec!["N1".to_owned(), "N2".to_owned()],
    };
    assert_eq!(*only(&found), expected);
    // It counts in both, and once in the patients of the plan.
    assert_eq!(found.networks[0].patients, Patients(30_000));
    assert_eq!(found.networks[1].patients, Patients(45_000));
    assert_eq!(found.plan.patients_in_band, Patients(65_000));
}

#[test]
fn a003_a_practice_listed_twice_counts_once() {
    let found = judge(road(&FOUR), &["A N1 hub", "B N1", "B N1", "C N2 hub", "D N2"]);
    let expected = Finding::ListedTwice {
        practice: code("B"),
        network: "N1".to_owned(),
        lines: 2,
    };
    assert_eq!(*only(&found), expected);
    assert_eq!(found.networks[0].patients, Patients(40_000));
}

#[test]
fn a004_an_unknown_practice() {
    let found = judge(
        road(&FOUR),
        &["A N1 hub", "B N1", "C N2 hub", "D N2", "X N2", "Y N3"],
    );
    let unknown = |network: &str, practice: &str| Finding::UnknownPractice {
        network: network.to_owned(),
        practices: vec![code(practice)],
    };
    assert_eq!(found.findings, [unknown("N2", "X"), unknown("N3", "Y")]);
    // A network of which nothing is known is none.
    assert_eq!(found.plan.networks, 2);
}

#[test]
fn a010_below_the_band() {
    let found = judge(road(&[20, 9, 20, 15]), &GOOD);
    assert_eq!(
        only(&found).to_string(),
        "A010 network N1 has 29,000 patients, 1,000 below the band 30,000-50,000"
    );
    assert_eq!((found.plan.in_band, found.plan.below_band), (1, 1));
    assert_eq!(found.plan.patients_in_band, Patients(35_000));
}

#[test]
fn a011_above_the_band() {
    let found = judge(road(&[20, 32, 20, 15]).networks(Networks::Exactly(2)), &{
        let mut lines = GOOD;
        lines[..2].copy_from_slice(&["A N1", "B N1 hub"]);
        lines
    });
    assert_eq!(
        only(&found).to_string(),
        "A011 network N1 has 52,000 patients, 2,000 above the band 30,000-50,000"
    );
    assert_eq!((found.plan.in_band, found.plan.above_band), (1, 1));
}

#[test]
fn the_ends_of_the_band_are_inside() {
    assert!(judge(road(&[20, 10, 30, 20]), &GOOD).keeps_every_rule());
}

/// `A-B  C-D  (E with A and B)`: E lies beyond the others.
#[test]
fn a012_in_pieces() {
    let lines = ["A N1", "B N1 hub", "C N2 hub", "D N2", "E N1"];
    let found = judge(road(&[15, 15, 20, 15, 10]), &lines);
    let expected = Finding::InPieces {
        network: "N1".to_owned(),
        pieces: vec![vec![code("A"), code("B")], vec![code("E")]],
    };
    assert_eq!(*only(&found), expected);
    assert_eq!(
        found.findings[0].to_string(),
        "A012 a network must hang together, but N1 is in 2 pieces: A, B | E"
    );
    assert_eq!((found.plan.in_pieces, found.networks[0].pieces), (1, 2));
    assert_eq!(found.networks[0].largest_distance, Metres(4_000));
}

/// `A-B | C-D` with the border where the stroke is.
#[test]
fn a013_a_border_crossed() {
    let rows = || {
        let mut rows = road_of(&FOUR);
        for (k, row) in rows.iter_mut().enumerate() {
            row.sub_icb = Some(Organisation::new(code(if k < 2 { "11N" } else { "15E" }), ""));
        }
        rows
    };
    let guarded = || builder(rows()).never_across(AreaLevel::SubIcb);
    assert!(judge(guarded(), &GOOD).keeps_every_rule());
    let across = ["A N1", "B N2 hub", "C N2", "D N1 hub"];
    let found = judge(guarded(), &across);
    let crossed = |network: &str| Finding::CrossesBorder {
        network: network.to_owned(),
        level: AreaLevel::SubIcb,
        areas: vec![code("11N"), code("15E")],
    };
    assert!(found.findings.contains(&crossed("N1")) && found.findings.contains(&crossed("N2")));
    // Where borders do not matter nobody looks.
    let found = judge(builder(rows()), &across);
    assert!(found.findings.iter().all(|f| f.code() != "A013"));
}

/// `A-B  C-D  E*`: E alone is above the band.
#[test]
fn a_practice_above_the_band_stands_alone() {
    let lines = ["A N1 hub", "B N1", "C N2 hub", "D N2", "E N3 hub"];
    let found = judge(road(&[20, 20, 20, 15, 51]), &lines);
    assert!(found.keeps_every_rule(), "{:?}", found.findings);
    assert_eq!(
        (found.plan.networks, found.plan.in_band, found.plan.standing_alone),
        (2, 2, 1)
    );
    assert_eq!(found.plan.patients, Patients(75_000));
    assert_eq!(found.plan.largest, Patients(40_000));
    assert_eq!(
        found.network("N3").map(|n| n.standing),
        Some(Standing::StandsAlone)
    );
}

#[test]
fn a014_a_practice_above_the_band_that_shares() {
    let lines = ["A N1 hub", "B N1", "C N2 hub", "D N2", "E N2"];
    let found = judge(
        road(&[20, 20, 20, 15, 51]).networks(Networks::Range(1, 2)),
        &lines,
    );
    let expected = Finding::TooLargeToShare {
        network: "N2".to_owned(),
        practice: code("E"),
        patients: Patients(51_000),
        others: 2,
    };
    assert!(found.findings.contains(&expected), "{:?}", found.findings);
    assert_eq!((found.plan.networks, found.plan.holding_too_large), (1, 1));
    assert_eq!(found.plan.patients_in_band, Patients(40_000));
}

#[test]
fn where_all_are_above_the_band_no_number_of_networks_is_asked_for() {
    assert!(judge(road(&[60, 70]), &["A N1", "B N2"]).keeps_every_rule());
    assert_eq!(only(&judge(road(&[60]), &[])).code(), "A001");
}

#[test]
fn a020_two_hubs() {
    let found = judge(road(&FOUR), &["A N1 hub", "B N1 hub", "C N2 hub", "D N2"]);
    let expected = Finding::SeveralHubs {
        network: "N1".to_owned(),
        hubs: vec![code("A"), code("B")],
    };
    assert_eq!(*only(&found), expected);
}

#[test]
fn a021_a_hub_that_is_no_member() {
    let found = judge(road(&FOUR), &["A N1", "B N1", "X N1 hub", "C N2 hub", "D N2"]);
    let codes: Vec<&str> = found.findings.iter().map(Finding::code).collect();
    assert_eq!(codes, ["A004", "A021"]);
    let hub = &found.networks[0];
    assert_eq!((hub.hub, hub.hub_named), (code("A"), false));
}

#[test]
fn a022_a_hub_that_is_not_the_best() {
    let found = judge(road(&FOUR), &["A N1 hub", "B N1", "C N2", "D N2 hub"]);
    assert_eq!(
        only(&found).to_string(),
        "A022 the hub must be the best member, but travel in network N2 is 20,000,000 person-metres to D \
         and 15,000,000 to C"
    );
    // Travel is to the hub that the plan names.
    assert_eq!(found.plan.travel.cost, Cost(40_000_000));
}

#[test]
fn a030_too_many_and_too_few_networks() {
    let found = judge(road(&FOUR).networks(Networks::Exactly(1)), &GOOD);
    assert_eq!(
        only(&found).to_string(),
        "A030 the number of networks must be 1, but is 2"
    );
    let found = judge(road(&FOUR).networks(Networks::Range(3, 4)), &GOOD);
    let expected = Finding::NumberOfNetworks {
        networks: 2,
        least: 3,
        most: 4,
    };
    assert_eq!(*only(&found), expected);
}

#[test]
fn the_json_names_codes_and_rules() {
    let found = judge(road(&[20, 9, 20, 15]), &GOOD);
    let json = serde_json::to_value(&found).expect("JSON");
    assert_eq!(json["keeps_every_rule"], false);
    assert_eq!(json["findings"][0]["code"], "A010");
    assert_eq!(json["findings"][0]["by"], 1_000);
    assert_eq!(json["findings"][0]["finding"], "below-band");
    assert_eq!(json["networks"][1]["travel"]["cost"], 15_000_000);
    assert_eq!(json["travel_unit"], "metres");
    assert!(json["plan"].get("deprivation").is_none());
}
