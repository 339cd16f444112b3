//! The comparison of two sides, A and B: what can be done with it, how it is controlled, and how the
//! views stand in pairs. Both sides run in the same engine, at the same model time.

mod comparing;
mod controls;
mod marks;
mod perform;
mod tiles;

pub use comparing::Comparing;
pub use controls::{controls_of_ui, learning_rates_ui, on, overview_ui};
pub use marks::{mark, side_colour, side_mark_ui, titles};
pub use tiles::{SideB, of_side_a_ui, pair_ui};

use super::views::Views;
use crate::engine::{Scene, Side};

/// What the window keeps of a comparison.
#[derive(Default)]
pub struct Comparison {
    /// What the engine last said of side B.
    pub scene: Option<Scene>,
    /// The views of side B.
    pub views: Views,
    /// The side whose controls are shown.
    pub controlled: Side,
    /// Whether each side has scales and axes of its own.
    pub own_scales: bool,
}
