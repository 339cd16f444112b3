//! Sweeps, driven from outside as a user would: on one machine and in shards, killed and gone on with,
//! and what is said when something is wrong.

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
use std::time::Duration;

use accordance::engine::Runner;
use accordance::model::GivenState;
use accordance::scenario;
use tempfile::TempDir;

const SMALL: &str =
    "format = 1\nname = \"Small\"\n[network]\nneurons = 40\n[run]\nseed = 7\niterations = 60\n";
const RATES: &str = "--vary plasticity.learning_rate=0.01:1:log:3 --seeds 3";
const FINAL: [&str; 4] = ["summary.csv", "sweep.csv", "sweep.png", "sweep.svg"];

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

/// The first line of what a sweep says; a second one may say where ρ falls.
fn first_line(told: &str) -> &str {
    told.lines().next().unwrap_or_default()
}

/// Runs a command that must fail; the one sentence that it says.
fn fails(place: &Path, line: &str) -> String {
    let output = accordance(place, line);
    let complaint = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{line}: {complaint}");
    assert_eq!(complaint.lines().count(), 1, "one sentence: {complaint}");
    complaint.trim_end().to_owned()
}

/// The content of every file in a folder and below, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            let below = files(&entry.path()).into_iter();
            found.extend(below.map(|(path, content)| (format!("{name}/{path}"), content)));
        } else {
            found.insert(name, fs::read(entry.path()).expect("readable"));
        }
    }
    found
}

/// Everything but the notes of shards.
fn results(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = files(folder);
    found.retain(|path, _| !path.starts_with("shards/"));
    found
}

/// A table as rows of cells by the name of their column.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let rows = reader.deserialize();
    rows.map(|row| row.expect("a line as long as the head"))
        .collect()
}

#[test]
fn a_sweep_leaves_tables_figure_and_each_run_of_which_any_can_be_made_again() {
    let place = workplace();
    let line = format!("sweep small.toml {RATES} --same-network --out out");
    let told = succeeds(place.path(), &line);
    assert_eq!(first_line(&told), "9 runs; tables and figure in out");
    let fall = "\nρ falls most steeply at r ≈ 0.32: from 0.91 at 0.1 to 0.39 at 1\n";
    assert!(told.ends_with(fall), "{told}");
    let out = place.path().join("out");
    let names: Vec<String> = files(&out).into_keys().collect();
    assert_eq!(names.len(), 4 + 1 + 18, "{names:?}");
    assert!(FINAL.iter().all(|name| names.contains(&(*name).to_owned())));
    image::open(out.join("sweep.png")).expect("an image");

    let rows = table(&out.join("sweep.csv"));
    assert_eq!(rows.len(), 9);
    let row = &rows[5];
    let expected = [
        ("run", "5"),
        ("scenario", "Small"),
        ("plasticity.learning_rate", "1"),
        ("seed", "8"),
        ("network_seed", "7"),
        ("iterations", "60"),
        ("measure", "modularity"),
        ("direction", "undirected"),
        ("resolution", "1"),
        ("version", env!("CARGO_PKG_VERSION")),
        ("blow_up", ""),
    ];
    for (column, value) in expected {
        assert_eq!(row[column], value, "{column}");
    }
    let text = format!("{SMALL}network_seed = 7\n[plasticity]\nlearning_rate = 1.0\n");
    let mut again = scenario::parse(&text, "").expect("a scenario");
    again.run.seed = 8;
    let mut runner = Runner::new(&again, GivenState::default(), None);
    runner.run_to(60).expect("finite");
    let overlap = runner.copy_weights().connectome.strengths().hub_overlap();
    assert_eq!(row["hub_overlap_rho"].parse().ok(), overlap);
    for control in ["rewired_modularity_q", "no_return_mean_abs_credit"] {
        assert!(row[control].parse::<f64>().is_ok(), "{control}");
    }
    let summary = table(&out.join("summary.csv"));
    let of_rate = |row: &&BTreeMap<String, String>| row["plasticity.learning_rate"] == "1";
    let values = rows
        .iter()
        .filter(of_rate)
        .map(|row| row["hub_overlap_rho"].parse::<f64>());
    let mean = values.map(|v| v.expect("a number")).sum::<f64>() / 3.0;
    let told: f64 = summary[2]["hub_overlap_rho_mean"]
        .parse()
        .expect("a number");
    assert!((mean - told).abs() < 1e-12);
    assert_eq!(summary[2]["hub_overlap_rho_count"], "3");
    assert_eq!(summary[2]["adjusted_rand_index_count"], "3");

    let again = succeeds(place.path(), &line);
    assert_eq!(
        first_line(&again),
        "9 runs (9 were there already); tables and figure in out"
    );
}

#[test]
fn shards_in_one_folder_or_in_many_give_the_bytes_of_a_single_run() {
    let place = workplace();
    let sweep = |rest: &str| format!("sweep small.toml {RATES} --no-controls {rest}");
    succeeds(place.path(), &sweep("--out whole"));
    let whole = results(&place.path().join("whole"));

    // All at the same time in one folder.
    let shards = (1..=4).map(|k| {
        let mut shard = program(place.path(), &sweep(&format!("--shard {k}/4 --out shared")));
        shard.stdout(Stdio::null()).spawn().expect("it starts")
    });
    for mut shard in shards.collect::<Vec<_>>() {
        assert!(shard.wait().expect("it ends").success());
    }
    let told = succeeds(place.path(), "sweep --merge shared --out shared");
    assert_eq!(first_line(&told), "9 runs; tables and figure in shared");
    assert!(results(&place.path().join("shared")) == whole);

    for k in [1, 2] {
        succeeds(
            place.path(),
            &sweep(&format!("--shard {k}/3 --out part{k}")),
        );
    }
    let complaint = fails(place.path(), "sweep --merge part1 part2 --out merged");
    assert_eq!(
        complaint,
        "error: 3 of 9 runs are missing: all of shard 3/3"
    );
    assert!(!place.path().join("merged").exists());
    fs::remove_file(place.path().join("part1/runs/00003.json")).expect("removed");
    succeeds(place.path(), &sweep("--shard 3/3 --out part3"));
    let complaint = fails(place.path(), "sweep --merge part1 part2 part3 --out merged");
    assert_eq!(
        complaint,
        "error: 1 of 9 runs is missing: 00003 of shard 1/3"
    );
    succeeds(place.path(), &sweep("--shard 1/3 --out part1"));
    succeeds(place.path(), "sweep --merge part1 part2 part3 --out merged");
    assert!(results(&place.path().join("merged")) == whole);
}

#[test]
fn a_sweep_killed_at_any_moment_and_started_again_ends_with_the_same_bytes() {
    let place = workplace();
    let sweep = |out: &str| {
        format!("sweep small.toml {RATES} --iterations 400 --no-controls --threads 2 --out {out}")
    };
    succeeds(place.path(), &sweep("whole"));
    let whole = results(&place.path().join("whole"));
    for delay_ms in [3, 20, 60, 120, 200] {
        let mut victim = program(place.path(), &sweep("killed"))
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(delay_ms));
        victim.kill().expect("killed");
        victim.wait().expect("it ends");
    }
    succeeds(place.path(), &sweep("killed"));
    assert!(results(&place.path().join("killed")) == whole);
}

#[test]
fn a_damaged_run_is_made_again_and_not_trusted() {
    let place = workplace();
    let line = format!("sweep small.toml {RATES} --no-controls --out out");
    succeeds(place.path(), &line);
    let out = place.path().join("out");
    let whole = results(&out);
    let runs = out.join("runs");
    let half = |name: &str| {
        let content = fs::read(runs.join(name)).expect("readable");
        fs::write(runs.join(name), &content[..content.len() / 2]).expect("written");
    };
    half("00001.json");
    half("00002.npy");
    let text = fs::read_to_string(runs.join("00004.json")).expect("readable");
    fs::write(
        runs.join("00004.json"),
        text.replacen("\"iterations\":60", "\"iterations\":61", 1),
    )
    .expect("written");
    fs::write(runs.join("00005.json"), "").expect("written");
    fs::copy(runs.join("00007.json"), runs.join("00006.json")).expect("copied");
    fs::remove_file(out.join("sweep.csv")).expect("removed");
    let told = succeeds(place.path(), &line);
    assert_eq!(
        first_line(&told),
        "9 runs (4 were there already); tables and figure in out"
    );
    assert!(results(&out) == whole);
}

#[test]
fn a_sweep_whose_plan_was_lost_goes_on_from_its_runs_and_no_other_sweep_does() {
    let place = workplace();
    let line = format!("sweep small.toml {RATES} --no-controls --out out");
    succeeds(place.path(), &line);
    let out = place.path().join("out");
    let whole = results(&out);
    for lost in ["", "{\"format\":", "\0\0\0"] {
        fs::write(out.join("plan.json"), lost).expect("written");
        fs::remove_file(out.join("runs").join("00003.json")).expect("removed");
        let other = format!("{line} --set plasticity.pruning=0.5");
        let said = fails(place.path(), &other);
        assert!(said.contains("plan.json that is damaged"), "{said}");
        let told = succeeds(place.path(), &line);
        let before = "9 runs (8 were there already)";
        assert!(told.starts_with(before), "{told}");
        assert!(results(&out) == whole);
    }
}

#[test]
fn another_sweep_in_the_folder_is_refused_unless_it_may_be_replaced() {
    let place = workplace();
    let sweep =
        |rest: &str| format!("sweep small.toml {rest} --no-controls --iterations 5 --out out");
    let pruning = "--vary plasticity.pruning=0.5,0.9 --seeds 1";
    succeeds(place.path(), &sweep(pruning));
    let differing = [
        (
            "--vary plasticity.pruning=0.5,0.8 --seeds 1",
            "its values differ",
        ),
        (
            "--vary plasticity.learning_rate=0.5,0.8 --seeds 1",
            "it varies something else",
        ),
        (
            "--vary plasticity.pruning=0.5,0.9 --seeds 2",
            "its number of seeds differs",
        ),
        (
            "--vary plasticity.pruning=0.5,0.9 --seeds 1 --set run.seed=3",
            "its scenario differs",
        ),
        (
            "--vary credit.feedback=same,none --seeds 1",
            "it varies something else",
        ),
        (
            "--vary plasticity.pruning=0.5,0.9 --seeds 1 --same-network",
            "--same-network differs",
        ),
    ];
    for (rest, what) in differing {
        assert_eq!(
            fails(place.path(), &sweep(rest)),
            format!(
                "error: the folder out holds another sweep ({what}); choose another folder, or add --force to replace it"
            )
        );
    }
    let (other, _) = differing[0];
    fs::write(place.path().join("out/notes.txt"), "mine").expect("written");
    succeeds(place.path(), &sweep(&format!("{other} --force")));
    assert!(place.path().join("out/notes.txt").exists());
    assert_eq!(
        table(&place.path().join("out/sweep.csv"))[1]["plasticity.pruning"],
        "0.8"
    );

    succeeds(
        place.path(),
        &sweep("--vary plasticity.pruning=0.5 --seeds 2").replace("--out out", "--out other"),
    );
    assert_eq!(
        fails(place.path(), "sweep --merge out other --out merged"),
        "error: out and other hold different sweeps (its values differ), so they cannot be joined"
    );
}

#[test]
fn mistakes_are_told_in_one_sentence_and_nothing_is_left_behind() {
    let place = workplace();
    fs::create_dir(place.path().join("full")).expect("made");
    fs::write(place.path().join("full/notes.txt"), "mine").expect("written");
    fs::create_dir(place.path().join("broken")).expect("made");
    fs::write(place.path().join("broken/plan.json"), "{").expect("written");
    fs::create_dir(place.path().join("earlier")).expect("made");
    let earlier = "{\"format\": 1, \"controls\": true}";
    fs::write(place.path().join("earlier/plan.json"), earlier).expect("written");
    let rate = "sweep small.toml --vary plasticity.learning_rate=0.1";
    let cases = [
        (
            "sweep small.toml --vary plasticity.learning_rat=1,2 --out out".to_owned(),
            "error: --vary plasticity.learning_rat=1,2: plasticity.learning_rat is no number or choice of a scenario; did you mean plasticity.learning_rate?",
        ),
        (
            "sweep small.toml --vary task.batch=1,2 --out out".to_owned(),
            "error: this scenario has no task.batch",
        ),
        (
            "sweep small.toml --vary run.seed=1,2 --out out".to_owned(),
            "error: --vary run.seed=1,2: run.seed is no axis; ask for several seeds instead",
        ),
        (
            "sweep nothing.toml --vary plasticity.pruning=0.5 --out out".to_owned(),
            "error: nothing.toml is neither a scenario file nor a built-in preset; `accordance presets` lists the presets",
        ),
        (
            "sweep small.toml --vary credit.feedback=same,radom --out out".to_owned(),
            "error: --vary credit.feedback=same,radom: credit.feedback has no \"radom\", only same, none, random, signs, kolen-pollack; did you mean random?",
        ),
        (
            "sweep small.toml --vary task.loss=squared --out out".to_owned(),
            "error: this scenario has no task.loss",
        ),
        (
            format!("{rate} --controls rewird --out out"),
            "error: --controls rewird: there is no control \"rewird\", only no-return, random, shuffled, rewired; did you mean rewired?",
        ),
        (
            format!("{rate} --out earlier"),
            "error: the folder earlier holds no sweep: it has a plan.json that was written by another version of Accordance",
        ),
        (
            format!("{rate} --seeds 0 --out out"),
            "error: a sweep needs one seed at least",
        ),
        (
            format!("{rate} --shard 3/2 --out out"),
            "error: --shard: expected K/N with 1 ≤ K ≤ N, such as 2/8, not \"3/2\"",
        ),
        (
            format!("{rate} --out no/out"),
            "error: the folder no/out cannot be made, because there is no folder no",
        ),
        (
            format!("{rate} --out small.toml"),
            "error: small.toml is not a folder",
        ),
        (
            format!("{rate} --out full"),
            "error: the folder full is not empty; choose another, or add --force to replace earlier results in it",
        ),
        (
            format!("{rate} --out broken"),
            "error: the folder broken holds no sweep: it has a plan.json that is damaged",
        ),
        (
            "sweep --merge full --out out".to_owned(),
            "error: the folder full holds no sweep: it does not exist, or has no plan.json",
        ),
    ];
    for (line, sentence) in cases {
        assert_eq!(fails(place.path(), &line), sentence, "{line}");
    }
    assert!(!place.path().join("out").exists());
    assert_eq!(files(&place.path().join("full")).len(), 1);
}

#[test]
fn a_run_that_blows_up_is_told_and_the_rest_counts() {
    let place = workplace();
    let settings = "--set network.balance.gaussian_width=1e6 --set network.weight_gain=8 --set plasticity.learning_rate=0 --set plasticity.pruning=0";
    let line = format!(
        "sweep small.toml {settings} --vary drive.credit_clamp.fraction=0,1 --seeds 1 --iterations 400 --out out"
    );
    let output = accordance(place.path(), &line);
    assert!(output.status.success());
    let complaint = String::from_utf8(output.stderr).expect("UTF-8");
    let told = "warning: 1 of 2 runs do not count in the means; in the first, credit c left the range of finite numbers at ";
    assert!(complaint.starts_with(told), "{complaint}");
    let rows = table(&place.path().join("out/sweep.csv"));
    assert!(rows[0]["blow_up"].starts_with("credit c left") && rows[1]["blow_up"].is_empty());
    let summary = table(&place.path().join("out/summary.csv"));
    assert_eq!(
        (&*summary[0]["failed"], &*summary[0]["modularity_q_mean"]),
        ("1", "")
    );
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_to_is_told_before_anything_is_run() {
    use std::os::unix::fs::PermissionsExt;
    let place = workplace();
    let folder = place.path().join("locked");
    fs::create_dir(&folder).expect("made");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).expect("locked");
    // The superuser may write anywhere.
    if fs::write(folder.join("probe"), "").is_err() {
        let line = "sweep small.toml --vary plasticity.pruning=0.5 --out locked";
        let complaint = fails(place.path(), line);
        assert_eq!(
            complaint,
            "error: nothing can be written to locked: permission denied"
        );
    }
}

#[test]
fn a_file_that_the_scenario_names_and_that_has_changed_is_another_sweep() {
    let place = workplace();
    let named = format!("{SMALL}[network.balance]\ngaussian_width = 1.0\n")
        .replace("neurons = 40", "neurons = 3\nfiring = \"x0.csv\"");
    fs::write(place.path().join("named.toml"), named).expect("written");
    fs::write(place.path().join("x0.csv"), "1,2,3\n").expect("written");
    let line = "sweep named.toml --vary plasticity.pruning=0,0.5 --seeds 1 --no-controls --iterations 5 --out out";
    succeeds(place.path(), line);
    fs::write(place.path().join("x0.csv"), "1,2,4\n").expect("written");
    let complaint = fails(place.path(), line);
    assert!(
        complaint.contains("(a file that its scenario names has changed)"),
        "{complaint}"
    );
}

#[test]
fn a_choice_is_varied_beside_a_number_in_shards_and_gone_on_with() {
    let place = workplace();
    let sweep = |rest: &str| {
        format!(
            "sweep small.toml --vary plasticity.learning_rate=0.01,1 --vary credit.feedback=none,same,none --seeds 2 {rest}"
        )
    };
    succeeds(place.path(), &sweep("--out whole"));
    let whole = place.path().join("whole");
    let rows = table(&whole.join("sweep.csv"));
    let column = |column: &str| {
        rows.iter()
            .map(|row| row[column].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        column("credit.feedback").concat(),
        "nonenonesamesame".repeat(2)
    );
    assert_eq!(column("plasticity.learning_rate")[..2], ["0.01", "1"]);
    // Returned credit is none without return, and some with it.
    let returned: Vec<f64> = column("returned_share")
        .iter()
        .map(|v| v.parse().unwrap())
        .collect();
    assert!(returned[..2].iter().all(|share| *share == 0.0));
    assert!(returned[2..4].iter().all(|share| *share > 0.0));
    // The control without return is a curve of its own here.
    let names = rows[0].keys().any(|name| name.starts_with("no_return_"));
    assert!(!names && rows[0].contains_key("rewired_modularity_q"));
    let summary = table(&whole.join("summary.csv"));
    assert_eq!(
        (summary.len(), &*summary[3]["credit.feedback"]),
        (4, "same")
    );

    let svg = fs::read_to_string(whole.join("sweep.svg")).expect("readable");
    for words in [
        ">Credit returns</text>",
        ">not at all</text>",
        ">through the same synapses</text>",
    ] {
        assert!(svg.contains(words), "{words}");
    }

    let controls = "--controls none,rewired";
    succeeds(
        place.path(),
        &sweep(&format!("{controls} --shard 1/2 --out part1")),
    );
    succeeds(
        place.path(),
        &sweep(&format!("{controls} --shard 2/2 --out part2")),
    );
    succeeds(place.path(), "sweep --merge part1 part2 --out merged");
    assert!(results(&place.path().join("merged")) == results(&whole));
    fs::remove_file(whole.join("runs/00003.json")).expect("removed");
    let told = succeeds(place.path(), &sweep("--out whole"));
    assert!(told.starts_with("8 runs (7 were there already)"), "{told}");
}

#[test]
fn controls_are_chosen_by_words_and_each_has_its_columns() {
    let place = workplace();
    let columns = |options: &str| {
        let line = format!(
            "sweep small.toml --vary plasticity.pruning=0.5 --seeds 1 --iterations 5 {options} --force --out out"
        );
        succeeds(place.path(), &line);
        let row = table(&place.path().join("out/sweep.csv")).remove(0);
        let prefixes = ["no_return_", "random_", "shuffled_", "rewired_"];
        prefixes.map(|prefix| row.contains_key(&format!("{prefix}hub_overlap_rho")))
    };
    assert_eq!(columns(""), [true, false, false, true]);
    assert_eq!(columns("--no-controls"), [false; 4]);
    assert_eq!(
        columns("--controls random,shuffled"),
        [false, true, true, false]
    );
    let all = "--controls no-return,random,shuffled,rewired";
    assert_eq!(columns(all), [true; 4]);
    let without = format!("{all} --set credit.feedback=none");
    assert_eq!(columns(&without), [false, true, true, true]);
}
