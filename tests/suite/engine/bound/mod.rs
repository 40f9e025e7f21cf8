//! The judge of certificates against their definition.

mod by_hand;
mod fooling;
mod made_up;
mod oracle;
mod random;
