//! The totals of a growing group, and what they can still become.

use crate::engine::instance::{BandFile, Instance, Shape};

/// One measure that is banded or priced: the group's total and the sums of what may still join it, by sign.
#[derive(Clone, Debug)]
struct Total<'a> {
    values: &'a [i64],
    band: Option<BandFile>,
    shape: Option<&'a Shape>,
    inside: i64,
    down: i64,
    up: i64,
}

/// All of them.
#[derive(Clone, Debug)]
pub(super) struct Totals<'a> {
    totals: Vec<Total<'a>>,
    scale: i64,
}

impl<'a> Totals<'a> {
    /// Of a group of one unit that some others may join.
    pub(super) fn new(
        instance: &'a Instance,
        scale: i64,
        first: u32,
        open: impl Iterator<Item = u32>,
    ) -> Self {
        let measures = instance.measures().iter();
        let mattering = measures.filter(|measure| measure.band.is_some() || measure.shape.is_some());
        let totals = mattering.map(|measure| Total {
            values: &measure.values,
            band: measure.band,
            shape: measure.shape.as_ref(),
            inside: measure.values[first as usize],
            down: 0,
            up: 0,
        });
        let mut totals = Self {
            totals: totals.collect(),
            scale,
        };
        open.for_each(|unit| totals.open(unit));
        totals
    }

    /// A unit that may join.
    pub(super) fn open(&mut self, unit: u32) {
        for total in &mut self.totals {
            let value = total.values[unit as usize];
            *(if value < 0 { &mut total.down } else { &mut total.up }) += value;
        }
    }

    /// One that may not any more.
    pub(super) fn close(&mut self, unit: u32) {
        for total in &mut self.totals {
            let value = total.values[unit as usize];
            *(if value < 0 { &mut total.down } else { &mut total.up }) -= value;
        }
    }

    /// One that was open joins.
    pub(super) fn enter(&mut self, unit: u32) {
        self.close(unit);
        for total in &mut self.totals {
            total.inside += total.values[unit as usize];
        }
    }

    /// One that had joined leaves for good.
    pub(super) fn leave(&mut self, unit: u32) {
        for total in &mut self.totals {
            total.inside -= total.values[unit as usize];
        }
    }

    /// What the shapes charge at least, whatever joins; `None` where some band cannot be kept any more.
    pub(super) fn least(&self) -> Option<i64> {
        let least = |total: &Total<'_>| {
            let (mut from, mut to) = (total.inside + total.down, total.inside + total.up);
            if let Some(band) = total.band {
                (from, to) = (from.max(band.least), to.min(band.most));
            }
            if from > to {
                return None;
            }
            let shape = total.shape.map_or(0, |shape| least_price(shape, from, to));
            Some(shape)
        };
        let sum: i64 = self.totals.iter().map(least).sum::<Option<i64>>()?;
        Some(self.scale * sum)
    }

    /// What the shapes charge the group as it is; `None` where it is outside some band.
    pub(super) fn exact(&self) -> Option<i64> {
        let exact = |total: &Total<'_>| {
            let inside = total.inside;
            let keeps = total
                .band
                .is_none_or(|band| (band.least..=band.most).contains(&inside));
            keeps.then(|| total.shape.map_or(0, |shape| shape.price(inside)))
        };
        let sum: i64 = self.totals.iter().map(exact).sum::<Option<i64>>()?;
        Some(self.scale * sum)
    }
}

/// The least price of the totals in a range: a broken line is lowest at an end or a corner, also rounded down.
fn least_price(shape: &Shape, from: i64, to: i64) -> i64 {
    let corners = shape.points().iter().map(|&(total, _)| total);
    let inside = corners.filter(|&total| from < total && total < to);
    let ends = shape.price(from).min(shape.price(to));
    inside.map(|total| shape.price(total)).fold(ends, i64::min)
}
