//! Where the patients of each practice live.

use super::{OdsCode, Practices};
use crate::fault::{Fault, FaultCode, Faults};
use crate::units::Patients;
use std::collections::{BTreeMap, BTreeSet};

/// How many patients of each practice live in each small area (LSOA), for the practices of one table.
///
/// ```
/// use locality::practice::{Flows, Practices};
/// use locality::units::Patients;
/// let county = locality::synthetic::county();
/// let code = county[0].code;
/// let flows = Flows::new(&county, [(code, "E01000001", Patients(90)), (code, "E01000002", Patients(10))])?;
/// assert_eq!(flows.of(0).len(), 2);
/// assert_eq!(flows.patients_in(1), Patients(10));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flows {
    areas: Vec<String>,
    of: Vec<Vec<(u32, Patients)>>,
    totals: Vec<Patients>,
}

impl Flows {
    /// From rows of practice, small area and patients; rows of one practice and area add up. O(rows × log).
    ///
    /// # Errors
    /// `P050`, once for each practice that is in no line of the table; [`among`](Self::among) leaves them out instead.
    pub fn new<'a>(
        practices: &Practices,
        rows: impl IntoIterator<Item = (OdsCode, &'a str, Patients)>,
    ) -> Result<Self, Faults> {
        let (flows, unknown) = Self::among(practices, rows);
        let fault = |(code, patients): (OdsCode, Patients)| {
            let what = format!("{patients} patients of {code}, which is not in the table");
            Fault::new(FaultCode::FlowsMisfit, what).practice(code)
        };
        Faults::none_or(unknown.into_iter().map(fault).collect())?;
        Ok(flows)
    }

    /// As [`new`](Self::new), but rows of practices that are not in the table are left out and handed back, with their patients,
    /// by code. For the part of a larger area.
    #[must_use]
    pub fn among<'a>(
        practices: &Practices,
        rows: impl IntoIterator<Item = (OdsCode, &'a str, Patients)>,
    ) -> (Self, Vec<(OdsCode, Patients)>) {
        let mut known: Vec<(usize, &str, Patients)> = Vec::new();
        let mut unknown: BTreeMap<OdsCode, Patients> = BTreeMap::new();
        for (code, area, patients) in rows {
            match practices.index_of(code) {
                Some(i) => known.push((i, area, patients)),
                None => *unknown.entry(code).or_default() += patients,
            }
        }
        let names: BTreeSet<&str> = known.iter().map(|&(_, area, _)| area).collect();
        let areas: Vec<&str> = names.into_iter().collect();
        let mut of: Vec<BTreeMap<u32, Patients>> = vec![BTreeMap::new(); practices.len()];
        let mut totals = vec![Patients::ZERO; areas.len()];
        for (i, area, patients) in known {
            if let Ok(at) = areas.binary_search(&area) {
                *of[i].entry(at as u32).or_default() += patients;
                totals[at] += patients;
            }
        }
        let flows = Self {
            areas: areas.into_iter().map(str::to_owned).collect(),
            of: of.into_iter().map(|row| row.into_iter().collect()).collect(),
            totals,
        };
        (flows, unknown.into_iter().collect())
    }

    /// How many practices: as many as the table has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether no patient is known at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    /// The names of the small areas, sorted.
    #[must_use]
    pub fn areas(&self) -> &[String] {
        &self.areas
    }

    /// The areas of a practice (positions in [`areas`](Self::areas), ascending) with its patients there; none for an index that
    /// no practice has.
    #[must_use]
    pub fn of(&self, practice: usize) -> &[(u32, Patients)] {
        self.of.get(practice).map_or(&[], Vec::as_slice)
    }

    /// All patients of an area, of whatever practice; none for a position that no area has.
    #[must_use]
    pub fn patients_in(&self, area: u32) -> Patients {
        self.totals.get(area as usize).copied().unwrap_or_default()
    }

    /// The same flows by larger areas, such as neighbourhoods: `of` names the one that a small area is in; what is in none is
    /// left out.
    #[must_use]
    pub fn by<'a>(&'a self, of: impl Fn(&str) -> Option<&'a str>) -> Self {
        let larger: Vec<Option<&str>> = self.areas.iter().map(|area| of(area)).collect();
        let names: BTreeSet<&str> = larger.iter().copied().flatten().collect();
        let names: Vec<&str> = names.into_iter().collect();
        let at = |area: u32| names.binary_search(&larger[area as usize]?).ok();
        let mut totals = vec![Patients::ZERO; names.len()];
        let mut rows = Vec::new();
        for row in &self.of {
            let mut sums: BTreeMap<u32, Patients> = BTreeMap::new();
            for &(area, patients) in row {
                if let Some(name) = at(area) {
                    *sums.entry(name as u32).or_default() += patients;
                    totals[name] += patients;
                }
            }
            rows.push(sums.into_iter().collect());
        }
        Self {
            areas: names.into_iter().map(str::to_owned).collect(),
            of: rows,
            totals,
        }
    }
}
