//! Ways to make a plan, all with the same door, so that they can be compared.

mod columns;
mod compact;
mod heat_bath;

pub use columns::Columns;
pub use compact::CompactModel;
pub use heat_bath::HeatBath;

use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::solution::{Solution, SolveError};

/// A way to make a plan for an [`Instance`].
pub trait Strategy: Sync {
    /// Its name in tables, such as `heat-bath`.
    fn name(&self) -> &'static str;

    /// What it does and what it does not guarantee, in a sentence or two.
    fn about(&self) -> &'static str;

    /// Makes a plan. The same instance, seed and rounds give the same plan at any number of threads.
    ///
    /// # Errors
    /// [`SolveError`]: proven that there is none, or none found within the limits (the nearest is in it).
    fn solve(&self, instance: &Instance, run: &Run<'_>) -> Result<Solution, SolveError>;
}
