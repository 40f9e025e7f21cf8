//! The populations by which staff and money are shared.

use super::{Network, NetworkTable};
use crate::assumption::Assumption;
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::{OdsCode, Practices};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// By whom something is shared. The four differ, and a payment names one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Population {
    /// Registered patients: the raw list.
    #[default]
    Registered,
    /// The list weighted by the Carr-Hill formula, as NHS Payments publishes it.
    Weighted,
    /// The PCN adjusted population of NHS England's payment spreadsheets.
    Adjusted,
    /// A need that the caller supplies, such as patients over 65 or patients × deprivation.
    Need,
}

impl fmt::Display for Population {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Registered => "registered",
            Self::Weighted => "weighted",
            Self::Adjusted => "adjusted",
            Self::Need => "need",
        })
    }
}

impl FromStr for Population {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Self::Registered, Self::Weighted, Self::Adjusted, Self::Need];
        let found = all
            .into_iter()
            .find(|p| p.to_string().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| format!("{text:?} is not a population: registered, weighted, adjusted or need"))
    }
}

/// What stands in for a list that is not known, in thousandths of the registered list.
///
/// The defaults are those of a calculator that practices use, not of NHS England: nobody has checked them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FallBack {
    /// A weighted list; 1,025 unless given.
    pub weighted_permille: u32,
    /// An adjusted population; 970 unless given.
    pub adjusted_permille: u32,
}

impl Default for FallBack {
    fn default() -> Self {
        Self {
            weighted_permille: 1_025,
            adjusted_permille: 970,
        }
    }
}

/// The populations of every practice, whole patients.
///
/// ```
/// use locality::network::{FallBack, Population, Populations};
/// use locality::practice::{Location, Practice, Practices};
/// use locality::units::Patients;
/// let row = Practice::new("A1".parse()?, "Abbey", Location::new(400_000, 300_000)?, Patients(8_000));
/// let populations = Populations::of(&Practices::new(vec![row])?, FallBack::default());
/// // By hand: 8,000 × 1.025 and 8,000 × 0.97.
/// assert_eq!(populations.by(Population::Weighted)?, [8_200]);
/// assert_eq!(populations.by(Population::Adjusted)?, [7_760]);
/// assert!(populations.by(Population::Need).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Populations {
    registered: Vec<u64>,
    weighted: Vec<u64>,
    adjusted: Vec<u64>,
    need: Option<Vec<u64>>,
    fall_back: FallBack,
    /// How many practices have a published weighted list.
    weighted_known: usize,
    /// How many have a supplied adjusted population.
    adjusted_known: usize,
}

impl Populations {
    /// Registered and weighted lists of the table, and what stands in for those that are not known. O(n).
    #[must_use]
    pub fn of(practices: &Practices, fall_back: FallBack) -> Self {
        let times = |list: u64, permille: u32| {
            let product = u128::from(list) * u128::from(permille) + 500;
            u64::try_from(product / 1_000).unwrap_or(u64::MAX)
        };
        let registered: Vec<u64> = practices.iter().map(|p| p.list_size.get()).collect();
        let weighted = practices.iter().map(|p| {
            p.weighted_list.map_or_else(
                || times(p.list_size.get(), fall_back.weighted_permille),
                |w| w.get(),
            )
        });
        Self {
            weighted: weighted.collect(),
            adjusted: registered
                .iter()
                .map(|&list| times(list, fall_back.adjusted_permille))
                .collect(),
            need: None,
            weighted_known: practices.iter().filter(|p| p.weighted_list.is_some()).count(),
            adjusted_known: 0,
            registered,
            fall_back,
        }
    }

    /// With these adjusted populations, by code; practices that are not named keep what stands in.
    ///
    /// # Errors
    /// `N002` for each code that is no practice of the table.
    pub fn adjusted(
        mut self,
        practices: &Practices,
        rows: impl IntoIterator<Item = (OdsCode, u64)>,
    ) -> Result<Self, Faults> {
        let rows = indices(practices, rows)?;
        self.adjusted_known = rows.len();
        for (i, patients) in rows {
            self.adjusted[i] = patients;
        }
        Ok(self)
    }

    /// With this need, a whole number for every practice.
    ///
    /// # Errors
    /// `N002` for each code that is no practice of the table, and for each practice that is left out.
    pub fn need(
        mut self,
        practices: &Practices,
        rows: impl IntoIterator<Item = (OdsCode, u64)>,
    ) -> Result<Self, Faults> {
        let mut need = vec![None; practices.len()];
        for (i, number) in indices(practices, rows)? {
            need[i] = Some(number);
        }
        let lacking = practices.iter().zip(&need).filter(|(_, need)| need.is_none());
        let fault = |(practice, _): (&crate::practice::Practice, _)| {
            let what = format!("no need is given for {} ({})", practice.code, practice.name);
            Fault::new(FaultCode::PopulationUnknown, what).practice(practice.code)
        };
        Faults::none_or(lacking.map(fault).collect())?;
        self.need = Some(need.into_iter().flatten().collect());
        Ok(self)
    }

    /// This population of each practice, in the order of the table.
    ///
    /// # Errors
    /// `N002` where need is asked for and none was supplied.
    pub fn by(&self, population: Population) -> Result<&[u64], Faults> {
        match population {
            Population::Registered => Ok(&self.registered),
            Population::Weighted => Ok(&self.weighted),
            Population::Adjusted => Ok(&self.adjusted),
            Population::Need => self.need.as_deref().ok_or_else(|| {
                let what = "shares by need, but no need was supplied";
                Fault::new(FaultCode::PopulationUnknown, what).into()
            }),
        }
    }

    /// This population of the members of each network. O(n).
    ///
    /// # Errors
    /// As [`by`](Self::by).
    pub fn of_networks(&self, networks: &NetworkTable, population: Population) -> Result<Vec<u64>, Faults> {
        let by = self.by(population)?;
        let sum = |network: &Network| {
            network
                .members
                .iter()
                .fold(0, |sum: u64, &i| sum.saturating_add(by[i]))
        };
        Ok(networks.as_slice().iter().map(sum).collect())
    }

    /// What the populations rest on, for this topic.
    #[must_use]
    pub fn assumptions(&self, topic: &'static str) -> Vec<Assumption> {
        const CALCULATOR: &str = "a payment calculator of practices, secondary";
        let practices = self.registered.len();
        let fall_back = |what: &str, permille: u32, known: usize| {
            let parameter = format!(
                "{what} of the {} practices for which none is known",
                practices - known
            );
            let value = format!("{}.{:03}", permille / 1_000, permille % 1_000);
            Assumption::new(topic, parameter, value, "of the registered list", CALCULATOR).unverified()
        };
        let mut found = Vec::new();
        if self.weighted_known > 0 {
            let source = "NHS Payments to General Practice, weighted patients (last known figure)";
            let parameter = "practices with a published weighted list";
            found.push(Assumption::new(
                topic,
                parameter,
                self.weighted_known,
                "practices",
                source,
            ));
        }
        if self.weighted_known < practices {
            let permille = self.fall_back.weighted_permille;
            found.push(fall_back("weighted list", permille, self.weighted_known));
        }
        if self.adjusted_known < practices {
            let permille = self.fall_back.adjusted_permille;
            found.push(fall_back(
                "PCN adjusted population",
                permille,
                self.adjusted_known,
            ));
        }
        found
    }
}

/// Rows by index; all codes that are not in the table are faults.
fn indices(
    practices: &Practices,
    rows: impl IntoIterator<Item = (OdsCode, u64)>,
) -> Result<std::collections::BTreeMap<usize, u64>, Faults> {
    let (mut found, mut faults) = (std::collections::BTreeMap::new(), Vec::new());
    for (code, number) in rows {
        match practices.index_of(code) {
            Some(i) => {
                found.insert(i, number);
            }
            None => {
                let what = format!("{code} is no practice here");
                faults.push(Fault::new(FaultCode::PopulationUnknown, what).practice(code));
            }
        }
    }
    Faults::none_or(faults)?;
    Ok(found)
}
