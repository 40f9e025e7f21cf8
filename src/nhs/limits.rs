//! How much of a file is read before it is refused.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// A row of more cells is no row of a publication; a sheet of Excel ends here too.
pub(crate) const COLUMNS: usize = 16_384;

/// How large a file, a row or a workbook may be, in bytes. What is larger is refused (`L010`) before it fills the memory: a small
/// archive can unpack to a thousand times its size, and a quotation mark that is never closed makes one row of a whole file.
///
/// ```
/// use locality::nhs::{Limits, Source};
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("t.csv"), "practice_code,list_size,easting,northing\nA10001,5996,182500,44900\n")?;
/// let small = Limits { file: 50, ..Limits::default() };
/// let faults = Source::open_within(&[folder.path()], small)?.practices(locality::nhs::Reading::Strict).unwrap_err();
/// assert_eq!(faults.as_slice()[0].code.code(), "L010");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// A text file, unpacked: 2 GiB by default. The largest that is published, the postcode directory, has some 1.3 GB.
    pub file: u64,
    /// One row of a text file: 64 MiB by default. Counted as it is read, 64 KiB at a time: less than that refuses every file.
    pub row: u64,
    /// All parts of a workbook together, unpacked, and what its cells take in memory: 256 MiB by default.
    pub workbook: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 2 << 30,
            row: 64 << 20,
            workbook: 256 << 20,
        }
    }
}

/// More bytes than may be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} has more than {most} bytes")]
pub(crate) struct TooLarge {
    pub what: &'static str,
    pub most: u64,
}

impl TooLarge {
    /// Whether this is why a stream ended.
    pub fn ended(why: &io::Error) -> bool {
        why.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

/// A stream that ends with [`TooLarge`]. Who reads rows of it says when one is done.
#[derive(Debug)]
pub(crate) struct Guarded<R> {
    stream: R,
    limits: Limits,
    read: u64,
    row: Rc<Cell<u64>>,
}

impl<R> Guarded<R> {
    pub fn new(stream: R, limits: Limits) -> Self {
        Self {
            stream,
            limits,
            read: 0,
            row: Rc::default(),
        }
    }

    /// The bytes since the row before was done, to be set to nought when one is.
    pub fn row(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.row)
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer)?;
        self.read = self.read.saturating_add(length as u64);
        self.row.set(self.row.get().saturating_add(length as u64));
        let large = |what, most| Err(io::Error::other(TooLarge { what, most }));
        if self.read > self.limits.file {
            return large("the file", self.limits.file);
        }
        if self.row.get() > self.limits.row {
            return large("a row", self.limits.row);
        }
        Ok(length)
    }
}
