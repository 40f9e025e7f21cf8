//! One trial: whether there is a plan by changed rules.

use crate::engine::Run;
use crate::engine::feasible::{Infeasible, components, pieces};
use crate::engine::partition::Group;
use crate::engine::refute::refute;
use crate::engine::solution::SolveError;
use crate::engine::stop::Stop;
use crate::graph::PracticeGraph;
use crate::objective::{Objective, Task};
use crate::practice::OdsCode;
use crate::problem::{Mesh, Problem, Rules};
use crate::strategy::{HeatBath, Strategy};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Rounds of a trial's search where the caller's limit says nothing of rounds.
const ROUNDS: u64 = 4;
/// A trial's search takes at most one part in so many of what time is left.
const PARTS: u32 = 4;

/// A proof that there is no plan.
#[derive(Clone, Debug)]
pub(super) struct Proof {
    /// The practices that cannot all be in networks; none where it is about the number of networks alone.
    pub(super) practices: Vec<usize>,
    /// Why, in words.
    pub(super) reason: String,
}

/// What came of a trial.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    /// A plan was found, with so many networks.
    Plan(usize),
    /// It is proven that there is none.
    None(Proof),
    /// The rules do not fit together, which is told before any search.
    Misfit(String),
    /// Neither was found in the limits.
    Unknown,
}

/// All trials of one question, within its limits.
pub(super) struct Trials<'a> {
    pub(super) problem: &'a Problem,
    objective: &'a Objective,
    stop: &'a Stop,
    began: Instant,
    /// The plans that were found, and before the first the nearest: where the next search begins.
    near: RefCell<Vec<Vec<Vec<usize>>>>,
}

impl<'a> Trials<'a> {
    pub(super) fn new(problem: &'a Problem, objective: &'a Objective, stop: &'a Stop) -> Self {
        Self {
            problem,
            objective,
            stop,
            began: Instant::now(),
            near: RefCell::default(),
        }
    }

    /// Whether the time is up.
    pub(super) fn over(&self) -> bool {
        self.stop.interrupted(self.began).is_some()
    }

    /// The same practices, travel and measures with other rules, and with `everyone` neighbours or the graph as it is. What is wrong where the
    /// rules do not fit together, such as a waiver for a network that nobody is fixed to any more.
    fn task(&self, rules: &Rules, everyone: bool) -> Result<(Problem, Task), String> {
        let problem = self.problem;
        let n = problem.practices().len();
        let freed = freed(problem, rules);
        let graph = match everyone {
            false if freed.is_empty() => problem.graph().clone(),
            false => with_freed(problem, &freed)?,
            true => {
                let grouped = [problem.grouped(), &freed].concat();
                let pairs = grouped
                    .iter()
                    .enumerate()
                    .flat_map(|(k, &i)| grouped[..k].iter().map(move |&j| (j, i)));
                PracticeGraph::from_edges(n, pairs.collect::<Vec<_>>())
                    .map_err(|faults| faults.to_string())?
            }
        };
        let mut rules = rules.clone();
        // The graph was built along the rule; what it links by name is linked again without harm.
        if let Some(rule) = &mut rules.contiguity {
            rule.mesh = Mesh::Given;
            if everyone {
                (rule.longest, rule.cuts) = (None, Vec::new());
            }
        }
        let mut builder = Problem::builder(problem.practices().clone());
        builder = builder.graph(graph).travel(problem.travel().clone()).rules(rules);
        for measure in problem.supplied() {
            builder = builder.supply(measure.clone());
        }
        let problem = builder.build().map_err(|faults| faults.to_string())?;
        let task = self
            .objective
            .compile(&problem)
            .map_err(|error| error.to_string())?;
        Ok((problem, task))
    }

    /// A quick proof that there is no plan by these rules; `among` says which practices are asked for, all where it is `None`.
    pub(super) fn proof(&self, rules: &Rules, everyone: bool, among: Option<&[usize]>) -> Option<Proof> {
        let (problem, task) = self.task(rules, everyone).ok()?;
        self.prove(&problem, &task, among)
    }

    fn prove(&self, problem: &Problem, task: &Task, among: Option<&[usize]>) -> Option<Proof> {
        let instance = task.instance();
        let name = |units: &[u32]| -> Vec<usize> { units.iter().map(|&u| task.practice_of(u)).collect() };
        let of = |proof: Infeasible| {
            let piece = |unit: &str| -> Vec<usize> {
                let holds =
                    |piece: &&Vec<u32>| piece.iter().any(|&u| instance.file().units[u as usize] == unit);
                let pieces = pieces(instance, vec![false; instance.len()]);
                pieces
                    .iter()
                    .find(holds)
                    .map_or_else(Vec::new, |piece| name(piece))
            };
            let code = |unit: &str| problem.practices().index_of(unit.parse().ok()?);
            let practices = match &proof {
                Infeasible::UnitTooLarge { unit, .. } | Infeasible::NoGroupFor { unit, .. } => {
                    code(unit).into_iter().collect()
                }
                Infeasible::Component { unit, .. } | Infeasible::Opposed { unit, .. } => piece(unit),
                Infeasible::Groups { .. } => Vec::new(),
                Infeasible::Exhausted { .. } => problem.grouped().to_vec(),
            };
            let reason = task.explain(&SolveError::Infeasible(proof));
            Proof { practices, reason }
        };
        if let Err(proof) = components(instance) {
            return Some(of(proof));
        }
        let (stop, began) = (self.stop, self.began);
        let stopped = || stop.interrupted(began).is_some();
        let units: Vec<u32> = match among {
            None => (0..instance.len() as u32).collect(),
            Some(practices) => practices.iter().filter_map(|&i| task.unit_of(i)).collect(),
        };
        if let Some(units) = refute(instance, &units, &stopped) {
            let practices = name(&units);
            let reason = told(problem, &practices);
            return Some(Proof { practices, reason });
        }
        if instance.len() > SMALL {
            return None;
        }
        let run = Run::new().threads(1).stop(Stop::rounds(1));
        match HeatBath.solve(instance, &run) {
            Err(SolveError::Infeasible(proof)) => Some(of(proof)),
            _ => None,
        }
    }

    /// Whether there is a plan by these rules.
    pub(super) fn verdict(&self, rules: &Rules) -> Verdict {
        let (problem, task) = match self.task(rules, false) {
            Ok(task) => task,
            Err(faults) => return Verdict::Misfit(faults),
        };
        if let Some(proof) = self.prove(&problem, &task, None) {
            return Verdict::None(proof);
        }
        let mut stop = Stop::first_plan().or_rounds(self.stop.most_rounds().unwrap_or(ROUNDS));
        if let Some(most) = self.stop.most_time() {
            let left = most.saturating_sub(self.began.elapsed()) / PARTS;
            stop = stop.or_time(left.max(Duration::from_millis(1)));
        }
        let mut run = Run::new().stop(stop.or_cancelled(self.stop.token()));
        if let Some(start) = self.start(&task) {
            run = run.start(start);
        }
        let practices = |groups: Vec<Group>| -> Vec<Vec<usize>> {
            let of = |group: Group| group.units.iter().map(|&u| task.practice_of(u)).collect();
            groups.into_iter().map(of).collect()
        };
        match task.solve(&problem, &HeatBath, &run) {
            Ok(solution) => {
                let networks = solution.groups.len();
                self.near.borrow_mut().push(practices(solution.groups));
                Verdict::Plan(networks)
            }
            Err(SolveError::NotFound { nearest, .. }) => {
                if self.near.borrow().is_empty() {
                    self.near.borrow_mut().push(practices(nearest));
                }
                Verdict::Unknown
            }
            Err(_) => Verdict::Unknown,
        }
    }

    /// Where the search begins: the plan that breaks these rules least, of those that are plans of the same practices, connected and of a
    /// number that is allowed; `None` where there is none yet.
    fn start(&self, task: &Task) -> Option<Vec<Vec<u32>>> {
        let (instance, near) = (task.instance(), self.near.borrow());
        let (least, most) = instance.groups();
        let units =
            |group: &Vec<usize>| -> Option<Vec<u32>> { group.iter().map(|&i| task.unit_of(i)).collect() };
        let plans = near
            .iter()
            .filter_map(|plan| plan.iter().map(units).collect::<Option<Vec<Vec<u32>>>>());
        let fits = |plan: &Vec<Vec<u32>>| {
            (least..=most).contains(&plan.len())
                && plan.iter().map(Vec::len).sum::<usize>() == instance.len()
                && plan.iter().all(|group| instance.is_connected(group))
        };
        let violation = |plan: &Vec<Vec<u32>>| {
            plan.iter()
                .map(|group| instance.value(group).violation)
                .sum::<i64>()
        };
        plans.filter(fits).min_by_key(violation)
    }
}

/// The practices of networks that are frozen, but not by these rules any more.
fn freed(problem: &Problem, rules: &Rules) -> Vec<usize> {
    let still: BTreeSet<OdsCode> = rules.frozen.iter().flat_map(|f| f.practices.clone()).collect();
    let before = problem.rules().frozen.iter().flat_map(|f| &f.practices);
    let freed: BTreeSet<usize> = before
        .filter(|&code| !still.contains(code))
        .filter_map(|&code| problem.practices().index_of(code))
        .collect();
    freed.into_iter().collect()
}

/// The graph with practices that had no neighbours while they were frozen: they get those of the yardstick graph.
fn with_freed(problem: &Problem, freed: &[usize]) -> Result<PracticeGraph, String> {
    let practices = problem.practices();
    let mut inside = [problem.grouped(), freed].concat();
    inside.sort_unstable();
    let codes: Vec<OdsCode> = inside.iter().map(|&i| practices[i].code).collect();
    let Some(table) = practices.filter(|p| codes.contains(&p.code)) else {
        return Ok(problem.graph().clone());
    };
    let fresh = PracticeGraph::yardstick(&table);
    let fresh = fresh.edges().map(|(a, b)| (inside[a], inside[b]));
    let at_freed = fresh.filter(|(a, b)| freed.contains(a) || freed.contains(b));
    let edges: Vec<(usize, usize)> = problem.graph().edges().chain(at_freed).collect();
    PracticeGraph::from_edges(practices.len(), edges).map_err(|faults| faults.to_string())
}

/// Tasks of so many practices or fewer are tried out in full by the engine.
const SMALL: usize = 14;

/// Practices that cannot all be in networks, in words.
fn told(problem: &Problem, practices: &[usize]) -> String {
    let codes: Vec<String> = practices
        .iter()
        .map(|&i| problem.practices()[i].code.to_string())
        .collect();
    match &codes[..] {
        [one] => format!("There is no plan: no network that keeps every rule can hold practice {one}."),
        [.., _] => format!(
            "There is no plan: each of the practices {} could be in some network, but not all of them at once.",
            codes.join(", ")
        ),
        [] => "There is no plan.".to_owned(),
    }
}
