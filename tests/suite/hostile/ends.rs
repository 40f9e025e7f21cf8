//! How many of what is drawn at random ended in which way.

use super::asked;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Puts so many to a test that names their ends, the same ones for the same `LOCALITY_SEED`; counts the ends, and prints them.
pub fn ends<S: Strategy>(
    strategy: &S,
    number: u64,
    end: impl Fn(S::Value) -> Result<&'static str, TestCaseError>,
) -> BTreeMap<&'static str, u64> {
    let seed = asked("LOCALITY_SEED").unwrap_or(1);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = ProptestConfig {
        cases: u32::try_from(number).expect("not more than so many"),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let ends: RefCell<BTreeMap<&str, u64>> = RefCell::default();
    let run = runner.run(strategy, |drawn| {
        *ends.borrow_mut().entry(end(drawn)?).or_default() += 1;
        Ok(())
    });
    for (end, count) in ends.borrow().iter() {
        eprintln!("{count:>8}  {end}");
    }
    if let Err(why) = run {
        panic!("{why}");
    }
    ends.into_inner()
}
