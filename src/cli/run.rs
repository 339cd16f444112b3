//! `accordance run`: one scenario, without a window, into a folder of results.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, value_parser};

use super::source::Changes;
use super::{CliError, Outcome, find, progress};
use crate::engine::measures::{CHANCE, HUB_OVERLAP, MODULARITY, Measure, WITHIN_SHARE};
use crate::engine::{Analyst, Cadence, Findings, Journey, Row, Runner, Snapshot};
use crate::export::{
    ExportError, FRAMES, MOST_FRAMES, NetworkFile, NetworkFormat, Origin, Recording, Results,
    ResultsFolder,
};
use crate::scenario::Opened;

/// What `accordance run` is asked for.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Scenario file, or the file name of a built-in preset
    #[arg(value_name = "SCENARIO.toml")]
    scenario: PathBuf,
    /// Folder for the results; it is made if its parent exists
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    changes: Changes,
    /// Of a comparison, the side that is run
    #[arg(long, value_name = "A|B", default_value = "A", ignore_case = true)]
    side: SideOfRun,
    /// Write the network as these files too: network.graphml, network.gexf, network.npz, weights.csv,
    /// and network-dynamic.gexf, which shows it over time
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', value_parser = network_format())]
    also: Vec<NetworkFormat>,
    /// Moments in network-dynamic.gexf, evenly spaced over the run
    #[arg(long, value_name = "N", default_value_t = FRAMES as u64, value_parser = value_parser!(u64).range(2..=MOST_FRAMES as u64))]
    frames: u64,
    /// Replace earlier results in DIR; other files in it stay
    #[arg(long)]
    force: bool,
    /// Show no progress, and say nothing unless something is wrong
    #[arg(long, short)]
    quiet: bool,
}

/// A side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SideOfRun {
    /// The scenario itself.
    #[value(name = "A")]
    A,
    /// What stands in [compare].
    #[value(name = "B")]
    B,
}

/// The formats that are not written in any case.
fn network_format() -> impl TypedValueParser<Value = NetworkFormat> {
    let others = |format: &NetworkFormat| *format != NetworkFormat::Npy;
    let names = NetworkFormat::ALL.into_iter().filter(others);
    PossibleValuesParser::new(names.map(NetworkFormat::key))
        .try_map(|name| NetworkFormat::from_key(&name).ok_or("no such format"))
}

pub(super) fn run(arguments: &RunArguments) -> Result<Outcome, CliError> {
    let source = find(&arguments.scenario)?;
    let opened = source.open(&arguments.changes.settings())?;
    let compares = opened.scenario.compare.is_some();
    let opened = match arguments.side {
        SideOfRun::A => opened,
        SideOfRun::B => opened.side_b().ok_or_else(|| {
            CliError::Refused("--side B needs a scenario that compares two sides".to_owned())
        })?,
    };
    let folder = ResultsFolder::reserve(&arguments.out, arguments.force)?;

    let bar = progress::bar(opened.scenario.run.iterations, arguments.quiet);
    let over_time = arguments.also.contains(&NetworkFormat::DynamicGexf);
    let moments = over_time.then_some(arguments.frames as usize);
    let done = HeadlessRun::of(&opened, moments, |iteration| bar.set_position(iteration));
    bar.finish_and_clear();

    let results = Results {
        origin: Origin {
            scenario: &opened.scenario,
            text: &opened.text,
            file_name: &source.file_name(),
        },
        runner: &done.runner,
        snapshot: &done.snapshot,
        findings: &done.findings,
        rows: &done.rows,
    };
    folder.fill(|folder| {
        results.write(folder)?;
        write_network(&opened, &done, &arguments.also, folder)
    })?;
    let of_side = match (compares, arguments.side) {
        (false, _) => "",
        (true, SideOfRun::A) => " of side A",
        (true, SideOfRun::B) => " of side B",
    };
    let said = (report(&done, of_side, &arguments.out), arguments.quiet);
    let (blow_up, trouble) = (done.snapshot.blow_up, done.findings.trouble);
    let kept = "the results are those";
    Ok(Outcome::of_run(said, blow_up, kept, trouble))
}

/// Writes the network in each of these formats.
fn write_network(
    opened: &Opened,
    done: &HeadlessRun,
    formats: &[NetworkFormat],
    folder: &Path,
) -> Result<(), ExportError> {
    if formats.is_empty() {
        return Ok(());
    }
    let (name, toml) = (&opened.scenario.name, &opened.text);
    let network = NetworkFile::of(name, toml, done.runner.copy_network());
    for format in formats {
        let path = folder.join(format.file_name());
        match (&done.recording, format) {
            (Some(recording), NetworkFormat::DynamicGexf) => {
                recording.write(name, toml, &path, &|| true)?;
            }
            _ => network.write(*format, &path, &|| true)?,
        }
    }
    Ok(())
}

fn report(done: &HeadlessRun, of_side: &str, folder: &Path) -> String {
    let number = |measure: &Measure| {
        let value = done.findings.measures.get(measure);
        value.map_or("undefined".to_owned(), |v| format!("{v:.3}"))
    };
    format!(
        "{} iterations{of_side} at {:.0} per second: {} communities, Q {}, within share {} ({} by chance), hub overlap {}\nresults in {}\n",
        done.snapshot.iteration,
        done.snapshot.iterations_per_second,
        done.findings.partition.communities(),
        number(&MODULARITY),
        number(&WITHIN_SHARE),
        number(&CHANCE),
        number(&HUB_OVERLAP),
        folder.display(),
    )
}

/// A run is analysed about so many times.
const SAMPLES: u64 = 200;

/// A simulation that has come to its end.
struct HeadlessRun {
    /// The simulation, at its end or at its last finite state.
    runner: Runner,
    /// Its state there.
    snapshot: Snapshot,
    /// What its weights are like there.
    findings: Findings,
    /// Quantities over time, the beginning and the end included.
    rows: Vec<Row>,
    /// The network over time, if it was to be recorded.
    recording: Option<Recording>,
}

impl HeadlessRun {
    /// Runs a scenario to its last iteration, or until it blows up, and records the network at so many
    /// moments if that is asked for. `progress` is told the iteration.
    fn of(opened: &Opened, moments: Option<usize>, progress: impl Fn(u64)) -> Self {
        let last = opened.scenario.run.iterations;
        let mut runner = Runner::of(opened).with_helpers();
        let mut recording = moments.map(|m| Recording::new(runner.neurons(), last, m));
        let samples = Cadence::about(SAMPLES, last);
        let recorded = recording.as_ref().map(|recording| recording.cadence);
        let mut journey = Journey::to(last, recorded.into_iter().chain([samples]));
        let mut analyst = Analyst::default();
        let mut rows = Vec::new();
        let mut go_on = |iteration| {
            progress(iteration);
            true
        };
        while let Ok(Some(stop)) = journey.next_stop(&mut runner, &mut go_on) {
            if let Some(recording) = &mut recording {
                recording.follow(&runner, &stop);
            }
            if stop.is(samples) && !stop.is_end {
                let findings = analyst.study(&runner.snapshot(runner.copy_weights()));
                record(&mut rows, &findings);
            }
        }
        let seconds = journey.stepping().as_secs_f64();
        let snapshot = Snapshot {
            iterations_per_second: match seconds {
                0.0 => 0.0,
                seconds => runner.iteration() as f64 / seconds,
            },
            ..runner.snapshot(runner.copy_weights())
        };
        let findings = analyst.study(&snapshot);
        record(&mut rows, &findings);
        Self {
            runner,
            snapshot,
            findings,
            rows,
            recording,
        }
    }
}

/// Adds the latest row. A blow-up may follow a sample within the same iteration, and then replaces it.
fn record(rows: &mut Vec<Row>, findings: &Findings) {
    let Some(&row) = findings.history.items().last() else {
        return;
    };
    rows.pop_if(|before| before.iteration == row.iteration);
    rows.push(row);
}
