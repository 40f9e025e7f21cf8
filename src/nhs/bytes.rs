//! The bytes of a file, plain or compressed, without a byte order mark; from the disk, or from memory.

use super::limits::{Guarded, Limits};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
const GZIP: &[u8] = b"\x1F\x8B";
/// How an XLSX workbook begins, which is a zip archive.
pub(crate) const ZIP: &[u8] = b"PK\x03\x04";

/// So much of a file is looked at to recognise it: the widest known header has 1,700 bytes.
const HEAD: u64 = 32 * 1024;

/// A file as it is read: unpacked, and no more of it than may be.
pub(crate) type Stream = Guarded<Box<dyn Read>>;

/// The bytes as they lie there: those that were given under this name, else those of the file.
pub(crate) fn raw(path: &Path, given: Option<&Arc<[u8]>>) -> io::Result<Box<dyn BufRead>> {
    Ok(match given {
        Some(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        None => Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)),
    })
}

/// Opens a file as a stream; gzip is known by its first bytes, not by the file's name.
pub(crate) fn open(path: &Path, given: Option<&Arc<[u8]>>, limits: Limits) -> io::Result<Stream> {
    let mut file = raw(path, given)?;
    let mut stream: Box<dyn Read> = if file.fill_buf()?.starts_with(GZIP) {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut start = Vec::with_capacity(BYTE_ORDER_MARK.len());
    stream.by_ref().take(3).read_to_end(&mut start)?;
    if start == BYTE_ORDER_MARK {
        start.clear();
    }
    Ok(Guarded::new(Box::new(Cursor::new(start).chain(stream)), limits))
}

/// The first bytes of a file, uncompressed. A file that breaks off is still recognised by what there is of
/// it; that it is damaged is said when it is read.
pub(crate) fn head(path: &Path, given: Option<&Arc<[u8]>>) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    match open(path, given, Limits::default())?
        .take(HEAD)
        .read_to_end(&mut head)
    {
        Err(why) if head.is_empty() => Err(why),
        _ => Ok(head),
    }
}
