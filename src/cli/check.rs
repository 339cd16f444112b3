//! `accordance check`: is what scenarios claim of themselves so?

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, value_parser};

use super::source::whole_number;
use super::{CliError, Outcome, find, progress};
use crate::engine::all_cores;
use crate::engine::check::{
    Check, CheckPlan, SeedVerdict, Seeds, Stated, Subject, Verdict, verdicts,
};
use crate::engine::condition::Truth;
use crate::engine::measures::Measure;
use crate::export::sweep::chart::short;

/// The exit code when a claim does not hold.
const NOT_SO: u8 = 1;
/// How often the progress bar moves.
const BAR_INTERVAL: Duration = Duration::from_millis(100);

/// What `accordance check` is asked for.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Scenario files, or the file names of built-in presets
    #[arg(value_name = "SCENARIO.toml", required = true)]
    scenarios: Vec<PathBuf>,
    /// In how many seeds to look, instead of what each claim says
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1000))]
    seeds: Option<u64>,
    /// The first seed, instead of the scenario's
    #[arg(long, value_name = "S", value_parser = whole_number())]
    seed: Option<u64>,
    /// Threads to use [default: one for each core]
    #[arg(long, value_name = "T", value_parser = value_parser!(u64).range(1..=1024))]
    threads: Option<u64>,
    /// Show no progress, and say nothing unless a claim does not hold
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn check(arguments: &CheckArguments) -> Result<Outcome, CliError> {
    let (mut names, mut subjects) = (Vec::new(), Vec::new());
    for scenario in &arguments.scenarios {
        let source = find(scenario)?;
        let (opened, claims) = source.open_with_claims(&[])?;
        names.push(format!("{} ({})", opened.scenario.name, source.file_name()));
        let base_dir = source.folder();
        subjects.push(Subject { base_dir, claims });
    }
    let seeds = Seeds {
        first: arguments.seed,
        count: arguments.seeds,
    };
    let plan = CheckPlan::new(subjects, seeds).map_err(CliError::Refused)?;
    let check = arguments.carry_out(plan)?;
    let Some(found) = verdicts(check.plan(), &check.logs()) else {
        let why = "some runs were not made; run the command again";
        return Err(CliError::Refused(why.to_owned()));
    };
    let mut output = String::new();
    let mut all_hold = true;
    let of_each = names.iter().zip(check.plan().subjects()).zip(&found);
    for ((name, subject), verdicts) in of_each {
        let holds = verdicts.iter().all(Verdict::holds);
        all_hold &= holds;
        if !holds || !arguments.quiet {
            output += &report(name, &subject.claims, verdicts);
        }
    }
    Ok(Outcome {
        output,
        exit_code: if all_hold { 0 } else { NOT_SO },
        ..Outcome::default()
    })
}

impl CheckArguments {
    /// Makes all runs.
    fn carry_out(&self, plan: CheckPlan) -> Result<Check, CliError> {
        let refused = |error| CliError::Refused(format!("no threads can be started: {error}"));
        let threads = self
            .threads
            .map_or_else(all_cores, |threads| threads as usize);
        let check = Check::start(plan, threads, Arc::new(|| {})).map_err(refused)?;
        let bar = progress::runs_bar(self.quiet);
        while !check.wait(BAR_INTERVAL) {
            progress::show(&bar, &check.progress());
        }
        bar.finish_and_clear();
        Ok(check)
    }
}

/// A scenario and its claims, a line each.
fn report(name: &str, claims: &[Stated], verdicts: &[Verdict]) -> String {
    if claims.is_empty() {
        return format!("{name} claims nothing.\n");
    }
    let lines = claims.iter().zip(verdicts).map(|(s, v)| line(s, v));
    format!("{name}\n{}", lines.collect::<String>())
}

/// "✓ Several communities: 8 of 8 seeds (communities 3 to 6)"
fn line(stated: &Stated, verdict: &Verdict) -> String {
    let (held, all, needed) = (verdict.held(), verdict.seeds.len(), verdict.needed);
    let (mark, needs) = match verdict.holds() {
        true => ('✓', String::new()),
        false => ('✗', format!(", needs {needed}")),
    };
    let says = stated.claim.says.trim().trim_end_matches('.');
    let (with, values) = (with(stated), values(stated, verdict));
    let failed = failures(stated, verdict);
    format!("  {mark} {says}{with}: {held} of {all} seeds{needs} ({values}){failed}\n")
}

/// " (with plasticity.pruning = 0.5)"
fn with(stated: &Stated) -> String {
    let pairs = stated.claim.with.iter();
    let pairs: Vec<String> = pairs
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    match pairs.as_slice() {
        [] => String::new(),
        pairs => format!(" (with {})", pairs.join(", ")),
    }
}

/// "communities 3 to 6, mean communities 4.2"
fn values(stated: &Stated, verdict: &Verdict) -> String {
    let condition = &stated.condition;
    let ranges = condition.measures().into_iter();
    let ranges = ranges.map(|measure| range(measure, verdict));
    let means = condition.means().into_iter().map(|measure| {
        let mean = verdict.means.get(measure).map(short);
        format!("mean {}", value(measure, mean))
    });
    ranges.chain(means).collect::<Vec<_>>().join(", ")
}

/// "; not with seeds 2 (communities 1), 5 (communities 2)". Where only means count, no seed has failed.
fn failures(stated: &Stated, verdict: &Verdict) -> String {
    let tells = |seed: &&SeedVerdict| stated.condition.tells_runs_apart() || seed.trouble.is_some();
    let failed = verdict
        .seeds
        .iter()
        .filter(|seed| seed.truth != Truth::Holds);
    let failed = failed.filter(tells).map(|seed| failure(stated, seed));
    let failed: Vec<String> = failed.collect();
    match failed.as_slice() {
        [] => String::new(),
        [seed] => format!("; not with seed {seed}"),
        seeds => format!("; not with seeds {}", seeds.join(", ")),
    }
}

/// "communities 3 to 6"
fn range(measure: &'static Measure, verdict: &Verdict) -> String {
    let values = verdict
        .seeds
        .iter()
        .filter_map(|seed| seed.measures.get(measure));
    let ends = values.fold(None, |ends: Option<(f64, f64)>, value| {
        let (least, most) = ends.unwrap_or((value, value));
        Some((least.min(value), most.max(value)))
    });
    let ends = ends.map(|(least, most)| match short(least) == short(most) {
        true => short(least),
        false => format!("{} to {}", short(least), short(most)),
    });
    value(measure, ends)
}

/// "5 (communities 1)"
fn failure(stated: &Stated, seed: &SeedVerdict) -> String {
    let values = || {
        let values = stated.values(&seed.measures).into_iter();
        let values = values.map(|(measure, found)| value(measure, found.map(short)));
        values.collect::<Vec<_>>().join(", ")
    };
    let why = seed.trouble.clone().unwrap_or_else(values);
    format!("{} ({why})", seed.seed)
}

fn value(measure: &Measure, value: Option<String>) -> String {
    let value = value.as_deref().unwrap_or("undefined");
    format!("{} {value}", measure.short_key())
}
