//! Snapshots of one side: the copies of its weights that they share, and its speed.

use std::sync::Arc;
use std::time::Instant;

use crate::analysis::Connectome;
use crate::engine::run::{PROBED_NEURONS, Probe, Runner, Snapshot, WeightsCopy};

/// Makes the snapshots of a side: keeps copies of its weights, its speed and the number of its run.
pub(super) struct Publisher {
    pub generation: u64,
    weights: WeightsCopy,
    /// An earlier copy of the weights whose memory can serve again once nobody looks at it. More are
    /// not kept.
    spare: Option<Arc<Connectome>>,
    speedometer: Speedometer,
}

impl Publisher {
    pub fn of(runner: &Runner, generation: u64) -> Self {
        Self {
            generation,
            weights: runner.copy_weights(),
            spare: None,
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
        let copies = std::iter::once(&self.weights.connectome).chain(&self.spare);
        let speed = self.speedometer.read(runner.iteration(), now);
        Snapshot {
            generation: self.generation,
            copies_bytes: copies.map(|copy| size_of_val(copy.weights())).sum(),
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
        let spare = self.spare.take().filter(|copy| copy.neurons() == n);
        let mut copy = spare
            .filter(|copy| Arc::strong_count(copy) == 1)
            .unwrap_or_else(|| Arc::new(Connectome::new(n, vec![0.0; n * n])));
        if let Some(connectome) = Arc::get_mut(&mut copy) {
            runner.write_weights(connectome.weights_mut());
        }
        self.weights.feedback = runner.copy_feedback(&copy);
        self.spare = Some(std::mem::replace(&mut self.weights.connectome, copy));
        self.weights.iteration = runner.iteration();
        self.weights.revision += 1;
    }
}

/// Readings are taken over about this long.
const WINDOW_S: f64 = 0.5;

/// Iterations per second over the last half second.
#[derive(Debug, Default)]
struct Speedometer {
    from: Option<(u64, Instant)>,
    reading: f64,
}

impl Speedometer {
    /// Takes note of the iteration reached now and returns the speed.
    fn read(&mut self, iteration: u64, now: Instant) -> f64 {
        let Some((from_iteration, from)) = self.from else {
            self.from = Some((iteration, now));
            return self.reading;
        };
        let seconds = (now - from).as_secs_f64();
        if seconds >= WINDOW_S {
            self.reading = iteration.saturating_sub(from_iteration) as f64 / seconds;
            self.from = Some((iteration, now));
        }
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GivenState, Topology};
    use crate::scenario::Scenario;

    #[test]
    fn the_engine_keeps_three_numbers_for_each_synapse_whoever_holds_its_snapshots() {
        let neurons = 600;
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons });
        let mut runner = Runner::new(&scenario, GivenState::default(), None);
        let mut publisher = Publisher::of(&runner, 1);
        let mut held = Vec::new();
        for iteration in 1..8 {
            runner.run_to(10 * iteration).expect("finite");
            publisher.refresh_weights(&runner);
            held.push(publisher.snapshot(&runner, true, Instant::now()));
            let latest = &held[held.len() - 1];
            assert_eq!(latest.weights_iteration, 10 * iteration);
            let numbers = (latest.simulation_bytes + latest.copies_bytes) / size_of::<f32>();
            let of_each_synapse = numbers as f64 / (neurons * neurons) as f64;
            // Three, and the fill of rows, candidates for pruning and some numbers for each neuron.
            assert!(of_each_synapse < 3.12, "{of_each_synapse} numbers");
        }
        // What somebody holds is not written to.
        for (snapshot, iteration) in held.iter().zip([10, 20, 30]) {
            assert_eq!(snapshot.weights_iteration, iteration);
        }
        assert_ne!(held[0].weights, held[1].weights);
    }
}
