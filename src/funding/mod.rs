//! Money: what networks are paid in a contract year, what running them costs, and a budget that several share.
//!
//! Every rate has its source and says whether it was seen there ([`Year`]); what is not known is absent and said to be absent. Amounts
//! are whole pence: rates have up to a tenth of a penny, a rate × heads is exact, and is rounded once, halves up.
//!
//! By hand, 2023/24, a network of 40,000 registered, 41,000 weighted and 38,800 adjusted: core 60,000.00, clinical director
//! 29,160.00, leadership 26,539.20, enhanced access 294,026.40, additional roles 929,511.00, capacity and access 107,282.00: together
//! 1,446,518.60 pounds.

mod budget;
mod income;
mod parameters;
mod running;
mod year;

pub use budget::{Budget, Settlement};
pub use income::{Income, Participation, Payments, income};
pub use parameters::{Absent, PerBed, PerHead, Rate};
pub use running::{CostPoint, RunningCost, TravelPrice, cost_curve};
pub use year::Year;
