//! How near a plan is to the best possible, for people.

use crate::engine::solution::{Solution, Status};

/// In sentences: how near, what that means, and what it does not mean.
pub(super) fn closeness(solution: Option<&Solution>) -> Vec<String> {
    let Some(solution) = solution else {
        return vec![
            "This plan was read from a file, or made by hand. How near it is to the best possible is not known here.".to_owned(),
        ];
    };
    let known = matches!(solution.gap(), Some(gap) if gap < 1.0);
    let meaning = match solution.status {
        Status::Optimal => {
            "Nobody can make a plan that keeps the same rules and is better in what was asked for, whatever \
             the method and the time."
        }
        _ if known => {
            "Whoever makes a plan that keeps the same rules, by whatever method, can better it by that much at \
             the most in what was asked for."
        }
        _ => "There may be a better plan; a longer search would tell more.",
    };
    vec![
        match known || solution.status == Status::Optimal {
            true => format!("The plan is {}.", solution.closeness()),
            false => "How near the plan is to the best possible is not known.".to_owned(),
        },
        meaning.to_owned(),
        "What was asked for is what the program adds up, such as patients' ways to the hub. What people wish for \
         beyond that is for the meeting to weigh."
            .to_owned(),
    ]
}
