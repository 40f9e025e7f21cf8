//! why.csv: where else each practice could be, what that would cost, and which rule it would break.

use locality::change::why;
use locality::objective::Task;
use locality::plan::Plan;
use locality::problem::Problem;
use locality::report::column::Column;
use locality::report::sheet::{Cell, Sheet};

/// The next best networks of a practice that are shown.
const NEXT: usize = 2;
/// Beyond so many practices every move of every one of them takes too long to look at.
const MOST: usize = 1_000;

/// A line for each practice and each of its next best two networks; `None` for a plan of too many practices.
pub fn sheet(problem: &Problem, task: &Task, plan: &Plan) -> Option<Sheet<7>> {
    if problem.practices().len() > MOST {
        return None;
    }
    let mut sheet = Sheet::new([
        Column::code("practice_code", "The practice."),
        Column::code("network_id", "Its network, by its name in the plan."),
        Column::whole(
            "next_best",
            "place",
            "1 for the network that would cost least instead, 2 for the next.",
        ),
        Column::code("other_network_id", "That network."),
        Column::whole(
            "costs_more",
            "as the objective",
            "So much more the plan would cost; below nought where it would cost less.",
        ),
        Column::flag("allowed", "Whether every rule would be kept."),
        Column::text("rules_broken", "The rules that would be broken."),
    ]);
    for practice in problem.practices().iter() {
        let Some(found) = why(problem, task, plan, practice.code) else {
            continue;
        };
        for (next, other) in found.alternatives.iter().take(NEXT).enumerate() {
            let breaks: Vec<String> = other.breaks.iter().map(ToString::to_string).collect();
            sheet.row([
                Cell::code(found.practice),
                Cell::code(&found.network),
                Cell::number(next as u64 + 1),
                Cell::code(&other.network),
                Cell::number(other.costs.get()),
                Cell::flag(other.breaks.is_empty()),
                Cell::text(&breaks.join(" ")),
            ]);
        }
    }
    Some(sheet)
}
