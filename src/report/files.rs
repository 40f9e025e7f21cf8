//! Files that are there as a whole or not at all.

use crate::fault::{Fault, FaultCode};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
/// locality::report::files::write(&path, "practice_code,network_id,hub\n")?;
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
    builder.prefix(".locality-");
    // A report is for others to read too: the permissions of any new file, not those of a secret.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    fill(&mut file)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|failed| failed.error)?;
    // The new name lasts only when the folder has reached the disk too; only Unix can open a folder.
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}
