//! How far a list may reach.

use super::proof::Proof;
use super::source::{Everything, Most};
use crate::engine::stop::Stopped;

/// The most groups that are written down: as a sample, and where that is all that a plan below the best one can hold.
pub(super) const LISTED: (usize, usize) = (150_000, 1_500_000);

/// All groups that pay less than some room at a proof's prices, with that room: the most that is asked for, where at most so many groups
/// do, and otherwise what makes a sample. `None` where even the least room is too much, or when it was stopped.
pub(super) fn reach(
    everything: &Everything<'_>,
    root: &Proof,
    (least, most): (i128, i128),
    listed_at_most: Most,
    stopped: Stopped<'_>,
) -> Option<(i128, Vec<Vec<u32>>)> {
    let whole = |room: i128| i64::try_from(room).unwrap_or(i64::MAX / 4);
    let mut room = (root.sum.abs() / 400).min(most).max(least);
    let mut listed: Option<(i128, Vec<Vec<u32>>)> = None;
    loop {
        let Some(groups) = everything.list(&root.prices, whole(room), listed_at_most, stopped) else {
            if listed.is_some() || stopped() || room <= root.sum.abs() / 10_000 {
                break;
            }
            // Each try takes long where it fails, and a short list grows again below.
            room /= 4;
            continue;
        };
        // The list grows exponentially with its room: by two points of it, how long would the whole one be?
        let rate = listed.as_ref().map(|(before, shorter)| {
            let factor = groups.len() as f64 / shorter.len().max(1) as f64;
            factor.max(1.0).ln() / (room - before).max(1) as f64
        });
        let count = groups.len();
        listed = Some((room, groups));
        if room >= most {
            break;
        }
        let at = |room_then: i128| {
            rate.map_or(0.0, |rate| {
                count as f64 * (rate * (room_then - room) as f64).exp()
            })
        };
        if rate.is_some() && at(most) <= listed_at_most.groups as f64 {
            room = most;
        } else if count > LISTED.0 / 3 {
            break;
        } else {
            room = (if count < LISTED.0 / 12 {
                room * 2
            } else {
                room * 4 / 3
            })
            .min(most);
        }
    }
    listed
}
