//! How much work runs are, so that a sweep can tell how far it is.

use super::plan::Plan;
use crate::model::Topology;
use crate::scenario::Scenario;

impl Plan {
    /// About how much work a run is, in updates of single synapses.
    pub(super) fn work(&self, scenario: &Scenario) -> f64 {
        let runs = 1 + self.controls().filter(|control| control.is_run()).count();
        runs as f64 * scenario.run.iterations as f64 * work_of_iteration(scenario)
    }
}

/// About how much work an iteration is: the ticks of all clocks in it, times the synapses.
pub(in crate::engine) fn work_of_iteration(scenario: &Scenario) -> f64 {
    let clocks = &scenario.rules.clocks;
    let ticks =
        1.0 + clocks.plasticity_ms / clocks.firing_ms + clocks.plasticity_ms / clocks.credit_ms;
    let synapses = match &scenario.network.topology {
        Topology::AllToAll { neurons } => (neurons * neurons) as f64,
        // They are the same in all runs.
        Topology::Layered(_) => 1.0,
    };
    ticks * synapses
}
