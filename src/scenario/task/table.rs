//! Samples from a user's file, and a look at such a file before it is used.

use std::path::Path;

use super::rows::Rows;
use crate::model::Loss;
use crate::scenario::error::{ArrayFault, Problem, ScenarioError};
use crate::scenario::files::array::{Array, Fit, TableKind, check_finite};
use crate::scenario::files::arrays::read_table;

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
    pub first: Rows,
}

/// Reads a `.csv` or `.npy` file as one with samples, and shows its first `rows` rows.
///
/// # Errors
/// When the file cannot be read or is not a table of finite numbers; says in which row and column.
pub fn preview(path: &Path, rows: usize) -> Result<Preview, ScenarioError> {
    let looked_at = read_table(path, Fit::Table).and_then(|table| {
        let array = table.array;
        check_finite(&array)?;
        let (count, columns) = (array.shape[0], array.shape[1]);
        let first = array.values.chunks(columns.max(1)).take(rows);
        Ok(Preview {
            rows: count,
            columns,
            kind: table.kind,
            header: table.header,
            first: first.map(<[f64]>::to_vec).collect(),
        })
    });
    looked_at.map_err(|fault| {
        ScenarioError::of_file(path.display().to_string(), Problem::BadTable { fault })
    })
}

/// The inputs and the targets in a table with a row per sample.
pub(in crate::scenario) fn split(
    array: &Array,
    inputs: usize,
    columns: usize,
    loss: Loss,
) -> Result<(Rows, Rows), ArrayFault> {
    check_finite(array)?;
    let rows = array.values.chunks_exact(columns);
    let (inputs, targets): (Rows, Rows) = rows
        .map(|row| row.split_at(inputs))
        .map(|(input, target)| (input.to_vec(), target.to_vec()))
        .unzip();
    let one_hot = |target: &Vec<f64>| {
        let only = target.iter().all(|y| *y == 0.0 || *y == 1.0);
        only && target.iter().sum::<f64>() == 1.0
    };
    match targets.iter().position(|target| !one_hot(target)) {
        Some(row) if loss == Loss::CrossEntropy => Err(ArrayFault::NotOneHot { row: row + 1 }),
        _ => Ok((inputs, targets)),
    }
}
