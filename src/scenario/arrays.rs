//! Arrays from files: initial weights, firing rates and credits, and samples, checked against the
//! network of a scenario.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::read::KeyLines;
use super::{
    ArrayFault, InitialFiles, NEURONS, Problem, Scenario, ScenarioError, TableKind, csv_array,
    graphml_array, npy_array,
};
use crate::model::{GivenState, Topology};
use crate::storage::reason;

/// An array of numbers, one row after the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Array {
    pub shape: Vec<usize>,
    pub values: Vec<f64>,
}

/// The shapes that fit a place in the network.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fit {
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
    fn is_weights(self) -> bool {
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

/// Reads the files that `scenario` names, relative to `folder`.
pub(super) fn load(
    scenario: &Scenario,
    source: &str,
    lines: &KeyLines,
    folder: Option<&Path>,
) -> Result<GivenState, ScenarioError> {
    let topology = &scenario.network.topology;
    let (files, n) = (&scenario.network.files, topology.neurons());
    let read = |key: &'static str, path: &Option<String>, fit: Fit| {
        let Some(path) = path else { return Ok(None) };
        let array = read_array(path, folder, fit).and_then(|array| {
            check_finite(&array)?;
            match fit {
                Fit::Matrix(_) => weights(files, topology, array),
                _ => Ok(array.values),
            }
        });
        array.map(Some).map_err(|fault| ScenarioError {
            source_name: source.to_owned(),
            line: lines.get(key).copied(),
            key: Some(key.to_owned()),
            problem: Box::new(Problem::BadArray {
                path: path.clone(),
                fault,
            }),
        })
    };
    Ok(GivenState {
        weights: read("network.weights", &files.weights, Fit::Matrix(n))?,
        firing: read("network.firing", &files.firing, Fit::Vector(n))?,
        credit: read("network.credit", &files.credit, Fit::Vector(n))?,
    })
}

/// The weights of a network, row = post, column = pre, from the array of its file.
fn weights(
    files: &InitialFiles,
    topology: &Topology,
    mut array: Array,
) -> Result<Vec<f64>, ArrayFault> {
    for value in &mut array.values {
        *value *= files.weights_scale;
    }
    check_finite(&array)?;
    check_synapses(topology, &array.values, files.weights_transposed)?;
    let n = topology.neurons();
    Ok(match files.weights_transposed {
        true => transposed(&array.values, n, n),
        false => array.values,
    })
}

/// The rows of an array that is stored column by column.
pub(super) fn transposed(columns_first: &[f64], rows: usize, columns: usize) -> Vec<f64> {
    let value = |index| columns_first[index / columns + rows * (index % columns)];
    (0..rows * columns).map(value).collect()
}

/// Reads an array from a file, relative to `folder`.
pub(super) fn read_array(path: &str, folder: Option<&Path>, fit: Fit) -> Result<Array, ArrayFault> {
    let place: PathBuf = match folder {
        Some(folder) => folder.join(path),
        None if Path::new(path).is_absolute() => path.into(),
        None => {
            let why = "a relative path needs a scenario that is saved in a folder";
            return Err(ArrayFault::Unreadable(why.to_owned()));
        }
    };
    read_table(&place, fit).map(|table| table.array)
}

/// An array, and how it is written.
#[derive(Debug)]
pub(super) struct Table {
    pub array: Array,
    pub kind: TableKind,
    pub header: Option<Vec<String>>,
    /// What was done to make an array of it, in words.
    pub remarks: Vec<String>,
}

/// Reads an array from a file, with how it is written there.
pub(super) fn read_table(place: &Path, fit: Fit) -> Result<Table, ArrayFault> {
    let extension = place.extension().unwrap_or_default().to_ascii_lowercase();
    let open = || open_file(place).map_err(|error| ArrayFault::Unreadable(reason(&error)));
    match extension.to_str() {
        Some("npy") => Ok(Table {
            array: npy_array::read(open()?, fit)?,
            kind: TableKind::Npy,
            header: None,
            remarks: Vec::new(),
        }),
        Some("csv") => csv_array::read(open()?, fit),
        Some("graphml") if fit.is_weights() => graphml_array::read(open()?, fit),
        _ if fit.is_weights() => Err(ArrayFault::UnknownWeightsKind),
        _ => Err(ArrayFault::UnknownKind),
    }
}

/// Opens a file, but nothing that could make the reader wait for ever.
pub(super) fn open_file(path: &Path) -> io::Result<File> {
    let kind = std::fs::metadata(path)?;
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    File::open(path)
}

/// Row and column, counted from 1, of the value at `index`.
fn place(shape: &[usize], index: usize) -> String {
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
pub(super) fn check_finite(array: &Array) -> Result<(), ArrayFault> {
    let bad = |value: &f64| !value.is_finite() || value.abs() > 1e38;
    match array.values.iter().position(bad) {
        None => Ok(()),
        Some(index) => Err(ArrayFault::NotFinite {
            value: array.values[index],
            place: place(&array.shape, index),
        }),
    }
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
