//! What a layered network is to learn: from a [`Task`](super::Task) to its samples.

mod build;
mod check;
mod digits;
mod rows;
mod spirals;
mod table;
mod teacher;
mod xor;

pub(super) use build::load;
pub use build::samples;
pub(super) use check::check;
pub use table::{Preview, preview};
