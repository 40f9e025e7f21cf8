//! How few patients can move at all.

use crate::plan::Plan;
use crate::problem::Problem;
use crate::units::Patients;
use std::collections::BTreeMap;

/// So many patients must change network at least, whatever the plan: a network of today that is above the band can keep at most those of
/// its practices that fit below the most of the band together, and the others [move](super::Moves). Certain, and often far below what is
/// possible: networks below the band, and whether anything hangs together, are not looked at.
///
/// By hand: three practices of 20,000 in one network are 10,000 too many; two of them are 40,000, so that 20,000 move.
/// O(practices × the most of the band).
#[must_use]
pub fn fewest_possible(problem: &Problem, today: &Plan) -> Patients {
    let practices = problem.practices();
    let mut networks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, name) in today.network_of(practices) {
        networks.entry(name).or_default().push(i);
    }
    let list = |i: &usize| practices[*i].list_size.0;
    let sum = |members: &[usize]| -> u64 { members.iter().map(list).sum() };
    let must = |members: &Vec<usize>| sum(members).saturating_sub(most_kept(problem, members));
    Patients(networks.values().map(must).sum())
}

/// The most patients of these practices that can be in one network.
fn most_kept(problem: &Problem, members: &[usize]) -> u64 {
    let (resolved, practices) = (problem.resolved(), problem.practices());
    let list = |i: usize| practices[i].list_size.0;
    let all = |keep: &dyn Fn(usize) -> bool| -> u64 {
        members.iter().filter(|&&i| keep(i)).map(|&i| list(i)).sum()
    };
    let alone = members
        .iter()
        .filter(|i| resolved.alone.contains(i))
        .map(|&i| list(i))
        .max();
    let frozen = resolved
        .frozen
        .iter()
        .map(|(_, set)| all(&|i| set.contains(&i)))
        .max();
    // What waivers allow adds up at most.
    let above: u64 = resolved.waived.iter().map(|&(.., above)| above).sum();
    let room = problem.band().most.0.saturating_add(above);
    let counted: Vec<u64> = members
        .iter()
        .filter(|&&i| resolved.grouped.contains(&i) && !resolved.has_opted_out(i))
        .map(|&i| list(i))
        .collect();
    let together = fullest(&counted, room) + all(&|i| resolved.has_opted_out(i));
    together.max(alone.unwrap_or(0)).max(frozen.unwrap_or(0))
}

/// The largest sum of some of the numbers that is not above `room`.
fn fullest(numbers: &[u64], room: u64) -> u64 {
    let total: u64 = numbers.iter().sum();
    if total <= room {
        return total;
    }
    let mut reached = vec![false; room as usize + 1];
    reached[0] = true;
    for &number in numbers {
        for sum in (number..=room).rev() {
            if reached[(sum - number) as usize] {
                reached[sum as usize] = true;
            }
        }
    }
    reached.iter().rposition(|&reached| reached).unwrap_or(0) as u64
}

#[cfg(test)]
mod tests {
    use super::fullest;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_fullest_sum_is_that_of_all_subsets(numbers in proptest::collection::vec(0_u64..40, 0..10), room in 0_u64..150) {
            let sum = |mask: u32| -> u64 { numbers.iter().enumerate().filter(|(k, _)| mask >> k & 1 == 1).map(|(_, n)| n).sum() };
            let best = (0..1_u32 << numbers.len()).map(sum).filter(|&sum| sum <= room).max();
            prop_assert_eq!(Some(fullest(&numbers, room)), best);
        }
    }
}
