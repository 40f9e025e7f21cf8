//! Looking areas up.

use crate::fixture::line;
use locality::practice::NoSuchArea;

#[test]
fn an_area_is_found_at_any_level_and_in_any_case() {
    let table = line(&[
        (20_000, Some("11A")),
        (20_000, Some("11B")),
        (20_000, Some("11A")),
    ]);
    for text in ["11A", "11a", " 11A "] {
        let inside = table.area(text).expect(text);
        let codes: Vec<String> = inside.iter().map(|p| p.code.to_string()).collect();
        assert_eq!(codes, ["A01", "A03"], "{text:?}");
    }
}

#[test]
fn the_nearest_are_offered() {
    let table = line(&[
        (20_000, Some("11A")),
        (20_000, Some("11B")),
        (20_000, Some("99Z")),
    ]);
    for text in ["11C", "", "no such place"] {
        let missed = table.area(text).expect_err(text);
        assert_eq!(missed.asked, text);
        assert_eq!(missed.nearest.len(), 3);
        let shown = missed.to_string();
        assert!(
            shown.starts_with(&format!("there is no area {text:?}; the nearest are\n  ")),
            "{shown}"
        );
        assert!(shown.contains("\n  99Z    99Z"), "{shown}");
    }
    let codes: Vec<String> = table
        .area("11C")
        .expect_err("none")
        .nearest
        .iter()
        .map(|area| area.code.to_string())
        .collect();
    assert_eq!(codes, ["11A", "11B", "99Z"]);
}

#[test]
fn a_table_without_areas_says_so() {
    let missed = line(&[(20_000, None)]).area("QT6").expect_err("none");
    let expected = NoSuchArea {
        asked: "QT6".to_owned(),
        nearest: Vec::new(),
    };
    assert_eq!(missed, expected);
    assert_eq!(
        missed.to_string(),
        "there is no area \"QT6\": the practices are in no area at all"
    );
}
