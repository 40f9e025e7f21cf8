//! The term "network cost".

use crate::engine::brute;
use crate::fixture::line;
use locality::assess::assess;
use locality::engine::Solver;
use locality::engine::instance::{InstanceFault, InstanceFaults};
use locality::engine::stop::Stop;
use locality::objective::{CompileError, HubTravel, NetworkCost, Objective, Task};
use locality::problem::{Band, Networks, Problem};
use locality::synthetic::Region;
use locality::units::Patients;

fn with(problem: &Problem, each: u64) -> Task {
    let terms = Objective::of(vec![
        Box::new(HubTravel::default()),
        Box::new(NetworkCost::new(each)),
    ]);
    terms.compile(problem).expect("a task")
}

/// Four practices of 20,000 in a row, a kilometre apart.
#[test]
fn every_network_costs_the_same() {
    let problem = Problem::builder(line(&[(20_000, None); 4]))
        .build()
        .expect("a problem");
    let task = with(&problem, 7);
    assert_eq!(task.instance().file().fixed, 7);
    let travel = Objective::hub_travel().compile(&problem).expect("a task");
    for group in [&[0][..], &[0, 1], &[1, 2, 3]] {
        let cost = |task: &Task| task.instance().value(group).cost;
        assert_eq!(cost(&task), cost(&travel) + 7);
    }
}

/// All networks together stay below 2^53; what is beyond is refused, not cut off.
#[test]
fn costs_near_the_limit_are_refused() {
    let problem = Problem::builder(line(&[(20_000, None); 3]))
        .networks(Networks::Exactly(1))
        .build()
        .expect("a problem");
    let compile = |each: u64| Objective::of(vec![Box::new(NetworkCost::new(each))]).compile(&problem);
    let most = (1_u64 << 53) / 3;
    assert!(compile(most).is_ok());
    for each in [most + 1, i64::MAX as u64, i64::MAX as u64 + 1, u64::MAX] {
        let Err(CompileError::Instance(InstanceFaults(faults))) = compile(each) else {
            panic!("{each} is too large");
        };
        let what = "the cost of a plan".to_owned();
        assert_eq!(faults, [InstanceFault::TooLarge { what }], "{each}");
    }
    // Two of them do not wrap round.
    let twice: Vec<Box<dyn locality::objective::Term>> = vec![
        Box::new(NetworkCost::new(u64::MAX)),
        Box::new(NetworkCost::new(u64::MAX)),
    ];
    assert!(Objective::of(twice).compile(&problem).is_err());
}

/// With the number free, the best number is found, the assessor adds the same up, and dearer networks are never more.
#[test]
fn dear_networks_are_few() {
    let mut areas = 0;
    // Wide enough for several numbers of networks.
    let band = Band {
        least: Patients(15_000),
        most: Patients(50_000),
    };
    for seed in 0..8 {
        let practices = Region::new(12)
            .seed(seed)
            .oversize(false)
            .build()
            .expect("a region");
        let problem = Problem::builder(practices)
            .networks(Networks::Any)
            .band(band)
            .build()
            .expect("a problem");
        let mut before = usize::MAX;
        for each in [0, 20_000_000, 1_000_000_000_000] {
            let task = with(&problem, each);
            let best = brute::optimum(task.instance().file());
            let Ok(solution) = Solver::new(task.instance())
                .threads(1)
                .stop(Stop::rounds(1))
                .solve()
            else {
                assert_eq!(best, None, "seed {seed}");
                continue;
            };
            assert_eq!(Some(solution.cost), best, "seed {seed}");
            let assessment = assess(&problem, &task.plan(&problem, &solution.groups));
            assert!(assessment.keeps_every_rule());
            let networks = assessment.plan.networks;
            let again = assessment.plan.travel.cost.get() + networks as i64 * each as i64;
            assert_eq!(solution.cost, again, "seed {seed}");
            assert!(networks <= before, "seed {seed}");
            areas += usize::from(networks < before && before < usize::MAX);
            before = networks;
        }
    }
    assert!(areas > 0, "in no area did the cost change anything");
}
