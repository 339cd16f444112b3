//! Making or reading the samples of a task, and holding some of them out.

use std::path::Path;

use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::Xoshiro256PlusPlus};

use super::check::check;
use super::rows::{Labelled, Rows};
use super::{digits, spirals, table, teacher, xor};
use crate::model::{Layers, Loss, Samples};
use crate::scenario::definition::{Dataset, Scenario, Task};
use crate::scenario::error::{KeyLines, Problem, ScenarioError};
use crate::scenario::files::array::Fit;
use crate::scenario::files::arrays::read_array;

/// The samples of the task of a scenario, if it has one; a file that it names is looked for in
/// `base_dir`. Which samples are held out follows from the seed.
///
/// # Errors
/// When the task does not fit the network, or the file is not usable.
pub fn samples(
    scenario: &Scenario,
    base_dir: Option<&Path>,
) -> Result<Option<Samples>, ScenarioError> {
    load(scenario, "this scenario", &KeyLines::new(), base_dir)
}

/// As [`samples`], with what errors need.
pub(in crate::scenario) fn load(
    scenario: &Scenario,
    source: &str,
    lines: &KeyLines,
    folder: Option<&Path>,
) -> Result<Option<Samples>, ScenarioError> {
    check(scenario)
        .and_then(|()| build(scenario, folder))
        .map_err(|(key, problem)| ScenarioError::of_key(source, lines, key, problem))
}

fn build(
    scenario: &Scenario,
    folder: Option<&Path>,
) -> Result<Option<Samples>, (&'static str, Problem)> {
    let (Some(task), Some(layers)) = (&scenario.task, scenario.network.topology.layers()) else {
        return Ok(None);
    };
    let mut stream = stream(scenario.run.seed);
    let rules = &scenario.rules;
    let loss = rules.teaching.loss;
    let outputs = layers.outputs().len();
    let labelled = |labelled| with_targets(labelled, outputs, loss);
    let (inputs, targets) = match &task.dataset {
        Dataset::Xor => labelled(xor::labelled()),
        Dataset::TwoSpirals => labelled(spirals::labelled(task.samples)),
        Dataset::Digits => labelled(digits::labelled().map_err(|reason| {
            let problem = Problem::Unreadable { reason };
            ("task.dataset", problem)
        })?),
        Dataset::Teacher => {
            let (inputs, outputs) =
                teacher::imitable(layers, rules.activation, task.samples, &mut stream);
            (inputs, imitated(outputs, loss))
        }
        Dataset::File(path) => read_file(path, folder, layers, loss)?,
    };
    Ok(Some(split(inputs, targets, task, &mut stream)))
}

/// The random stream of the samples, apart from those of the model.
fn stream(seed: u64) -> Xoshiro256PlusPlus {
    const SAMPLES: u64 = u64::from_be_bytes(*b"samples ");
    Xoshiro256PlusPlus::seed_from_u64(seed ^ SAMPLES)
}

fn read_file(
    path: &str,
    folder: Option<&Path>,
    layers: &Layers,
    loss: Loss,
) -> Result<(Rows, Rows), (&'static str, Problem)> {
    let (inputs, targets) = (layers.inputs().len(), layers.outputs().len());
    read_array(path, folder, Fit::Samples { inputs, targets })
        .and_then(|array| table::split(&array, inputs, inputs + targets, loss))
        .map_err(|fault| {
            let path = path.to_owned();
            ("task.file", Problem::BadArray { path, fault })
        })
}

fn with_targets(labelled: Labelled, outputs: usize, loss: Loss) -> (Rows, Rows) {
    let target = |class: usize| target(class, outputs, loss);
    let targets = labelled.classes.into_iter().map(target).collect();
    (labelled.inputs, targets)
}

/// The target for a class: a single output is ±1; of several the one of the class is 1 and the
/// others are −1, or 0 where the targets are probabilities.
fn target(class: usize, outputs: usize, loss: Loss) -> Vec<f64> {
    let low = match loss {
        Loss::Squared => -1.0,
        Loss::CrossEntropy => 0.0,
    };
    let value = |is_on| if is_on { 1.0 } else { low };
    match outputs {
        1 => vec![value(class == 1)],
        _ => (0..outputs).map(|k| value(k == class)).collect(),
    }
}

/// The targets for a teacher's outputs: themselves, or which of them is largest.
fn imitated(outputs: Rows, loss: Loss) -> Rows {
    let chosen = |rates: Vec<f64>| {
        let ranked = rates.iter().enumerate();
        let most = ranked.max_by(|a, b| a.1.total_cmp(b.1));
        target(most.map_or(0, |(k, _)| k), rates.len(), loss)
    };
    match loss {
        Loss::Squared => outputs,
        Loss::CrossEntropy => outputs.into_iter().map(chosen).collect(),
    }
}

/// Puts the samples into the seeded order in which the first are learned and the last held out.
fn split(inputs: Rows, targets: Rows, task: &Task, stream: &mut Xoshiro256PlusPlus) -> Samples {
    let mut pairs: Vec<_> = inputs.into_iter().zip(targets).collect();
    pairs.shuffle(stream);
    let train = pairs.len() - held_out(pairs.len(), task.held_out);
    let (inputs, targets) = pairs.into_iter().unzip();
    Samples {
        inputs,
        targets,
        train,
    }
}

/// How many of `count` samples are held out: the share, rounded up, but at least one is learned.
fn held_out(count: usize, share: f64) -> usize {
    // 0.2 is a little more than a fifth; that must not cost a sample.
    const ROUNDING: f64 = 1e-9;
    let wanted = (count as f64 * share - ROUNDING).ceil().max(0.0) as usize;
    wanted.min(count.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_of_the_digits_is_360_and_one_sample_is_always_left_to_learn() {
        assert_eq!(held_out(1797, 0.2), 360);
        assert_eq!(held_out(100, 0.2), 20);
        assert_eq!(held_out(4, 0.0), 0);
        assert_eq!(held_out(4, 0.99), 3);
    }

    #[test]
    fn a_class_is_the_sign_of_one_output_or_one_of_several() {
        assert_eq!(target(0, 1, Loss::Squared), [-1.0]);
        assert_eq!(target(1, 1, Loss::Squared), [1.0]);
        assert_eq!(target(1, 3, Loss::Squared), [-1.0, 1.0, -1.0]);
        assert_eq!(target(2, 3, Loss::CrossEntropy), [0.0, 0.0, 1.0]);
    }
}
