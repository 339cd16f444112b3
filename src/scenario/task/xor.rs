//! Exclusive or: the smallest task that needs a hidden layer.

use super::rows::Labelled;

/// The four corners of the square, at ±1; class 1 where the two inputs differ.
pub(super) fn labelled() -> Labelled {
    let corners = [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)];
    Labelled {
        inputs: corners.iter().map(|&(a, b)| vec![a, b]).collect(),
        classes: corners.iter().map(|(a, b)| usize::from(a != b)).collect(),
    }
}
