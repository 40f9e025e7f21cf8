//! The pairs of units with a cost, as one search sees them.

use super::candidates::Open;
use super::market::{Market, Root};

/// What one unit has with others, by their places among those open.
#[derive(Clone, Debug, Default)]
struct Others {
    places: u128,
    amounts: Vec<(u8, i64)>,
}

impl Others {
    /// Those of them that are open.
    fn new(of: impl Iterator<Item = (u32, i64)>, place: &[u32]) -> Self {
        let open = |(other, amount): (u32, i64)| Some((u8::try_from(place[other as usize]).ok()?, amount));
        let amounts: Vec<(u8, i64)> = of.filter_map(open).collect();
        Self {
            places: amounts.iter().fold(0, |mask, &(at, _)| mask | 1 << at),
            amounts,
        }
    }

    /// The amounts of those among these places.
    fn among(&self, places: u128) -> i64 {
        if self.places & places == 0 {
            return 0;
        }
        let among = self.amounts.iter().filter(|&&(at, _)| places >> at & 1 == 1);
        among.map(|&(_, amount)| amount).sum()
    }
}

/// Who counts on whom, and who is charged by whom.
#[derive(Debug, Default)]
pub(super) struct LocalPairs {
    /// What each open unit counts on, nought or less.
    hopes: Vec<Others>,
    /// What each open unit is charged for being with others.
    charges: Vec<Others>,
    /// What the root's unit counts on.
    root: Others,
}

impl LocalPairs {
    /// Works it out, but for what the root's unit and one that is taken charge, which everybody pays here. `place` says where a unit stands
    /// among those open.
    pub(super) fn lay_out(
        &mut self,
        market: &Market<'_>,
        (root, taken): (&Root, Option<u32>),
        open: &[Open],
        place: &[u32],
    ) {
        self.hopes.clear();
        self.charges.clear();
        self.root = Others::default();
        if !market.instance().has_pairs() {
            return;
        }
        let hopes = |unit: u32| Others::new(market.rewards().of(unit).iter().copied(), place);
        let charges = |unit: u32| {
            let pairs = market.instance().pairs_of(unit).iter();
            let others = pairs.filter(|&&(other, cost)| {
                cost > 0 && [other, unit].iter().all(|&either| taken != Some(either))
            });
            Others::new(others.map(|&(other, cost)| (other, cost * market.scale())), place)
        };
        self.root = hopes(root.unit);
        self.hopes.extend(open.iter().map(|open| hopes(open.unit)));
        self.charges.extend(open.iter().map(|open| charges(open.unit)));
    }

    /// What the root's unit and those inside counted on and will not come, where only these can be in the group; nought or more.
    pub(super) fn lost(&self, mut inside: u128, can_be: u128) -> i64 {
        let mut lost = -self.root.among(!can_be);
        while inside != 0 && !self.hopes.is_empty() {
            lost -= self.hopes[inside.trailing_zeros() as usize].among(!can_be);
            inside &= inside - 1;
        }
        lost
    }

    /// What a unit is charged for joining those inside.
    pub(super) fn charge(&self, at: usize, inside: u128) -> i64 {
        self.charges.get(at).map_or(0, |charges| charges.among(inside))
    }

    /// Adds to what each open unit owes what it would be charged by those inside, and what it counted on and will not come.
    pub(super) fn dues(&self, inside: u128, can_be: u128, dues: &mut [i64]) {
        for ((due, hopes), charges) in dues.iter_mut().zip(&self.hopes).zip(&self.charges) {
            *due += charges.among(inside) - hopes.among(!can_be);
        }
    }
}
