//! Why there is no such sweep.

/// Why there is no such axis, control or sweep, in one sentence.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct SweepError(pub(super) String);

/// Refuses, with a sentence.
pub(super) fn refuse<T>(sentence: impl Into<String>) -> Result<T, SweepError> {
    Err(SweepError(sentence.into()))
}
