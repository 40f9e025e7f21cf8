//! One page to take into a meeting: a map, tables and plain sentences in a single HTML file that needs no network and no server.

mod charts;
mod closeness;
mod compared;
mod curves;
mod extra;
mod map;
mod model;
mod names;
mod next;
mod options;
mod rows;
mod sources;
mod summary;
mod template;
mod words;

use crate::assess::{Assessment, assess};
use crate::assumption::Assumption;
use crate::change::{Moves, Point};
use crate::engine::solution::{Solution, SolveError};
use crate::nhs::UsedFile;
use crate::plan::Plan;
use crate::practice::AreaLevel;
use crate::problem::Problem;
use crate::report::land::Land;
use crate::report::sheet::Sheet;
use crate::report::workbook::Workbook;

/// A plan as a page for people: a summary in plain words, a map, tables to sort and to search, who moves, options side by side, and
/// where every number comes from. It is one file, for browsers, paper and screen readers (WCAG 2.2, AA).
///
/// Without a script the page can be read as a whole; with it, practices can be moved by hand, which shows at once what becomes of sizes, ways
/// and rules, and the changed plan can be saved as CSV for [`Plan::read`]. Every text is escaped.
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// use locality::report::Page;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let plan = Plan::today(problem.practices());
/// let assessment = assess(&problem, &plan);
/// let page = Page::new(&problem, &plan, &assessment).title("Kelland, as it is").html()?;
/// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<h1>Kelland, as it is</h1>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Page<'a> {
    problem: &'a Problem,
    plan: &'a Plan,
    assessment: &'a Assessment,
    title: String,
    land: Option<&'a Land>,
    solution: Option<&'a Solution>,
    options: Vec<(String, Plan)>,
    by_moves: Vec<Point>,
    by_number: Vec<(u32, Result<Plan, SolveError>)>,
    files: Vec<UsedFile>,
    assumptions: Vec<Assumption>,
    extras: Vec<extra::Extra>,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
#[error("the page could not be written: {0}")]
pub struct PageError(#[from] askama::Error);

impl<'a> Page<'a> {
    /// The page of a plan and what was found of it. Its title is the smallest area that holds all practices.
    pub fn new(problem: &'a Problem, plan: &'a Plan, assessment: &'a Assessment) -> Self {
        let practices = problem.practices();
        let one = |level| match &practices.areas(level)[..] {
            [(area, all)] if *all == practices.len() => Some(match area.name.trim() {
                "" => area.code.to_string(),
                name => name.to_owned(),
            }),
            _ => None,
        };
        Self {
            problem,
            plan,
            assessment,
            title: AreaLevel::ALL
                .into_iter()
                .find_map(one)
                .unwrap_or_else(|| "Networks of GP practices".to_owned()),
            land: None,
            solution: None,
            options: Vec::new(),
            by_moves: Vec::new(),
            by_number: Vec::new(),
            files: Vec::new(),
            assumptions: Vec::new(),
            extras: Vec::new(),
        }
    }

    /// With this title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// With a map on this land, such as within a coast or of small areas; on the cells of the practices unless given.
    pub fn land(mut self, land: &'a Land) -> Self {
        self.land = Some(land);
        self
    }

    /// With what is known of how the plan was found: how near it is to the best possible, seed and rounds.
    pub fn solution(mut self, solution: &'a Solution) -> Self {
        self.solution = Some(solution);
        self
    }

    /// With another plan for the same problem beside it, judged by the same measures: least change, a point of a
    /// [curve](crate::change::curve), what another strategy makes. Today's networks are always there where they are known.
    pub fn option(mut self, name: impl Into<String>, plan: Plan) -> Self {
        self.options.push((name.into(), plan));
        self
    }

    /// With what it costs in ways that few patients change network, as a [curve](crate::change::curve) found it: a chart with its table
    /// among the options. Points without a plan are named there. It is left out where today's networks are not known.
    pub fn by_moves(mut self, points: &[Point]) -> Self {
        self.by_moves = points.to_vec();
        self
    }

    /// With plans of so many networks each, practices that stand alone not counted, or why there was none: a chart of what ways cost
    /// by the number of networks, with its table. Apart from the number they are judged by the rules of the problem.
    pub fn by_number(mut self, plans: Vec<(u32, Result<Plan, SolveError>)>) -> Self {
        self.by_number = plans;
        self
    }

    /// With the files that the practices come from. They are read again for their hashes.
    pub fn files(mut self, files: &[UsedFile]) -> Self {
        self.files.extend_from_slice(files);
        self
    }

    /// With the parameters that the figures rest on.
    pub fn assumptions(mut self, assumptions: &[Assumption]) -> Self {
        self.assumptions.extend_from_slice(assumptions);
        self
    }

    /// With a further table, such as of hubs, staff, money or a rollout: its title, and a sentence about it. Columns are named with their units, and
    /// what they mean is said below. More than 200 rows are not shown; the page says how many there are.
    pub fn table<const N: usize>(mut self, title: &str, about: &str, sheet: &Sheet<N>) -> Self {
        self.extras.push(extra::Extra::of_sheet(title, about, sheet));
        self
    }

    /// With all tables of a workbook, each as [`table`](Self::table) shows it, with the same sentence about them.
    pub fn tables(mut self, workbook: &Workbook, about: &str) -> Self {
        self.extras.extend(extra::Extra::of_workbook(workbook, about));
        self
    }

    /// The page. O(n log n + the sum over networks of members² × networks beside them), and an assessment for every option and every point of a curve.
    ///
    /// # Errors
    /// [`PageError`] where there is no memory left for it.
    pub fn html(&self) -> Result<String, PageError> {
        let now = Plan::today(self.problem.practices());
        let today = (!now.rows().is_empty()).then(|| assess(self.problem, &now));
        let others: Vec<Assessment> = self
            .options
            .iter()
            .map(|(_, plan)| assess(self.problem, plan))
            .collect();
        let moves = |to: &Plan| {
            today
                .as_ref()
                .map(|_| Moves::between(self.problem.practices(), &now, to))
        };
        let moved = moves(self.plan);
        let mut choices = Vec::new();
        if let Some(today) = &today {
            choices.push(options::Choice {
                name: "Today's networks".to_owned(),
                assessment: today,
                moves: moves(&now),
            });
        }
        choices.push(options::Choice {
            name: "This plan".to_owned(),
            assessment: self.assessment,
            moves: moved.clone(),
        });
        for ((name, plan), assessment) in self.options.iter().zip(&others) {
            choices.push(options::Choice {
                name: name.clone(),
                assessment,
                moves: moves(plan),
            });
        }
        let charts = charts::charts(
            &choices,
            &curves::by_moves(self.problem, &self.by_moves),
            &curves::by_number(self.problem, &self.by_number, &moves),
        );
        template::render(self, today.as_ref(), moved.as_ref(), &choices, charts)
    }
}
