//! How much a workbook unpacks to, found out by unpacking it without keeping anything.

use super::limits::TooLarge;
use crate::fault::FaultCode;
use flate2::read::DeflateDecoder;
use std::io::Read;

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WorkbookError {
    /// It takes more than it may.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// It is none, or damaged.
    #[error("{0}")]
    Damaged(String),
}

impl WorkbookError {
    pub fn damaged(why: impl ToString) -> Self {
        Self::Damaged(why.to_string())
    }

    pub fn code(&self) -> FaultCode {
        match self {
            Self::TooLarge(_) => FaultCode::FileTooLarge,
            Self::Damaged(_) => FaultCode::FileDamaged,
        }
    }
}

const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const DIRECTORY_END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;

/// Refuses an archive whose parts unpack to more than so many bytes together. What the archive says of itself is not believed: every part is
/// unpacked and counted, and an archive whose directory could be read in two ways is refused (a directory that does not stand right before its
/// end, a comment, the 64-bit format, other methods than deflate), so that whoever reads it afterwards reads the same parts. The format is that of
/// PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16. O(bytes unpacked), no more than the limit.
pub(crate) fn check(archive: &[u8], most: u64) -> Result<(), WorkbookError> {
    let unclear = || WorkbookError::damaged("its directory is not that of a plain archive");
    let end = archive.len().checked_sub(END_LENGTH).ok_or_else(unclear)?;
    let directory = number(archive, end + 16, 4).ok_or_else(unclear)?;
    let length = number(archive, end + 12, 4).ok_or_else(unclear)?;
    let parts = number(archive, end + 10, 2).ok_or_else(unclear)?;
    let comment = number(archive, end + 20, 2).ok_or_else(unclear)?;
    if !archive
        .get(end..)
        .is_some_and(|tail| tail.starts_with(DIRECTORY_END))
        || comment != 0
        || directory.checked_add(length) != Some(end)
    {
        return Err(unclear());
    }
    let (mut at, mut left) = (directory, most);
    for _ in 0..parts {
        let entry = archive
            .get(at..end)
            .filter(|entry| entry.starts_with(DIRECTORY_ENTRY));
        let field = |offset, size| {
            entry
                .and_then(|entry| number(entry, offset, size))
                .ok_or_else(unclear)
        };
        let (method, packed, start) = (field(10, 2)?, field(20, 4)?, field(42, 4)?);
        let part = part(archive, start, packed).ok_or_else(unclear)?;
        let unpacked = match method {
            0 => measure(part, left)?,
            8 => measure(DeflateDecoder::new(part), left)?,
            _ => return Err(unclear()),
        };
        left = left.checked_sub(unpacked).ok_or(TooLarge {
            what: "what it unpacks to",
            most,
        })?;
        at += 46 + field(28, 2)? + field(30, 2)? + field(32, 2)?;
    }
    match at == end {
        true => Ok(()),
        false => Err(unclear()),
    }
}

/// Whoever reads a workbook makes room for as many texts as this attribute of it says, before it reads the first.
const TEXTS: &[u8] = b"uniqueCount";
/// So much room a text takes, without its letters.
const TEXT: u64 = 24;
/// The attribute and its value are no longer.
const ATTRIBUTE: usize = 64;

/// How many bytes a part has, or one more than may be; refused where it asks for room for more texts than may be.
fn measure(mut part: impl Read, most: u64) -> Result<u64, WorkbookError> {
    let mut part = part.by_ref().take(most.saturating_add(1));
    let (mut length, mut kept, mut buffer) = (0, Vec::new(), vec![0; 1 << 16]);
    loop {
        let read = part.read(&mut buffer).map_err(WorkbookError::damaged)?;
        kept.extend_from_slice(buffer.get(..read).unwrap_or_default());
        let ended = read == 0;
        // What may be cut off here is looked at again with what follows it.
        let whole = if ended {
            kept.len()
        } else {
            kept.len().saturating_sub(ATTRIBUTE)
        };
        let starts = kept
            .windows(TEXTS.len())
            .take(whole)
            .enumerate()
            .filter(|(_, word)| *word == TEXTS);
        for (at, _) in starts {
            let texts = value(kept.get(at + TEXTS.len()..).unwrap_or_default())
                .ok_or_else(|| WorkbookError::damaged("it does not say how many texts it has"))?;
            if texts.saturating_mul(TEXT) > most {
                return Err(TooLarge {
                    what: "room for its texts",
                    most,
                }
                .into());
            }
        }
        kept.drain(..whole);
        length += read as u64;
        if ended {
            return Ok(length);
        }
    }
}

/// The number in `="123"`.
fn value(attribute: &[u8]) -> Option<u64> {
    let inner = attribute
        .strip_prefix(b"=\"")
        .or_else(|| attribute.strip_prefix(b"='"))?;
    let digits = inner.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(inner.get(..digits)?).ok()?.parse().ok()
}

/// The packed bytes of a part whose local header begins here.
fn part(archive: &[u8], start: usize, packed: usize) -> Option<&[u8]> {
    let skipped = 30 + number(archive, start + 26, 2)? + number(archive, start + 28, 2)?;
    archive.get(start + skipped..)?.get(..packed)
}

/// A little-endian number of at most four bytes.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.get(..size)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |number, &byte| number << 8 | usize::from(byte)),
    )
}
