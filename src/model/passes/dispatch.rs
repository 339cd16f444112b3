//! The choice of instructions.

use pulp::{Arch, WithSimd};

/// Runs a pass with the best instructions of this processor.
pub(in crate::model) fn dispatch<P: WithSimd>(pass: P) -> P::Output {
    Arch::new().dispatch(pass)
}
