//! How finely prices are written.

use crate::engine::instance::{Instance, MeasureFile};

/// As fine as what a group costs can be written without sums growing too large. Cuts have prices in steps of 60 of these, and in an instance of
/// 400 units some hundred of them add up: at a sixteenth of this fineness bounds stayed a few units of cost below plans that are the best.
pub(super) fn scale(instance: &Instance) -> i64 {
    let mut dearest = vec![0_i64; instance.len()];
    for site in &instance.file().sites {
        for &(unit, cost) in &site.star {
            dearest[unit as usize] = dearest[unit as usize].max(cost.abs());
        }
    }
    // No group holds more units than the lightest of them that fit into a band.
    dearest.sort_unstable_by(|a, b| b.cmp(a));
    let dearest = dearest.into_iter().take(most_units(instance));
    let stars = dearest.fold(0_i64, i64::saturating_add);
    let pairs = instance
        .file()
        .pairs
        .iter()
        .fold(0_i64, |sum, &(_, _, cost)| sum.saturating_add(cost.abs()));
    let dear = instance
        .measures()
        .iter()
        .filter_map(|measure| measure.shape.as_ref().map(|shape| (measure, shape)));
    let dear = dear.map(|(measure, shape)| {
        let (low, high) = measure.reach();
        let ends = [shape.price(low), shape.price(high)];
        let prices = shape.points().iter().map(|&(_, price)| price).chain(ends);
        prices.map(i64::abs).max().unwrap_or(0)
    });
    let shapes = dear.fold(0_i64, i64::saturating_add);
    let most = stars.saturating_add(pairs).saturating_add(shapes);
    let most = most.saturating_add(instance.file().fixed.abs()).max(1);
    let mut scale = 1;
    while scale < 1 << 16 && most < (1 << 51) / scale {
        scale *= 2;
    }
    scale
}

/// How many units a group can hold at most.
fn most_units(instance: &Instance) -> usize {
    let fit = |measure: &MeasureFile| {
        let most = measure.band?.most;
        let mut sizes = measure.values.clone();
        sizes.sort_unstable();
        let mut total = 0_i64;
        let fits = sizes.iter().take_while(|&&size| {
            total = total.saturating_add(size);
            size < 0 || total <= most
        });
        Some(fits.count())
    };
    let counts = instance.measures().iter().filter_map(fit);
    counts.min().unwrap_or(instance.len()).max(1)
}
