//! What a locality hub has to do, where it may stand, and how near it is to patients.
//!
//! A hub takes what the practices of a network cannot do safely themselves, and the hours outside theirs. It is no walk-in centre:
//! nothing comes to it but the [overflow](NetworkLoad) that practices send and the [hours](Hours) that a contract asks for.
//!
//! - *Work:* [`Need`] says how the contacts are spread over practices, [`Gps`] how many doctors each has, [`Parameters`] what a doctor
//!   can do safely. [`Load`] lays demand beside capacity, day by day, and [`NetworkLoad`] says what pooling gains.
//! - *Place:* [`best_site`] within a network; [`Siting`] for hubs that several networks share.
//! - *Reach:* [`Coverage`] in minutes, [`accessibility`] as doctors within reach.
//! - *Tables:* [`hub_rows`] and [`access_rows`], one row a network, to be written as CSV.
//!
//! Quantities are whole numbers of thousandths ([`Thousandths`](crate::units::Thousandths)); each is rounded once, to the nearest, so
//! that sums are exact and the same in any order.

mod accessibility;
mod coverage;
mod gps;
mod homes;
mod hours;
mod load;
mod need;
mod parameters;
mod rows;
mod site;
mod siting;

pub use accessibility::{ZONES, accessibility};
pub use coverage::{Coverage, DRIVE_MINUTES, Served, WALK_MINUTES, walk_time};
pub use gps::{GpSource, Gps};
pub use homes::Homes;
pub use hours::Hours;
pub use load::{DAYS, Load, NetworkLoad, Staffing};
pub use need::{CARR_HILL, Need, NeedBasis};
pub use parameters::Parameters;
pub use rows::{AccessRow, HubRow, OverflowRow, access_rows, hub_rows, overflow_rows};
pub use site::{Aim, BestSite, Offer, Site, best_site};
pub use siting::{Limit, Question, Sited, Siting, SitingError, Work};
