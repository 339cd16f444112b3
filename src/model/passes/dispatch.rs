//! The choice of instructions.

use pulp::{Arch, Scalar128b, WithSimd};

/// Runs a pass with the best instructions of this processor.
pub(in crate::model) fn dispatch<P: WithSimd>(pass: P) -> P::Output {
    match Arch::new() {
        // None that pulp knows. Four numbers at a time, of which compilers make what the processors
        // have that they compile for.
        Arch::Scalar => pass.with_simd(Scalar128b),
        arch => arch.dispatch(pass),
    }
}
