//! Siting against integer programmes as textbooks state them, solved by another solver (good_lp with microlp). Sources of the statements:
//! M. S. Daskin, Network and Discrete Location, 2nd edition (Wiley, 2013), chapters 4 to 6.

use good_lp::solvers::microlp::microlp;
use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable, constraint,
    variable,
};
use locality::engine::Run;
use locality::engine::solution::{SolveError, Status};
use locality::engine::stop::Stop;
use locality::hub::{Limit, Sited, Siting, SitingError, Work};
use proptest::prelude::*;

/// Eight places and six sites, with the way from each place to each site, and the places at which the sites stand.
#[derive(Clone, Debug)]
struct Task {
    weights: Vec<u64>,
    ways: Vec<Vec<u64>>,
    hubs: usize,
}

const PLACES: usize = 8;
const SITES: usize = 6;

fn task() -> impl Strategy<Value = Task> {
    let way = prop_oneof![Just(12_u64), Just(900)]
        .prop_flat_map(|far| prop::collection::vec(prop::collection::vec(0..=far, SITES), PLACES));
    let weights = prop::collection::vec(1_u64..50, PLACES);
    (weights, way, 1..=SITES).prop_map(|(weights, ways, hubs)| Task { weights, ways, hubs })
}

/// Open sites and who goes where: every place to one site, and to open sites only.
struct Model {
    variables: ProblemVariables,
    open: Vec<Variable>,
    /// Place by place.
    goes: Vec<Vec<Variable>>,
    rows: Vec<Constraint>,
}

impl Model {
    fn assignment() -> Self {
        let mut model = Self::sites_only();
        for _ in 0..PLACES {
            let goes = model.variables.add_vector(variable().binary(), SITES);
            model.rows.push(constraint!(goes.iter().sum::<Expression>() == 1));
            let open_only = goes
                .iter()
                .zip(&model.open)
                .map(|(&goes, &open)| constraint!(goes <= open));
            model.rows.extend(open_only);
            model.goes.push(goes);
        }
        model
    }

    fn sites_only() -> Self {
        let mut variables = ProblemVariables::new();
        Self {
            open: variables.add_vector(variable().binary(), SITES),
            variables,
            goes: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn hubs(mut self, hubs: usize) -> Self {
        self.rows.push(constraint!(self.count() == hubs as f64));
        self
    }

    fn count(&self) -> Expression {
        self.open.iter().sum()
    }

    /// The sum of weight × way.
    fn travel(&self, task: &Task) -> Expression {
        let of = |i: usize| (0..SITES).map(move |j| (i, j));
        let parts = (0..PLACES).flat_map(of);
        parts
            .map(|(i, j)| (task.weights[i] * task.ways[i][j]) as f64 * self.goes[i][j])
            .sum()
    }

    /// The sites that a place is within the limit of.
    fn near(&self, task: &Task, place: usize, within: u64) -> Expression {
        let near = (0..SITES).filter(|&j| task.ways[place][j] <= within);
        near.map(|j| Expression::from(self.open[j])).sum()
    }

    /// The least value; `None` where nothing keeps the rows.
    fn least(self, objective: Expression) -> Option<u64> {
        let model = self.variables.minimise(objective.clone()).using(microlp);
        match model.with_all(self.rows).solve() {
            Ok(solution) => Some(solution.eval(objective).round() as u64),
            Err(ResolutionError::Infeasible) => None,
            Err(error) => panic!("{error}"),
        }
    }
}

/// The p-median: C. S. ReVelle and R. W. Swain, Geographical Analysis 2 (1970) 30-42.
fn median(task: &Task) -> u64 {
    let model = Model::assignment().hubs(task.hubs);
    let travel = model.travel(task);
    model.least(travel).expect("a median")
}

/// The p-centre: the longest way is above every way that is gone.
fn centre(task: &Task) -> u64 {
    let mut model = Model::assignment().hubs(task.hubs);
    let longest = model.variables.add(variable().min(0));
    for (goes, ways) in model.goes.iter().zip(&task.ways) {
        let way: Expression = goes.iter().zip(ways).map(|(&goes, &way)| way as f64 * goes).sum();
        model.rows.push(constraint!(longest >= way));
    }
    model.least(longest.into()).expect("a centre")
}

/// Set covering.
fn cover(task: &Task, within: u64) -> Option<u64> {
    let mut model = Model::sites_only();
    for place in 0..PLACES {
        let near = model.near(task, place, within);
        model.rows.push(constraint!(near >= 1));
    }
    let count = model.count();
    model.least(count)
}

/// Maximal covering, as the least weight that is missed.
fn missed(task: &Task, within: u64) -> u64 {
    let mut model = Model::sites_only().hubs(task.hubs);
    let missed = model.variables.add_vector(variable().binary(), PLACES);
    for (place, &missed) in missed.iter().enumerate() {
        let near = model.near(task, place, within);
        model.rows.push(constraint!(near + missed >= 1));
    }
    let weight = missed
        .iter()
        .zip(&task.weights)
        .map(|(&missed, &weight)| weight as f64 * missed);
    model.least(weight.sum()).expect("some weight is missed")
}

/// The capacitated median: whoever is open holds its own place, and values between the least and the most.
fn capacitated(task: &Task, homes: &[usize], limit: &Limit) -> Option<u64> {
    let mut model = Model::assignment().hubs(task.hubs);
    for (site, &home) in homes.iter().enumerate() {
        let open = model.open[site];
        let held: Expression = (0..PLACES)
            .map(|i| limit.values[i] as f64 * model.goes[i][site])
            .sum();
        model
            .rows
            .push(constraint!(held.clone() <= limit.most as f64 * open));
        model.rows.push(constraint!(held >= limit.least as f64 * open));
        model.rows.push(constraint!(model.goes[home][site] == open));
    }
    let travel = model.travel(task);
    model.least(travel)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn four_questions_have_the_answers_of_their_programmes(task in task(), part in 0_u64..=100) {
        let siting = Siting::new(task.weights.clone(), task.ways.clone()).expect("a task");
        let proven = |found: Sited| {
            assert_eq!((found.status, found.bound), (Status::Optimal, found.cost));
            found.cost
        };
        prop_assert_eq!(proven(siting.median(task.hubs, Work::default()).expect("sites")), median(&task));
        prop_assert_eq!(proven(siting.centre(task.hubs, Work::default()).expect("sites")), centre(&task));
        // A limit somewhere among the ways.
        let longest = task.ways.concat().into_iter().max().expect("a way");
        let within = longest * part / 100;
        prop_assert_eq!(proven(siting.reach(task.hubs, within, Work::default()).expect("sites")), missed(&task, within));
        match siting.cover(within, Work::default()) {
            Ok(found) => prop_assert_eq!(Some(proven(found)), cover(&task, within)),
            Err(_) => prop_assert_eq!(None, cover(&task, within)),
        }
    }

    #[test]
    fn limits_cost_what_the_programme_says(
        task in task(),
        values in prop::collection::vec(1_u64..9, PLACES),
        (least, most) in (0_u64..6, 8_u64..30),
    ) {
        let homes: Vec<usize> = (0..SITES).collect();
        let limit = Limit { name: "contacts".to_owned(), values, least, most };
        let siting = Siting::new(task.weights.clone(), task.ways.clone()).expect("a task");
        let run = Run::new().threads(1).stop(Stop::rounds(50));
        let best = capacitated(&task, &homes, &limit);
        match siting.capacitated(task.hubs, &homes, std::slice::from_ref(&limit), &run) {
            Ok(found) => {
                prop_assert_eq!((Some(found.cost), found.status), (best, Status::Optimal));
                prop_assert_eq!(found.bound, found.cost);
            }
            Err(SitingError::Solve(SolveError::Infeasible(_))) => prop_assert_eq!(best, None),
            Err(other) => prop_assert!(false, "{other}, the programme says {best:?}"),
        }
    }
}
