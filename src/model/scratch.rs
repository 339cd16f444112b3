//! Memory that updates work in.

use super::{Crew, Scalar};

/// Where updates put their results before those take the place of the state, and what they need on
/// the way. Kept from one tick to the next, so that ticking allocates nothing.
#[derive(Debug, Clone)]
pub(super) struct Scratch<T: Scalar> {
    pub net_input: Vec<T>,
    pub firing: Vec<T>,
    pub balance: Vec<T>,
    pub credit: Vec<T>,
    /// u = c ⊙ f(s)
    pub effective: Vec<T>,
    /// r u
    pub factors: Vec<T>,
    /// What each chunk of the synapses hands back.
    pub partial: Vec<T>,
    /// Who works.
    pub crew: Crew,
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
            effective: zeros(),
            factors: zeros(),
            partial: Vec::new(),
            crew: Crew::default(),
        }
    }
}
