//! A region of any size, drawn from a seed.

use super::land::{Land, SEA};
use super::layout::Layout;
use super::settlement;
use super::stream::{Purpose, Stream};
use crate::practice::Practices;

/// The largest region: a million practices, about 150 times as many as England has.
pub const MOST_PRACTICES: usize = 1_000_000;

/// How densely a region is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Setting {
    /// A large city with suburbs: 2.8 km² a practice, as Birmingham and Solihull.
    City,
    /// Towns of all sizes, villages and countryside: 20 km² a practice, as England as a whole.
    #[default]
    Mixed,
    /// Small towns far from each other: 61 km² a practice, as Cornwall.
    Rural,
}

impl Setting {
    /// Square metres of land a practice. Areas of the Office for National Statistics (Standard Area
    /// Measurements, 2022) over the practices of January 2022: Birmingham and Solihull 446 km² and 158,
    /// England 130,300 km² and 6,527, Cornwall and the Isles of Scilly 3,560 km² and 58.
    fn land_a_practice(self) -> i64 {
        match self {
            Self::City => 2_800_000,
            Self::Mixed => 20_000_000,
            Self::Rural => 61_000_000,
        }
    }

    /// Practices of the largest town in a region of this size.
    pub(super) fn largest_town(self, practices: u64) -> u64 {
        match self {
            Self::City => (practices * 3 / 5).min(1_200),
            Self::Mixed => (practices / 5).min(400),
            Self::Rural => (practices / 6).min(5),
        }
        .max(1)
    }

    /// Practices of a town that chance draws.
    pub(super) fn town(self, stream: &mut Stream) -> u64 {
        match self {
            // Around a city even the smaller places are towns.
            Self::City => (20 * stream.zipf(60)).min(1_200),
            // Every other place is one practice in the countryside, or three of four.
            Self::Mixed => {
                if stream.below(2) == 0 {
                    1
                } else {
                    stream.zipf(400)
                }
            }
            Self::Rural => {
                if stream.below(4) > 0 {
                    1
                } else {
                    stream.zipf(5)
                }
            }
        }
    }
}

/// Why no region can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegionError {
    /// Too few or too many practices.
    #[error("a synthetic region has 1 to {MOST_PRACTICES} practices, not {practices}")]
    OutOfRange {
        /// How many were asked for.
        practices: usize,
    },
}

/// What a synthetic region is like; [`build`](Self::build) makes it.
///
/// ```
/// use locality::synthetic::{Region, Setting};
/// let coast = Region::new(200).seed(7).setting(Setting::Rural).build()?;
/// assert_eq!(coast.len(), 200);
/// assert_eq!(coast, Region::new(200).seed(7).setting(Setting::Rural).build()?);
/// # Ok::<(), locality::synthetic::RegionError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Region {
    practices: usize,
    seed: u64,
    setting: Setting,
    oversize: bool,
}

impl Region {
    /// A region of so many practices, 1 to 1,000,000; seed 0, [`Setting::Mixed`], oversize practices as in
    /// England.
    pub const fn new(practices: usize) -> Self {
        Self {
            practices,
            seed: 0,
            setting: Setting::Mixed,
            oversize: true,
        }
    }

    /// Another seed makes another region of the same kind. Default 0.
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How densely it is settled. Default [`Setting::Mixed`].
    pub const fn setting(mut self, setting: Setting) -> Self {
        self.setting = setting;
        self
    }

    /// Whether one practice in 400 has more than 50,000 patients, as in England in 2022. Default true.
    /// Without them no practice alone is above the default band.
    pub const fn oversize(mut self, oversize: bool) -> Self {
        self.oversize = oversize;
        self
    }

    /// Makes the region. O(n log n); a million practices took two seconds on a busy machine.
    ///
    /// # Errors
    /// [`RegionError::OutOfRange`] for no practice or more than [`MOST_PRACTICES`].
    pub fn build(&self) -> Result<Practices, RegionError> {
        if !(1..=MOST_PRACTICES).contains(&self.practices) {
            return Err(RegionError::OutOfRange {
                practices: self.practices,
            });
        }
        // The land is half as long again as it is wide; the sea lies before its southern side.
        let square_metres = self.practices as i64 * self.setting.land_a_practice();
        let width = (square_metres * 2 / 3).isqrt();
        let height = square_metres / width + SEA;
        let land = Land::draw(width, height, &mut Stream::new(self.seed, Purpose::Land));
        let mut stream = Stream::new(self.seed, Purpose::Settlements);
        let settlements = settlement::draw(self.practices as u64, &land, self.setting, &mut stream);
        let layout = Layout {
            land,
            settlements,
            name: "Synthetic",
        };
        Ok(layout.populate(self.seed, self.oversize))
    }
}
