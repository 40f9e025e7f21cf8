//! Good sites, one exchanged for another as long as that helps.

use super::stars::Stars;

/// Sites taken one after the other, each the one that helps most. O(hubs × places × sites).
pub(super) fn greedy(stars: &Stars, hubs: usize) -> Vec<usize> {
    let mut sites: Vec<usize> = Vec::with_capacity(hubs);
    let mut nearest = vec![i64::MAX; stars.places()];
    for _ in 0..hubs {
        let with = |j: usize| -> i64 { nearest.iter().zip(stars.at(j)).map(|(&a, &b)| a.min(b)).sum() };
        let next = (0..stars.sites())
            .filter(|j| !sites.contains(j))
            .min_by_key(|&j| (with(j), j));
        let Some(next) = next else { break };
        for (near, &cost) in nearest.iter_mut().zip(stars.at(next)) {
            *near = (*near).min(cost);
        }
        sites.push(next);
    }
    sites
}

/// Exchanges one site for another, the best exchange first, until none helps; returns the cost (M. B. Teitz and P. Bart, Operations Research 16
/// (1968) 955-961, each round in O(places × sites) as R. Whitaker, INFOR 21 (1983) 95-108, counts it).
pub(super) fn interchange(stars: &Stars, sites: &mut [usize]) -> i64 {
    loop {
        // The nearest and the second nearest of the sites, by their place in the list.
        let near: Vec<(usize, i64, i64)> = (0..stars.places())
            .map(|i| {
                let mut near = (0, i64::MAX, i64::MAX);
                for (at, &site) in sites.iter().enumerate() {
                    let cost = stars.at(site)[i];
                    if cost < near.1 {
                        near = (at, cost, near.1);
                    } else if cost < near.2 {
                        near.2 = cost;
                    }
                }
                near
            })
            .collect();
        let cost: i64 = near.iter().map(|n| n.1).sum();
        let mut best = (0, 0, 0);
        for j in (0..stars.sites()).filter(|j| !sites.contains(j)) {
            // What comes in saves, whichever goes; and what each costs by going.
            let mut saved = 0;
            let mut lost = vec![0; sites.len()];
            for (&(at, first, second), &new) in near.iter().zip(stars.at(j)) {
                if new < first {
                    saved += first - new;
                } else {
                    lost[at] += second.min(new) - first;
                }
            }
            let cheapest = lost.iter().enumerate().min_by_key(|&(at, &loss)| (loss, at));
            if let Some((out, &loss)) = cheapest
                && loss - saved < best.0
            {
                best = (loss - saved, out, j);
            }
        }
        if best.0 >= 0 {
            return cost;
        }
        sites[best.1] = best.2;
    }
}
