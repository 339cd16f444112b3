//! Whether a task fits its network.

use super::labelled::PIXELS;
use crate::model::{Layers, Loss};
use crate::scenario::definition::{Dataset, Scenario};
use crate::scenario::error::{KeyProblem, Problem};

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
    // Two classes are told apart by the sign of one output or by the larger of two.
    let (inputs, outputs, has): (usize, &[usize], _) = match dataset {
        Dataset::Xor | Dataset::TwoSpirals => (2, &[1, 2], "2 inputs and 1 or 2 outputs"),
        Dataset::Digits => (PIXELS, &[10], "64 inputs and 10 outputs"),
        Dataset::Teacher | Dataset::File(_) => return Ok(()),
    };
    let (first, last) = (layers.inputs().len(), layers.outputs().len());
    let but = if first != inputs {
        format!("begins with {first}")
    } else if !outputs.contains(&last) {
        format!("ends with {last}")
    } else {
        return Ok(());
    };
    Err(Problem::Mismatch {
        dataset: dataset.key(),
        has,
        but,
    })
}
