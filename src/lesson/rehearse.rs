//! Runs a lesson without a window, doing what it asks of the learner, and sees whether all comes as it says.

use super::definition::{Choice, Expected, Lesson, Press, Step};
use super::rehearsal::{Rehearsal, StepReport};
use crate::engine::check::measured;
use crate::engine::condition::{Condition, Follower, Truth, Values};
use crate::engine::measures::{Measure, Measures};
use crate::engine::{Journey, Runner};
use crate::scenario::{check_text, with_overrides};

/// How often a condition is looked at within the iterations of a step, at least.
pub const LOOKS: u64 = 50;

/// The name of the scenario in errors.
const SCENARIO: &str = "the scenario of the lesson";

/// Runs a lesson with a seed in place of its own. `go_on` is told the step many times a second; once it says
/// no, the rehearsal is given up.
///
/// # Errors
/// When a scenario cannot be run at all, in words.
pub fn rehearse(
    lesson: &Lesson,
    seed: u64,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Option<Rehearsal>, String> {
    let mut steps = Vec::new();
    let mut stage = Stage {
        lesson,
        seed,
        runner: None,
    };
    for (index, step) in lesson.steps.iter().enumerate() {
        if !step.acts() {
            continue;
        }
        let Some(report) = stage.play(index, step, &mut || go_on(index))? else {
            return Ok(None);
        };
        steps.push(report);
    }
    Ok(Some(Rehearsal { seed, steps }))
}

/// The simulation of a lesson under way.
struct Stage<'a> {
    lesson: &'a Lesson,
    seed: u64,
    runner: Option<Runner>,
}

/// What was seen during a step: moments, counted in iterations since its beginning.
struct Seen {
    looks: Vec<(u64, Measures)>,
    held_before: bool,
    came_true: bool,
    trouble: Option<String>,
}

impl Stage<'_> {
    fn begun(&self, text: &str) -> Result<Runner, String> {
        let settings = [format!("run.seed={}", self.seed)];
        let text = with_overrides(text, SCENARIO, &settings).map_err(|error| error.to_string())?;
        let opened = check_text(&text, SCENARIO, self.lesson.base_dir.as_deref());
        Ok(Runner::of(&opened.map_err(|error| error.to_string())?))
    }

    /// Plays one step; `None` if that was given up.
    fn play(
        &mut self,
        index: usize,
        step: &Step,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Option<StepReport>, String> {
        let mut runner = match self.runner.take().filter(|_| !step.begins) {
            Some(mut runner) => {
                runner.set_rules(step.scenario.rules);
                runner
            }
            None => self.begun(&step.scenario_text)?,
        };
        let wanted = step.measures();
        let Some(seen) = self.run(step, &mut runner, &wanted, go_on)? else {
            return Ok(None);
        };
        let last = seen.looks.last().map(|(_, last)| *last).unwrap_or_default();
        self.runner = Some(runner);
        Ok(Some(StepReport {
            step: index,
            iterations: seen.looks.last().map_or(0, |(iterations, _)| *iterations),
            values: wanted
                .iter()
                .map(|measure| (*measure, last.get(measure)))
                .collect(),
            faults: faults(step, &seen),
        }))
    }

    fn run(
        &self,
        step: &Step,
        runner: &mut Runner,
        wanted: &[&'static Measure],
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Seen>, String> {
        let begun = runner.iteration();
        let mut follower = step.until.as_ref().map(Follower::of);
        let mut look = |runner: &Runner| -> Result<(Measures, bool), String> {
            let measures = measured(runner, wanted)?;
            let truth = follower
                .as_mut()
                .map(|f| f.see(runner.iteration(), Values::of(&measures)));
            Ok((measures, truth == Some(Truth::Holds)))
        };
        let (first, held_before) = look(runner)?;
        let mut seen = Seen {
            looks: vec![(0, first)],
            held_before,
            came_true: false,
            trouble: None,
        };
        self.act_as_learner(step, runner)?;
        for press in &step.presses {
            // What blows up is told below.
            let _ = match press {
                Press::Step => runner.step(),
                Press::Tick(clock) => runner.tick(*clock),
            };
        }
        let stride = step.within.div_ceil(LOOKS).max(1);
        loop {
            let made = runner.iteration() - begun;
            if made > 0 || !step.presses.is_empty() || !step.yours.is_empty() {
                let (measures, holds) = look(runner)?;
                seen.looks.push((made, measures));
                seen.came_true |= holds;
            }
            seen.trouble = runner.blow_up().map(|blow_up| blow_up.to_string());
            if seen.came_true || made >= step.within || seen.trouble.is_some() {
                return Ok(Some(seen));
            }
            let next = begun + (made / stride * stride + stride).min(step.within);
            let journey = Journey::to(next, []);
            if journey.run_out(runner, &mut |_| go_on()).is_err() {
                return Ok(None);
            }
        }
    }

    /// Changes what the learner is asked to change. What acts only with a new beginning begins anew, as it asks
    /// in the window.
    fn act_as_learner(&self, step: &Step, runner: &mut Runner) -> Result<(), String> {
        if step.yours.is_empty() {
            return Ok(());
        }
        let text = with_overrides(&step.scenario_text, SCENARIO, &step.yours);
        let text = text.map_err(|error| error.to_string())?;
        let changed = check_text(&text, SCENARIO, self.lesson.base_dir.as_deref());
        let changed = changed.map_err(|error| error.to_string())?.scenario;
        match (&changed.network, &changed.task) == (&step.scenario.network, &step.scenario.task) {
            true => runner.set_rules(changed.rules),
            false => *runner = self.begun(&text)?,
        }
        Ok(())
    }
}

/// What did not come as the step says.
fn faults(step: &Step, seen: &Seen) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(trouble) = &seen.trouble {
        faults.push(format!("the simulation stopped: {trouble}"));
    }
    if let Some(until) = &step.until {
        if seen.held_before {
            faults.push(format!("“{until}” holds before anything has happened"));
        } else if !seen.came_true {
            faults.push(format!(
                "“{until}” did not come true within {} iterations",
                step.within
            ));
        }
    }
    let last = seen.looks.last().map(|(_, last)| *last).unwrap_or_default();
    match step.question.as_ref().map(|question| &question.expected) {
        Some(Expected::Choice { options, right }) => {
            faults.extend(wrong_choices(options, *right, &last))
        }
        Some(Expected::Estimate {
            measure,
            right: [low, high],
            ..
        }) => match last.get(measure) {
            Some(value) if (*low..=*high).contains(&value) => {}
            value => faults.push(format!(
                "{} ended at {}, not between {low} and {high}",
                measure.short_key(),
                words(value)
            )),
        },
        Some(Expected::Curve {
            measure,
            right,
            tolerance,
            ..
        }) => {
            for [at, expected] in right {
                let value = value_at(&seen.looks, measure, *at);
                if value.is_none_or(|value| (value - expected).abs() > *tolerance) {
                    faults.push(format!(
                        "{} was {} at iteration {at} of the step, not within {tolerance} of {expected}",
                        measure.short_key(),
                        words(value)
                    ));
                }
            }
        }
        None => {}
    }
    faults
}

/// What choices say of the end that is not so.
fn wrong_choices(options: &[Choice], right: usize, end: &Measures) -> Vec<String> {
    let truth = |when: &Condition| when.look(Values::of(end));
    let each = options.iter().enumerate();
    let faults = each.filter_map(|(index, option)| {
        let when = option.when.as_ref()?;
        let values = when.measures().into_iter();
        let values =
            values.map(|measure| format!("{} {}", measure.short_key(), words(end.get(measure))));
        let values = values.collect::<Vec<_>>().join(", ");
        match (truth(when), index == right) {
            (Truth::Holds, true) | (Truth::Fails | Truth::Undefined, false) => None,
            (_, true) => Some(format!(
                "the answer “{}” is marked as right, but “{when}” is not so ({values})",
                option.says
            )),
            (_, false) => Some(format!(
                "the answer “{}” is marked as wrong, but “{when}” is so ({values})",
                option.says
            )),
        }
    });
    faults.collect()
}

/// A measure at some iteration of a step, between the moments at which it was looked at.
fn value_at(looks: &[(u64, Measures)], measure: &Measure, at: f64) -> Option<f64> {
    let points = looks
        .iter()
        .filter_map(|(then, found)| Some([*then as f64, found.get(measure)?]));
    let points: Vec<[f64; 2]> = points.collect();
    let after = points.iter().position(|[then, _]| *then >= at);
    match after {
        None => points.last().map(|[_, value]| *value),
        Some(0) => Some(points[0][1]),
        Some(index) => {
            let ([from, a], [to, b]) = (points[index - 1], points[index]);
            Some(a + (b - a) * (at - from) / (to - from).max(1e-12))
        }
    }
}

fn words(value: Option<f64>) -> String {
    value.map_or_else(|| "undefined".to_owned(), |value| format!("{value:.3}"))
}
