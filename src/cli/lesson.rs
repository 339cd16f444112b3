//! `accordance lesson`: does a lesson go as it says, for whoever takes it?

use std::path::{Path, PathBuf};

use clap::{Args, value_parser};

use super::source::whole_number;
use super::{CliError, Outcome, progress};
use crate::export::Painter;
use crate::export::sweep::chart::short;
use crate::lesson::{self, Lesson, LessonError, Rehearsal, StepReport, rehearse};
use crate::scenario::{SEED, nearest_word};
use crate::storage::quoted;

/// The exit code when a lesson does not go as it says.
const NOT_SO: u8 = 1;

/// What `accordance lesson` is asked for.
#[derive(Debug, Args)]
pub struct LessonArguments {
    /// Lesson files, or the file names of built-in lessons
    #[arg(value_name = "LESSON.md", required = true)]
    lessons: Vec<PathBuf>,
    /// In how many seeds to run each
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = value_parser!(u64).range(1..=1000))]
    seeds: u64,
    /// The first seed, instead of that of the lesson's scenario
    #[arg(long, value_name = "S", value_parser = whole_number())]
    seed: Option<u64>,
    /// Show no progress, and say nothing unless something is wrong
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn lesson(
    arguments: &LessonArguments,
    painter: &dyn Painter,
) -> Result<Outcome, CliError> {
    let (mut output, mut all_sound) = (String::new(), true);
    for path in &arguments.lessons {
        let lesson = find(path)?;
        let wrong_names = wrong_names(&lesson, painter);
        let rehearsals = arguments.rehearsed(&lesson)?;
        let sound = wrong_names.is_empty() && rehearsals.iter().all(Rehearsal::is_sound);
        all_sound &= sound;
        if !sound || !arguments.quiet {
            output += &report(&lesson, &wrong_names, &rehearsals);
        }
    }
    Ok(Outcome {
        output,
        exit_code: if all_sound { 0 } else { NOT_SO },
        ..Outcome::default()
    })
}

/// The file of this name or, if there is none, the built-in lesson.
fn find(path: &Path) -> Result<Lesson, CliError> {
    let built_in = path.to_str().and_then(lesson::lesson);
    let found = match built_in.filter(|_| !path.exists()) {
        Some(built_in) => built_in.open().cloned().map_err(LessonError::clone),
        None if path.exists() => lesson::open(path),
        None => {
            let names = lesson::lessons().iter().map(|lesson| lesson.file_name);
            return Err(CliError::Refused(format!(
                "{} is neither a lesson file nor a built-in lesson; those are {}",
                path.display(),
                names.collect::<Vec<_>>().join(", ")
            )));
        }
    };
    found.map_err(|error| CliError::Refused(error.to_string()))
}

impl LessonArguments {
    fn rehearsed(&self, lesson: &Lesson) -> Result<Vec<Rehearsal>, CliError> {
        let own = lesson
            .steps
            .first()
            .map_or(1, |step| step.scenario.run.seed);
        let first = self.seed.unwrap_or(own);
        let last = first.saturating_add(self.seeds - 1);
        if last as f64 > SEED.limits.max {
            let why = format!("there are not {} seeds from {first} on", self.seeds);
            return Err(CliError::Refused(why));
        }
        let bar = progress::steps_bar(self.quiet, self.seeds * lesson.steps.len() as u64);
        let seeds = (first..=last).enumerate();
        let each = seeds.map(|(index, seed)| {
            let done = index * lesson.steps.len();
            let mut told = |step: usize| {
                bar.set_position((done + step) as u64);
                true
            };
            let rehearsal = rehearse(lesson, seed, &mut told).map_err(CliError::Refused)?;
            rehearsal.ok_or_else(|| CliError::Refused("the lesson was given up".to_owned()))
        });
        let rehearsals = each.collect();
        bar.finish_and_clear();
        rehearsals
    }
}

/// What a lesson points at or shows that no window has, in words; nothing where no window is known.
fn wrong_names(lesson: &Lesson, painter: &dyn Painter) -> Vec<String> {
    let (names, views) = (painter.names(), painter.views());
    if names.is_empty() {
        return Vec::new();
    }
    let keys: Vec<&str> = views.into_iter().map(|(key, _)| key).collect();
    let meant = |all: &[&'static str], name: &str| {
        let meant = nearest_word(all.iter().copied(), name);
        meant.map_or_else(String::new, |meant| format!("; did you mean {meant:?}?"))
    };
    let mut wrong = Vec::new();
    for (index, step) in lesson.steps.iter().enumerate() {
        let number = index + 1;
        let unknown = step
            .points
            .iter()
            .filter(|name| !names.contains(&name.as_str()));
        wrong.extend(unknown.map(|name| {
            let meant = meant(&names, name);
            format!(
                "step {number} points at {}, which no window has{meant}",
                quoted(name)
            )
        }));
        let unknown = step
            .shown
            .views
            .iter()
            .filter(|key| !keys.contains(&key.as_str()));
        wrong.extend(unknown.map(|key| {
            let meant = meant(&keys, key);
            format!(
                "step {number} shows {}, which is no view{meant}",
                quoted(key)
            )
        }));
    }
    wrong
}

/// A lesson and its steps, a line each.
fn report(lesson: &Lesson, wrong_names: &[String], rehearsals: &[Rehearsal]) -> String {
    let steps = lesson.steps.len();
    let mut text = format!(
        "{}: {steps} steps, about {} minutes\n",
        lesson.title, lesson.minutes
    );
    for wrong in wrong_names {
        text += &format!("  ✗ {wrong}\n");
    }
    let of_first = rehearsals.first().map_or(&[][..], |first| &first.steps);
    for (index, first) in of_first.iter().enumerate() {
        let of_seeds: Vec<(u64, &StepReport)> = rehearsals
            .iter()
            .filter_map(|rehearsal| Some((rehearsal.seed, rehearsal.steps.get(index)?)))
            .collect();
        text += &line(&first.name(lesson), &of_seeds);
    }
    text
}

/// "✓ 3 “Fast”: 3 of 3 seeds (hub_overlap 0.1 to 0.2)", and what was wrong with which seed.
fn line(name: &str, of_seeds: &[(u64, &StepReport)]) -> String {
    let sound = of_seeds
        .iter()
        .filter(|(_, report)| report.faults.is_empty())
        .count();
    let all = of_seeds.len();
    let mark = if sound == all { '✓' } else { '✗' };
    let mut text = format!(
        "  {mark} {name}: {sound} of {all} seeds{}\n",
        values(of_seeds)
    );
    for (seed, report) in of_seeds {
        for fault in &report.faults {
            text += &format!("      seed {seed}: {fault}\n");
        }
    }
    text
}

/// " (hub_overlap 0.1 to 0.2, after 300 to 400 iterations)"
fn values(of_seeds: &[(u64, &StepReport)]) -> String {
    let range = |values: Vec<f64>| -> Option<String> {
        let least = values.iter().copied().reduce(f64::min)?;
        let most = values.iter().copied().reduce(f64::max)?;
        Some(match short(least) == short(most) {
            true => short(least),
            false => format!("{} to {}", short(least), short(most)),
        })
    };
    let Some((_, first)) = of_seeds.first() else {
        return String::new();
    };
    let measures = first
        .values
        .iter()
        .enumerate()
        .map(|(index, (measure, _))| {
            let found = of_seeds
                .iter()
                .filter_map(|(_, report)| report.values.get(index)?.1);
            let found = range(found.collect()).unwrap_or_else(|| "undefined".to_owned());
            format!("{} {found}", measure.short_key())
        });
    let iterations = of_seeds.iter().map(|(_, report)| report.iterations as f64);
    let after = range(iterations.collect()).filter(|after| after != "0");
    let after = after.map(|after| format!("after {after} iterations"));
    let parts: Vec<String> = measures.chain(after).collect();
    match parts.as_slice() {
        [] => String::new(),
        parts => format!(" ({})", parts.join(", ")),
    }
}
