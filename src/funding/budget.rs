//! A budget that several share, with what is left over or lacking.

use crate::apportion::split;
use crate::fault::{Fault, FaultCode, Faults};
use crate::units::Pence;
use serde::Serialize;

/// A capitated budget: so many pence for a defined population, to be shared with its risks and rewards (Primary Care Home, NHS England:
/// "a unified, capitated budget with shared risks and rewards").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Budget {
    /// What was set aside for the year.
    pub budget: Pence,
    /// What was spent.
    pub spent: Pence,
    /// The part of a gain that the sharers keep, in thousandths; the rest goes back to the commissioner.
    pub gain_permille: u32,
    /// The part of a loss that the sharers bear, in thousandths.
    pub loss_permille: u32,
}

/// Who has what of a gain, or bears what of a loss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settlement {
    /// Budget less spending: a gain, or below nought a loss.
    pub result: Pence,
    /// What each sharer has (or bears), in the order of the weights.
    pub shares: Vec<Pence>,
    /// What the commissioner has (or bears).
    pub commissioner: Pence,
}

impl Budget {
    /// This budget, all gains and losses shared by those who share it.
    #[must_use]
    pub fn new(budget: Pence, spent: Pence) -> Self {
        Self {
            budget,
            spent,
            gain_permille: 1_000,
            loss_permille: 1_000,
        }
    }

    /// Splits the gain or loss by weights: registered lists, weighted lists or shares that were agreed. By largest remainder in
    /// pence, so that all shares and the commissioner's add up to the result exactly. O(n log n).
    ///
    /// ```
    /// use locality::funding::Budget;
    /// use locality::units::Pence;
    /// // A gain of 100 pounds by lists of 5,000, 10,000 and 15,000: 16.666..., 33.333..., 50; the penny goes to the first.
    /// let settled = Budget::new(Pence(1_000_000), Pence(990_000)).settle(&[5_000, 10_000, 15_000])?;
    /// assert_eq!(settled.shares, [Pence(1_667), Pence(3_333), Pence(5_000)]);
    /// # Ok::<(), locality::fault::Faults>(())
    /// ```
    ///
    /// # Errors
    /// `F003` for parts above 1,000 thousandths or amounts that are too large, `W003` and `W004` for weights among which nothing can
    /// be split.
    pub fn settle(&self, weights: &[u64]) -> Result<Settlement, Faults> {
        let misfit = |what: String| Fault::new(FaultCode::AmountsMisfit, what);
        let parts = [("gain", self.gain_permille), ("loss", self.loss_permille)];
        let beyond = parts.iter().filter(|(_, permille)| *permille > 1_000);
        let faults =
            beyond.map(|(name, permille)| misfit(format!("{permille} thousandths of a {name} are shared")));
        Faults::none_or(faults.collect())?;
        let result = self.budget.get().checked_sub(self.spent.get());
        let result = result.ok_or_else(|| misfit("budget and spending are too far apart".to_owned()))?;
        let permille = if result < 0 {
            self.loss_permille
        } else {
            self.gain_permille
        };
        // Rounded towards nought: the odd penny is the commissioner's.
        let shared = i64::try_from(i128::from(result) * i128::from(permille) / 1_000).unwrap_or(result);
        Ok(Settlement {
            result: Pence(result),
            shares: split(shared, weights)?.into_iter().map(Pence).collect(),
            commissioner: Pence(result - shared),
        })
    }
}
