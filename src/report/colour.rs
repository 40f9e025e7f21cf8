//! Colours for a map on which neighbours differ.

use std::collections::BTreeSet;

/// Nine colours that can be told apart, most also by those who see few colours: Paul Tol, Colour Schemes (SRON technical
/// note, 2021), "muted".
const PALETTE: [[u8; 3]; 9] = [
    [0x33, 0x22, 0x88],
    [0xDD, 0xCC, 0x77],
    [0x11, 0x77, 0x33],
    [0xCC, 0x66, 0x77],
    [0x88, 0xCC, 0xEE],
    [0x88, 0x22, 0x55],
    [0x44, 0xAA, 0x99],
    [0x99, 0x99, 0x33],
    [0xAA, 0x44, 0x99],
];

/// A colour for each of `count` areas such that no two that are beside each other have the same.
///
/// Greedy, the areas with the fewest neighbours last (Matula and Beck 1983, <https://doi.org/10.1145/2402.322385>), by which
/// a map without exclaves needs at most six colours; of those that are free the one used least, so that equal colours are far
/// between. O(count²).
///
/// ```
/// use locality::report::colour::colours;
/// let [west, middle, east] = &colours(3, &[(0, 1), (1, 2)].into())[..] else { panic!("three") };
/// assert!(west != middle && middle != east);
/// ```
#[must_use]
pub fn colours(count: usize, beside: &BTreeSet<(usize, usize)>) -> Vec<String> {
    let mut neighbours = vec![BTreeSet::new(); count];
    for &(a, b) in beside.iter().filter(|&&(a, b)| a != b && a.max(b) < count) {
        neighbours[a].insert(b);
        neighbours[b].insert(a);
    }
    let mut left: BTreeSet<usize> = (0..count).collect();
    let mut order = Vec::new();
    let open = |left: &BTreeSet<usize>, area: usize| neighbours[area].intersection(left).count();
    while let Some(next) = left.iter().copied().min_by_key(|&area| (open(&left, area), area)) {
        left.remove(&next);
        order.push(next);
    }
    let mut chosen = vec![usize::MAX; count];
    let mut used = [0_usize; PALETTE.len()];
    for &area in order.iter().rev() {
        let taken: BTreeSet<usize> = neighbours[area].iter().map(|&other| chosen[other]).collect();
        let free = |colour: &usize| !taken.contains(colour);
        let least_used = (0..PALETTE.len()).filter(free).min_by_key(|&colour| used[colour]);
        // As many colours as areas always leave one.
        let colour = least_used.unwrap_or_else(|| (PALETTE.len()..=count).find(free).unwrap_or(count));
        used[colour % PALETTE.len()] += 1;
        chosen[area] = colour;
    }
    chosen.into_iter().map(hex).collect()
}

/// The colour of this number as `#rrggbb`. Beyond the palette the same colours come again, darker each time.
fn hex(number: usize) -> String {
    let darker = |part: u8| (0..number / PALETTE.len()).fold(part, |part, _| part / 4 * 3);
    let [red, green, blue] = PALETTE[number % PALETTE.len()].map(darker);
    format!("#{red:02x}{green:02x}{blue:02x}")
}
