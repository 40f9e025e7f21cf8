//! What keeps groups from lying in pieces.

use crate::engine::instance::Instance;
use std::collections::BTreeMap;

/// Some unit cut off from its site, and the units of which one must also be served by that site.
pub(super) struct Cut {
    pub(super) unit: u32,
    pub(super) site: u32,
    pub(super) around: Vec<u32>,
}

/// The cuts that each group in pieces breaks: for every piece without the hub, its first unit needs one of the units around it.
pub(super) fn cut_off(instance: &Instance, groups: &BTreeMap<u32, Vec<u32>>) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for (&site, units) in groups {
        let mut left: Vec<u32> = units.clone();
        while let Some(&first) = left.first() {
            let mut piece = vec![first];
            let mut at = 0;
            while let Some(&unit) = piece.get(at) {
                at += 1;
                let near = instance.neighbours(unit).iter().copied();
                let next: Vec<u32> = near.filter(|v| left.contains(v) && !piece.contains(v)).collect();
                piece.extend(next);
            }
            left.retain(|u| !piece.contains(u));
            let home = instance.file().sites[site as usize].unit;
            if home.is_none_or(|home| piece.contains(&home)) {
                continue;
            }
            let outside = piece.iter().flat_map(|&u| instance.neighbours(u)).copied();
            let mut around: Vec<u32> = outside.filter(|v| !piece.contains(v)).collect();
            around.sort_unstable();
            around.dedup();
            cuts.extend(piece.iter().map(|&unit| Cut {
                unit,
                site,
                around: around.clone(),
            }));
        }
    }
    cuts
}
