//! The Hilbert curve, along which near places come near each other.

use super::land::Point;

/// Side of the square that the curve fills: 2^24 m, more than the largest region is long.
const LEVELS: u32 = 24;

/// How far along the curve this point comes (Hilbert 1891; the loop is that of Warren, Hacker's Delight,
/// 2nd edition 2012, section 16-2). Coordinates below 0 count as 0.
pub(super) fn position((x, y): Point) -> u64 {
    let (mut x, mut y) = (x.max(0) as u64, y.max(0) as u64);
    let mut position = 0;
    for level in (0..LEVELS).rev() {
        let (right, up) = ((x >> level) & 1, (y >> level) & 1);
        position = 4 * position + ((3 * right) ^ up);
        if up == 0 {
            // Turn the quarter so that the curve enters where it left the one before.
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_along_the_curve_are_steps_on_the_map() {
        let mut cells: Vec<Point> = (0..64).flat_map(|x| (0..64).map(move |y| (x, y))).collect();
        cells.sort_by_key(|&cell| position(cell));
        assert_eq!(position((0, 0)), 0);
        for pair in cells.windows(2) {
            let step = (pair[0].0 - pair[1].0).abs() + (pair[0].1 - pair[1].1).abs();
            assert_eq!(step, 1, "{:?} to {:?}", pair[0], pair[1]);
        }
    }
}
