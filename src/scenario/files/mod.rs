//! Scenarios on disk, and the arrays of numbers that they name.

pub(super) mod array;
pub(super) mod arrays;
mod beside;
mod csv;
mod graphml;
mod npy;
mod store;

pub use array::TableKind;
pub use arrays::{Preview, WeightsFile, preview, read_weights};
pub use beside::relocated;
pub use store::{
    Opened, SaveError, Saved, Supplies, check_memory, check_text, open, recheck, save,
};
