//! What the rules are for the engine: edges, bands and the number of groups.

use crate::engine::instance::{BandFile, FORMAT, GroupsFile, InstanceFile, MeasureFile};
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// The instance of the rules alone, and for each measure how many times its numbers are larger than what people count: all
/// are brought to the size of patients, so that a search holds none of them for a trifle.
///
/// - The band, and every limit, is a measure with a band.
/// - A waiver loosens the band, and a second measure, in which the waived practice counts for more (or less), holds all others to it.
/// - Practices together: a measure that is nought in total only where all or none of them are in.
/// - Practices apart: a measure of which two are too many.
pub(super) fn ruled(problem: &Problem) -> (InstanceFile, BTreeMap<String, i64>) {
    let units = problem.grouped();
    let unit_of = |practice: usize| units.binary_search(&practice).ok().map(|unit| unit as u32);
    let inside = problem.graph().edges().filter(|&(i, j)| problem.same_area(i, j));
    let networks = problem.networks();
    let mut file = InstanceFile {
        format: FORMAT.to_owned(),
        units: units
            .iter()
            .map(|&i| problem.practices()[i].code.to_string())
            .collect(),
        edges: inside
            .filter_map(|(i, j)| Some((unit_of(i)?, unit_of(j)?)))
            .collect(),
        sites: Vec::new(),
        pairs: Vec::new(),
        measures: patients(problem),
        fixed: 0,
        groups: GroupsFile {
            least: *networks.start(),
            most: *networks.end(),
        },
    };
    let mut factors = BTreeMap::new();
    let all = problem.patients().0 as i64;
    for (limit, values) in problem.rules().limits.iter().zip(&problem.resolved().limits) {
        let values: Vec<i64> = units.iter().map(|&i| whole(values[i])).collect();
        let total: i64 = values.iter().sum();
        let factor = (all / total.max(1)).max(1);
        // Two limits may count the same; names tell measures apart.
        let mut name = limit.counts.to_string();
        while file.measures.iter().any(|measure| measure.name == name) {
            name.push_str(" again");
        }
        factors.insert(name.clone(), factor);
        file.measures.push(MeasureFile {
            name,
            values: values.iter().map(|value| value.saturating_mul(factor)).collect(),
            band: Some(BandFile {
                least: whole(limit.least).saturating_mul(factor),
                // No group holds more than all: a limit without end stays within what is exact.
                most: whole(limit.most)
                    .min(total.max(whole(limit.least)))
                    .saturating_mul(factor),
            }),
            shape: None,
        });
    }
    let weight = whole(problem.band().target().0).max(1);
    let marks = |name: String, marked: &[(usize, i64)], most: i64| {
        let mut values = vec![0; units.len()];
        for &(practice, value) in marked {
            if let Some(unit) = unit_of(practice) {
                values[unit as usize] = value * weight;
            }
        }
        MeasureFile {
            name,
            values,
            band: Some(BandFile {
                least: 0,
                most: most * weight,
            }),
            shape: None,
        }
    };
    let code = |i: usize| problem.practices()[i].code;
    let resolved = problem.resolved();
    for set in resolved
        .together
        .iter()
        .chain(resolved.named.iter().map(|(_, fixed)| fixed))
    {
        let Some((&first, others)) = set.split_first().filter(|(_, others)| !others.is_empty()) else {
            continue;
        };
        let mut marked: Vec<(usize, i64)> = others.iter().map(|&i| (i, -1)).collect();
        marked.push((first, others.len() as i64));
        let name = format!("together with {} ({})", code(first), file.measures.len());
        file.measures.push(marks(name, &marked, 0));
    }
    let named: Vec<usize> = resolved
        .named
        .iter()
        .filter_map(|(_, fixed)| fixed.first().copied())
        .collect();
    for set in resolved.apart.iter().chain([&named]).filter(|set| set.len() > 1) {
        let marked: Vec<(usize, i64)> = set.iter().map(|&i| (i, 1)).collect();
        let name = format!("apart from {} ({})", code(set[0]), file.measures.len());
        file.measures.push(marks(name, &marked, 1));
    }
    for (one, others) in across(problem) {
        let count = others.len() as i64;
        let mut marked: Vec<(usize, i64)> = others.into_iter().map(|i| (i, 1)).collect();
        marked.push((one, count));
        let name = format!("across from {} ({})", code(one), file.measures.len());
        file.measures.push(marks(name, &marked, count));
    }
    (file, factors)
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The band, and what waivers make of it.
fn patients(problem: &Problem) -> Vec<MeasureFile> {
    let units = problem.grouped();
    let band = problem.band();
    let lists: Vec<i64> = units.iter().map(|&i| whole(problem.counted(i).0)).collect();
    let waived = &problem.resolved().waived;
    let below: i64 = waived.iter().map(|&(_, below, _)| whole(below)).sum();
    let above: i64 = waived.iter().map(|&(.., above)| whole(above)).sum();
    let (least, most) = (whole(band.least.0), whole(band.most.0));
    let measure = |name: &str, values: Vec<i64>, least: i64, most: i64| MeasureFile {
        name: name.to_owned(),
        values,
        band: Some(BandFile { least, most }),
        shape: None,
    };
    let shifted = |by: &dyn Fn(u64, u64) -> i64| {
        let mut values = lists.clone();
        for &(i, below, above) in waived {
            if let Ok(unit) = units.binary_search(&i) {
                values[unit] += by(below, above);
            }
        }
        values
    };
    let mut measures = vec![measure(
        "patients",
        lists.clone(),
        (least - below).max(0),
        most + above,
    )];
    if below > 0 {
        let values = shifted(&|below, _| whole(below));
        let all = values.iter().sum::<i64>().max(least);
        measures.push(measure("patients with what is waived below", values, least, all));
    }
    if above > 0 {
        let values = shifted(&|_, above| -whole(above));
        measures.push(measure(
            "patients without what is waived above",
            values,
            -above,
            most,
        ));
    }
    measures
}

/// Practices that may not share a network because only practices that may cross a border lie between them: each with all those that
/// it may not meet. A network of two areas would reach from one to the other through such practices.
fn across(problem: &Problem) -> Vec<(usize, Vec<usize>)> {
    let Some(level) = problem.never_across() else {
        return Vec::new();
    };
    let crossable = &problem.resolved().crossable;
    let crosses = |i: usize| crossable.binary_search(&i).is_ok();
    let area = |i: usize| problem.practices()[i].area(level).map(|area| area.code);
    let mut meets: BTreeSet<(usize, usize)> = BTreeSet::new();
    for bridge in problem.graph().components_of(crossable) {
        let around = problem.graph().neighbours_of(&bridge);
        for (k, &i) in around.iter().enumerate().filter(|&(_, &i)| !crosses(i)) {
            let far = around[k + 1..]
                .iter()
                .filter(|&&j| !crosses(j) && area(i) != area(j));
            meets.extend(far.map(|&j| (i, j)));
        }
    }
    let mut by_first: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, j) in meets {
        by_first.entry(i).or_default().push(j);
    }
    by_first.into_iter().collect()
}
