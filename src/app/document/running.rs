//! What the simulation of a document runs, and what of it cannot change while it does.

use crate::model::Loss;
use crate::scenario::{NetworkSpec, Scenario, Supplies, Task};

/// What the simulation of a side runs.
#[derive(Debug, Clone)]
pub(super) struct Running {
    pub network: RunningNetwork,
    /// Initial values from files, and what its task is to learn.
    pub supplies: Supplies,
}

/// What a running simulation cannot change: its network and its seed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RunningNetwork {
    pub network: NetworkSpec,
    pub task: Option<Task>,
    /// Targets are made for a loss, so it changes only with them.
    pub loss: Loss,
    pub seeds: (u64, Option<u64>),
}

impl RunningNetwork {
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            network: scenario.network.clone(),
            task: scenario.task.clone(),
            loss: scenario.rules.teaching.loss,
            seeds: (scenario.run.seed, scenario.run.network_seed),
        }
    }
}

impl Running {
    /// Both sides of a scenario.
    pub fn sides(
        scenario: &Scenario,
        supplies: Supplies,
        compared: Option<Supplies>,
    ) -> (Self, Option<Self>) {
        let new = |scenario: &Scenario, supplies| Self {
            network: RunningNetwork::of(scenario),
            supplies,
        };
        let beside = scenario.side_b().zip(compared);
        let beside = beside.map(|(b, supplies)| new(&b, supplies));
        (new(scenario, supplies), beside)
    }
}
