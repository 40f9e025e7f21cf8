//! All rules of a problem, as data that a tool can store.

use super::rule::Rule;
use super::{
    Apart, Band, Contiguity, Fixed, Frozen, GreatestTravel, HubChoice, HubSites, Limit, Networks,
    NeverAcross, NoneEnclosed, OptedOut, Together, Waiver,
};
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::{OdsCode, Practices};
use serde::{Deserialize, Serialize};

/// The version of the format; it changes when a reader of the old one could misread the new one.
pub const RULES_FORMAT: &str = "locality-rules/1";

/// Everything that a plan must keep. What is left out has its default: the band of 30,000-50,000 registered patients, networks of
/// 40,000, and nothing more.
///
/// ```
/// use locality::problem::{Rule, Rules};
/// let rules = Rules::from_toml(r#"
///     format = "locality-rules/1"
///     [[waivers]]
///     of = { practice = "Y00001" }
///     below = 8000
///     ground = "rural"
///     reason = "islands"
///     [[fixed]]
///     practice = "A10001"
///     network = "Harbour"
/// "#)?;
/// assert_eq!(rules.all()[3].wording(), "By waiver the network of Y00001 may be up to 8,000 patients below the band, rural and remote (islands).");
/// assert_eq!(Rules::from_json(&rules.to_json())?, rules);
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Locality rules, version 1",
    description = "What a plan of networks of GP practices must keep.",
    extend("$id" = "urn:locality-rules:1")
))]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The version of the format: `locality-rules/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = RULES_FORMAT)))]
    pub format: String,
    /// How many networks.
    #[serde(default)]
    pub networks: Networks,
    /// Which member is the hub.
    #[serde(default)]
    pub hub: HubChoice,
    /// How many registered patients a network has.
    #[serde(default)]
    pub band: Band,
    /// Borders that no network crosses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub never_across: Option<NeverAcross>,
    /// Along what a network hangs together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contiguity: Option<Contiguity>,
    /// No network inside another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none_enclosed: Option<NoneEnclosed>,
    /// Where hubs may stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub_sites: Option<HubSites>,
    /// How far the hub may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greatest_travel: Option<GreatestTravel>,
    /// Networks that may lie outside the band.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// Further bands, on other measures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// Practices that share a network.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<Together>,
    /// Practices that share none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Apart>,
    /// Practices that belong to a named network.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixed: Vec<Fixed>,
    /// Networks that stay as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frozen: Vec<Frozen>,
    /// Practices that do not join.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opted_out: Vec<OptedOut>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            format: RULES_FORMAT.to_owned(),
            networks: Networks::default(),
            band: Band::default(),
            never_across: None,
            contiguity: None,
            none_enclosed: None,
            hub: HubChoice::default(),
            hub_sites: None,
            greatest_travel: None,
            waivers: Vec::new(),
            limits: Vec::new(),
            together: Vec::new(),
            apart: Vec::new(),
            fixed: Vec::new(),
            frozen: Vec::new(),
            opted_out: Vec::new(),
        }
    }
}

impl Rules {
    /// The JSON Schema of the format (draft 2020-12).
    pub const JSON_SCHEMA: &str = include_str!("rules.schema.json");

    /// Reads rules from TOML.
    ///
    /// # Errors
    /// `P043` where the text is no TOML, not of this shape or of another version of the format.
    pub fn from_toml(text: &str) -> Result<Self, Faults> {
        let rules =
            toml::from_str(text).map_err(|error| Fault::in_toml(FaultCode::RulesUnreadable, text, &error))?;
        Self::of_this_format(rules).map_err(unreadable)
    }

    /// Reads rules from JSON.
    ///
    /// # Errors
    /// `P043` where the text is no JSON, not of this shape or of another version of the format.
    pub fn from_json(text: &str) -> Result<Self, Faults> {
        serde_json::from_str(text)
            .map_err(|error| error.to_string())
            .and_then(Self::of_this_format)
            .map_err(unreadable)
    }

    fn of_this_format(rules: Self) -> Result<Self, String> {
        match rules.format == RULES_FORMAT {
            true => Ok(rules),
            false => Err(format!("the format is {:?}, not {RULES_FORMAT:?}", rules.format)),
        }
    }

    /// The rules as JSON, to be read by [`from_json`](Self::from_json).
    #[must_use]
    pub fn to_json(&self) -> String {
        // Text keys and whole numbers only: there is nothing that JSON could not hold.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Every rule, for lists of them: each has its wording and its source.
    #[must_use]
    pub fn all(&self) -> Vec<&dyn Rule> {
        fn each<T: Rule>(rules: &[T]) -> impl Iterator<Item = &dyn Rule> {
            rules.iter().map(|rule| rule as &dyn Rule)
        }
        let mut all: Vec<&dyn Rule> = vec![&self.networks, &self.band, &self.hub];
        all.extend(each(&self.waivers));
        all.extend(each(&self.limits));
        all.extend(each(self.never_across.as_slice()));
        all.extend(each(self.contiguity.as_slice()));
        all.extend(each(self.none_enclosed.as_slice()));
        all.extend(each(self.hub_sites.as_slice()));
        all.extend(each(self.greatest_travel.as_slice()));
        all.extend(each(&self.together));
        all.extend(each(&self.apart));
        all.extend(each(&self.fixed));
        all.extend(each(&self.frozen));
        all.extend(each(&self.opted_out));
        all
    }

    /// Whether this practice has opted out.
    #[must_use]
    pub fn has_opted_out(&self, practice: OdsCode) -> bool {
        self.opted_out.iter().any(|rule| rule.practice == practice)
    }

    /// The rules as far as they concern these practices, for a part of the area. Practices that are not there leave the rules
    /// that name them; a rule of two practices that keeps one of them is gone.
    #[must_use]
    pub fn among(&self, practices: &Practices) -> Self {
        let here = |code: &OdsCode| practices.index_of(*code).is_some();
        let keep = |codes: &mut Vec<OdsCode>| codes.retain(here);
        let mut rules = self.clone();
        rules.fixed.retain(|rule| here(&rule.practice));
        rules.opted_out.retain(|rule| here(&rule.practice));
        rules
            .together
            .iter_mut()
            .for_each(|rule| keep(&mut rule.practices));
        rules.together.retain(|rule| rule.practices.len() > 1);
        rules.apart.iter_mut().for_each(|rule| keep(&mut rule.practices));
        rules.apart.retain(|rule| rule.practices.len() > 1);
        rules.frozen.iter_mut().for_each(|rule| keep(&mut rule.practices));
        rules.frozen.retain(|rule| !rule.practices.is_empty());
        rules
            .hub_sites
            .iter_mut()
            .for_each(|rule| keep(&mut rule.practices));
        rules
            .never_across
            .iter_mut()
            .for_each(|rule| keep(&mut rule.crossable));
        if let Some(rule) = &mut rules.contiguity {
            rule.links.retain(|(a, b)| here(a) && here(b));
            rule.cuts.retain(|(a, b)| here(a) && here(b));
        }
        let fixed = &rules.fixed;
        rules.waivers.retain(|waiver| match &waiver.of {
            super::Holder::Practice(code) => here(code),
            super::Holder::Network(name) => fixed.iter().any(|rule| rule.network == *name),
        });
        rules
    }
}

fn unreadable(what: String) -> Faults {
    Fault::new(FaultCode::RulesUnreadable, what).into()
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_what_the_types_generate() {
        let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Rules)).expect("a schema");
        text.push('\n');
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/problem/rules.schema.json");
            std::fs::write(path, &text).expect("it can be written");
        } else {
            assert!(
                Rules::JSON_SCHEMA == text,
                "the schema is behind the types: UPDATE_SCHEMA=1 cargo test --lib --features schema schema"
            );
        }
    }
}
