//! The objective: what a plan is to be good at, as terms that compile into an [`Instance`].
//!
//! This is the staircase between the two floors. A [`Term`] knows its data and its unit; what it leaves behind in the
//! instance is only whole numbers.

mod affiliation;
mod balance;
mod compactness;
mod costs;
mod home_travel;
mod hub_travel;
mod join;
mod labels;
mod mixing;
mod network_cost;
mod overlap;
mod presets;
mod rings;
mod ruled;
mod size;
mod task;
mod todays_network;
mod weight;
mod wording;

pub use affiliation::Affiliation;
pub use balance::Balance;
pub use compactness::Compactness;
pub use costs::Costs;
pub use home_travel::HomeTravel;
pub use hub_travel::HubTravel;
pub use labels::Labels;
pub use mixing::Mixing;
pub use network_cost::NetworkCost;
pub use overlap::{Likeness, PatientOverlap};
pub use size::Size;
pub use task::{Contribution, Task, plan_of_those_alone};
pub use todays_network::TodaysNetwork;
pub use weight::{Exchange, Weight};
pub use wording::explain;

use crate::engine::instance::{Instance, InstanceFaults};
use crate::fault::{Fault, FaultCode, Faults};
use crate::problem::Problem;
use task::Part;

/// One thing that the objective adds up.
pub trait Term: std::fmt::Debug + Send + Sync {
    /// Its name in tables, such as `hub travel`.
    fn name(&self) -> &'static str;

    /// The unit of its cost, such as `person-metres`.
    fn unit(&self, problem: &Problem) -> String;

    /// Adds its costs, whole numbers of its own unit; unit `u` is the practice `problem.grouped()[u]`.
    fn compile(&self, problem: &Problem, costs: &mut Costs);

    /// What is wrong with the term for this problem, such as data of other practices; nothing unless it says so.
    fn faults(&self, _problem: &Problem) -> Vec<Fault> {
        Vec::new()
    }
}

/// The fault of data that is of another number of practices than the problem; `whose` says which data, with its verb.
fn of_others(whose: &str, practices: usize, problem: &Problem) -> Option<Fault> {
    let known = problem.practices().len();
    (practices != known).then(|| {
        let what = format!("{whose} of {practices} practices, the problem of {known}");
        Fault::new(FaultCode::FlowsMisfit, what)
    })
}

/// Why an objective cannot be compiled.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CompileError {
    /// A term does not fit the problem, or a weight is none.
    #[error(transparent)]
    Terms(#[from] Faults),
    /// What comes out is no task for the engine.
    #[error(transparent)]
    Instance(#[from] InstanceFaults),
}

/// What a plan is to be good at.
///
/// ```
/// use locality::objective::Objective;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let task = Objective::hub_travel().compile(&problem)?;
/// assert_eq!(task.instance().len(), 60);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Objective {
    terms: Vec<Box<dyn Term>>,
    weights: Vec<Weight>,
    exchange: Option<Exchange>,
}

impl Objective {
    /// No term yet: every plan that keeps the rules is as good as any other.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With this rate between pounds and time, for weights in pounds and for travel in metres.
    #[must_use]
    pub fn exchange(mut self, exchange: Exchange) -> Self {
        self.exchange = Some(exchange);
        self
    }

    /// With this term, each unit of it at this weight.
    #[must_use]
    pub fn with(mut self, term: impl Term + 'static, weight: Weight) -> Self {
        self.terms.push(Box::new(term));
        self.weights.push(weight);
        self
    }

    /// These terms, added up as they are: their units are one.
    #[must_use]
    pub fn of(terms: Vec<Box<dyn Term>>) -> Self {
        Self {
            weights: vec![Weight::Travel; terms.len()],
            terms,
            exchange: None,
        }
    }

    /// The terms.
    #[must_use]
    pub fn terms(&self) -> &[Box<dyn Term>] {
        &self.terms
    }

    /// The weights of the terms, in their order.
    #[must_use]
    pub fn weights(&self) -> &[Weight] {
        &self.weights
    }

    /// Compiles the problem's rules and these terms. O(edges), plus what the terms take.
    ///
    /// # Errors
    /// [`CompileError::Terms`] with all faults of the terms (`P050`) and weights (`P051`);
    /// [`CompileError::Instance`] where there is nothing to group (every practice stands alone), the number of networks does
    /// not fit, or costs are too large to be added up exactly.
    pub fn compile(&self, problem: &Problem) -> Result<Task, CompileError> {
        let mut faults = Vec::new();
        let mut parts = Vec::new();
        for (term, weight) in self.terms.iter().zip(&self.weights) {
            faults.extend(term.faults(problem));
            match weight.factor(term.name(), self.exchange, problem.travel().unit()) {
                Ok(factor) => parts.push((term, factor)),
                Err(found) => faults.extend(found.into_vec()),
            }
        }
        Faults::none_or(faults)?;
        let parts: Vec<Part> = parts
            .into_iter()
            .map(|(term, factor)| {
                let mut costs = Costs::default();
                term.compile(problem, &mut costs);
                Part {
                    name: term.name(),
                    unit: term.unit(problem),
                    costs,
                    factor,
                }
            })
            .collect();
        let (mut file, factors) = ruled::ruled(problem);
        join::join(problem, &parts, &mut file);
        let instance = Instance::try_from(file)?;
        Ok(Task::new(instance, problem.grouped().to_vec(), parts, factors))
    }
}
