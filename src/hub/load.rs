//! Demand beside safe capacity, day by day, and what is left over.

use super::gps::{GpSource, Gps};
use super::need::Need;
use super::parameters::Parameters;
use crate::practice::Practices;
use crate::units::{Patients, Thousandths};
use serde::Serialize;

/// The days of a working week, as they stand in every list of five.
pub const DAYS: [&str; 5] = ["monday", "tuesday", "wednesday", "thursday", "friday"];

/// Contacts on Monday to Friday: asked for, and safely possible.
///
/// ```text
/// demand(day)   = patients of the table × need(practice) / need(table) × contacts_a_thousand / 1,000 × factor(day) / sum of factors
/// capacity(day) = full-time GPs × min(contacts_a_gp_week × rota(day) / sum of rota, contacts_a_gp_day) × weeks_worked / 52
/// overflow(day) = max(0, demand(day) - capacity(day))
/// ```
///
/// Each is rounded once, to the nearest thousandth of a contact. 10,000 patients like all others ask for 10 × 49.5 × 1.11 / 5 = 109.89
/// contacts on a Monday; 4.36 GPs can give 4.36 × 23 × 43 / 52 = 82.924; so 26.966 are left over.
///
/// # References
/// British Medical Association, Safe Working in General Practice, 2016: what is above safe levels is sent to a locality hub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Load {
    /// Contacts asked for, on each of [`DAYS`].
    pub demand: [Thousandths; 5],
    /// Contacts that are safely possible.
    pub capacity: [Thousandths; 5],
}

impl Load {
    /// The load of practice `i` of the table.
    ///
    /// ```
    /// use locality::hub::{Gps, Load, Need, Parameters};
    /// use locality::practice::{Location, Practice, Practices};
    /// use locality::units::{Patients, Thousandths};
    /// let at = Location::new(400_000, 300_000)?;
    /// let one = Practices::new(vec![Practice::new("A1".parse()?, "Abbey", at, Patients(10_000))])?;
    /// let set = Parameters::default();
    /// let load = Load::of(&one, 0, &Need::by_patients(&one), &Gps::at_rate(&one, &set), &set);
    /// assert_eq!((load.demand[0], load.capacity[0]), (Thousandths(109_890), Thousandths(82_924)));
    /// assert_eq!(load.overflow()[0], Thousandths(26_966));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(practices: &Practices, i: usize, need: &Need, gps: &Gps, set: &Parameters) -> Self {
        let (units, all) = need.of(i);
        let asked =
            u128::from(practices.patients().0) * u128::from(units) * u128::from(set.contacts_a_thousand.0);
        let present = u128::from(gps.of(i).0.0) * u128::from(set.weeks_worked);
        let sum = |days: [Thousandths; 5]| u128::from(days.into_iter().sum::<Thousandths>().0);
        let (factors, rota) = (sum(set.day_factors), sum(set.rota));
        let demand = |factor: Thousandths| {
            Thousandths::ratio(
                asked * u128::from(factor.0),
                u128::from(all) * 1_000_000 * factors,
            )
        };
        let capacity = |share: Thousandths| {
            let by_week = u128::from(set.contacts_a_gp_week) * u128::from(share.0);
            let by_day = u128::from(set.contacts_a_gp_day) * rota;
            Thousandths::ratio(present * by_week.min(by_day), 52_000 * rota)
        };
        Self {
            demand: set.day_factors.map(demand),
            capacity: set.rota.map(capacity),
        }
    }

    /// What is asked for above what is safely possible, day by day.
    #[must_use]
    pub fn overflow(&self) -> [Thousandths; 5] {
        each(self.demand, self.capacity, Thousandths::beyond)
    }

    fn plus(&self, other: &Self) -> Self {
        let add = |a: Thousandths, b: Thousandths| a + b;
        Self {
            demand: each(self.demand, other.demand, add),
            capacity: each(self.capacity, other.capacity, add),
        }
    }
}

/// The load of a network: of its practices each by itself, and pooled.
///
/// Without a hub a practice with time to spare cannot help one that is overrun: `unpooled` is the sum of what each has left over.
/// With one the network's demand meets the network's capacity, and less is left. The difference is what the hub gains; it is
/// never below nought, because max(0, a) + max(0, b) >= max(0, a + b).
///
/// ```
/// use locality::hub::NetworkLoad;
/// use locality::hub::Load;
/// use locality::units::Thousandths;
/// let on_monday = |demand, capacity| Load {
///     demand: [Thousandths::whole(demand), Thousandths::ZERO, Thousandths::ZERO, Thousandths::ZERO, Thousandths::ZERO],
///     capacity: [Thousandths::whole(capacity), Thousandths::ZERO, Thousandths::ZERO, Thousandths::ZERO, Thousandths::ZERO],
/// };
/// // The first lacks 30 slots, the second has 20 to spare.
/// let network = NetworkLoad::of([on_monday(110, 80), on_monday(60, 80)]);
/// assert_eq!(network.unpooled_week(), Thousandths::whole(30));
/// assert_eq!(network.pooled_week(), Thousandths::whole(10));
/// assert_eq!(network.gain_week(), Thousandths::whole(20));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NetworkLoad {
    /// Of all practices together.
    pub all: Load,
    /// The sum of what each practice by itself has left over, day by day.
    pub unpooled: [Thousandths; 5],
}

impl NetworkLoad {
    /// Of these practices' loads, in any order.
    #[must_use]
    pub fn of(loads: impl IntoIterator<Item = Load>) -> Self {
        loads.into_iter().fold(Self::default(), |sum, load| Self {
            all: sum.all.plus(&load),
            unpooled: each(sum.unpooled, load.overflow(), |a, b| a + b),
        })
    }

    /// What is left over when the network's practices share their slots, day by day.
    #[must_use]
    pub fn pooled(&self) -> [Thousandths; 5] {
        self.all.overflow()
    }

    /// Contacts asked for in a week.
    #[must_use]
    pub fn demand_week(&self) -> Thousandths {
        self.all.demand.into_iter().sum()
    }

    /// Contacts safely possible in a week.
    #[must_use]
    pub fn capacity_week(&self) -> Thousandths {
        self.all.capacity.into_iter().sum()
    }

    /// Contacts left over in a week, each practice by itself: what comes to the hub.
    #[must_use]
    pub fn unpooled_week(&self) -> Thousandths {
        self.unpooled.into_iter().sum()
    }

    /// Contacts left over in a week when slots are shared: what the network's own doctors cannot see.
    #[must_use]
    pub fn pooled_week(&self) -> Thousandths {
        self.pooled().into_iter().sum()
    }

    /// The contacts of a week that sharing slots saves.
    #[must_use]
    pub fn gain_week(&self) -> Thousandths {
        self.unpooled_week().beyond(self.pooled_week())
    }

    /// What the hub needs to see all that comes to it.
    #[must_use]
    pub fn staffing(&self, set: &Parameters) -> Staffing {
        let slots = Thousandths::whole(u64::from(set.slots_a_session)).0.max(1);
        let sessions = |days: [Thousandths; 5]| days.map(|contacts| contacts.0.div_ceil(slots));
        let at_hub = sessions(self.unpooled);
        let busiest = at_hub.into_iter().max().unwrap_or(0);
        let clinicians = busiest.div_ceil(u64::from(set.sessions_a_room.max(1)));
        let year = u128::from(set.contacts_a_gp_week) * u128::from(set.weeks_worked);
        Staffing {
            sessions: at_hub.into_iter().sum(),
            busiest_day_sessions: busiest,
            extra_sessions: sessions(self.pooled()).into_iter().sum(),
            extra_gps: Thousandths::ratio(u128::from(self.pooled_week().0) * 52, year * 1_000),
            clinicians,
            rooms: clinicians,
        }
    }
}

/// What a hub needs. Sessions are whole, rounded up day by day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Staffing {
    /// Sessions in a week that see all that comes to the hub, given by the network's own doctors and others.
    pub sessions: u64,
    /// Sessions on the busiest day.
    pub busiest_day_sessions: u64,
    /// Sessions in a week beyond what the network's own doctors have to spare.
    pub extra_sessions: u64,
    /// The full-time GPs who give what is beyond: pooled overflow × 52 / (contacts_a_gp_week × weeks_worked). 321.5 contacts
    /// a week take 321.5 × 52 / (115 × 43) = 3.381.
    pub extra_gps: Thousandths,
    /// Clinicians at once on the busiest day.
    pub clinicians: u64,
    /// Rooms: one for each clinician at once.
    pub rooms: u64,
}

/// The doctors of these practices together and how they are known; none of no practice.
pub(super) fn gps_of(gps: &Gps, members: &[usize]) -> (Thousandths, Option<GpSource>) {
    let mut sum = (Thousandths::ZERO, None);
    for &i in members {
        let (fte, source) = gps.of(i);
        sum = (
            sum.0 + fte,
            Some(sum.1.map_or(source, |before: GpSource| before.with(source))),
        );
    }
    sum
}

/// The registered patients of these practices.
pub(super) fn patients_of(practices: &Practices, members: &[usize]) -> Patients {
    members
        .iter()
        .filter_map(|&i| practices.as_slice().get(i))
        .map(|p| p.list_size)
        .sum()
}

fn each(
    a: [Thousandths; 5],
    b: [Thousandths; 5],
    f: impl Fn(Thousandths, Thousandths) -> Thousandths,
) -> [Thousandths; 5] {
    std::array::from_fn(|day| f(a[day], b[day]))
}
