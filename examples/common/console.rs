//! Printing that outlives its reader.
//!
//! With `| head -1` the reader goes away early, and the standard `println!` would panic, perhaps before results are written. The macros here
//! shadow it: what nobody reads any more is let go, and the program goes on to write its files.

use std::fmt::Arguments;
use std::io::{ErrorKind, Result, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether standard output could not be written for another reason, such as a full disk.
static LOST: AtomicBool = AtomicBool::new(false);

/// As the standard macro, but a reader that has gone is no failure.
#[allow(unused_macros, reason = "not every example prints so")]
macro_rules! print {
    ($($text:tt)*) => { $crate::console::out(format_args!($($text)*), "") };
}

/// As the standard macro, but a reader that has gone is no failure.
#[allow(unused_macros, reason = "not every example prints so")]
macro_rules! println {
    () => { $crate::console::out(format_args!(""), "\n") };
    ($($text:tt)*) => { $crate::console::out(format_args!($($text)*), "\n") };
}

/// As the standard macro, but a reader that has gone is no failure.
#[allow(unused_macros, reason = "not every example prints so")]
macro_rules! eprint {
    ($($text:tt)*) => { $crate::console::err(format_args!($($text)*), "") };
}

/// As the standard macro, but a reader that has gone is no failure.
#[allow(unused_macros, reason = "not every example prints so")]
macro_rules! eprintln {
    () => { $crate::console::err(format_args!(""), "\n") };
    ($($text:tt)*) => { $crate::console::err(format_args!($($text)*), "\n") };
}

/// Writes to standard output.
#[allow(dead_code, reason = "not every example prints")]
pub fn out(text: Arguments<'_>, end: &str) {
    note(&write!(std::io::stdout().lock(), "{text}{end}"));
}

/// Writes to standard error; where that fails there is nobody to tell.
#[allow(dead_code, reason = "not every example prints")]
pub fn err(text: Arguments<'_>, end: &str) {
    let _ = write!(std::io::stderr().lock(), "{text}{end}");
}

/// Whether all that was printed arrived, or was let go with its reader.
#[allow(dead_code, reason = "not every example asks")]
pub fn arrived() -> bool {
    note(&std::io::stdout().lock().flush());
    !LOST.load(Ordering::Relaxed)
}

fn note(written: &Result<()>) {
    let lost = written
        .as_ref()
        .is_err_and(|error| error.kind() != ErrorKind::BrokenPipe);
    LOST.fetch_or(lost, Ordering::Relaxed);
}
