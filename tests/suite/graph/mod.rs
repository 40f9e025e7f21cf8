//! The practice graph: small pictures, and random points against the plainest means.

mod brute;
mod contiguity;
mod pieces;
mod points;
mod real;

use brute::Edges;
use locality::graph::{EdgeError, GraphBuilder, PracticeGraph};
use locality::practice::Location;
use locality::units::Metres;
use proptest::prelude::*;

/// The points of a picture, one metre a character: `a` is index 0, `b` index 1 and so on.
fn drawn(picture: &[&str]) -> Vec<Location> {
    let mut found = Vec::new();
    for (row, line) in picture.iter().enumerate() {
        for (column, letter) in line.chars().enumerate().filter(|(_, c)| c.is_ascii_lowercase()) {
            let point = Location::new(column as i64, (picture.len() - row) as i64).expect("on the grid");
            found.push((letter, point));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, point)| point).collect()
}

/// The edges in letters.
fn letters(graph: &PracticeGraph) -> String {
    let letter = |i: usize| char::from(b'a' + i as u8);
    let edges: Vec<String> = graph
        .edges()
        .map(|(i, j)| format!("{}{}", letter(i), letter(j)))
        .collect();
    edges.join(" ")
}

fn built(builder: GraphBuilder) -> PracticeGraph {
    builder.build().expect("no fault is possible")
}

fn edges(builder: GraphBuilder) -> Edges {
    built(builder).edges().collect()
}

#[test]
fn a_point_inside_the_circle_parts_two_and_one_on_it_does_not() {
    // c is inside the circle on a and b.
    let points = drawn(&["..c..", "a...b"]);
    assert_eq!(
        letters(&built(PracticeGraph::builder_at(&points).gabriel())),
        "ac bc"
    );
    // c is on the circle.
    let points = drawn(&["..c..", ".....", "a...b"]);
    assert_eq!(
        letters(&built(PracticeGraph::builder_at(&points).gabriel())),
        "ab ac bc"
    );
}

#[test]
fn both_diagonals_of_a_rectangle_are_gabriel_edges() {
    let points = drawn(&["a..b", "....", "c..d"]);
    let graph = built(PracticeGraph::builder_at(&points).gabriel());
    assert_eq!(letters(&graph), "ab ac ad bc bd cd");
    // A triangulation has one of them.
    assert_eq!(
        built(PracticeGraph::builder_at(&points).delaunay()).edge_count(),
        5
    );
}

#[test]
fn on_a_line_each_is_joined_to_the_next() {
    let points = drawn(&["a.b....c.d"]);
    assert_eq!(
        letters(&built(PracticeGraph::builder_at(&points).gabriel())),
        "ab bc cd"
    );
    assert_eq!(
        letters(&built(PracticeGraph::builder_at(&points).delaunay())),
        "ab bc cd"
    );
    // b has a and d as near as can be: a by index; c has d, then b.
    assert_eq!(
        letters(&built(PracticeGraph::builder_at(&points).nearest(1))),
        "ab cd"
    );
}

#[test]
fn practices_of_one_building_are_joined_and_see_the_same_neighbours() {
    let mut points = drawn(&["a..b..c"]);
    points.push(points[1]);
    let graph = built(PracticeGraph::builder_at(&points).gabriel());
    assert_eq!(letters(&graph), "ab ad bc bd cd");
    assert_eq!(built(PracticeGraph::builder_at(&points).delaunay()), graph);
    let three = [points[0]; 3];
    assert_eq!(
        letters(&built(PracticeGraph::builder_at(&three).gabriel())),
        "ab ac bc"
    );
    assert_eq!(
        letters(&built(PracticeGraph::builder_at(&three).nearest(1))),
        "ab ac"
    );
}

#[test]
fn ties_for_nearest_go_to_the_lower_index() {
    let points = drawn(&[".b.", "cad", ".e."]);
    let two = built(PracticeGraph::builder_at(&points).nearest(2));
    // a takes b and c; each other takes a and then the lower of the two across the corner.
    assert_eq!(letters(&two), "ab ac ad ae bc bd ce");
}

#[test]
fn longer_edges_are_dropped_to_the_metre() {
    let points = drawn(&["a...b....c"]);
    let dropped = PracticeGraph::builder_at(&points).gabriel().max_edge(Metres(4));
    assert_eq!(letters(&built(dropped)), "ab");
    let kept = PracticeGraph::builder_at(&points).gabriel().max_edge(Metres(5));
    assert_eq!(letters(&built(kept)), "ab bc");
}

#[test]
fn none_and_one_have_no_edges() {
    for points in [vec![], drawn(&["a"])] {
        let builder = PracticeGraph::builder_at(&points)
            .gabriel()
            .delaunay()
            .nearest(5)
            .within(Metres(9));
        let graph = built(builder);
        assert_eq!((graph.len(), graph.edge_count()), (points.len(), 0));
    }
}

#[test]
fn neighbours_are_sorted_and_none_beyond_the_end() {
    let graph = PracticeGraph::from_edges(4, [(3, 1), (1, 0), (1, 3), (2, 1)]).expect("edges");
    assert_eq!(graph.neighbours(1).collect::<Vec<_>>(), [0, 2, 3]);
    assert_eq!(graph.edge_count(), 3);
    assert_eq!(graph.neighbours(4).len(), 0);
    assert!(graph.are_neighbours(3, 1) && graph.are_neighbours(1, 3) && !graph.are_neighbours(0, 2));
    assert_eq!(graph.as_petgraph().node_count(), 4);
}

#[test]
fn bad_pairs_of_indices_are_refused() {
    let beyond = PracticeGraph::from_edges(2, [(0, 1), (1, 2)]);
    assert_eq!(
        beyond,
        Err(EdgeError::OutOfRange {
            i: 1,
            j: 2,
            practices: 2
        })
    );
    assert_eq!(
        PracticeGraph::from_edges(2, [(1, 1)]),
        Err(EdgeError::ToItself { i: 1 })
    );
}

/// Few places and many points: duplicates, lines and circles are the rule. Or many places, or the whole grid.
pub fn some_points() -> impl Strategy<Value = Vec<Location>> {
    let up_to = |width: i64, height: i64| {
        let point = (0..width, 0..height);
        let point = point.prop_map(|(e, n)| Location::new(e, n).expect("on the grid"));
        proptest::collection::vec(point, 0..40)
    };
    prop_oneof![
        3 => up_to(5, 5),
        2 => up_to(12, 12),
        1 => up_to(40, 1),
        1 => up_to(2, 30),
        2 => up_to(200, 200),
        1 => up_to(700_001, 1_300_001),
    ]
}

/// Points of one circle (the centre is on half metres or whole ones) among others.
fn on_circles() -> impl Strategy<Value = Vec<Location>> {
    // All the ways of writing 5^2 13^2 17 as a sum of two squares, with either sign: 4 (2 + 1) (2 + 1) (1 + 1) = 72
    // points of one circle.
    let mut circle = Vec::new();
    for e in -270_i64..=270 {
        for n in -270_i64..=270 {
            if e * e + n * n == 25 * 169 * 17 {
                circle.push(Location::new(1_000 + e, 1_000 + n).expect("on the grid"));
            }
        }
    }
    assert_eq!(circle.len(), 72);
    let some = proptest::sample::subsequence(circle, 0..=24);
    let others = proptest::collection::vec((700..1_300_i64, 700..1_300_i64), 0..6);
    (some, others).prop_map(|(mut points, others)| {
        points.extend(
            others
                .into_iter()
                .map(|(e, n)| Location::new(e, n).expect("on the grid")),
        );
        points
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn gabriel_is_exact(points in some_points()) {
        prop_assert_eq!(edges(PracticeGraph::builder_at(&points).gabriel()), brute::gabriel(&points));
    }

    #[test]
    fn gabriel_is_exact_on_circles(points in on_circles()) {
        prop_assert_eq!(edges(PracticeGraph::builder_at(&points).gabriel()), brute::gabriel(&points));
    }

    #[test]
    fn nearest_is_exact(points in some_points(), k in 0..8_usize) {
        prop_assert_eq!(edges(PracticeGraph::builder_at(&points).nearest(k)), brute::nearest(&points, k));
    }

    #[test]
    fn within_is_exact(points in some_points(), metres in 0..30_u64) {
        let asked = PracticeGraph::builder_at(&points).within(Metres(metres));
        prop_assert_eq!(edges(asked), brute::within(&points, metres.into()));
    }

    #[test]
    fn delaunay_joins_all_and_holds_every_gabriel_edge_of_a_circle_without_others(points in some_points()) {
        let delaunay = edges(PracticeGraph::builder_at(&points).delaunay());
        let pieces = brute::pieces(points.len(), &delaunay);
        prop_assert!(pieces.iter().all(|&p| p == 0));
        for (i, j) in brute::gabriel(&points) {
            let own = brute::squared(points[i], points[j]);
            let on_circle = |&k: &Location| {
                let elsewhere = k != points[i] && k != points[j];
                elsewhere && brute::squared(k, points[i]) + brute::squared(k, points[j]) == own
            };
            prop_assert!(delaunay.contains(&(i, j)) || points.iter().any(on_circle));
        }
    }

    #[test]
    fn a_graph_is_the_union_of_what_is_asked_for(points in some_points(), k in 0..4_usize) {
        let both = built(PracticeGraph::builder_at(&points).nearest(k).gabriel());
        let gabriel = built(PracticeGraph::builder_at(&points).gabriel());
        let nearest = built(PracticeGraph::builder_at(&points).nearest(k));
        prop_assert_eq!(gabriel.union(&nearest), both);
    }
}
