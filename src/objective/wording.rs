//! Why there is no plan, in the words of the upper floor.

use super::Task;
use crate::engine::feasible::{Infeasible, nearest};
use crate::engine::partition::Group;
use crate::engine::solution::SolveError;

const NOT_PROVEN: &str =
    "There may be a plan all the same: allow more time, another number of networks or a wider band.";

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
            "No plan was found in {} rounds ({:.1} s): the nearest breaks the rules, by {violation} in all as the search counts it. {NOT_PROVEN}",
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
            SolveError::NotFound { nearest, record, .. } => format!(
                "No plan was found in {} rounds ({:.1} s). The nearest breaks rules: {}. {NOT_PROVEN}",
                record.rounds,
                record.seconds,
                self.broken(nearest).join("; ")
            ),
            other => explain(other),
        }
    }

    /// Which rules these groups break, and by how much, in words; each rule once.
    fn broken(&self, groups: &[Group]) -> Vec<String> {
        let mut broken = Vec::new();
        for measure in self.instance().measures() {
            let total = |group: &Group| group.units.iter().map(|&u| measure.values[u as usize]).sum();
            let outside: Vec<i64> = groups.iter().map(|group| measure.outside(total(group))).collect();
            let (sum, count) = (
                outside.iter().sum::<i64>(),
                outside.iter().filter(|&&by| by > 0).count(),
            );
            let networks = if count == 1 {
                "1 network".to_owned()
            } else {
                format!("{count} networks")
            };
            let mark = |mark: &str| {
                let rest = measure.name.strip_prefix(mark)?;
                Some(rest.split(' ').next().unwrap_or_default().to_owned())
            };
            let said = if sum == 0 {
                continue;
            } else if let Some(code) = mark("together with ") {
                format!("practices that are to share a network with {code} do not")
            } else if let Some(code) = mark("apart from ") {
                format!(
                    "practices that are to be apart from {code} share a network with it, or with each other"
                )
            } else if let Some(code) = mark("across from ") {
                format!("the network of {code} crosses a border")
            } else if measure.name.starts_with("patients") {
                format!("{networks} outside the band, by {sum} {} in all", measure.name)
            } else {
                format!(
                    "{networks} outside the limit of {}, by {} in all",
                    measure.name,
                    sum / self.factor(&measure.name)
                )
            };
            broken.push(said);
        }
        let without = groups.iter().filter(|group| group.value.site.is_none()).count();
        if self.instance().has_sites() && without > 0 {
            broken.push(format!(
                "{without} networks without a place where the hub may stand"
            ));
        }
        if broken.is_empty() {
            broken.push("a network is a ring around others".to_owned());
        }
        broken
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
