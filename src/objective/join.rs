//! The terms, weighted and joined, on top of the rules.

use super::costs::scaled;
use super::task::Part;
use crate::engine::instance::{InstanceFile, MeasureFile, SiteFile};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Adds the costs of all terms to the instance of the rules. O(stars + pairs × log).
pub(super) fn join(problem: &Problem, parts: &[Part], file: &mut InstanceFile) {
    let mut each = vec![0_i64; file.units.len()];
    let mut pairs: BTreeMap<(u32, u32), i64> = BTreeMap::new();
    let mut sites: Option<Vec<SiteFile>> = None;
    for Part { costs, factor, .. } in parts {
        let scale = |cost: i64| factor.times(cost);
        file.fixed = file.fixed.saturating_add(scale(costs.fixed));
        for (unit, &cost) in costs.each.iter().enumerate() {
            each[unit] = each[unit].saturating_add(scale(cost));
        }
        for &(a, b, cost) in &costs.pairs {
            let sum = pairs.entry((a.min(b), a.max(b))).or_default();
            *sum = sum.saturating_add(scale(cost));
        }
        file.measures
            .extend(costs.measures.iter().map(|measure| MeasureFile {
                shape: measure.shape.as_ref().map(|shape| scaled(shape, scale)),
                ..measure.clone()
            }));
        if !costs.sites.is_empty() {
            let mut mine = costs.sites.clone();
            for (_, cost) in mine.iter_mut().flat_map(|site| &mut site.star) {
                *cost = scale(*cost);
            }
            sites = Some(match sites {
                None => mine,
                Some(before) => common(before, mine),
            });
        }
    }
    file.pairs = pairs
        .into_iter()
        .filter(|&(_, cost)| cost != 0)
        .map(|((a, b), cost)| (a, b, cost))
        .collect();
    file.sites = allowed(problem, sites);
    if each.iter().any(|&cost| cost != 0) {
        if file.sites.is_empty() {
            // A place without a hub, which serves everybody: what each unit costs has to stand in some star.
            file.sites.push(SiteFile {
                name: "anywhere".to_owned(),
                unit: None,
                star: (0..each.len() as u32).map(|unit| (unit, 0)).collect(),
            });
        }
        for (unit, cost) in file.sites.iter_mut().flat_map(|site| &mut site.star) {
            *cost = cost.saturating_add(each[*unit as usize]);
        }
    }
}

/// The sites that both name, serving the units that both serve, at the sum of both costs.
fn common(one: Vec<SiteFile>, other: Vec<SiteFile>) -> Vec<SiteFile> {
    let by_unit: BTreeMap<Option<u32>, &SiteFile> = other.iter().map(|site| (site.unit, site)).collect();
    let mut sites = Vec::new();
    for mut site in one {
        let Some(twin) = by_unit.get(&site.unit) else {
            continue;
        };
        let costs: BTreeMap<u32, i64> = twin.star.iter().copied().collect();
        site.star = site
            .star
            .iter()
            .filter_map(|&(unit, cost)| Some((unit, cost.saturating_add(*costs.get(&unit)?))))
            .collect();
        sites.push(site);
    }
    sites
}

/// The sites that the rules allow, with the units that they may serve. Where a rule is about hubs and no term is, every practice
/// is a site at no cost.
fn allowed(problem: &Problem, sites: Option<Vec<SiteFile>>) -> Vec<SiteFile> {
    let rules = problem.rules();
    let ruled = rules.hub_sites.is_some() || rules.greatest_travel.is_some();
    let units = problem.grouped();
    let free = |unit: u32| SiteFile {
        name: problem.practices()[units[unit as usize]].code.to_string(),
        unit: Some(unit),
        star: (0..units.len() as u32).map(|unit| (unit, 0)).collect(),
    };
    let mut sites = match sites {
        Some(sites) => sites,
        None if ruled => (0..units.len() as u32).map(free).collect(),
        None => return Vec::new(),
    };
    let resolved = problem.resolved();
    sites.retain(|site| {
        site.unit
            .is_none_or(|unit| resolved.may_be_hub(units[unit as usize]))
    });
    if let Some(rule) = &rules.greatest_travel {
        for site in &mut sites {
            let Some(hub) = site.unit.map(|unit| units[unit as usize]) else {
                continue;
            };
            let near = |unit: u32| problem.travel().between(units[unit as usize], hub) <= rule.most;
            site.star.retain(|&(unit, _)| near(unit));
        }
    }
    sites
}
