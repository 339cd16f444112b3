//! Parts that several panels and views are made of.

mod colour_scale;
mod command_button;
mod drawing;
mod heatmap;
mod number;
mod quantity_slider;

pub use colour_scale::ColourScale;
pub use command_button::command_button;
pub use drawing::{picture_area, write, write_amid};
pub use heatmap::{Heatmap, HeatmapSpec};
pub use number::{number, parse_number};
pub use quantity_slider::{Size, quantity_slider, sized_slider, titled_slider};
