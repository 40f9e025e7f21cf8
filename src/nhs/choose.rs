//! Which of the files that were found the practices are made from.

use super::kind::Kind;
use super::source::{Found, Source};

/// The way to the practices.
#[derive(Debug)]
pub(crate) enum Way<'a> {
    /// From published files.
    Published(Published<'a>),
    /// From a table of practices ready made; the others of its kind are passed over.
    Ready(&'a Found, Vec<&'a Found>),
    /// There is none: these kinds are missing.
    None(Vec<Kind>),
}

/// The published files that decide which practices there are.
#[derive(Debug)]
pub(crate) struct Published<'a> {
    pub lists: &'a Found,
    pub other_lists: Vec<&'a Found>,
    /// Maps that may go with the lists, the newest first. Of several, the one that leaves out the fewest
    /// patients is used.
    pub maps: Vec<&'a Found>,
    pub other_maps: Vec<&'a Found>,
}

pub(crate) fn choose(source: &Source) -> Way<'_> {
    let of = |kind| source.newest_first(kind);
    let maps = of(Kind::PracticeMap);
    let placed = !of(Kind::Postcodes).is_empty();
    let published = pair(source, maps.clone());
    let ready = of(Kind::PlainPractices);
    let known = |kind| !of(kind).is_empty();
    // Payments carry names, postcodes and commissioners of their own.
    let suffices = |p: &Published<'_>| placed && (!p.maps.is_empty() || p.lists.kind == Kind::Payments);
    // Lists with postcodes of their own, or a register, make a poorer table, but a table.
    let will_do =
        |p: &Published<'_>| placed && (p.lists.kind == Kind::ListSizes || known(Kind::PracticeRegister));
    match (published, ready.split_first()) {
        (Some(published), _) if suffices(&published) => Way::Published(published),
        (_, Some((first, others))) => Way::Ready(first, others.to_vec()),
        (Some(published), None) if will_do(&published) => Way::Published(published),
        (published, None) => {
            let mut missing = Vec::new();
            if published.is_none() {
                missing.push(Kind::ListSizes);
            }
            if maps.is_empty() {
                missing.push(Kind::PracticeMap);
            }
            if !placed {
                missing.push(Kind::Postcodes);
            }
            Way::None(missing)
        }
    }
}

/// List sizes and the maps that go with them: of the newest day on which there are both, else the newest list
/// sizes and any map.
fn pair<'a>(source: &'a Source, maps: Vec<&'a Found>) -> Option<Published<'a>> {
    let lists = [Kind::ListSizes, Kind::Payments, Kind::PlainListSizes]
        .into_iter()
        .map(|kind| source.newest_first(kind))
        .find(|files| !files.is_empty())?;
    let same_day = lists.iter().find_map(|list| {
        let map = maps
            .iter()
            .find(|map| map.date.is_some() && map.date == list.date)?;
        Some((*list, *map))
    });
    let lists_used = same_day.map(|(list, _)| list).or(lists.first().copied())?;
    let maps_used = same_day.map_or_else(|| maps.clone(), |(_, map)| vec![map]);
    let without = |all: Vec<&'a Found>, used: &[&Found]| {
        let unused = |f: &&Found| !used.iter().any(|u| std::ptr::eq(*u, *f));
        all.into_iter().filter(unused).collect()
    };
    Some(Published {
        lists: lists_used,
        other_lists: without(lists, &[lists_used]),
        other_maps: without(maps, &maps_used),
        maps: maps_used,
    })
}
