//! Staff for networks: national totals by role and year, shared out to networks and on to practices in whole posts and whole
//! sessions.
//!
//! No rule says how many posts a network has: the shares here are the library's own, by methods that are named
//! ([`apportion`](crate::apportion)). Nothing is lost and nothing invented: what is shared out adds up to the total.
//!
//! By hand: 1,500 pharmacists by 2021 over 1,500 networks of 40,000 patients are one each, and NHS England meant "a pharmacist per
//! 30,000 of the population"; 491 are one for every three networks, and a network then has 3.3 sessions of a shared one.

mod pairing;
mod rota;
mod share;
mod total;

pub use pairing::{Pairing, share_in_pairs};
pub use rota::{Day, EXACT, Rota, rota};
pub use share::{Share, Shares, Sharing, share, share_totals};
pub use total::{ENGLAND_2017, Total, national, total};

/// Sessions, each half a day, that a full-time post works in a week: five days of two.
pub const SESSIONS_A_POST: u64 = 10;
