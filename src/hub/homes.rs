//! Where the patients of each practice live, as far as it is known.

use crate::practice::{Flows, Location, Practices};
use crate::units::Patients;

/// For each practice of a table the places where its patients live, with how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Homes {
    of: Vec<Vec<(Location, u64)>>,
    known: u64,
}

impl Homes {
    /// From registrations by small area; `point` is the population-weighted centroid of an area. Patients of a practice's list who
    /// are in no area with a point are taken to live at the practice. O(rows).
    #[must_use]
    pub fn new(practices: &Practices, flows: &Flows, point: impl Fn(&str) -> Option<Location>) -> Self {
        let points: Vec<Option<Location>> = flows.areas().iter().map(|area| point(area)).collect();
        let mut homes = Self {
            of: Vec::with_capacity(practices.len()),
            known: 0,
        };
        for (i, practice) in practices.iter().enumerate() {
            let placed = flows.of(i).iter();
            let mut of: Vec<(Location, u64)> = placed
                .filter_map(|&(area, patients)| Some(((*points.get(area as usize)?)?, patients.0)))
                .collect();
            let known: u64 = of.iter().map(|(_, patients)| patients).sum();
            let rest = practice.list_size.0.saturating_sub(known);
            if rest > 0 {
                of.push((practice.location, rest));
            }
            homes.known += known;
            homes.of.push(of);
        }
        homes
    }

    /// How many patients have a home that is known.
    #[must_use]
    pub fn known(&self) -> Patients {
        Patients(self.known)
    }

    /// The places of practice `i`; none for an index that is not in the table.
    #[must_use]
    pub fn of(&self, i: usize) -> &[(Location, u64)] {
        self.of.get(i).map_or(&[], Vec::as_slice)
    }
}
