//! What can be wrong with a lesson, told in one sentence: where, what, what to do.

use std::fmt;

/// Why a lesson was refused, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct LessonError {
    /// The file, or whatever else the text came from.
    pub source_name: String,
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// What is wrong, in words.
    pub why: String,
}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source_name)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.why)
    }
}

/// Something wrong at a line of a text that has no name yet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    pub line: usize,
    pub why: String,
}

impl Fault {
    pub fn at(line: usize, why: impl Into<String>) -> Self {
        let why = why.into();
        Self { line, why }
    }

    pub fn of(self, source_name: &str) -> LessonError {
        LessonError {
            source_name: source_name.to_owned(),
            line: Some(self.line),
            why: self.why,
        }
    }
}
