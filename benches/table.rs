//! The performance table of the README: Accordance, the NumPy script beside this file and a pass
//! that reads and writes W, in turn, several rounds of each; medians.
//!
//! `cargo bench --bench table` prints it, `cargo bench --bench table -- --write` puts it into the README.

fn main() {}
