//! The program without a window, driven from outside as a user would: what it writes, what it
//! refuses and what it says.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use accordance::engine::Runner;
use accordance::model::GivenState;
use accordance::scenario;
use npy::Npy;
use tempfile::TempDir;

#[path = "support/npy.rs"]
mod npy;

const FILES: [&str; 8] = [
    "communities.csv",
    "credit.npy",
    "firing.npy",
    "net_input.npy",
    "series.csv",
    "summary.json",
    "weights.npy",
    "weights.png",
];

/// A network small enough to be quick, written with more than one key at its default.
const SMALL: &str = "format = 1\nname = \"Small\"\n[network]\nneurons = 40\n[plasticity]\nlearning_rate = 0.05\n[run]\nseed = 7\niterations = 120\n";

/// A folder with `small.toml` in it.
fn workplace() -> TempDir {
    let place = tempfile::tempdir().expect("a folder");
    fs::write(place.path().join("small.toml"), SMALL).expect("written");
    place
}

fn program(place: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accordance"));
    command.current_dir(place).args(line.split_whitespace());
    command
}

fn accordance(place: &Path, line: &str) -> Output {
    program(place, line).output().expect("the program starts")
}

/// Runs a command that must succeed without a word of complaint.
fn succeeds(place: &Path, line: &str) -> String {
    let output = accordance(place, line);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}: {complaint}");
    assert_eq!(complaint, "", "{line}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Runs a command that must fail with this code; the one sentence that it says.
fn fails(place: &Path, line: &str, code: i32) -> String {
    sentence(accordance(place, line), code)
}

fn sentence(output: Output, code: i32) -> String {
    let complaint = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(code), "{complaint}");
    assert_eq!(complaint.lines().count(), 1, "one sentence: {complaint}");
    for word in ["panicked", "backtrace", "RUST_"] {
        assert!(!complaint.contains(word), "{complaint}");
    }
    complaint
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |e: std::io::Result<fs::DirEntry>| e.expect("an entry").file_name();
    let mut names: Vec<String> = entries
        .map(|e| name(e).to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn summary(folder: &Path) -> serde_json::Value {
    let text = fs::read_to_string(folder.join("summary.json")).expect("a summary");
    serde_json::from_str(&text).expect("JSON")
}

fn npy(path: &Path) -> Npy {
    npy::npy(&fs::read(path).expect("an array"))
}

/// A table as columns by name.
fn table(path: &Path) -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(path)
        .expect("a table");
    let head: Vec<String> = reader
        .headers()
        .expect("a head")
        .iter()
        .map(str::to_owned)
        .collect();
    let mut columns: BTreeMap<String, Vec<String>> =
        head.iter().map(|name| (name.clone(), Vec::new())).collect();
    for record in reader.records() {
        let record = record.expect("a line as long as the head");
        for (name, cell) in head.iter().zip(&record) {
            columns
                .entry(name.clone())
                .or_default()
                .push(cell.to_owned());
        }
    }
    columns
}

fn numbers(cells: &[String]) -> Vec<f64> {
    cells
        .iter()
        .map(|cell| cell.parse().expect("a number"))
        .collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-5 * (1.0 + b.abs())
}

#[test]
fn a_run_writes_every_file_and_each_can_be_read() {
    let place = workplace();
    let told = succeeds(place.path(), "run small.toml --out out");
    assert!(told.starts_with("120 iterations at "), "{told}");
    assert_eq!(names(place.path()), ["out", "small.toml"]);
    let out = place.path().join("out");
    assert_eq!(names(&out), FILES);

    let weights = npy(&out.join("weights.npy"));
    assert_eq!(
        (weights.kind.as_str(), &weights.shape[..]),
        ("<f4", &[40, 40][..])
    );
    let zeros = weights.values.iter().filter(|w| **w == 0.0).count();
    assert_eq!(zeros, 1440, "nine tenths are pruned");
    for name in ["firing.npy", "credit.npy", "net_input.npy"] {
        let array = npy(&out.join(name));
        assert_eq!((array.kind.as_str(), &array.shape[..]), ("<f4", &[40][..]));
        assert!(array.values.iter().all(|v| v.is_finite()));
    }
    let image = image::open(out.join("weights.png"))
        .expect("an image")
        .to_rgb8();
    assert!(image.width() >= 600 && image.height() >= 600);
    let white = image.pixels().filter(|p| p.0 == [255; 3]).count();
    assert!(white * 2 > image.pixels().len(), "zero is white");
}

#[test]
fn the_summary_tells_what_was_run_and_what_came_of_it() {
    let place = workplace();
    succeeds(place.path(), "run small.toml --out out");
    let out = place.path().join("out");
    let summary = summary(&out);
    assert_eq!(summary["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(summary["scenario"]["name"], "Small");
    assert_eq!(summary["scenario"]["file_name"], "small.toml");
    assert_eq!(summary["scenario"]["toml"], SMALL);
    for (key, value) in [("seed", 7), ("neurons", 40), ("iterations", 120)] {
        assert_eq!(summary[key], value, "{key}");
    }
    assert_eq!(summary["model_time_ms"], 120.0);
    assert_eq!(summary["precision"], "f32");
    assert_eq!(summary["measure"], "modularity");
    assert_eq!(
        (&summary["direction"], &summary["resolution"]),
        (&"undirected".into(), &1.0.into())
    );
    assert_eq!(summary["blow_up"], serde_json::Value::Null);
    let number = |key: &str| summary[key].as_f64().unwrap_or_else(|| panic!("{key}"));
    let excess = number("within_share") - number("within_share_by_chance");
    assert!(close(number("q"), excess) && close(number("quality"), excess));
    assert!(number("hub_overlap").abs() <= 1.0 && number("iterations_per_second") > 0.0);
    assert!(number("mean_balance") > 0.0 && number("mean_balance") <= 1.0);
    assert!(number("communities") >= 1.0);

    let series = table(&out.join("series.csv"));
    for (column, key) in [
        ("modularity_q", "q"),
        ("within_share", "within_share"),
        ("within_share_by_chance", "within_share_by_chance"),
        ("hub_overlap_rho", "hub_overlap"),
        ("mean_balance", "mean_balance"),
        ("mean_abs_credit", "mean_abs_credit"),
    ] {
        let last = series[column]
            .last()
            .expect("a line")
            .parse()
            .expect("a number");
        assert!(close(number(key), last), "{column}");
    }
}

#[test]
fn the_series_runs_from_the_beginning_to_the_last_iteration() {
    let place = workplace();
    succeeds(place.path(), "run small.toml --out out --iterations 450");
    let series = table(&place.path().join("out/series.csv"));
    let iterations = numbers(&series["iteration"]);
    assert_eq!((iterations[0], iterations.len()), (0.0, 226));
    assert!(iterations.windows(2).all(|pair| pair[1] == pair[0] + 2.0));
    assert_eq!(iterations, numbers(&series["model_time_ms"]));
    assert!(
        numbers(&series["mean_abs_weight_change"])[1..]
            .iter()
            .all(|v| *v > 0.0)
    );
}

#[test]
fn the_method_of_communities_is_stated_wherever_they_are_exported() {
    let place = workplace();
    let line = "run small.toml --out out --set analysis.measure=cpm --set analysis.resolution=1.5";
    succeeds(place.path(), line);
    let out = place.path().join("out");
    let communities = fs::read_to_string(out.join("communities.csv")).expect("a table");
    let first = communities.lines().next().expect("a line");
    assert_eq!(
        first,
        "# communities: CPM, resolution 1.5 × the mean weight of a pair"
    );
    let summary = summary(&out);
    assert_eq!(summary["measure"], "cpm");
    assert_eq!(summary["resolution"], 1.5);
    // The share of the pairs that lie within communities, from the communities themselves.
    let numbers = table(&out.join("communities.csv"))["community"].clone();
    let mut pairs = 0;
    for (i, one) in numbers.iter().enumerate() {
        let others = numbers
            .iter()
            .enumerate()
            .filter(|(j, other)| i != *j && *other == one);
        pairs += if one.is_empty() { 0 } else { others.count() };
    }
    let within = summary["within_share"].as_f64().expect("a share");
    let quality = summary["quality"].as_f64().expect("a quality");
    assert!(close(quality, within - 1.5 * pairs as f64 / (40.0 * 39.0)));
}

#[test]
fn a_learning_rate_that_falls_is_followed_update_by_update() {
    let place = workplace();
    let line = "run small.toml --out out --iterations 20 --set plasticity.learning_rate={from=0.1,to=0.001,over_iterations=10}";
    succeeds(place.path(), line);
    let series = table(&place.path().join("out/series.csv"));
    let rates = numbers(&series["learning_rate"]);
    for (k, rate) in rates.iter().enumerate() {
        let expected = 0.1 * 0.01_f64.powf((k as f64 / 10.0).min(1.0));
        assert!((rate / expected - 1.0).abs() < 1e-12, "{k}: {rate}");
    }
    assert_eq!((rates.len(), rates[20]), (21, 0.001));
}

#[test]
fn a_run_of_no_iterations_writes_the_initial_state() {
    let place = workplace();
    succeeds(place.path(), "run small.toml --out out --iterations 0");
    let out = place.path().join("out");
    assert_eq!(table(&out.join("series.csv"))["iteration"], ["0"]);
    let scenario = scenario::parse(SMALL, "small").expect("valid");
    let runner = Runner::new(&scenario, GivenState::default(), None);
    assert_eq!(npy(&out.join("weights.npy")).values, runner.weights());
}

#[test]
fn the_table_of_neurons_agrees_with_the_weights() {
    let place = workplace();
    succeeds(place.path(), "run small.toml --out out");
    let out = place.path().join("out");
    let (weights, credit) = (npy(&out.join("weights.npy")), npy(&out.join("credit.npy")));
    let neurons = table(&out.join("communities.csv"));
    let (received, sent) = (
        numbers(&neurons["in_strength"]),
        numbers(&neurons["out_strength"]),
    );
    let mut positions = numbers(&neurons["position"]);
    for i in 0..40 {
        let w = |post: usize, pre: usize| weights.values[post * 40 + pre].abs();
        assert_eq!(neurons["neuron"][i], i.to_string());
        assert!(close(received[i], (0..40).map(|j| w(i, j)).sum()));
        assert!(close(sent[i], (0..40).map(|j| w(j, i)).sum()));
        assert_eq!(neurons["credit"][i].parse(), Ok(credit.values[i]));
        let alone = (0..40).all(|j| i == j || w(i, j) + w(j, i) == 0.0);
        assert_eq!(neurons["community"][i].is_empty(), alone);
    }
    positions.sort_by(f64::total_cmp);
    assert!(positions.iter().enumerate().all(|(i, p)| *p == i as f64));
    let named = neurons["community"]
        .iter()
        .filter(|c| !c.is_empty())
        .cloned();
    let named = numbers(&named.collect::<Vec<_>>());
    // Numbers go with neurons, so that some may be left out.
    assert!(named.iter().all(|number| *number >= 1.0));
    let mut numbers = named;
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    let found = summary(&out)["communities"].as_u64();
    assert_eq!(found, Some(numbers.len() as u64));
}

#[test]
fn a_row_of_the_weights_is_what_one_neuron_receives() {
    let place = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(place.path().join(name), text).expect("written");
    write("w.csv", "0.5,-1,0\n0.25,0,2\n0,0,-3\n");
    write("x.csv", "1\n0.5\n-0.25\n");
    write(
        "given.toml",
        "format = 1\n[network]\nneurons = 3\nweights = \"w.csv\"\nfiring = \"x.csv\"\n\
         [drive]\nfiring_noise_sd = 0\ncredit_noise_sd = 0\n\
         [plasticity]\nlearning_rate = 0\npruning = 0\n[run]\niterations = 1\n",
    );
    succeeds(place.path(), "run given.toml --out out");
    let out = place.path().join("out");
    let weights = npy(&out.join("weights.npy")).values;
    assert_eq!(weights, [0.5, -1.0, 0.0, 0.25, 0.0, 2.0, 0.0, 0.0, -3.0]);
    let net_input = npy(&out.join("net_input.npy")).values;
    let x = [1.0, 0.5, -0.25];
    let received = |row: &[f64]| row.iter().zip(x).map(|(w, x)| w * x).sum::<f64>();
    let expected: Vec<f64> = weights.chunks(3).map(received).collect();
    assert_eq!(net_input, expected);
    let firing = npy(&out.join("firing.npy")).values;
    assert!(
        firing
            .iter()
            .zip(&expected)
            .all(|(x, s)| close(*x, s.tanh()))
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
    let place = workplace();
    succeeds(place.path(), "run small.toml --out a");
    succeeds(place.path(), "run small.toml --out b --quiet");
    succeeds(place.path(), "run small.toml --out c --seed 8");
    let bytes =
        |folder: &str, name: &str| fs::read(place.path().join(folder).join(name)).expect("there");
    for name in FILES.into_iter().filter(|name| *name != "summary.json") {
        assert_eq!(bytes("a", name), bytes("b", name), "{name}");
        assert_ne!(bytes("a", name), bytes("c", name), "{name}");
    }
}

#[test]
fn a_runner_driven_in_small_pieces_ends_at_the_same_weights() {
    let place = workplace();
    succeeds(place.path(), "run small.toml --out out");
    let scenario = scenario::parse(SMALL, "small").expect("valid");
    let mut runner = Runner::new(&scenario, GivenState::default(), None);
    for iteration in (0..120).step_by(7).chain([120]) {
        runner.run_to(iteration).expect("finite");
    }
    let out = place.path().join("out");
    assert_eq!(npy(&out.join("weights.npy")).values, runner.weights());
    assert_eq!(npy(&out.join("credit.npy")).values, runner.state().credit);
    assert_eq!(npy(&out.join("firing.npy")).values, runner.state().firing);
    assert_eq!(
        npy(&out.join("net_input.npy")).values,
        runner.state().net_input
    );
}

#[test]
fn layered_networks_are_written_in_double_precision() {
    let place = workplace();
    succeeds(
        place.path(),
        "run small.toml --out out --set network.layers=[2,3,1] --set plasticity.pruning=0",
    );
    let out = place.path().join("out");
    let weights = npy(&out.join("weights.npy"));
    assert_eq!(
        (weights.kind.as_str(), &weights.shape[..]),
        ("<f8", &[6, 6][..])
    );
    let synapses = (0..36).filter(|k| weights.values[*k] != 0.0);
    let layered = |k: &usize| matches!((k / 6, k % 6), (2..=4, 0..=1) | (5, 2..=4));
    assert!(synapses.clone().count() == 9 && synapses.clone().all(|k| layered(&k)));
    assert_eq!(npy(&out.join("firing.npy")).kind, "<f8");
    assert_eq!(summary(&out)["precision"], "f64");
}

#[test]
fn changes_on_the_command_line_take_effect_and_are_told_in_the_summary() {
    let place = workplace();
    let line = "run small.toml --out out --set plasticity.learning_rate=0.5 --set network.neurons=30 --set run.seed=3 --seed 4 --iterations 50";
    succeeds(place.path(), line);
    let out = place.path().join("out");
    let summary = summary(&out);
    assert_eq!(summary["seed"], 4, "an option of its own wins");
    assert_eq!(summary["iterations"], 50);
    assert_eq!(npy(&out.join("weights.npy")).shape, [30, 30]);
    let text = summary["scenario"]["toml"].as_str().expect("text");
    let run = scenario::parse(text, "summary").expect("valid");
    assert_eq!(run.rules.plasticity.learning_rate, 0.5);
    let mut runner = Runner::new(&run, GivenState::default(), None);
    runner.run_to(50).expect("finite");
    assert_eq!(
        npy(&out.join("weights.npy")).values,
        runner.weights(),
        "it can be run again"
    );
}

#[test]
fn a_folder_that_is_not_empty_is_refused_and_left_alone() {
    let place = workplace();
    let out = place.path().join("out");
    fs::create_dir(&out).expect("made");
    fs::write(out.join("summary.json"), "mine").expect("written");
    // So long a run that it would not end within the test: it is refused before it begins.
    let told = fails(
        place.path(),
        "run small.toml --out out --iterations 1000000000",
        1,
    );
    assert!(
        told.contains("out is not empty") && told.contains("--force"),
        "{told}"
    );
    assert_eq!(names(&out), ["summary.json"]);
    assert_eq!(
        fs::read_to_string(out.join("summary.json")).expect("there"),
        "mine"
    );
}

#[test]
fn force_replaces_results_and_spares_other_files() {
    let place = workplace();
    let out = place.path().join("out");
    succeeds(place.path(), "run small.toml --out out");
    let before = fs::read(out.join("weights.npy")).expect("there");
    fs::write(out.join("notes.txt"), "mine").expect("written");
    succeeds(place.path(), "run small.toml --out out --force --seed 9");
    assert_ne!(fs::read(out.join("weights.npy")).expect("there"), before);
    assert_eq!(summary(&out)["seed"], 9);
    assert_eq!(
        fs::read_to_string(out.join("notes.txt")).expect("there"),
        "mine"
    );
    assert_eq!(names(&out).len(), FILES.len() + 1);
}

#[test]
fn an_empty_folder_and_the_one_we_are_in_are_fine() {
    let place = workplace();
    fs::create_dir(place.path().join("empty")).expect("made");
    succeeds(place.path(), "run small.toml --out empty");
    assert_eq!(names(&place.path().join("empty")), FILES);
    fs::create_dir(place.path().join("here")).expect("made");
    succeeds(&place.path().join("here"), "run ../small.toml --out .");
    assert_eq!(names(&place.path().join("here")), FILES);
}

#[test]
fn a_place_where_no_folder_can_be_is_refused() {
    let place = workplace();
    let told = fails(place.path(), "run small.toml --out small.toml --force", 1);
    assert!(told.contains("small.toml is not a folder"), "{told}");
    let told = fails(place.path(), "run small.toml --out no/such/out", 1);
    assert!(told.contains("there is no folder no/such"), "{told}");
    assert_eq!(names(place.path()), ["small.toml"]);
}

#[test]
fn a_killed_run_leaves_nothing_behind() {
    let place = workplace();
    let mut child = program(
        place.path(),
        "run small.toml --out out --iterations 1000000000",
    )
    .stdout(Stdio::null())
    .stderr(Stdio::null())
    .spawn()
    .expect("the program starts");
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert!(
        child.try_wait().expect("a child").is_none(),
        "still running"
    );
    child.kill().expect("killed");
    child.wait().expect("ended");
    assert_eq!(names(place.path()), ["small.toml"]);
}

#[test]
fn presets_are_listed_and_run_by_their_file_names() {
    let place = workplace();
    let list = succeeds(place.path(), "presets");
    for preset in scenario::presets() {
        let scenario = preset.scenario().expect("valid");
        assert!(list.contains(preset.file_name) && list.contains(&scenario.summary));
        assert!(list.contains(&scenario.name));
        let line = format!(
            "run {} --out {} --iterations 3",
            preset.file_name,
            preset.stem()
        );
        succeeds(place.path(), &line);
        let summary = summary(&place.path().join(preset.stem()));
        assert_eq!(summary["scenario"]["name"], scenario.name);
        assert_eq!(summary["scenario"]["file_name"], preset.file_name);
    }
}

#[test]
fn a_bad_scenario_is_told_in_one_sentence_with_file_line_and_key() {
    let place = workplace();
    let bad = SMALL.replace("0.05", "\"fast\"");
    fs::write(place.path().join("bad.toml"), bad).expect("written");
    let told = fails(place.path(), "run bad.toml --out out", 1);
    for part in [
        "bad.toml, line 6",
        "plasticity.learning_rate",
        "\"fast\"",
        "expected a number",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let told = fails(place.path(), "run missing.toml --out out", 1);
    assert!(told.contains("missing.toml is neither a scenario file nor a built-in preset"));
    let told = fails(
        place.path(),
        "run small.toml --out out --set plasticity.learning_rat=1",
        1,
    );
    assert!(told.contains("--set plasticity.learning_rat=1") && told.contains("did you mean"));
    assert_eq!(names(place.path()), ["bad.toml", "small.toml"]);
}

#[test]
fn a_blow_up_is_told_and_the_last_finite_state_is_written() {
    let place = workplace();
    let told = fails(place.path(), "run runaway-credit.toml --out out", 3);
    assert!(
        told.starts_with("warning: credit c left the range of finite numbers"),
        "{told}"
    );
    let out = place.path().join("out");
    assert_eq!(names(&out), FILES);
    assert!(
        npy(&out.join("credit.npy"))
            .values
            .iter()
            .all(|c| c.is_finite())
    );
    let summary = summary(&out);
    let made = summary["iterations"].as_u64().expect("a number");
    assert!(made > 100 && made < 1000);
    assert_eq!(summary["iterations_requested"], 1000);
    assert_eq!(summary["blow_up"]["quantity"], "credit c");
    assert_eq!(summary["blow_up"]["iteration"], made);
    let iterations = numbers(&table(&out.join("series.csv"))["iteration"]);
    assert_eq!(iterations.last(), Some(&(made as f64)));
    assert!(
        iterations.windows(2).all(|pair| pair[0] < pair[1]),
        "no iteration twice"
    );
}

#[test]
fn usage_errors_have_exit_code_2() {
    let place = workplace();
    for line in [
        "run small.toml",
        "run --out out",
        "run small.toml --out out --seed x",
        "--nonsense",
    ] {
        let output = accordance(place.path(), line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("--help"), "{told}");
    }
    assert_eq!(names(place.path()), ["small.toml"]);
}

#[test]
fn a_scenario_that_does_not_exist_opens_no_window() {
    let place = workplace();
    let told = fails(place.path(), "missing.toml", 2);
    assert!(told.contains("missing.toml is neither a scenario file nor a built-in preset"));
}

/// Starts the window where no variable names a display but those given.
fn window(place: &Path, line: &str, variables: &[(&str, &str)]) -> String {
    let mut command = program(place, line);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    command
        .envs(variables.iter().copied())
        .env("RUST_BACKTRACE", "1");
    sentence(command.output().expect("the program starts"), 2)
}

#[test]
#[cfg(not(feature = "gui"))]
fn a_build_without_a_window_says_so() {
    let place = workplace();
    let told = window(place.path(), "small.toml", &[]);
    assert!(
        told.contains("has no window") && told.contains("accordance run"),
        "{told}"
    );
}

#[test]
#[cfg(all(feature = "gui", target_os = "linux"))]
fn without_a_display_one_sentence_names_the_headless_command() {
    let place = workplace();
    let unset: &[(&str, &str)] = &[];
    let empty = &[("DISPLAY", ""), ("WAYLAND_DISPLAY", "")];
    for (line, variables) in [("", unset), ("small.toml", unset), ("", empty)] {
        let told = window(place.path(), line, variables);
        assert!(
            told.contains("no display") && told.contains("accordance run"),
            "{told}"
        );
    }
}

#[test]
#[cfg(all(feature = "gui", target_os = "linux"))]
fn a_display_that_does_not_answer_is_told_in_the_same_way() {
    let place = workplace();
    for name in ["DISPLAY", "WAYLAND_DISPLAY"] {
        let told = window(place.path(), "", &[(name, ":4711")]);
        assert!(
            told.contains("does not answer") && told.contains("accordance run"),
            "{told}"
        );
    }
}

/// What Fan & Mysore 2024, Fig. 4 shows, in numbers: slow learning wires within modules, with the
/// same neurons sending and receiving; fast learning wires across them. And it is the return of credit that
/// does it.
#[test]
fn slow_learning_builds_modules_and_fast_learning_or_no_return_does_not() {
    let place = workplace();
    let measured = |name: &str, change: &str| {
        let line = format!("run low-learning-rate.toml --out {name} --set {change}");
        succeeds(place.path(), &line);
        let summary = summary(&place.path().join(name));
        let number = |key: &str| summary[key].as_f64().expect("a number");
        (number("hub_overlap"), number("dense_modules"))
    };
    let (rho, modules) = measured("slow", "plasticity.learning_rate=0.0127");
    assert!(rho >= 0.6 && modules >= 3.0, "slow: ρ = {rho}, {modules}");
    for (name, change) in [
        ("fast", "plasticity.learning_rate=1"),
        ("alone", "credit.feedback=none"),
        ("random", "credit.feedback=random"),
    ] {
        let (rho, modules) = measured(name, change);
        assert!(
            rho <= 0.35 && modules <= 1.0,
            "{name}: ρ = {rho}, {modules}"
        );
    }
}

#[test]
fn a_run_with_a_task_writes_its_learning_curve() {
    let place = TempDir::new().expect("a folder");
    let out = place.path().join("xor");
    let run = Command::new(env!("CARGO_BIN_EXE_accordance"))
        .args(["run", "xor.toml", "--out"])
        .arg(&out)
        .output()
        .expect("the program runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let curve = std::fs::read_to_string(out.join("learning.csv")).expect("a learning curve");
    assert!(
        curve.starts_with("epoch,train_loss,train_accuracy,held_out_loss,held_out_accuracy\n0,")
    );
    assert!(curve.lines().count() > 20);
    let summary = std::fs::read_to_string(out.join("summary.json")).expect("a summary");
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("json");
    assert_eq!(summary["learning"]["train_accuracy"], 1.0);
    assert!(summary["learning"]["held_out_loss"].is_null());
}
