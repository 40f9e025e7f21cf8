//! Who is with whom, counted by hand.

use super::graph;
use locality::ensemble::{Draw, Ensemble, Settings};

/// A ring of four in two groups of two: {0 1}{2 3} or {0 3}{1 2}.
fn ring() -> Ensemble {
    let instance = graph(vec![(0, 1), (1, 2), (2, 3), (0, 3)], &[1; 4], (2, 2), 2);
    let settings = Settings {
        chains: 2,
        steps: 1_000,
        burn_in: 10,
        thin: 1,
        ..Settings::default()
    };
    Draw::new(&instance, settings)
        .run()
        .expect("a ring can be divided")
}

#[test]
fn a_ring_is_undecided() {
    let ensemble = ring();
    let together = ensemble.together();
    assert_eq!(together.records(), 2_000);
    assert_eq!(together.count(0, 1), together.count(3, 2));
    assert_eq!(together.count(0, 1) + together.count(0, 3), 2_000);
    assert_eq!(together.count(0, 2), 0);
    assert!(together.always().is_empty());
    let p = together.share(0, 1);
    assert!((0.4..0.6).contains(&p), "{p}");
    // One companion: p² + (1 - p)² of it is expected again.
    let wanted = p * p + (1.0 - p) * (1.0 - p);
    assert!((together.stability(2) - wanted).abs() < 1e-12);
    assert!((together.typical().expect("pairs") - wanted).abs() < 1e-12);
    let likeness = together.likeness(&[vec![0, 1], vec![2, 3]]).expect("pairs");
    assert!((likeness - p).abs() < 1e-12);
    assert_eq!(together.likeness(&[vec![0], vec![1]]), None);
    assert_eq!(together.likeness(&[vec![0, 2]]), Some(0.0));
}

/// Two triangles joined by an edge, in two groups of three: nothing else can be.
#[test]
fn two_triangles_are_always_together() {
    let edges = vec![(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)];
    let instance = graph(edges, &[1; 6], (3, 3), 2);
    let settings = Settings {
        chains: 1,
        steps: 20,
        burn_in: 0,
        thin: 2,
        ..Settings::default()
    };
    let ensemble = Draw::new(&instance, settings).run().expect("a plan");
    let together = ensemble.together();
    assert_eq!(together.always(), [vec![0, 1, 2], vec![3, 4, 5]]);
    assert!((together.stability(4) - 1.0).abs() < 1e-12);
    assert_eq!(together.pairs().count(), 6);
}
