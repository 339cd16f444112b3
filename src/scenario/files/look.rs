//! A look at a file of numbers before a network begins with them or learns from them.

use std::path::Path;

use super::array::{Fit, Table, TableKind};
use super::arrays::read_table;
use crate::scenario::error::{Problem, ScenarioError};

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
    read(path, Fit::Square).map(|table| WeightsFile {
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
    /// The first rows of numbers.
    pub first: Vec<Vec<f64>>,
}

/// Reads a `.csv` or `.npy` file as one with samples, and shows its first `rows` rows.
///
/// # Errors
/// When the file cannot be read or is not a table of finite numbers; says in which row and column.
pub fn preview(path: &Path, rows: usize) -> Result<Preview, ScenarioError> {
    let table = read(path, Fit::Table)?;
    let (count, columns) = (table.shape[0], table.shape[1]);
    let first = table.values.chunks(columns).take(rows);
    Ok(Preview {
        rows: count,
        columns,
        kind: table.kind,
        first: first.map(<[f64]>::to_vec).collect(),
        header: table.header,
    })
}

fn read(path: &Path, fit: Fit) -> Result<Table, ScenarioError> {
    let of_file =
        |fault| ScenarioError::of_file(path.display().to_string(), Problem::BadTable(fault));
    read_table(path, fit).map_err(of_file)
}
