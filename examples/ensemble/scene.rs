//! What plans are measured by.

use super::data::Data;
use locality::assess::{DeprivationScores, Extras, Localisation, assess_with};
use locality::change::{Agreement, Moves};
use locality::engine::partition::Group;
use locality::ensemble::Ensemble;
use locality::nhs::{Reading, Source};
use locality::objective::{Objective, Task};
use locality::plan::Plan;
use locality::practice::{Flows, Practices};
use locality::problem::Problem;
use locality::report::Placed;
use std::error::Error;

/// The task of an area, its networks of today, and what is known of where patients live.
pub struct Scene {
    pub problem: Problem,
    pub task: Task,
    pub today: Plan,
    homes: Option<Flows>,
    extras: Extras,
    /// What is measured of every recorded plan beside the cost.
    pub names: Vec<&'static str>,
}

impl Scene {
    pub fn new(
        practices: Practices,
        source: Option<&Source>,
        cost_only: bool,
    ) -> Result<Self, Box<dyn Error>> {
        let homes = Data::flows(&practices, source);
        let scores = deprivation(&practices, homes.as_ref(), source)?;
        let problem = Problem::builder(practices).build()?;
        let mut scene = Self {
            task: Objective::hub_travel().compile(&problem)?,
            today: Plan::today(problem.practices()),
            extras: Extras { deprivation: scores },
            names: Vec::new(),
            homes,
            problem,
        };
        if !cost_only {
            // A plan of all practices in one group has a value of every measure that a draw has.
            let all = vec![(0..scene.task.instance().len() as u32).collect()];
            let measured = scene.measured(&scene.plan_of(&all));
            scene.names = measured.into_iter().map(|(name, _)| name).collect();
        }
        Ok(scene)
    }

    /// The measures of a plan by name: all that the independent assessment has, then how far it is from today's networks, and last, where it
    /// is known where patients live, how many live where their network has most patients.
    fn measured(&self, plan: &Plan) -> Vec<(&'static str, i64)> {
        let practices = self.problem.practices();
        let mut values = assess_with(&self.problem, plan, &self.extras).plan.numbers();
        // Travel in all is the cost, by other code.
        values.retain(|&(name, _)| name != "travel_cost");
        let moved = Moves::between(practices, &self.today, plan).moved;
        let rand = Agreement::between(practices, &self.today, plan).adjusted_rand;
        values.push(("patients_moved", moved.0 as i64));
        values.push(("rand_with_today_thousandths", (rand * 1_000.0).round() as i64));
        if let Some(homes) = &self.homes {
            let at_home = Localisation::of(practices, plan, homes).at_home;
            values.push(("patients_at_home", at_home.0 as i64));
        }
        values
    }

    fn plan_of(&self, groups: &[Vec<u32>]) -> Plan {
        let group = |units: &Vec<u32>| Group {
            units: units.clone(),
            value: self.task.instance().value(units),
        };
        let groups: Vec<Group> = groups.iter().map(group).collect();
        self.task.plan(&self.problem, &groups)
    }

    /// The values of groups of units, in the order of the names.
    pub fn values(&self, groups: &[Vec<u32>]) -> Vec<i64> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let measured = self.measured(&self.plan_of(groups));
        measured.into_iter().map(|(_, value)| value).collect()
    }

    /// A plan with its value of each measure that the ensemble has. That today's networks are like themselves goes without saying.
    pub fn place(&self, name: &str, plan: &Plan, ensemble: &Ensemble) -> Placed {
        let groups = self.task.groups(&self.problem, plan);
        let costs = groups.iter().map(|group| self.task.instance().value(group).cost);
        let cost: i64 = costs.sum();
        let others = self.measured(plan);
        let value = |measure: &String| match measure.as_str() {
            "cost" => Some(cost),
            "patients_moved" | "rand_with_today_thousandths" if *plan == self.today => None,
            _ => others
                .iter()
                .find(|(name, _)| name == measure)
                .map(|(_, value)| *value),
        };
        Placed {
            name: name.to_owned(),
            values: ensemble.measures().iter().map(value).collect(),
        }
    }
}

/// How deprived the patients of each practice are, where the files say where they live and how deprived it is there.
fn deprivation(
    practices: &Practices,
    homes: Option<&Flows>,
    source: Option<&Source>,
) -> Result<Option<DeprivationScores>, Box<dyn Error>> {
    let (Some(homes), Some(source)) = (homes, source) else {
        return Ok(None);
    };
    let census = source.registrations(Reading::Lenient)?.value.census();
    let Ok(found) = source.deprivation(census, Reading::Lenient) else {
        return Ok(None);
    };
    let score = |area: &str| found.value.get(area.parse().ok()?)?.score;
    let scores = DeprivationScores::of_homes(practices, homes, score)?;
    let known = practices
        .iter()
        .any(|practice| scores.of(practice.code).is_some());
    Ok(known.then_some(scores))
}
