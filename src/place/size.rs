//! How large a place is.

use crate::assumption::Assumption;
use crate::fault::{Fault, FaultCode};
use crate::units::Patients;
use serde::{Deserialize, Serialize};

/// How many networks and patients a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceSize {
    /// At least so many networks, 1 or more.
    pub least_networks: u64,
    /// At most so many networks.
    pub most_networks: u64,
    /// At least so many registered patients, those of practices that opted out included.
    pub least_patients: Patients,
}

impl PlaceSize {
    /// The board of a place: fewer than ten networks.
    #[must_use]
    pub const fn board() -> Self {
        Self {
            least_networks: 1,
            most_networks: 9,
            least_patients: Patients(0),
        }
    }

    /// A multi-neighbourhood provider: 250,000 patients or more, and still fewer than ten networks.
    #[must_use]
    pub const fn provider() -> Self {
        Self {
            least_patients: Patients(250_000),
            ..Self::board()
        }
    }

    /// How many places so many networks with so many patients can be: from the fewest by number to the most by patients. Without a least
    /// size, which would make every network a place, up to a quarter more than the fewest. `None` where the two are opposed.
    #[must_use]
    pub fn number(&self, networks: u64, patients: Patients) -> Option<(u64, u64)> {
        let fewest = networks.div_ceil(self.most_networks.max(1)).max(1);
        let by_networks = networks / self.least_networks.max(1);
        let by_patients = patients.get().checked_div(self.least_patients.get());
        let most = match by_patients {
            None if self.least_networks <= 1 => fewest.saturating_add(fewest / 4),
            None => by_networks,
            Some(number) => number.min(by_networks),
        };
        let most = most.min(networks);
        (fewest <= most).then_some((fewest, most))
    }

    pub(super) fn check(&self) -> Vec<Fault> {
        let refuse = self.least_networks == 0 || self.least_networks > self.most_networks;
        let what = format!("{} to {} networks", self.least_networks, self.most_networks);
        Vec::from_iter(refuse.then(|| Fault::new(FaultCode::PlaceBand, what)))
    }

    /// The numbers with their sources.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        let source = |own: bool, source: &'static str| if own { source } else { "set by the caller" };
        let board = source(
            self.most_networks == 9,
            "Ockham Healthcare, Local General Practice Inc, 21 September 2022: fewer than ten networks",
        );
        let provider = source(
            self.least_patients == Self::provider().least_patients,
            "10 Year Health Plan, July 2025: multi-neighbourhood provider",
        );
        vec![
            Assumption::new(
                "place",
                "most networks of a place",
                self.most_networks,
                "networks",
                board,
            ),
            Assumption::new(
                "place",
                "least patients of a place",
                self.least_patients.get(),
                "registered patients",
                provider,
            ),
        ]
    }
}

impl Default for PlaceSize {
    fn default() -> Self {
        Self::board()
    }
}
