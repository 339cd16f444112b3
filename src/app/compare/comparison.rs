//! What the window keeps of a comparison: lasts as long as the window, and is not saved.

use crate::engine::Side;

/// How a comparison is shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Comparison {
    /// The side whose controls are shown.
    pub controlled: Side,
    /// Whether each side has scales and axes of its own.
    pub own_scales: bool,
}
