//! The bodies that a place answers to.

use crate::fault::{Fault, FaultCode, Faults};
use crate::network::NetworkTable;
use crate::practice::{OdsCode, Practices};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

/// A kind of body of which a place has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// The local medical committee.
    Lmc,
    /// The federation of practices.
    Federation,
    /// The council.
    Council,
}

impl Body {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Lmc, Self::Federation, Self::Council];
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Lmc => "LMC",
            Self::Federation => "federation",
            Self::Council => "council",
        })
    }
}

/// Which LMC, federation and council each practice belongs to, as far as that is known. No published file of practices has it.
///
/// ```
/// use locality::place::{Bodies, Body};
/// let county = locality::synthetic::county();
/// let first = county[0].code;
/// let bodies = Bodies::new(&county, [(first, Body::Lmc, "Kelland LMC")])?;
/// assert!(Bodies::new(&county, [("Z99999".parse()?, Body::Lmc, "Kelland LMC")]).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bodies {
    names: BTreeMap<(usize, Body), String>,
}

impl Bodies {
    /// From rows of practice, kind and name.
    ///
    /// # Errors
    /// `N005` for each code that is no practice of the table.
    pub fn new<'a>(
        practices: &Practices,
        rows: impl IntoIterator<Item = (OdsCode, Body, &'a str)>,
    ) -> Result<Self, Faults> {
        let (mut names, mut faults) = (BTreeMap::new(), Vec::new());
        for (code, body, name) in rows {
            match practices.index_of(code) {
                Some(i) => {
                    names.insert((i, body), name.to_owned());
                }
                None => {
                    let what = format!("{name} ({body}) for {code}");
                    faults.push(Fault::new(FaultCode::LabelsMisfit, what).practice(code));
                }
            }
        }
        Faults::none_or(faults)?;
        Ok(Self { names })
    }

    /// The body of this kind of most patients of each network, the first by name of equals; `None` where it is known of no member.
    #[must_use]
    pub fn of_networks(
        &self,
        practices: &Practices,
        networks: &NetworkTable,
        body: Body,
    ) -> Vec<Option<String>> {
        let each = networks.as_slice().iter().map(|network| {
            let mut sums: BTreeMap<&String, u64> = BTreeMap::new();
            for i in network.covered() {
                if let Some(name) = self.names.get(&(i, body)) {
                    *sums.entry(name).or_default() += practices[i].list_size.get();
                }
            }
            let most = sums
                .into_iter()
                .max_by_key(|&(name, patients)| (patients, Reverse(name)));
            most.map(|(name, _)| name.clone())
        });
        each.collect()
    }
}
