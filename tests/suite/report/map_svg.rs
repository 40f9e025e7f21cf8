//! The map for papers.

use super::{county, wicked};
use locality::report::land::Land;
use locality::report::{map_svg, plan_geojson};

#[test]
fn every_network_and_practice_is_on_it() {
    let (problem, _, assessment) = county::today();
    let svg = map_svg(&problem, &Land::of(&problem), &assessment, "Kelland");
    let networks = assessment.networks.len();
    assert_eq!(svg.matches("fill-opacity=\"0.3\"").count(), networks);
    assert_eq!(svg.matches("<rect x=").count(), networks, "a square for each hub");
    let practices = problem.practices().len();
    assert_eq!(svg.matches("<circle").count(), practices - networks);
    // Each number is at its area, and each network in the key.
    for (k, network) in assessment.networks.iter().enumerate() {
        assert!(svg.contains(&format!("font-weight=\"bold\">{}</text>", k + 1)));
        assert!(svg.contains(&format!(
            ">{}  {}: {} patients",
            k + 1,
            network.network,
            network.patients
        )));
    }
    // Twice for each piece: in white behind, and in black.
    let members: Vec<Vec<usize>> = (assessment.networks.iter())
        .map(|network| {
            let codes = network.practices.iter();
            codes
                .filter_map(|&code| problem.practices().index_of(code))
                .collect()
        })
        .collect();
    let areas = Land::of(&problem).outlines(&problem, &members).areas;
    let pieces: usize = areas.iter().map(Vec::len).sum();
    assert!(pieces >= networks);
    assert_eq!(svg.matches("font-weight=\"bold\"").count(), 2 * pieces);
    assert!(svg.contains(" km</text>") && svg.contains("<desc id=\"desc\">A map of 60 practices"));
}

/// A kilometre of the map is as long as the scale bar says.
#[test]
fn the_scale_bar_is_as_long_as_it_says() {
    let (problem, _, assessment) = county::today();
    let svg = map_svg(&problem, &Land::of(&problem), &assessment, "Kelland");
    let bar = svg
        .split("v6h")
        .nth(1)
        .and_then(|rest| rest.split("v-6").next())
        .expect("a bar");
    let bar: f64 = bar.parse().expect("pixels");
    let kilometres = svg
        .split(" km</text>")
        .next()
        .and_then(|before| before.rsplit('>').next());
    let kilometres: f64 = kilometres.and_then(|text| text.parse().ok()).expect("kilometres");
    let at = |i: usize| {
        let practice = &problem.practices()[i];
        let before = svg
            .split(&format!("{} {}", practice.code, practice.name))
            .next()
            .expect("its title");
        let tag = before.rsplit("<circle cx=\"").next().expect("a circle");
        let x = tag.split('"').next().and_then(|x| x.parse::<f64>().ok());
        (x, f64::from(practice.location.easting()))
    };
    let circles: Vec<(f64, f64)> = (0..60)
        .filter(|&i| {
            assessment
                .networks
                .iter()
                .all(|n| n.hub != problem.practices()[i].code)
        })
        .filter_map(|i| at(i).0.map(|x| (x, at(i).1)))
        .collect();
    let west = circles
        .iter()
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .expect("circles");
    let east = circles
        .iter()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .expect("circles");
    let pixels_a_kilometre = (east.0 - west.0) / (east.1 - west.1) * 1_000.0;
    assert!(
        (bar / kilometres - pixels_a_kilometre).abs() < 0.05,
        "{bar} {kilometres} {pixels_a_kilometre}"
    );
}

#[test]
fn wicked_names_are_only_names() {
    let (problem, _, assessment) = wicked::county();
    let svg = map_svg(
        &problem,
        &Land::of(&problem),
        &assessment,
        "</title><script>\u{0}",
    );
    assert!(!svg.contains("<script") && !svg.contains("<svg onload") && !svg.contains("]]>"));
    assert!(svg.contains("&lt;/title&gt;&lt;script&gt;\u{FFFD}"));
    assert!(svg.contains("&lt;/script&gt;&lt;svg onload=&quot;x&quot;&gt; &amp; &#39;Sons&#39; ]]&gt;"));
    // Every tag is closed, as far as counting tells.
    for tag in ["title", "desc", "text", "g"] {
        let open = svg.matches(&format!("<{tag}>")).count() + svg.matches(&format!("<{tag} ")).count();
        assert_eq!(open, svg.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    let control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t' | '\u{7f}');
    assert!(!svg.contains(control));
}

#[test]
fn geojson_brings_wicked_names_back() {
    let (problem, _, assessment) = wicked::county();
    let text = plan_geojson(&problem, &Land::of(&problem), &assessment);
    assert!(
        !text.trim_end().contains(|letter: char| letter < ' '),
        "JSON escapes them"
    );
    let map: geojson::FeatureCollection = text.parse().expect("GeoJSON");
    let told = |name: &str| {
        let features = map.features.iter();
        features
            .filter_map(|f| f.property(name)?.as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(told("name"), wicked::NAMES);
    assert_eq!(
        told("network_id")[2..],
        [wicked::NETWORKS[0], wicked::NETWORKS[0], wicked::NETWORKS[1]]
    );
}
