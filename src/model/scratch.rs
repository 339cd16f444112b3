//! Memory that updates work in.

use super::helpers::Workers;
use super::{Rows, Scalar};

/// Where updates put their results before those take the place of the state, and what they need on
/// the way. Kept from one tick to the next, so that ticking allocates nothing.
#[derive(Debug, Clone)]
pub(super) struct Scratch<T: Scalar> {
    pub net_input: Vec<T>,
    pub firing: Vec<T>,
    pub balance: Vec<T>,
    pub credit: Vec<T>,
    /// Σ_i c_i f(s_i) b_ij, before noise and clamps.
    pub returned: Vec<T>,
    /// u = c ⊙ f(s)
    pub effective: Vec<T>,
    /// r u
    pub factors: Vec<T>,
    /// What the operations on the synapses work with.
    pub bench: Workbench<T>,
}

impl<T: Scalar> Scratch<T> {
    /// For so many neurons.
    pub fn new(neurons: usize) -> Self {
        let zeros = || vec![T::zero(); neurons];
        Self {
            net_input: zeros(),
            firing: zeros(),
            balance: zeros(),
            credit: zeros(),
            returned: zeros(),
            effective: zeros(),
            factors: zeros(),
            bench: Workbench::default(),
        }
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        let vectors = 7 * self.firing.capacity() * size_of::<T>();
        vectors + self.bench.x.bytes() + self.bench.partial.bytes()
    }
}

/// Who works on the synapses, and in which memory.
#[derive(Debug, Clone)]
pub(super) struct Workbench<T: Scalar> {
    pub workers: Workers,
    /// x, filled up.
    pub x: Rows<T>,
    /// What each chunk of a block hands back.
    pub partial: Rows<T>,
}

impl<T: Scalar> Default for Workbench<T> {
    fn default() -> Self {
        Self {
            workers: Workers::default(),
            x: Rows::zeros(0, 0),
            partial: Rows::zeros(0, 0),
        }
    }
}

impl<T: Scalar> Workbench<T> {
    /// Lays out the firing rates of some neurons.
    pub fn lay_out(&mut self, firing: &[T]) {
        self.x.clear(1, firing.len());
        let rows = self.x.iter_mut();
        rows.for_each(|row| row.copy_from_slice(firing));
    }
}
