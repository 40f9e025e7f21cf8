//! A search put down in a file between two rounds, and taken up again.
//!
//! ```text
//! locality-checkpoint/1   the format, as text on a line of its own
//! head                    the library's version, the instance's hash, seed and settings: what the rest is good for (CBOR)
//! stand                   what the next rounds follow from: record, plan, columns, cuts, tree (CBOR)
//! hash                    SHA-256 of everything before, 32 bytes
//! ```
//!
//! CBOR (RFC 8949) keeps every float to the last bit, and says what its fields are, so that types may leave some out.
//! The hash tells damage, not malice: it is no signature.

use super::Run;
use super::columns::{Bounding, SavedBounding};
use super::instance::Instance;
use super::primal::{Primal, SavedPrimal};
use super::solution::{Record, SolveError};
use crate::disk::{self, WriteError};
use crate::fault::{Fault, FaultCode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The first line; it changes when a reader of the old format could misread the new one.
const FORMAT: &[u8] = b"locality-checkpoint/1\n";
/// What the first line of every version begins with.
const ANY_FORMAT: &[u8] = b"locality-checkpoint/";
/// The bytes of the hash at the end.
const HASH: usize = 32;

/// A search between two rounds: with the instance and the seed, all that the next rounds follow from.
#[derive(Debug)]
pub(crate) struct Stand<'i> {
    pub(crate) record: Record,
    pub(crate) primal: Primal<'i>,
    pub(crate) bounding: Option<Bounding<'i>>,
}

/// What a stand is good for. Threads, and limits in rounds and seconds, change nothing in the way of a search, and are not among it; nor is a limit
/// in the gap, though it says what the proof goes for: with another one the search goes on from here.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    library: String,
    instance: String,
    seed: u64,
    memory: Option<u64>,
    /// The hash of the plan to start from.
    start: Option<String>,
    /// Whether there is work on a bound.
    bound: bool,
}

#[derive(Serialize, Deserialize)]
struct Saved<'s> {
    record: Cow<'s, Record>,
    primal: SavedPrimal<'s>,
    bounding: Option<SavedBounding<'s>>,
}

impl Head {
    /// Of a search with these settings. O(instance).
    pub(crate) fn new(instance: &Instance, run: &Run<'_>, bound: bool) -> Self {
        Self {
            library: env!("CARGO_PKG_VERSION").to_owned(),
            instance: hash_of(instance.file()),
            seed: run.get_seed(),
            memory: run.get_memory(),
            start: run.get_start().map(hash_of),
            bound,
        }
    }

    /// Writes a stand into the file, as a whole or not at all. O(its size).
    ///
    /// # Errors
    /// `O001`; what stood there before is untouched.
    pub(crate) fn write(&self, path: &Path, stand: &Stand<'_>) -> Result<(), WriteError> {
        let saved = Saved {
            record: Cow::Borrowed(&stand.record),
            primal: SavedPrimal::of(&stand.primal),
            bounding: stand.bounding.as_ref().map(SavedBounding::of),
        };
        disk::write_with(path, |file| {
            let mut hashed = BufWriter::with_capacity(
                1 << 16,
                Hashed {
                    file,
                    hasher: Sha256::new(),
                },
            );
            hashed.write_all(FORMAT)?;
            ciborium::into_writer(self, &mut hashed).map_err(to_io)?;
            ciborium::into_writer(&saved, &mut hashed).map_err(to_io)?;
            let Hashed { file, hasher } = hashed.into_inner()?;
            file.write_all(&hasher.finalize())
        })
    }

    /// The stand in the file, with so many bytes of memory for the bound.
    ///
    /// # Errors
    /// [`SolveError::Resume`] with `K001` to `K006`; [`SolveError::Infeasible`] where it is proven quickly that there is no plan.
    pub(crate) fn read<'i>(
        &self,
        path: &Path,
        instance: &'i Instance,
        memory: Option<u64>,
    ) -> Result<Stand<'i>, SolveError> {
        let refused = |code, what: String| {
            let fault = Fault::new(code, what).file(path.display().to_string());
            SolveError::Resume(Box::new(fault))
        };
        let bytes = std::fs::read(path)
            .map_err(|error| refused(FaultCode::CheckpointNotOpened, error.to_string()))?;
        let damaged = |what: &str| refused(FaultCode::CheckpointDamaged, what.to_owned());
        let mut rest = checked(&bytes).map_err(|(code, what)| refused(code, what.to_owned()))?;
        let head: Self = ciborium::from_reader(&mut rest).map_err(|_| damaged("its head cannot be read"))?;
        self.fits(&head).map_err(|(code, what)| refused(code, what))?;
        let saved: Saved<'_> =
            ciborium::from_reader(&mut rest).map_err(|_| damaged("the search in it cannot be read"))?;
        let misfit = || damaged("the search in it is none of this task");
        let primal = saved.primal.restore(instance, self.seed)?.ok_or_else(misfit)?;
        let bounding = match (saved.bounding, memory) {
            (Some(bounding), Some(memory)) => Some(bounding.restore(instance, memory).ok_or_else(misfit)?),
            (None, None) => None,
            _ => return Err(misfit()),
        };
        Ok(Stand {
            record: saved.record.into_owned(),
            primal,
            bounding,
        })
    }

    /// Whether a search with this head can go on from one with that.
    fn fits(&self, found: &Self) -> Result<(), (FaultCode, String)> {
        if found.library != self.library {
            let what = format!("it is of {}, and this is {}", found.library, self.library);
            return Err((FaultCode::CheckpointVersion, what));
        }
        if found.instance != self.instance {
            let what = "the instance has changed since".to_owned();
            return Err((FaultCode::CheckpointTask, what));
        }
        let same_start = found.start == self.start;
        let what = match found {
            _ if found.seed != self.seed => format!("its seed is {}, not {}", found.seed, self.seed),
            _ if found.memory != self.memory => {
                let bytes = |memory: Option<u64>| memory.map_or("none".to_owned(), |b| format!("{b} bytes"));
                let (then, now) = (bytes(found.memory), bytes(self.memory));
                format!("its limit of memory is {then}, not {now}")
            }
            _ if !same_start => "it began with another plan".to_owned(),
            _ if found.bound != self.bound => "it is of another strategy".to_owned(),
            _ => return Ok(()),
        };
        Err((FaultCode::CheckpointSettings, what))
    }
}

/// What stands between the first line and the hash, where that is right.
fn checked(bytes: &[u8]) -> Result<&[u8], (FaultCode, &'static str)> {
    if !bytes.starts_with(ANY_FORMAT) {
        return Err((FaultCode::NoCheckpoint, "it begins otherwise"));
    }
    let Some(rest) = bytes.strip_prefix(FORMAT) else {
        return Err((
            FaultCode::CheckpointVersion,
            "it is of another version of the format",
        ));
    };
    let end = rest.len().checked_sub(HASH).map(|end| rest.split_at(end));
    let Some((content, hash)) = end else {
        return Err((FaultCode::CheckpointDamaged, "it is cut short"));
    };
    let hashed = Sha256::new()
        .chain_update(FORMAT)
        .chain_update(content)
        .finalize();
    match hashed.as_slice() == hash {
        true => Ok(content),
        false => Err((FaultCode::CheckpointDamaged, "its hash is another")),
    }
}

/// Hashes what is written.
struct Hashed<W> {
    file: W,
    hasher: Sha256,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        if let Some(bytes) = bytes.get(..written) {
            self.hasher.update(bytes);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The hash of something as JSON.
pub(crate) fn hash_of(value: impl Serialize) -> String {
    let mut hashed = Hashed {
        file: io::sink(),
        hasher: Sha256::new(),
    };
    // Writing nowhere does not fail, and what is hashed here has no keys that JSON lacks.
    let _ = serde_json::to_writer(&mut hashed, &value);
    disk::digits(&hashed.hasher.finalize())
}

fn to_io(error: ciborium::ser::Error<io::Error>) -> io::Error {
    match error {
        ciborium::ser::Error::Io(error) => error,
        ciborium::ser::Error::Value(what) => io::Error::other(what),
    }
}
