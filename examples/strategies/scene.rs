//! The task of an area, what strategies go by, and the judge.

use super::one::{Answer, Setting, Shared};
use super::row::Row;
use locality::assess::{Finding, Localisation, assess};
use locality::change::{Agreement, Moves};
use locality::engine::solution::Grouping;
use locality::objective::{Likeness, Objective, PatientOverlap, Task};
use locality::plan::Plan;
use locality::practice::{Flows, Practices};
use locality::problem::Problem;
use locality::report::plan_sheet;
use locality::report::sheet::Sheet;
use std::error::Error;

/// An area with its task.
pub struct Scene {
    pub area: String,
    pub problem: Problem,
    pub task: Task,
    pub setting: Setting,
    today: Plan,
    flows: Option<Flows>,
}

impl Scene {
    pub fn new(area: String, practices: Practices, flows: Option<Flows>) -> Result<Self, Box<dyn Error>> {
        let problem = Problem::builder(practices).build()?;
        if problem.grouped().is_empty() {
            return Err(format!(
                "{area}: every practice is above the band and stands alone: there is nothing to group"
            )
            .into());
        }
        let task = Objective::hub_travel().compile(&problem)?;
        let today = Plan::today(problem.practices());
        let point = |&i: &usize| {
            let place = problem.practices()[i].location;
            (i64::from(place.easting()), i64::from(place.northing()))
        };
        let setting = Setting {
            instance: task.instance().clone(),
            points: problem.grouped().iter().map(point).collect(),
            shared: match &flows {
                Some(flows) => shared(&problem, flows)?,
                None => Vec::new(),
            },
            today: task.groups(&problem, &today),
        };
        Ok(Self {
            area,
            today,
            task,
            setting,
            flows,
            problem,
        })
    }

    /// What a run came to, judged by other code than made it, with its plan as CSV.
    pub fn judge(
        &self,
        strategy: &str,
        seed: u64,
        answer: &Answer,
    ) -> Result<(Row, Option<Sheet<9>>), Box<dyn Error>> {
        let mut row = Row::new(&self.area, strategy, seed);
        row.note.clone_from(&answer.refused);
        row.seconds = answer.seconds;
        row.rounds = answer.rounds;
        row.peak_mib = answer.peak_kib.map(|kib| kib as f64 / 1024.0);
        let Some(groups) = &answer.groups else {
            return Ok((row, None));
        };
        let practices = self.problem.practices();
        let grouping = Grouping::new(self.task.instance(), groups.clone())?;
        let plan = self.task.plan(&self.problem, &grouping.groups);
        let assessment = assess(&self.problem, &plan);
        let count = |kind: fn(&Finding) -> bool| Some(assessment.findings.iter().filter(|f| kind(f)).count());
        row.keeps_every_rule = Some(assessment.keeps_every_rule());
        row.broken = Some(assessment.findings.len());
        row.below_band = count(|finding| matches!(finding, Finding::BelowBand { .. }));
        row.above_band = count(|finding| matches!(finding, Finding::AboveBand { .. }));
        row.in_pieces = count(|finding| matches!(finding, Finding::InPieces { .. }));
        row.wrong_number = count(|finding| matches!(finding, Finding::NumberOfNetworks { .. }));
        row.missing = Some(assessment.plan.missing);
        row.networks = Some(assessment.plan.networks);
        row.cost = Some(assessment.plan.travel.cost.get());
        row.bound = answer.bound;
        row.mean_way = Some(assessment.plan.travel.mean);
        row.longest_way = Some(assessment.plan.travel.longest);
        row.share_in_band = Some(assessment.plan.share_in_band);
        row.balance = Some(assessment.plan.coefficient_of_variation);
        let moves = Moves::between(practices, &self.today, &plan);
        row.moved = Some(moves.share());
        row.like_today = Some(Agreement::between(practices, &self.today, &plan).adjusted_rand);
        row.at_home = (self.flows.as_ref()).map(|flows| Localisation::of(practices, &plan, flows).share());
        Ok((row, Some(plan_sheet(&self.problem, &plan, &assessment))))
    }
}

/// What practices share by where their patients live, as Clarke and others weigh it.
fn shared(problem: &Problem, flows: &Flows) -> Result<Vec<Shared>, Box<dyn Error>> {
    let overlap = PatientOverlap::new(flows.clone(), Likeness::Cosine);
    let task = Objective::of(vec![Box::new(overlap)]).compile(problem)?;
    // The term charges what is lost apart; a pair in one network is given it back.
    let pairs = task.instance().file().pairs.iter();
    Ok(pairs.map(|&(a, b, cost)| (a, b, -cost)).collect())
}
