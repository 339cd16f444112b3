//! Arrays in NumPy's `.npy` format: a header of one flat dictionary, and the numbers.
//!
//! A header is read in one pass, without recursion, and numbers as they come: whatever a file claims to be,
//! reading takes time and memory in proportion to the bytes that are really there.

mod dictionary;
mod read;
mod write;

pub use read::read_header;
pub use write::{NpyNumber, write};
