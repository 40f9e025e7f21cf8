//! How many networks: as text, and as a range.

use locality::problem::{Band, Networks};
use locality::units::Patients;
use proptest::prelude::*;

#[test]
fn text_that_names_a_number_of_networks() {
    for (text, networks) in [
        ("auto", Networks::Auto),
        ("AUTO", Networks::Auto),
        ("any", Networks::Any),
        ("Any", Networks::Any),
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

/// All numbers of networks of 30,000 to 50,000 that so many patients can be in.
#[test]
fn any_is_what_the_lists_allow() {
    let any = |patients| Networks::Any.range(Patients(patients), Band::default());
    for patients in (0..2_000_000).step_by(9_999) {
        let fits = |networks: &u64| (30_000 * networks..=50_000 * networks).contains(&patients);
        let allowed: Vec<u64> = (1..=100).filter(fits).collect();
        let range = any(patients);
        match (allowed.first(), allowed.last()) {
            (Some(&least), Some(&most)) => {
                assert_eq!(
                    (u64::from(*range.start()), u64::from(*range.end())),
                    (least, most)
                );
            }
            // One number is left, so that the engine can prove that it does not fit.
            _ => assert_eq!(range.start(), range.end(), "{patients}"),
        }
    }
}

proptest! {
    #[test]
    fn what_is_shown_can_be_read(least in 1_u32.., more: u32) {
        for networks in [Networks::Auto, Networks::Any, Networks::Exactly(least), Networks::Range(least, least.saturating_add(more))] {
            prop_assert_eq!(networks.to_string().parse::<Networks>(), Ok(networks));
            let json = serde_json::to_string(&networks).expect("it can be written");
            prop_assert_eq!(serde_json::from_str::<Networks>(&json).expect("it can be read"), networks);
        }
    }
}
