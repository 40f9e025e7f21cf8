//! Objectives ready made.

use super::{HubTravel, Likeness, Mixing, NetworkCost, Objective, PatientOverlap, TodaysNetwork, Weight};
use crate::plan::Plan;
use crate::practice::{Flows, Practices};

impl Objective {
    /// Short ways from the practices to the hub, patient by patient: see [`HubTravel`].
    #[must_use]
    pub fn hub_travel() -> Self {
        Self::new().with(HubTravel::default(), Weight::Travel)
    }

    /// Natural communities: practices whose patients live in the same places share a network, each patient who is cut off from
    /// others at so many patient-minutes, and ways are short beside it. See [`PatientOverlap`].
    #[must_use]
    pub fn natural_communities(flows: Flows, minutes: f64) -> Self {
        Self::hub_travel().with(
            PatientOverlap::new(flows, Likeness::Meeting),
            Weight::PatientMinutes(minutes),
        )
    }

    /// Least change: as few patients as possible leave the networks of today, each at so many patient-minutes, and ways are short
    /// beside it. See [`TodaysNetwork`].
    #[must_use]
    pub fn least_change(today: Plan, minutes: f64) -> Self {
        Self::hub_travel().with(TodaysNetwork::new(today), Weight::PatientMinutes(minutes))
    }

    /// Fewest moves: as few patients as possible leave the networks of today, whatever the ways. See [`TodaysNetwork`].
    #[must_use]
    pub fn fewest_moves(today: Plan) -> Self {
        Self::new().with(TodaysNetwork::new(today), Weight::Travel)
    }

    /// Neighbourhood alignment: networks of patients of one neighbourhood, each patient among those of another at so many
    /// patient-minutes, and ways are short beside it. `homes` are the flows by neighbourhood. See [`Mixing::neighbourhoods`].
    #[must_use]
    pub fn neighbourhood_alignment(practices: &Practices, homes: &Flows, minutes: f64) -> Self {
        Self::hub_travel().with(
            Mixing::neighbourhoods(practices, homes),
            Weight::PatientMinutes(minutes),
        )
    }

    /// The same objective, and every network costs its management: so many pounds, such as the 100,000 of a locality in 2018, at
    /// the objective's [exchange](Objective::exchange) rate.
    #[must_use]
    pub fn with_management(self, pounds: f64) -> Self {
        self.with(NetworkCost::counted(), Weight::Pounds(pounds))
    }
}
