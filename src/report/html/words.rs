//! Numbers in sentences.

use crate::assess::Assessment;
use crate::units::Patients;

/// The band as words: `30,000 to 50,000`.
pub(super) fn band(assessment: &Assessment) -> String {
    format!("{} to {}", assessment.band.least, assessment.band.most)
}

/// `1,234`.
pub(super) fn number(number: usize) -> String {
    Patients(number as u64).to_string()
}

/// `1 network`, `14 networks`.
pub(super) fn count(of: usize, what: &str) -> String {
    format!("{} {what}{}", number(of), if of == 1 { "" } else { "s" })
}

/// A share with one decimal, rounded to the nearest; nothing of nothing is 0.
pub(super) fn percent(part: Patients, all: Patients) -> String {
    let thousandths = match u128::from(all.0) {
        0 => 0,
        all => (u128::from(part.0) * 1_000 + all / 2) / all,
    };
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}
