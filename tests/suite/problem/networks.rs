//! How many networks: as text, and as a range.

use locality::problem::{Band, Networks};
use locality::units::Patients;
use proptest::prelude::*;

#[test]
fn text_that_names_a_number_of_networks() {
    for (text, networks) in [
        ("auto", Networks::Auto),
        ("AUTO", Networks::Auto),
        ("15", Networks::Exactly(15)),
        (" 15 ", Networks::Exactly(15)),
        ("12-15", Networks::Range(12, 15)),
        ("12 - 15", Networks::Range(12, 15)),
        ("7-7", Networks::Range(7, 7)),
    ] {
        assert_eq!(text.parse(), Ok(networks), "{text:?}");
    }
}

#[test]
fn text_that_does_not() {
    for text in [
        "",
        "0",
        "0-3",
        "15-12",
        "-3",
        "3-",
        "1-2-3",
        "many",
        "1.5",
        "4294967296",
    ] {
        let refused = text.parse::<Networks>().expect_err(text);
        assert!(
            refused.starts_with(&format!("{text:?} is not a number of networks")),
            "{refused}"
        );
    }
}

/// The yardstick asks for round(patients / 40,000), halves up, but never for none.
#[test]
fn auto_is_one_network_for_40_000_patients() {
    let auto = |patients| *Networks::Auto.range(Patients(patients), Band::default()).start();
    let cases = [
        (1, 1),
        (59_999, 1),
        (60_000, 2),
        (99_999, 2),
        (100_000, 3),
        (597_245, 15),
    ];
    for (patients, networks) in cases {
        assert_eq!(auto(patients), networks, "{patients}");
    }
}

proptest! {
    #[test]
    fn what_is_shown_can_be_read(least in 1_u32.., more: u32) {
        for networks in [Networks::Auto, Networks::Exactly(least), Networks::Range(least, least.saturating_add(more))] {
            prop_assert_eq!(networks.to_string().parse::<Networks>(), Ok(networks));
            let json = serde_json::to_string(&networks).expect("it can be written");
            prop_assert_eq!(serde_json::from_str::<Networks>(&json).expect("it can be read"), networks);
        }
    }
}
