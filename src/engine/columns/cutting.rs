//! Subset-row cuts: rounding down some rows of the set partition together.
//!
//! Of three units, at most one group can hold two or more (M. Jepsen, B. Petersen, S. Spoorendonk and D. Pisinger, Subset-row
//! inequalities applied to the vehicle-routing problem with time windows, Operations Research 56 (2008)); likewise with other weights on
//! four and five units (D. Pecin, A. Pessoa, M. Poggi, E. Uchoa and H. Santos, Limited memory rank-1 cuts for vehicle routing problems,
//! Operations Research Letters 45 (2017)).

use super::pool::Column;
use crate::engine::bound::Cut;
use std::collections::{BTreeMap, BTreeSet};

/// A cut is worth adding when it is broken by this much.
const BROKEN: f64 = 0.02;

/// The cuts that these columns, taken so far, break most: at most `most`, and at most `each` for a unit.
pub(super) fn broken(
    n: usize,
    columns: &[Column],
    taken: &[f64],
    known: &[Cut],
    most: usize,
    each: usize,
) -> Vec<Cut> {
    let part: Vec<(&Column, f64)> = columns
        .iter()
        .zip(taken.iter().copied())
        .filter(|&(_, x)| x > 1e-4)
        .collect();
    let known: BTreeSet<&Cut> = known.iter().collect();
    let mut holding = vec![Vec::new(); n];
    for (number, (column, _)) in part.iter().enumerate() {
        for &unit in &column.units {
            holding[unit as usize].push(number as u32);
        }
    }
    let mut found: Vec<(f64, Cut)> = Vec::new();
    let mut together: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for (column, x) in &part {
        for (at, &a) in column.units.iter().enumerate() {
            for &b in &column.units[at + 1..] {
                *together.entry((a, b)).or_default() += x;
            }
        }
    }
    let mut near: Vec<Vec<(u32, f64)>> = vec![Vec::new(); n];
    for (&(a, b), &x) in &together {
        near[a as usize].push((b, x));
        near[b as usize].push((a, x));
    }
    let mut sets: BTreeSet<Vec<u32>> = BTreeSet::new();
    for a in 0..n as u32 {
        for &(b, x_ab) in &near[a as usize] {
            if b < a || x_ab > 0.999 {
                continue;
            }
            for &(c, x_ac) in &near[a as usize] {
                if c <= b {
                    continue;
                }
                let x_bc = together.get(&(b, c)).copied().unwrap_or(0.0);
                if x_ab + x_ac + x_bc > 1.0 + BROKEN {
                    sets.insert(vec![a, b, c]);
                }
            }
        }
    }
    let triples_only = std::env::var("T").is_ok();
    let mut grown: BTreeSet<(Vec<u32>, usize)> = BTreeSet::new();
    for set in &sets {
        if let Some((by, cut)) = measure(set, &[1, 1, 1], 2, &part, &holding)
            && by > BROKEN
        {
            found.push((by, cut));
        }
        if triples_only {
            continue;
        }
        // Two more units that make it worse: five rows halved, or one of the mixed weights.
        let around: BTreeSet<u32> = set
            .iter()
            .flat_map(|&u| near[u as usize].iter().map(|&(v, _)| v))
            .filter(|v| !set.contains(v))
            .collect();
        let mut best: Option<(f64, u32)> = None;
        for &d in &around {
            let x: f64 = set
                .iter()
                .map(|&u| together.get(&(u.min(d), u.max(d))).copied().unwrap_or(0.0))
                .sum();
            if best.is_none_or(|(most, _)| x > most) {
                best = Some((x, d));
            }
        }
        if let Some((_, d)) = best {
            let mut four = set.clone();
            four.push(d);
            four.sort_unstable();
            grown.insert((four, 4));
        }
    }
    let fours: Vec<Vec<u32>> = grown.iter().map(|(set, _)| set.clone()).collect();
    let mut fives: BTreeSet<Vec<u32>> = BTreeSet::new();
    for four in &fours {
        for heavy in 0..4 {
            let mut weights = [1_u32; 4];
            weights[heavy] = 2;
            if let Some((by, cut)) = measure(four, &weights, 3, &part, &holding)
                && by > BROKEN
            {
                found.push((by, cut));
            }
        }
        let around: BTreeSet<u32> = four
            .iter()
            .flat_map(|&u| near[u as usize].iter().map(|&(v, _)| v))
            .filter(|v| !four.contains(v))
            .collect();
        let mut best: Vec<(f64, u32)> = around
            .iter()
            .map(|&d| {
                let x: f64 = four
                    .iter()
                    .map(|&u| together.get(&(u.min(d), u.max(d))).copied().unwrap_or(0.0))
                    .sum();
                (x, d)
            })
            .collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(_, d) in best.iter().take(3) {
            let mut five = four.clone();
            five.push(d);
            five.sort_unstable();
            fives.insert(five);
        }
    }
    for five in &fives {
        let mut kinds: Vec<([u32; 5], u32)> = vec![([1; 5], 2), ([1; 5], 3)];
        for heavy in 0..5 {
            let mut weights = [1_u32; 5];
            weights[heavy] = 3;
            kinds.push((weights, 4));
            for second in heavy + 1..5 {
                let mut weights = [1_u32; 5];
                weights[heavy] = 2;
                weights[second] = 2;
                kinds.push((weights, 5));
            }
        }
        for (weights, of) in kinds {
            if let Some((by, cut)) = measure(five, &weights, of, &part, &holding)
                && by > BROKEN
            {
                found.push((by, cut));
            }
        }
    }
    found.retain(|(_, cut)| !known.contains(cut));
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut uses = vec![0_usize; n];
    let mut chosen: Vec<Cut> = Vec::new();
    for (_, cut) in found {
        if chosen.len() == most {
            break;
        }
        if cut.weights.iter().all(|&(u, _)| uses[u as usize] < each) && !chosen.contains(&cut) {
            cut.weights.iter().for_each(|&(u, _)| uses[u as usize] += 1);
            chosen.push(cut);
        }
    }
    chosen
}

/// By how much the columns break this cut, measured as far as it cuts: divided by the length of its left side.
fn measure(
    set: &[u32],
    weights: &[u32],
    of: u32,
    part: &[(&Column, f64)],
    holding: &[Vec<u32>],
) -> Option<(f64, Cut)> {
    let cut = Cut {
        weights: set.iter().copied().zip(weights.iter().copied()).collect(),
        of,
    };
    let mut touched: Vec<(u32, u32)> = Vec::new();
    for &(unit, weight) in &cut.weights {
        touched.extend(holding[unit as usize].iter().map(|&column| (column, weight)));
    }
    touched.sort_unstable();
    let mut left = 0.0;
    for same in touched.chunk_by(|a, b| a.0 == b.0) {
        let sum: u32 = same.iter().map(|&(_, weight)| weight).sum();
        left += f64::from(sum / of) * part[same[0].0 as usize].1;
    }
    let by = left - cut.most() as f64;
    (by > 0.0).then_some((by, cut))
}
