//! What is written of hubs: typed rows, one a network, with the unit in every name.

use super::coverage::{Coverage, Served};
use super::gps::{GpSource, Gps};
use super::homes::Homes;
use super::hours::Hours;
use super::load::{DAYS, Load, NetworkLoad, gps_of, patients_of};
use super::need::{Need, NeedBasis};
use super::parameters::Parameters;
use super::site::Site;
use crate::fault::Faults;
use crate::network::{NetworkTable, Population, Populations};
use crate::practice::{OdsCode, Practices};
use crate::travel::Travel;
use crate::units::{Patients, Thousandths};
use serde::Serialize;

/// The work and the needs of one network's hub, in a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HubRow {
    /// The network.
    pub network_id: String,
    /// The practice where the hub stands; empty where the table of networks has none.
    pub hub_code: Option<OdsCode>,
    /// How many practices are members. Those that opted out see to their own patients and are not counted here.
    pub practices: usize,
    /// Their registered patients.
    pub patients: Patients,
    /// Full-time equivalents of fully qualified GPs.
    pub gps_fte: Thousandths,
    /// How they are known.
    pub gps_source: GpSource,
    /// What need is counted by.
    pub need_basis: NeedBasis,
    /// Contacts with a GP that patients ask for.
    pub demand_contacts_per_week: Thousandths,
    /// Contacts that the practices' GPs can safely have.
    pub capacity_contacts_per_week: Thousandths,
    /// What is left over when each practice works by itself: what comes to the hub.
    pub overflow_unpooled_contacts_per_week: Thousandths,
    /// What is left over when the practices share their slots through the hub.
    pub overflow_pooled_contacts_per_week: Thousandths,
    /// The difference: what sharing saves.
    pub gain_contacts_per_week: Thousandths,
    /// The hours of appointments at the hub.
    pub hub_appointment_hours_per_week: Thousandths,
    /// Sessions at the hub.
    pub hub_sessions_per_week: u64,
    /// Sessions on the busiest day.
    pub hub_sessions_busiest_day: u64,
    /// Sessions beyond what the practices' own GPs have to spare.
    pub extra_sessions_per_week: u64,
    /// The GPs who give those.
    pub extra_gps_fte: Thousandths,
    /// Clinicians at once on the busiest day.
    pub hub_clinicians_at_once: u64,
    /// Rooms for them.
    pub hub_rooms: u64,
}

/// One row for each network, in the order of the table. O(practices).
///
/// ```
/// use locality::hub::{Gps, Need, Parameters, hub_rows};
/// use locality::network::NetworkTable;
/// use locality::plan::Plan;
/// let county = locality::synthetic::county();
/// let networks = NetworkTable::new(&county, &Plan::today(&county), &[])?;
/// let set = Parameters::default();
/// let rows = hub_rows(&county, &networks, &Need::by_patients(&county), &Gps::at_rate(&county, &set), &set)?;
/// assert_eq!(rows.len(), networks.len());
/// // Where every practice has doctors at one rate and patients alike, none has slots to share.
/// assert!(rows.iter().all(|row| row.gain_contacts_per_week.0 == 0));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// `H001` for each parameter out of range.
pub fn hub_rows(
    practices: &Practices,
    networks: &NetworkTable,
    need: &Need,
    gps: &Gps,
    set: &Parameters,
) -> Result<Vec<HubRow>, Faults> {
    set.check()?;
    let mut rows = Vec::new();
    for network in networks.as_slice() {
        let members = &network.members;
        let load = NetworkLoad::of(members.iter().map(|&i| Load::of(practices, i, need, gps, set)));
        let staffing = load.staffing(set);
        let (gps_fte, source) = gps_of(gps, members);
        let minutes = u128::from(load.unpooled_week().0) * u128::from(set.minutes_a_slot);
        rows.push(HubRow {
            network_id: network.name.clone(),
            hub_code: network.hub.map(|hub| practices[hub].code),
            practices: members.len(),
            patients: patients_of(practices, members),
            gps_fte,
            gps_source: source.unwrap_or(GpSource::Rate),
            need_basis: need.basis(),
            demand_contacts_per_week: load.demand_week(),
            capacity_contacts_per_week: load.capacity_week(),
            overflow_unpooled_contacts_per_week: load.unpooled_week(),
            overflow_pooled_contacts_per_week: load.pooled_week(),
            gain_contacts_per_week: load.gain_week(),
            hub_appointment_hours_per_week: Thousandths::ratio(minutes, 60_000),
            hub_sessions_per_week: staffing.sessions,
            hub_sessions_busiest_day: staffing.busiest_day_sessions,
            extra_sessions_per_week: staffing.extra_sessions,
            extra_gps_fte: staffing.extra_gps,
            hub_clinicians_at_once: staffing.clinicians,
            hub_rooms: staffing.rooms,
        });
    }
    Ok(rows)
}

/// What is left over at one practice on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OverflowRow {
    /// The network.
    pub network_id: String,
    /// The practice.
    pub practice_code: OdsCode,
    /// The day, in small letters.
    pub day: &'static str,
    /// Contacts that its patients ask for.
    pub demand_contacts: Thousandths,
    /// Contacts that its GPs can safely have.
    pub capacity_contacts: Thousandths,
    /// What is left over.
    pub overflow_contacts: Thousandths,
}

/// Five rows for each member of a network: by network, practice and day.
///
/// # Errors
/// As for [`hub_rows`].
pub fn overflow_rows(
    practices: &Practices,
    networks: &NetworkTable,
    need: &Need,
    gps: &Gps,
    set: &Parameters,
) -> Result<Vec<OverflowRow>, Faults> {
    set.check()?;
    let mut rows = Vec::new();
    for network in networks.as_slice() {
        for &i in &network.members {
            let load = Load::of(practices, i, need, gps, set);
            let overflow = load.overflow();
            for (day, name) in DAYS.into_iter().enumerate() {
                rows.push(OverflowRow {
                    network_id: network.name.clone(),
                    practice_code: practices[i].code,
                    day: name,
                    demand_contacts: load.demand[day],
                    capacity_contacts: load.capacity[day],
                    overflow_contacts: overflow[day],
                });
            }
        }
    }
    Ok(rows)
}

/// The hours beyond practices' own that a network owes, and how near its hub is. All patients that it covers count, also those of
/// practices that opted out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessRow {
    /// The network; `ALL` in the last row.
    pub network_id: String,
    /// The practice where the hub stands; none in the last row, and where the table of networks has none.
    pub hub_code: Option<OdsCode>,
    /// Registered patients.
    pub patients: Patients,
    /// Adjusted patients, or what stands in for them.
    pub adjusted_patients: Patients,
    /// Minutes of extended hours, each network rounded to quarters of an hour.
    pub extended_hours_minutes_per_week: u64,
    /// Minutes of enhanced access.
    pub enhanced_access_minutes_per_week: u64,
    /// Clinicians at once within the standard hours, in the mean.
    pub enhanced_access_clinicians_at_once: Thousandths,
    /// Where the patients of the shares below set out: from `homes`, or from `practices`, which makes the shares too great.
    pub counted_from: &'static str,
    /// Patients within 10 minutes of the hub by car.
    pub drive_within_10_minutes_percent: Thousandths,
    /// Within 15 minutes.
    pub drive_within_15_minutes_percent: Thousandths,
    /// Within 20 minutes.
    pub drive_within_20_minutes_percent: Thousandths,
    /// Within 30 minutes.
    pub drive_within_30_minutes_percent: Thousandths,
    /// Patients within 20 minutes of the hub on foot.
    pub walk_within_20_minutes_percent: Thousandths,
}

/// One row for each network, in the order of the table, and one for all. `travel` is in seconds.
///
/// ```
/// use locality::hub::access_rows;
/// use locality::network::{FallBack, NetworkTable, Populations};
/// use locality::plan::Plan;
/// use locality::travel::Travel;
/// let county = locality::synthetic::county();
/// let travel = Travel::drive_estimate(&county);
/// let networks = NetworkTable::new(&county, &Plan::today(&county), &[])?.with_hubs(&county, &travel);
/// let rows = access_rows(&county, &networks, &travel, None, &Populations::of(&county, FallBack::default()))?;
/// assert_eq!(rows.len(), networks.len() + 1);
/// assert!(access_rows(&county, &networks, &Travel::straight_line(&county), None, &Populations::of(&county, FallBack::default())).is_err());
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// `H006` where travel is in metres.
pub fn access_rows(
    practices: &Practices,
    networks: &NetworkTable,
    travel: &Travel,
    homes: Option<&Homes>,
    populations: &Populations,
) -> Result<Vec<AccessRow>, Faults> {
    let (extended, enhanced) = (Hours::extended(), Hours::enhanced());
    let adjusted = populations.by(Population::Adjusted)?;
    let row = |name: &str, hub: Option<usize>, members: &[usize], coverage: &Coverage| {
        let [ten, fifteen, twenty, thirty] = coverage.driving_percent();
        let patients = patients_of(practices, members);
        let adjusted = Patients(members.iter().filter_map(|&i| adjusted.get(i)).sum());
        AccessRow {
            network_id: name.to_owned(),
            hub_code: hub.map(|hub| practices[hub].code),
            patients,
            adjusted_patients: adjusted,
            extended_hours_minutes_per_week: extended.minutes(patients),
            enhanced_access_minutes_per_week: enhanced.minutes(adjusted),
            enhanced_access_clinicians_at_once: enhanced.at_once(adjusted),
            counted_from: if homes.is_some() { "homes" } else { "practices" },
            drive_within_10_minutes_percent: ten,
            drive_within_15_minutes_percent: fifteen,
            drive_within_20_minutes_percent: twenty,
            drive_within_30_minutes_percent: thirty,
            walk_within_20_minutes_percent: coverage.walking_percent(),
        }
    };
    let mut rows: Vec<AccessRow> = Vec::new();
    let mut served = Vec::new();
    for network in networks.as_slice() {
        let place = Served {
            practices: network.covered().collect(),
            site: network.hub.map(Site::Practice),
        };
        let coverage = Coverage::of(practices, travel, homes, std::slice::from_ref(&place))?;
        rows.push(row(&network.name, network.hub, &place.practices, &coverage));
        served.push(place);
    }
    let coverage = Coverage::of(practices, travel, homes, &served)?;
    let all: Vec<usize> = served
        .iter()
        .flat_map(|place| place.practices.iter().copied())
        .collect();
    // Each network owes its own rounded minutes: the sum, not the minutes of the sum.
    let last = AccessRow {
        extended_hours_minutes_per_week: rows.iter().map(|r| r.extended_hours_minutes_per_week).sum(),
        enhanced_access_minutes_per_week: rows.iter().map(|r| r.enhanced_access_minutes_per_week).sum(),
        ..row("ALL", None, &all, &coverage)
    };
    rows.push(last);
    Ok(rows)
}
