//! The performance table of the README. Accordance, the NumPy script beside this file and a pass that
//! reads and writes W take turns, several rounds of each; the table shows medians.
//!
//! `cargo bench --bench table` prints it, `cargo bench --bench table -- --write` puts it into the README
//! too. The Python that is asked is `python3`, or what the variable PYTHON names.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use accordance::engine::HelperThreads;
use accordance::model::Rules;

/// Rounds of each measurement.
const ROUNDS: usize = 9;
/// Seconds that ours and a pass take in each round.
const SPELL_S: f64 = 0.4;
/// Neurons, and the iterations that the script makes in a round.
const SIZES: [(usize, usize); 3] = [(300, 400), (1000, 30), (2000, 8)];

fn main() {
    let numpy = numpy_version();
    let mut text = String::from(
        "| Neurons | Iterations/s | in NumPy | faster by | An iteration | Two passes over W | Ratio |\n\
         |---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for (neurons, in_script) in SIZES {
        let row = Row::measure(neurons, in_script, numpy.is_some());
        text += &row.to_string();
        eprint!("{row}");
    }
    text += "\n";
    text += &surroundings();
    text += &format!(
        "\nMeasured on {}; {}. Medians of {ROUNDS} rounds, in which all took turns.\n",
        machine(),
        numpy.map_or_else(
            || "no NumPy here".to_owned(),
            |version| format!("NumPy {version}")
        ),
    );
    println!("\n{text}");
    if std::env::args().any(|argument| argument == "--write") {
        write_into_readme(&text);
    }
}

/// What was measured at one size.
struct Row {
    neurons: usize,
    /// Seconds for an iteration.
    ours: f64,
    script: Option<f64>,
    /// How much longer the script took, in the same round.
    faster: Option<f64>,
    /// Seconds for two passes.
    passes: f64,
    /// How much longer than they an iteration took, in the same round.
    ratio: f64,
}

impl Row {
    fn measure(neurons: usize, in_script: usize, with_script: bool) -> Self {
        let mut simulation = common::simulation(neurons, Rules::default());
        simulation.set_helpers(HelperThreads::of_this_machine());
        let mut weights = vec![0.5_f32; neurons * neurons];
        // Until memory is there and the bracket of pruning has settled.
        common::run(&mut simulation, 100);
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let ours = spell(|times| {
                common::run(&mut simulation, times);
            });
            let passes = 2.0 * spell(|times| (0..times).for_each(|_| read_and_write(&mut weights)));
            let script = with_script.then(|| script(neurons, in_script));
            rounds.push((ours, passes, script));
        }
        let script = |(ours, _, script): &(f64, f64, Option<f64>)| script.map(|s| (s, s / ours));
        let scripts: Option<Vec<(f64, f64)>> = rounds.iter().map(script).collect();
        Self {
            neurons,
            ours: median(rounds.iter().map(|round| round.0)),
            script: scripts.as_ref().map(|s| median(s.iter().map(|s| s.0))),
            faster: scripts.map(|s| median(s.iter().map(|s| s.1))),
            passes: median(rounds.iter().map(|round| round.1)),
            ratio: median(rounds.iter().map(|round| round.0 / round.1)),
        }
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let or_dash = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
        writeln!(
            f,
            "| {} | {:.0} | {} | {} | {:.0} µs | {:.0} µs | {:.1} |",
            self.neurons,
            1.0 / self.ours,
            or_dash(self.script.map(|s| format!("{:.0}", 1.0 / s))),
            or_dash(self.faster.map(|ratio| format!("{ratio:.0} times"))),
            1e6 * self.ours,
            1e6 * self.passes,
            self.ratio,
        )
    }
}

/// Seconds that a time takes, measured over about [`SPELL_S`].
fn spell(mut times: impl FnMut(u64)) -> f64 {
    let begun = Instant::now();
    times(3);
    let once = begun.elapsed().as_secs_f64() / 3.0;
    let count = (SPELL_S / once).clamp(3.0, 1e6) as u64;
    let begun = Instant::now();
    times(count);
    begun.elapsed().as_secs_f64() / count as f64
}

/// The plain loop that reads every weight and writes it back, as the compiler makes it.
#[inline(never)]
fn read_and_write(weights: &mut [f32]) {
    for w in std::hint::black_box(weights) {
        *w *= 0.999_999_9;
    }
}

fn python() -> Command {
    Command::new(std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into()))
}

fn numpy_version() -> Option<String> {
    let output = python()
        .args(["-c", "import numpy; print(numpy.__version__)"])
        .output()
        .ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| version.trim().to_owned())
}

/// Seconds for an iteration of the script.
fn script(neurons: usize, iterations: usize) -> f64 {
    let output = python()
        .arg(folder().join("benches/algorithm1.py"))
        .args([neurons.to_string(), iterations.to_string()])
        .output()
        .expect("Python runs");
    let told = String::from_utf8_lossy(&output.stdout);
    told.trim().parse().expect("the script tells seconds")
}

/// The lines below the table: frames of the window, and sweeps.
fn surroundings() -> String {
    let mut text = String::new();
    for neurons in [300, 2000] {
        let mut window = common::Window::new(neurons);
        let frame = median((0..100).map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(16));
            window.frame().as_secs_f64()
        }));
        let _ = writeln!(
            text,
            "- A frame of the window at n = {neurons}, running at full speed (layout, accessibility, \
             tessellation, no GPU): {:.1} ms.",
            1e3 * frame
        );
    }
    let ratio = median((0..ROUNDS).map(|_| {
        let [alone, two] = [1, 2].map(|threads| common::sweep(threads).as_secs_f64());
        alone / two
    }));
    let _ = writeln!(
        text,
        "- A sweep on two threads: {ratio:.2} times as fast as on one."
    );
    text
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// What this machine is called.
fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = cpu.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let name = field("model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cache = field("cache size").map_or_else(String::new, |size| format!(", {size} of cache"));
    format!("{name}, {cores} cores{cache}, {}", std::env::consts::OS)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Puts the table between its two marks.
fn write_into_readme(table: &str) {
    let path = folder().join("README.md");
    let readme = std::fs::read_to_string(&path).expect("a README");
    let (begin, end) = ("<!-- performance -->\n", "<!-- end of performance -->");
    let (before, rest) = readme.split_once(begin).expect("the first mark");
    let (_, after) = rest.split_once(end).expect("the second mark");
    std::fs::write(&path, format!("{before}{begin}{table}{end}{after}")).expect("a README");
}
