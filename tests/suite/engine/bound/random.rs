//! Random certificates of random instances: the judge says what the definition says, and never more than a plan costs.

use super::super::{brute, checked, made_up as instances};
use super::{made_up, oracle};
use locality::engine::bound::{Certificate, CertificateFault, Prices, verify_bound};
use locality::engine::instance::InstanceFile;
use proptest::prelude::*;

fn with(
    most: usize,
    certificate: impl Fn(&InstanceFile) -> BoxedStrategy<Certificate>,
) -> impl Strategy<Value = (InstanceFile, Certificate)> {
    let most = instances::files(most);
    most.prop_flat_map(move |file| {
        certificate(&file).prop_map(move |certificate| (file.clone(), certificate))
    })
}

fn agrees(file: &InstanceFile, certificate: &Certificate) -> Result<(), TestCaseError> {
    let verified = verify_bound(&checked(file.clone()), certificate);
    let verified = verified.map_err(|fault| TestCaseError::fail(fault.to_string()))?;
    prop_assert_eq!(i128::from(verified), oracle::bound(file, certificate));
    if let Some(optimum) = brute::optimum(file) {
        prop_assert!(verified <= optimum, "{verified} is above {optimum}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_root_proves_what_its_definition_says((file, certificate) in with(8, |file| made_up::roots(file).boxed())) {
        agrees(&file, &certificate)?;
    }

    #[test]
    fn a_tree_proves_what_its_definition_says((file, certificate) in with(7, |file| made_up::trees(file).boxed())) {
        // Questions at random may contradict each other; such a tree is refused.
        if let Err(fault) = verify_bound(&checked(file.clone()), &certificate) {
            let contradicts = matches!(fault, CertificateFault::Contradiction { .. });
            prop_assert!(contradicts, "{}", fault);
            return Ok(());
        }
        agrees(&file, &certificate)?;
    }

    #[test]
    fn counts_prove_what_their_definition_says((file, certificate) in with(7, |file| made_up::counts(file).boxed())) {
        if let Err(fault) = verify_bound(&checked(file.clone()), &certificate) {
            let contradicts = fault.to_string().contains("contradicts those before it");
            prop_assert!(contradicts, "{}", fault);
            return Ok(());
        }
        agrees(&file, &certificate)?;
    }

    #[test]
    fn a_certificate_goes_to_json_and_back((_, certificate) in with(6, |file| made_up::counts(file).boxed())) {
        let text = serde_json::to_string(&certificate).expect("it can be written");
        let back: Certificate = serde_json::from_str(&text).expect("it can be read");
        prop_assert_eq!(back, certificate);
    }

    /// Prices that climb, step by step, towards what the cheapest groups can bear: each is a proof, and the best of them leaves no
    /// more open than the relaxation does.
    #[test]
    fn prices_that_climb_stay_proofs(file in instances::files(7)) {
        let columns = oracle::columns(&file);
        let Some(optimum) = brute::optimum(&file) else { return Ok(()) };
        let instance = checked(file.clone());
        let scale = 64;
        let mut certificate = Certificate { scale, root: Prices::default(), tree: None, counts: Vec::new() };
        certificate.root.units = vec![0; instance.len()];
        let first = verify_bound(&instance, &certificate).expect("a certificate");
        let mut best = first;
        for round in 0..30 {
            // Where all groups with a unit pay, the unit can bear as much more as the one that pays least, shared out.
            for unit in 0..instance.len() as u32 {
                let mine = columns.iter().filter(|column| column.units.contains(&unit));
                let spare = mine.map(|column| oracle::paid(scale, &certificate.root, column)).min();
                if let Some(spare) = spare {
                    let part = if round == 29 || spare < 0 { 1 } else { 4 };
                    certificate.root.units[unit as usize] += (spare / part) as i64;
                }
            }
            let bound = verify_bound(&instance, &certificate).expect("a certificate");
            prop_assert_eq!(i128::from(bound), oracle::bound(&file, &certificate));
            prop_assert!(bound <= optimum);
            best = best.max(bound);
        }
        // No price can rise any more, so that the root is at least what the units' own cheapest groups come to.
        prop_assert!(best >= first);
    }
}
