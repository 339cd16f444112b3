//! The views: one file each, behind one small trait.

mod angles;
mod balance;
mod blocks;
mod clock_map;
mod clocks;
mod communities;
mod explorer;
mod firing;
mod flow_picture;
mod heatmap;
mod heatmap_field;
mod heatmap_lit;
mod heatmap_margin;
mod learning;
mod line_styles;
mod matrix;
mod network;
mod network_bar;
mod network_layout;
mod network_legend;
mod network_neurons;
mod plot_closer;
mod plots;
mod predictions;
mod proof;
mod registry;
mod retrograde;
mod series;
mod series_axis;
mod stability;
mod view;
mod weights;

pub use line_styles::{line_sample, line_style};
pub use plots::{NamedPlot, curve, plot};
pub use registry::{Views, first, pane, panes, table};
pub use view::ViewInput;
