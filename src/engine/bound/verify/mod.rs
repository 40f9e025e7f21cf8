//! The judge of certificates: counts again what they prove, and shares nothing with the search that made them.

mod check;
mod fault;
mod filling;
mod homes;
mod look;
mod priced;
mod spot;
mod totals;
mod tree;

pub use fault::{CertificateFault, Place};

use super::{Certificate, Prices, Tree};
use crate::engine::instance::Instance;
use homes::Shortfalls;
use priced::Priced;

/// The largest whole number that the certificate proves no plan of the instance to cost less than: the larger of what the
/// root, what the tree, and what the proofs for single numbers of groups prove together. Where there is no plan, it may be any number.
///
/// Everything is whole numbers, and every group that could pay too little is looked at: a growing search for connected groups
/// around each site, which leaves out only what cannot pay too little. Prices that are near the best make this
/// quick; its cost is exponential in the size of groups when they are far off. Sites are looked at side by side, on rayon's threads.
///
/// ```
/// use locality::engine::bound::{Certificate, Prices, verify_bound};
/// use locality::engine::instance::Instance;
/// // A - B - C, one hub at B, one group of all three: 5 + 0 + 7.
/// let text = r#"{
///   "format": "locality-instance/1",
///   "units": ["A", "B", "C"],
///   "edges": [[0, 1], [1, 2]],
///   "sites": [{"name": "B", "unit": 1, "star": [[0, 5], [1, 0], [2, 7]]}],
///   "measures": [{"name": "patients", "values": [3, 4, 5], "band": {"least": 10, "most": 15}}],
///   "groups": {"least": 1, "most": 1}
/// }"#;
/// let instance: Instance = serde_json::from_str(text)?;
/// let prices = |units: [i64; 3]| Certificate {
///     scale: 1,
///     root: Prices { units: units.to_vec(), ..Prices::default() },
///     tree: None,
///     counts: Vec::new(),
/// };
/// assert_eq!(verify_bound(&instance, &prices([5, 0, 7]))?, 12);
/// assert_eq!(verify_bound(&instance, &prices([5, 0, 4]))?, 9);
/// // Who asks for too much gains nothing: the group then pays 8 too little.
/// assert_eq!(verify_bound(&instance, &prices([5, 0, 15]))?, 12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`CertificateFault`] for what is no certificate of this instance: lists of the wrong length, units that do not exist, cuts
/// that do not hold, sums of 2^60 or more, leaves that leave plans out; and where the work would be too much.
pub fn verify_bound(instance: &Instance, certificate: &Certificate) -> Result<i64, CertificateFault> {
    check::check(instance, certificate)?;
    let scale = certificate.scale;
    let tree = certificate.tree.as_ref();
    let bound = of_groups(instance, instance.groups(), scale, &certificate.root, tree)?;
    let counts = certificate.counts.iter().enumerate();
    let bounds = counts.map(|(count, counted)| {
        let groups = (counted.groups.least as usize, counted.groups.most as usize);
        let tree = counted.tree.as_ref();
        of_groups(instance, groups, scale, &counted.root, tree).map_err(|fault| fault.in_count(count))
    });
    let bounds: Vec<i64> = bounds.collect::<Result<_, _>>()?;
    Ok(bound.max(bounds.into_iter().min().unwrap_or(bound)))
}

/// What a root and a tree prove of the plans with so many groups.
fn of_groups(
    instance: &Instance,
    (least, most): (usize, usize),
    scale: i64,
    root: &Prices,
    tree: Option<&Tree>,
) -> Result<i64, CertificateFault> {
    // There are no more groups than units.
    let groups = (least, most.min(instance.len()));
    let priced = Priced::new(instance, groups, scale, root);
    let shortfalls = Shortfalls::of(&priced)?;
    let number = priced.sum(groups) + shortfalls.sum(groups.1);
    let bound = whole(number, scale);
    match tree {
        // Plans that cost less than the root proves are none: the leaves cannot say more of them.
        Some(tree) if bound < tree.below => Ok(bound.max(tree::prove(tree, &priced, &shortfalls, number)?)),
        _ => Ok(bound),
    }
}

/// The least whole cost that is not below a scaled one.
fn whole(scaled: i128, scale: i64) -> i64 {
    let cost = -(-scaled).div_euclid(i128::from(scale));
    cost.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}
