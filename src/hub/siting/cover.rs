//! Covering: everybody within a limit with few hubs, or as many as possible with so many.

use super::search::{Goal, search};
use super::stars::Stars;
use super::{Sited, Siting, Work};
use crate::fault::{Fault, FaultCode, Faults};
use std::collections::BTreeMap;

/// Whether so many sites cover every place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Covers {
    /// These do.
    Yes(Vec<usize>),
    /// None do: proven.
    No,
    /// The work ended before that was known.
    Unknown,
}

impl Siting {
    /// The sites for so many hubs with the least weight beyond the limit: the maximal covering problem (R. Church and C. ReVelle, Papers of the
    /// Regional Science Association 32 (1974) 101-118). A place is reached where its way is the limit or less.
    ///
    /// Cost and bound are weights that are not reached. Places that the same sites reach count as one.
    ///
    /// # Errors
    /// `H004` where there cannot be so many hubs.
    pub fn reach(&self, hubs: usize, within: u64, work: Work) -> Result<Sited, Faults> {
        self.check_hubs(hubs)?;
        let mut alike: BTreeMap<Vec<bool>, u64> = BTreeMap::new();
        for (place, &weight) in self.weights.iter().enumerate() {
            *alike.entry(self.reached_from(place, within)).or_default() += weight;
        }
        let rows: Vec<(Vec<bool>, u64)> = alike.into_iter().collect();
        let stars = Stars::new(
            rows.len(),
            self.sites,
            |i, j| if rows[i].0[j] { 0 } else { rows[i].1 },
        );
        let best = search(&stars, Goal::best(hubs), work);
        Ok(self.sited(best.sites, best.cost as u64, best.bound.max(0) as u64))
    }

    /// The fewest sites with every place within the limit: location set covering (C. Toregas, R. Swain, C. ReVelle and L. Bergman, Operations
    /// Research 19 (1971) 1363-1373).
    ///
    /// Cost and bound are numbers of sites: one fewer is asked for until that is proven to be too few.
    ///
    /// # Errors
    /// `H007` for each place that no site reaches.
    pub fn cover(&self, within: u64, work: Work) -> Result<Sited, Faults> {
        self.check_reach(within)?;
        let mut best: Vec<usize> = self.few(within);
        // Fewer than `proven` are too few; whether `unknown` are was not found out.
        let mut proven = apart(&hardest(self.rows(within)), self.sites);
        let mut unknown = best.len();
        while proven < unknown {
            match self.covers(best.len() - 1, within, work) {
                Covers::Yes(sites) => (best, unknown) = (sites.clone(), sites.len()),
                Covers::No => proven = best.len(),
                Covers::Unknown => {
                    unknown = best.len() - 1;
                    break;
                }
            }
        }
        // One fewer is the hardest to refute; the bound is what can be refuted with a part of the work.
        while proven < unknown {
            let middle = usize::midpoint(proven, unknown);
            match self.covers(middle, within, Work(work.0 / 8)) {
                Covers::Yes(sites) => (best, unknown) = (sites.clone(), sites.len()),
                Covers::No => proven = middle + 1,
                Covers::Unknown => unknown = middle,
            }
        }
        let bound = proven.min(best.len());
        let cost = best.len() as u64;
        Ok(self.sited(best, cost, bound as u64))
    }

    /// Whether every place has a site within the limit.
    pub(super) fn check_reach(&self, within: u64) -> Result<(), Faults> {
        let beyond = (0..self.places()).filter(|&i| (0..self.sites).all(|j| self.way(i, j) > within));
        let fault = |i: usize| {
            let least = (0..self.sites).map(|j| self.way(i, j)).min().unwrap_or(0);
            Fault::new(
                FaultCode::BeyondReach,
                format!("place {i} is {least} from the nearest site, the limit is {within}"),
            )
        };
        Faults::none_or(beyond.map(fault).collect())
    }

    /// Whether so many sites have every place within the limit.
    ///
    /// Places whose sites include all those of another come along with it, sites that reach no more than another are not needed; the rest is
    /// a median of noughts and ones, in which only a cost of nought is of interest.
    pub(super) fn covers(&self, hubs: usize, within: u64, work: Work) -> Covers {
        let mut rows = self.rows(within);
        loop {
            let before: usize = rows.iter().map(Vec::len).sum();
            rows = hardest(rows);
            rows = without(&rows, self.sites);
            if rows.iter().map(Vec::len).sum::<usize>() == before {
                break;
            }
        }
        if rows.iter().any(Vec::is_empty) || apart(&rows, self.sites) > hubs {
            return Covers::No;
        }
        let mut sites: Vec<usize> = rows.concat();
        sites.sort_unstable();
        sites.dedup();
        if sites.len() <= hubs {
            return Covers::Yes(sites);
        }
        let reached = |i: usize, j: usize| rows[i].binary_search(&sites[j]).is_ok();
        let stars = Stars::new(rows.len(), sites.len(), |i, j| u64::from(!reached(i, j)));
        let best = search(
            &stars,
            Goal {
                hubs,
                below: 1,
                enough: 0,
            },
            work,
        );
        match best.cost {
            0 => Covers::Yes(best.sites.iter().map(|&j| sites[j]).collect()),
            _ if best.bound >= 1 => Covers::No,
            _ => Covers::Unknown,
        }
    }

    fn reached_from(&self, place: usize, within: u64) -> Vec<bool> {
        (0..self.sites)
            .map(|site| self.way(place, site) <= within)
            .collect()
    }

    /// Sites that cover every place, each the one that covers most of what is left.
    fn few(&self, within: u64) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.places()).collect();
        let mut sites = Vec::new();
        while !left.is_empty() {
            let more = |site: usize| {
                left.iter()
                    .filter(|&&place| self.way(place, site) <= within)
                    .count()
            };
            let Some(next) = (0..self.sites).max_by_key(|&j| (more(j), std::cmp::Reverse(j))) else {
                break;
            };
            left.retain(|&place| self.way(place, next) > within);
            sites.push(next);
        }
        sites
    }

    /// For each place the sites within the limit, ascending.
    fn rows(&self, within: u64) -> Vec<Vec<usize>> {
        let row = |place: usize| {
            (0..self.sites)
                .filter(|&site| self.way(place, site) <= within)
                .collect()
        };
        (0..self.places()).map(row).collect()
    }
}

/// How many rows have no site in common, those with few sites taken first: each needs a site of its own.
fn apart(rows: &[Vec<usize>], sites: usize) -> usize {
    let mut taken = vec![false; sites];
    let mut count = 0;
    for row in rows {
        if !row.iter().any(|&site| taken[site]) {
            row.iter().for_each(|&site| taken[site] = true);
            count += 1;
        }
    }
    count
}

/// The rows that no other row is a part of: whoever serves the part serves the whole. Rows are ascending lists of sites.
fn hardest(mut rows: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    rows.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    rows.dedup();
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for row in rows {
        if !kept.iter().any(|part| is_part(part, &row)) {
            kept.push(row);
        }
    }
    kept
}

/// The rows without the sites that reach no more of them than another site does; of equals the first stays.
fn without(rows: &[Vec<usize>], sites: usize) -> Vec<Vec<usize>> {
    let mut reach: Vec<Vec<usize>> = vec![Vec::new(); sites];
    for (i, row) in rows.iter().enumerate() {
        row.iter().for_each(|&site| reach[site].push(i));
    }
    let dominated = |j: usize| {
        let more = |k: usize| {
            let (mine, others) = (&reach[j], &reach[k]);
            is_part(mine, others) && (mine.len() < others.len() || k < j)
        };
        // Only sites that share its first row can reach all that it reaches.
        let first = reach[j].first().and_then(|&i| rows.get(i));
        first.is_some_and(|row| row.iter().any(|&k| k != j && more(k)))
    };
    let gone: Vec<bool> = (0..sites).map(dominated).collect();
    rows.iter()
        .map(|row| row.iter().copied().filter(|&j| !gone[j]).collect())
        .collect()
}

/// Whether all of the ascending list `part` is in the ascending list `whole`.
fn is_part(part: &[usize], whole: &[usize]) -> bool {
    part.len() <= whole.len() && part.iter().all(|item| whole.binary_search(item).is_ok())
}
