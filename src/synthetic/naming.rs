//! Codes, names and postcodes that cannot be mistaken for real ones.

use super::stream::Stream;
use crate::practice::{OdsCode, Organisation, Postcode};
use std::fmt::Debug;

const FIRST: [&str; 40] = [
    "Alder", "Amber", "Ash", "Barley", "Beacon", "Beech", "Birch", "Bridge", "Brook", "Castle", "Cedar",
    "Chapel", "Cherry", "Clover", "Copper", "Elm", "Fern", "Field", "Granite", "Green", "Hawthorn", "Hazel",
    "Heather", "High", "Holly", "Juniper", "Lime", "Linden", "Maple", "Meadow", "Mill", "Oak", "Orchard",
    "Pine", "River", "Rowan", "Silver", "Stone", "Willow", "Yew",
];

const SECOND: [&str; 24] = [
    "Bank", "Close", "Court", "Cross", "Dale", "End", "Fields", "Gate", "Green", "Grove", "Hill", "House",
    "Lane", "Lodge", "Park", "Place", "Rise", "Road", "Row", "Street", "Vale", "View", "Walk", "Way",
];

const KIND: [&str; 6] = [
    "Surgery",
    "Surgery",
    "Medical Centre",
    "Medical Practice",
    "Health Centre",
    "Family Practice",
];

/// What the code of a made-up organisation begins with, so that it cannot be mistaken for a real one.
/// Real practices have one letter and five digits (those with Z are in Northern Ireland), real networks U
/// and five digits, areas two or three characters.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body {
    Practice,
    Pcn,
    SubIcb,
    Icb,
    Region,
}

impl Body {
    /// The code of the organisation of this kind with this number, counted from 0: `SYN000041`.
    pub fn code(self, number: usize) -> OdsCode {
        let prefix = match self {
            Self::Practice => "SYN",
            Self::Pcn => "SYNU",
            Self::SubIcb => "SYNS",
            Self::Icb => "SYNQ",
            Self::Region => "SYNR",
        };
        well_formed(format!("{prefix}{number:06}").parse())
    }

    /// The organisation of this kind with this number and name.
    pub fn organisation(self, number: usize, name: impl Into<std::sync::Arc<str>>) -> Organisation {
        Organisation::new(self.code(number), name)
    }
}

/// A name such as "Rowan Lane Surgery", from words that are no person's name.
pub(super) fn practice(stream: &mut Stream) -> String {
    format!(
        "{} {} {}",
        word(&FIRST, stream),
        word(&SECOND, stream),
        word(&KIND, stream)
    )
}

/// A name such as "Rowan and Stone PCN".
pub(super) fn pcn(stream: &mut Stream) -> String {
    let first = stream.below(FIRST.len() as u64) as usize;
    // Another word than the first.
    let further = 1 + stream.below(FIRST.len() as u64 - 1) as usize;
    format!(
        "{} and {} PCN",
        FIRST[first],
        FIRST[(first + further) % FIRST.len()]
    )
}

/// The postcode of a building, counted from 0 in the order of the region's `buildings`. No British
/// postcode begins with X; buildings that follow each other share the part before the space.
pub(super) fn postcode(building: usize, buildings: usize) -> Postcode {
    const LETTERS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
    // From 8 buildings a district up to some 400, for there are 26 * 99 districts.
    let district_size = 8 + buildings / 2_500;
    let (district, place) = (building / district_size, building % district_size);
    let town = char::from(b'A' + (district / 99 % 26) as u8);
    // 1,237 has no divisor in common with 4,000, so that no two places get the same unit.
    let unit = place * 1_237 % 4_000;
    let letter = |i: usize| char::from(LETTERS[i % LETTERS.len()]);
    let text = format!(
        "X{town}{} {}{}{}",
        district % 99 + 1,
        unit / 400,
        letter(unit / 20),
        letter(unit)
    );
    well_formed(text.parse())
}

fn word<'a>(words: &[&'a str], stream: &mut Stream) -> &'a str {
    words[stream.below(words.len() as u64) as usize]
}

/// What this module writes is always well formed, since none of it comes from outside.
#[expect(clippy::expect_used, reason = "what is written here is not a caller's")]
pub(super) fn well_formed<T, E: Debug>(made_up: Result<T, E>) -> T {
    made_up.expect("what is made up here is well formed")
}

#[cfg(test)]
mod tests {
    use super::super::stream::Purpose;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_building_has_a_postcode_of_its_own() {
        for buildings in [1, 60, 6_000, 100_000, 1_000_000] {
            let all: BTreeSet<Postcode> = (0..buildings).map(|b| postcode(b, buildings)).collect();
            assert_eq!(all.len(), buildings);
        }
    }

    #[test]
    fn codes_keep_the_order_of_their_numbers() {
        assert_eq!(Body::Practice.code(41).as_str(), "SYN000041");
        assert!(Body::Practice.code(99_999) < Body::Practice.code(100_000));
        assert!(Body::Practice.code(999_998) < Body::Practice.code(999_999));
    }

    #[test]
    fn a_pcn_is_not_named_twice_after_one_thing() {
        let mut stream = Stream::new(1, Purpose::Names);
        for _ in 0..1_000 {
            let name = pcn(&mut stream);
            let words: Vec<&str> = name.split(' ').collect();
            assert_ne!(words[0], words[2]);
        }
    }
}
