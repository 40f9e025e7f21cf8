//! The page to take into a meeting.

use super::county::today;
use crate::fixture::{line, plan};
use locality::assess::assess;
use locality::change::{Moves, Point};
use locality::engine::solution::SolveError;
use locality::nhs::{Kind, UsedFile};
use locality::plan::Plan;
use locality::practice::{Organisation, Practices};
use locality::problem::{Networks, Problem};
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};
use locality::report::{Page, Workbook};
use serde_json::Value;

/// The numbers that the page embeds.
fn model(page: &str) -> Value {
    let text = page
        .split("<script type=\"application/json\" id=\"model\">")
        .nth(1)
        .expect("a model");
    let text = text.split("</script>").next().expect("its end");
    serde_json::from_str(text).expect("JSON")
}

fn numbers(value: &Value) -> Vec<u64> {
    let list = value.as_array().expect("a list");
    list.iter()
        .map(|number| number.as_u64().expect("a whole number"))
        .collect()
}

#[test]
fn every_network_is_an_area_of_the_map_and_a_row() {
    let (problem, plan, assessment) = today();
    let page = Page::new(&problem, &plan, &assessment).html().expect("a page");
    let networks = assessment.networks.len();
    assert_eq!(page.matches("<path class=\"area\"").count(), networks);
    assert_eq!(page.matches("<tr data-network=").count(), networks);
    assert!(!page.contains("d=\"\" fill"), "an area without a line");
    // Once in the table of practices and, of those that move, once in that of changes: nobody moves from today to today.
    assert_eq!(
        page.matches("<tr data-practice=").count(),
        problem.practices().len()
    );
    assert_eq!(
        page,
        Page::new(&problem, &plan, &assessment).html().expect("a page")
    );
}

#[test]
fn the_page_asks_for_nothing_from_elsewhere() {
    let (problem, plan, assessment) = today();
    let page = Page::new(&problem, &plan, &assessment).html().expect("a page");
    for outside in [
        " src=",
        "href=\"http",
        "url(h",
        "url(\"",
        "@import",
        "fetch(",
        "XMLHttpRequest",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
}

/// Four practices of 20,000 on a line, a kilometre apart; today three of them are U1, the third is U2.
fn four() -> Practices {
    let table = line(&[(20_000, Some("11N")); 4]);
    let pcn = ["U1", "U1", "U2", "U1"].map(|code| Organisation::new(code.parse().expect("a code"), ""));
    let rows = table.iter().cloned().zip(pcn).map(|(mut practice, pcn)| {
        practice.pcn = Some(pcn);
        practice
    });
    Practices::new(rows.collect()).expect("a table")
}

#[test]
fn the_summary_says_what_can_be_counted_by_hand() {
    let problem = Problem::builder(four())
        .networks(Networks::Any)
        .build()
        .expect("a problem");
    let plan = plan(&[("West", &[0, 1]), ("East", &[2, 3])]);
    let assessment = assess(&problem, &plan);
    let page = Page::new(&problem, &plan, &assessment).html().expect("a page");
    // Half of the patients are at their hub, the others a kilometre away. West carries on U1 with 40,000, East U2 with 20,000: the fourth
    // practice moves, a quarter of all.
    for said in [
        "The plan puts 4 GP practices with 80,000 registered patients into 2 networks.",
        "Every network has 30,000 to 50,000 patients.",
        "1 practice with 20,000 patients (25.0 % of all) changes network.",
        "<dt>mean way to the hub, as the crow flies</dt><dd>500 m</dd>",
        "<dt>longest way to a hub</dt><dd>1.0 km</dd>",
        "Networks outside the band: 0, today 2",
        "How near it is to the best possible is not known here.",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn names_cannot_break_out_of_the_page() {
    let hostile = "</script><img onerror=x> & \"Sons\" 'R' Us";
    let table = four();
    let rows = table.iter().cloned().map(|mut practice| {
        practice.name = hostile.to_owned();
        practice
    });
    let problem = Problem::builder(Practices::new(rows.collect()).expect("a table"));
    let problem = problem.networks(Networks::Any).build().expect("a problem");
    let plan = plan(&[(hostile, &[0, 1]), ("East", &[2, 3])]);
    let assessment = assess(&problem, &plan);
    let mut hostile_sheet = Sheet::new([Column::text(hostile, hostile)]);
    hostile_sheet.row([Cell::text(hostile)]);
    let page = Page::new(&problem, &plan, &assessment).title(hostile);
    let page = page
        .table(hostile, hostile, &hostile_sheet)
        .html()
        .expect("a page");
    assert!(!page.contains("<img"));
    assert_eq!(page.matches("</script>").count(), 2);
    assert_eq!(model(&page)["practices"][0]["name"], hostile);
}

#[test]
fn further_tables_have_units_meanings_and_an_end() {
    let (problem, plan, assessment) = today();
    let mut posts = Sheet::new([
        Column::code("network_id", "The network."),
        Column::whole("cost", "pounds", "What a year costs."),
        Column::flag("live", "Whether it has begun."),
    ]);
    posts.row([Cell::code("N01"), Cell::number(12_500), Cell::flag(true)]);
    let mut long = Sheet::new([Column::whole("number", "", "A number.")]);
    (0..201).for_each(|k| long.row([Cell::number(k)]));
    let mut workbook = Workbook::new("Staff", &[]);
    workbook.table("Rota", "Rota", &long);
    let page = Page::new(&problem, &plan, &assessment)
        .table("Staff", "What staff cost.", &posts)
        .tables(&workbook, "Reckoned here.")
        .html()
        .expect("a page");
    for said in [
        "<caption>Staff</caption>",
        "<p>What staff cost.</p>",
        "<th scope=\"col\" class=\"n\">Cost (pounds)</th>",
        "<td>N01</td><td class=\"n\" data-v=\"12500\">12,500</td><td>yes</td>",
        "<dt>Cost (pounds)</dt><dd>What a year costs.</dd>",
        "<h3>Rota</h3>",
        "It has 201 rows, which are too many for a page",
        "href=\"#more\"",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("data-v=\"200\">200<"));
    let without = Page::new(&problem, &plan, &assessment).html().expect("a page");
    assert!(!without.contains("id=\"more\""), "no heading without a table");
}

#[test]
fn ways_in_the_page_are_those_of_the_problem() {
    let (problem, plan, assessment) = today();
    let page = Page::new(&problem, &plan, &assessment).html().expect("a page");
    let model = model(&page);
    let networks = model["networks"].as_array().expect("networks");
    let mut seen = 0;
    for (i, practice) in model["practices"]
        .as_array()
        .expect("practices")
        .iter()
        .enumerate()
    {
        let Some(own) = practice["network"].as_u64() else {
            continue;
        };
        let mut near = numbers(&networks[own as usize]["beside"]);
        near.push(own);
        near.sort_unstable();
        let others: Vec<u64> = near
            .iter()
            .flat_map(|&k| numbers(&networks[k as usize]["members"]))
            .collect();
        let ways: Vec<u64> = others
            .iter()
            .map(|&j| problem.travel().between(i, j as usize))
            .collect();
        assert_eq!(numbers(&practice["ways"]), ways, "{}", practice["code"]);
        seen += ways.len();
    }
    assert!(seen > problem.practices().len());
}

#[test]
fn a_file_has_its_hash_and_its_licence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("postcodes.csv");
    std::fs::write(&path, "abc").expect("a file");
    let file = UsedFile {
        given: None,
        kind: Kind::Postcodes,
        path,
        sheet: None,
        date: None,
        rows: 7_654_321,
        passed_over: Vec::new(),
    };
    let (problem, plan, assessment) = today();
    let page = Page::new(&problem, &plan, &assessment);
    let without = page.clone().html().expect("a page");
    let with = page.files(&[file]).html().expect("a page");
    // FIPS 180-4, the example of the three letters.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    for said in [
        abc,
        "7,654,321",
        "Contains OS data © Crown copyright",
        "Open Government Licence v3.0",
    ] {
        assert!(with.contains(said) && !without.contains(said), "{said}");
    }
    assert!(
        !with.contains(&*folder.path().to_string_lossy()),
        "the folder is nobody's business"
    );
}

#[test]
fn options_stand_side_by_side() {
    let problem = Problem::builder(four())
        .networks(Networks::Any)
        .build()
        .expect("a problem");
    let this = plan(&[("West", &[0, 1]), ("East", &[2, 3])]);
    let other = plan(&[("All", &[0, 1, 2, 3])]);
    let assessment = assess(&problem, &this);
    let page = Page::new(&problem, &this, &assessment)
        .option("One network", other)
        .html()
        .expect("a page");
    // Today: U1 with the ways 0, 1, 2 km to the second practice at best, 1 + 0 + 2 km, and U2 alone: 60,000 km. One network: 1 + 0 + 1 + 2 km.
    for said in [
        "1. Today&#39;s networks",
        "2. This plan",
        "3. One network",
        "<th scope=\"row\">Mean way to the hub</th><td class=\"n\">750 m</td><td class=\"n\">500 m</td><td class=\"n\">1.0 km</td>",
        "Ways against moves",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn curves_have_their_table_and_name_what_was_not_found() {
    let problem = Problem::builder(four())
        .networks(Networks::Any)
        .build()
        .expect("a problem");
    let now = Plan::today(problem.practices());
    let this = plan(&[("West", &[0, 1]), ("East", &[2, 3])]);
    let assessment = assess(&problem, &this);
    let point = |allowed, plan: Option<&Plan>, impossible| Point {
        allowed,
        plan: plan.map(|plan| (plan.clone(), Moves::between(problem.practices(), &now, plan))),
        cost: None,
        impossible,
    };
    let none = SolveError::Unsupported {
        strategy: "none",
        needs: "nothing",
    };
    let page = Page::new(&problem, &this, &assessment)
        .by_moves(&[
            point(Some(0.25), Some(&this), false),
            point(Some(0.1), None, true),
            point(None, Some(&this), false),
            point(Some(0.125), None, false),
        ])
        .by_number(vec![(3, Err(none)), (2, Ok(this.clone()))])
        .html()
        .expect("a page");
    // A quarter of the patients moves; two of four practices are a kilometre from their hub, 40,000 patient-kilometres.
    let found =
        "<td class=\"n\">20,000 (25.0 %)</td><td class=\"n\">40.0</td><td class=\"n\">500 m</td></tr>";
    let rows = [
        format!("<tr><td>■</td><th scope=\"row\">the fewest found</th>{found}"),
        "<tr><td></td><th scope=\"row\">at most 10 % may change</th><td colspan=\"3\">proven that there is none</td></tr>".to_owned(),
        "<tr><td></td><th scope=\"row\">at most 12.5 % may change</th><td colspan=\"3\">none was found</td></tr>".to_owned(),
        format!("<tr><td>■</td><th scope=\"row\">at most 25 % may change</th>{found}"),
        "<tr><td>■</td><th scope=\"row\">2 networks</th><td class=\"n\">2</td><td class=\"n\">40.0</td><td class=\"n\">500 m</td></tr>".to_owned(),
        "<tr><td></td><th scope=\"row\">3 networks</th><td colspan=\"3\">none was found</td></tr>".to_owned(),
    ];
    let mut rest = page.as_str();
    for row in &rows {
        rest = rest
            .split_once(row.as_str())
            .unwrap_or_else(|| panic!("{row}, in its order"))
            .1;
    }
}
