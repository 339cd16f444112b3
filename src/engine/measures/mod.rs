//! What can be measured of a network, in one table: a measure is a row of it.

mod measure;
mod moment;
mod table;
mod values;

pub use measure::{Measure, Place, Subject};
pub use moment::{Moment, Weights};
pub use table::*;
pub use values::{ByMeasure, Measures};
