//! The arrays of a trial as files, so that anyone can check them with another autodiff.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::trial::{Evidence, Trial};
use super::verdict::ends;
use crate::export::{ExportError, write_rectangle, write_vector};
use crate::model::Balance;
use crate::scenario::feedback_option;
use crate::storage::write_new;

/// What stands in `layers.json`: all that the arrays do not say.
#[derive(Serialize)]
struct Description<'a> {
    version: &'static str,
    layers: &'a [usize],
    bias: bool,
    skip: bool,
    recurrent: bool,
    activation: &'static str,
    balance: &'static str,
    balance_width: Option<f64>,
    feedback: &'static str,
    transport_noise: f64,
    loss: &'static str,
    seed: u64,
    iterations: u64,
    angle_samples: usize,
    precision: &'a str,
    /// What each array `<name>_weights.npy`, `<name>_rule.npy` and `<name>_gradient.npy` is of.
    blocks: Vec<Block>,
}

/// A block of synapses and the neurons, counted from 0, that it joins.
#[derive(Serialize)]
struct Block {
    name: String,
    from_layer: usize,
    to_layer: usize,
    post: [usize; 2],
    pre: [usize; 2],
    largest_relative_difference: f64,
    cosine: Option<f64>,
    norm_ratio: Option<f64>,
    angle_degrees: Option<f64>,
}

/// Writes all files into a folder.
pub(super) fn write(
    folder: &Path,
    trial: &Trial,
    evidence: &Evidence,
    precision: &str,
) -> Result<(), ExportError> {
    let n = trial.layers.neurons();
    let file = |name: String, write: &dyn Fn(&Path) -> io::Result<()>| {
        let path = folder.join(name);
        write(&path).map_err(|error| ExportError::of_file(&path, &error))
    };
    let vector = |name: &str, values: &[f64]| {
        file(name.to_owned(), &|path| {
            write_vector(path, values.iter().copied())
        })
    };
    let rectangle = |name: String, rows: usize, columns: usize, values: &[f64]| {
        file(name, &|path| write_rectangle(path, [rows, columns], values))
    };
    rectangle("weights.npy".to_owned(), n, n, &evidence.weights)?;
    vector("input.npy", &evidence.input)?;
    vector("target.npy", &evidence.target)?;
    let blocks = blocks(trial, evidence);
    let weights = &evidence.feedforward.blocks;
    let layers = evidence.equation.layers.iter().zip(weights);
    for ((layer, weights), block) in layers.zip(&blocks) {
        let (rows, columns) = (layer.post.len(), layer.pre.len());
        let arrays = [
            ("weights", &weights.values),
            ("rule", &layer.rule),
            ("gradient", &layer.gradient),
        ];
        for (what, values) in arrays {
            rectangle(format!("{}_{what}.npy", block.name), rows, columns, values)?;
        }
    }
    let description = describe(trial, evidence, precision, blocks);
    file("layers.json".to_owned(), &|path| {
        let mut text = serde_json::to_string_pretty(&description)?;
        text.push('\n');
        write_new(path, text.as_bytes())
    })
}

fn describe<'a>(
    trial: &'a Trial,
    evidence: &Evidence,
    precision: &'a str,
    blocks: Vec<Block>,
) -> Description<'a> {
    let (balance, balance_width) = match trial.balance {
        Balance::Derivative => ("derivative", None),
        Balance::Gaussian { width } => ("gaussian", Some(width)),
    };
    Description {
        version: env!("CARGO_PKG_VERSION"),
        layers: &trial.layers.sizes,
        bias: trial.layers.bias,
        skip: trial.layers.skip,
        recurrent: trial.layers.recurrent,
        activation: trial.activation.key(),
        balance,
        balance_width,
        feedback: feedback_option(trial.feedback.weights).word(),
        transport_noise: trial.feedback.transport_noise,
        loss: trial.loss.key(),
        seed: trial.seed,
        iterations: trial.iterations,
        angle_samples: evidence.angle_samples,
        precision,
        blocks,
    }
}

/// `layer1` leads from the first layer to the second; `skip1to3` from the first to the third.
fn blocks(trial: &Trial, evidence: &Evidence) -> Vec<Block> {
    let block = |(layer, angle): (_, &Option<f64>)| {
        let (from, to) = ends(trial, layer);
        Block {
            name: if to == from + 1 {
                format!("layer{from}")
            } else {
                format!("skip{from}to{to}")
            },
            from_layer: from,
            to_layer: to,
            post: [layer.post.start, layer.post.end],
            pre: [layer.pre.start, layer.pre.end],
            largest_relative_difference: layer.largest_relative_difference,
            cosine: layer.cosine,
            norm_ratio: layer.norm_ratio,
            angle_degrees: *angle,
        }
    };
    let layers = evidence.equation.layers.iter().zip(&evidence.angles);
    layers.map(block).collect()
}
