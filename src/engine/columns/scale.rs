//! How finely prices are written.

use crate::engine::instance::Instance;

/// As fine as costs can be written without sums growing too large.
pub(super) fn scale(instance: &Instance) -> i64 {
    let mut dearest = vec![0_i64; instance.len()];
    for site in &instance.file().sites {
        for &(unit, cost) in &site.star {
            dearest[unit as usize] = dearest[unit as usize].max(cost.abs());
        }
    }
    let stars: i64 = dearest.iter().fold(0, |sum, &cost| sum.saturating_add(cost));
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
