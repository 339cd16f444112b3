//! The chart of a sweep, without a window: what its panels, legend and pictures show and where each
//! mark lies. The figure of a file and the explorer on screen both draw it, each on its own surface.

mod curves;
mod frame;
mod legend;
mod line;
mod map;
mod picture;
mod scale;
mod shown;
mod words;

pub use curves::Curves;
pub use frame::{ABOVE, BELOW, FAINT_TEXT, LEFT, NORMAL, RULE, SMALL, TEXT};
pub use legend::{FAILED, legend, legend_height};
pub use line::RUNS;
pub use map::Map;
pub use picture::{FOOT, Picture};
pub use scale::short;
pub use shown::{Chart, Shown};
pub use words::{caption, falls_in_words, varied};
