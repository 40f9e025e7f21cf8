//! What is written of hubs: typed rows, one a network, with the unit in every name.

use super::coverage::{Coverage, Served};
use super::gps::{GpSource, Gps};
use super::homes::Homes;
use super::hours::Hours;
use super::load::{DAYS, Load, NetworkLoad, gps_of, patients_of};
use super::members::{Members, networks};
use super::need::{Need, NeedBasis};
use super::parameters::Parameters;
use super::site::{Aim, Offer, Site, best_site};
use crate::fault::Faults;
use crate::plan::Plan;
use crate::practice::{OdsCode, Practices};
use crate::travel::Travel;
use crate::units::{Patients, Thousandths};
use serde::Serialize;
use std::collections::BTreeMap;

/// The work and the needs of one network's hub, in a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HubRow {
    /// The network.
    pub network_id: String,
    /// The practice where the hub stands: that of the plan, else the best for all patients together.
    pub hub_code: OdsCode,
    /// Its name.
    pub hub_name: String,
    /// How many practices.
    pub practices: usize,
    /// Registered patients.
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

/// One row for each network of the plan with a practice in the table, by name. O(sum of squares of network sizes).
///
/// ```
/// use locality::hub::{Gps, Need, Parameters, hub_rows};
/// use locality::plan::Plan;
/// use locality::travel::Travel;
/// let county = locality::synthetic::county();
/// let (plan, set) = (Plan::today(&county), Parameters::default());
/// let rows = hub_rows(&county, &plan, &Travel::straight_line(&county), &Need::by_patients(&county), &Gps::at_rate(&county, &set), &set)?;
/// assert_eq!(rows.len(), plan.networks().len());
/// // Where every practice has doctors at one rate and patients alike, there is nothing to share.
/// assert!(rows.iter().all(|row| row.gain_contacts_per_week.0 <= 1));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
///
/// # Errors
/// `H001` for a parameter out of range, `H007` where the plan has no network of these practices.
pub fn hub_rows(
    practices: &Practices,
    plan: &Plan,
    travel: &Travel,
    need: &Need,
    gps: &Gps,
    set: &Parameters,
) -> Result<Vec<HubRow>, Faults> {
    set.check()?;
    let mut rows = Vec::new();
    for network in networks(practices, plan)? {
        let members = &network.practices;
        let load = NetworkLoad::of(members.iter().map(|&i| Load::of(practices, i, need, gps, set)));
        let staffing = load.staffing(set);
        let (gps_fte, source) = gps_of(gps, members);
        let hub = &practices[hub_of(practices, travel, &network)?];
        let minutes = u128::from(load.unpooled_week().0) * u128::from(set.minutes_a_slot);
        rows.push(HubRow {
            network_id: network.network.to_owned(),
            hub_code: hub.code,
            hub_name: hub.name.clone(),
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

/// Five rows for each practice of the plan: by network, practice and day.
///
/// # Errors
/// As for [`hub_rows`].
pub fn overflow_rows(
    practices: &Practices,
    plan: &Plan,
    need: &Need,
    gps: &Gps,
    set: &Parameters,
) -> Result<Vec<OverflowRow>, Faults> {
    set.check()?;
    let mut rows = Vec::new();
    for network in networks(practices, plan)? {
        for &i in &network.practices {
            let load = Load::of(practices, i, need, gps, set);
            let overflow = load.overflow();
            for (day, name) in DAYS.into_iter().enumerate() {
                rows.push(OverflowRow {
                    network_id: network.network.to_owned(),
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

/// The hours beyond practices' own that a network owes, and how near its hub is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessRow {
    /// The network; `ALL` in the last row.
    pub network_id: String,
    /// The practice where the hub stands; none in the last row.
    pub hub_code: Option<OdsCode>,
    /// Registered patients.
    pub patients: Patients,
    /// Adjusted patients: supplied, else the registered.
    pub adjusted_patients: Patients,
    /// Whether they were supplied.
    pub adjusted_patients_supplied: bool,
    /// Minutes of extended hours, each network rounded to quarters of an hour.
    pub extended_hours_minutes_per_week: u64,
    /// Minutes of enhanced access.
    pub enhanced_access_minutes_per_week: u64,
    /// Clinicians at once within the standard hours.
    pub enhanced_access_clinicians_at_once: Thousandths,
    /// Whether the shares below count patients from where they live; else from their practice, which makes them too great.
    pub from_homes: bool,
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

/// One row for each network of the plan with a practice in the table, by name, and one for all. `travel` is in seconds; `adjusted` has
/// adjusted patients by network.
///
/// # Errors
/// `H006` where travel is in metres, `H007` where the plan has no network of these practices.
pub fn access_rows(
    practices: &Practices,
    plan: &Plan,
    travel: &Travel,
    homes: Option<&Homes>,
    adjusted: &BTreeMap<String, Patients>,
) -> Result<Vec<AccessRow>, Faults> {
    let (extended, enhanced) = (Hours::extended(), Hours::enhanced());
    let mut rows: Vec<AccessRow> = Vec::new();
    let mut served = Vec::new();
    let row = |name: &str, hub, patients, supplied: Option<Patients>, coverage: &Coverage| {
        let [ten, fifteen, twenty, thirty] = coverage.driving_percent();
        let adjusted = supplied.unwrap_or(patients);
        AccessRow {
            network_id: name.to_owned(),
            hub_code: hub,
            patients,
            adjusted_patients: adjusted,
            adjusted_patients_supplied: supplied.is_some(),
            extended_hours_minutes_per_week: extended.minutes(patients),
            enhanced_access_minutes_per_week: enhanced.minutes(adjusted),
            enhanced_access_clinicians_at_once: enhanced.at_once(adjusted),
            from_homes: homes.is_some(),
            drive_within_10_minutes_percent: ten,
            drive_within_15_minutes_percent: fifteen,
            drive_within_20_minutes_percent: twenty,
            drive_within_30_minutes_percent: thirty,
            walk_within_20_minutes_percent: coverage.walking_percent(),
        }
    };
    for network in networks(practices, plan)? {
        let hub = hub_of(practices, travel, &network)?;
        let place = Served {
            practices: network.practices,
            hub: Some(hub),
            at: practices[hub].location,
        };
        let coverage = Coverage::of(practices, travel, homes, std::slice::from_ref(&place))?;
        let patients = patients_of(practices, &place.practices);
        let supplied = adjusted.get(network.network).copied();
        rows.push(row(
            network.network,
            Some(practices[hub].code),
            patients,
            supplied,
            &coverage,
        ));
        served.push(place);
    }
    let coverage = Coverage::of(practices, travel, homes, &served)?;
    let all = rows.iter().map(|r| r.patients).sum();
    let adjusted_all = rows.iter().map(|r| r.adjusted_patients).sum();
    let supplied = rows.iter().all(|r| r.adjusted_patients_supplied);
    let mut last = row("ALL", None, all, Some(adjusted_all), &coverage);
    last.adjusted_patients_supplied = supplied;
    // Each network owes its own rounded minutes: the sum, not the minutes of the sum.
    last.extended_hours_minutes_per_week = rows.iter().map(|r| r.extended_hours_minutes_per_week).sum();
    last.enhanced_access_minutes_per_week = rows.iter().map(|r| r.enhanced_access_minutes_per_week).sum();
    rows.push(last);
    Ok(rows)
}

/// Where the plan has the network's hub, else the member that is best for all patients together.
fn hub_of(practices: &Practices, travel: &Travel, network: &Members<'_>) -> Result<usize, Faults> {
    if let Some(hub) = network.hub {
        return Ok(hub);
    }
    let offer = |&i: &usize| Offer {
        site: Site::Practice(i),
        rooms: None,
    };
    let offers: Vec<Offer> = network.practices.iter().map(offer).collect();
    let best = best_site(practices, travel, &network.practices, &offers, 0, Aim::Median)?;
    Ok(match best.site {
        Site::Practice(i) => i,
        // No premises were offered; a network holds at least one practice.
        Site::Premises { .. } => network.practices.first().copied().unwrap_or(0),
    })
}
