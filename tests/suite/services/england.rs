//! England in 2016/17, the world of the first plans: what is shared out adds up to the last post, patient and penny, counted from the tables as they
//! were written.

use super::scene::Scene;
use super::{funding, number, pence, plan, rollout, rows, shares, workforce};
use crate::data;
use locality::apportion::Method;
use locality::funding::Year;
use locality::network::Population;
use locality::nhs::{Reading, Source};
use locality::report::Folder;
use locality::rollout::Wave;
use locality::workforce::ENGLAND_2017;
use std::collections::BTreeMap;

#[test]
fn everything_adds_up() {
    let Some(folder) = data::folder("services::england::everything_adds_up") else {
        return;
    };
    let source = Source::open(&[folder.join("england-2017"), folder.join("geography")]).expect("files");
    let practices = source.practices(Reading::Strict).expect("practices").practices;
    let patients = practices.patients();
    assert_eq!((practices.len(), patients), (7_508, ENGLAND_2017));
    let made = plan::make(&practices, 1, 1).expect("a plan");
    let scene = Scene::new(practices, made, patients).expect("a scene");
    let out = tempfile::tempdir().expect("a folder");
    let out = out.path();
    let mut files = Folder::open(out).expect("a folder");

    // Staff: each role's posts, and ten sessions a post.
    let rule = shares::Rule {
        by: Population::Registered,
        method: Method::LargestRemainder,
        each: (0, None),
    };
    let roles = [("clinical pharmacist", 1_500), ("mental health therapist", 3_000)];
    let asked = roles.map(|(role, _)| format!("{role}:2021"));
    let totals = shares::totals(&asked, Vec::new()).expect("totals");
    let shared = shares::shared(&scene, &totals, &rule).expect("shares");
    workforce::write(&scene, &shared, &rule, &mut files).expect("a table");
    let staff = rows(out, "workforce.csv");
    for (role, posts) in roles {
        let of = |column: &str| {
            let own = staff.iter().filter(|row| row["role"] == role);
            own.map(|row| number(row, column)).sum::<u64>()
        };
        assert_eq!(of("whole_posts_if_not_shared"), posts, "{role}");
        assert_eq!(of("sessions_a_week"), 10 * posts, "{role}");
        assert_eq!(of("population_patients"), patients.0, "{role}");
    }

    // Money: the heads of a stream are all heads, and every payment is its rate.
    let year = Year::of("2023/24").expect("a year");
    funding::write(&scene, &year, &mut files).expect("a table");
    let mut heads: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut core = 0;
    for row in rows(out, "funding.csv")
        .iter()
        .filter(|row| row["flow"] == "income")
    {
        *heads
            .entry((row["stream"].clone(), row["population"].clone()))
            .or_default() += number(row, "heads");
        if row["stream"].contains("core") {
            let (paid, heads) = (pence(&row["amount_pounds"]), number(row, "heads") as i64);
            assert_eq!(paid, heads * 150, "1.50 pounds a registered patient: {row:?}");
            core += paid;
        }
    }
    assert_eq!(core, patients.0 as i64 * 150);
    let sum = |population| -> u64 { scene.populations.by(population).expect("known").iter().sum() };
    for ((stream, population), heads) in heads {
        let of = population.parse().expect("a population");
        assert_eq!(heads, sum(of), "{stream}");
    }

    // Waves: what networks cover adds up to what each wave says, half of all by March 2018 and all of them in the end.
    rollout::write(&scene, &Wave::of_2015_to_2019(), &mut files).expect("a table");
    let begins = rows(out, "rollout.csv");
    let mut covered = Vec::new();
    for wave in rows(out, "waves.csv") {
        let live = begins
            .iter()
            .filter(|row| number(row, "wave_number") <= number(&wave, "wave_number"));
        let sum: u64 = live.map(|row| number(row, "covered_patients")).sum();
        assert_eq!(sum, number(&wave, "patients_covered"));
        covered.push(sum);
    }
    assert_eq!(covered.len(), 4);
    assert!(
        2 * covered[2] >= patients.0 && covered[3] == patients.0,
        "{covered:?}"
    );
}
