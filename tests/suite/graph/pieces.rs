//! Supplied edges, and what happens to a graph in pieces.

use super::{brute, built, drawn, edges, letters, some_points};
use locality::fault::{FaultCode, Faults};
use locality::graph::{Components, GraphBuilder, PracticeGraph};
use locality::practice::{Location, OdsCode, Practice, Practices};
use locality::units::{Metres, Patients};
use proptest::prelude::*;

fn code(text: &str) -> OdsCode {
    text.parse().expect("a code")
}

fn table(picture: &[&str]) -> Practices {
    let named = |(k, location): (usize, Location)| {
        let letter = char::from(b'a' + k as u8).to_string();
        Practice::new(code(&letter), letter, location, Patients(1))
    };
    Practices::new(drawn(picture).into_iter().enumerate().map(named).collect()).expect("a table")
}

fn faults(builder: GraphBuilder) -> Faults {
    builder.build().expect_err("a fault")
}

#[test]
fn supplied_edges_go_by_code() {
    let practices = table(&["a..b..c"]);
    let supplied = [("c", "a"), ("a", "c"), ("b", "c")].map(|(i, j)| (code(i), code(j)));
    assert_eq!(
        letters(&built(PracticeGraph::builder(&practices).supplied(supplied))),
        "ac bc"
    );
}

#[test]
fn all_bad_edges_are_named_at_once() {
    let practices = table(&["a..b", "....", "c..."]);
    let supplied = [("a", "x"), ("b", "b"), ("a", "b"), ("y", "z")].map(|(i, j)| (code(i), code(j)));
    let policy = Components::Fail;
    let found = faults(
        PracticeGraph::builder(&practices)
            .supplied(supplied)
            .components(policy),
    );
    let codes: Vec<FaultCode> = found.as_slice().iter().map(|f| f.code).collect();
    use FaultCode::{EdgeToItself, GraphInPieces, UnknownPractice};
    assert_eq!(
        codes,
        [
            UnknownPractice,
            EdgeToItself,
            UnknownPractice,
            UnknownPractice,
            GraphInPieces
        ]
    );
    assert!(found.to_string().contains("2 pieces: A of 2, C of 1"), "{found}");
}

#[test]
fn pieces_are_kept_bridged_or_refused() {
    let practices = table(&["ab......c..d"]);
    let asked = |policy| {
        PracticeGraph::builder(&practices)
            .nearest(1)
            .max_edge(Metres(3))
            .components(policy)
    };
    assert_eq!(letters(&built(asked(Components::Keep))), "ab cd");
    assert_eq!(letters(&built(asked(Components::Bridge))), "ab bc cd");
    assert_eq!(faults(asked(Components::Fail)).as_slice().len(), 1);
}

#[test]
fn of_two_shortest_links_the_lower_indices_win() {
    // a-b is as short as c-d, and one link is enough.
    let points = drawn(&["a..b", "c..d"]);
    let asked = PracticeGraph::builder_at(&points)
        .within(Metres(1))
        .components(Components::Bridge);
    assert_eq!(letters(&built(asked)), "ab ac bd");
}

proptest! {
    #[test]
    fn bridges_are_those_of_looking_at_every_pair(points in some_points(), metres in 0..8_u64) {
        let points = &points[..points.len().min(14)];
        let apart = brute::within(points, metres.into());
        let asked = PracticeGraph::builder_at(points).within(Metres(metres)).components(Components::Bridge);
        let expected = apart.union(&brute::bridges(points, &apart)).copied().collect();
        prop_assert_eq!(edges(asked), expected);
    }
}
