//! Parts that several panels and views are made of.

mod choice;
mod colour_scale;
mod heatmap;
mod number;
mod quantity_slider;

pub use choice::{choice_ui, options_ui, picked_ui};
pub use colour_scale::ColourScale;
pub use heatmap::{Heatmap, HeatmapSpec};
pub use number::{number, parse_number};
pub use quantity_slider::{large_slider, quantity_slider};
