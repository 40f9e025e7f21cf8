//! Whether a certificate is one at all: its numbers, its cuts, its decisions.

use super::fault::{CertificateFault, Place};
use crate::engine::bound::{Certificate, Counted, Cut, Decision, Leaf, Prices, Tree};
use crate::engine::instance::{GroupsFile, Instance, Shape};
use std::collections::BTreeSet;

/// No sum of scaled costs and prices passes this, so that the search may add in 64 bits without a look.
const LARGEST: i128 = 1 << 60;

/// Checks everything that can be checked without looking at groups. O(size of the certificate × log).
pub(super) fn check(instance: &Instance, certificate: &Certificate) -> Result<(), CertificateFault> {
    if certificate.scale < 1 {
        return Err(CertificateFault::Scale {
            scale: certificate.scale,
        });
    }
    let costs = i128::from(certificate.scale) * largest_cost(instance);
    check_proof(instance, &certificate.root, certificate.tree.as_ref(), costs)?;
    for (count, counted) in certificate.counts.iter().enumerate() {
        check_proof(instance, &counted.root, counted.tree.as_ref(), costs)
            .map_err(|fault| fault.in_count(count))?;
    }
    all_counts(instance, &certificate.counts)
}

/// Whether the numbers of groups, where there are any, follow each other from the least to the most that there may be.
fn all_counts(instance: &Instance, counts: &[Counted]) -> Result<(), CertificateFault> {
    let (mut begin, end) = instance.groups();
    for (count, counted) in counts.iter().enumerate() {
        let GroupsFile { least, most } = counted.groups;
        let is_last = count + 1 == counts.len();
        if least as usize != begin || most < least || (is_last && most as usize != end) {
            return Err(CertificateFault::Counts {
                count,
                least,
                most,
                begin,
                end,
            });
        }
        begin = most as usize + 1;
    }
    Ok(())
}

fn check_proof(
    instance: &Instance,
    root: &Prices,
    tree: Option<&Tree>,
    costs: i128,
) -> Result<(), CertificateFault> {
    check_prices(instance, root, costs, Place::Root)?;
    let Some(tree) = tree else {
        return Ok(());
    };
    for (number, prices) in tree.filters.iter().enumerate() {
        check_prices(instance, prices, costs, Place::Filter(number))?;
    }
    for (number, leaf) in tree.leaves.iter().enumerate() {
        check_prices(instance, &leaf.prices, costs, Place::Leaf(number))?;
        check_decisions(instance, leaf, number)?;
    }
    complete(&tree.leaves)
}

/// No group costs more than this in size, at any site, nor does any part of its cost.
fn largest_cost(instance: &Instance) -> i128 {
    let size = |cost: i64| i128::from(cost).abs();
    let file = instance.file();
    let star = |site: &crate::engine::instance::SiteFile| site.star.iter().map(|&(_, cost)| size(cost)).sum();
    let stars: i128 = file.sites.iter().map(star).max().unwrap_or(0);
    let pairs: i128 = file.pairs.iter().map(|&(_, _, cost)| size(cost)).sum();
    let shapes = file.measures.iter().filter_map(|measure| {
        let sum = |sign: i64| measure.values.iter().filter(|&&v| v * sign > 0).sum::<i64>();
        measure
            .shape
            .as_ref()
            .map(|shape| largest_price(shape, sum(-1), sum(1)))
    });
    size(file.fixed) + stars + pairs + shapes.sum::<i128>()
}

/// No total in this range has a price above this in size: on a broken line the ends and the corners are the worst.
fn largest_price(shape: &Shape, from: i64, to: i64) -> i128 {
    let corners = shape.points().iter().map(|&(total, _)| total.clamp(from, to));
    let prices = corners.chain([from, to]).map(|total| shape.price(total));
    prices.map(|price| i128::from(price).abs()).max().unwrap_or(0)
}

fn check_prices(
    instance: &Instance,
    prices: &Prices,
    costs: i128,
    place: Place,
) -> Result<(), CertificateFault> {
    if prices.units.len() != instance.len() {
        return Err(CertificateFault::Units {
            place,
            prices: prices.units.len(),
            units: instance.len(),
        });
    }
    let mut sum = costs + i128::from(prices.group).abs();
    sum += prices
        .units
        .iter()
        .map(|&price| i128::from(price).abs())
        .sum::<i128>();
    for (number, priced) in prices.cuts.iter().enumerate() {
        if priced.price < 1 {
            return Err(CertificateFault::CutPrice {
                place,
                cut: number,
                price: priced.price,
            });
        }
        check_cut(instance, &priced.cut, number, place)?;
        // What a group is charged, or would be by a part of a step.
        sum += i128::from(priced.price) * i128::from(priced.cut.most() + 1);
    }
    if sum >= LARGEST {
        return Err(CertificateFault::TooLarge { place, sum });
    }
    Ok(())
}

fn check_cut(instance: &Instance, cut: &Cut, number: usize, place: Place) -> Result<(), CertificateFault> {
    if cut.of < 2 {
        return Err(CertificateFault::CutStep {
            place,
            cut: number,
            of: cut.of,
        });
    }
    if cut.weights.is_empty() {
        return Err(CertificateFault::CutEmpty { place, cut: number });
    }
    for &(unit, weight) in &cut.weights {
        if unit as usize >= instance.len() {
            return Err(CertificateFault::CutUnit {
                place,
                cut: number,
                unit,
                units: instance.len(),
            });
        }
        if weight < 1 || weight >= cut.of {
            return Err(CertificateFault::CutWeight {
                place,
                cut: number,
                unit,
                weight,
                of: cut.of,
            });
        }
    }
    match cut.weights.windows(2).find(|two| two[0].0 >= two[1].0) {
        None => Ok(()),
        Some(two) => Err(CertificateFault::CutOrder {
            place,
            cut: number,
            unit: two[1].0,
        }),
    }
}

/// Every decision names what exists, and no later one answers what earlier ones have answered otherwise.
fn check_decisions(instance: &Instance, leaf: &Leaf, number: usize) -> Result<(), CertificateFault> {
    let (units, sites) = (instance.len(), instance.file().sites.len());
    let mut taken = BTreeSet::new();
    let (mut least, mut most) = (0, u32::MAX);
    for (at, &decision) in leaf.decisions.iter().enumerate() {
        match decision {
            Decision::Together { a, b, .. } if a >= b || b as usize >= units => {
                return Err(CertificateFault::DecidedUnits {
                    leaf: number,
                    a,
                    b,
                    units,
                });
            }
            Decision::Open { site, .. } if site as usize >= sites => {
                return Err(CertificateFault::DecidedSite {
                    leaf: number,
                    site,
                    sites,
                });
            }
            Decision::AtLeast { groups, yes: true } => least = least.max(groups),
            Decision::AtLeast { groups, yes: false } => most = most.min(groups.saturating_sub(1)),
            _ => {}
        }
        if taken.contains(&decision.other()) || least > most {
            return Err(CertificateFault::Contradiction {
                leaf: number,
                decision: at,
            });
        }
        taken.insert(decision);
    }
    Ok(())
}

/// Whether the leaves divide all plans: a single one that asks nothing more holds them all; otherwise all must ask the same
/// question next, and both halves must be divided by the leaves that answer yes and no.
fn complete(leaves: &[Leaf]) -> Result<(), CertificateFault> {
    let mut parts: Vec<(Vec<&Leaf>, usize)> = vec![(leaves.iter().collect(), 0)];
    while let Some((part, depth)) = parts.pop() {
        let first = part.first().map(|leaf| leaf.decisions.get(depth).copied());
        let (half, other) = match first {
            Some(None) if part.len() == 1 => continue,
            Some(Some(question)) => {
                let answered = |answer| -> Vec<&Leaf> {
                    let mine = |leaf: &&&Leaf| leaf.decisions.get(depth) == Some(&answer);
                    part.iter().filter(mine).copied().collect()
                };
                (answered(question), answered(question.other()))
            }
            _ => (Vec::new(), Vec::new()),
        };
        if half.is_empty() || other.is_empty() || half.len() + other.len() < part.len() {
            return Err(CertificateFault::Leaves {
                leaves: part.len(),
                decisions: depth,
            });
        }
        parts.push((half, depth + 1));
        parts.push((other, depth + 1));
    }
    Ok(())
}
