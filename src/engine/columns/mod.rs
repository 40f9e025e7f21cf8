//! Column generation with cuts: bounds, and the plans that come with them.
//!
//! ```text
//! until nothing below the best plan is left:
//!     root    price every group there can be, until none pays too little: a bound
//!     cut     the root, as long as that helps, where the list would fall short; always where the instance is large
//!     list    write down the groups that a better plan can still hold
//!     tree    cut and branch over the list: bounds, and plans
//!     where the list had to stay short: the tree's cuts go into the root
//! ```
//!
//! A. Mehrotra, E. Johnson and G. Nemhauser, An optimization based heuristic for political districting, Management Science 44 (1998), priced
//! connected districts first; R. Baldacci, N. Christofides and A. Mingozzi (2008) list what a gap leaves over.

#[doc(hidden)]
pub mod bench;
mod bounding;
mod branch;
mod candidates;
mod combine;
mod counts;
mod cutting;
mod dive;
mod forget;
mod goal;
mod grow;
mod list;
mod listing;
mod local_cuts;
mod local_pairs;
mod local_towns;
mod market;
mod master;
mod mosaic;
mod narrow;
mod outlook;
mod pool;
mod pricing;
mod proof;
mod proven;
mod reach;
mod relaxation;
mod rewards;
mod root;
mod saved;
mod scale;
mod settled;
mod sketch;
mod source;
mod steps;
mod taken;
#[cfg(test)]
mod tests;
mod till;
mod towns;
mod tree;
mod trial;

pub(crate) use bounding::Bounding;
pub(crate) use saved::SavedBounding;
pub(crate) use sketch::Sketch;
