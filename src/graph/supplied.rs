//! Edges that the user supplies, by code.

use super::mesh::Pair;
use crate::fault::{Fault, FaultCode};
use crate::practice::{OdsCode, Practices};

/// The supplied pairs as indices; what is wrong with the others goes to `faults`. A pair may stand more than
/// once and either way round. O(log n) a pair.
pub(super) fn pairs(
    supplied: &[(OdsCode, OdsCode)],
    practices: Option<&Practices>,
    faults: &mut Vec<Fault>,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for &(a, b) in supplied {
        if a == b {
            let what = format!("the edge {a}-{b}");
            faults.push(Fault::new(FaultCode::EdgeToItself, what).practice(a));
            continue;
        }
        let ends = [a, b].map(|code| {
            let index = practices.and_then(|table| table.index_of(code));
            if index.is_none() {
                let what = format!("{code} in the edge {a}-{b}");
                faults.push(Fault::new(FaultCode::UnknownPractice, what).practice(code));
            }
            index.map(|i| i as u32)
        });
        if let [Some(i), Some(j)] = ends {
            pairs.push((i.min(j), i.max(j)));
        }
    }
    pairs
}
