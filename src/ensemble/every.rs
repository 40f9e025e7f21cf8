//! Every plan of a small instance, one after the other: the truth that chains are tested against.

use crate::engine::instance::Instance;

/// Calls `visit` with every plan that keeps every rule, each once: the groups as sets of units (bit `u` is unit `u`), by their lowest unit. Returns
/// how many plans there are; `None` for an instance of more than 64 units, which is not looked at.
///
/// The group of the lowest unit that is left is grown unit by unit, and what is left is divided in the same way; the numbers grow so fast that
/// some 40 units are the end. A 4 × 4 grid has 117 divisions into four connected parts of four (OEIS A167248).
///
/// ```
/// use locality::engine::instance::Instance;
/// let text = r#"{"format": "locality-instance/1", "units": ["A", "B", "C", "D"],
///   "edges": [[0, 1], [1, 2], [2, 3], [0, 3]],
///   "measures": [{"name": "patients", "values": [1, 1, 1, 1], "band": {"least": 1, "most": 3}}],
///   "groups": {"least": 2, "most": 2}}"#;
/// let ring: Instance = serde_json::from_str(text)?;
/// // A ring of four is cut at two of its four edges.
/// assert_eq!(locality::ensemble::every_plan(&ring, &mut |_| ()), Some(6));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn every_plan(instance: &Instance, visit: &mut dyn FnMut(&[u64])) -> Option<u64> {
    let units = instance.len();
    if units > 64 {
        return None;
    }
    let near = |unit: u32| {
        instance
            .neighbours(unit)
            .iter()
            .fold(0, |set, &v| set | 1_u64 << v)
    };
    let banded = instance
        .measures()
        .iter()
        .find(|measure| measure.band.is_some() && measure.values.iter().all(|&value| value >= 0));
    let mut every = Every {
        instance,
        near: (0..units as u32).map(near).collect(),
        weights: banded.map_or_else(|| vec![0; units], |measure| measure.values.clone()),
        reach: banded
            .and_then(|measure| measure.band)
            .map_or((0, 0), |band| (band.least, band.most)),
        groups: Vec::new(),
        count: 0,
        visit,
    };
    every.divide(u64::MAX >> (64 - units));
    Some(every.count)
}

struct Every<'a> {
    instance: &'a Instance,
    near: Vec<u64>,
    /// A measure never below nought, by which what cannot be is passed over early.
    weights: Vec<i64>,
    reach: (i64, i64),
    groups: Vec<u64>,
    count: u64,
    visit: &'a mut dyn FnMut(&[u64]),
}

/// The units of a set, ascending.
fn units(mut set: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let unit = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (unit < 64).then_some(unit)
    })
}

impl Every<'_> {
    fn weight(&self, set: u64) -> i64 {
        units(set).map(|unit| self.weights[unit as usize]).sum()
    }

    /// Divides what is left into groups in every way.
    fn divide(&mut self, left: u64) {
        let (fewest, most) = self.instance.groups();
        if left == 0 {
            if self.groups.len() >= fewest {
                self.count += 1;
                (self.visit)(&self.groups);
            }
            return;
        }
        let weight = self.weight(left);
        let more = most.saturating_sub(self.groups.len()) as i64;
        let least = fewest.saturating_sub(self.groups.len()) as i64;
        if more == 0
            || weight > self.reach.1.saturating_mul(more)
            || weight < self.reach.0.saturating_mul(least)
        {
            return;
        }
        self.grow(left & left.wrapping_neg(), left, 0);
    }

    /// The group as it is, then with each unit next to it in turn; a unit that had its turn is left out of what comes later, so that no
    /// group comes twice.
    fn grow(&mut self, group: u64, left: u64, mut without: u64) {
        if self.weight(group) > self.reach.1 {
            return;
        }
        let members: Vec<u32> = units(group).collect();
        if self.instance.value(&members).violation == 0 {
            self.groups.push(group);
            self.divide(left & !group);
            self.groups.pop();
        }
        let near = members
            .iter()
            .fold(0, |set, &unit| set | self.near[unit as usize]);
        for unit in units(near & left & !group & !without) {
            self.grow(group | 1 << unit, left, without);
            without |= 1 << unit;
        }
    }
}
