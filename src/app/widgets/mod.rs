//! Parts that several panels and views are made of.

mod choice;
mod colour_scale;
mod command_button;
mod drawing;
mod heatmap;
mod number;
mod quantity_slider;

pub use choice::{choice_ui, options_ui, picked_ui};
pub use colour_scale::ColourScale;
pub use command_button::command_button;
pub use drawing::{picture_area, write, write_amid};
pub use heatmap::{Heatmap, HeatmapSpec};
pub use number::{number, parse_number};
pub use quantity_slider::{large_slider, quantity_slider};
