//! The figure of a sweep: measures against what was varied, and the weights of each value.

mod curves;
mod frame;
mod grid;
mod page;
mod scale;
mod strip;

pub use page::sweep_figure;
