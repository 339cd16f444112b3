//! A look at weights in a file before a network begins with them.

use std::path::Path;

use super::array::{Fit, TableKind, check_finite};
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
    let read = read_table(path, Fit::Square).and_then(|table| {
        check_finite(&table.array)?;
        Ok(WeightsFile {
            neurons: table.array.shape[0],
            weights: table.array.values,
            kind: table.kind,
            remarks: table.remarks,
        })
    });
    read.map_err(|fault| {
        ScenarioError::of_file(path.display().to_string(), Problem::BadTable { fault })
    })
}
