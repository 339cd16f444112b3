//! A network to take home: everything of one moment, and without loss.

use super::runner::Runner;
use super::snapshot::Snapshot;

/// A simulation at one moment. Other than in the snapshots that are published, the weights are always
/// those of the same moment as the rest.
#[derive(Debug, Clone)]
pub struct NetworkCopy {
    /// The state, with the weights in single precision.
    pub snapshot: Snapshot,
    /// W, n × n numbers, row = post, where the simulation has it in double precision.
    pub double: Option<Vec<f64>>,
}

impl Runner {
    /// A copy of the network as it stands.
    pub fn copy_network(&self) -> NetworkCopy {
        NetworkCopy {
            snapshot: self.snapshot(self.copy_weights()),
            double: (self.precision() == "f64").then(|| self.weights()),
        }
    }
}
