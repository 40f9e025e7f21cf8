//! The builder of a problem: checks once, reports every fault.

use super::{Band, Networks, Problem};
use crate::fault::{Fault, FaultCode, Faults};
use crate::graph::PracticeGraph;
use crate::practice::{AreaLevel, OdsCode, Practice, Practices};
use crate::travel::Travel;

/// Builds a [`Problem`].
///
/// What is not set has its default: the [yardstick graph](PracticeGraph::yardstick) of the practices that are to be
/// grouped, straight-line travel, 30,000-50,000 patients, as many networks as make 40,000 patients each, no borders.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ProblemBuilder {
    practices: Practices,
    graph: Option<PracticeGraph>,
    travel: Option<Travel>,
    band: Band,
    networks: Networks,
    never_across: Option<AreaLevel>,
}

impl ProblemBuilder {
    pub(super) fn new(practices: Practices) -> Self {
        Self {
            practices,
            graph: None,
            travel: None,
            band: Band::default(),
            networks: Networks::default(),
            never_across: None,
        }
    }

    /// With this practice graph, one node for each practice of the table.
    pub fn graph(mut self, graph: PracticeGraph) -> Self {
        self.graph = Some(graph);
        self
    }

    /// With this travel, for each practice of the table.
    pub fn travel(mut self, travel: Travel) -> Self {
        self.travel = Some(travel);
        self
    }

    /// With this band of patients.
    pub fn band(mut self, band: Band) -> Self {
        self.band = band;
        self
    }

    /// With so many networks.
    pub fn networks(mut self, networks: Networks) -> Self {
        self.networks = networks;
        self
    }

    /// No network may cross the border of an area of this level.
    pub fn never_across(mut self, level: AreaLevel) -> Self {
        self.never_across = Some(level);
        self
    }

    /// Checks everything. O(n log n) where the graph is to be built, otherwise O(n + edges).
    ///
    /// # Errors
    /// All faults together: a graph (`P030`) or travel (`P031`) of other practices, an empty band (`P032`), a number of
    /// networks that cannot be (`P033`), a practice without an area where borders are not to be crossed (`P034`).
    pub fn build(self) -> Result<Problem, Faults> {
        let n = self.practices.len();
        let mut faults = Vec::new();
        let mut fault = |code, what: String| faults.push(Fault::new(code, what));
        if let Some(graph) = self.graph.as_ref().filter(|graph| graph.len() != n) {
            fault(
                FaultCode::GraphSize,
                format!("the graph has {} nodes, the table {n} practices", graph.len()),
            );
        }
        if let Some(travel) = self.travel.as_ref().filter(|travel| travel.len() != n) {
            fault(
                FaultCode::TravelSize,
                format!(
                    "travel knows {} places, the table has {n} practices",
                    travel.len()
                ),
            );
        }
        if self.band.least > self.band.most || self.band.most.0 == 0 {
            fault(FaultCode::EmptyBand, format!("no list lies in {}", self.band));
        }
        let above = |i: &usize| self.practices[*i].list_size > self.band.most;
        let (alone, grouped): (Vec<usize>, Vec<usize>) = (0..n).partition(above);
        let patients = grouped.iter().map(|&i| self.practices[i].list_size).sum();
        let range = self.networks.range(patients, self.band);
        let (least, most) = (*range.start(), *range.end());
        if !grouped.is_empty() && (least == 0 || least > most || least as usize > grouped.len()) {
            let what = format!(
                "{} networks of {} practices that are not above the band",
                self.networks,
                grouped.len()
            );
            fault(FaultCode::NetworksRange, what);
        }
        if let Some(level) = self.never_across {
            faults.extend(without_area(&self.practices, level));
        }
        Faults::none_or(faults)?;
        let graph = match self.graph {
            Some(graph) => graph.without_edges_at(&alone),
            None => yardstick_of(&self.practices, &grouped),
        };
        let travel = self
            .travel
            .unwrap_or_else(|| Travel::straight_line(&self.practices));
        Ok(Problem {
            graph,
            travel,
            practices: self.practices,
            band: self.band,
            wanted: self.networks,
            never_across: self.never_across,
            alone,
            grouped,
        })
    }
}

/// A fault for each practice that is in no area of this level.
pub(super) fn without_area(practices: &Practices, level: AreaLevel) -> Vec<Fault> {
    let astray = practices.iter().filter(|p| p.area(level).is_none());
    let fault = |practice: &Practice| {
        let what = format!("{} ({}) is in no {level}", practice.code, practice.name);
        Fault::new(FaultCode::NoArea, what).practice(practice.code)
    };
    astray.map(fault).collect()
}

/// The yardstick graph of some practices of the table; the others are there without an edge.
fn yardstick_of(practices: &Practices, grouped: &[usize]) -> PracticeGraph {
    let codes: Vec<OdsCode> = grouped.iter().map(|&i| practices[i].code).collect();
    match practices.filter(|p| codes.binary_search(&p.code).is_ok()) {
        Some(inside) => PracticeGraph::yardstick(&inside).spread(grouped, practices.len()),
        None => PracticeGraph::edgeless(practices.len()),
    }
}
