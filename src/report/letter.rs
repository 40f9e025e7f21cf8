//! A letter to a practice: where it would be in a plan, with whom, and what changes.

use crate::assess::Assessment;
use crate::change::Moves;
use crate::practice::{OdsCode, Practice};
use crate::problem::Problem;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A line for what is not known here and has to be filled in by hand.
const BLANK: &str = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";

/// The letter to this practice as Markdown (CommonMark with tables): its network, its hub and how far that is, its neighbours, what changes against
/// today, and whom to tell. `None` for a code that is not in the table.
///
/// `moves` are those from today's networks to the plan. Nobody is invented: who is not in the data is a line to fill in. Names
/// are escaped, so that they stand as they are. O(practices).
///
/// ```
/// use locality::assess::assess;
/// use locality::change::Moves;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let today = Plan::today(problem.practices());
/// let moves = Moves::between(problem.practices(), &today, &today);
/// let code = problem.practices()[0].code;
/// let letter = locality::report::letter(&problem, &assess(&problem, &today), &moves, code).unwrap_or_default();
/// assert!(letter.contains("## Your network") && letter.contains("Nothing changes"));
/// # Ok::<(), locality::fault::Faults>(())
/// ```
#[must_use]
pub fn letter(problem: &Problem, assessment: &Assessment, moves: &Moves, code: OdsCode) -> Option<String> {
    let practices = problem.practices();
    let at = practices.index_of(code)?;
    let own = &practices[at];
    let network = (assessment.networks.iter()).find(|network| network.practices.contains(&code));
    let mut text = format!(
        "# {}\n\nA proposal for networks of GP practices, for discussion.\n",
        named(own)
    );
    let mut line = |words: String| {
        // Writing into a text does not fail.
        let _ = writeln!(text, "{words}");
    };
    let far = |other: &Practice| own.location.straight_line(other.location);

    line("\n## Your network\n".to_owned());
    let mut together: Vec<&Practice> = Vec::new();
    match network {
        None => line("You are in no network of this plan.".to_owned()),
        Some(network) => {
            let band = problem.band();
            line(format!(
                "{} has {} practices with {} registered patients ({}; the band is {} to {}).",
                markdown(&network.network),
                network.practices.len(),
                network.patients,
                network.standing,
                band.least,
                band.most
            ));
            let members = network
                .practices
                .iter()
                .filter_map(|&member| practices.get(member));
            together = members.filter(|member| member.code != code).collect();
            together.sort_by_key(|member| (far(member), member.code));
            line(
                "\n| practice | registered patients | straight line from you |\n| --- | ---: | ---: |"
                    .to_owned(),
            );
            line(format!("| {} (you) | {} | |", named(own), own.list_size));
            for member in &together {
                line(format!(
                    "| {} | {} | {} |",
                    named(member),
                    member.list_size,
                    far(member)
                ));
            }
            line("\n## Your hub\n".to_owned());
            let hub = practices.index_of(network.hub);
            let how = match network.hub_named {
                true => "The hub, where the network's shared team works, stands at",
                false => "The plan names no hub; the shortest ways for patients lead to",
            };
            match hub.map(|hub| (hub, &practices[hub])) {
                Some((hub, _)) if hub == at => line(format!("{how} your own practice.")),
                Some((hub, practice)) => line(format!(
                    "{how} {}, {} from you. On average over the network's patients the way from their practice is {}.",
                    named(practice),
                    problem.travel().unit().show(problem.travel().between(at, hub)),
                    problem.travel().unit().show(network.travel.mean)
                )),
                None => line(format!("Where the hub stands is not known: {BLANK}")),
            }
        }
    }

    line("\n## Your neighbours in other networks\n".to_owned());
    let mut beside: Vec<&Practice> = problem.graph().neighbours(at).map(|i| &practices[i]).collect();
    beside.retain(|other| !together.iter().any(|member| member.code == other.code));
    beside.sort_by_key(|other| (far(other), other.code));
    if beside.is_empty() {
        line("None: every practice next to yours is in your network.".to_owned());
    }
    for other in beside {
        let theirs = (assessment.networks.iter()).find(|network| network.practices.contains(&other.code));
        let theirs = theirs.map_or("no network".to_owned(), |network| markdown(&network.network));
        line(format!("- {}, {} away, in {theirs}", named(other), far(other)));
    }

    line("\n## What changes\n".to_owned());
    for words in changes(problem, moves, own, &together) {
        line(words);
    }

    line("\n## Whom to tell\n".to_owned());
    let body = |area: Option<&crate::practice::Organisation>| match area {
        Some(area) if !area.name.is_empty() => format!("{} ({})", markdown(&area.name), area.code),
        Some(area) => area.code.to_string(),
        None => BLANK.to_owned(),
    };
    line(format!("- Integrated care board: {}", body(own.icb.as_ref())));
    if let Some(area) = &own.sub_icb {
        line(format!("- Its sub-ICB location: {}", body(Some(area))));
    }
    line(format!("- Who is in charge of this there: {BLANK}"));
    line(format!("- Your answer is wanted by: {BLANK}"));
    Some(text)
}

/// What is different from today, in sentences.
fn changes(problem: &Problem, moves: &Moves, own: &Practice, together: &[&Practice]) -> Vec<String> {
    let Some(today) = &own.pcn else {
        return vec![
            "Which primary care network you are in today is not in the data, or you are in none.".to_owned(),
        ];
    };
    let name = match today.name.is_empty() {
        true => today.code.to_string(),
        false => format!("{} ({})", markdown(&today.name), today.code),
    };
    let others = problem.practices().iter().filter(|p| p.code != own.code);
    let before: BTreeSet<OdsCode> = others
        .filter(|p| p.pcn.as_ref().is_some_and(|pcn| pcn.code == today.code))
        .map(|p| p.code)
        .collect();
    let after: BTreeSet<OdsCode> = together.iter().map(|member| member.code).collect();
    let list = |codes: Vec<&OdsCode>| {
        let names = codes
            .iter()
            .filter_map(|&&code| problem.practices().get(code))
            .map(named);
        names.collect::<Vec<_>>().join("; ")
    };
    let moved = moves.moves.iter().find(|row| row.practice == own.code);
    let (gone, new) = (
        list(before.difference(&after).collect()),
        list(after.difference(&before).collect()),
    );
    let mut said = vec![match moved {
        _ if moved.is_none() && gone.is_empty() && new.is_empty() => {
            format!("Nothing changes: you stay in {name}, with the same practices.")
        }
        None => format!("You stay in the network that carries on {name}."),
        Some(row) => match &row.to {
            Some(to) => format!("You would leave {name} and join {}.", markdown(to)),
            None => format!("You would leave {name} and be in no network."),
        },
    }];
    if !gone.is_empty() {
        said.push(format!("\nWith you today, and no longer in this plan: {gone}."));
    }
    if !new.is_empty() {
        said.push(format!("\nNot with you today, and with you in this plan: {new}."));
    }
    said
}

fn named(practice: &Practice) -> String {
    format!("{} ({})", markdown(&practice.name), practice.code)
}

/// The text as Markdown that shows it as it is, on one line: a backslash before whatever would be read as a mark (CommonMark 0.31, section 2.4).
fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, letter) in text.char_indices() {
        let mark = matches!(
            letter,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '&'
                | '~'
                | '!'
                | '$'
                | '"'
                | '\''
        );
        // Only at the beginning, where it would make a list: `- a`, `1. a`.
        let begins = (at == 0 || at == digits) && matches!(letter, '-' | '+' | '=' | '.' | ')' | ':');
        if mark || begins {
            escaped.push('\\');
        }
        escaped.push(if letter.is_control() { ' ' } else { letter });
    }
    escaped
}
