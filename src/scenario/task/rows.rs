//! Samples as rows of numbers.

/// Rows of numbers.
pub(super) type Rows = Vec<Vec<f64>>;

/// Inputs, and the class that each belongs to.
#[derive(Debug, Default)]
pub(super) struct Labelled {
    pub inputs: Rows,
    pub classes: Vec<usize>,
}
