//! What is refused in place of being taken up.

use crate::engine::{checked, columns, made_up};
use locality::engine::Solver;
use locality::engine::instance::Instance;
use locality::engine::solution::SolveError;
use locality::engine::stop::Stop;
use locality::fault::FaultCode;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The code with which a checkpoint is refused.
pub fn code(error: &SolveError) -> FaultCode {
    match error {
        SolveError::Resume(fault) => fault.code,
        other => panic!("{other}"),
    }
}

/// A path, small enough to look at every byte of its checkpoint; too many units to be solved outright.
fn small() -> Instance {
    checked(made_up::path(16, 1, (2, 5), (4, 6)))
}

/// The bytes of a checkpoint of the first round of this instance.
fn put_down(instance: &Instance, path: &Path) -> Vec<u8> {
    let solver = Solver::new(instance).threads(1).stop(Stop::rounds(1));
    solver.checkpoint(path, 0).solve().expect("a plan");
    std::fs::read(path).expect("it is there")
}

#[test]
fn another_task_or_other_settings_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("checkpoint");
    let instance = small();
    put_down(&instance, &path);
    let resumed = |solver: Solver<'_, '_>| solver.stop(Stop::rounds(3)).resume(&path).solve();
    resumed(Solver::new(&instance)).expect("it fits");
    let refused = |solver: Solver<'_, '_>| code(&resumed(solver).expect_err("it does not fit"));
    let settings = FaultCode::CheckpointSettings;
    assert_eq!(refused(Solver::new(&instance).seed(2)), settings);
    assert_eq!(refused(Solver::new(&instance).memory(1 << 30)), settings);
    let start: Vec<Vec<u32>> = (0..4).map(|group| (4 * group..4 * group + 4).collect()).collect();
    assert_eq!(refused(Solver::new(&instance).start(start)), settings);
    let other = checked(made_up::path(16, 1, (2, 6), (4, 6)));
    assert_eq!(refused(Solver::new(&other)), FaultCode::CheckpointTask);
    let nowhere = Solver::new(&instance).resume(folder.path().join("nowhere"));
    let error = nowhere.solve().expect_err("it is not there");
    assert_eq!(code(&error), FaultCode::CheckpointNotOpened);
    let said = error.to_string();
    assert!(
        said.contains("nowhere: K001") && said.ends_with("or begin anew"),
        "{said}"
    );
}

/// Every byte that is flipped, and every length that it is cut to.
#[test]
fn damage_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("checkpoint");
    let instance = small();
    let bytes = put_down(&instance, &path);
    let refused = |bytes: &[u8]| {
        std::fs::write(&path, bytes).expect("it can be written");
        code(
            &Solver::new(&instance)
                .threads(1)
                .resume(&path)
                .solve()
                .expect_err("it is damaged"),
        )
    };
    let format = b"locality-checkpoint/1\n".len();
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        let expected = match at {
            _ if at < format - 2 => FaultCode::NoCheckpoint,
            _ if at < format => FaultCode::CheckpointVersion,
            _ => FaultCode::CheckpointDamaged,
        };
        assert_eq!(refused(&flipped), expected, "byte {at}");
    }
    for length in 0..bytes.len() {
        let found = refused(&bytes[..length]);
        assert!(
            [
                FaultCode::NoCheckpoint,
                FaultCode::CheckpointVersion,
                FaultCode::CheckpointDamaged
            ]
            .contains(&found),
            "{length} bytes: {found:?}"
        );
    }
    let of_another = String::from_utf8_lossy(&bytes).contains(env!("CARGO_PKG_VERSION"));
    assert!(of_another, "the version stands in it");
}

/// Changed and hashed again, as nobody does by accident: it may be refused or taken, but it does no harm.
#[test]
fn what_is_forged_is_refused_or_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("checkpoint");
    let instance = columns::region(30);
    let solver = Solver::new(&instance).threads(1).stop(Stop::rounds(3));
    solver.checkpoint(&path, 0).solve().expect("a plan");
    let bytes = std::fs::read(&path).expect("it is there");
    let end = bytes.len() - 32;
    let (mut refused, mut taken) = (0, 0);
    for at in (22..end).step_by(end / 400) {
        let mut forged = bytes[..end].to_vec();
        forged[at] ^= 1 << (at % 8);
        let hash = Sha256::digest(&forged);
        forged.extend(hash.iter());
        std::fs::write(&path, forged).expect("it can be written");
        let solver = Solver::new(&instance).threads(1).stop(Stop::rounds(1));
        match solver.resume(&path).solve() {
            Err(error) => {
                code(&error);
                refused += 1;
            }
            Ok(_) => taken += 1,
        }
    }
    assert!(refused > 50 && taken > 0, "{refused} refused, {taken} taken");
}
