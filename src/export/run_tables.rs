//! The tables among the results of a run.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use crate::analysis::{Connectome, Method, Partition};
use crate::engine::{Epoch, NeuronStates, Row, Series};

/// Writes quantities over time, a line per sample; a cell is empty where a quantity is undefined.
///
/// # Errors
/// When the file cannot be written.
pub fn write_series(path: &Path, rows: &[Row]) -> csv::Result<()> {
    let mut table = csv::Writer::from_path(path)?;
    let head = ["iteration", "model_time_ms"];
    table.write_record(head.into_iter().chain(Series::ALL.map(Series::column)))?;
    for row in rows {
        let values = Series::ALL.map(|series| cell(row.value(series)));
        let head = [row.iteration.to_string(), row.now_ms.to_string()];
        table.write_record(head.into_iter().chain(values))?;
    }
    Ok(table.flush()?)
}

/// Writes loss and accuracy, a line per scored epoch; cells are empty where there is no such figure.
///
/// # Errors
/// When the file cannot be written.
pub fn write_learning(path: &Path, epochs: &[Arc<Epoch>]) -> csv::Result<()> {
    let mut table = csv::Writer::from_path(path)?;
    table.write_record([
        "epoch",
        "train_loss",
        "train_accuracy",
        "held_out_loss",
        "held_out_accuracy",
    ])?;
    for epoch in epochs {
        let held_out = epoch.held_out.as_ref();
        table.write_record([
            epoch.epoch.to_string(),
            cell(Some(epoch.train.loss)),
            cell(epoch.train.accuracy),
            cell(held_out.map(|score| score.loss)),
            cell(held_out.and_then(|score| score.accuracy)),
        ])?;
    }
    Ok(table.flush()?)
}

/// Writes a line per neuron. Neurons and positions in the heatmap are counted from 0, communities
/// from 1; an isolated neuron has none. `balance` holds f(s) of each neuron. A first line that begins
/// with `#` says by what method the communities were found.
///
/// # Errors
/// When the file cannot be written.
pub fn write_communities(
    path: &Path,
    connectome: &Connectome,
    partition: &Partition,
    method: &Method,
    state: &NeuronStates,
    balance: &[f64],
) -> csv::Result<()> {
    let mut file = File::create(path)?;
    writeln!(file, "# communities: {method}")?;
    let mut table = csv::Writer::from_writer(file);
    table.write_record([
        "neuron",
        "community",
        "position",
        "in_strength",
        "out_strength",
        "credit",
        "balance",
    ])?;
    let strengths = connectome.strengths();
    let positions = partition.positions();
    for neuron in 0..connectome.neurons() {
        let community = partition.label[neuron].map(|c| (c + 1).to_string());
        table.write_record([
            neuron.to_string(),
            community.unwrap_or_default(),
            positions[neuron].to_string(),
            strengths.received[neuron].to_string(),
            strengths.sent[neuron].to_string(),
            state.credit[neuron].to_string(),
            balance[neuron].to_string(),
        ])?;
    }
    Ok(table.flush()?)
}

fn cell(value: Option<f64>) -> String {
    let finite = value.filter(|v| v.is_finite());
    finite.map(|v| v.to_string()).unwrap_or_default()
}
