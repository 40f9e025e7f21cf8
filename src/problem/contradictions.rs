//! Rules that cannot hold together, found before any search.

use super::resolved::Resolved;
use super::rule::some;
use super::{Networks, Rules};
use crate::fault::{Fault, FaultCode};
use crate::graph::PracticeGraph;
use crate::practice::{OdsCode, Practices};
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// Every contradiction that can be seen without search: O(rules × practices named in them + n). Those left are found by the
/// engine, as a proof that there is no plan.
pub(super) fn contradictions(rules: &Rules, practices: &Practices, resolved: &Resolved) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut clash = |what: String| faults.push(Fault::new(FaultCode::RulesClash, what));
    let code = |i: usize| practices[i].code;
    set_aside(practices, resolved, &mut clash);
    let mut name_of: BTreeMap<usize, &str> = BTreeMap::new();
    for (name, fixed) in &resolved.named {
        for &i in fixed {
            if let Some(other) = name_of.insert(i, name) {
                clash(format!("{} is fixed to {other} and to {name}", code(i)));
            }
        }
    }
    // Practices that must share a network, whatever rule says so.
    let clusters = Clusters::new(practices.len(), resolved);
    for (k, (name, fixed)) in resolved.named.iter().enumerate() {
        for (other, others) in &resolved.named[..k] {
            if let (Some(&i), Some(&j)) = (fixed.first(), others.first())
                && i != j
                && clusters.joined(i, j)
            {
                clash(format!(
                    "{} of network {name} and {} of network {other} must share a network by other rules",
                    code(i),
                    code(j)
                ));
            }
        }
    }
    for set in &resolved.apart {
        for (k, &i) in set.iter().enumerate() {
            for &j in set[..k].iter().filter(|&&j| clusters.joined(i, j)) {
                clash(format!(
                    "{} and {} are kept apart and kept together",
                    code(j),
                    code(i)
                ));
            }
        }
    }
    let counts = |i: usize| match resolved.has_opted_out(i) {
        true => 0,
        false => practices[i].list_size.0,
    };
    for members in clusters.sets() {
        let patients = sum(members.iter().map(|&i| counts(i)));
        let allowance = resolved.waived.iter().filter(|(at, ..)| members.contains(at));
        let most = sum(allowance.map(|&(.., above)| above).chain([rules.band.most.0]));
        let codes: Vec<OdsCode> = members.iter().map(|&i| code(i)).collect();
        if patients > most {
            clash(format!(
                "{}, kept together, have {patients} patients, above the most of {most}",
                some(&codes)
            ));
        }
        for (limit, row) in rules.limits.iter().zip(&resolved.limits) {
            let total = sum(members.iter().map(|&i| row[i]));
            if total > limit.most {
                clash(format!(
                    "{}, kept together, have {total} {}, above the most of {}",
                    some(&codes),
                    limit.counts,
                    limit.most
                ));
            }
        }
        if let Some(level) = rules.never_across.as_ref().map(|rule| rule.level) {
            let held = members
                .iter()
                .filter(|i| resolved.crossable.binary_search(i).is_err());
            let mut areas: Vec<OdsCode> = held
                .filter_map(|&i| practices[i].area(level).map(|area| area.code))
                .collect();
            areas.sort_unstable();
            areas.dedup();
            if areas.len() > 1 {
                clash(format!(
                    "{}, kept together, are in {level} {}",
                    some(&codes),
                    some(&areas)
                ));
            }
        }
    }
    let networks = match rules.networks {
        Networks::Exactly(most) | Networks::Range(_, most) => Some(most as usize),
        Networks::Auto | Networks::Any => None,
    };
    if let Some(most) = networks.filter(|&most| resolved.named.len() > most) {
        clash(format!(
            "{} networks are named, but there may be {most} at most",
            resolved.named.len()
        ));
    }
    faults
}

/// The sum of numbers that may still be too large: their own faults are told beside these.
fn sum(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, u64::saturating_add)
}

/// Sets that must share a network and do not hang together even with everything between them.
pub(super) fn out_of_reach(practices: &Practices, resolved: &Resolved, graph: &PracticeGraph) -> Vec<Fault> {
    let mut piece_of = vec![0; practices.len()];
    for (piece, members) in graph.components().iter().enumerate() {
        members.iter().for_each(|&i| piece_of[i] = piece);
    }
    let sets = Clusters::new(practices.len(), resolved).sets();
    let torn = sets.iter().filter_map(|set| {
        let (&first, others) = set.split_first()?;
        let far = others.iter().find(|&&i| piece_of[i] != piece_of[first])?;
        let what = format!(
            "{} and {} are kept together, but no chain of neighbours joins them; link them",
            practices[first].code, practices[*far].code
        );
        Some(Fault::new(FaultCode::RulesClash, what))
    });
    torn.collect()
}

/// A practice that is set aside can be in no rule about others.
fn set_aside(practices: &Practices, resolved: &Resolved, clash: &mut impl FnMut(String)) {
    let mut why: BTreeMap<usize, String> = BTreeMap::new();
    for &i in &resolved.alone {
        why.insert(i, "is above the band and stands alone".to_owned());
    }
    for (name, members) in &resolved.frozen {
        for &i in members {
            let reason = format!("is frozen in network {name}");
            if let Some(before) = why.insert(i, reason.clone()) {
                clash(format!("{} {before} and {reason}", practices[i].code));
            }
        }
        if resolved.named.iter().any(|(other, _)| other == name) {
            clash(format!("network {name} is frozen, and practices are fixed to it"));
        }
    }
    let sets = [
        ("kept together with others", &resolved.together),
        ("kept apart from others", &resolved.apart),
    ];
    let mut named: Vec<(String, usize)> = Vec::new();
    for (rule, sets) in sets {
        named.extend(sets.iter().flatten().map(|&i| (rule.to_owned(), i)));
    }
    for (name, fixed) in &resolved.named {
        named.extend(fixed.iter().map(|&i| (format!("fixed to network {name}"), i)));
    }
    named.extend(resolved.opted_out.iter().map(|&i| ("opted out".to_owned(), i)));
    named.extend(
        resolved
            .waived
            .iter()
            .map(|&(i, ..)| ("named in a waiver".to_owned(), i)),
    );
    for (rule, i) in named {
        if let Some(reason) = why.get(&i) {
            clash(format!("{} {reason}, and is {rule}", practices[i].code));
        }
    }
}

/// Which practices must share a network.
struct Clusters {
    sets: Vec<usize>,
}

impl Clusters {
    fn new(practices: usize, resolved: &Resolved) -> Self {
        let mut joined = UnionFind::new(practices);
        let fixed = resolved.named.iter().map(|(_, fixed)| fixed);
        for set in resolved.together.iter().chain(fixed) {
            for pair in set.windows(2) {
                joined.union(pair[0], pair[1]);
            }
        }
        Self {
            sets: joined.into_labeling(),
        }
    }

    fn joined(&self, i: usize, j: usize) -> bool {
        self.sets[i] == self.sets[j]
    }

    /// The sets of two or more, each ascending, by their first practices.
    fn sets(&self) -> Vec<Vec<usize>> {
        let mut by_label: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, &label) in self.sets.iter().enumerate() {
            by_label.entry(label).or_default().push(i);
        }
        let mut sets: Vec<Vec<usize>> = by_label.into_values().filter(|set| set.len() > 1).collect();
        sets.sort();
        sets
    }
}
