//! What is found wrong while one file is read.

use crate::fault::{Fault, FaultCode};
use crate::practice::OdsCode;
use std::path::Path;

/// So many faults of a kind are kept of one file; the rest are counted, so that a file of a million wrong
/// rows does not fill the memory.
const KEPT: usize = 1_000;

/// So many bytes of what was found are kept: a wrong cell may be as long as a row may be.
const SAID: usize = 400;

/// The faults of one file.
#[derive(Debug)]
pub(crate) struct Report {
    file: String,
    faults: Vec<Fault>,
    more: usize,
}

/// The file cannot be read on; why stands in the [`Report`].
#[derive(Debug)]
pub(crate) struct Unreadable;

impl Report {
    pub fn new(path: &Path) -> Self {
        Self {
            file: path.display().to_string(),
            faults: Vec::new(),
            more: 0,
        }
    }

    pub fn fault(&mut self, mut fault: Fault) {
        if fault.what.len() > SAID {
            let end = (0..=SAID).rev().find(|&at| fault.what.is_char_boundary(at));
            fault.what.truncate(end.unwrap_or(0));
            fault.what.push_str(" ...");
        }
        if self.faults.len() < KEPT {
            self.faults.push(fault.file(self.file.clone()));
        } else {
            self.more += 1;
        }
    }

    /// A fault after which the file cannot be read on.
    pub fn fatal(&mut self, fault: Fault) -> Unreadable {
        // It must be seen, however many faults came before it.
        self.faults.truncate(KEPT - 1);
        self.fault(fault);
        Unreadable
    }

    /// How many faults are kept so far.
    pub fn len(&self) -> usize {
        self.faults.len()
    }

    /// The faults from this one on concern this practice.
    pub fn concern(&mut self, from: usize, practice: OdsCode) {
        for fault in self.faults.iter_mut().skip(from) {
            fault.practice = Some(practice);
        }
    }

    pub fn into_faults(mut self) -> Vec<Fault> {
        if self.more > 0 {
            let what = format!("{} more faults of this file are not listed", self.more);
            self.faults
                .push(Fault::new(FaultCode::ValueUnreadable, what).file(self.file));
        }
        self.faults
    }
}
