//! The five questions as integer programmes, for a solver behind good_lp.

use super::model::Model;
use super::{Limit, Sited, Siting, SitingError};
use crate::engine::feasible::Infeasible;
use crate::engine::solution::{SolveError, Status};
use good_lp::solvers::SolutionStatus;
use good_lp::{ResolutionError, Solution as _, SolverModel, Variable, WithTimeLimit};

#[cfg(feature = "highs")]
use good_lp::solvers::highs::highs as solver;
#[cfg(not(feature = "highs"))]
use good_lp::solvers::microlp::microlp as solver;

/// A question about hubs that several networks share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// So many hubs, the least sum of weight × way: C. S. ReVelle and R. W. Swain, Geographical Analysis 2 (1970) 30-42.
    Median(usize),
    /// So many hubs, the least longest way: the longest is above every way that is gone (M. S. Daskin, Network and Discrete Location, 2nd
    /// edition, 2013, chapter 5).
    Centre(usize),
    /// So many hubs, the least weight beyond this way: R. Church and C. ReVelle, Papers of the Regional Science Association 32 (1974) 101-118.
    Reach(usize, u64),
    /// The fewest hubs with every place within this way: C. Toregas and others, Operations Research 19 (1971) 1363-1373.
    Cover(u64),
    /// So many hubs, the least sum of weight × way under limits, site `j` at place `homes[j]`, each place wholly with one hub: A. Ceselli and
    /// G. Righini, Networks 45 (2005) 125-142.
    Capacitated {
        /// So many hubs.
        hubs: usize,
        /// The place at which each site stands, which goes with its hub.
        homes: Vec<usize>,
        /// What a hub may hold.
        limits: Vec<Limit>,
    },
}

impl Siting {
    /// The answer to a question by the integer programme of its paper, given to the solver behind good_lp (microlp, or HiGHS with the
    /// feature `highs`): a second opinion on the searches beside it, and the one to extend with rows of one's own. Within so many seconds, if any
    /// are named.
    ///
    /// A median of n places and m sites has n × m assignment variables: some thousand are within reach of microlp, hundreds of networks
    /// with as many sites are not. The cost is counted anew from the sites in whole numbers. The bound is the solver's optimum less
    /// one part in a million for its floating-point arithmetic, rounded up, so that [`Status::Optimal`] is claimed of costs below a million
    /// or so; a solver that ran out of time leaves no bound but nought.
    ///
    /// ```
    /// use locality::hub::{Question, Siting};
    /// // As in the example of `Siting`: one hub for places at 0, 3 and 10 km with 10, 10 and 50 patients.
    /// let at = [0_u64, 3, 10];
    /// let ways = at.iter().map(|a| at.iter().map(|b| a.abs_diff(*b)).collect()).collect();
    /// let road = Siting::new(vec![10, 10, 50], ways)?;
    /// let one = road.programme(&Question::Median(1), None)?;
    /// assert_eq!((one.sites, one.cost, one.bound), (vec![2], 170, 170));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As the searches: `H004`, `H005` and `H007` for what cannot be, [`SolveError::Infeasible`] where limits leave no choice; and
    /// [`SolveError::Solver`] where the solver fails or has no answer in time.
    pub fn programme(&self, question: &Question, seconds: Option<u64>) -> Result<Sited, SitingError> {
        let (model, objective, scale) = self.stated(question)?;
        let Model {
            variables,
            open,
            goes,
            rows,
        } = model;
        let mut programme = variables.minimise(objective.clone()).using(solver).with_all(rows);
        if let Some(seconds) = seconds {
            programme = programme.with_time_limit(seconds as f64);
        }
        let found = match programme.solve() {
            Ok(found) => found,
            // Only limits can leave no choice, and the solver has been through all there are.
            Err(ResolutionError::Infeasible) => {
                let units = self.places();
                let (least, most) = (1, self.sites);
                return Err(SolveError::from(Infeasible::Exhausted { units, least, most }).into());
            }
            Err(error) => {
                let reason = error.to_string();
                return Err(SolveError::Solver { reason }.into());
            }
        };
        let taken = |variables: &[Variable]| -> Vec<usize> {
            let all = variables.iter().enumerate();
            all.filter(|&(_, &x)| found.value(x) > 0.5)
                .map(|(at, _)| at)
                .collect()
        };
        let sites = taken(&open);
        let serves = match question {
            Question::Capacitated { .. } => {
                let site = |row: &Vec<Variable>| taken(row).first().copied().unwrap_or(0);
                goes.iter().map(site).collect()
            }
            _ => self.nearest(&sites),
        };
        let cost = self.cost_of(question, &sites, &serves);
        let bound = match found.status() {
            SolutionStatus::TimeLimit => 0,
            _ => whole_above(found.eval(objective) * scale),
        };
        Ok(Sited {
            status: match bound >= cost {
                true => Status::Optimal,
                false => Status::Feasible,
            },
            bound: bound.min(cost),
            sites,
            serves,
            cost,
        })
    }

    /// What the sites cost, counted in whole numbers.
    fn cost_of(&self, question: &Question, sites: &[usize], serves: &[usize]) -> u64 {
        let ways = serves
            .iter()
            .enumerate()
            .map(|(place, &site)| self.way(place, site));
        match question {
            Question::Median(_) | Question::Capacitated { .. } => {
                ways.zip(&self.weights).map(|(way, weight)| way * weight).sum()
            }
            Question::Centre(_) => ways.max().unwrap_or(0),
            Question::Reach(_, within) => {
                let beyond = ways.zip(&self.weights).filter(|(way, _)| way > within);
                beyond.map(|(_, &weight)| weight).sum()
            }
            Question::Cover(_) => sites.len() as u64,
        }
    }
}

/// The least whole number that an optimum of this value allows, one part in a million taken off.
fn whole_above(value: f64) -> u64 {
    // The cast takes what is below nought as nought.
    (value - value.abs() * 1e-6 - 1e-6).ceil() as u64
}
