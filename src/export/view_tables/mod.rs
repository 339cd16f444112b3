//! What each view shows, in numbers. Neurons are counted from 0, communities and layers from 1; an empty
//! cell is a value that is not defined.

mod communities;
mod matrices;
mod neurons;
mod over_time;
mod theory;

pub use communities::{blocks, communities};
pub use matrices::{network, retrograde, weights};
pub use neurons::balance;
pub use over_time::{clocks, history, learning, learning_curve, series};
pub use theory::{clock_map, predictions, proof, stability};
