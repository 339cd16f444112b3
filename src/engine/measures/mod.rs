//! What can be measured of a network, in one table: a measure is a row of it.

mod measure;
mod moment;
mod states;
mod table;

pub use measure::{Measure, Place, Subject};
pub use moment::{ByMeasure, Measures, Moment, Simulated, Weights};
pub use states::*;
pub use table::*;
