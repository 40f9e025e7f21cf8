//! The objective: what a plan is to be good at, as terms that compile into an [`Instance`].
//!
//! This is the staircase between the two floors. A [`Term`] knows its data and its unit; what it leaves behind in the
//! instance is only whole numbers.

mod hub_travel;
mod network_cost;
mod task;
mod wording;

pub use hub_travel::HubTravel;
pub use network_cost::NetworkCost;
pub use task::{Task, plan_of_those_alone};
pub use wording::explain;

use crate::engine::instance::{
    BandFile, FORMAT, GroupsFile, Instance, InstanceFaults, InstanceFile, MeasureFile,
};
use crate::problem::Problem;

/// One thing that the objective adds up.
pub trait Term: std::fmt::Debug + Send + Sync {
    /// Its name in tables, such as `hub travel`.
    fn name(&self) -> &'static str;

    /// The unit of its cost, such as `person-metres`.
    fn unit(&self, problem: &Problem) -> String;

    /// Adds its costs to the instance, whose unit `u` is the practice `problem.grouped()[u]`.
    fn compile(&self, problem: &Problem, file: &mut InstanceFile);
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
#[derive(Debug)]
pub struct Objective {
    terms: Vec<Box<dyn Term>>,
}

impl Objective {
    /// Short ways from the practices to the hub, patient by patient: see [`HubTravel`].
    #[must_use]
    pub fn hub_travel() -> Self {
        Self {
            terms: vec![Box::new(HubTravel::default())],
        }
    }

    /// These terms, added up.
    #[must_use]
    pub fn of(terms: Vec<Box<dyn Term>>) -> Self {
        Self { terms }
    }

    /// The terms.
    #[must_use]
    pub fn terms(&self) -> &[Box<dyn Term>] {
        &self.terms
    }

    /// Compiles the problem's rules and these terms. O(edges), plus what the terms take.
    ///
    /// # Errors
    /// [`InstanceFaults`] where there is nothing to group (every practice stands alone), the number of networks does not
    /// fit, or costs are too large to be added up exactly.
    pub fn compile(&self, problem: &Problem) -> Result<Task, InstanceFaults> {
        let units = problem.grouped();
        let unit_of = |practice: usize| units.binary_search(&practice).ok().map(|unit| unit as u32);
        let inside = problem.graph().edges().filter(|&(i, j)| problem.same_area(i, j));
        let band = problem.band();
        let lists = units.iter().map(|&i| problem.practices()[i].list_size.0 as i64);
        let networks = problem.networks();
        let mut file = InstanceFile {
            format: FORMAT.to_owned(),
            units: units
                .iter()
                .map(|&i| problem.practices()[i].code.to_string())
                .collect(),
            edges: inside
                .filter_map(|(i, j)| Some((unit_of(i)?, unit_of(j)?)))
                .collect(),
            sites: Vec::new(),
            pairs: Vec::new(),
            measures: vec![MeasureFile {
                name: "patients".to_owned(),
                values: lists.collect(),
                band: Some(BandFile {
                    least: band.least.0 as i64,
                    most: band.most.0 as i64,
                }),
                shape: None,
            }],
            fixed: 0,
            groups: GroupsFile {
                least: *networks.start(),
                most: *networks.end(),
            },
        };
        for term in &self.terms {
            term.compile(problem, &mut file);
        }
        Ok(Task::new(Instance::try_from(file)?, units.to_vec()))
    }
}
