//! The latest firing of all neurons, kept only while somebody looks at it.

use std::collections::VecDeque;

/// Updates kept, and numbers at most: the fewer neurons, the more updates.
const MOST_UPDATES: usize = 240;
const MOST_NUMBERS: usize = 120_000;
/// Large networks keep at least so many.
const FEWEST_UPDATES: usize = 24;

/// x of every neuron after each of the latest firing updates, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FiringRaster {
    /// Model time of each update in milliseconds.
    pub at_ms: Vec<f64>,
    /// x, one row of all neurons for each update.
    pub firing: Vec<f32>,
}

impl FiringRaster {
    /// x of all neurons after the update of this number.
    pub fn row(&self, update: usize) -> &[f32] {
        let neurons = self.firing.len() / self.at_ms.len().max(1);
        let from = update * neurons;
        self.firing.get(from..from + neurons).unwrap_or_default()
    }
}

/// Takes note of firing updates while it is told to.
#[derive(Debug, Clone, Default)]
pub(super) struct FiringLog {
    watching: bool,
    updates: VecDeque<(f64, Vec<f32>)>,
}

impl FiringLog {
    pub fn is_watching(&self) -> bool {
        self.watching
    }

    /// Begins or ends to take note; what nobody looks at is forgotten.
    pub fn watch(&mut self, watching: bool) {
        self.watching = watching;
        if !watching {
            self.updates = VecDeque::new();
        }
    }

    /// Takes note of an update, which `write` puts into the numbers it is given.
    pub fn push(&mut self, at_ms: f64, neurons: usize, write: impl FnOnce(&mut Vec<f32>)) {
        let most = (MOST_NUMBERS / neurons.max(1)).clamp(FEWEST_UPDATES, MOST_UPDATES);
        let oldest = (self.updates.len() >= most).then(|| self.updates.pop_front());
        let (_, mut firing) = oldest.flatten().unwrap_or_default();
        firing.clear();
        write(&mut firing);
        self.updates.push_back((at_ms, firing));
    }

    /// All that is kept.
    pub fn raster(&self) -> FiringRaster {
        let mut raster = FiringRaster::default();
        for (at_ms, firing) in &self.updates {
            raster.at_ms.push(*at_ms);
            raster.firing.extend_from_slice(firing);
        }
        raster
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Runner;
    use crate::model::{Clock, GivenState, Topology};
    use crate::scenario::Scenario;

    fn runner() -> Runner {
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons: 20 });
        Runner::new(&scenario, GivenState::default(), None)
    }

    #[test]
    fn the_last_row_is_the_firing_of_now_and_looking_on_changes_no_bit() {
        let (mut watched, mut alone) = (runner(), runner());
        watched.watch_firing(true);
        for runner in [&mut watched, &mut alone] {
            runner.run_to(300).expect("finite");
            runner.tick(Clock::Firing).expect("finite");
        }
        assert_eq!(watched.state(), alone.state());
        assert_eq!(watched.weights(), alone.weights());
        let raster = watched.firing_raster();
        assert_eq!(raster.at_ms.len(), MOST_UPDATES);
        assert!(raster.at_ms.is_sorted());
        let now: Vec<f32> = watched.state().firing.iter().map(|x| *x as f32).collect();
        assert_eq!(raster.row(MOST_UPDATES - 1), now);
        assert!(alone.firing_raster().at_ms.is_empty());
        watched.watch_firing(false);
        assert!(watched.firing_raster().at_ms.is_empty());
    }
}
