//! Pictures, tables and animations of a view over a run.

mod camera;
mod order;

pub use camera::shoot;
pub use order::{FilmError, Order, Take};
