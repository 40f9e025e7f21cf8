//! What may become a plan.

/// Groups of a plan, which share no unit, but may leave some out.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    pub(crate) groups: Vec<Vec<u32>>,
    /// The most groups that the plan should have.
    pub(crate) most: usize,
}
