//! Who commissions whom, and today's primary care networks, along the order of the practices.

use super::naming::{self, Body};
use super::stream::Stream;
use crate::practice::Practice;

/// A made-up integrated care board has at most so many practices, a sub-ICB of a divided one about
/// [`SUB_ICB`]. In 2022 England's 42 had 52 to 426 practices, 155 in the mean, and 27 of them were not
/// divided (NHS Digital, Patients Registered at a GP Practice, January 2022).
const LARGEST_ICB: usize = 170;
const SUB_ICB: usize = 40;

/// The sizes of England's 1,254 primary care networks in January 2022 at 5 %, 15 %, ... 95 % (sums of the
/// lists of their members), rounded to hundreds. A network here aims at one of them.
const PCN_SIZES: [u64; 10] = [
    29_100, 32_900, 36_200, 39_500, 42_800, 47_000, 51_000, 55_500, 62_800, 81_900,
];

/// A rest below this size joins the network before it.
const SMALLEST_PCN: u64 = 20_000;

/// Tiny lists are special schemes, most of them in no network (33 of 47 lists below 300 in 2022).
const TINY_LIST: u64 = 300;

/// One in so many other practices is in no network either.
const OUTSIDE: u64 = 250;

/// Gives the practices, which follow each other as they lie, a region, boards, sub-ICBs and networks. O(n).
pub(super) fn assign(practices: &mut [Practice], name: &str, areas: &mut Stream, names: &mut Stream) {
    let region = Body::Region.organisation(0, name);
    let (mut icbs, mut sub_icbs, mut pcns) = (0, 0, 0);
    let boards = practices.len().div_ceil(LARGEST_ICB);
    for icb in in_parts(practices, boards) {
        let icb_name = if boards == 1 {
            name.to_owned()
        } else {
            format!("{name} {}", icbs + 1)
        };
        let board = Body::Icb.organisation(icbs, icb_name.as_str());
        icbs += 1;
        let divided = icb.len() >= 2 * SUB_ICB && areas.below(42) >= 27;
        let count = if divided { icb.len() / SUB_ICB } else { 1 };
        for (i, part) in in_parts(icb, count).enumerate() {
            let part_name = if count == 1 {
                icb_name.clone()
            } else {
                format!("{icb_name} area {}", i + 1)
            };
            let sub_icb = Body::SubIcb.organisation(sub_icbs, part_name);
            sub_icbs += 1;
            for practice in part.iter_mut() {
                practice.region = Some(region.clone());
                practice.icb = Some(board.clone());
                practice.sub_icb = Some(sub_icb.clone());
            }
            for group in networks(part, areas) {
                let pcn = Body::Pcn.organisation(pcns, naming::pcn(names));
                pcns += 1;
                for member in group {
                    part[member].pcn = Some(pcn.clone());
                }
            }
        }
    }
}

/// The practices in this many runs of nearly equal length.
fn in_parts<T>(mut rest: &mut [T], parts: usize) -> impl Iterator<Item = &mut [T]> {
    let mut left = parts;
    std::iter::from_fn(move || {
        let length = std::mem::take(&mut left).checked_sub(1).map(|after| {
            left = after;
            rest.len() / (after + 1)
        })?;
        let (part, others) = std::mem::take(&mut rest).split_at_mut(length);
        rest = others;
        Some(part)
    })
}

/// Runs of practices of about the sizes of today's networks, without those that are in none.
fn networks(practices: &[Practice], stream: &mut Stream) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group = Vec::new();
    let (mut total, mut aim) = (0_u64, size(stream));
    for (index, practice) in practices.iter().enumerate() {
        let list = practice.list_size.get();
        if list < TINY_LIST || stream.below(OUTSIDE) == 0 {
            continue;
        }
        // Stop where one more would lead further away from the aim.
        if !group.is_empty() && total.abs_diff(aim) <= (total + list).abs_diff(aim) {
            groups.push(std::mem::take(&mut group));
            (total, aim) = (0, size(stream));
        }
        group.push(index);
        total += list;
    }
    match groups.last_mut() {
        Some(last) if total < SMALLEST_PCN => last.append(&mut group),
        _ if !group.is_empty() => groups.push(group),
        _ => {}
    }
    groups
}

fn size(stream: &mut Stream) -> u64 {
    PCN_SIZES[stream.below(PCN_SIZES.len() as u64) as usize]
}
