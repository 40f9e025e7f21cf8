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
