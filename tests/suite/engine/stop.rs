//! The limit in the gap.

use locality::engine::stop::Stop;
use proptest::prelude::*;

#[test]
fn a_gap_of_nought_is_a_proof() {
    for gap in [0.0, -0.5, f64::NAN, f64::NEG_INFINITY] {
        let stop = Stop::gap(gap);
        assert!(stop.near_enough(100, 100), "{gap}");
        assert!(!stop.near_enough(100, 99), "{gap}");
        assert!(stop.near_enough(0, 0), "{gap}");
        assert_eq!(stop.widest_gap().map(f64::to_bits), Some(0), "{gap}");
    }
}

#[test]
fn without_a_gap_nothing_is_near_enough() {
    for stop in [Stop::default(), Stop::rounds(3), Stop::seconds(3)] {
        assert!(!stop.near_enough(100, 100));
        assert_eq!(stop.widest_gap(), None);
    }
    assert!(Stop::seconds(3).or_gap(0.5).near_enough(100, 50));
}

/// Costs may be below nought: the gap is a part of their size. A cost of nought has none.
#[test]
fn a_gap_is_a_part_of_the_size_of_the_cost() {
    let stop = Stop::gap(0.1);
    assert!(stop.near_enough(-100, -110) && !stop.near_enough(-100, -111));
    assert!(!stop.near_enough(0, -1));
    assert!(Stop::gap(f64::INFINITY).near_enough(1, -1_000));
}

proptest! {
    /// A gap of so many parts in a million is compared exactly, also where floating-point numbers are not exact.
    #[test]
    fn gaps_are_compared_exactly(millionths in 0..1_000_000_i64, cost in 1..=1_i64 << 53, off in -2..=2_i64) {
        let widest = i128::from(millionths) * i128::from(cost) / 1_000_000;
        let between = widest + i128::from(off);
        let bound = i128::from(cost) - between;
        let stop = Stop::gap(millionths as f64 / 1e6);
        let near = between * 1_000_000 <= i128::from(millionths) * i128::from(cost);
        prop_assert_eq!(stop.near_enough(cost, i64::try_from(bound).expect("small")), near);
    }
}
