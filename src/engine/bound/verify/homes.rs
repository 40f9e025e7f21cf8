//! Where groups can have their hubs, and the least that groups pay there.

use super::fault::CertificateFault;
use super::look::Look;
use super::priced::Priced;
use super::spot::Spot;
use crate::engine::instance::Instance;
use rayon::prelude::*;

/// Where a site is: at a unit, or free. A group's hub is in one home. Only one group can have it in the home of a unit, because
/// only one group holds the unit; any number can have it in the free home. Where there are no sites, every group is at home there.
pub(super) type Home = Option<u32>;

/// A start of the look: a site and a unit that the groups hold, with its home. In the free home groups grow from each unit in
/// turn, without the units below, so that each comes once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) home: Home,
    pub(super) site: Option<u32>,
    pub(super) from: u32,
}

/// All starts, home by home.
pub(super) fn starts(instance: &Instance) -> Vec<Start> {
    let units = || 0..instance.len() as u32;
    let at_units = units().flat_map(|from| {
        instance.sites_at(from).iter().map(move |&site| Start {
            home: Some(from),
            site: Some(site),
            from,
        })
    });
    let nowhere = (!instance.has_sites()).then_some(None);
    let free = instance
        .free_sites()
        .iter()
        .map(|&site| Some(site))
        .chain(nowhere);
    let free = free.flat_map(|site| {
        units().map(move |from| Start {
            home: None,
            site,
            from,
        })
    });
    at_units.chain(free).collect()
}

impl Start {
    /// The look around this start for what pays less than a ceiling; `None` where there is nothing.
    pub(super) fn look<'a>(self, priced: &'a Priced<'a>, ceiling: i64) -> Option<Look<'a>> {
        let may = |unit: u32| self.home.is_some() || unit > self.from;
        let spot = Spot::new(priced, self.site, self.from, may)?.narrowed(ceiling)?;
        Some(Look::new(spot))
    }
}

/// By how much groups pay too little in each home: nought, or the least that one pays. The last is the free home.
pub(super) struct Shortfalls(Vec<i64>);

impl Shortfalls {
    /// Looks around every start, side by side.
    pub(super) fn of(priced: &Priced<'_>) -> Result<Self, CertificateFault> {
        let least = |start: Start| -> Result<(Home, i64), CertificateFault> {
            let mut least = 0;
            if let Some(look) = start.look(priced, 0) {
                look.run(0, |_, paid| {
                    least = paid;
                    Ok(paid)
                })?;
            }
            Ok((start.home, least))
        };
        let starts = starts(priced.instance);
        let found: Result<Vec<(Home, i64)>, CertificateFault> = starts.into_par_iter().map(least).collect();
        Ok(Self::among(priced.instance, found?.into_iter()))
    }

    /// Among groups of which each pays so much in its home.
    pub(super) fn among(instance: &Instance, paid: impl Iterator<Item = (Home, i64)>) -> Self {
        let mut shortfalls = Self(vec![0; instance.len() + 1]);
        for (home, paid) in paid {
            let place = shortfalls.place(home);
            shortfalls.0[place] = shortfalls.0[place].min(paid);
        }
        shortfalls
    }

    fn place(&self, home: Home) -> usize {
        home.map_or(self.0.len() - 1, |unit| unit as usize)
    }

    fn at(&self, home: Home) -> i64 {
        self.0[self.place(home)]
    }

    /// What a group in this home must pay, or more, to be in no plan that costs less than `below`, given the `number` that these
    /// shortfalls and the prices make, in units of 1 / `scale`.
    ///
    /// Take a plan with the group S, whose hub is in home H. By the prices the plan's scaled cost is at least the sum of prices plus
    /// what its groups pay. Every other group pays at least the shortfall of its home, and H has one other group fewer than the
    /// number counts on. So the scaled cost is at least number + paid(S) - shortfall(H). A plan that costs less than `below` costs at
    /// most below - 1, so that only groups with paid(S) <= scale × (below - 1) - number + shortfall(H) can be in one.
    pub(super) fn ceiling(&self, home: Home, number: i128, below: i64, scale: i64) -> i64 {
        let ceiling = i128::from(scale) * (i128::from(below) - 1) - number + i128::from(self.at(home)) + 1;
        // No group pays more than 2^61 in size.
        ceiling.clamp(-(1 << 62), 1 << 62) as i64
    }

    /// What all groups pay too little at most, when there are no more than `most`.
    pub(super) fn sum(&self, most: usize) -> i128 {
        let (free, units) = (self.at(None), &self.0[..self.0.len() - 1]);
        let units: i128 = units.iter().map(|&least| i128::from(least)).sum();
        units + i128::from(free) * most as i128
    }
}
