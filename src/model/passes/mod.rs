//! The passes over a block of weights, a register at a time.
//!
//! A block is a row of weights per post-neuron, one row after the other, each filled up with zeros to
//! whole tiles (see [`Rows`](super::Rows)); a pass knows nothing of the fill.
//!
//! A sum over a row is kept in as many partial sums as a tile has entries, and those are added in
//! pairs, then pairs of pairs; a sum over rows is made one row after the other. So every sum has one
//! order, whatever the processor, and the results are the same bits everywhere.

mod census;
mod net_input;
mod potentiate;
mod retrograde;
#[cfg(test)]
mod tests;
mod tile;

pub(super) use census::{Census, CensusMemory, Count, Counted};
pub(super) use net_input::{Answer, NetInput};
pub(super) use potentiate::Potentiate;
pub(super) use retrograde::Retrograde;
pub(super) use tile::{Prune, dispatch};
