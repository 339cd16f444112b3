//! What the engine thread keeps of one side beside its simulation.

use std::sync::Arc;
use std::time::Instant;

use super::speedometer::Speedometer;
use super::{Probe, Runner, Snapshot, WeightsCopy};
use crate::analysis::Connectome;

/// Larger networks are not probed.
pub const PROBED_NEURONS: usize = 600;

/// The copies of the weights of a side, its speed and the number of its run.
pub(super) struct Track {
    pub generation: u64,
    weights: WeightsCopy,
    /// Earlier copies of the weights whose memory can serve again once nobody looks at them.
    spare: Vec<Arc<Connectome>>,
    speedometer: Speedometer,
}

impl Track {
    pub fn of(runner: &Runner, generation: u64) -> Self {
        Self {
            generation,
            weights: runner.copy_weights(),
            spare: Vec::new(),
            speedometer: Speedometer::default(),
        }
    }

    /// Another run begins on this side.
    pub fn begin(&mut self, runner: &Runner, generation: u64) {
        self.generation = generation;
        self.measure_anew();
        self.refresh_weights(runner);
    }

    /// Forgets the speed measured so far.
    pub fn measure_anew(&mut self) {
        self.speedometer = Speedometer::default();
    }

    /// Whether the copy of the weights is older than the simulation.
    pub fn is_stale(&self, runner: &Runner) -> bool {
        self.weights.iteration != runner.iteration()
    }

    /// The side as it stands; the caller numbers the snapshot.
    pub fn snapshot(&mut self, runner: &Runner, running: bool, now: Instant) -> Snapshot {
        let speed = self.speedometer.read(runner.iteration(), now);
        Snapshot {
            generation: self.generation,
            running,
            iterations_per_second: if running { speed } else { 0.0 },
            ..runner.snapshot(self.weights.clone())
        }
    }

    /// Looks ahead at the next plasticity update. Not for large networks: a twin of them costs more
    /// than a look is worth.
    pub fn probe(&self, runner: &Runner) -> Option<Probe> {
        let probed = runner.neurons() <= PROBED_NEURONS;
        let probe = probed.then(|| runner.probe()).flatten()?;
        Some(Probe {
            generation: self.generation,
            ..probe
        })
    }

    /// Copies W, into memory that nobody looks at any more if there is some.
    pub fn refresh_weights(&mut self, runner: &Runner) {
        let n = runner.neurons();
        self.spare.retain(|copy| copy.neurons() == n);
        let free = self
            .spare
            .iter_mut()
            .position(|c| Arc::get_mut(c).is_some());
        let mut copy = match free {
            Some(i) => self.spare.swap_remove(i),
            None => Arc::new(Connectome::new(n, vec![0.0; n * n])),
        };
        if let Some(connectome) = Arc::get_mut(&mut copy) {
            runner.write_weights(connectome.weights_mut());
        }
        let replaced = std::mem::replace(&mut self.weights.connectome, copy);
        if replaced.neurons() == n {
            self.spare.push(replaced);
        }
        self.weights.iteration = runner.iteration();
        self.weights.revision += 1;
    }
}
