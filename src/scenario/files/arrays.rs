//! Arrays from files: initial weights, firing rates and credits, and samples, checked against the
//! network of a scenario, or looked at on their own.

use std::fs::File;
use std::io;
use std::path::Path;

use super::array::{Fit, Table, TableKind, place, transposed};
use super::{csv, graphml, npy};
use crate::model::{GivenState, Topology};
use crate::scenario::definition::{InitialFiles, Scenario};
use crate::scenario::error::{ArrayFault, KeyProblem, Problem, ScenarioError};

/// Reads the files with initial values that `scenario` names, relative to `folder`.
pub(super) fn load(scenario: &Scenario, folder: Option<&Path>) -> Result<GivenState, KeyProblem> {
    let topology = &scenario.network.topology;
    let (files, n) = (&scenario.network.files, topology.neurons());
    let read = |key: &'static str, path: &Option<String>, fit: Fit| {
        let Some(path) = path else { return Ok(None) };
        let values = read_array(path, folder, fit).and_then(|table| match fit {
            Fit::Matrix(_) => weights(files, topology, table),
            _ => Ok(table.values),
        });
        values.map(Some).map_err(|fault| {
            let path = path.clone();
            (key, Problem::BadArray { path, fault })
        })
    };
    Ok(GivenState {
        weights: read("network.weights", &files.weights, Fit::Matrix(n))?,
        firing: read("network.firing", &files.firing, Fit::Vector(n))?,
        credit: read("network.credit", &files.credit, Fit::Vector(n))?,
        feedback: None,
    })
}

/// The weights of a network, row = post, column = pre, from the array of its file.
fn weights(
    files: &InitialFiles,
    topology: &Topology,
    mut table: Table,
) -> Result<Vec<f64>, ArrayFault> {
    for value in &mut table.values {
        *value *= files.weights_scale;
    }
    table.check_finite()?;
    check_synapses(topology, &table.values, files.weights_transposed)?;
    let n = topology.neurons();
    Ok(match files.weights_transposed {
        true => transposed(&table.values, n, n),
        false => table.values,
    })
}

/// Reads an array of finite numbers from a file, relative to `folder`.
pub(crate) fn read_array(path: &str, folder: Option<&Path>, fit: Fit) -> Result<Table, ArrayFault> {
    let place = match folder {
        Some(folder) => folder.join(path),
        None if Path::new(path).is_absolute() => path.into(),
        None => {
            let why = "a relative path needs a scenario that is saved in a folder";
            return Err(ArrayFault::Unreadable(why.to_owned()));
        }
    };
    read_table(&place, fit)
}

/// Reads an array of finite numbers from a file.
pub(crate) fn read_table(place: &Path, fit: Fit) -> Result<Table, ArrayFault> {
    let extension = place.extension().unwrap_or_default().to_ascii_lowercase();
    let table = match extension.to_str() {
        Some("npy") => npy::read(open_file(place)?, fit),
        Some("csv") => csv::read(open_file(place)?, fit),
        Some("graphml") if fit.is_weights() => graphml::read(open_file(place)?, fit),
        _ if fit.is_weights() => Err(ArrayFault::UnknownWeightsKind),
        _ => Err(ArrayFault::UnknownKind),
    }?;
    table.check_finite()?;
    Ok(table)
}

/// Opens a file, but nothing that could make the reader wait for ever.
pub(crate) fn open_file(path: &Path) -> io::Result<File> {
    let kind = std::fs::metadata(path)?;
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    File::open(path)
}

/// Refuses weights other than zero where a layered network has no synapse. The rows are post-neurons,
/// or the columns if `transposed`.
fn check_synapses(
    topology: &Topology,
    weights: &[f64],
    transposed: bool,
) -> Result<(), ArrayFault> {
    let Some(layers) = topology.layers() else {
        return Ok(());
    };
    let n = topology.neurons();
    for (index, &weight) in weights.iter().enumerate() {
        let (post, pre) = match transposed {
            false => (index / n, index % n),
            true => (index % n, index / n),
        };
        if weight != 0.0 && !layers.has_synapse(post, pre) {
            return Err(ArrayFault::NoSynapse {
                weight,
                place: place(&[n, n], index),
                pre,
                post,
            });
        }
    }
    Ok(())
}

/// Weights as they stand in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightsFile {
    /// Number of neurons n.
    pub neurons: usize,
    /// n × n weights, one row after the other. In a graph, the row of a node holds what its incoming
    /// edges weigh.
    pub weights: Vec<f64>,
    /// How they are written.
    pub kind: TableKind,
    /// What was done to make a matrix of a graph, in words.
    pub remarks: Vec<String>,
}

/// Reads a `.npy`, `.csv` or `.graphml` file as the weights of a network of any size.
///
/// # Errors
/// When the file cannot be read, is not square, or holds a number that is not finite; says in which
/// row and column, or line.
pub fn read_weights(path: &Path) -> Result<WeightsFile, ScenarioError> {
    read_alone(path, Fit::Square).map(|table| WeightsFile {
        neurons: table.shape[0],
        weights: table.values,
        kind: table.kind,
        remarks: table.remarks,
    })
}

/// A look at a file with samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// How many rows of numbers it has.
    pub rows: usize,
    /// How many columns it has: inputs, then targets.
    pub columns: usize,
    /// How it is written.
    pub kind: TableKind,
    /// The names of the columns, if the first row has names.
    pub header: Option<Vec<String>>,
    /// The names of classes, if the last column has such; the values there are their places in this list.
    pub classes: Option<Vec<String>>,
    /// The first rows of numbers.
    pub first: Vec<Vec<f64>>,
}

/// Reads a `.csv` or `.npy` file as one with samples, and shows its first `rows` rows.
///
/// # Errors
/// When the file cannot be read or is not a table of finite numbers; says in which row and column.
pub fn preview(path: &Path, rows: usize) -> Result<Preview, ScenarioError> {
    let table = read_alone(path, Fit::Table)?;
    let (count, columns) = (table.shape[0], table.shape[1]);
    let first = table.values.chunks(columns).take(rows);
    Ok(Preview {
        rows: count,
        columns,
        kind: table.kind,
        first: first.map(<[f64]>::to_vec).collect(),
        header: table.header,
        classes: table.classes,
    })
}

fn read_alone(path: &Path, fit: Fit) -> Result<Table, ScenarioError> {
    let of_file =
        |fault| ScenarioError::of_file(path.display().to_string(), Problem::BadTable(fault));
    read_table(path, fit).map_err(of_file)
}
