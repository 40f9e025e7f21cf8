//! Lays the files over each other and makes the practices of them.

use super::choose::{Published, Way, choose};
use super::facts::{Facts, Listing};
use super::inventory::missing_files;
use super::kind::Kind;
use super::loaded::{LeftOut, Loaded, Reading, Why};
use super::reader::Reader;
use super::report::{Report, Unreadable};
use super::source::{Found, Source};
use super::{list_sizes, payments, pcn_members, plain, postcodes, practice_map, register};
use crate::fault::{Fault, FaultCode, Faults};
use crate::practice::{OdsCode, Postcode, Practice, Practices};
use crate::units::Patients;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn practices(source: &Source, reading: Reading) -> Result<Loaded, Faults> {
    let mut reader = Reader::new(reading);
    let mut made = Made::default();
    match choose(source) {
        Way::Published(published) => made.lay_together(source, &published, &mut reader),
        Way::Ready(found, others) => {
            if let Some(listing) = listing(&mut reader, found, &others) {
                made.take_lists(listing);
            }
        }
        Way::None(_) => missing_files(source)
            .into_iter()
            .for_each(|fault| reader.fatal(fault)),
    }
    made.finish(source, reader)
}

/// Reads any file with one entry a practice.
fn listing(reader: &mut Reader, found: &Found, passed_over: &[&Found]) -> Option<Listing> {
    let read: fn(&Found, &mut Report) -> Result<Listing, Unreadable> = match found.kind {
        Kind::ListSizes => list_sizes::read,
        Kind::PracticeMap => practice_map::read,
        Kind::Payments => payments::read,
        Kind::PracticeRegister => register::read,
        Kind::PcnMembers => pcn_members::read,
        Kind::PlainListSizes => plain::read_list_sizes,
        _ => plain::read_practices,
    };
    reader.read(found, passed_over, |found, report| {
        read(found, report).map(|listing| {
            let rows = listing.rows;
            (listing, rows)
        })
    })
}

/// The practices in the making.
#[derive(Debug, Default)]
struct Made {
    facts: BTreeMap<OdsCode, Facts>,
    left_out: Vec<LeftOut>,
    patients_in_file: Patients,
}

impl Made {
    fn leave(&mut self, code: OdsCode, patients: Patients, why: Why) {
        self.left_out.push(LeftOut {
            practice: code.to_string(),
            patients,
            why,
        });
    }

    fn take_lists(&mut self, listing: Listing) {
        let taken: Patients = listing.facts.values().map(|f| f.list_size).sum();
        let left: Patients = listing.left_out.iter().map(|l| l.patients).sum();
        self.patients_in_file = taken + left;
        self.left_out.extend(listing.left_out);
        for (code, facts) in listing.facts {
            if facts.list_size == Patients::ZERO {
                self.leave(code, Patients::ZERO, Why::EmptyList);
            } else {
                self.facts.insert(code, facts);
            }
        }
    }

    fn lay_together(&mut self, source: &Source, files: &Published<'_>, reader: &mut Reader) {
        if let Some(lists) = listing(reader, files.lists, &files.other_lists) {
            self.take_lists(lists);
        }
        if let Some(map) = self.best_map(files, reader) {
            self.lay_over(map);
        }
        if self.facts.values().any(|f| f.pcn.is_none()) {
            let members = self.extra(source, reader, Kind::PcnMembers);
            self.fill(&members);
        }
        if self.facts.values().any(|f| f.weighted_list.is_none()) && files.lists.kind != Kind::Payments {
            let payments = self.extra(source, reader, Kind::Payments);
            self.fill_weighted(&payments);
        }
        let gaps = self.facts.values().any(Facts::has_gaps);
        if gaps {
            let register = self.extra(source, reader, Kind::PracticeRegister);
            self.fill(&register);
        }
        self.place(source, reader);
        // The register is read only where it is needed: for gaps, or for other postcodes of practices that
        // are in no directory by the one they have.
        if !gaps && self.facts.values().any(|f| f.location.is_none()) {
            let register = self.extra(source, reader, Kind::PracticeRegister);
            self.fill(&register);
            self.place(source, reader);
        }
    }

    /// The newest file of a kind that only fills gaps, if there is one. Faults of other practices than ours
    /// do not matter there.
    fn extra(&self, source: &Source, reader: &mut Reader, kind: Kind) -> Listing {
        let files = source.newest_first(kind);
        let Some((newest, others)) = files.split_first() else {
            return Listing::default();
        };
        let ours = |code| self.facts.contains_key(&code);
        let read = reader.extra(|reader| listing(reader, newest, others), ours);
        read.unwrap_or_default()
    }

    /// Of the maps that may go with the lists, the one that leaves out the fewest patients.
    fn best_map(&self, files: &Published<'_>, reader: &mut Reader) -> Option<Listing> {
        let mut best: Option<(Patients, usize, Listing)> = None;
        for map in &files.maps {
            let listing = listing(reader, map, &[])?;
            let unknown = self
                .facts
                .iter()
                .filter(|(code, _)| !listing.facts.contains_key(code));
            let lost: Patients = unknown.map(|(_, f)| f.list_size).sum();
            if best.as_ref().is_some_and(|(least, ..)| lost >= *least) {
                reader.used.pop();
            } else {
                if let Some((_, at, _)) = best {
                    reader.used.remove(at);
                }
                best = Some((lost, reader.used.len() - 1, listing));
            }
        }
        let (_, at, listing) = best?;
        if let Some(used) = reader.used.get_mut(at) {
            let unused = files.maps.iter().chain(&files.other_maps).map(|f| f.path.clone());
            used.passed_over = unused.filter(|path| *path != used.path).collect();
        }
        Some(listing)
    }

    /// The map decides, together with the lists, which practices there are.
    fn lay_over(&mut self, map: Listing) {
        let lists = std::mem::take(&mut self.facts);
        for (code, list) in lists {
            match map.facts.get(&code) {
                Some(of_map) => {
                    let mut facts = of_map.clone();
                    facts.fill(&list);
                    facts.list_size = list.list_size;
                    self.facts.insert(code, facts);
                }
                None => self.leave(code, list.list_size, Why::NotInMap),
            }
        }
        let without_list: Vec<OdsCode> = map
            .facts
            .into_keys()
            .filter(|code| !self.facts.contains_key(code))
            .filter(|code| !self.left_out.iter().any(|l| l.practice == code.as_str()))
            .collect();
        for code in without_list {
            self.leave(code, Patients::ZERO, Why::NoList);
        }
        self.left_out.extend(map.left_out);
    }

    fn fill(&mut self, from: &Listing) {
        for (code, facts) in &mut self.facts {
            if let Some(more) = from.facts.get(code) {
                facts.fill(more);
            }
        }
    }

    /// Of payments of another year only the weighted list is taken: their addresses and areas are older.
    fn fill_weighted(&mut self, from: &Listing) {
        for (code, facts) in &mut self.facts {
            facts.weighted_list = from.facts.get(code).and_then(|f| f.weighted_list);
        }
    }

    /// Looks up the postcodes of practices without a location, one directory after the other until all are
    /// found.
    fn place(&mut self, source: &Source, reader: &mut Reader) {
        for found in source.newest_first(Kind::Postcodes) {
            let unplaced = self.facts.values().filter(|f| f.location.is_none());
            let wanted: BTreeSet<Postcode> = unplaced.flat_map(|f| f.postcodes.iter().copied()).collect();
            if wanted.is_empty() {
                return;
            }
            let read = |found: &Found, report: &mut Report| postcodes::read(found, Some(&wanted), report);
            let Some(directory) = reader.read(found, &[], read) else {
                continue;
            };
            for facts in self.facts.values_mut().filter(|f| f.location.is_none()) {
                let place = |&postcode: &Postcode| Some((postcode, directory.get(postcode)?.location?));
                if let Some((postcode, location)) = facts.postcodes.iter().find_map(place) {
                    facts.location = Some(location);
                    facts.postcodes = vec![postcode];
                }
            }
        }
    }

    fn finish(mut self, source: &Source, mut reader: Reader) -> Result<Loaded, Faults> {
        let mut rows = Vec::with_capacity(self.facts.len());
        for (code, facts) in std::mem::take(&mut self.facts) {
            let Some(location) = facts.location else {
                let postcodes: Vec<&str> = facts.postcodes.iter().map(Postcode::as_str).collect();
                let what = match postcodes.as_slice() {
                    [] => format!(
                        "{code} ({} patients) has neither postcode nor coordinates",
                        facts.list_size
                    ),
                    some => format!("{code} ({} patients) at {}", facts.list_size, some.join(" or ")),
                };
                reader.fault(Fault::new(FaultCode::NoLocation, what).practice(code));
                self.leave(code, facts.list_size, Why::NoLocation);
                continue;
            };
            let name = facts.name.unwrap_or_else(|| code.to_string());
            rows.push(Practice {
                postcode: facts.postcodes.first().copied(),
                weighted_list: facts.weighted_list,
                adjusted_list: facts.adjusted_list,
                pcn: facts.pcn.flatten(),
                sub_icb: facts.sub_icb,
                icb: facts.icb,
                region: facts.region,
                ..Practice::new(code, name, location, facts.list_size)
            });
        }
        let (used, faults) = reader.finish()?;
        let extras = [
            Kind::PracticeMap,
            Kind::PracticeRegister,
            Kind::PcnMembers,
            Kind::Payments,
        ];
        let lacking = |kind: &Kind| match kind {
            Kind::PracticeMap => rows.iter().any(|p| p.icb.is_none() && p.pcn.is_none()),
            Kind::Payments => rows.iter().all(|p| p.weighted_list.is_none()),
            Kind::PcnMembers => rows.iter().all(|p| p.pcn.is_none()),
            _ => rows.iter().any(|p| p.sub_icb.is_none()),
        };
        let absent = |kind: &Kind| source.newest_first(*kind).is_empty();
        let missing = extras
            .into_iter()
            .filter(|kind| absent(kind) && lacking(kind))
            .collect();
        self.left_out.sort();
        Ok(Loaded {
            practices: Practices::new(rows)?,
            used,
            left_out: self.left_out,
            patients_in_file: self.patients_in_file,
            missing,
            faults,
        })
    }
}
