//! Letters to practices.

use super::{county, wicked};
use locality::change::Moves;
use locality::plan::Plan;
use locality::report::letter;

/// The county of three: the third practice leaves the network of today, the first two stay.
fn letters() -> [String; 3] {
    let (problem, plan, assessment) = wicked::county();
    let today = Plan::today(problem.practices());
    let moves = Moves::between(problem.practices(), &today, &plan);
    [0, 1, 2].map(|k| letter(&problem, &assessment, &moves, wicked::code(k)).expect("in the table"))
}

#[test]
fn a_practice_that_stays_is_told_who_goes() {
    let [first, second, _] = letters();
    assert!(first.contains(
        "has 2 practices with 40,000 registered patients (in band; the band is 10,000 to 50,000)."
    ));
    assert!(first.contains("stands at your own practice."), "{first}");
    assert!(second.contains(
        ", 1.0 km from you. On average over the network's patients the way from their practice is 500 m."
    ));
    for letter in [&first, &second] {
        assert!(
            letter.contains("You stay in the network that carries on \\*PCN\\* (U1)."),
            "{letter}"
        );
        assert!(
            letter.contains("With you today, and no longer in this plan: \\-"),
            "{letter}"
        );
        assert!(letter.contains("(A2)."), "{letter}");
        assert!(!letter.contains("Not with you today"), "{letter}");
    }
    // All three are next to each other, because each has an edge to the practices nearest to it.
    assert!(second.contains("1,000 m away, in N\\&\\\"2\\'"), "{second}");
    assert!(first.contains("2,000 m away, in N\\&\\\"2\\'"), "{first}");
}

#[test]
fn a_practice_that_moves_is_told_where_to() {
    let [.., third] = letters();
    assert!(
        third.contains("You would leave \\*PCN\\* (U1) and join N\\&\\\"2\\'."),
        "{third}"
    );
    assert!(third.contains("(A0); ") && third.contains("(A1)."), "{third}");
    assert!(
        third.contains("- Integrated care board: NHS \\<A\\> \\& B ICB (QXX)"),
        "{third}"
    );
}

#[test]
fn names_stay_on_their_line_and_mean_nothing() {
    for letter in letters() {
        // Without what has a backslash before it, no mark is left but those of the letter itself.
        let mut plain = String::new();
        let mut letters = letter.chars();
        while let Some(next) = letters.next() {
            match next {
                '\\' => _ = letters.next(),
                _ => plain.push(next),
            }
        }
        assert!(
            !plain.contains(['<', '>', '[', ']', '*', '_', '`', '&', '"']),
            "{plain}"
        );
        assert!(!letter.contains(|letter: char| letter.is_control() && letter != '\n'));
        // Each row of the table has its four bars that are not escaped.
        let rows = letter.lines().filter(|line| line.starts_with("| "));
        for row in rows {
            assert_eq!(row.replace("\\|", "").matches('|').count(), 4, "{row}");
        }
    }
}

#[test]
fn nobody_is_invented_and_nothing_changes_where_nothing_does() {
    let (problem, plan, assessment) = county::today();
    let moves = Moves::between(problem.practices(), &plan, &plan);
    let blank = "\\_\\_\\_";
    for practice in problem.practices().iter() {
        let letter = letter(&problem, &assessment, &moves, practice.code).expect("in the table");
        match practice.pcn {
            Some(_) => assert!(letter.contains("Nothing changes: you stay in"), "{letter}"),
            None => assert!(letter.contains("is not in the data"), "{letter}"),
        }
        assert!(letter.contains(&format!("Who is in charge of this there: {blank}")));
    }
    let unknown = "ZZ999".parse().expect("a code");
    assert_eq!(letter(&problem, &assessment, &moves, unknown), None);
}
