//! `accordance sweep`: many runs of a scenario, on all cores or on many machines, into one folder that a
//! killed program can go on with.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clap::{Args, value_parser};

use super::source::whole_number;
use super::{CliError, Outcome, find, progress};
use crate::engine::all_cores;
use crate::engine::sweep::{Axis, Controls, Design, Plan, RunResult, Sweep, Work, summarise};
use crate::export::sweep::chart::falls_in_words;
use crate::export::sweep::{Joined, PlanFile, Shard, SweepFolder, join};

/// How often the progress bar moves.
const BAR_INTERVAL: Duration = Duration::from_millis(100);

/// What `accordance sweep` is asked for.
#[derive(Debug, Args)]
pub struct SweepArguments {
    /// Scenario file, or the file name of a built-in preset
    #[arg(
        value_name = "SCENARIO.toml",
        required_unless_present = "merge",
        conflicts_with = "merge"
    )]
    scenario: Option<PathBuf>,
    /// What to vary: KEY=FROM:TO:lin|log:COUNT or KEY=V1,V2,…, also the words of a choice; twice for a map,
    /// or for a curve for each word
    #[arg(
        long,
        value_name = "KEY=VALUES",
        required_unless_present = "merge",
        conflicts_with = "merge"
    )]
    vary: Vec<String>,
    /// Runs at each value, with the seed of the scenario, the next, and so on
    #[arg(long, value_name = "S", default_value_t = 4, conflicts_with = "merge")]
    seeds: usize,
    /// Iterations of each run, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = whole_number(), conflicts_with = "merge")]
    iterations: Option<u64>,
    /// Change any value of the scenario first, such as network.neurons=100; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE", conflicts_with = "merge")]
    settings: Vec<String>,
    /// Let all seeds begin with the network of the first, so that their communities can be compared
    #[arg(long, conflicts_with = "merge")]
    same_network: bool,
    /// What to compare each run with: no-return, random, shuffled, rewired [default: no-return,rewired]
    #[arg(long, value_name = "WORDS", conflicts_with = "merge")]
    controls: Option<String>,
    /// Compare the runs with nothing; takes half the time of the default
    #[arg(long, conflicts_with_all = ["merge", "controls"])]
    no_controls: bool,
    /// Threads to use [default: one for each core]
    #[arg(long, value_name = "T", value_parser = value_parser!(u64).range(1..=1024), conflicts_with = "merge")]
    threads: Option<u64>,
    /// Make only part K of N of the runs, with 1 ≤ K ≤ N
    #[arg(long, value_name = "K/N", conflicts_with_all = ["merge", "force"])]
    shard: Option<String>,
    /// Join the shards in these folders instead, which may be one
    #[arg(long, value_name = "DIR", num_args = 1..)]
    merge: Vec<PathBuf>,
    /// Folder for the results; it is made if its parent exists. A sweep that is in it already goes on
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace another sweep in DIR; other files in it stay
    #[arg(long)]
    force: bool,
    /// Show no progress, and say nothing unless something is wrong
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn sweep(arguments: &SweepArguments) -> Result<Outcome, CliError> {
    match &arguments.scenario {
        Some(scenario) => arguments.run(scenario),
        None => arguments.join(),
    }
}

impl SweepArguments {
    fn run(&self, scenario: &Path) -> Result<Outcome, CliError> {
        let shard = self.shard.as_deref().map(str::parse::<Shard>).transpose();
        let shard = shard.map_err(|why| CliError::Refused(format!("--shard: {why}")))?;
        let (plan, file) = self.plan(scenario)?;
        let folder = SweepFolder::prepare(&self.out, plan, file, self.force)?;
        if let Some(shard) = shard {
            folder.note_shard(shard)?;
        }
        let todo = folder.missing(shard);
        let (made, folder) = (todo.len(), Arc::new(folder));
        self.make(&folder, todo)?;
        self.report(&folder, shard, made)
    }

    /// What is asked for, checked.
    fn plan(&self, scenario: &Path) -> Result<(Plan, PlanFile), CliError> {
        let source = find(scenario)?;
        let iterations = self.iterations.map(|n| format!("run.iterations={n}"));
        let settings: Vec<String> = self.settings.iter().cloned().chain(iterations).collect();
        let opened = source.open(&settings)?;
        let axis = |text: &String| {
            let axis = text.parse::<Axis>();
            axis.map_err(|error| CliError::Refused(format!("--vary {text}: {error}")))
        };
        let axes: Result<Vec<Axis>, CliError> = self.vary.iter().map(axis).collect();
        let controls = match &self.controls {
            _ if self.no_controls => Controls::NONE,
            None => Controls::default(),
            Some(words) => words
                .parse()
                .map_err(|error| CliError::Refused(format!("--controls {words}: {error}")))?,
        };
        let plan = Plan::new(Design {
            scenario: opened.scenario,
            base_dir: source.folder(),
            axes: axes?,
            seeds: self.seeds,
            same_network: self.same_network,
            controls,
        })?;
        let file = PlanFile::of(&plan, &opened.text)?;
        Ok((plan, file))
    }

    /// Makes runs, each of which is on the disk as soon as it is done.
    fn make(&self, folder: &Arc<SweepFolder>, todo: Vec<usize>) -> Result<(), CliError> {
        if todo.is_empty() {
            return Ok(());
        }
        let failure: Arc<Mutex<Option<CliError>>> = Arc::default();
        let (to, noted) = (Arc::clone(folder), Arc::clone(&failure));
        let deliver = move |result: &RunResult| match keep(&to, result) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
                noted.get_or_insert(error);
                ControlFlow::Break(())
            }
        };
        let work = Work {
            runs: todo,
            threads: self
                .threads
                .map_or_else(all_cores, |threads| threads as usize),
            deliver: Box::new(deliver),
            wake: Arc::new(|| {}),
        };
        let refused = |error| CliError::Refused(format!("no threads can be started: {error}"));
        let sweep = Sweep::with(folder.plan().clone(), work).map_err(refused)?;
        let bar = progress::runs_bar(self.quiet);
        while !sweep.wait(BAR_INTERVAL) {
            progress::show(&bar, &sweep.progress());
        }
        bar.finish_and_clear();
        let failed = failure
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        failed.map_or(Ok(()), Err)
    }

    /// Writes tables and figure if every run is there, and says what there is.
    fn report(
        &self,
        folder: &SweepFolder,
        shard: Option<Shard>,
        made: usize,
    ) -> Result<Outcome, CliError> {
        let place = self.out.display();
        match (folder.finish()?, shard) {
            (Ok(results), _) => Ok(self.finished(folder.plan(), &results, Some(made))),
            (Err(missing), Some(shard)) if !missing.iter().any(|&run| shard.has(run)) => {
                let others = missing.len();
                let told = format!(
                    "shard {shard} is complete in {place}; {others} runs of other shards are not there\n"
                );
                Ok(Outcome::success(told, self.quiet))
            }
            (Err(missing), _) => Err(CliError::Refused(format!(
                "{} runs are not there although they were made; run the command again",
                missing.len()
            ))),
        }
    }

    fn join(&self) -> Result<Outcome, CliError> {
        match join(&self.merge, &self.out, self.force)? {
            Joined::Complete(plan, results) => Ok(self.finished(&plan, &results, None)),
            Joined::Incomplete(told) => Err(CliError::Refused(told)),
        }
    }

    /// What there is to say about a sweep that is complete; `made` runs are new.
    fn finished(&self, plan: &Plan, results: &[Arc<RunResult>], made: Option<usize>) -> Outcome {
        let runs = results.len();
        let before = match made.map(|made| runs - made) {
            None | Some(0) => String::new(),
            Some(before) => format!(" ({before} were there already)"),
        };
        let place = self.out.display();
        let mut told = format!("{runs} runs{before}; tables and figure in {place}\n");
        let all: Vec<_> = results.iter().cloned().map(Some).collect();
        for sentence in falls_in_words(plan, &summarise(plan, &all)) {
            told += &format!("{sentence}\n");
        }
        let failed = results.iter().filter(|result| !result.counts());
        let reasons: Vec<&str> = failed
            .map(|r| r.blow_up.as_deref().or(r.trouble.as_deref()).unwrap_or(""))
            .collect();
        let warning = reasons.first().map(|first| {
            let count = reasons.len();
            format!("{count} of {runs} runs do not count in the means; in the first, {first}")
        });
        Outcome {
            warning,
            ..Outcome::success(told, self.quiet)
        }
    }
}

/// Puts a run into the folder, unless nothing came of it.
fn keep(folder: &SweepFolder, result: &RunResult) -> Result<(), CliError> {
    if result.is_void() {
        let (run, trouble) = (result.run, result.trouble.clone().unwrap_or_default());
        return Err(CliError::Refused(format!(
            "run {run:05} could not be made: {trouble}; the others that were done are kept"
        )));
    }
    Ok(folder.put(result)?)
}
