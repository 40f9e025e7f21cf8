//! The real files of three years, against the table of practices that was made of them by another program.

use crate::data;
use locality::nhs::{Loaded, Reading, Source, Why};
use locality::practice::{Organisation, Practices};
use locality::units::Patients;
use std::path::{Path, PathBuf};

fn load(paths: &[PathBuf]) -> Loaded {
    let source = Source::open(paths).expect("recognised files");
    source
        .practices(Reading::Strict)
        .expect("no fault in published files")
}

fn published_and_ready(data: &Path, year: &str) -> (Loaded, Loaded) {
    let folder = data.join(year);
    let published = load(&[folder.clone(), data.join("geography")]);
    let ready = load(&[folder.join("practices.csv")]);
    (published, ready)
}

fn code(area: &Option<Organisation>) -> Option<String> {
    area.as_ref().map(|a| a.code.to_string())
}

fn same_field_by_field(one: &Practices, other: &Practices) {
    assert_eq!(one.len(), other.len());
    for (a, b) in one.iter().zip(other) {
        assert_eq!((a.code, &a.name, a.postcode), (b.code, &b.name, b.postcode));
        assert_eq!((a.location, a.list_size), (b.location, b.list_size), "{}", a.code);
        assert_eq!(
            (&a.pcn, &a.sub_icb, &a.icb),
            (&b.pcn, &b.sub_icb, &b.icb),
            "{}",
            a.code
        );
        // The other table has no names of regions.
        assert_eq!(code(&a.region), code(&b.region), "{}", a.code);
    }
}

fn networks_in_band(practices: &Practices) -> usize {
    let size = |pcn: &Organisation| -> Patients {
        let members = practices
            .iter()
            .filter(|p| p.pcn.as_ref().is_some_and(|x| x.code == pcn.code));
        members.map(|p| p.list_size).sum()
    };
    let band = Patients(30_000)..=Patients(50_000);
    practices
        .pcns()
        .iter()
        .filter(|(pcn, _)| band.contains(&size(pcn)))
        .count()
}

#[test]
fn january_2022() {
    let Some(data) = data::folder("nhs::england::january_2022") else {
        return;
    };
    let (published, ready) = published_and_ready(&data, "england-2022");
    assert_eq!(published.practices.len(), 6_527);
    assert_eq!(published.practices.patients(), Patients(61_469_262));
    assert_eq!(published.practices.pcns().len(), 1_254);
    assert_eq!(networks_in_band(&published.practices), 699);
    assert_eq!(published.left_out, []);
    // The lists of the day of the map, though there are newer ones in the folder.
    let lists = &published.used[0];
    assert_eq!(
        lists.date.map(|d| d.to_string()).as_deref(),
        Some("1 January 2022")
    );
    assert_eq!(lists.passed_over.len(), 9);
    same_field_by_field(&published.practices, &ready.practices);
}

#[test]
fn october_2025() {
    let Some(data) = data::folder("nhs::england::october_2025") else {
        return;
    };
    let (published, ready) = published_and_ready(&data, "england-2025");
    assert_eq!(published.practices.len(), 6_202);
    assert_eq!(published.practices.patients(), Patients(63_721_323));
    assert_eq!(published.practices.pcns().len(), 1_297);
    // The map of October leaves out fewer patients of the undated lists than that of January.
    assert_eq!(
        published.left_out_by_reason(),
        [(Why::NotInMap, 13, Patients(69_404))]
    );
    assert_eq!(published.patients_in_file, Patients(63_721_323 + 69_404));
    same_field_by_field(&published.practices, &ready.practices);
}

#[test]
fn the_year_to_april_2017() {
    let Some(data) = data::folder("nhs::england::the_year_to_april_2017") else {
        return;
    };
    let (published, ready) = published_and_ready(&data, "england-2017");
    assert_eq!(published.practices.len(), 7_508);
    assert_eq!(published.practices.patients(), Patients(58_290_921));
    let reasons = published.left_out_by_reason();
    let practices: Vec<(Why, usize)> = reasons.iter().map(|(why, n, _)| (*why, *n)).collect();
    assert_eq!(
        practices,
        [(Why::EmptyList, 50), (Why::Closed, 195), (Why::NotAPractice, 10)]
    );
    let stockton = published
        .practices
        .get("A81001".parse().expect("a code"))
        .expect("a practice");
    // 4771.66 in the file.
    assert_eq!(stockton.weighted_list, Some(Patients(4_772)));
    let mut plain = Vec::from(published.practices);
    plain.iter_mut().for_each(|p| p.weighted_list = None);
    same_field_by_field(&Practices::new(plain).expect("practices"), &ready.practices);
}

#[test]
fn without_a_directory_the_ready_made_table_is_used() {
    let Some(data) = data::folder("nhs::england::without_a_directory") else {
        return;
    };
    for (year, practices) in [
        ("england-2022", 6_527),
        ("england-2025", 6_202),
        ("england-2017", 7_508),
    ] {
        let loaded = load(&[data.join(year)]);
        assert_eq!(loaded.practices.len(), practices);
        assert!(loaded.used[0].path.ends_with("practices.csv"));
    }
}

#[test]
fn without_a_map_the_registers_stand_in() {
    let Some(data) = data::folder("nhs::england::without_a_map") else {
        return;
    };
    let folder = data.join("england-2022");
    let loaded = load(&[
        folder.join("gp-reg-pat-prac-all.csv"),
        folder.join("epraccur.csv"),
        folder.join("ePCN.xlsx"),
        data.join("geography"),
    ]);
    let ready = load(&[folder.join("practices.csv")]);
    assert_eq!(loaded.practices.patients(), ready.practices.patients());
    let (mut both, mut same) = (0, 0);
    for (a, b) in loaded.practices.iter().zip(&ready.practices) {
        assert_eq!((a.code, code(&a.sub_icb)), (b.code, code(&b.sub_icb)));
        if let (Some(a), Some(b)) = (&a.pcn, &b.pcn) {
            both += 1;
            same += usize::from(a.code == b.code);
        }
    }
    // Counted in the workbook by another program: 6,448 of 6,457 practices with a current row agree with the
    // map, and both practices whose rows have all ended (C88046 and M85739).
    assert_eq!((same, both), (6_450, 6_459));
}

#[test]
fn every_month_is_read() {
    let Some(data) = data::folder("nhs::england::every_month_is_read") else {
        return;
    };
    let months = data.join("england-2022").join("monthly");
    for (file, practices, patients) in [
        ("gp-reg-pat-prac-all_2021-06.csv.gz", 6_601, 60_860_759),
        ("gp-reg-pat-prac-all_2022-05.csv.gz", 6_506, 61_654_788),
    ] {
        let source = Source::open(&[months.join(file), data.join("geography")]).expect("files");
        let loaded = source.practices(Reading::Lenient).expect("a whole file");
        assert_eq!(loaded.practices.len() + loaded.left_out.len(), practices);
        assert_eq!(loaded.patients_in_file, Patients(patients));
        assert_eq!(
            loaded.practices.patients() + loaded.patients_left_out(),
            Patients(patients)
        );
    }
}
