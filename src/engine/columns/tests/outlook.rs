//! Which numbers of groups a root speaks of.

use super::super::Bounding;
use super::{checked, made_up};

/// Eight units in a row, two to six groups; how many the root takes, which numbers are dived for, and where plans are divided.
#[test]
fn numbers_around_what_the_root_takes() {
    let file = made_up::path(8, 1, (1, 8), (2, 6));
    let instance = checked(&file);
    let mut bounding = Bounding::new(&instance, Vec::new(), u64::MAX);
    type Numbers = &'static [(usize, usize)];
    let cases: [(f64, Numbers, Option<usize>); 6] = [
        (2.4, &[(2, 3), (4, 4)], Some(3)),
        (5.6, &[(5, 6)], Some(6)),
        (2.001, &[(2, 2), (3, 3)], Some(3)), // the fewest: that number, and more
        (2.999, &[(3, 3), (4, 4)], None),
        (4.0, &[(4, 4), (5, 5)], None),
        (6.0, &[(6, 6)], None),
    ];
    for (count, numbers, between) in cases {
        bounding.relaxation.taken = vec![count - 1.0, 1.0];
        assert_eq!(bounding.numbers(), numbers, "{count}");
        assert_eq!(bounding.between(), between, "{count}");
    }
    // A part with one number has nothing to choose.
    bounding.relaxation.groups = (4, 4);
    bounding.relaxation.taken = vec![4.0];
    assert_eq!((bounding.numbers(), bounding.between()), (vec![(4, 4)], None));
    assert!(bounding.is_free(), "the instance still allows others");
}
