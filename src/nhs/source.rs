//! Files and folders, opened as a whole: what is there, and the doors to what it holds.

use super::date::Date;
use super::deprivation::{self, Deprivation};
use super::inventory::{Inventory, missing_files};
use super::kind::Kind;
use super::limits::Limits;
use super::loaded::{Loaded, Outcome, Reading};
use super::lsoa::Census;
use super::postcodes::{self, Postcodes};
use super::reader::Reader;
use super::recognise::{Recognised, recognise};
use super::registrations::{self, Registrations};
use super::report::Report;
use super::small_area_points::{self, SmallAreaPoints};
use super::workforce::{self, Workforce};
use super::{assemble, walk};
use crate::fault::{Fault, FaultCode, Faults};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files that were recognised, not yet read.
///
/// ```no_run
/// use locality::nhs::{Reading, Source};
/// let source = Source::open(&["england-2022", "geography"])?;
/// println!("{}", source.inventory());
/// let loaded = source.practices(Reading::Strict)?;
/// println!("{loaded}");
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[derive(Clone, Debug)]
pub struct Source {
    pub(crate) found: Vec<Found>,
    pub(crate) unrecognised: Vec<(PathBuf, String)>,
    limits: Limits,
}

/// A table of a known kind in one of the files.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub path: PathBuf,
    pub given: Option<Arc<[u8]>>,
    pub sheet: Option<String>,
    pub kind: Kind,
    pub date: Option<Date>,
    pub census: Option<Census>,
    pub columns: Option<&'static [&'static str]>,
    pub lacks: Option<&'static str>,
    pub limits: Limits,
}

impl Source {
    /// Looks at the head of every file that is given and of every file in the folders that are given, down to
    /// their sub-folders' sub-folders; hidden files are passed by. Nothing is read beyond the heads.
    ///
    /// # Errors
    /// Every path that does not exist or cannot be opened (`L001`), with the name that it may have meant; and
    /// if so, or when no file is of a known kind, every file that is needed and missing (`L007`), with where
    /// it is published. Where nothing is of a known kind, also every path that was given (`L009`).
    pub fn open<P: AsRef<Path>>(paths: &[P]) -> Result<Self, Faults> {
        Self::open_within(paths, Limits::default())
    }

    /// As [`open`](Self::open), for files that are larger than the [limits](Limits) by default, or from where nothing large is expected.
    ///
    /// # Errors
    /// As [`open`](Self::open). A text file that is too large is recognised, and refused (`L010`) when it is read; a workbook that is too large is not
    /// recognised, and the inventory says why.
    pub fn open_within<P: AsRef<Path>>(paths: &[P], limits: Limits) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let mut source = Self::empty(limits);
        for path in paths {
            match walk::files(path.as_ref()) {
                Ok(files) => files.into_iter().for_each(|file| source.add(file, None)),
                Err(fault) => faults.push(fault),
            }
        }
        source.complete(paths.iter().map(AsRef::as_ref), faults)
    }

    /// As [`open_within`](Self::open_within), for files that are in memory, each with the name that faults call it by: where they are received and not
    /// stored, or where there is no disk. Of the same name only the first counts.
    ///
    /// ```
    /// use locality::nhs::{Limits, Reading, Source};
    /// let table = &b"practice_code,list_size,easting,northing\nA10001,5996,182500,44900\n"[..];
    /// let source = Source::of_bytes([("upload.csv", table)], Limits::default())?;
    /// assert_eq!(source.practices(Reading::Strict)?.practices.len(), 1);
    /// # Ok::<(), locality::fault::Faults>(())
    /// ```
    ///
    /// # Errors
    /// When none is of a known kind, as [`open`](Self::open).
    pub fn of_bytes<N: Into<PathBuf>, B: Into<Arc<[u8]>>>(
        files: impl IntoIterator<Item = (N, B)>,
        limits: Limits,
    ) -> Result<Self, Faults> {
        let mut source = Self::empty(limits);
        let mut names = Vec::new();
        for (name, bytes) in files {
            let name: PathBuf = name.into();
            source.add(name.clone(), Some(bytes.into()));
            names.push(name);
        }
        source.complete(names.iter().map(PathBuf::as_path), Vec::new())
    }

    fn empty(limits: Limits) -> Self {
        Self {
            found: Vec::new(),
            unrecognised: Vec::new(),
            limits,
        }
    }

    /// The source, where nothing is wrong with it and something of it is known.
    fn complete<'a>(
        self,
        paths: impl Iterator<Item = &'a Path>,
        mut faults: Vec<Fault>,
    ) -> Result<Self, Faults> {
        if faults.is_empty() && self.found.is_empty() {
            faults.extend(paths.map(|path| self.nothing_known(path)));
        }
        if !faults.is_empty() || self.found.is_empty() {
            faults.extend(missing_files(&self));
        }
        Faults::none_or(faults)?;
        Ok(self)
    }

    /// Why nothing was found at a path.
    fn nothing_known(&self, path: &Path) -> Fault {
        let inside = self
            .unrecognised
            .iter()
            .filter(|(file, _)| file.starts_with(path));
        let why = match &inside.collect::<Vec<_>>()[..] {
            [] => "there is no file in it".to_owned(),
            [(file, why)] if file == path => why.to_string(),
            files => format!("{} files, none of them of a known kind", files.len()),
        };
        Fault::new(FaultCode::NothingKnown, why).file(path.display().to_string())
    }

    fn add(&mut self, path: PathBuf, given: Option<Arc<[u8]>>) {
        // The same file may be given twice, once by itself and once with its folder.
        let known = self
            .found
            .iter()
            .map(|f| &f.path)
            .chain(self.unrecognised.iter().map(|(p, _)| p));
        if known.into_iter().any(|p| *p == path) {
            return;
        }
        match recognise(&path, given.as_ref(), self.limits) {
            Ok(tables) => self.found.extend(tables.into_iter().map(|table| {
                let Recognised {
                    sheet,
                    kind,
                    date,
                    census,
                    columns,
                    lacks,
                } = table;
                Found {
                    path: path.clone(),
                    given: given.clone(),
                    sheet,
                    kind,
                    date,
                    census,
                    columns,
                    lacks,
                    limits: self.limits,
                }
            })),
            Err(why) => self.unrecognised.push((path, why)),
        }
    }

    /// What was found, what will be used, what is missing and where it is published.
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        Inventory::of(self)
    }

    /// The practices: from the published files where they suffice, else from a table of practices ready made.
    ///
    /// List sizes (`gp-reg-pat-prac-all`, else payments, else plain list sizes) and the map decide together
    /// which practices there are; the directory places them by postcode, that of the map first, then that
    /// of the register. Of several lists and maps those of the newest day are used on which there are both;
    /// where the lists carry no day, the map that leaves out the fewest patients.
    ///
    /// # Errors
    /// All faults of the files that were used (`L001`-`L007`); of a lenient reading only those after which a
    /// file cannot be read to its end, and files that are missing. `P003` where no practice is left.
    pub fn practices(&self, reading: Reading) -> Result<Loaded, Faults> {
        assemble::practices(self, reading)
    }

    /// Registered patients by practice and small area, of the newest extract.
    ///
    /// # Errors
    /// As for [`practices`](Self::practices); `L007` where there is no such file.
    pub fn registrations(&self, reading: Reading) -> Result<Outcome<Registrations>, Faults> {
        let mut reader = Reader::new(reading);
        let files = self.newest_first(Kind::Registrations);
        let value = match files.split_first() {
            Some((newest, others)) => reader.read(newest, others, registrations::read),
            None => reader.lack(self, Kind::Registrations),
        };
        reader.outcome(value)
    }

    /// A point for each small area: of 2021 where there is one, else of 2011, else of any other table.
    ///
    /// # Errors
    /// As for [`practices`](Self::practices); `L007` where there is no such file.
    pub fn small_area_points(&self, reading: Reading) -> Result<Outcome<SmallAreaPoints>, Faults> {
        let mut reader = Reader::new(reading);
        let mut files = self.newest_first(Kind::SmallAreaPoints);
        files.sort_by_key(|f| std::cmp::Reverse(f.census));
        let mut all: Option<SmallAreaPoints> = None;
        for file in &files {
            if let Some(points) = reader.read(file, &[], small_area_points::read) {
                all.get_or_insert_default().fill(points);
            }
        }
        if files.is_empty() {
            reader.lack::<()>(self, Kind::SmallAreaPoints);
        }
        reader.outcome(all)
    }

    /// The index of multiple deprivation of the small areas that were drawn for this census; which one the
    /// registrations need says [`Registrations::census`].
    ///
    /// # Errors
    /// As for [`practices`](Self::practices); `L007` where there is none for this census.
    pub fn deprivation(&self, census: Census, reading: Reading) -> Result<Outcome<Deprivation>, Faults> {
        let mut reader = Reader::new(reading);
        let mut files = self.newest_first(Kind::Deprivation);
        files.retain(|f| f.census == Some(census));
        let value = match files.split_first() {
            Some((first, others)) => reader.read(first, others, deprivation::read),
            None => reader.lack(self, Kind::Deprivation),
        };
        reader.outcome(value)
    }

    /// The staff of every practice, in either layout of the publication; of several files the first in the order of their paths, as they
    /// carry no date of their own.
    ///
    /// # Errors
    /// As for [`practices`](Self::practices); `L007` where there is no such file.
    pub fn workforce(&self, reading: Reading) -> Result<Outcome<Workforce>, Faults> {
        let mut reader = Reader::new(reading);
        let files = self.newest_first(Kind::Workforce);
        let value = match files.split_first() {
            Some((first, others)) => reader.read(first, others, workforce::read),
            None => reader.lack(self, Kind::Workforce),
        };
        reader.outcome(value)
    }

    /// Whether there is a complete file of this kind.
    #[must_use]
    pub fn has(&self, kind: Kind) -> bool {
        !self.newest_first(kind).is_empty()
    }

    /// The postcode directory, all files of it together: less than 100 bytes a postcode while reading, so
    /// some 250 MB for the whole of it. [`practices`](Self::practices) keeps only the postcodes of practices.
    ///
    /// # Errors
    /// As for [`practices`](Self::practices); `L007` where there is no such file.
    pub fn postcodes(&self, reading: Reading) -> Result<Outcome<Postcodes>, Faults> {
        let mut reader = Reader::new(reading);
        let files = self.newest_first(Kind::Postcodes);
        let mut all: Option<Postcodes> = None;
        for file in &files {
            let read = |found: &Found, report: &mut Report| postcodes::read(found, None, report);
            if let Some(postcodes) = reader.read(file, &[], read) {
                all.get_or_insert_default().fill(postcodes);
            }
        }
        if files.is_empty() {
            reader.lack::<()>(self, Kind::Postcodes);
        }
        reader.outcome(all)
    }

    /// The complete files of a kind: the newest extract first, those without a date last, else as given.
    pub(crate) fn newest_first(&self, kind: Kind) -> Vec<&Found> {
        let mut files: Vec<&Found> = self
            .found
            .iter()
            .filter(|f| f.kind == kind && f.lacks.is_none())
            .collect();
        files.sort_by_key(|f| std::cmp::Reverse(f.date));
        files
    }
}
