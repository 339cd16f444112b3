//! Arrays of numbers, the shapes that fit a network, and how they are written in files.

use std::fs::File;
use std::io::Read;

use crate::scenario::error::ArrayFault;
use crate::scenario::keys::NEURONS;
use crate::storage::reason;

/// An array of numbers, one row after the other.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scenario) struct Array {
    pub shape: Vec<usize>,
    pub values: Vec<f64>,
}

/// The shapes that fit a place in the network.
#[derive(Debug, Clone, Copy)]
pub(in crate::scenario) enum Fit {
    /// n × n
    Matrix(usize),
    /// m × m, for any number of neurons m
    Square,
    /// n, n × 1 or 1 × n
    Vector(usize),
    /// A row per sample, with so many columns.
    Samples { inputs: usize, targets: usize },
    /// Any rows and columns.
    Table,
}

/// More numbers than this are not read from a file with samples.
const MOST_NUMBERS: usize = 1 << 24;

impl Fit {
    /// An error unless an array of `shape` fits.
    pub fn check(self, shape: &[usize]) -> Result<(), ArrayFault> {
        let fits = match self {
            Self::Matrix(n) => shape == [n, n],
            Self::Square => {
                matches!(shape, [m, k] if m == k && NEURONS.limits.contains(*m as f64))
            }
            Self::Vector(n) => shape == [n] || shape == [n, 1] || shape == [1, n],
            Self::Samples { inputs, targets } => {
                matches!(shape, [_, columns] if *columns == inputs + targets)
                    && Self::Table.check(shape).is_ok()
            }
            Self::Table => {
                let count = shape
                    .iter()
                    .try_fold(1, |n: usize, size| n.checked_mul(*size));
                shape.len() == 2 && count.is_some_and(|count| (1..=MOST_NUMBERS).contains(&count))
            }
        };
        if fits {
            return Ok(());
        }
        let found = match shape {
            [] => "a single number".to_owned(),
            [length] => format!("a list of {length}"),
            sizes => {
                let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
                sizes.join(" × ")
            }
        };
        let expected = match self {
            Self::Matrix(n) => format!("{n} × {n}, as the network has {n} neurons"),
            Self::Square => format!(
                "as many rows as columns, one of each for every neuron, from {} to {}",
                NEURONS.limits.min, NEURONS.limits.max
            ),
            Self::Vector(n) => format!("{n} numbers in one row or column, one for each neuron"),
            Self::Samples { inputs, targets } => format!(
                "rows of {} columns: inputs ({inputs}), then targets ({targets})",
                inputs + targets
            ),
            Self::Table => "rows and columns, at most 16 million numbers".to_owned(),
        };
        Err(ArrayFault::Shape { found, expected })
    }

    /// Whether it is the place of weights, which may be a graph too.
    pub fn is_weights(self) -> bool {
        matches!(self, Self::Matrix(_) | Self::Square)
    }

    /// How many numbers fit.
    pub fn count(self) -> usize {
        match self {
            Self::Matrix(n) => n * n,
            Self::Square => (NEURONS.limits.max * NEURONS.limits.max) as usize,
            Self::Vector(n) => n,
            Self::Samples { .. } | Self::Table => MOST_NUMBERS,
        }
    }
}

/// An array, and how it is written.
#[derive(Debug)]
pub(in crate::scenario) struct Table {
    pub array: Array,
    pub kind: TableKind,
    pub header: Option<Vec<String>>,
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
pub(in crate::scenario) fn transposed(
    columns_first: &[f64],
    rows: usize,
    columns: usize,
) -> Vec<f64> {
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

/// Refuses numbers beyond single precision.
pub(in crate::scenario) fn check_finite(array: &Array) -> Result<(), ArrayFault> {
    let bad = |value: &f64| !value.is_finite() || value.abs() > 1e38;
    match array.values.iter().position(bad) {
        None => Ok(()),
        Some(index) => Err(ArrayFault::NotFinite {
            value: array.values[index],
            place: place(&array.shape, index),
        }),
    }
}

/// The whole of a text file, or a fault of this kind where it is `too_long` or no text.
pub(super) fn text(
    file: File,
    most: u64,
    too_long: &str,
    fault: fn(String) -> ArrayFault,
) -> Result<String, ArrayFault> {
    let mut bytes = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| ArrayFault::Unreadable(reason(&error)))?;
    if bytes.len() as u64 > most {
        return Err(fault(too_long.to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| fault("it is not text (UTF-8)".to_owned()))
}
