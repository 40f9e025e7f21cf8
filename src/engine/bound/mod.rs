//! What no plan can cost less than, with the proof.

mod certificate;
mod verify;

pub use certificate::{Certificate, Counted, Cut, Decision, Leaf, PricedCut, Prices, Tree};
pub use verify::{CertificateFault, Place, verify_bound};
