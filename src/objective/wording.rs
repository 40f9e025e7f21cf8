//! Why there is no plan, in the words of the upper floor.

use super::Task;
use crate::engine::feasible::{Infeasible, nearest};
use crate::engine::solution::SolveError;

/// Why there is no plan, for people who speak of practices and networks rather than of units and groups.
///
/// ```
/// use locality::engine::{Solver, stop::Stop};
/// use locality::objective::{Objective, explain};
/// use locality::problem::{Networks, Problem};
/// let problem = Problem::builder(locality::synthetic::county()).networks(Networks::Exactly(30)).build()?;
/// let task = Objective::hub_travel().compile(&problem)?;
/// let error = Solver::new(task.instance()).solve().expect_err("30 networks of 30,000 are too many");
/// assert!(explain(&error).starts_with("There is no plan: 30 networks are asked for"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explain(error: &SolveError) -> String {
    match error {
        SolveError::Infeasible(proof) => format!("There is no plan: {}.", infeasible(proof)),
        SolveError::NotFound {
            violation, record, ..
        } => format!(
            "No plan was found in {} rounds ({:.1} s): the nearest has networks outside the band, by {violation} patients in all. There \
             may be one: allow more time, another number of networks or a wider band.",
            record.rounds, record.seconds
        ),
        other => other.to_string(),
    }
}

impl Task {
    /// Why there is no plan, as [`explain`], with limits in the numbers of their rules rather than in those of the engine.
    #[must_use]
    pub fn explain(&self, error: &SolveError) -> String {
        match error {
            SolveError::Infeasible(proof) => {
                format!(
                    "There is no plan: {}.",
                    infeasible(&self.in_numbers_of_rules(proof))
                )
            }
            other => explain(other),
        }
    }

    fn in_numbers_of_rules(&self, proof: &Infeasible) -> Infeasible {
        let mut proof = proof.clone();
        match &mut proof {
            Infeasible::UnitTooLarge {
                measure, value, most, ..
            } => {
                let factor = self.factor(measure);
                *value /= factor;
                *most /= factor;
            }
            Infeasible::NoGroupFor {
                measure,
                least,
                most,
                below,
                above,
                ..
            } => {
                let factor = self.factor(measure);
                *least /= factor;
                *most /= factor;
                for near in [below, above].into_iter().flatten() {
                    *near /= factor;
                }
            }
            Infeasible::Component {
                measure,
                total,
                least,
                most,
                ..
            } => {
                let factor = self.factor(measure);
                *total /= factor;
                *least /= factor;
                *most /= factor;
            }
            _ => {}
        }
        proof
    }
}

fn infeasible(proof: &Infeasible) -> String {
    match proof {
        Infeasible::UnitTooLarge {
            unit,
            measure,
            value,
            most,
        } => format!("practice {unit} alone has {value} {measure}, above the most of {most}"),
        Infeasible::NoGroupFor {
            unit,
            measure,
            least,
            most,
            below,
            above,
        } => {
            let near = nearest(below, above);
            format!(
                "no network of neighbours that holds practice {unit} has {least} to {most} {measure}{near}; allow \
                 more neighbours or a wider band"
            )
        }
        Infeasible::Component {
            unit,
            units,
            measure,
            total,
            least,
            most,
        } => format!(
            "the {units} practices around {unit}, which have no other neighbours, have {total} {measure}, and no number of networks \
             of {least} to {most} adds up to that; join them to others or widen the band"
        ),
        Infeasible::Opposed {
            unit,
            units,
            fewest,
            greatest,
        } => format!(
            "the {units} practices around {unit}, which have no other neighbours, must be {fewest} networks or more by one limit and \
             at most {greatest} by another; widen one of them"
        ),
        Infeasible::Groups {
            least,
            most,
            fewest,
            greatest,
        } => format!(
            "{} networks are asked for, but the lists allow only {}; ask for that many",
            range(*least, *most),
            range(*fewest, *greatest)
        ),
        Infeasible::Exhausted { units, least, most } => format!(
            "all ways to put the {units} practices into {} connected networks were tried, and none is inside the band",
            range(*least, *most)
        ),
    }
}

fn range(least: usize, most: usize) -> String {
    match least == most {
        true => least.to_string(),
        false => format!("{least} to {most}"),
    }
}
