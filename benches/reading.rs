//! Reading the published files of all England.
//!
//! The files of January 2022 are read from where `LOCALITY_DATA` points; without them these benches are
//! skipped, loudly. Registrations by small area are made up in the size of the real file.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use locality::nhs::{Reading, Source};
use std::fmt::Write;
use std::path::PathBuf;

#[path = "../tests/suite/data.rs"]
mod data;

fn source(paths: &[PathBuf]) -> Source {
    Source::open(paths).expect("published files")
}

fn england(bench: &mut Criterion) {
    let Some(data) = data::folder("benches/reading: england") else {
        return;
    };
    let year = data.join("england-2022");
    let everything = [year.clone(), data.join("geography")];
    let registers = [
        year.join("gp-reg-pat-prac-all.csv"),
        year.join("epraccur.csv"),
        year.join("ePCN.xlsx"),
        data.join("geography")
            .join("onspd_nov2025_practice_postcodes.csv"),
    ];
    let mut group = bench.benchmark_group("england-2022");
    group.sample_size(20);
    group.bench_function("recognise two folders", |b| b.iter(|| source(&everything)));
    group.bench_function("practices from lists, map and postcodes", |b| {
        b.iter(|| source(&everything).practices(Reading::Strict).expect("no fault"));
    });
    group.bench_function("practices from lists, both registers and postcodes", |b| {
        b.iter(|| source(&registers).practices(Reading::Strict).expect("no fault"));
    });
    group.finish();
}

fn registrations(bench: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("registrations.csv");
    let mut text = String::from(
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\n",
    );
    // A tenth of England: 620 practices with 190 areas each.
    for practice in 0..620 {
        for area in 0..190 {
            let lsoa = (practice * 53 + area * 7) % 33_768 + 1;
            let patients = (practice + area) % 90 + 1;
            let row = format_args!(
                "GP_PRAC_PAT_LIST,01Oct2025,A{practice:05},THE SURGERY AT NUMBER {practice},E01{lsoa:06},ALL,{patients}"
            );
            writeln!(text, "{row}").expect("memory");
        }
    }
    std::fs::write(&path, text).expect("a temporary file");
    let mut group = bench.benchmark_group("registrations");
    group.sample_size(10);
    group.bench_function("118,000 rows", |b| {
        b.iter_batched(
            || source(std::slice::from_ref(&path)),
            |source| source.registrations(Reading::Strict).expect("no fault"),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, england, registrations);
criterion_main!(benches);
