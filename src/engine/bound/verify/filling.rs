//! The least that units can add up to when they may be cut into parts: a knapsack with a least and a most, relaxed.

use std::cmp::Ordering;

/// What a unit adds to a group, and how much room it takes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) worth: i64,
    /// At least 0.
    pub(super) weight: i64,
}

/// The best filling with parts of units (Dantzig 1957, who stops at the unit that does not fit whole).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Filling {
    /// No filling adds up to less; rounded down.
    pub(super) least: i64,
    /// The unit that was cut, or what stands for it: a room of `weight` is worth `worth`.
    edge: Item,
}

impl Item {
    /// The order in which a room is filled: cheapest first by room, what takes none by its sign.
    pub(super) fn order(self, other: Self) -> Ordering {
        let class = |item: Self| match (item.weight, item.worth) {
            (0, ..0) => 0,
            (0, _) => 2,
            _ => 1,
        };
        let across = |a: Self, b: Self| i128::from(a.worth) * i128::from(b.weight);
        let by_room = across(self, other).cmp(&across(other, self));
        class(self).cmp(&class(other)).then(by_room)
    }
}

impl Filling {
    /// The best filling of a room of `least` to `most` with these items, which come in [`Item::order`]; `None` where they
    /// cannot fill it. O(items).
    pub(super) fn of(items: impl Iterator<Item = Item>, least: i64, most: i64) -> Option<Self> {
        if most < 0 {
            return None;
        }
        let (mut sum, mut full) = (0, 0);
        let mut edge = Item { worth: 0, weight: 1 };
        for item in items {
            let room = if item.worth < 0 { most } else { least };
            // What costs is taken only as far as it must be; cheaper ones came before.
            if item.worth >= 0 && full >= least {
                break;
            }
            if item.worth >= 0 && item.weight == 0 {
                continue;
            }
            if item.weight <= room - full {
                sum += item.worth;
                full += item.weight;
                if item.worth >= 0 {
                    edge = item;
                }
                continue;
            }
            let part = i128::from(item.worth) * i128::from(room - full);
            sum += part.div_euclid(i128::from(item.weight)) as i64;
            (full, edge) = (room, item);
            break;
        }
        (full >= least).then_some(Self { least: sum, edge })
    }

    /// By how much every filling that holds this item whole (or, where it is below nought, leaves it out) is worse than `least`: a
    /// multiple of [`unit`](Self::unit). With the edge's price for room, each item is charged for the room it takes; what is
    /// left of its worth is what it adds to the least (the reduced cost of linear programming).
    pub(super) fn surplus(&self, item: Item) -> i128 {
        i128::from(item.worth) * i128::from(self.edge.weight)
            - i128::from(self.edge.worth) * i128::from(item.weight)
    }

    /// In what multiple [`surplus`](Self::surplus) counts.
    pub(super) fn unit(&self) -> i128 {
        i128::from(self.edge.weight)
    }
}
