//! Whether credit dies away, settles or runs away: the eigenvalues of J over time.

use crate::analysis::Spectrum;
use crate::engine::run::{Snapshot, Thinned};

/// The eigenvalues of J at one moment, and its spectral radius over time.
#[derive(Debug, Clone)]
pub struct Stability {
    /// The run they belong to.
    pub generation: u64,
    /// The iteration of the weights.
    pub iteration: u64,
    /// The eigenvalues, restricted to credits that are free.
    pub spectrum: Spectrum,
    /// (iteration, spectral radius) so far.
    pub radii: Thinned<(u64, f64)>,
}

/// Turns snapshots into stabilities; remembers the radii.
#[derive(Default)]
pub(in crate::engine) struct StabilityWatch {
    generation: u64,
    radii: Thinned<(u64, f64)>,
}

impl StabilityWatch {
    pub fn study(&mut self, snapshot: &Snapshot) -> Stability {
        if snapshot.generation != self.generation {
            self.generation = snapshot.generation;
            self.radii = Thinned::default();
        }
        let spectrum = Spectrum::of(
            &snapshot.feedback,
            &snapshot.balance(),
            snapshot.given_credits(),
        );
        if let Some(radius) = spectrum.radius {
            self.radii.push((snapshot.weights_iteration, radius));
        }
        Stability {
            generation: snapshot.generation,
            iteration: snapshot.weights_iteration,
            spectrum,
            radii: self.radii.clone(),
        }
    }
}
