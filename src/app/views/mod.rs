//! The views: one file each, behind one small trait.

mod angles;
mod balance;
mod blocks;
mod clock_map;
mod clocks;
mod communities;
mod explorer;
mod flow_picture;
mod heatmap;
mod learning;
mod matrix;
mod network;
mod network_layout;
mod plots;
mod predictions;
mod proof;
mod registry;
mod retrograde;
mod series;
mod stability;
mod view;
mod weights;

pub use plots::{curve, plot};
pub use registry::{Views, first, pane, panes, table};
pub use view::ViewInput;
