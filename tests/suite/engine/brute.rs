//! The oracle: worth of a group and cheapest plan by the plainest means, from the file alone. It shares no code
//! with the library but the types of the file.

use locality::engine::instance::InstanceFile;

/// Violation, cost and hub site of a group, straight from the formula.
pub fn value(file: &InstanceFile, group: &[u32]) -> (i64, i64, Option<u32>) {
    let (mut violation, mut cost) = (0, file.fixed);
    let total = |values: &[i64]| group.iter().map(|&u| values[u as usize]).sum::<i64>();
    for measure in &file.measures {
        let sum = total(&measure.values);
        if let Some(band) = measure.band {
            if sum < band.least {
                violation += band.least - sum;
            } else if sum > band.most {
                violation += sum - band.most;
            }
        }
        if let Some(shape) = &measure.shape {
            cost += price(shape.points(), sum);
        }
    }
    for &(a, b, extra) in &file.pairs {
        if group.contains(&a) && group.contains(&b) {
            cost += extra;
        }
    }
    if file.sites.is_empty() {
        return (violation, cost, None);
    }
    let mut best: Option<(i64, u32)> = None;
    for (number, site) in file.sites.iter().enumerate() {
        if site.unit.is_some_and(|home| !group.contains(&home)) {
            continue;
        }
        let ways = group
            .iter()
            .map(|u| site.star.iter().find(|(v, _)| v == u).map(|&(_, way)| way));
        if let Some(sum) = ways.sum::<Option<i64>>()
            && best.is_none_or(|(least, _)| sum < least)
        {
            best = Some((sum, number as u32));
        }
    }
    match best {
        Some((sum, site)) => (violation, cost + sum, Some(site)),
        None => {
            let first = file.measures.first().map_or(1, |m| total(&m.values).max(1));
            (violation + first, cost, None)
        }
    }
}

/// The price on the straight line through the two points that the total lies between (or nearest to): the largest
/// whole number that is not above it, found by trying.
fn price(points: &[(i64, i64)], total: i64) -> i64 {
    let Some(&[mut from, mut to]) = points.first_chunk::<2>() else {
        return points[0].1;
    };
    for pair in points.windows(2) {
        if pair[0].0 < total {
            (from, to) = (pair[0], pair[1]);
        }
    }
    let run = to.0 - from.0;
    let exact = from.1 * run + (to.1 - from.1) * (total - from.0);
    let mut whole = exact / run - 2;
    while (whole + 1) * run <= exact {
        whole += 1;
    }
    whole
}

/// Whether the units hang together, by joining until nothing changes.
pub fn connected(file: &InstanceFile, group: &[u32]) -> bool {
    let mut piece: Vec<u32> = group.to_vec();
    loop {
        let before = piece.clone();
        for &(a, b) in &file.edges {
            let at = |u: u32| group.iter().position(|&v| v == u);
            if let (Some(a), Some(b)) = (at(a), at(b)) {
                let least = piece[a].min(piece[b]);
                (piece[a], piece[b]) = (least, least);
            }
        }
        if piece == before {
            return !group.is_empty() && piece.iter().all(|&p| p == piece[0]);
        }
    }
}

/// The units of a mask.
pub fn members(units: &[u32], mask: usize) -> Vec<u32> {
    let inside = units.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
    inside.map(|(_, &unit)| unit).collect()
}

/// What the cheapest division of these units into each number of allowed groups costs: every set partition is
/// built, one group after the other, the next always with the lowest unit left. `None`: there is no such division.
pub fn cheapest(file: &InstanceFile, units: &[u32]) -> Vec<Option<i64>> {
    let groups: Vec<Option<i64>> = (0..1_usize << units.len())
        .map(|mask| {
            let group = members(units, mask);
            let (violation, cost, _) = value(file, &group);
            (connected(file, &group) && violation == 0).then_some(cost)
        })
        .collect();
    let mut best = vec![None; units.len() + 1];
    divide(&groups, groups.len() - 1, 0, 0, &mut best);
    best
}

fn divide(groups: &[Option<i64>], free: usize, count: usize, cost: i64, best: &mut [Option<i64>]) {
    if free == 0 {
        best[count] = Some(best[count].map_or(cost, |least: i64| least.min(cost)));
        return;
    }
    let lowest = free & free.wrapping_neg();
    let others = free & !lowest;
    // All subsets of the others, from all of them down to none.
    let mut with = others;
    loop {
        if let Some(more) = groups[lowest | with] {
            divide(groups, others & !with, count + 1, cost + more, best);
        }
        if with == 0 {
            return;
        }
        with = (with - 1) & others;
    }
}

/// The cost of the cheapest plan; `None` where there is no plan.
pub fn optimum(file: &InstanceFile) -> Option<i64> {
    let units: Vec<u32> = (0..file.units.len() as u32).collect();
    let (least, most) = (file.groups.least as usize, file.groups.most as usize);
    let counts = cheapest(file, &units).into_iter().enumerate();
    counts
        .filter(|(count, _)| (least..=most).contains(count))
        .filter_map(|(_, cost)| cost)
        .min()
}

/// The cheapest plan, by the plainest dynamic programme over subsets: O(groups × 3^units), for some 15 units.
pub fn plan(file: &InstanceFile) -> Option<(i64, Vec<Vec<u32>>)> {
    let units: Vec<u32> = (0..file.units.len() as u32).collect();
    let all = (1_usize << units.len()) - 1;
    let worth = |mask: usize| {
        let group = members(&units, mask);
        let outside = file.measures.iter().any(|measure| {
            let sum: i64 = group.iter().map(|&u| measure.values[u as usize]).sum();
            measure
                .band
                .is_some_and(|band| sum < band.least || sum > band.most)
        });
        if outside || !connected(file, &group) {
            return None;
        }
        let (violation, cost, _) = value(file, &group);
        (violation == 0).then_some(cost)
    };
    let groups: Vec<Option<i64>> = (0..=all).map(worth).collect();
    // For each number of groups and each mask the cheapest division, and its group with the lowest unit.
    let mut table: Vec<Vec<Option<(i64, usize)>>> = vec![vec![None; all + 1]];
    table[0][0] = Some((0, 0));
    let (least, most) = (file.groups.least as usize, file.groups.most as usize);
    for count in 1..=most.min(units.len()) {
        let before = &table[count - 1];
        let cheapest = |mask: usize| {
            let lowest = mask & mask.wrapping_neg();
            let others = mask & !lowest;
            let mut best: Option<(i64, usize)> = None;
            let mut with = others;
            loop {
                if let (Some(cost), Some((rest, _))) = (groups[lowest | with], before[others & !with])
                    && best.is_none_or(|(least, _)| cost + rest < least)
                {
                    best = Some((cost + rest, lowest | with));
                }
                if with == 0 {
                    return best;
                }
                with = (with - 1) & others;
            }
        };
        let row = (0..=all).map(|mask| if mask == 0 { None } else { cheapest(mask) });
        let row = row.collect();
        table.push(row);
    }
    let counts = (least..table.len()).filter_map(|count| table[count][all].map(|(cost, _)| (cost, count)));
    let (cost, mut count) = counts.min()?;
    let (mut plan, mut left) = (Vec::new(), all);
    while let Some((_, group)) = table[count][left].filter(|_| left != 0) {
        plan.push(members(&units, group));
        left &= !group;
        count -= 1;
    }
    Some((cost, plan))
}
