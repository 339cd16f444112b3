//! Arrays of numbers, the shapes that fit a network, and how they are written in files.

use std::fs::File;
use std::io::{self, Read};

use crate::scenario::error::ArrayFault;
use crate::scenario::keys::{Limits, NEURONS};
use crate::storage::quoted;

/// The shapes that fit a place in the network.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fit {
    /// n × n
    Matrix(usize),
    /// m × m, for any number of neurons m
    Square,
    /// n, n × 1 or 1 × n
    Vector(usize),
    /// A row per sample, with so many columns.
    Samples { inputs: usize, targets: usize },
    /// A row per sample, the last column the name of its class.
    Named { inputs: usize },
    /// Any rows and columns.
    Table,
}

/// More numbers than this are not read from a file with samples.
const MOST_NUMBERS: usize = 1 << 24;
/// A table has no more columns than this: no network takes so many inputs.
const MOST_COLUMNS: usize = 20_000;

impl Fit {
    /// An error unless an array of `shape` fits.
    pub fn check(self, shape: &[usize]) -> Result<(), ArrayFault> {
        let is_table = || {
            let product = |n: usize, size: &usize| n.checked_mul(*size);
            let count = shape.iter().try_fold(1, product);
            shape.len() == 2 && count.is_some_and(|count| (1..=MOST_NUMBERS).contains(&count))
        };
        let (fits, expected) = match self {
            Self::Matrix(n) => (
                shape == [n, n],
                format!("{n} × {n}, as the network has {n} neurons"),
            ),
            Self::Square => {
                let Limits { min, max, .. } = NEURONS.limits;
                let sizes = "as many rows as columns, one of each for every neuron, from";
                (
                    matches!(shape, [m, k] if m == k && NEURONS.limits.contains(*m as f64)),
                    format!("{sizes} {min} to {max}"),
                )
            }
            Self::Vector(n) => (
                shape == [n] || shape == [n, 1] || shape == [1, n],
                format!("{n} numbers in one row or column, one for each neuron"),
            ),
            Self::Samples { inputs, targets } => {
                let columns = inputs + targets;
                let roles = format!("inputs ({inputs}), then targets ({targets})");
                (
                    is_table() && shape[1] == columns,
                    format!("rows of {columns} columns: {roles}"),
                )
            }
            Self::Named { inputs } => (
                is_table() && shape[1] == inputs + 1,
                format!(
                    "rows of {} columns: inputs ({inputs}), then the name of a class",
                    inputs + 1
                ),
            ),
            Self::Table => (
                is_table(),
                "rows and columns, at most 16 million numbers".to_owned(),
            ),
        };
        let found = || match shape {
            [] => "a single number".to_owned(),
            [length] => format!("a list of {length}"),
            sizes => {
                let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
                sizes.join(" × ")
            }
        };
        let misfit = || ArrayFault::Shape {
            found: found(),
            expected,
        };
        fits.then_some(()).ok_or_else(misfit)
    }

    /// Whether the last column may name classes.
    pub fn may_name_classes(self) -> bool {
        matches!(self, Self::Samples { .. } | Self::Table)
    }

    /// What fits where the last column names the classes of samples, which stands for all targets.
    pub fn with_classes(self) -> Self {
        match self {
            Self::Samples { inputs, .. } => Self::Named { inputs },
            other => other,
        }
    }

    /// Whether it is the place of weights, which may be a graph too.
    pub fn is_weights(self) -> bool {
        matches!(self, Self::Matrix(_) | Self::Square)
    }

    /// How many columns fit.
    pub fn columns(self) -> usize {
        match self {
            Self::Matrix(n) | Self::Vector(n) => n,
            Self::Square => NEURONS.limits.max as usize,
            Self::Samples { inputs, targets } => inputs + targets,
            Self::Named { inputs } => inputs + 1,
            Self::Table => MOST_COLUMNS,
        }
    }

    /// How many numbers fit.
    pub fn count(self) -> usize {
        match self {
            Self::Matrix(n) => n * n,
            Self::Square => (NEURONS.limits.max * NEURONS.limits.max) as usize,
            Self::Vector(n) => n,
            Self::Samples { .. } | Self::Named { .. } | Self::Table => MOST_NUMBERS,
        }
    }
}

/// An array of numbers, one row after the other, and how it is written.
pub(crate) struct Table {
    pub shape: Vec<usize>,
    pub values: Vec<f64>,
    pub kind: TableKind,
    pub header: Option<Vec<String>>,
    /// The names of classes, where the last column has such, in the order in which they first stand there; its
    /// values are their places in this list.
    pub classes: Option<Vec<String>>,
    /// What was done to make an array of it, in words.
    pub remarks: Vec<String>,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Text, with this character between the numbers.
    Text {
        /// A comma, semicolon, tab or space.
        separator: char,
    },
    /// NumPy's `.npy`.
    Npy,
    /// A graph.
    GraphMl,
}

impl TableKind {
    /// In words, such as "numbers separated by semicolons".
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Text { separator: ';' } => "numbers separated by semicolons",
            Self::Text { separator: '\t' } => "numbers separated by tabs",
            Self::Text { separator: ' ' } => "numbers separated by spaces",
            Self::Text { .. } => "numbers separated by commas",
            Self::Npy => "a NumPy array",
            Self::GraphMl => "a graph in GraphML",
        }
    }
}

/// The rows of an array that is stored column by column.
pub(super) fn transposed(columns_first: &[f64], rows: usize, columns: usize) -> Vec<f64> {
    let value = |index| columns_first[index / columns + rows * (index % columns)];
    (0..rows * columns).map(value).collect()
}

/// Row and column, counted from 1, of the value at `index`.
pub(super) fn place(shape: &[usize], index: usize) -> String {
    match shape {
        [_, columns] => format!(
            "row {}, column {}",
            index / columns + 1,
            index % columns + 1
        ),
        _ => format!("place {}", index + 1),
    }
}

impl Table {
    /// Refuses names of classes that so many outputs cannot tell apart.
    pub fn check_classes(&self, outputs: usize) -> Result<(), ArrayFault> {
        let Some(classes) = &self.classes else {
            return Ok(());
        };
        let found = classes.len();
        // Two classes are told apart by one output too.
        if found == outputs && found > 1 || found == 2 && outputs == 1 {
            return Ok(());
        }
        let named = |count: usize| match count {
            1 => "1 class".to_owned(),
            count => format!("{count} classes"),
        };
        let first = classes.iter().take(3).map(|name| quoted(name));
        let first = first.collect::<Vec<_>>().join(", ");
        let more = if found > 3 { ", …" } else { "" };
        Err(ArrayFault::Classes {
            found: format!("{} ({first}{more})", named(found)),
            expected: named(outputs.max(2)),
            outputs,
        })
    }

    /// Refuses numbers beyond single precision.
    pub fn check_finite(&self) -> Result<(), ArrayFault> {
        let bad = |value: &f64| !value.is_finite() || value.abs() > 1e38;
        match self.values.iter().position(bad) {
            None => Ok(()),
            Some(index) => Err(ArrayFault::NotFinite {
                value: self.values[index],
                place: place(&self.shape, index),
            }),
        }
    }
}

/// The whole of a text file, or what is wrong with it where it is `too_long` or no text.
pub(super) fn text(file: File, most: u64, too_long: &str) -> io::Result<Result<String, String>> {
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Ok(Err(too_long.to_owned()));
    }
    Ok(String::from_utf8(bytes).map_err(|_| "it is not text (UTF-8)".to_owned()))
}
