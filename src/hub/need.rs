//! How the need for contacts is spread over practices.

use crate::fault::{Fault, FaultCode, Faults};
use crate::nhs::{AgeSex, Workforce};
use crate::practice::Practices;
use serde::Serialize;

/// How much of all contacts each practice's patients need. Only the shares matter: need moves contacts from one practice to
/// another and never changes how many there are in all.
///
/// ```
/// use locality::hub::Need;
/// let county = locality::synthetic::county();
/// let need = Need::by_patients(&county);
/// assert_eq!(need.of(0), (county[0].list_size.0, county.patients().0));
/// assert!(Need::supplied(&county, vec![1, 2]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    units: Vec<u64>,
    total: u64,
    basis: NeedBasis,
}

/// What need is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NeedBasis {
    /// Every registered patient alike.
    Patients,
    /// The weighted (Carr-Hill) list as published.
    WeightedList,
    /// Registered patients by age and sex, each band with its index.
    AgeAndSex,
    /// Numbers of the caller.
    Supplied,
}

/// The workload of a patient by age and sex in the Carr-Hill formula, in hundredths: men of 0-4, 5-14, 15-44, 45-64, 65-74, 75-84, 85
/// and over, then women. Known from secondary sources only: not checked against the formula's publication (NHS England, Statement of Financial
/// Entitlements).
pub const CARR_HILL: AgeSex<u32> = AgeSex {
    men: [397, 100, 102, 215, 419, 518, 627],
    women: [364, 104, 219, 336, 490, 656, 672],
};

/// Most that one practice may need, so that sums and products stay far within their types.
const MOST: u64 = 1_000_000_000_000;

impl Need {
    /// Every registered patient alike.
    #[must_use]
    pub fn by_patients(practices: &Practices) -> Self {
        let units = practices.iter().map(|p| p.list_size.0).collect();
        Self::new(units, NeedBasis::Patients)
    }

    /// By the weighted list, as published in NHS Payments.
    ///
    /// # Errors
    /// `H002` for each practice without one.
    pub fn by_weighted_list(practices: &Practices) -> Result<Self, Faults> {
        let lacks = practices.iter().filter(|p| p.weighted_list.is_none());
        let fault =
            |code| Fault::new(FaultCode::HubNumbers, format!("{code} has no weighted list")).practice(code);
        Faults::none_or(lacks.map(|p| fault(p.code)).collect())?;
        let units = practices.iter().filter_map(|p| p.weighted_list);
        Ok(Self::new(units.map(|w| w.0).collect(), NeedBasis::WeightedList))
    }

    /// By the age and sex of registered patients in the workforce file, each band with this index ([`CARR_HILL`], or rates of the
    /// caller). Of a practice: the sum over bands of patients × index, brought from the patients of the file to its list.
    ///
    /// A practice of 10 boys of 0-4 and 10 girls of 5-14 needs 10 × 3.97 + 10 × 1.04 = 50.1, as much as 50 men of 5-14.
    ///
    /// # Errors
    /// `H002` for each practice whose ages are not in the file.
    pub fn by_age_and_sex(
        practices: &Practices,
        workforce: &Workforce,
        index: &AgeSex<u32>,
    ) -> Result<Self, Faults> {
        let mut units = Vec::new();
        let mut faults = Vec::new();
        for practice in practices {
            let staff = workforce.get(practice.code);
            let lists = staff.and_then(|s| s.patients).filter(|p| p.total() > 0);
            let Some(lists) = lists else {
                let what = format!(
                    "the workforce file has no patients by age and sex of {}",
                    practice.code
                );
                faults.push(Fault::new(FaultCode::HubNumbers, what).practice(practice.code));
                continue;
            };
            let weighted: u128 = lists
                .pairs(index)
                .map(|(n, w)| u128::from(n) * u128::from(w))
                .sum();
            let (list, of) = (u128::from(practice.list_size.0), u128::from(lists.total()));
            units.push(
                u64::try_from((weighted * list + of / 2) / of)
                    .unwrap_or(MOST)
                    .min(MOST),
            );
        }
        Faults::none_or(faults)?;
        Ok(Self::new(units, NeedBasis::AgeAndSex))
    }

    /// By numbers of the caller, one for each practice of the table; only their shares matter.
    ///
    /// # Errors
    /// `H002` where there are not as many numbers as practices, one is above 10^12, or all are nought.
    pub fn supplied(practices: &Practices, units: Vec<u64>) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let mut refuse = |what: String| faults.push(Fault::new(FaultCode::HubNumbers, what));
        if units.len() != practices.len() {
            refuse(format!(
                "{} numbers for {} practices",
                units.len(),
                practices.len()
            ));
        }
        if units.iter().any(|&unit| unit > MOST) {
            refuse(format!("a need above {MOST}"));
        }
        if units.iter().all(|&unit| unit == 0) {
            refuse("the need of every practice is nought".to_owned());
        }
        Faults::none_or(faults)?;
        Ok(Self::new(units, NeedBasis::Supplied))
    }

    fn new(units: Vec<u64>, basis: NeedBasis) -> Self {
        let total = units.iter().sum();
        Self { units, total, basis }
    }

    /// The need of practice `i` and that of all; nought of it for an index that is not in the table.
    #[must_use]
    pub fn of(&self, i: usize) -> (u64, u64) {
        (self.units.get(i).copied().unwrap_or(0), self.total)
    }

    /// What it is counted by.
    #[must_use]
    pub fn basis(&self) -> NeedBasis {
        self.basis
    }
}
