//! Rollout: which networks begin when, so that so many are live and so much of the population is covered by each date.
//!
//! A [`Wave`] has a date, how many networks are live by then, how many patients in a hundred are covered, how many of each region take
//! part. Among the choices that keep this, a wave takes the networks with the greatest [score](scores) × patients: those that are ready,
//! or in need, and reach many. Waves are chosen one after the other, the earliest best; what later waves need is kept in sight.
//!
//! Each wave is stated as a linear programme over the networks that are left, solved, and rounded; its optimum bounds what any
//! choice of this wave could be worth, so that the schedule says how good it is.
//!
//! By hand, five networks of 10,000, 20,000, 30,000, 40,000 and 50,000 patients, all of one score, two by March and 60 in a hundred
//! covered: 90,000 of 150,000 are needed, and only the two largest have them.

mod choice;
mod programme;
mod schedule;
mod score;
mod wave;

pub use schedule::{Schedule, Stage, roll_out};
pub use score::{ranks, scores};
pub use wave::{Neighbours, Wave};
