//! Whether a task fits its network; making or reading its samples, and holding some of them out.

use std::path::Path;

use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::Xoshiro256PlusPlus};

use super::labelled::{Labelled, PIXELS, digits, two_spirals, xor};
use super::teacher::imitable;
use crate::model::{Layers, Loss, Names, Samples};
use crate::scenario::definition::{Dataset, Scenario};
use crate::scenario::error::{ArrayFault, KeyProblem, Problem};
use crate::scenario::files::array::Fit;
use crate::scenario::files::arrays::read_array;

/// The key and the broken rule, if the task of a scenario does not fit its network.
pub(crate) fn check(scenario: &Scenario) -> Result<(), KeyProblem> {
    let Some(task) = &scenario.task else {
        return Ok(());
    };
    let Some(layers) = scenario.network.topology.layers() else {
        let needed = "network.layers".to_owned();
        return Err(("task.dataset", Problem::Needs(needed)));
    };
    check_sizes(&task.dataset, layers).map_err(|problem| ("task.dataset", problem))?;
    let outputs = layers.outputs().len();
    if scenario.rules.teaching.loss == Loss::CrossEntropy && outputs < 2 {
        let needed = format!("at least 2 outputs, but network.layers ends with {outputs}");
        return Err(("task.loss", Problem::Needs(needed)));
    }
    Ok(())
}

fn check_sizes(dataset: &Dataset, layers: &Layers) -> Result<(), Problem> {
    let Some((inputs, outputs)) = dataset.sizes() else {
        return Ok(());
    };
    let (first, last) = (layers.inputs().len(), layers.outputs().len());
    let but = if first != inputs {
        format!("begins with {first}")
    } else if !outputs.contains(&last) {
        format!("ends with {last}")
    } else {
        return Ok(());
    };
    let outputs: Vec<String> = outputs.iter().map(ToString::to_string).collect();
    Err(Problem::Mismatch {
        dataset: dataset.key(),
        has: format!("{inputs} inputs and {} outputs", outputs.join(" or ")),
        but,
    })
}

impl Dataset {
    /// How many inputs its samples have, and how many outputs they may have; `None` where the network or a
    /// file says so.
    pub fn sizes(&self) -> Option<(usize, &'static [usize])> {
        match self {
            // Two classes are told apart by the sign of one output or by the larger of two.
            Self::Xor | Self::TwoSpirals => Some((2, &[1, 2])),
            Self::Digits => Some((PIXELS, &[10])),
            Self::Teacher | Self::File(_) => None,
        }
    }
}

/// An input and its target for each sample.
pub(super) type Pairs = Vec<(Vec<f64>, Vec<f64>)>;

/// The samples of the task of a scenario, if it has one; a file that it names is looked for in
/// `folder`. Which samples are held out follows from the seed.
pub(crate) fn load(
    scenario: &Scenario,
    folder: Option<&Path>,
) -> Result<Option<Samples>, KeyProblem> {
    check(scenario)?;
    let (Some(task), Some(layers)) = (&scenario.task, scenario.network.topology.layers()) else {
        return Ok(None);
    };
    let mut stream = stream(scenario.run.seed);
    let rules = &scenario.rules;
    let loss = rules.teaching.loss;
    let outputs = layers.outputs().len();
    let with_target = |(input, class)| (input, target(class, outputs, loss));
    let labelled = |samples: Labelled| samples.into_iter().map(with_target).collect();
    let mut names = names(&task.dataset, outputs);
    let mut pairs: Pairs = match &task.dataset {
        Dataset::Xor => labelled(xor()),
        Dataset::TwoSpirals => labelled(two_spirals(task.samples)),
        Dataset::Digits => {
            labelled(digits().map_err(|reason| ("task.dataset", Problem::Unreadable(reason)))?)
        }
        Dataset::Teacher => {
            let pairs = imitable(layers, rules.activation, task.samples, &mut stream);
            match loss {
                Loss::Squared => pairs,
                Loss::CrossEntropy => pairs.into_iter().map(|(x, y)| (x, largest(&y))).collect(),
            }
        }
        Dataset::File(path) => {
            let read = read_file(path, folder, layers, loss).map_err(|fault| {
                let path = path.clone();
                ("task.file", Problem::BadArray { path, fault })
            })?;
            names = read.1;
            read.0
        }
    };
    // The seeded order in which the first are learned and the last held out.
    pairs.shuffle(&mut stream);
    let train = pairs.len() - held_out(pairs.len(), task.held_out);
    let (inputs, targets) = pairs.into_iter().unzip();
    Ok(Some(Samples {
        inputs,
        targets,
        train,
        names,
    }))
}

/// The random stream of the samples, apart from those of the model.
fn stream(seed: u64) -> Xoshiro256PlusPlus {
    const SAMPLES: u64 = u64::from_be_bytes(*b"samples ");
    Xoshiro256PlusPlus::seed_from_u64(seed ^ SAMPLES)
}

/// The names that the samples of a data set bring along.
fn names(dataset: &Dataset, outputs: usize) -> Names {
    let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let (inputs, single, classes): (&[&str], _, Vec<String>) = match dataset {
        Dataset::Xor => (&["a", "b"], "a ≠ b", list(&["equal", "different"])),
        Dataset::TwoSpirals => (&["across", "up"], "spiral", list(&["first", "second"])),
        Dataset::Digits => (&[], "", (0..10).map(|digit| digit.to_string()).collect()),
        Dataset::Teacher | Dataset::File(_) => return Names::default(),
    };
    Names {
        inputs: list(inputs),
        outputs: match outputs {
            1 => vec![single.to_owned()],
            _ => classes.clone(),
        },
        classes,
    }
}

/// The samples in a table with a row for each: inputs, then targets, or the name of a class; and what they are
/// called there.
fn read_file(
    path: &str,
    folder: Option<&Path>,
    layers: &Layers,
    loss: Loss,
) -> Result<(Pairs, Names), ArrayFault> {
    let (inputs, targets) = (layers.inputs().len(), layers.outputs().len());
    let table = read_array(path, folder, Fit::Samples { inputs, targets })?;
    table.check_classes(targets)?;
    let columns = table
        .header
        .as_ref()
        .filter(|names| names.len() == table.shape[1]);
    let [in_names, out_names] = columns.map_or_else(Default::default, |names| {
        let (inputs, targets) = names.split_at(inputs);
        [inputs.to_vec(), targets.to_vec()]
    });
    let rows = table.values.chunks_exact(table.shape[1]);
    if let Some(classes) = table.classes {
        let pair = |row: &[f64]| {
            (
                row[..inputs].to_vec(),
                target(row[inputs] as usize, targets, loss),
            )
        };
        let names = Names {
            inputs: in_names,
            outputs: if targets == 1 {
                out_names
            } else {
                classes.clone()
            },
            classes,
        };
        return Ok((rows.map(pair).collect(), names));
    }
    let pairs = rows.map(|row| row.split_at(inputs));
    let one_hot = |(_, target): (&[f64], &[f64])| {
        let only = target.iter().all(|y| *y == 0.0 || *y == 1.0);
        only && target.iter().sum::<f64>() == 1.0
    };
    if let Some(row) = pairs.clone().position(|pair| !one_hot(pair))
        && loss == Loss::CrossEntropy
    {
        return Err(ArrayFault::NotOneHot(row + 1));
    }
    let names = Names {
        inputs: in_names,
        outputs: out_names,
        classes: Vec::new(),
    };
    Ok((
        pairs.map(|(x, y)| (x.to_vec(), y.to_vec())).collect(),
        names,
    ))
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

/// The target for what a teacher makes: which output is largest.
fn largest(rates: &[f64]) -> Vec<f64> {
    let ranked = rates.iter().enumerate();
    let most = ranked.max_by(|a, b| a.1.total_cmp(b.1));
    target(most.map_or(0, |(k, _)| k), rates.len(), Loss::CrossEntropy)
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
        let cases = [(1797, 0.2), (100, 0.2), (4, 0.0), (4, 0.99)];
        assert_eq!(cases.map(|(n, share)| held_out(n, share)), [360, 20, 0, 3]);
    }

    #[test]
    fn a_class_is_the_sign_of_one_output_or_one_of_several() {
        assert_eq!(target(0, 1, Loss::Squared), [-1.0]);
        assert_eq!(target(1, 1, Loss::Squared), [1.0]);
        assert_eq!(target(1, 3, Loss::Squared), [-1.0, 1.0, -1.0]);
        assert_eq!(target(2, 3, Loss::CrossEntropy), [0.0, 0.0, 1.0]);
    }
}
