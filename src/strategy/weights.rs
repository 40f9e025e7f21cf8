//! What units weigh, and how many groups their weights make.

use crate::engine::instance::Instance;

/// What units weigh: by the first measure where that is never below nought and not nought throughout, otherwise one each.
pub(super) fn weights(instance: &Instance) -> Vec<i64> {
    let first = instance.measures().first().map(|measure| &measure.values);
    match first.filter(|values| values.iter().all(|&v| v >= 0) && values.iter().any(|&v| v > 0)) {
        Some(values) => values.clone(),
        None => vec![1; instance.len()],
    }
}

/// How many groups to make: as many as the weights make of the middle of the first measure's band, as far as that is allowed.
pub(super) fn asked(instance: &Instance) -> usize {
    let (least, most) = instance.groups();
    let most = most.min(instance.len()).max(1);
    let first = instance.measures().first();
    let wanted = first.and_then(|measure| {
        let band = measure.band?;
        let total: i128 = measure.values.iter().map(|&value| i128::from(value)).sum();
        let middle = (i128::from(band.least) + i128::from(band.most)) / 2;
        (middle > 0 && total > 0).then(|| ((total + middle / 2) / middle) as usize)
    });
    wanted.unwrap_or(least).clamp(least.min(most), most)
}
