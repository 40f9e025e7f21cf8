//! The rules with practices in place of codes, as far as they can be said in indices.

use super::rule::{Rule, some};
use super::{Holder, Measure, Rules};
use crate::fault::{Fault, FaultCode};
use crate::practice::{OdsCode, Practices};
use std::collections::{BTreeMap, BTreeSet};

/// Rules in indices of the practice table. What is set aside (practices above the band, frozen networks) is in no other list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resolved {
    /// Practices above the band, ascending.
    pub(crate) alone: Vec<usize>,
    /// Frozen networks with their members, ascending.
    pub(crate) frozen: Vec<(String, Vec<usize>)>,
    /// Practices that are to be grouped, ascending, those that opted out included.
    pub(crate) grouped: Vec<usize>,
    /// Practices that opted out, ascending.
    pub(crate) opted_out: Vec<usize>,
    /// Sets that share a network.
    pub(crate) together: Vec<Vec<usize>>,
    /// Sets of which no two share a network.
    pub(crate) apart: Vec<Vec<usize>>,
    /// Named networks with the practices fixed to them.
    pub(crate) named: Vec<(String, Vec<usize>)>,
    /// Where hubs may stand, ascending; `None` for anywhere.
    pub(crate) hub_sites: Option<Vec<usize>>,
    /// A practice whose network may have so many fewer, and so many more patients; each practice once.
    pub(crate) waived: Vec<(usize, u64, u64)>,
    /// Practices that may be in a network across a border, ascending.
    pub(crate) crossable: Vec<usize>,
    /// For each limit the value of each practice of the table; 0 for those that opted out.
    pub(crate) limits: Vec<Vec<u64>>,
}

impl Resolved {
    /// Whether a practice opted out.
    pub(crate) fn has_opted_out(&self, practice: usize) -> bool {
        self.opted_out.binary_search(&practice).is_ok()
    }

    /// Whether a hub may stand at a practice, as far as rules name sites.
    pub(crate) fn may_be_hub(&self, practice: usize) -> bool {
        let sites = self.hub_sites.as_ref();
        !self.has_opted_out(practice) && sites.is_none_or(|sites| sites.binary_search(&practice).is_ok())
    }
}

/// Looks everything up. What is not there, and rules that cannot hold by themselves, go to `faults`.
pub(super) fn resolve(
    rules: &Rules,
    practices: &Practices,
    supplied: &[Measure],
    faults: &mut Vec<Fault>,
) -> Resolved {
    own_faults(rules, faults);
    let mut find = |rule: &dyn Rule, codes: &[OdsCode]| -> Vec<usize> {
        let mut found = BTreeSet::new();
        for &code in codes {
            match practices.index_of(code) {
                Some(index) => _ = found.insert(index),
                None => {
                    let what = format!("{code}, in the rule: {}", rule.wording());
                    faults.push(Fault::new(FaultCode::UnknownInRule, what).practice(code));
                }
            }
        }
        found.into_iter().collect()
    };
    let mut named: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for rule in &rules.fixed {
        named
            .entry(&rule.network)
            .or_default()
            .extend(find(rule, &[rule.practice]));
    }
    let mut opted_out: Vec<usize> = Vec::new();
    for rule in &rules.opted_out {
        opted_out.extend(find(rule, &[rule.practice]));
    }
    opted_out.sort_unstable();
    opted_out.dedup();
    let together = rules
        .together
        .iter()
        .map(|rule| find(rule, &rule.practices))
        .collect();
    let apart = rules
        .apart
        .iter()
        .map(|rule| find(rule, &rule.practices))
        .collect();
    let frozen: Vec<(String, Vec<usize>)> = rules
        .frozen
        .iter()
        .map(|rule| (rule.network.clone(), find(rule, &rule.practices)))
        .collect();
    let hub_sites = rules.hub_sites.as_ref().map(|rule| find(rule, &rule.practices));
    let crossing = rules.never_across.as_ref();
    let crossable = crossing.map_or_else(Vec::new, |rule| find(rule, &rule.crossable));
    let mut waived: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    let mut homeless = Vec::new();
    for waiver in &rules.waivers {
        let at = match &waiver.of {
            Holder::Practice(code) => find(waiver, &[*code]).first().copied(),
            Holder::Network(name) => {
                let first = named.get(name.as_str()).and_then(|fixed| fixed.first().copied());
                if first.is_none() {
                    homeless.push(waiver.wording());
                }
                first
            }
        };
        if let Some(at) = at {
            let (below, above) = waived.entry(at).or_default();
            *below = below.saturating_add(waiver.below.0);
            *above = above.saturating_add(waiver.above.0);
        }
    }
    if let Some(rule) = &rules.contiguity {
        let ends: Vec<OdsCode> = rule
            .links
            .iter()
            .chain(&rule.cuts)
            .flat_map(|&(a, b)| [a, b])
            .collect();
        find(rule, &ends);
        for (a, _) in rule.links.iter().filter(|(a, b)| a == b) {
            faults.push(Fault::new(FaultCode::EdgeToItself, format!("the link {a}-{a}")).practice(*a));
        }
    }
    faults.extend(homeless.into_iter().map(|wording| {
        let what = format!("no practice is fixed to the network of the waiver: {wording}");
        Fault::new(FaultCode::RuleEmpty, what)
    }));
    let frozen_now: BTreeSet<usize> = frozen
        .iter()
        .flat_map(|(_, members)| members.iter().copied())
        .collect();
    let most = |i: usize| {
        let above = waived.get(&i).map_or(0, |&(_, above)| above);
        rules.band.most.0.saturating_add(above)
    };
    let stands_alone =
        |i: &usize| practices[*i].list_size.0 > most(*i) && opted_out.binary_search(i).is_err();
    let left = (0..practices.len()).filter(|i| !frozen_now.contains(i));
    let (alone, grouped): (Vec<usize>, Vec<usize>) = left.partition(stands_alone);
    let mut resolved = Resolved {
        alone,
        frozen,
        grouped,
        opted_out,
        together,
        apart,
        named: named
            .into_iter()
            .map(|(name, fixed)| (name.to_owned(), fixed.into_iter().collect()))
            .collect(),
        hub_sites,
        waived: waived
            .into_iter()
            .map(|(at, (below, above))| (at, below, above))
            .collect(),
        crossable,
        limits: Vec::new(),
    };
    if let Some(sites) = &mut resolved.hub_sites {
        sites.retain(|i| {
            resolved.grouped.binary_search(i).is_ok() && resolved.opted_out.binary_search(i).is_err()
        });
    }
    resolved.limits = values(rules, practices, supplied, &resolved, faults);
    resolved
}

/// What each practice counts in each limit.
fn values(
    rules: &Rules,
    practices: &Practices,
    supplied: &[Measure],
    resolved: &Resolved,
    faults: &mut Vec<Fault>,
) -> Vec<Vec<u64>> {
    for (k, measure) in supplied.iter().enumerate() {
        if supplied[..k].iter().any(|other| other.name() == measure.name()) {
            let what = format!("{:?} is supplied twice", measure.name());
            faults.push(Fault::new(FaultCode::MeasureMisfit, what));
        }
        let large = |code: &OdsCode| measure.of(*code).is_some_and(|value| value > Measure::LARGEST);
        if let Some(code) = measure.practices().find(large) {
            let what = format!("{:?} of {code} is above {}", measure.name(), Measure::LARGEST);
            faults.push(Fault::new(FaultCode::MeasureMisfit, what).practice(code));
        }
        let unknown: Vec<OdsCode> = measure
            .practices()
            .filter(|&code| practices.index_of(code).is_none())
            .collect();
        if !unknown.is_empty() {
            let what = format!(
                "{:?} has values for unknown practices: {}",
                measure.name(),
                some(&unknown)
            );
            faults.push(Fault::new(FaultCode::MeasureMisfit, what));
        }
    }
    let mut limits = Vec::new();
    for limit in &rules.limits {
        let mut row = vec![0; practices.len()];
        let mut lacking = Vec::new();
        for &i in resolved.grouped.iter().filter(|&&i| !resolved.has_opted_out(i)) {
            match limit.value(&practices[i], supplied) {
                Some(value) => row[i] = value,
                None => lacking.push(practices[i].code),
            }
        }
        if !lacking.is_empty() {
            let what = format!(
                "{} of {}, in the rule: {}",
                limit.counts,
                some(&lacking),
                limit.wording()
            );
            faults.push(Fault::new(FaultCode::RuleWithoutData, what));
        }
        limits.push(row);
    }
    limits
}

/// Rules that cannot hold, whatever the practices.
fn own_faults(rules: &Rules, faults: &mut Vec<Fault>) {
    let mut empty = |rule: &dyn Rule, why: &str| {
        let what = format!("{why}, in the rule: {}", rule.wording());
        faults.push(Fault::new(FaultCode::RuleEmpty, what));
    };
    for rule in rules.limits.iter().filter(|rule| rule.least > rule.most) {
        empty(rule, "the least is above the most");
    }
    let most = Practices::LARGEST_LIST;
    if rules.band.most > most {
        empty(
            &rules.band,
            &format!("a network of more than {most} patients cannot be"),
        );
    }
    for rule in &rules.waivers {
        if rule.above > most {
            empty(rule, &format!("more than {most} patients are waived"));
        }
        if rule.below.0 == 0 && rule.above.0 == 0 {
            empty(rule, "nothing is waived");
        }
        if rule.below > rules.band.least {
            empty(rule, "more patients are waived than the least of the band");
        }
        if rule.reason.trim().is_empty() {
            empty(rule, "the reason is missing");
        }
    }
    for rule in rules.together.iter().filter(|rule| rule.practices.len() < 2) {
        empty(rule, "two practices or more are needed");
    }
    for rule in rules.apart.iter().filter(|rule| rule.practices.len() < 2) {
        empty(rule, "two practices or more are needed");
    }
    for rule in rules.fixed.iter().filter(|rule| rule.network.trim().is_empty()) {
        empty(rule, "the network has no name");
    }
    for rule in &rules.frozen {
        if rule.practices.is_empty() || rule.network.trim().is_empty() {
            empty(rule, "a name and a practice or more are needed");
        }
    }
    for rule in rules.hub_sites.iter().filter(|rule| rule.practices.is_empty()) {
        empty(rule, "a practice or more is needed");
    }
}
