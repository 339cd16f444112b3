//! `accordance run`: one scenario, without a window, into a folder of results.

use std::path::{Path, PathBuf};

use clap::builder::RangedU64ValueParser;
use clap::{Args, value_parser};

use super::course::Course;
use super::{CliError, Outcome, find, progress};
use crate::export::{Origin, Results, ResultsFolder};

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
    let course = Course::run(&opened, |iteration| bar.set_position(iteration));
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
    folder.fill(|folder| results.write(folder))?;
    Ok(outcome(&course, &arguments.out, arguments.quiet))
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
    let structure = &course.findings.structure;
    let number = |value: Option<f64>| value.map_or("undefined".to_owned(), |v| format!("{v:.3}"));
    format!(
        "{} iterations at {:.0} per second: {} communities, Q {}, within share {} ({} by chance), hub overlap {}\nresults in {}\n",
        course.snapshot.iteration,
        course.snapshot.iterations_per_second,
        structure.communities,
        number(structure.q),
        number(structure.within_share),
        number(structure.chance),
        number(structure.hub_overlap),
        folder.display(),
    )
}
