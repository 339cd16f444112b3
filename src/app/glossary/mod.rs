//! The glossary: each symbol with its name, a sentence, its equation, and where it stands in the paper.

mod term;
mod terms;

pub use term::{Term, find, terms};
