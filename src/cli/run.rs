//! `accordance run`: one scenario, without a window, into a folder of results.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, RangedU64ValueParser, TypedValueParser};
use clap::{Args, value_parser};

use super::course::Course;
use super::{CliError, Outcome, find, progress};
use crate::engine::measures::{CHANCE, HUB_OVERLAP, MODULARITY, Measure, WITHIN_SHARE};
use crate::export::{
    ExportError, FRAMES, MOST_FRAMES, NetworkFile, NetworkFormat, Origin, Results, ResultsFolder,
};
use crate::scenario::Opened;

/// The exit code when the simulation blew up. Its results are written all the same.
pub(super) const BLEW_UP: u8 = 3;

/// What `accordance run` is asked for.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Scenario file, or the file name of a built-in preset
    #[arg(value_name = "SCENARIO.toml")]
    scenario: PathBuf,
    /// Folder for the results; it is made if its parent exists
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Iterations to make, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = whole_number())]
    iterations: Option<u64>,
    /// Seed of all randomness, instead of the scenario's
    #[arg(long, value_name = "S", value_parser = whole_number())]
    seed: Option<u64>,
    /// Change any value of the scenario, such as plasticity.learning_rate=0.3; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
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

/// Whole numbers as far as TOML has them.
pub(super) fn whole_number() -> RangedU64ValueParser {
    value_parser!(u64).range(..=i64::MAX as u64)
}

/// The formats that are not written in any case.
fn network_format() -> impl TypedValueParser<Value = NetworkFormat> {
    let others = |format: &NetworkFormat| *format != NetworkFormat::Npy;
    let names = NetworkFormat::ALL.into_iter().filter(others);
    PossibleValuesParser::new(names.map(NetworkFormat::key))
        .try_map(|name| NetworkFormat::from_key(&name).ok_or("no such format"))
}

impl RunArguments {
    /// All changes to the scenario, those with an option of their own last.
    fn all_settings(&self) -> Vec<String> {
        let iterations = self.iterations.map(|n| format!("run.iterations={n}"));
        let seed = self.seed.map(|s| format!("run.seed={s}"));
        let settings = self.settings.iter().cloned();
        settings.chain(iterations).chain(seed).collect()
    }
}

pub(super) fn run(arguments: &RunArguments) -> Result<Outcome, CliError> {
    let source = find(&arguments.scenario)?;
    let opened = source.open(&arguments.all_settings())?;
    let folder = ResultsFolder::reserve(&arguments.out, arguments.force)?;

    let bar = progress::bar(opened.scenario.run.iterations, arguments.quiet);
    let over_time = arguments.also.contains(&NetworkFormat::DynamicGexf);
    let moments = over_time.then_some(arguments.frames as usize);
    let course = Course::run(&opened, moments, |iteration| bar.set_position(iteration));
    bar.finish_and_clear();

    let results = Results {
        origin: Origin {
            scenario: &opened.scenario,
            text: &opened.text,
            file_name: &source.file_name(),
        },
        runner: &course.runner,
        snapshot: &course.snapshot,
        findings: &course.findings,
        rows: &course.rows,
    };
    folder.fill(|folder| {
        results.write(folder)?;
        write_network(&opened, &course, &arguments.also, folder)
    })?;
    Ok(outcome(&course, &arguments.out, arguments.quiet))
}

/// Writes the network in each of these formats.
fn write_network(
    opened: &Opened,
    course: &Course,
    formats: &[NetworkFormat],
    folder: &Path,
) -> Result<(), ExportError> {
    if formats.is_empty() {
        return Ok(());
    }
    let (name, toml) = (&opened.scenario.name, &opened.text);
    let colours = &course.findings.colours;
    let network = NetworkFile::of(name, toml, course.runner.copy_network(), colours);
    for format in formats {
        let path = folder.join(format.file_name());
        match (&course.recording, format) {
            (Some(recording), NetworkFormat::DynamicGexf) => {
                recording.write(name, toml, &path, &|| true)?;
            }
            _ => network.write(*format, &path, &|| true)?,
        }
    }
    Ok(())
}

fn outcome(course: &Course, folder: &Path, quiet: bool) -> Outcome {
    let trouble = course.findings.trouble.clone();
    let (warning, exit_code) = match course.snapshot.blow_up {
        Some(blow_up) => {
            let told = format!("{blow_up}; the results are those of the last finite state");
            (Some(told), BLEW_UP)
        }
        None => (trouble, 0),
    };
    Outcome {
        output: if quiet {
            String::new()
        } else {
            report(course, folder)
        },
        warning,
        exit_code,
    }
}

fn report(course: &Course, folder: &Path) -> String {
    let number = |measure: &Measure| {
        let value = course.findings.measures.get(measure);
        value.map_or("undefined".to_owned(), |v| format!("{v:.3}"))
    };
    format!(
        "{} iterations at {:.0} per second: {} communities, Q {}, within share {} ({} by chance), hub overlap {}\nresults in {}\n",
        course.snapshot.iteration,
        course.snapshot.iterations_per_second,
        course.findings.partition.communities(),
        number(&MODULARITY),
        number(&WITHIN_SHARE),
        number(&CHANCE),
        number(&HUB_OVERLAP),
        folder.display(),
    )
}
