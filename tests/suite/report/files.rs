//! Files are there as a whole or not at all.

use locality::report::files::write;
use std::fs;

#[test]
fn the_old_content_is_replaced() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("plan.csv");
    write(&path, "a longer text that was there before").expect("written");
    write(&path, "new").expect("written again");
    assert_eq!(fs::read_to_string(&path).expect("readable"), "new");
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), 1, "a temporary file was left behind: {left:?}");
}

#[test]
fn a_missing_folder_is_said_with_the_path() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("missing").join("plan.csv");
    let error = write(&path, "new").expect_err("there is no such folder");
    assert_eq!(error.path, path);
    assert!(error.to_string().contains("plan.csv"), "{error}");
}

#[test]
fn a_failed_write_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // A folder with something in it stands where the file should go, so that the renaming fails.
    let path = folder.path().join("plan.csv");
    fs::create_dir(&path).expect("a folder");
    fs::write(path.join("inside"), "kept").expect("a file");
    write(&path, "new").expect_err("a folder cannot be replaced by a file");
    assert_eq!(fs::read_to_string(path.join("inside")).expect("readable"), "kept");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[cfg(unix)]
#[test]
fn others_may_read_the_file_as_any_other_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (ours, plain) = (folder.path().join("ours"), folder.path().join("plain"));
    write(&ours, "new").expect("written");
    fs::write(&plain, "new").expect("written");
    let mode = |path| fs::metadata(path).expect("there").permissions().mode();
    assert_eq!(mode(&ours), mode(&plain));
}

#[cfg(unix)]
#[test]
fn a_closed_folder_is_said_and_left_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("plan.csv"), "old").expect("a file");
    let mode =
        |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).expect("our folder");
    mode(0o555);
    if fs::write(folder.path().join("probe"), "").is_ok() {
        mode(0o755);
        eprintln!("*** SKIPPED the closed folder: nothing is closed to this user ***");
        return;
    }
    let error = write(folder.path().join("plan.csv"), "new").expect_err("the folder is closed");
    assert_eq!(error.code.code(), "O001");
    mode(0o755);
    assert_eq!(
        fs::read_to_string(folder.path().join("plan.csv")).expect("readable"),
        "old"
    );
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_folder_that_vanishes_is_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let inside = folder.path().join("inside");
    let mut out = locality::report::Folder::open(&inside).expect("a folder");
    out.write("plan.csv", "old").expect("written");
    fs::remove_dir_all(&inside).expect("taken away");
    let error = out.write("networks.csv", "new").expect_err("there is no folder");
    assert!(error.to_string().contains("networks.csv: O001"), "{error}");
    assert!(!inside.exists());
}

#[test]
fn what_ends_in_the_middle_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("plans.jsonl");
    write(&path, "old").expect("written");
    let broken = |file: &mut dyn std::io::Write| {
        file.write_all(b"half a li")?;
        Err(std::io::Error::other("the source ended"))
    };
    locality::report::files::write_with(&path, broken).expect_err("the source ended");
    assert_eq!(fs::read_to_string(&path).expect("readable"), "old");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

/// The folder that the test below hands to this binary, run again with little room for files.
const NO_ROOM: &str = "LOCALITY_TEST_NO_ROOM";

/// Does nothing unless the test below calls it.
#[test]
fn in_no_room() {
    let Some(folder) = std::env::var_os(NO_ROOM) else {
        return;
    };
    let path = std::path::Path::new(&folder).join("plan.csv");
    let error = write(&path, vec![b'x'; 1 << 20]).expect_err("there is room for less");
    assert_eq!(error.code.code(), "O001");
    println!("it was said: {error}");
}

/// A disk without room, as far as one process can have one of its own: no file may grow beyond a few blocks (`ulimit -f`), and the signal that
/// tells it is let pass, so that the write fails as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("plan.csv"), "old").expect("a file");
    let run = "trap '' XFSZ; ulimit -f 8; exec \"$0\" --exact report::files::in_no_room --nocapture";
    let child = std::process::Command::new("sh")
        .args(["-c", run])
        .arg(std::env::current_exe().expect("this binary"))
        .env(NO_ROOM, folder.path())
        .output()
        .expect("a shell");
    let told = String::from_utf8_lossy(&child.stdout).into_owned();
    assert!(child.status.success() && told.contains("it was said"), "{told}");
    assert_eq!(
        fs::read_to_string(folder.path().join("plan.csv")).expect("readable"),
        "old"
    );
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
