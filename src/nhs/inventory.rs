//! What was found, what of it is used, what is missing and who publishes it.

use super::choose::{Way, choose};
use super::date::Date;
use super::kind::Kind;
use super::reader::missing_file;
use super::source::Source;
use crate::fault::Fault;
use serde::Serialize;
use std::fmt;
use std::path::PathBuf;

/// What was found in the files and folders that were given, by looking at their heads only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inventory {
    /// The files of a known kind, in the order of [`Kind::ALL`], the newest of a kind first.
    pub files: Vec<FoundFile>,
    /// How the practices will be made of them.
    pub plan: Plan,
    /// Published kinds of which there is no complete file.
    pub missing: Vec<Kind>,
    /// Files of no known kind, and why.
    pub unrecognised: Vec<(PathBuf, String)>,
}

/// A file of a known kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundFile {
    /// What it is.
    pub kind: Kind,
    /// The file.
    pub path: PathBuf,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// Its extract date, where its rows carry one.
    pub date: Option<Date>,
    /// The column that it lacks; then it is not used.
    pub lacks: Option<String>,
}

/// How the practices will be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Plan {
    /// From published files: these list sizes, and one of these maps.
    Published {
        /// The file of list sizes.
        lists: PathBuf,
        /// The maps that may go with it: that of the same day, else all, of which the one is used that
        /// leaves out the fewest patients.
        maps: Vec<PathBuf>,
    },
    /// From a table of practices ready made, because these published kinds are missing.
    Ready {
        /// The table.
        practices: PathBuf,
        /// What the published way lacks.
        because: Vec<Kind>,
    },
    /// They cannot be made: these kinds are missing.
    Impossible {
        /// What is missing.
        missing: Vec<Kind>,
    },
}

impl Inventory {
    pub(crate) fn of(source: &Source) -> Self {
        let mut files: Vec<FoundFile> = Vec::new();
        for &kind in Kind::ALL {
            let mut of_kind: Vec<_> = source.found.iter().filter(|f| f.kind == kind).collect();
            of_kind.sort_by_key(|f| std::cmp::Reverse(f.date));
            files.extend(of_kind.into_iter().map(|f| FoundFile {
                kind,
                path: f.path.clone(),
                sheet: f.sheet.clone(),
                date: f.date,
                lacks: f.lacks.map(str::to_owned),
            }));
        }
        let absent = |kind: &Kind| source.newest_first(*kind).is_empty();
        let needed = [Kind::ListSizes, Kind::PracticeMap, Kind::Postcodes];
        let plan = match choose(source) {
            Way::Published(published) => Plan::Published {
                lists: published.lists.path.clone(),
                maps: published.maps.iter().map(|f| f.path.clone()).collect(),
            },
            Way::Ready(found, _) => Plan::Ready {
                practices: found.path.clone(),
                because: needed.into_iter().filter(absent).collect(),
            },
            Way::None(missing) => Plan::Impossible { missing },
        };
        let published = Kind::ALL
            .iter()
            .copied()
            .filter(|kind| kind.publication().is_some() && *kind != Kind::PcnDetails);
        Self {
            files,
            plan,
            missing: published.filter(absent).collect(),
            unrecognised: source.unrecognised.clone(),
        }
    }
}

/// The faults of all files without which there are no practices.
pub(crate) fn missing_files(source: &Source) -> Vec<Fault> {
    match choose(source) {
        Way::None(missing) => missing
            .into_iter()
            .map(|kind| missing_file(source, kind))
            .collect(),
        _ => Vec::new(),
    }
}

impl fmt::Display for Inventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Found:")?;
        for file in &self.files {
            write!(f, "  {:<26}{}", file.kind.title(), file.path.display())?;
            if let Some(sheet) = &file.sheet {
                write!(f, ", sheet {sheet}")?;
            }
            if let Some(date) = file.date {
                write!(f, ", {date}")?;
            }
            if let Some(column) = &file.lacks {
                write!(f, "; not used, because it has no column {column}")?;
            }
            writeln!(f)?;
        }
        match &self.plan {
            Plan::Published { lists, maps } => {
                write!(
                    f,
                    "Practices will be made from the published files: {}",
                    lists.display()
                )?;
                match maps.as_slice() {
                    [] => write!(f, ", without a practice map")?,
                    [map] => write!(f, " with {}", map.display())?,
                    several => write!(
                        f,
                        " with that of {} maps which leaves out the fewest patients",
                        several.len()
                    )?,
                }
                writeln!(f)?;
            }
            Plan::Ready { practices, because } => {
                write!(
                    f,
                    "Practices will be taken ready made from {}",
                    practices.display()
                )?;
                if !because.is_empty() {
                    let kinds: Vec<&str> = because.iter().map(|k| k.title()).collect();
                    write!(
                        f,
                        ", because of the published files these are missing: {}",
                        kinds.join(", ")
                    )?;
                }
                writeln!(f)?;
            }
            Plan::Impossible { missing } => {
                let kinds: Vec<&str> = missing.iter().map(|k| k.title()).collect();
                writeln!(
                    f,
                    "Practices cannot be made, because these are missing: {}",
                    kinds.join(", ")
                )?;
            }
        }
        if !self.missing.is_empty() {
            writeln!(f, "Not found:")?;
        }
        for kind in &self.missing {
            writeln!(f, "  {:<26}for {}", kind.title(), kind.gives())?;
            if let (Some(publication), Some(address)) = (kind.publication(), kind.address()) {
                writeln!(f, "  {:<26}{publication}\n  {:<26}{address}", "", "")?;
            }
        }
        if !self.unrecognised.is_empty() {
            writeln!(f, "Not recognised:")?;
        }
        for (path, why) in &self.unrecognised {
            writeln!(f, "  {}: {why}", path.display())?;
        }
        Ok(())
    }
}
