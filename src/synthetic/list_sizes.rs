//! How many patients practices have.

use super::stream::Stream;
use crate::units::Patients;

/// Quantiles of the list sizes of the 6,527 practices of England on 1 January 2022 (NHS Digital, Patients
/// Registered at a GP Practice): so many of 10,000 practices have a list of at most this size. Rounded to
/// hundreds above 1,000. The lowest are special allocation schemes and practices about to close.
const QUANTILES: [(u64, u64); 28] = [
    (0, 1),
    (10, 3),
    (25, 20),
    (50, 110),
    (75, 360),
    (100, 1_100),
    (150, 1_700),
    (250, 2_100),
    (500, 2_700),
    (1_000, 3_500),
    (1_500, 4_100),
    (2_000, 4_700),
    (2_500, 5_300),
    (3_000, 5_900),
    (4_000, 7_000),
    (5_000, 8_200),
    (6_000, 9_500),
    (7_000, 11_000),
    (8_000, 12_900),
    (8_500, 14_300),
    (9_000, 16_200),
    (9_500, 19_800),
    (9_700, 22_300),
    (9_850, 28_400),
    (9_900, 31_700),
    (9_950, 40_600),
    (9_975, 49_900),
    (10_000, 108_800),
];

/// Up to this quantile the lists are no larger than the band's upper limit of 50,000.
const NOT_OVERSIZE: u64 = 9_975;

/// One quantile of 10,000 is this many steps of the draw, fine enough for lists to take every size.
const STEPS: u64 = 1_000_000;

/// So many list sizes in random order. They are drawn one from each of `count` equal slices of the
/// distribution, so that even a small region has its share of large and of tiny lists. O(count).
pub(super) fn draw(count: usize, oversize: bool, stream: &mut Stream) -> Vec<Patients> {
    let top = if oversize { 10_000 } else { NOT_OVERSIZE } * STEPS;
    let slices = count as u128;
    let mut lists: Vec<Patients> = (0..slices)
        .map(|slice| {
            let from = (u128::from(top) * slice / slices) as u64;
            let to = (u128::from(top) * (slice + 1) / slices) as u64;
            Patients(at(from + stream.below(to - from)))
        })
        .collect();
    stream.shuffle(&mut lists);
    lists
}

/// The list size at this position of 0 to 10,000 * `STEPS`, on the straight line between two quantiles.
fn at(position: u64) -> u64 {
    let above = QUANTILES.partition_point(|&(quantile, _)| quantile * STEPS <= position);
    let (Some(&(low, from)), Some(&(high, to))) =
        (QUANTILES.get(above.saturating_sub(1)), QUANTILES.get(above))
    else {
        return QUANTILES[QUANTILES.len() - 1].1;
    };
    from + (to - from) * (position - low * STEPS) / ((high - low) * STEPS)
}

#[cfg(test)]
mod tests {
    use super::super::stream::Purpose;
    use super::*;

    #[test]
    fn positions_between_quantiles_lie_on_the_line() {
        assert_eq!(at(0), 1);
        assert_eq!(at(5_000 * STEPS), 8_200);
        assert_eq!(at(5_500 * STEPS), 8_850);
        assert_eq!(at(10_000 * STEPS), 108_800);
    }

    #[test]
    fn without_oversize_no_list_is_above_the_band() {
        let mut stream = Stream::new(7, Purpose::Lists);
        assert!(
            draw(5_000, false, &mut stream)
                .iter()
                .all(|&l| l <= Patients(50_000))
        );
        let with = draw(5_000, true, &mut stream);
        let oversize = with.iter().filter(|&&l| l > Patients(50_000)).count();
        // 16 of 6,527 in 2022, so 12 of 5,000.
        assert!((11..=14).contains(&oversize), "{oversize} of 5,000 are oversize");
    }

    #[test]
    fn the_halves_are_equal() {
        let mut stream = Stream::new(8, Purpose::Lists);
        let lists = draw(1_000, true, &mut stream);
        assert_eq!(lists.iter().filter(|&&l| l < Patients(8_200)).count(), 500);
    }
}
