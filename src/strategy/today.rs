//! Today's networks, or any that somebody has drawn.

use super::Strategy;
use crate::engine::Run;
use crate::engine::instance::Instance;
use crate::engine::solution::{Grouping, SolveError};

/// The groups that there are, as they are: the first line of every comparison.
///
/// Guarantees nothing. Units that are in no group stay out and are counted as missing. It has one round and no seed.
///
/// ```
/// use locality::engine::{Run, instance::Instance};
/// use locality::strategy::{Strategy, Today};
/// let text = r#"{"format": "locality-instance/1", "units": ["A", "B", "C"], "edges": [[0, 1], [1, 2]],
///   "measures": [{"name": "patients", "values": [3, 4, 5], "band": {"least": 3, "most": 9}}], "groups": {"least": 2, "most": 2}}"#;
/// let instance: Instance = serde_json::from_str(text)?;
/// let today = Today::new(vec![vec![0, 1]]).group(&instance, &Run::new())?;
/// assert_eq!(today.broken.to_string(), "1 group too many or too few, 1 unit in no group");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    groups: Vec<Vec<u32>>,
}

impl Today {
    /// The groups that there are.
    #[must_use]
    pub fn new(groups: Vec<Vec<u32>>) -> Self {
        Self { groups }
    }
}

impl Strategy for Today {
    fn name(&self) -> &'static str {
        "today"
    }

    fn about(&self) -> &'static str {
        "The networks that there are, as they are; guarantees nothing."
    }

    /// # Errors
    /// [`SolveError::Start`] where a unit does not exist or stands twice.
    fn group(&self, instance: &Instance, run: &Run<'_>) -> Result<Grouping, SolveError> {
        Grouping::new(instance, self.groups.clone())?;
        Ok(super::attempts::Attempts::new(instance, run).only(self.groups.clone()))
    }
}
