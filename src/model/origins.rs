//! What rates and credits were made of.

use super::{Scalar, Simulation};

/// What the present rates and credits were made of, as long as they come from updates under the present rules
/// and clamps: not before the first update, nor between a change of either and the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Origins<T: Scalar> {
    /// Whether x = σ(s) + ε_x, but where it is held.
    pub fired: bool,
    /// Whether c = `returned` + ε_c, but where it is given.
    has_credit: bool,
    /// Σ_i c_i f(s_i) b_ij of every neuron j, at the latest credit update.
    returned: Vec<T>,
}

impl<T: Scalar> Origins<T> {
    /// Rules or clamps have changed.
    pub fn forget(&mut self) {
        self.fired = false;
        self.has_credit = false;
    }

    /// A credit update was made of these sums; the memory of the last ones is handed back.
    pub fn credited(&mut self, returned: &mut Vec<T>) {
        self.has_credit = true;
        std::mem::swap(&mut self.returned, returned);
    }

    /// What came back through synapses at the latest credit update, if the credits are made of it.
    pub fn returned(&self) -> Option<&[T]> {
        self.has_credit.then_some(&self.returned[..])
    }
}

impl<T: Scalar> Simulation<T> {
    /// Whether x = σ(s) + ε_x, but where it is held: not before the first firing update, nor between a change
    /// of rules or clamps and the next.
    pub fn has_fired(&self) -> bool {
        self.origins.fired
    }

    /// Σ_i c_i f(s_i) b_ij of every neuron j at the latest credit update; `None` when the credits are not made
    /// of it, as above.
    pub fn returned(&self) -> Option<&[T]> {
        self.origins.returned()
    }
}
