//! A network that may lie outside the band, openly.

use super::rule::{Rule, because};
use crate::practice::OdsCode;
use crate::units::{Patients, grouped};
use serde::{Deserialize, Serialize};

/// Whose network it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// The network that holds this practice, whichever it becomes.
    Practice(OdsCode),
    /// The network of this name; some practice must be [fixed](super::Fixed) to it.
    Network(String),
}

/// What the waiver rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// A natural community of low population density across a large rural and remote area, the one ground that the contract
    /// names for less than 30,000.
    Rural,
    /// Other evidence that the commissioner accepts, such as a larger network with neighbourhood teams inside it.
    Evidence,
}

/// Lets one network have so many registered patients fewer, or more, than the [band](super::Band) allows. The practice or network
/// and the reason are named, so that an assessment can show what was waived and why. Where one network holds the practices
/// of several waivers, what they allow adds up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Whose network.
    pub of: Holder,
    /// How many patients it may have fewer than the least of the band.
    #[serde(default)]
    pub below: Patients,
    /// How many patients it may have more than the most of the band.
    #[serde(default)]
    pub above: Patients,
    /// What it rests on.
    pub ground: Ground,
    /// The evidence, in words; must not be empty.
    pub reason: String,
}

impl Rule for Waiver {
    fn wording(&self) -> String {
        let holder = match &self.of {
            Holder::Practice(code) => format!("the network of {code}"),
            Holder::Network(name) => format!("network {name}"),
        };
        let part = |patients: Patients, side: &str| {
            (patients.0 > 0).then(|| format!("{} patients {side} the band", grouped(patients.0.into())))
        };
        let parts: Vec<String> = [part(self.below, "below"), part(self.above, "above")]
            .into_iter()
            .flatten()
            .collect();
        let ground = match self.ground {
            Ground::Rural => "rural and remote",
            Ground::Evidence => "on evidence",
        };
        format!(
            "By waiver {holder} may be up to {}, {ground}{}.",
            parts.join(" or "),
            because(&self.reason)
        )
    }

    fn source(&self) -> &'static str {
        "below: Network Contract DES 2019, paragraph 3.2; above: NHS England, PCN FAQ 2 (May 2019): commissioners may agree to larger networks"
    }
}
