//! Saving and opening: nothing is ever lost, and failures are told in one sentence.

use std::fs;
use std::path::Path;

use accordance::scenario::{Scenario, open, relocated, save};

#[test]
fn saving_keeps_what_it_replaces_and_reads_back_equal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    let first = Scenario::default();
    let saved = save(&path, &first, None).unwrap();
    assert_eq!(saved.backup, None);
    assert_eq!(open(&path).unwrap().scenario, first);

    for learning_rate in [0.5, 0.7] {
        let before = fs::read_to_string(&path).unwrap();
        let mut next = first.clone();
        next.rules.plasticity.learning_rate = learning_rate.into();
        let saved = save(&path, &next, Some(&before)).unwrap();
        assert_eq!(open(&path).unwrap().scenario, next);
        assert_eq!(open(&path).unwrap().text, saved.text);
        let backup = folder.path().join("study.toml.bak");
        assert_eq!(saved.backup, Some(backup.clone()));
        assert_eq!(fs::read_to_string(backup).unwrap(), before);
    }
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing else is left behind");
}

#[test]
fn saving_the_same_text_again_leaves_file_and_backup_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    let saved = save(&path, &Scenario::default(), None).unwrap();
    let again = save(&path, &Scenario::default(), Some(&saved.text)).unwrap();
    assert_eq!(again, saved);
    assert!(!folder.path().join("study.toml.bak").exists());
}

#[cfg(unix)]
#[test]
fn saving_keeps_permissions_and_follows_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    let link = folder.path().join("link.toml");
    fs::write(&path, "format = 1").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&path, &link).unwrap();
    save(&link, &Scenario::default(), None).unwrap();
    assert!(link.is_symlink());
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(open(&path).unwrap().scenario, Scenario::default());
}

#[test]
fn saving_where_nothing_can_be_saved_says_why_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "precious").unwrap();
    let said = |path: &Path, why: &str| {
        let message = save(path, &Scenario::default(), None)
            .unwrap_err()
            .to_string();
        assert_eq!(message, format!("{} was not saved: {why}", path.display()));
    };
    said(folder.path(), "a folder has this name");
    said(
        &file.join("x.toml"),
        "a file stands where a folder is needed",
    );
    let missing = folder.path().join("missing");
    said(
        &missing.join("x.toml"),
        &format!("there is no folder {}", missing.display()),
    );

    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    said(&file, "it is read-only");
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn saving_without_a_place_for_the_backup_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    fs::write(&path, "precious").unwrap();
    fs::create_dir(folder.path().join("study.toml.bak")).unwrap();
    let message = save(&path, &Scenario::default(), None)
        .unwrap_err()
        .to_string();
    let start = format!("{} was not saved: no backup could be made", path.display());
    assert!(message.starts_with(&start), "{message}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_scenario_that_no_file_may_hold_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.toml");
    let mut scenario = Scenario::default();
    scenario.rules.plasticity.pruning = 1.5;
    let message = save(&path, &scenario, None).unwrap_err().to_string();
    assert!(
        message.contains("plasticity.pruning is 1.5; expected a number ≥ 0 and < 1"),
        "{message}"
    );
    assert!(!path.exists());
}

#[test]
fn what_is_no_scenario_file_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let said = |path: &Path, why: &str| {
        let message = open(path).unwrap_err().to_string();
        let expected = format!("{}: the scenario cannot be read: {why}", path.display());
        assert_eq!(message, expected);
    };
    said(folder.path(), "it is a folder");
    said(&folder.path().join("none.toml"), "no such file or folder");
    let path = folder.path().join("x.toml");
    fs::write(&path, [0xff, 0xfe, 0x00]).unwrap();
    said(&path, "it is not text (UTF-8)");
    fs::write(&path, "#".repeat((1 << 20) + 1)).unwrap();
    said(&path, "it is larger than 1 MiB");
}

#[test]
fn paths_become_absolute_only_when_a_scenario_moves_to_another_folder() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("a.toml");
    let mut scenario = Scenario::default();
    scenario.network.files.weights = Some("w0.npy".to_owned());
    let here = relocated(&scenario, Some(&from), &folder.path().join("b.toml"));
    assert_eq!(here, scenario);
    fs::create_dir(folder.path().join("sub")).unwrap();
    let there = relocated(&scenario, Some(&from), &folder.path().join("sub/b.toml"));
    let expected = fs::canonicalize(folder.path()).unwrap().join("w0.npy");
    assert_eq!(
        there.network.files.weights.unwrap(),
        expected.to_str().unwrap()
    );
}
