//! Why an ensemble was not drawn.

use super::chain::ChainFault;
use crate::engine::solution::SolveError;
use crate::fault::Faults;
use std::io;

/// Why an ensemble was not drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DrawError {
    /// Settings out of their ranges.
    #[error(transparent)]
    Settings(#[from] Faults),
    /// The engine found no plan to begin with, or proved that there is none.
    #[error("chain {chain} has no plan to begin with: {source}")]
    Start {
        /// The chain, counted from 0.
        chain: u32,
        /// Why not.
        source: Box<SolveError>,
    },
    /// The engine's plan is none: a fault of the program.
    #[error("chain {chain}: {source}")]
    Chain {
        /// The chain, counted from 0.
        chain: u32,
        /// What is wrong.
        source: ChainFault,
    },
    /// So many values do not fit the names of measures.
    #[error("{found} values were given for the {names} measures named")]
    Values {
        /// How many values.
        found: usize,
        /// How many names.
        names: usize,
    },
    /// Plans could not be written.
    #[error("the plans of chain {chain} could not be written: {source}")]
    Plans {
        /// The chain, counted from 0.
        chain: u32,
        /// What the operating system said.
        source: io::Error,
    },
    /// The operating system refused threads.
    #[error("{threads} threads could not be started: {reason}")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system said.
        reason: String,
    },
}
