//! Who sits on the board of a place.

use super::{Bodies, Body, Places};
use crate::network::NetworkTable;
use crate::practice::Practices;
use serde::Serialize;
use std::collections::BTreeSet;

/// A seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// The place.
    pub place: String,
    /// Whose seat it is: `clinical director`, `LMC chair` or `federation`.
    pub office: &'static str,
    /// The network, LMC or federation that holds it; `None` where the place must have one and none is known.
    pub holder: Option<String>,
}

/// The board that follows from each place: a seat for the clinical director of each network, for the chair of each LMC and for each
/// federation whose practices it has (Ockham Healthcare, Local General Practice Inc, 2022: one of each). By place; O(n log n).
///
/// By hand: a place of six networks with one LMC and one federation has eight seats.
#[must_use]
pub fn board(practices: &Practices, networks: &NetworkTable, places: &Places, bodies: &Bodies) -> Vec<Seat> {
    let of = |body: Body| bodies.of_networks(practices, networks, body);
    let (committees, federations) = (of(Body::Lmc), of(Body::Federation));
    let mut seats = Vec::new();
    for place in &places.places {
        let mut seat = |office: &'static str, holder: Option<String>| {
            seats.push(Seat {
                place: place.name.clone(),
                office,
                holder,
            });
        };
        for &k in &place.networks {
            seat(
                "clinical director",
                networks.as_slice().get(k).map(|network| network.name.clone()),
            );
        }
        for (office, names) in [("LMC chair", &committees), ("federation", &federations)] {
            let known: BTreeSet<&String> = place.networks.iter().filter_map(|&k| names[k].as_ref()).collect();
            match known.is_empty() {
                true => seat(office, None),
                false => known
                    .into_iter()
                    .for_each(|name| seat(office, Some(name.clone()))),
            }
        }
    }
    seats
}
