//! Made-up regions that look like real ones: for examples, tests and measurements of any size.
//!
//! [`county`] is one small county, always the same. [`Region`] draws a region of 1 to 1,000,000 practices
//! from a seed: towns of all sizes, villages and countryside, a coast with estuaries and islands, shared
//! buildings, list sizes, areas and today's primary care networks as in England in January 2022. The
//! seed decides everything, on every machine, because only whole numbers are used.
//!
//! Nothing in it is real. Practice codes are `SYN` and six digits, those of networks, sub-ICBs, boards and
//! regions begin with `SYNU`, `SYNS`, `SYNQ` and `SYNR`, postcodes begin with `X`, and a region lies
//! in the North Sea as far as there is room. Above some 40,000 practices of [`Setting::Mixed`] the
//! British National Grid is too small for the region, and the map is shrunk as a whole.
//!
//! What it does not have: weighted lists, and a tie between the list of a practice and its place.
//!
//! ```
//! use locality::synthetic::{self, Region};
//! let county = synthetic::county();
//! let region = Region::new(1_000).seed(42).build()?;
//! println!("{} and {} patients", county.patients(), region.patients());
//! # Ok::<(), synthetic::RegionError>(())
//! ```

mod areas;
mod county;
mod hilbert;
mod land;
mod layout;
mod list_sizes;
mod naming;
mod region;
mod settlement;
mod stream;

pub use county::county;
pub use region::{MOST_PRACTICES, Region, RegionError, Setting};
