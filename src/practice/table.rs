//! The checked table of practices.

use super::{OdsCode, Organisation, Practice};
use crate::fault::{Fault, FaultCode, Faults};
use crate::units::Patients;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Practices sorted by code, each code once, every list at least one patient.
///
/// Immutable: a changed table is a new value. A practice's position in the table (its index) is its name
/// everywhere below, in the practice graph and in travel.
///
/// ```
/// use locality::practice::{Location, Practice, Practices};
/// use locality::units::Patients;
/// let table = Practices::new(vec![
///     Practice::new("B2".parse()?, "Bridge Street", Location::new(400_000, 300_000)?, Patients(9_000)),
///     Practice::new("A1".parse()?, "Abbey", Location::new(401_000, 300_000)?, Patients(7_000)),
/// ])?;
/// assert_eq!(table.patients(), Patients(16_000));
/// assert_eq!(table.index_of("B2".parse()?), Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Practice>", into = "Vec<Practice>")]
pub struct Practices {
    rows: Vec<Practice>,
}

/// A level of the commissioning hierarchy that a practice belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AreaLevel {
    /// Sub-ICB location; before July 2022 clinical commissioning group.
    SubIcb,
    /// Integrated care board; before July 2022 sustainability and transformation partnership.
    Icb,
    /// Commissioning region.
    Region,
}

impl AreaLevel {
    /// All levels, smallest first.
    pub const ALL: [Self; 3] = [Self::SubIcb, Self::Icb, Self::Region];
}

impl fmt::Display for AreaLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::SubIcb => "sub-ICB",
            Self::Icb => "ICB",
            Self::Region => "region",
        })
    }
}

impl FromStr for AreaLevel {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "sub-icb" | "sub_icb" | "ccg" => Ok(Self::SubIcb),
            "icb" | "stp" => Ok(Self::Icb),
            "region" => Ok(Self::Region),
            _ => Err(format!("{text:?} is not a level of area: sub-icb, icb or region")),
        }
    }
}

impl Practices {
    /// No list of a practice, registered, weighted or adjusted, is larger: 100 million, more than England has people (57 million in mid-2022,
    /// Office for National Statistics). Sums of lists are exact because of it.
    pub const LARGEST_LIST: Patients = Patients(100_000_000);

    /// Checks and sorts the practices. O(n log n).
    ///
    /// # Errors
    /// All faults together: a code twice (`P001`), an empty list (`P002`), no practice at all (`P003`), a list above
    /// [`LARGEST_LIST`](Self::LARGEST_LIST) (`P004`).
    pub fn new(mut rows: Vec<Practice>) -> Result<Self, Faults> {
        rows.sort_by_key(|p| p.code);
        let mut faults = Vec::new();
        if rows.is_empty() {
            faults.push(Fault::new(
                FaultCode::NoPractices,
                "there is no practice in the table",
            ));
        }
        for pair in rows.windows(2) {
            if pair[0].code == pair[1].code {
                let what = format!("{} ({} and {})", pair[0].code, pair[0].name, pair[1].name);
                faults.push(Fault::new(FaultCode::PracticeTwice, what).practice(pair[0].code));
            }
        }
        for practice in rows.iter().filter(|p| p.list_size == Patients::ZERO) {
            let what = format!("{} ({}) has no registered patient", practice.code, practice.name);
            faults.push(Fault::new(FaultCode::EmptyList, what).practice(practice.code));
        }
        for practice in &rows {
            let lists = [
                Some(practice.list_size),
                practice.weighted_list,
                practice.adjusted_list,
            ];
            if let Some(list) = lists
                .into_iter()
                .flatten()
                .find(|&list| list > Self::LARGEST_LIST)
            {
                let what = format!("{} ({}) has {list} patients", practice.code, practice.name);
                faults.push(Fault::new(FaultCode::ListTooLarge, what).practice(practice.code));
            }
        }
        Faults::none_or(faults)?;
        Ok(Self { rows })
    }

    /// How many practices.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Never true: a table holds at least one practice.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The practices in the order of their codes.
    #[must_use]
    pub fn as_slice(&self) -> &[Practice] {
        &self.rows
    }

    /// The practices in the order of their codes.
    pub fn iter(&self) -> std::slice::Iter<'_, Practice> {
        self.rows.iter()
    }

    /// The index of the practice with this code. O(log n).
    #[must_use]
    pub fn index_of(&self, code: OdsCode) -> Option<usize> {
        self.rows.binary_search_by_key(&code, |p| p.code).ok()
    }

    /// The practice with this code. O(log n).
    #[must_use]
    pub fn get(&self, code: OdsCode) -> Option<&Practice> {
        self.index_of(code).map(|i| &self.rows[i])
    }

    /// All registered patients together.
    #[must_use]
    pub fn patients(&self) -> Patients {
        self.rows.iter().map(|p| p.list_size).sum()
    }

    /// The practices for which `keep` holds; `None` when there are none.
    #[must_use]
    pub fn filter(&self, keep: impl Fn(&Practice) -> bool) -> Option<Self> {
        let rows: Vec<Practice> = self.rows.iter().filter(|p| keep(p)).cloned().collect();
        (!rows.is_empty()).then_some(Self { rows })
    }

    /// The practices of the area with this code, at whatever level the code stands; `None` for an unknown
    /// code (see [`nearest_areas`](Self::nearest_areas)).
    #[must_use]
    pub fn in_area(&self, code: OdsCode) -> Option<Self> {
        self.filter(|p| {
            AreaLevel::ALL
                .iter()
                .any(|&level| p.area(level).is_some_and(|a| a.code == code))
        })
    }

    /// The areas of one level with the number of practices in each, in the order of their codes.
    #[must_use]
    pub fn areas(&self, level: AreaLevel) -> Vec<(Organisation, usize)> {
        count(self.rows.iter().filter_map(|p| p.area(level)))
    }

    /// Today's primary care networks with the number of practices in each, in the order of their codes.
    #[must_use]
    pub fn pcns(&self) -> Vec<(Organisation, usize)> {
        count(self.rows.iter().filter_map(|p| p.pcn.as_ref()))
    }

    /// The areas whose code or name is most like `text`, best first, at most `most` of them: what to offer
    /// when [`in_area`](Self::in_area) finds none.
    #[must_use]
    pub fn nearest_areas(&self, text: &str, most: usize) -> Vec<Organisation> {
        let wanted = text.trim().to_lowercase();
        let mut scored: Vec<(f64, Organisation)> = AreaLevel::ALL
            .iter()
            .flat_map(|&level| self.areas(level))
            .map(|(area, _)| {
                let name = area.name.to_lowercase();
                let by_code = strsim::jaro_winkler(&wanted, &area.code.as_str().to_lowercase());
                let by_name = strsim::jaro_winkler(&wanted, &name);
                // A whole word of the name is what people type when they do not know the code.
                let by_word = if wanted.len() >= 4 && name.contains(&wanted) {
                    0.99
                } else {
                    0.0
                };
                (by_code.max(by_name).max(by_word), area)
            })
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        scored.dedup_by(|a, b| a.1.code == b.1.code);
        scored.into_iter().take(most).map(|(_, area)| area).collect()
    }
}

fn count<'a>(all: impl Iterator<Item = &'a Organisation>) -> Vec<(Organisation, usize)> {
    let mut counts: BTreeMap<OdsCode, (&Organisation, usize)> = BTreeMap::new();
    for area in all {
        counts.entry(area.code).or_insert((area, 0)).1 += 1;
    }
    counts.into_values().map(|(area, n)| (area.clone(), n)).collect()
}

impl TryFrom<Vec<Practice>> for Practices {
    type Error = Faults;
    fn try_from(rows: Vec<Practice>) -> Result<Self, Faults> {
        Self::new(rows)
    }
}

impl From<Practices> for Vec<Practice> {
    fn from(table: Practices) -> Self {
        table.rows
    }
}

impl std::ops::Index<usize> for Practices {
    type Output = Practice;
    fn index(&self, index: usize) -> &Practice {
        &self.rows[index]
    }
}

impl<'a> IntoIterator for &'a Practices {
    type Item = &'a Practice;
    type IntoIter = std::slice::Iter<'a, Practice>;
    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}
