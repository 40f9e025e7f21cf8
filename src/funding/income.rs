//! What networks and practices are paid.

use super::Year;
use crate::fault::{Fault, FaultCode, Faults};
use crate::network::{NetworkTable, Population, Populations};
use crate::units::Pence;
use serde::Serialize;

/// What one network is paid in the year by one stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Income {
    /// The network's position in the table.
    pub network: usize,
    /// The stream's name.
    pub stream: String,
    /// By whose heads it is paid; `None` for beds.
    pub population: Option<Population>,
    /// So many heads or beds.
    pub heads: u64,
    /// The payment, rounded once.
    pub amount: Pence,
}

/// What one practice is paid for taking part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Participation {
    /// The practice's index in the table.
    pub practice: usize,
    /// So many heads.
    pub heads: u64,
    /// The payment, rounded once.
    pub amount: Pence,
}

/// All payments of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Payments {
    /// To networks: by network, then in the order of the year's streams.
    pub networks: Vec<Income>,
    /// To practices, by index.
    pub practices: Vec<Participation>,
}

impl Payments {
    /// What a network is paid by all streams together.
    #[must_use]
    pub fn of_network(&self, network: usize) -> Pence {
        let own = self.networks.iter().filter(|income| income.network == network);
        own.map(|income| income.amount).sum()
    }

    /// What all networks are paid.
    #[must_use]
    pub fn to_networks(&self) -> Pence {
        self.networks.iter().map(|income| income.amount).sum()
    }

    /// What practices are paid for taking part.
    #[must_use]
    pub fn to_practices(&self) -> Pence {
        self.practices.iter().map(|paid| paid.amount).sum()
    }
}

/// What each network is paid in the year, each stream by its own population of the members; practices that opted out
/// are paid for by nobody. `beds` are care home beds by network, where they are known; without them the premium is left
/// out. O(networks × streams + practices).
///
/// ```
/// use locality::funding::{Year, income};
/// use locality::network::{FallBack, NetworkTable, Populations};
/// use locality::plan::Plan;
/// let county = locality::synthetic::county();
/// let networks = NetworkTable::new(&county, &Plan::today(&county), &[])?;
/// let populations = Populations::of(&county, FallBack::default());
/// let paid = income(&Year::of("2023/24")?, &networks, &populations, None)?;
/// assert_eq!(paid.networks.len(), 6 * networks.len());
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// `F003` where beds are of another number of networks or an amount is too large, `N002` where a stream is paid by a need that was
/// not supplied.
pub fn income(
    year: &Year,
    networks: &NetworkTable,
    populations: &Populations,
    beds: Option<&[u64]>,
) -> Result<Payments, Faults> {
    let misfit = |what: String| Faults::from(Fault::new(FaultCode::AmountsMisfit, what));
    if let Some(beds) = beds.filter(|beds| beds.len() != networks.len()) {
        let what = format!("beds of {} networks, there are {}", beds.len(), networks.len());
        return Err(misfit(what));
    }
    let too_large = |name: &str, heads: u64| misfit(format!("{name} for {heads} heads is too large"));
    let mut payments = Payments::default();
    for stream in &year.per_head {
        let heads = populations.of_networks(networks, stream.population)?;
        for (network, heads) in heads.into_iter().enumerate() {
            let amount = stream.pounds.times(heads, stream.months);
            payments.networks.push(Income {
                network,
                stream: stream.name.clone(),
                population: Some(stream.population),
                heads,
                amount: amount.ok_or_else(|| too_large(&stream.name, heads))?,
            });
        }
    }
    for stream in &year.per_bed {
        for (network, &heads) in beds.unwrap_or_default().iter().enumerate() {
            let amount = stream.pounds.times(heads, 12);
            payments.networks.push(Income {
                network,
                stream: stream.name.clone(),
                population: None,
                heads,
                amount: amount.ok_or_else(|| too_large(&stream.name, heads))?,
            });
        }
    }
    // A stable order: streams stay as the year has them.
    payments.networks.sort_by_key(|income| income.network);
    for stream in &year.participation {
        let by = populations.by(stream.population)?;
        for network in networks.as_slice() {
            for &practice in &network.members {
                let heads = by[practice];
                let amount = stream.pounds.times(heads, stream.months);
                payments.practices.push(Participation {
                    practice,
                    heads,
                    amount: amount.ok_or_else(|| too_large(&stream.name, heads))?,
                });
            }
        }
    }
    payments.practices.sort_by_key(|paid| paid.practice);
    Ok(payments)
}
