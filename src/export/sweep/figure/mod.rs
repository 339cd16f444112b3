//! The figure of a sweep: measures against what was varied, and the weights of each value.

mod page;
mod strip;

pub use page::sweep_figure;
