//! What a calculation rests on: every parameter with its value, its unit, its source, and whether anybody has checked it.
//!
//! Figures about hubs, staff and money are only as good as the numbers that went in. Each room that uses such numbers returns them as
//! a list of these, so that a paper can print them beside the result.

use serde::Serialize;

/// A parameter of a calculation, as it was used.
///
/// ```
/// use locality::assumption::Assumption;
/// let slots = Assumption::new("hub", "appointments of a full-time GP in a week", 115, "appointments", "BMA, Safe Working Levels, 2016");
/// assert!(slots.verified);
/// assert_eq!(slots.value, "115");
/// assert!(!slots.unverified().verified);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assumption {
    /// The calculation that used it: `hub`, `access`, `workforce`, `funding`, `rollout`, `place`.
    pub topic: &'static str,
    /// What it is, in words.
    pub parameter: String,
    /// Its value, as it is written.
    pub value: String,
    /// What the value counts, such as `appointments` or `pounds a patient and year`.
    pub unit: String,
    /// Where it comes from: publisher, document, year; or `set by the caller`.
    pub source: String,
    /// Whether the value was seen in the source that it names. `false` for a default that nobody has checked.
    pub verified: bool,
}

impl Assumption {
    /// A parameter that was seen in its source.
    #[must_use]
    pub fn new(
        topic: &'static str,
        parameter: impl Into<String>,
        value: impl ToString,
        unit: impl Into<String>,
        source: impl Into<String>,
    ) -> Self {
        Self {
            topic,
            parameter: parameter.into(),
            value: value.to_string(),
            unit: unit.into(),
            source: source.into(),
            verified: true,
        }
    }

    /// The same, marked as a default that was not seen in a source.
    #[must_use]
    pub fn unverified(mut self) -> Self {
        self.verified = false;
        self
    }
}
