//! The builder of a problem: checks once, reports every fault.

use super::contradictions::{contradictions, out_of_reach};
use super::resolved::resolve;
use super::{Band, Contiguity, Measure, Mesh, Networks, NeverAcross, Problem, Rules};
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
    rules: Rules,
    supplied: Vec<Measure>,
}

impl ProblemBuilder {
    pub(super) fn new(practices: Practices) -> Self {
        Self {
            practices,
            graph: None,
            travel: None,
            rules: Rules::default(),
            supplied: Vec::new(),
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

    /// With these rules, in place of all that were said before.
    pub fn rules(mut self, rules: Rules) -> Self {
        self.rules = rules;
        self
    }

    /// With this measure, for the rules that count it.
    pub fn supply(mut self, measure: Measure) -> Self {
        self.supplied.push(measure);
        self
    }

    /// With this band of patients.
    pub fn band(mut self, band: Band) -> Self {
        self.rules.band = band;
        self
    }

    /// With so many networks.
    pub fn networks(mut self, networks: Networks) -> Self {
        self.rules.networks = networks;
        self
    }

    /// No network may cross the border of an area of this level.
    pub fn never_across(mut self, level: AreaLevel) -> Self {
        self.rules.never_across = Some(NeverAcross::new(level));
        self
    }

    /// Checks everything. O(n log n) where the graph is to be built, otherwise O(n + edges), and what the rules name.
    ///
    /// # Errors
    /// All faults together: a graph (`P030`) or travel (`P031`) of other practices, an empty band (`P032`), a number of
    /// networks that cannot be (`P033`), a practice without an area where borders are not to be crossed (`P034`), a rule that
    /// names an unknown practice (`P040`), cannot hold by itself (`P041`), contradicts another (`P042`), counts what is not known
    /// (`P044`) or is in another unit than travel (`P046`), and a supplied measure that does not fit (`P045`).
    pub fn build(self) -> Result<Problem, Faults> {
        let n = self.practices.len();
        let rules = self.rules;
        let mut faults = Vec::new();
        if let Some(graph) = self.graph.as_ref().filter(|graph| graph.len() != n) {
            let what = format!("the graph has {} nodes, the table {n} practices", graph.len());
            faults.push(Fault::new(FaultCode::GraphSize, what));
        }
        if let Some(travel) = self.travel.as_ref().filter(|travel| travel.len() != n) {
            let what = format!(
                "travel knows {} places, the table has {n} practices",
                travel.len()
            );
            faults.push(Fault::new(FaultCode::TravelSize, what));
        }
        if rules.band.least > rules.band.most || rules.band.most.0 == 0 {
            let what = format!("no list lies in {}", rules.band);
            faults.push(Fault::new(FaultCode::EmptyBand, what));
        }
        let resolved = resolve(&rules, &self.practices, &self.supplied, &mut faults);
        let members: Vec<usize> = resolved
            .grouped
            .iter()
            .copied()
            .filter(|&i| !resolved.has_opted_out(i))
            .collect();
        let patients = members.iter().map(|&i| self.practices[i].list_size).sum();
        let range = rules.networks.range(patients, rules.band);
        let (least, most) = (*range.start(), *range.end());
        if !members.is_empty() && (least == 0 || least > most || least as usize > members.len()) {
            let what = format!(
                "{} networks of {} practices that are to be grouped",
                rules.networks,
                members.len()
            );
            faults.push(Fault::new(FaultCode::NetworksRange, what));
        }
        if let Some(sites) = resolved
            .hub_sites
            .as_ref()
            .filter(|sites| sites.len() < least as usize)
        {
            let what = format!(
                "hubs may stand at {} practices, but there are {least} networks or more",
                sites.len()
            );
            faults.push(Fault::new(FaultCode::RulesClash, what));
        }
        if let Some(rule) = &rules.never_across {
            faults.extend(without_area(&self.practices, rule.level));
        }
        faults.extend(contradictions(&rules, &self.practices, &resolved));
        let travel = self
            .travel
            .unwrap_or_else(|| Travel::straight_line(&self.practices));
        if let Some(rule) = rules
            .greatest_travel
            .as_ref()
            .filter(|rule| rule.unit != travel.unit())
        {
            let what = format!(
                "the greatest travel is in {}, travel in {}",
                rule.unit,
                travel.unit()
            );
            faults.push(Fault::new(FaultCode::RuleUnit, what));
        }
        Faults::none_or(faults)?;
        let mut aside = resolved.alone.clone();
        aside.extend(resolved.frozen.iter().flat_map(|(_, members)| members));
        aside.sort_unstable();
        let rule = rules.contiguity.clone().unwrap_or_default();
        let graph = match self.graph {
            Some(graph) if rule.mesh == Mesh::Given => graph,
            _ => mesh_of(&self.practices, &resolved.grouped, rule.mesh),
        };
        let graph = ruled(graph, &rule, &self.practices).without_edges_at(&aside);
        Faults::none_or(out_of_reach(&self.practices, &resolved, &graph))?;
        Ok(Problem {
            graph,
            travel,
            practices: self.practices,
            rules,
            supplied: self.supplied,
            resolved,
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

/// The graph of some practices of the table, those to be grouped; the others are there without an edge.
fn mesh_of(practices: &Practices, grouped: &[usize], mesh: Mesh) -> PracticeGraph {
    let codes: Vec<OdsCode> = grouped.iter().map(|&i| practices[i].code).collect();
    let Some(inside) = practices.filter(|p| codes.binary_search(&p.code).is_ok()) else {
        return PracticeGraph::edgeless(practices.len());
    };
    let built = match mesh {
        Mesh::Given => Ok(PracticeGraph::yardstick(&inside)),
        Mesh::Gabriel => PracticeGraph::builder(&inside).gabriel().build(),
        Mesh::Delaunay => PracticeGraph::builder(&inside).delaunay().build(),
    };
    // Only supplied edges can be at fault, and there are none.
    built.map_or_else(
        |_| PracticeGraph::edgeless(practices.len()),
        |graph| graph.spread(grouped, practices.len()),
    )
}

/// The graph with what the rule adds and takes away.
fn ruled(graph: PracticeGraph, rule: &Contiguity, practices: &Practices) -> PracticeGraph {
    if rule.longest.is_none() && rule.links.is_empty() && rule.cuts.is_empty() {
        return graph;
    }
    let ends = |&(a, b): &(OdsCode, OdsCode)| Some((practices.index_of(a)?, practices.index_of(b)?));
    let near = |i: usize, j: usize| {
        let way = practices[i].location.straight_line(practices[j].location);
        rule.longest.is_none_or(|longest| way <= longest)
    };
    let links: Vec<(usize, usize)> = rule.links.iter().filter_map(ends).collect();
    let cuts: Vec<(usize, usize)> = rule.cuts.iter().filter_map(ends).collect();
    let stays = |&(i, j): &(usize, usize)| !cuts.contains(&(i, j)) && !cuts.contains(&(j, i));
    let edges = graph
        .edges()
        .filter(|&(i, j)| near(i, j))
        .chain(links)
        .filter(stays);
    // Every end is in the table and no link joins a practice to itself: both were checked.
    PracticeGraph::from_edges(practices.len(), edges.collect::<Vec<_>>()).unwrap_or(graph)
}
