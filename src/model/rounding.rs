//! When a state has settled.

use super::{Scalar, Topology};

/// A state of a network with cycles has settled when an update without noise moves no entry by more
/// than this many units of rounding of the largest entry. Our choice: what remains is the flicker of the
/// last bits, so the state may stand.
const SETTLED_ROUNDINGS: f64 = 4.0;

/// Whether a residual is no more than the flicker of the last bits of a state. Without cycles there is
/// none: a layered network reaches its fixed point exactly, and a change too small to count beside the
/// credit of the last layer may be all that is still on its way to the first.
pub(super) fn is_rounding<T: Scalar>(residual: f64, state: &[T], topology: &Topology) -> bool {
    if topology.layers().is_some_and(|layers| !layers.recurrent) {
        return residual == 0.0;
    }
    let largest = state.iter().map(|v| v.to_f64().abs()).fold(0.0, f64::max);
    residual <= SETTLED_ROUNDINGS * T::default_epsilon().to_f64() * largest
}
