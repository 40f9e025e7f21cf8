//! The leaves: what is proven of the plans that cost less than a known one.

use super::fault::CertificateFault;
use super::homes::{Home, Shortfalls, Start, starts};
use super::priced::Priced;
use crate::engine::bound::{Decision, Leaf, Tree};
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most groups that are kept: some 100 bytes each.
const MOST: usize = 5_000_000;

/// A group that may be in a plan which costs less than the known one.
struct Group {
    units: Box<[u32]>,
    cost: i64,
    home: Home,
    site: Option<u32>,
}

/// The least that any plan costs with the numbers of groups that the root speaks of, as far as filters and leaves prove it; at most `below`. `root` is the root's number, in units of
/// 1 / scale. O((filters + leaves) × groups that are left), plus the look for these.
pub(super) fn prove(
    tree: &Tree,
    priced: &Priced<'_>,
    shortfalls: &Shortfalls,
    root: i128,
) -> Result<i64, CertificateFault> {
    let (instance, numbers, scale) = (priced.instance, priced.groups, priced.scale);
    let mut groups = remaining(priced, tree.below, shortfalls, root)?;
    let mut bound = i64::MIN;
    for prices in &tree.filters {
        bound = bound.max(filter(
            &Priced::of_costs(instance, numbers, scale, prices),
            tree.below,
            &mut groups,
        ));
    }
    let leaves = tree.leaves.par_iter();
    let bounds: Vec<i64> = leaves
        .map(|leaf| leaf_bound(priced, leaf, &groups).unwrap_or(i64::MAX))
        .collect();
    let least = bounds.into_iter().min().unwrap_or(i64::MAX);
    Ok(tree.below.min(bound.max(least)))
}

/// Every group that may be in a plan that costs less than `below`, with its hub.
fn remaining(
    priced: &Priced<'_>,
    below: i64,
    shortfalls: &Shortfalls,
    root: i128,
) -> Result<Vec<Group>, CertificateFault> {
    let count = AtomicUsize::new(0);
    let too_many = || CertificateFault::TooManyGroups { most: MOST, below };
    let around = |start: Start| -> Result<Vec<Group>, CertificateFault> {
        let mut groups = Vec::new();
        let ceiling = shortfalls.ceiling(start.home, root, below, priced.scale);
        let Some(look) = start.look(priced, ceiling) else {
            return Ok(groups);
        };
        look.run(ceiling, |units, _| {
            let mut units: Box<[u32]> = units.into();
            units.sort_unstable();
            let value = priced.instance.value(&units);
            // The same units are also met around the sites that are not their hub.
            if value.site == start.site {
                if count.fetch_add(1, Ordering::Relaxed) >= MOST {
                    return Err(too_many());
                }
                groups.push(Group {
                    units,
                    cost: value.cost,
                    home: start.home,
                    site: value.site,
                });
            }
            Ok(ceiling)
        })?;
        Ok(groups)
    };
    let found: Result<Vec<Vec<Group>>, CertificateFault> =
        starts(priced.instance).into_par_iter().map(around).collect();
    Ok(found?.into_iter().flatten().collect())
}

/// Leaves out the groups that are in no plan that costs less than `below`, by these prices; returns what no such plan costs less than.
fn filter(priced: &Priced<'_>, below: i64, groups: &mut Vec<Group>) -> i64 {
    let weights = || vec![0; priced.charges.len()];
    let paid = |weights: &mut Vec<i64>, group: &Group| {
        priced.uncharged(&group.units, group.cost) + priced.charges_of(&group.units, weights)
    };
    let paid: Vec<i64> = groups.par_iter().map_init(weights, paid).collect();
    let homes = groups.iter().map(|group| group.home);
    let shortfalls = Shortfalls::among(priced.instance, homes.zip(paid.iter().copied()));
    let number = priced.sum(priced.groups) + shortfalls.sum(priced.groups.1);
    let mut paid = paid.into_iter();
    groups.retain(|group| {
        let ceiling = shortfalls.ceiling(group.home, number, below, priced.scale);
        paid.next().is_none_or(|paid| paid < ceiling)
    });
    super::whole(number, priced.scale)
}

/// What no plan of the leaf that costs less than the known one costs less than; `None` where there is no such plan.
fn leaf_bound(root: &Priced<'_>, leaf: &Leaf, groups: &[Group]) -> Option<i64> {
    let (instance, scale) = (root.instance, root.scale);
    let decided = Decided::of(root, leaf);
    if decided.least > decided.most {
        return None;
    }
    let numbers = (decided.least, decided.most);
    let priced = Priced::of_costs(instance, numbers, scale, &leaf.prices);
    let mut weights = vec![0; priced.charges.len()];
    // By how much groups pay too little in each home, the free one last, and the least that one pays at each open site.
    let mut short = vec![0; instance.len() + 1];
    let mut at_open = vec![None; decided.open.len()];
    for group in groups {
        let open = decided.open.iter().position(|&site| group.site == Some(site));
        let short = &mut short[group.home.map_or(instance.len(), |unit| unit as usize)];
        let uncharged = priced.uncharged(&group.units, group.cost);
        // Cuts only add to what a group pays.
        if (uncharged >= *short && open.is_none()) || !decided.allows(group) {
            continue;
        }
        let paid = uncharged + priced.charges_of(&group.units, &mut weights);
        *short = paid.min(*short);
        if let Some(least) = open.and_then(|at| at_open.get_mut(at)) {
            *least = Some(least.map_or(paid, |least: i64| least.min(paid)));
        }
    }
    let mut sum = priced.sum(numbers);
    let mut free = decided.most;
    for (&site, least) in decided.open.iter().zip(at_open) {
        // Some group has its hub here and pays the least of them, or more; without one there is no plan.
        sum += i128::from(least?);
        match instance.file().sites[site as usize].unit {
            Some(unit) => short[unit as usize] = 0,
            None => free = free.checked_sub(1)?,
        }
    }
    let (at_units, at_free) = short.split_at(instance.len());
    sum += at_units.iter().map(|&short| i128::from(short)).sum::<i128>();
    sum += at_free.iter().map(|&short| i128::from(short)).sum::<i128>() * free as i128;
    Some(super::whole(sum, scale))
}

/// What a leaf's decisions say of groups.
struct Decided {
    together: Vec<(u32, u32)>,
    apart: Vec<(u32, u32)>,
    open: Vec<u32>,
    /// The units that open sites are, with the site: whoever holds the unit has its hub there.
    homes: Vec<(u32, u32)>,
    shut: Vec<u32>,
    least: usize,
    most: usize,
}

impl Decided {
    fn of(root: &Priced<'_>, leaf: &Leaf) -> Self {
        let (instance, (least, most)) = (root.instance, root.groups);
        let mut decided = Self {
            together: Vec::new(),
            apart: Vec::new(),
            open: Vec::new(),
            homes: Vec::new(),
            shut: Vec::new(),
            least,
            most,
        };
        for &decision in &leaf.decisions {
            match decision {
                Decision::Together { a, b, yes: true } => decided.together.push((a, b)),
                Decision::Together { a, b, yes: false } => decided.apart.push((a, b)),
                Decision::Open { site, yes: true } => decided.open.push(site),
                Decision::Open { site, yes: false } => decided.shut.push(site),
                Decision::AtLeast { groups, yes: true } => decided.least = decided.least.max(groups as usize),
                // Fewer than none is nothing that can be: the leaf has no plan then.
                Decision::AtLeast { groups, yes: false } => {
                    decided.most = decided.most.min((groups as usize).saturating_sub(1));
                }
            }
        }
        decided.open.sort_unstable();
        decided.open.dedup();
        let sites = decided.open.iter();
        let homes = sites.filter_map(|&site| Some((instance.file().sites[site as usize].unit?, site)));
        decided.homes = homes.collect();
        decided
    }

    fn allows(&self, group: &Group) -> bool {
        let holds = |unit: u32| group.units.binary_search(&unit).is_ok();
        self.together.iter().all(|&(a, b)| holds(a) == holds(b))
            && !self.apart.iter().any(|&(a, b)| holds(a) && holds(b))
            && group.site.is_none_or(|site| !self.shut.contains(&site))
            && self
                .homes
                .iter()
                .all(|&(home, site)| !holds(home) || group.site == Some(site))
    }
}
