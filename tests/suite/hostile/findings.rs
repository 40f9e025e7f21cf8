//! What broke a door once, each by its name.

use crate::engine::made_up::path;
use locality::engine::instance::Instance;
use locality::ensemble::{Draw, Ensemble, Settings};

/// A sound ensemble of a row of three units, as JSON, and what is refused with one text in place of another.
fn ensemble_with(old: &str, new: &str) -> String {
    let file = path(3, 1, (1, 2), (2, 2));
    let instance = Instance::try_from(file).expect("a sound instance");
    let settings = Settings {
        chains: 1,
        steps: 8,
        burn_in: 0,
        thin: 1,
        ..Settings::default()
    };
    let drawn = Draw::new(&instance, settings).threads(1).run().expect("plans");
    let text = drawn.to_json();
    assert!(
        Ensemble::from_json(&text, "e.json").is_ok() && text.contains(old),
        "{text}"
    );
    let refused = Ensemble::from_json(&text.replacen(old, new, 1), "e.json");
    refused.expect_err("it is none").to_string()
}

#[test]
fn an_ensemble_does_not_take_room_for_units_that_it_has_not() {
    // 50,000 units have 10 GB of pairs.
    let said = ensemble_with("\"together\":{\"units\":3", "\"together\":{\"units\":50000");
    assert!(said.contains("pairs of 50000 units, and 3 units"), "{said}");
}

#[test]
fn an_ensemble_with_more_records_than_can_be_counted_is_refused() {
    let said = ensemble_with("\"steps\":8", "\"steps\":18446744073709551615");
    assert!(said.contains("too many to be counted"), "{said}");
}

#[test]
fn an_ensemble_whose_range_is_upside_down_is_refused() {
    // The least of the first histogram, with many digits before its own.
    let said = ensemble_with(
        "\"histograms\":[{\"range\":[",
        "\"histograms\":[{\"range\":[9000000000000000",
    );
    assert!(said.contains("do not add up"), "{said}");
}
