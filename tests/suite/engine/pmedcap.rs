//! The capacitated p-median instances of the OR-Library, whose optima are proven.

#[path = "../../../examples/common/pmedcap.rs"]
mod converter;

use crate::data;
use crate::engine::checked;
use converter::pmedcap;
use locality::engine::Solver;
use locality::engine::instance::Instance;
use locality::engine::solution::{Solution, SolveError, Status};
use locality::engine::stop::Stop;

/// Five points, two medians, capacity 6. Distances rounded down: 1-2 is 1.41 -> 1, 4-5 is 2.
///
/// ```text
///   4 |                4(3)   5(2)        number(demand)
///   1 |      2(2)
///   0 | 1(2)      3(2)
///       0    1    2     10    12
/// ```
const FIVE: &str = " 1 4\n 5 2 6\n 1 0 0 2\n 2 1 1 2\n 3 2 0 2\n 4 10 4 3\n 5 12 4 2\n";

#[test]
fn five_points() {
    let (file, best) = pmedcap(FIVE).expect("it can be read");
    assert_eq!(best, 4);
    assert_eq!((file.units.len(), file.edges.len()), (5, 10));
    assert_eq!((file.groups.least, file.groups.most), (2, 2));
    assert_eq!(file.measures[0].values, [2, 2, 2, 3, 2]);
    // From 2: to 1 and 3 the diagonal of a square, to 4 sqrt(81 + 9) = 9.48, to 5 sqrt(121 + 9) = 11.4.
    assert_eq!(file.sites[1].star, [(0, 1), (1, 0), (2, 1), (3, 9), (4, 11)]);
    let solution = Solver::new(&checked(file)).solve().expect("a plan");
    // 1, 2 and 3 to 2 (1 + 1), 4 and 5 together (2).
    assert_eq!(solution.cost, 4);
    recount(FIVE, &solution);
}

#[test]
fn what_is_wrong_is_said() {
    let wrong = |text: &str| pmedcap(text).expect_err(text);
    assert_eq!(wrong("1 4 5 2"), "the file ends before the capacity");
    assert_eq!(wrong("1 4 5 2 6.5"), "\"6.5\" is not a whole number");
    assert_eq!(
        wrong("1 4 2 1 6 1 0 0 2 2 1 1"),
        "2 points of 4 numbers are announced, but 7 numbers follow"
    );
    assert_eq!(wrong("1 4 1 -2 6 1 0 0 2"), "-2 medians cannot be");
    let far = format!("1 4 2 1 6 1 {} 0 2 2 {} 0 2", i64::MAX, i64::MIN);
    assert!(wrong(&far).ends_with("are too far apart"));
}

/// Counts a plan again from the text alone: capacity, number of medians, and the best median of each group.
fn recount(text: &str, solution: &Solution) {
    let number = |word: &str| word.parse::<f64>().expect("a number");
    let numbers: Vec<f64> = text.split_whitespace().map(number).collect();
    let points: Vec<&[f64]> = numbers[5..].chunks(4).collect();
    let mut seen = vec![0; points.len()];
    let mut cost = 0.0;
    for group in &solution.groups {
        let members: Vec<&[f64]> = group.units.iter().map(|&u| points[u as usize]).collect();
        group.units.iter().for_each(|&u| seen[u as usize] += 1);
        assert!(members.iter().map(|p| p[3]).sum::<f64>() <= numbers[4]);
        let to = |hub: &[f64]| -> f64 {
            let ways = members
                .iter()
                .map(|p| (p[1] - hub[1]).hypot(p[2] - hub[2]).floor());
            ways.sum()
        };
        cost += members.iter().map(|hub| to(hub)).fold(f64::INFINITY, f64::min);
    }
    assert_eq!(solution.groups.len(), numbers[3] as usize);
    assert!(seen.into_iter().all(|times| times == 1));
    assert_eq!(cost as i64, solution.cost);
}

fn published(test: &str, id: u32) -> Option<(String, Instance, i64)> {
    let path = data::folder(test)?.join(format!("benchmarks/pmedcap/pmedcap{id}.txt"));
    let text = std::fs::read_to_string(&path).expect("the file");
    let (file, best) = pmedcap(&text).expect("it can be read");
    Some((text, checked(file), best))
}

/// Those of 50 points that take a few rounds are proven, with the published cost.
#[test]
fn published_optima_are_proven() {
    for id in [1, 2, 4, 5, 6] {
        let Some((text, instance, best)) = published("published_optima_are_proven", id) else {
            return;
        };
        let solver = Solver::new(&instance).threads(2).stop(Stop::rounds(60));
        let solution = solver.solve().expect("a plan");
        recount(&text, &solution);
        assert_eq!((solution.cost, solution.bound), (best, Some(best)), "{id}");
        assert_eq!(solution.status, Status::Optimal);
    }
}

/// No plan beats a proven optimum, and no bound passes it; after a few rounds most plans are near it.
#[test]
fn proven_optima_are_never_beaten() {
    let mut near = 0;
    for id in (1..=10).chain([11, 20]) {
        let Some((text, instance, best)) = published("proven_optima_are_never_beaten", id) else {
            return;
        };
        assert_eq!(text.split_whitespace().nth(1), Some(&*best.to_string()));
        match Solver::new(&instance).threads(2).stop(Stop::rounds(2)).solve() {
            Ok(solution) => {
                recount(&text, &solution);
                assert!(solution.cost >= best, "{id}: {} beats {best}", solution.cost);
                assert!(solution.bound.is_none_or(|bound| bound <= best), "{id}");
                near += usize::from((solution.cost - best) * 20 <= best);
            }
            Err(SolveError::NotFound { violation, .. }) => assert!(violation > 0),
            Err(other) => panic!("{id}: {other}"),
        }
    }
    assert!(near >= 8, "only {near} of 12 are within 5 %");
}
