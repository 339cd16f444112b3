//! The comparison of two sides, A and B: how it is controlled, and how the views stand in pairs. Both
//! sides run in the same engine, at the same model time.

mod controls;
mod marks;
mod tiles;

pub use controls::{
    controls_of_ui, learning_rate_of_ui, learning_rates_ui, overview_ui, switch_ui,
};
pub use marks::{marks_ui, side_mark_ui};
pub use tiles::{Sides, view_ui};
