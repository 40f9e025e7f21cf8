//! What each place costs at each site, as the search takes it.

/// Costs site by site; whole and not below nought.
#[derive(Clone, Debug)]
pub(super) struct Stars {
    places: usize,
    sites: usize,
    cost: Vec<i64>,
    /// What a place costs at its dearest site, in parts of a cost: no price above it makes a better bound.
    dearest: Vec<i64>,
    /// Prices are in parts of a cost, so that they have room to move: so many parts.
    scale: i64,
}

impl Stars {
    /// The cost of each place at each site; the greatest costs of all places add up to at most 2^52.
    pub fn new(places: usize, sites: usize, cost: impl Fn(usize, usize) -> u64) -> Self {
        let by_site = (0..sites).flat_map(|j| (0..places).map(move |i| (i, j)));
        let cost: Vec<i64> = by_site.map(|(i, j)| cost(i, j) as i64).collect();
        let most = |i: usize| (0..sites).map(|j| cost[j * places + i]).max().unwrap_or(0);
        let mut dearest: Vec<i64> = (0..places).map(most).collect();
        let scale = ((1_i64 << 52) / dearest.iter().sum::<i64>().max(1)).clamp(1, 1 << 20);
        dearest.iter_mut().for_each(|most| *most *= scale);
        Self {
            places,
            sites,
            cost,
            dearest,
            scale,
        }
    }

    pub fn places(&self) -> usize {
        self.places
    }

    pub fn sites(&self) -> usize {
        self.sites
    }

    pub fn scale(&self) -> i64 {
        self.scale
    }

    /// What each place costs at its dearest site, in parts of a cost.
    pub fn dearest(&self) -> &[i64] {
        &self.dearest
    }

    /// What each place costs at this site.
    pub fn at(&self, site: usize) -> &[i64] {
        &self.cost[site * self.places..(site + 1) * self.places]
    }

    /// What these sites, at least one, cost, each place at the cheapest.
    pub fn cost(&self, sites: &[usize]) -> i64 {
        let mut cheapest = vec![i64::MAX; self.places];
        for &site in sites {
            for (least, &cost) in cheapest.iter_mut().zip(self.at(site)) {
                *least = (*least).min(cost);
            }
        }
        cheapest.iter().sum()
    }
}
