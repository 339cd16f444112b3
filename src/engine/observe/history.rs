//! Measures over time, in bounded memory.

use crate::engine::measures::Measures;
use crate::engine::run::Thinned;

/// The measures at one iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Plasticity updates made.
    pub iteration: u64,
    /// Model time in milliseconds.
    pub now_ms: f64,
    /// What was measured then.
    pub measures: Measures,
}

/// The rows so far.
pub type History = Thinned<Row>;
