//! On random files: every practice and every patient is either in or left out for a reason.

use super::folder::{Folder, MAP, POSTCODES};
use locality::nhs::Why;
use locality::units::Patients;
use proptest::prelude::*;
use std::collections::BTreeSet;

const MAP_HEADER: usize = 1;

fn list_row() -> impl Strategy<Value = (u8, String)> {
    let size = prop_oneof![
        8 => (0_u64..60_000).prop_map(|n| n.to_string()),
        1 => Just(String::new()),
        1 => Just("-3".to_owned()),
        1 => Just("n/k".to_owned()),
    ];
    (0_u8..20, size)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_is_lost(
        rows in prop::collection::vec(list_row(), 1..40),
        mapped in prop::collection::btree_set(0_u8..24, 0..24),
        placed in prop::collection::btree_set(0_u8..24, 0..24),
    ) {
        let lists: String = rows.iter().map(|(p, n)| format!("A{p:05},{n}\n")).collect();
        let header: String = MAP.lines().take(MAP_HEADER).map(|l| format!("{l}\n")).collect();
        let map: String = mapped
            .iter()
            .map(|p| format!("P,01Jan2022,A{p:05},NAME,TR1 1A{},U,U,E,11N,K,E,QT6,C,E,Y58,S\n", letter(*p)))
            .collect();
        // One postcode is always there, so that the file is recognised.
        let postcodes: String = placed
            .iter()
            .map(|p| format!("TR1 1A{},182500,{},50,-5,E06000052\n", letter(*p), 44_000 + u32::from(*p)))
            .collect();
        let folder = Folder::new()
            .with("l", format!("practice_code,list_size\n{lists}"))
            .with("m", format!("{header}{map}"))
            .with("p", format!("{POSTCODES}{postcodes}"));

        // By hand: the first readable row of a practice counts, where it is mapped and placed.
        let known: BTreeSet<u8> = placed.iter().copied().chain([0, 1, 2]).collect();
        let mut seen = BTreeSet::new();
        let mut expected: Vec<(String, u64)> = Vec::new();
        for (p, n) in &rows {
            let number = if n.is_empty() { Ok(0) } else { n.parse::<u64>() };
            let Ok(number) = number else { continue };
            if seen.insert(*p) && number > 0 && mapped.contains(p) && known.contains(p) {
                expected.push((format!("A{p:05}"), number));
            }
        }
        expected.sort();
        let in_file: u64 = rows.iter().filter_map(|(_, n)| n.parse::<u64>().ok()).sum();

        match folder.lenient() {
            Ok(loaded) => {
                let got: Vec<(String, u64)> =
                    loaded.practices.iter().map(|p| (p.code.to_string(), p.list_size.get())).collect();
                prop_assert_eq!(&got, &expected);
                prop_assert_eq!(loaded.patients_in_file, Patients(in_file));
                prop_assert_eq!(loaded.practices.patients() + loaded.patients_left_out(), Patients(in_file));
                let of_lists = loaded.left_out.iter().filter(|l| l.why != Why::NoList).count();
                prop_assert_eq!(loaded.practices.len() + of_lists, rows.len());
                prop_assert_eq!(folder.strict().is_ok(), loaded.faults.is_empty());
            }
            Err(faults) => {
                prop_assert!(expected.is_empty(), "{}", faults);
                prop_assert!(faults.to_string().contains("P003"), "{}", faults);
            }
        }
    }

    /// Whatever the bytes: an answer, never a panic.
    #[test]
    fn any_bytes_are_answered(
        start in prop::sample::select(vec!["", super::folder::LISTS, MAP, POSTCODES, "PK\u{3}\u{4}", "\u{1f}"]),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let content = [start.as_bytes(), &bytes].concat();
        let folder = Folder::whole().with("x", content);
        if let Ok(loaded) = folder.lenient() {
            prop_assert_eq!(loaded.practices.patients() + loaded.patients_left_out(), loaded.patients_in_file);
        }
    }
}

fn letter(number: u8) -> char {
    char::from(b'A' + number)
}
