//! Tables and pictures of an ensemble of which the plans are known.

use locality::engine::instance::Instance;
use locality::ensemble::{Draw, Ensemble, Settings};
use locality::practice::Location;
use locality::report::{
    Placed, ensemble_csv, histogram_svg, stability_csv, standing_csv, together_csv, together_svg,
};
use std::sync::atomic::{AtomicI64, Ordering};

/// Two triangles joined by an edge, A B C and D E F, in two groups of three: the one plan there is, ten times, with the numbers 1 to 10 as a measure.
pub fn drawn() -> Ensemble {
    let text = r#"{"format": "locality-instance/1", "units": ["A", "B", "C", "D", "E", "F"],
      "edges": [[0, 1], [0, 2], [1, 2], [2, 3], [3, 4], [3, 5], [4, 5]],
      "measures": [{"name": "patients", "values": [1, 1, 1, 1, 1, 1], "band": {"least": 3, "most": 3}}],
      "groups": {"least": 2, "most": 2}}"#;
    let instance: Instance = serde_json::from_str(text).expect("a sound instance");
    let settings = Settings {
        chains: 1,
        steps: 10,
        burn_in: 0,
        thin: 1,
        ..Settings::default()
    };
    let number = AtomicI64::new(0);
    let next = |_: &[Vec<u32>]| vec![1 + number.fetch_add(1, Ordering::Relaxed)];
    Draw::new(&instance, settings)
        .measures(&["number"], &next)
        .run()
        .expect("the one plan")
}

/// Mean 5.5, variance 82.5 / 9; halves 1-5 and 6-10: within 2.5, between 12.5, the root of (4/5 × 2.5 + 12.5) / 2.5 = 2.4083.
#[test]
fn measures_by_hand() {
    assert_eq!(
        ensemble_csv(&drawn()),
        "measure,draws,mean,standard_deviation,least,p05,p25,median,p75,p95,most,split_r_hat,effective_draws\n\
         cost,10,0.000,0.000,0,0,0,0,0,0,0,1.0000,\n\
         number,10,5.500,3.028,1,1,3,5,8,10,10,2.4083,\n"
    );
}

#[test]
fn standing_by_hand() {
    let plan = |name: &str, values: [Option<i64>; 2]| Placed {
        name: name.to_owned(),
        values: values.to_vec(),
    };
    let plans = [
        plan("today", [None, Some(3)]),
        plan("other", [Some(-1), Some(99)]),
    ];
    assert_eq!(
        standing_csv(&drawn(), &plans),
        "plan,measure,value,draws_below,draws_same,draws_above,quantile\n\
         today,number,3,2,1,7,0.25000\n\
         other,cost,-1,0,0,10,0.00000\n\
         other,number,99,10,0,0,1.00000\n"
    );
}

#[test]
fn who_is_with_whom() {
    let ensemble = drawn();
    let stability = stability_csv(&ensemble);
    assert_eq!(stability.lines().nth(1), Some("A,1.0000,2.000,2,0,B,1.0000"));
    assert_eq!(stability.lines().last(), Some("F,1.0000,2.000,2,0,D,1.0000"));
    let together = together_csv(&ensemble);
    assert_eq!(together.lines().nth(1), Some("A,B,10,1.0000"));
    assert_eq!(together.lines().count(), 1 + 6);
}

#[test]
fn pictures_show_what_there_is() {
    let ensemble = drawn();
    let svg = histogram_svg(&ensemble, 1, &[("a < b", 12_345)]).expect("a measure");
    // Ten draws far to the left of the mark, in one bar; the names of plans are made harmless.
    assert_eq!(svg.matches("<rect").count(), 1 + 1);
    assert!(svg.contains("a &lt; b: 12,345") && svg.ends_with("</svg>\n"));
    assert_eq!(
        histogram_svg(&ensemble, 1, &[])
            .expect("a measure")
            .matches("<rect")
            .count(),
        1 + 10
    );
    assert_eq!(histogram_svg(&ensemble, 2, &[]), None);
    let places: Vec<Location> = (0..6)
        .filter_map(|i| Location::new(400_000 + 900 * i, 300_000 + 50 * i * i).ok())
        .collect();
    let map = together_svg(&ensemble, &places).expect("six places");
    assert_eq!(
        (map.matches("<circle").count(), map.matches("<line").count()),
        (6, 6)
    );
    assert_eq!(together_svg(&ensemble, &places[..5]), None);
}
