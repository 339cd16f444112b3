//! What scenarios claim of themselves, checked from outside as a user would.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use accordance::analysis::Partition;
use accordance::engine::Runner;
use accordance::engine::check::{CheckPlan, Seeds, Subject, stated};
use accordance::engine::measures::{HUB_OVERLAP, Moment};
use accordance::scenario::{check_text, presets, with_overrides};
use tempfile::TempDir;

const SMALL: &str =
    "format = 1\nname = \"Small\"\n[network]\nneurons = 20\n[run]\nseed = 3\niterations = 60\n";

/// A scenario with these claims, in a folder.
fn workplace(claims: &str) -> TempDir {
    let place = tempfile::tempdir().expect("a folder");
    let text = format!("{SMALL}{claims}");
    fs::write(place.path().join("small.toml"), text).expect("written");
    place
}

fn accordance(place: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accordance"));
    command.current_dir(place).args(line.split_whitespace());
    command.output().expect("the program starts")
}

/// What a check says, and its exit code.
fn check(claims: &str, options: &str) -> (String, Option<i32>) {
    let place = workplace(claims);
    let output = accordance(place.path(), &format!("check small.toml {options}"));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let told = String::from_utf8(output.stdout).expect("UTF-8");
    (told, output.status.code())
}

/// Hub overlap of the small scenario with these changes.
fn hub_overlap(settings: &[&str], seed: u64, iterations: u64) -> f64 {
    let seed = format!("run.seed={seed}");
    let settings: Vec<String> = settings
        .iter()
        .map(|s| (*s).to_owned())
        .chain([seed])
        .collect();
    let text = with_overrides(SMALL, "small", &settings).expect("settings");
    let opened = check_text(&text, "small", None).expect("a scenario");
    let mut runner = Runner::of(&opened);
    runner.run_to(iterations).expect("finite");
    let snapshot = runner.snapshot(runner.copy_weights());
    let partition = Partition::detect(&snapshot.weights, &snapshot.method).expect("communities");
    (HUB_OVERLAP.of)(&Moment::of(&snapshot, &partition)).expect("defined")
}

fn claim(says: &str, when: &str, rest: &str) -> String {
    format!("[[claim]]\nsays = \"{says}\"\nwhen = \"{when}\"\n{rest}\n")
}

#[test]
fn what_is_so_in_every_seed_holds_and_what_is_not_does_not() {
    let sure = claim(
        "Nobody is less than alone.",
        "isolated >= 0 and isolated <= 20",
        "",
    );
    let (told, code) = check(&sure, "");
    assert!(
        told.starts_with(
            "Small (small.toml)\n  ✓ Nobody is less than alone: 8 of 8 seeds (isolated "
        ),
        "{told}"
    );
    assert_eq!(code, Some(0));
    let never = claim("More neurons than there are", "isolated > 20", "seeds = 2");
    let (told, code) = check(&format!("{sure}{never}"), "");
    assert!(
        told.contains("\n  ✗ More neurons than there are: 0 of 2 seeds, needs 2 (isolated "),
        "{told}"
    );
    assert!(told.contains("; not with seeds 3 (isolated "), "{told}");
    assert_eq!(code, Some(1));
}

#[test]
fn seeds_that_fail_are_named_and_a_share_of_them_may() {
    let found: Vec<f64> = (3..8).map(|seed| hub_overlap(&[], seed, 40)).collect();
    let mut sorted = found.clone();
    sorted.sort_by(f64::total_cmp);
    let between = (sorted[0] + sorted[1]) / 2.0;
    let worst = 3 + found
        .iter()
        .position(|rho| *rho == sorted[0])
        .expect("it is one of them");
    let when = format!("hub_overlap > {between}");
    let (told, code) = check(&claim("Most", &when, "at = 40\nseeds = 5\nshare = 0.8"), "");
    assert!(
        told.contains("✓ Most: 4 of 5 seeds (hub_overlap "),
        "{told}"
    );
    assert!(
        told.contains(&format!("; not with seed {worst} (hub_overlap ")),
        "{told}"
    );
    assert_eq!(code, Some(0));
    let (told, code) = check(&claim("All", &when, "at = 40\nseeds = 5\nshare = 0.81"), "");
    assert!(told.contains("✗ All: 4 of 5 seeds, needs 5"), "{told}");
    assert_eq!(code, Some(1));
    // Of other seeds, from outside.
    let (told, _) = check(
        &claim("One", &when, "at = 40\nseeds = 5"),
        "--seeds 1 --seed 999",
    );
    assert!(told.contains(" of 1 seeds"), "{told}");
}

#[test]
fn a_claim_with_changes_is_about_what_run_gives_with_them() {
    for (with, settings) in [
        (
            "{ \"plasticity.shuffled_credit\" = true }",
            vec!["plasticity.shuffled_credit=true"],
        ),
        (
            "{ plasticity.learning_rate = 0.5, network.activation = 'logistic' }",
            vec![
                "plasticity.learning_rate=0.5",
                "network.activation=logistic",
            ],
        ),
        (
            "{ 'plasticity.learning_rate' = { from = 1, to = 0.1 } }",
            vec!["plasticity.learning_rate={ from = 1, to = 0.1 }"],
        ),
    ] {
        let rho = hub_overlap(&settings, 3, 60);
        let [below, above] = [rho - 1e-9, rho + 1e-9];
        let when = format!("hub_overlap > {below} and hub_overlap < {above}");
        let (told, code) = check(
            &claim("As run", &when, &format!("seeds = 1\nwith = {with}")),
            "",
        );
        assert!(told.contains("✓ As run (with "), "{told}");
        assert_eq!(code, Some(0));
    }
}

#[test]
fn means_are_over_the_seeds() {
    let found: Vec<f64> = (3..6).map(|seed| hub_overlap(&[], seed, 60)).collect();
    let mean = found.iter().sum::<f64>() / 3.0;
    let [below, above] = [mean - 1e-9, mean + 1e-9];
    let when = format!("mean(hub_overlap) > {below} and mean(hub_overlap) < {above}");
    let (told, code) = check(&claim("On average", &when, "seeds = 3"), "");
    assert!(
        told.contains("✓ On average: 3 of 3 seeds (hub_overlap "),
        "{told}"
    );
    assert!(told.contains(", mean hub_overlap "), "{told}");
    assert_eq!(code, Some(0));
    let (told, code) = check(&claim("Not", "mean(isolated) > 20", "seeds = 3"), "");
    assert!(told.contains("✗ Not: 0 of 3 seeds, needs 3"), "{told}");
    assert!(!told.contains("not with"), "no seed is to blame: {told}");
    assert_eq!(code, Some(1));
}

#[test]
fn what_must_last_is_followed_from_before_the_iteration_at_which_it_must_hold() {
    let at = |at, long| {
        let when = format!("isolated >= 0 for {long} iterations");
        check(&claim("Lasts", &when, &format!("seeds = 1\nat = {at}")), "").1
    };
    let longer_than_the_run = claim("Lasts", "isolated >= 0 for 61 iterations", "seeds = 1");
    assert_eq!(
        [at(60, 60), at(60, 1), check(&longer_than_the_run, "").1],
        [Some(0), Some(0), Some(1)]
    );
    let text = format!(
        "{SMALL}{}",
        claim("", "isolated >= 0 for 1000 iterations", "at = 3000")
    );
    let text = text.replace("says = \"\"", "says = \"Lasts\"");
    let claims = stated(&text, "small").expect("claims");
    let base_dir = None;
    let plan = CheckPlan::new(vec![Subject { base_dir, claims }], Seeds::default()).expect("seeds");
    let moments = &plan.runs()[0].moments;
    assert_eq!(
        (moments.len(), moments.first(), moments.last()),
        (51, Some(&2000), Some(&3000))
    );
}

#[test]
fn each_run_is_made_once_for_all_claims_that_ask_about_it() {
    let claims = [
        claim("One", "isolated >= 0", "at = 10\nseeds = 3"),
        claim("Two", "communities >= 0", "at = 20\nseeds = 2"),
        claim(
            "Three",
            "communities >= 0",
            "seeds = 2\nwith = { plasticity.pruning = 0.5 }",
        ),
        claim(
            "Four",
            "communities >= 0",
            "seeds = 2\nwith = { plasticity.pruning = 0.9 }",
        ),
    ];
    let claims = stated(&format!("{SMALL}{}", claims.concat()), "small").expect("claims");
    let base_dir = None;
    let plan = CheckPlan::new(vec![Subject { base_dir, claims }], Seeds::default()).expect("seeds");
    // 0.9 is the default.
    let runs: Vec<(u64, u64)> = plan
        .runs()
        .iter()
        .map(|run| (run.scenario.run.seed, run.last()))
        .collect();
    assert_eq!(runs, [(3, 60), (4, 60), (5, 10), (3, 60), (4, 60)]);
}

#[test]
fn an_undefined_measure_and_a_blow_up_do_not_hold_and_are_told() {
    let (told, code) = check(&claim("Learns", "train_loss < 1", "seeds = 1"), "");
    assert!(told.contains("✗ Learns: 0 of 1 seeds, needs 1 (train_loss undefined); not with seed 3 (train_loss undefined)"), "{told}");
    assert_eq!(code, Some(1));
    let runaway = "with = { network.weight_gain = 8.0, plasticity.pruning = 0.0, plasticity.learning_rate = 0.0, network.balance = { gaussian_width = 1e6 } }";
    let rest = format!("seeds = 1\nat = 3000\n{runaway}");
    let (told, code) = check(&claim("Stays", "isolated >= 0", &rest), "");
    assert!(
        told.contains(
            "0 of 1 seeds, needs 1 (isolated undefined); not with seed 3 (credit c left the range"
        ),
        "{told}"
    );
    assert_eq!(code, Some(1));
}

#[test]
fn the_output_is_the_same_however_many_threads_work() {
    let claims = [
        claim("One", "hub_overlap > 0.2", "seeds = 5"),
        claim(
            "Two",
            "q > 0.1 for 20 iterations",
            "with = { plasticity.pruning = 0.5 }",
        ),
    ];
    let on = |threads: u64| check(&claims.concat(), &format!("--threads {threads}"));
    assert_eq!(on(1), on(4));
}

#[test]
fn a_scenario_without_claims_says_so_and_several_are_checked_in_one_call() {
    let (told, code) = check("", "");
    assert_eq!(
        (told.as_str(), code),
        ("Small (small.toml) claims nothing.\n", Some(0))
    );
    let place = workplace(&claim("Is", "isolated >= 0", "seeds = 1"));
    fs::write(place.path().join("plain.toml"), SMALL).expect("written");
    let output = accordance(place.path(), "check plain.toml small.toml");
    let told = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        told.starts_with("Small (plain.toml) claims nothing.\nSmall (small.toml)\n  ✓ Is"),
        "{told}"
    );
    let quiet = accordance(place.path(), "check plain.toml small.toml --quiet");
    assert_eq!((quiet.stdout.len(), quiet.status.code()), (0, Some(0)));
}

#[test]
fn a_faulty_claim_is_refused_with_its_line_by_check_and_by_run() {
    let bad = [
        (
            claim("A", "isolatd > 3", ""),
            "small.toml, line 10: claim.when names isolatd, which is no measure (did you mean isolated?); it stands at character 1 of \"isolatd > 3\"",
        ),
        (
            claim("A", "isolated > 3 and", ""),
            "small.toml, line 10: claim.when has its end at character 17 of",
        ),
        (
            claim("A", "isolated > 3 for 60 iterations", "at = 59"),
            "small.toml, line 10: claim.when must last for 60 iterations, but is looked at after 59 (at = 59)",
        ),
        (
            claim(
                "A",
                "isolated > 3",
                "with = { \"plasticity.learning_rat\" = 1 }",
            ),
            "small.toml, line 11: claim.with plasticity.learning_rat is not a key of a scenario (did you mean learning_rate?)",
        ),
        (
            claim("A", "isolated > 3", "with = { plasticity.pruning = 2 }"),
            "small.toml, line 11: claim.with plasticity.pruning is 2",
        ),
    ];
    for (claim, sentence) in bad {
        let place = workplace(&claim);
        for (line, code) in [("check small.toml", 2), ("run small.toml --out out", 1)] {
            let output = accordance(place.path(), line);
            let complaint = String::from_utf8(output.stderr).expect("UTF-8");
            assert!(
                complaint.starts_with(&format!("error: {sentence}")),
                "{complaint}"
            );
            assert_eq!(complaint.lines().count(), 1, "{complaint}");
            assert_eq!(output.status.code(), Some(code));
        }
    }
}

#[test]
fn seeds_that_there_are_not_are_refused() {
    let place = workplace(&claim("A", "isolated >= 0", ""));
    let output = accordance(place.path(), "check small.toml --seed 9007199254740990");
    let complaint = String::from_utf8(output.stderr).expect("UTF-8");
    let told = "error: there are not 8 seeds from 9007199254740990 on\n";
    assert_eq!((complaint.as_str(), output.status.code()), (told, Some(2)));
}

#[test]
fn every_preset_claims_what_can_be_understood() {
    for preset in presets() {
        let claims =
            stated(preset.text, preset.file_name).unwrap_or_else(|error| panic!("{error}"));
        for stated in claims {
            let shown = stated.condition.to_string();
            assert_eq!(shown.parse(), Ok(stated.condition), "{shown}");
        }
    }
}
