//! What a certificate proves, by its definition: every subset of the units at every site.

use super::super::brute;
use locality::engine::bound::{Certificate, Cut, Decision, Leaf, Prices, Tree};
use locality::engine::instance::InstanceFile;

/// A group that is allowed at a site, with its cost there.
#[derive(Clone)]
pub struct Column {
    pub units: Vec<u32>,
    /// The site and the unit that it is.
    pub site: Option<u32>,
    pub home: Option<u32>,
    pub cost: i64,
    /// Whether the site is the group's hub.
    pub hub: bool,
}

/// All allowed groups, each at every site that may serve it.
pub fn columns(file: &InstanceFile) -> Vec<Column> {
    let all: Vec<u32> = (0..file.units.len() as u32).collect();
    let mut columns = Vec::new();
    for mask in 1..1_usize << all.len() {
        let units = brute::members(&all, mask);
        let (violation, cost, hub) = brute::value(file, &units);
        if violation > 0 || !brute::connected(file, &units) {
            continue;
        }
        let Some(hub) = hub else {
            columns.push(Column {
                units,
                site: None,
                home: None,
                cost,
                hub: true,
            });
            continue;
        };
        for (number, site) in file.sites.iter().enumerate() {
            // Only this site left: what the group costs there, if it serves the group.
            let mut alone = file.clone();
            alone.sites = vec![site.clone()];
            let (violation, cost, served) = brute::value(&alone, &units);
            if violation == 0 && served.is_some() {
                columns.push(Column {
                    units: units.clone(),
                    site: Some(number as u32),
                    home: site.unit,
                    cost,
                    hub: hub == number as u32,
                });
            }
        }
    }
    columns
}

fn steps(cut: &Cut, units: &[u32]) -> i128 {
    let inside = cut.weights.iter().filter(|(unit, _)| units.contains(unit));
    inside.map(|&(_, weight)| i128::from(weight)).sum::<i128>() / i128::from(cut.of)
}

/// What a group pays at a site.
pub fn paid(scale: i64, prices: &Prices, column: &Column) -> i128 {
    let units: i128 = column
        .units
        .iter()
        .map(|&u| i128::from(prices.units[u as usize]))
        .sum();
    let cuts = prices
        .cuts
        .iter()
        .map(|priced| i128::from(priced.price) * steps(&priced.cut, &column.units));
    i128::from(scale) * i128::from(column.cost) - units - i128::from(prices.group) + cuts.sum::<i128>()
}

fn range(file: &InstanceFile) -> (i128, i128) {
    let most = (file.groups.most as usize).min(file.units.len());
    (i128::from(file.groups.least), most as i128)
}

fn sum(file: &InstanceFile, prices: &Prices, (least, most): (i128, i128)) -> i128 {
    let all: Vec<u32> = (0..file.units.len() as u32).collect();
    let units: i128 = prices.units.iter().map(|&price| i128::from(price)).sum();
    let cuts = prices
        .cuts
        .iter()
        .map(|priced| i128::from(priced.price) * steps(&priced.cut, &all));
    let group = i128::from(prices.group);
    // As few groups as may be where a group pays, as many where it is paid. Where that is no number at all (five groups of four
    // units), there is no plan and any sum is right.
    let groups = if group > 0 { least } else { most };
    units + group * groups - cuts.sum::<i128>()
}

/// The least that the columns of a home pay, at most nought.
fn shortfall(scale: i64, prices: &Prices, columns: &[Column], home: Option<u32>) -> i128 {
    let there = columns.iter().filter(|column| column.home == home);
    there
        .map(|column| paid(scale, prices, column))
        .min()
        .unwrap_or(0)
        .min(0)
}

fn up(scaled: i128, scale: i64) -> i128 {
    let scale = i128::from(scale);
    scaled.div_euclid(scale) + i128::from(scaled.rem_euclid(scale) > 0)
}

/// The number that prices make over some columns, in units of 1 / scale.
fn number(file: &InstanceFile, scale: i64, prices: &Prices, columns: &[Column]) -> i128 {
    let short = |home| shortfall(scale, prices, columns, home);
    let units: i128 = (0..file.units.len() as u32).map(|unit| short(Some(unit))).sum();
    let range = range(file);
    sum(file, prices, range) + units + short(None) * range.1
}

/// What the certificate proves.
pub fn bound(file: &InstanceFile, certificate: &Certificate) -> i128 {
    let all = of_groups(
        file,
        certificate.scale,
        &certificate.root,
        certificate.tree.as_ref(),
    );
    let counts = certificate.counts.iter().map(|counted| {
        let mut file = file.clone();
        file.groups = counted.groups;
        of_groups(&file, certificate.scale, &counted.root, counted.tree.as_ref())
    });
    all.max(counts.min().unwrap_or(all))
}

/// What is proven of so many groups as the file allows.
fn of_groups(file: &InstanceFile, scale: i64, prices: &Prices, tree: Option<&Tree>) -> i128 {
    let columns = columns(file);
    let root = number(file, scale, prices, &columns);
    let Some(tree) = tree else {
        return up(root, scale);
    };
    let below = i128::from(tree.below);
    let may_be = |prices: &Prices, columns: &[Column], number: i128, column: &Column| {
        let rest = number - shortfall(scale, prices, columns, column.home);
        up(rest + paid(scale, prices, column), scale) < below
    };
    let mut remaining: Vec<Column> = columns.iter().filter(|column| column.hub).cloned().collect();
    remaining.retain(|column| may_be(prices, &columns, root, column));
    let mut least = i128::MIN;
    for prices in &tree.filters {
        let before = remaining.clone();
        let number = number(file, scale, prices, &before);
        least = least.max(up(number, scale));
        remaining.retain(|column| may_be(prices, &before, number, column));
    }
    let leaves = tree
        .leaves
        .iter()
        .map(|leaf| leaf_bound(file, scale, leaf, &remaining));
    let leaves = leaves.min().unwrap_or(i128::MAX);
    up(root, scale).max(least.max(leaves).min(below))
}

fn leaf_bound(file: &InstanceFile, scale: i64, leaf: &Leaf, remaining: &[Column]) -> i128 {
    let (mut least, mut most) = range(file);
    let mut open = Vec::new();
    let mut mine = remaining.to_vec();
    for decision in &leaf.decisions {
        match *decision {
            Decision::Together { a, b, yes } => mine.retain(|column| {
                let (a, b) = (column.units.contains(&a), column.units.contains(&b));
                if yes { a == b } else { !(a && b) }
            }),
            Decision::Open { site, yes: false } => mine.retain(|column| column.site != Some(site)),
            Decision::Open { site, yes: true } => {
                let home = file.sites[site as usize].unit;
                mine.retain(|column| {
                    column.site == Some(site) || !home.is_some_and(|home| column.units.contains(&home))
                });
                open.push(site);
            }
            Decision::AtLeast { groups, yes: true } => least = least.max(i128::from(groups)),
            Decision::AtLeast { groups, yes: false } => most = most.min(i128::from(groups) - 1),
        }
    }
    // No plan: as much as one likes.
    const NONE: i128 = i128::MAX;
    if least > most {
        return NONE;
    }
    let mut number = sum(file, &leaf.prices, (least, most));
    let mut closed = Vec::new();
    let mut free = most;
    open.sort_unstable();
    open.dedup();
    for site in open {
        let there = mine.iter().filter(|column| column.site == Some(site));
        let Some(paid) = there.map(|column| paid(scale, &leaf.prices, column)).min() else {
            return NONE;
        };
        number += paid;
        match file.sites[site as usize].unit {
            Some(home) => closed.push(home),
            None => free -= 1,
        }
    }
    if free < 0 {
        return NONE;
    }
    for home in (0..file.units.len() as u32).filter(|home| !closed.contains(home)) {
        number += shortfall(scale, &leaf.prices, &mine, Some(home));
    }
    up(number + shortfall(scale, &leaf.prices, &mine, None) * free, scale)
}
