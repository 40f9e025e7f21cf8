//! Why there is no plan: tiny cases by hand, random ones against every division, and Manchester.

mod brute;
mod cases;
mod real;
