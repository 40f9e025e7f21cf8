//! Neutral draws of plans: what networks look like when nothing but the rules decides, and where a plan stands among them.
//!
//! A plan alone does not say whether its travel is short because it is well made or because the area allows nothing else. An ensemble of
//! plans drawn without any wish does: a plan better than all of them was made so, a pair of practices that is together in all
//! of them is together by geography.
//!
//! # The chains
//! Both Markov chains put two neighbouring groups together, draw a spanning tree of their units, each tree as likely as any other (Wilson
//! 1996), and cut it where both parts lie inside their bands. What is drawn is connected and keeps every rule of the
//! [`Instance`](crate::engine::instance::Instance), with the number of groups of the plan that the chain began with.
//!
//! | [`Variant`] | pair | a plan is taken | a step is | stands in the long run as often as |
//! | --- | --- | --- | --- | --- |
//! | `Recom` | by a random edge between two groups | always, any of the cuts | a new plan | not known in closed form |
//! | `Reversible` | any two groups | with probability cuts / (most cuts × edges between the new groups) | a proposal | the product of its groups' numbers of spanning trees |
//!
//! Steps are counted as frcw.rs counts them: recombination tries pairs until a plan is accepted, the reversible chain stays where it is when
//! a proposal is refused. The most cuts that any tree may have are bounded by the weights and the band (no parameter to be guessed).
//!
//! The tests hold the reversible chain against its distribution on all 117 divisions of a 4 × 4 grid, on a band with several cuts and
//! on unequal weights; recombination of two groups against all trees; trees against Kirchhoff's count; and [`every_plan`] against published counts.
//!
//! # What comes out
//! [`Draw`] walks many chains on all cores. An [`Ensemble`] is what their plans are like, in memory that does not grow with the steps: a
//! [`Histogram`] a measure, how often which practices were [`Together`], whether the chains agree ([`Convergence`]). The plans themselves
//! can be written as JSON lines of `assignment` and `sample`, which the tools of `binary-ensemble` read and pack.
//!
//! # In several places
//! Chain `c` depends on the instance, the seed and `c` alone, so that a [`Shard`] draws its chains anywhere and [`Ensemble::merge`] makes
//! of all shards the same bytes as one run. The example `ensemble` has `--shard 2/8` and `--merge`; `examples/shards` holds files for Slurm arrays
//! and for indexed jobs of Kubernetes.

mod bands;
mod batches;
mod chain;
mod draw;
mod draw_error;
mod every;
mod graph;
mod histogram;
mod plans;
mod proposal;
mod result;
mod settings;
mod state;
mod tally;
mod together;
mod tree;
mod union;
mod variant;

pub use batches::Convergence;
pub use chain::{Chain, ChainFault, Counts};
pub use draw::{Draw, PlanWriter, Values};
pub use draw_error::DrawError;
pub use every::every_plan;
pub use histogram::{Histogram, Standing};
pub use result::{Ensemble, Walked};
pub use settings::{Settings, Shard};
pub use state::State;
pub use together::Together;
pub use variant::Variant;
