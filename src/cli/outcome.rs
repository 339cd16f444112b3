//! How a headless command ended.

/// How a command ended that did its work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// What it has to say, for standard output.
    pub output: String,
    /// What the user should know, in one sentence.
    pub warning: Option<String>,
    /// The exit code of the program.
    pub exit_code: u8,
}

impl Outcome {
    /// A success with this to say, or nothing where that was asked for.
    pub(super) fn success(output: String, quiet: bool) -> Self {
        Self {
            output: if quiet { String::new() } else { output },
            ..Self::default()
        }
    }
}
