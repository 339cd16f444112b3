//! What is known of the past of a run.

use std::sync::Arc;

use crate::engine::run::{Course, Moment};

/// The past of what runs, from the first moment that can be shown until now.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// The first moment that can be shown.
    pub first: Moment,
    /// The latest moment: where the simulation stands, or waits while its past is looked at.
    pub now: Moment,
    /// What is shown of the past, if it is.
    pub past: Option<Looking>,
    /// How many states are kept.
    pub states: usize,
    /// Bytes that they take.
    pub bytes: usize,
    /// Bytes that they may take.
    pub budget: usize,
    /// How far the course had come that was left for the present one; it can be taken up again.
    pub left: Option<Moment>,
    /// How each side began, and what was changed since.
    pub courses: [Option<Arc<Course>>; 2],
}

/// A moment of the past that is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Looking {
    /// The moment.
    pub at: Moment,
    /// Whether it is the one that was asked for; else it lies before that, which is being worked out.
    pub is_exact: bool,
}
