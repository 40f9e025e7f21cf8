//! Kelland, the county that the examples start from.

use super::land::{Estuary, Island, Land};
use super::layout::Layout;
use super::settlement::Settlement;
use crate::practice::Practices;

/// Any other would do as well; it never changes, so that examples and tests keep their figures.
const SEED: u64 = 1;

/// Width and height of the county with its sea, in metres.
const SIDE: i64 = 52_000;

/// How far north the coast is each 4 km, from west to east, in hundreds of metres.
const COAST: [i64; 14] = [
    210, 190, 170, 180, 200, 170, 150, 140, 150, 175, 165, 135, 120, 140,
];

/// Where people live, in hundreds of metres east and north of the county's south-western corner, and in
/// how many practices.
const SETTLEMENTS: [(i64, i64, u64); 17] = [
    // The port at the head of the estuary, and the market town inland.
    (205, 255, 25),
    (390, 420, 12),
    // Smaller towns.
    (60, 420, 3),
    (330, 190, 3),
    (455, 235, 2),
    (215, 465, 2),
    (95, 215, 2),
    // Villages.
    (35, 300, 1),
    (120, 340, 1),
    (135, 480, 1),
    (290, 335, 1),
    (305, 490, 1),
    (475, 340, 1),
    (465, 490, 1),
    (385, 265, 1),
    // The island.
    (345, 55, 2),
    (385, 68, 1),
];

/// Kelland: a made-up county of 60 practices, the same on every call and every machine.
///
/// It has a port of 25 practices at the head of an estuary, a market town of 12, smaller towns and
/// villages, a coast in the south, and an island with three practices that only a ferry reaches. The
/// island has too few patients for a network of its own: its practices join one of the main land. No
/// practice is oversize, so that networks of 30,000 to 50,000 patients exist. It lies in the North Sea.
///
/// ```
/// let kelland = locality::synthetic::county();
/// assert_eq!(kelland.len(), 60);
/// assert_eq!(kelland[0].icb.as_ref().map(|icb| &*icb.name), Some("Kelland"));
/// ```
#[must_use]
pub fn county() -> Practices {
    let settlements = SETTLEMENTS.map(|(east, north, practices)| Settlement {
        centre: (east * 100, north * 100),
        practices,
    });
    let land = Land {
        width: SIDE,
        height: SIDE,
        coast: COAST.map(|north| north * 100).to_vec(),
        estuaries: vec![Estuary {
            mouth: 19_000,
            head: (21_000, 27_000),
            half_width: 5_000,
        }],
        islands: vec![Island {
            centre: (36_000, 6_000),
            half_width: 6_000,
            half_height: 2_500,
        }],
    };
    Layout {
        land,
        settlements: settlements.to_vec(),
        name: "Kelland",
    }
    .populate(SEED, false)
}
