//! National totals.

use crate::apportion::{Limits, Method, apportion};
use crate::assumption::Assumption;
use crate::fault::{Fault, FaultCode, Faults};
use crate::units::Patients;
use serde::{Deserialize, Serialize};

/// So many whole posts of a role, full time, by a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// The role, such as `clinical pharmacist`.
    pub role: String,
    /// The year in which they are to be there.
    pub year: u16,
    /// Whole posts.
    pub posts: u64,
    /// Where the number comes from.
    pub source: String,
    /// Whether the number was seen there.
    pub verified: bool,
}

/// The registered patients of England in 2016/17, 7,508 practices: NHS Payments to General Practice 2016/17.
pub const ENGLAND_2017: Patients = Patients(58_290_921);

const TARGETS: &str = "GPonline, local care networks, March 2017";
const IN_POST: &str = "The Pharmacist, full-time equivalents in primary care networks, April 2024";

/// Role, year, posts, source. "Over 900" pharmacists counts as 900.
const NATIONAL: &[(&str, u16, u64, &str)] = &[
    ("clinical pharmacist", 2017, 491, TARGETS),
    ("clinical pharmacist", 2018, 900, TARGETS),
    ("clinical pharmacist", 2019, 1_300, TARGETS),
    ("clinical pharmacist", 2021, 1_500, TARGETS),
    ("clinical pharmacist", 2024, 5_308, IN_POST),
    ("mental health therapist", 2019, 1_500, TARGETS),
    ("mental health therapist", 2021, 3_000, TARGETS),
    ("mental health practitioner", 2024, 403, IN_POST),
    ("care coordinator", 2024, 4_771, IN_POST),
    ("social prescribing link worker", 2024, 2_845, IN_POST),
    ("pharmacy technician", 2024, 1_907, IN_POST),
    ("physiotherapist", 2024, 1_576, IN_POST),
    ("physician associate", 2024, 1_164, IN_POST),
    ("paramedic", 2024, 1_158, IN_POST),
];

/// The published totals for England, by role and year: what NHS England meant to fund (to 2021), and who was in post (2024).
#[must_use]
pub fn national() -> Vec<Total> {
    let total = |&(role, year, posts, source): &(&str, u16, u64, &str)| Total {
        role: role.to_owned(),
        year,
        posts,
        source: source.to_owned(),
        verified: true,
    };
    NATIONAL.iter().map(total).collect()
}

/// The published total of a role by a year.
///
/// ```
/// use locality::workforce::total;
/// assert_eq!(total("clinical pharmacist", 2021)?.posts, 1_500);
/// assert!(total("clinical pharmacist", 2020).is_err());
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// `W005` with the totals that there are.
pub fn total(role: &str, year: u16) -> Result<Total, Faults> {
    let all = national();
    let found = all
        .iter()
        .find(|total| total.role.eq_ignore_ascii_case(role.trim()) && total.year == year);
    found.cloned().ok_or_else(|| {
        let like = |t: &&Total| strsim::jaro_winkler(&t.role, &role.trim().to_lowercase()) > 0.8;
        let mut offered: Vec<String> = all
            .iter()
            .filter(like)
            .map(|t| format!("{} {}", t.role, t.year))
            .collect();
        if offered.is_empty() {
            offered = all.iter().map(|t| format!("{} {}", t.role, t.year)).collect();
        }
        let what = format!("{role} {year}; there are: {}", offered.join(", "));
        Fault::new(FaultCode::NoSuchTotal, what).into()
    })
}

impl Total {
    /// A total of the caller's own.
    #[must_use]
    pub fn new(role: impl Into<String>, year: u16, posts: u64) -> Self {
        Self {
            role: role.into(),
            year,
            posts,
            source: "set by the caller".to_owned(),
            verified: true,
        }
    }

    /// The part of it for `here` patients of `all`: largest remainder between here and the rest, so that the parts of two halves of a
    /// country add up.
    ///
    /// ```
    /// use locality::units::Patients;
    /// use locality::workforce::{ENGLAND_2017, total};
    /// // By hand: 1,500 × 1,100,000 / 58,290,921 = 28.3.
    /// assert_eq!(total("clinical pharmacist", 2021)?.part(Patients(1_100_000), ENGLAND_2017)?.posts, 28);
    /// # Ok::<(), locality::fault::Faults>(())
    /// ```
    ///
    /// # Errors
    /// A total of nought, or no patients at all (`W001`, `W003`, `W004`).
    pub fn part(&self, here: Patients, all: Patients) -> Result<Self, Faults> {
        let weights = [here.get(), all.get().saturating_sub(here.get())];
        let posts = apportion(self.posts, &weights, Method::LargestRemainder, &Limits::None)?.seats;
        Ok(Self {
            posts: posts.first().copied().unwrap_or_default(),
            ..self.clone()
        })
    }

    /// The number as an assumption.
    #[must_use]
    pub fn assumption(&self) -> Assumption {
        let parameter = format!("{} by {}", self.role, self.year);
        let stated = Assumption::new(
            "workforce",
            parameter,
            self.posts,
            "full-time posts",
            &self.source,
        );
        match self.verified {
            true => stated,
            false => stated.unverified(),
        }
    }
}
