//! Files that are there as a whole or not at all, and what is known of them.
//!
//! Writers of results know this room as [`report::files`](crate::report::files).

use crate::fault::{Fault, FaultCode};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How the names of temporary files begin: one that a killed process left behind holds nothing that is needed, and may be deleted.
pub const TEMPORARY: &str = ".locality-";

/// Why a file could not be written. What stood at its path before is untouched.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.fault())]
pub struct WriteError {
    /// `O001` for what the operating system refused, `O002` for a name that was not tried.
    pub code: FaultCode,
    /// The file that was to be written.
    pub path: PathBuf,
    /// What the operating system said.
    pub source: io::Error,
}

impl WriteError {
    /// The same as a fault, with its remedy.
    #[must_use]
    pub fn fault(&self) -> Fault {
        Fault::new(self.code, self.source.to_string()).file(self.path.display().to_string())
    }
}

/// Writes the content into the file, replacing what was there, at once: whoever reads the path sees the old
/// content or the new, never a part, even when the machine stops in between.
///
/// The content goes into a temporary file in the same folder, is made to reach the disk, and takes the
/// path's place by renaming. A symbolic link at the path is replaced, not followed.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("plan.csv");
/// locality::disk::write(&path, "practice_code,network_id,hub\n")?;
/// assert_eq!(std::fs::read_to_string(&path)?, "practice_code,network_id,hub\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`WriteError`] when the folder is missing, full or closed to us; the temporary file is taken away again.
pub fn write(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Result<(), WriteError> {
    write_with(path, |file| file.write_all(content.as_ref()))
}

/// Writes what `fill` gives into the file, as [`write()`]: for what is too long to be held in memory.
///
/// # Errors
/// [`WriteError`] as [`write()`], and with what `fill` returns.
pub fn write_with(
    path: impl AsRef<Path>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), WriteError> {
    let path = path.as_ref();
    replace(path, fill).map_err(|source| WriteError {
        code: FaultCode::FileNotWritten,
        path: path.to_owned(),
        source,
    })
}

fn replace(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    // A report is for others to read too: the permissions of any new file, not those of a secret.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    fill(&mut file)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|failed| failed.error)?;
    // The new name lasts only when the folder has reached the disk too; only Unix can open a folder.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// The SHA-256 hash (FIPS 180-4) of the file as it lies on the disk now, in 64 hexadecimal digits, and its size in bytes: two who have
/// the same hash have the same file. O(bytes).
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("empty");
/// std::fs::write(&path, "")?;
/// let (hash, bytes) = locality::disk::sha256(&path)?;
/// assert_eq!((&hash[..8], bytes), ("e3b0c442", 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// What the operating system says where the file cannot be read.
pub fn sha256(path: impl AsRef<Path>) -> io::Result<(String, u64)> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        let read = file.read(&mut buffer)?;
        match buffer.get(..read) {
            None | Some([]) => break,
            Some(bytes) => hasher.update(bytes),
        }
        size += read as u64;
    }
    Ok((digits(&hasher.finalize()), size))
}

/// Bytes in hexadecimal digits.
pub(crate) fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
