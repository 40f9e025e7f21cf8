//! What no plan can cost less than, with the proof.

mod certificate;

pub use certificate::{Certificate, Cut, Decision, Leaf, PricedCut, Prices, Tree};
