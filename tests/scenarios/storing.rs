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
fn files_that_a_scenario_names_are_copied_when_it_moves_to_another_folder() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let from = at("a.toml");
    let mut scenario = Scenario::default();
    scenario.network.files.weights = Some("w0.npy".to_owned());
    fs::write(at("w0.npy"), "one").unwrap();
    let moved = |scenario: &Scenario, to: &str| relocated(scenario, Some(&from), &at(to)).unwrap();
    assert_eq!(moved(&scenario, "b.toml"), scenario);
    fs::create_dir(at("sub")).unwrap();
    assert_eq!(moved(&scenario, "sub/b.toml"), scenario);
    assert_eq!(fs::read(at("sub/w0.npy")).unwrap(), b"one");
    // The copy serves again, and what else has the name stays.
    assert_eq!(moved(&scenario, "sub/c.toml"), scenario);
    fs::write(at("w0.npy"), "two").unwrap();
    let second = moved(&scenario, "sub/d.toml");
    assert_eq!(second.network.files.weights.unwrap(), "w0-2.npy");
    assert_eq!(fs::read(at("sub/w0.npy")).unwrap(), b"one");
    assert_eq!(fs::read(at("sub/w0-2.npy")).unwrap(), b"two");
    assert_eq!(fs::read_dir(at("sub")).unwrap().count(), 2);
    // One that the user has chosen elsewhere is named by its whole path until it is saved.
    let chosen = at("w0.npy").to_str().unwrap().to_owned();
    scenario.network.files.weights = Some(chosen);
    let saved = relocated(&scenario, None, &at("sub/e.toml")).unwrap();
    assert_eq!(saved.network.files.weights.unwrap(), "w0-2.npy");
    let below = relocated(&scenario, None, &at("e.toml")).unwrap();
    assert_eq!(below.network.files.weights.unwrap(), "w0.npy");
}

#[test]
fn a_scenario_reads_nothing_but_what_lies_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("mine/data")).unwrap();
    for name in ["x.csv", "mine/data/x.csv"] {
        fs::write(at(name), "1\n2\n3\n").unwrap();
    }
    let opened = |name: &str| {
        let text = format!("format = 1\n[network]\nneurons = 3\nfiring = '{name}'\n");
        fs::write(at("mine/a.toml"), text).unwrap();
        open(&at("mine/a.toml")).map_err(|error| error.to_string())
    };
    opened("data/x.csv").unwrap();
    opened("data/../data/x.csv").unwrap();
    let absolute = at("x.csv").to_str().unwrap().to_owned();
    let mut refused = vec!["../x.csv", "../none.csv", "data/../../x.csv", &absolute];
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink(at("x.csv"), at("mine/link.csv")).unwrap();
        refused.push("link.csv");
    }
    for name in refused {
        let said = opened(name).unwrap_err();
        let end = "which is not in the folder of the scenario or below; copy it there";
        assert!(
            said.contains("line 4: network.firing") && said.ends_with(end),
            "{said}"
        );
    }
}
