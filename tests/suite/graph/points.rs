//! Made-up points for tests and benches.

use locality::practice::Location;
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// So many practices in towns all over the grid, about one in six in the building of another. The same for the
/// same seed.
#[must_use]
pub fn towns(count: usize, seed: u64) -> Vec<Location> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut below = |n: i64| (rng.next_u64() % n as u64) as i64;
    let mut points: Vec<Location> = Vec::with_capacity(count);
    let mut town = (0, 0, 1);
    while points.len() < count {
        if below(25) == 0 || points.is_empty() {
            town = (below(700_001), below(1_300_001), 500 + below(15_000));
        }
        if let Some(&neighbour) = points.last()
            && below(6) == 0
        {
            points.push(neighbour);
            continue;
        }
        let (east, north, reach) = town;
        // The sum of three even draws is close to a bell.
        let mut off = || below(reach) + below(reach) + below(reach) - 3 * reach / 2;
        if let Ok(point) = Location::new(east + off(), north + off()) {
            points.push(point);
        }
    }
    points
}
