//! What was drawn.

use super::batches::{Batches, Convergence};
use super::chain::Counts;
use super::histogram::{Histogram, Standing};
use super::settings::Settings;
use super::together::{Together, TogetherFile};
use crate::engine::instance::Instance;
use crate::fault::{Fault, FaultCode, Faults};
use serde::{Deserialize, Serialize};

/// Counts of so many records are exact, also in JSON: 2^53.
const MOST_RECORDS: u64 = 1 << 53;

/// The version of the format.
const FORMAT: &str = "locality-ensemble/1";

/// An ensemble, or the shard of one: what its plans are like, not the plans themselves. Its size does not depend on how many they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "EnsembleFile")]
pub struct Ensemble {
    format: String,
    settings: Settings,
    /// Tells whether two ensembles are of the same instance.
    task: String,
    units: Vec<String>,
    measures: Vec<String>,
    chains: Vec<Walked>,
    histograms: Vec<Histogram>,
    together: Together,
}

/// An ensemble as it is read. Its pairs take room by the square of their units, so that these are counted before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnsembleFile {
    format: String,
    settings: Settings,
    task: String,
    units: Vec<String>,
    measures: Vec<String>,
    chains: Vec<Walked>,
    histograms: Vec<Histogram>,
    together: TogetherFile,
}

impl TryFrom<EnsembleFile> for Ensemble {
    type Error = String;

    fn try_from(file: EnsembleFile) -> Result<Self, String> {
        if file.together.units as usize != file.units.len() {
            return Err(format!(
                "pairs of {} units, and {} units",
                file.together.units,
                file.units.len()
            ));
        }
        Ok(Self {
            format: file.format,
            settings: file.settings,
            task: file.task,
            units: file.units,
            measures: file.measures,
            chains: file.chains,
            histograms: file.histograms,
            together: file.together.try_into()?,
        })
    }
}

/// One chain of an ensemble.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walked {
    /// Its number, from 0.
    pub chain: u32,
    /// How far it came, burning in included.
    pub counts: Counts,
    /// By measure.
    pub(super) batches: Vec<Batches>,
}

impl Ensemble {
    pub(super) fn new(
        instance: &Instance,
        settings: Settings,
        measures: Vec<String>,
        chains: Vec<Walked>,
        histograms: Vec<Histogram>,
        together: Together,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            settings,
            task: fingerprint(instance),
            units: instance.file().units.clone(),
            measures,
            chains,
            histograms,
            together,
        }
    }

    /// Whether it is of this instance.
    #[must_use]
    pub fn is_of(&self, instance: &Instance) -> bool {
        self.task == fingerprint(instance)
    }

    /// How it was drawn.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The names of the units.
    #[must_use]
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// The names of the measures; the first is the cost.
    #[must_use]
    pub fn measures(&self) -> &[String] {
        &self.measures
    }

    /// The chains, ascending.
    #[must_use]
    pub fn chains(&self) -> &[Walked] {
        &self.chains
    }

    /// Whether all chains of the settings are there.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.chains.len() == self.settings.chains as usize
    }

    /// How often units were together.
    #[must_use]
    pub fn together(&self) -> &Together {
        &self.together
    }

    /// How often which value of a measure, by its place in the list, was recorded.
    #[must_use]
    pub fn histogram(&self, measure: usize) -> Option<&Histogram> {
        self.histograms.get(measure)
    }

    /// Where a value of a measure stands among those recorded.
    #[must_use]
    pub fn standing(&self, measure: usize, value: i64) -> Option<Standing> {
        Some(self.histogram(measure)?.standing(value))
    }

    /// What is known of a measure, and how far to trust it.
    #[must_use]
    pub fn convergence(&self, measure: usize) -> Option<Convergence> {
        let chains: Option<Vec<&Batches>> = self
            .chains
            .iter()
            .map(|walked| walked.batches.get(measure))
            .collect();
        Some(Convergence::of(&chains?))
    }

    /// How far all chains came together, burning in included.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut all = Counts::default();
        for Walked { counts, .. } in &self.chains {
            // What was read from a file may say anything.
            all.steps = all.steps.saturating_add(counts.steps);
            all.proposals = all.proposals.saturating_add(counts.proposals);
            all.accepted = all.accepted.saturating_add(counts.accepted);
        }
        all
    }

    /// As JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        // All keys are text and all numbers finite: this cannot fail.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// From JSON; `name` stands for the file in faults.
    ///
    /// # Errors
    /// `E003` where it is no such file.
    pub fn from_json(text: &str, name: &str) -> Result<Self, Faults> {
        let unreadable = |what: String| Fault::new(FaultCode::EnsembleUnreadable, what).file(name);
        let read: Self = serde_json::from_str(text).map_err(|error| unreadable(error.to_string()))?;
        if read.format != FORMAT {
            return Err(unreadable(format!("format {:?} is not {FORMAT:?}", read.format)).into());
        }
        read.settings.check()?;
        let records = read.settings.records();
        if records.saturating_mul(read.settings.chains.into()) > MOST_RECORDS {
            return Err(unreadable(format!(
                "{records} records of each chain are too many to be counted"
            ))
            .into());
        }
        let measures = read.measures.len();
        let whole = |walked: &Walked| {
            walked.batches.len() == measures && walked.batches.iter().all(|b| b.records() == records)
        };
        let all = records.saturating_mul(read.chains.len() as u64);
        let fits = read.histograms.len() == measures
            && read
                .histograms
                .iter()
                .all(|histogram| histogram.count() == all && histogram.is_sound())
            && read.together.records() == all
            && read.together.units() as usize == read.units.len()
            && read.chains.iter().all(whole)
            && read.chains.windows(2).all(|pair| pair[0].chain < pair[1].chain)
            && read
                .chains
                .iter()
                .all(|walked| walked.chain < read.settings.chains);
        match fits {
            true => Ok(read),
            false => Err(unreadable("its numbers do not add up".to_owned()).into()),
        }
    }

    /// Shards of one ensemble as one, the same to the last byte as if it had been drawn in one place.
    ///
    /// # Errors
    /// `E004`, one for each shard that is of another ensemble than the first, each chain that is there twice, and the chains that are missing.
    pub fn merge(shards: Vec<Self>) -> Result<Self, Faults> {
        let fault = |what: String| Fault::new(FaultCode::ShardsMisfit, what);
        let mut faults = Vec::new();
        let mut shards = shards.into_iter();
        let Some(mut whole) = shards.next() else {
            return Err(fault("there is no shard".to_owned()).into());
        };
        for (number, shard) in (2..).zip(shards) {
            for (what, same) in [
                ("instance", whole.task == shard.task && whole.units == shard.units),
                ("settings", whole.settings == shard.settings),
                ("measures", whole.measures == shard.measures),
            ] {
                if !same {
                    faults.push(fault(format!("shard {number} has other {what} than shard 1")));
                }
            }
            if !faults.is_empty() {
                continue;
            }
            whole.chains.extend(shard.chains);
            for (histogram, more) in whole.histograms.iter_mut().zip(&shard.histograms) {
                histogram.merge(more);
            }
            whole.together.merge(&shard.together);
        }
        whole.chains.sort_by_key(|walked| walked.chain);
        for pair in whole
            .chains
            .windows(2)
            .filter(|pair| pair[0].chain == pair[1].chain)
        {
            faults.push(fault(format!("chain {} is in two shards", pair[0].chain)));
        }
        if faults.is_empty() && !whole.is_whole() {
            let there = |chain: &u32| whole.chains.binary_search_by_key(chain, |w| w.chain).is_ok();
            let missing: Vec<String> = (0..whole.settings.chains)
                .filter(|chain| !there(chain))
                .map(|chain| chain.to_string())
                .collect();
            faults.push(fault(format!("chains are missing: {}", missing.join(", "))));
        }
        Faults::none_or(faults)?;
        Ok(whole)
    }
}

/// A number that tells instances apart (FNV-1a, 64 bits: Fowler, Noll and Vo, <https://datatracker.ietf.org/doc/html/rfc9923>). It guards against
/// mistakes, not against forgery.
fn fingerprint(instance: &Instance) -> String {
    let text = serde_json::to_vec(instance).unwrap_or_default();
    let mix = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", text.iter().fold(0xcbf2_9ce4_8422_2325, mix))
}
