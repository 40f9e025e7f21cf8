//! Hubs: their work against the formulae of the domain, their sites against every choice tried.

mod benchmarks;
mod coverage;
mod load;
mod programmes;
mod siting;
mod tables;
