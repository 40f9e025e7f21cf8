//! The independent check of plans.

mod brute;
mod cases;
mod measures;
mod random;
mod real;
