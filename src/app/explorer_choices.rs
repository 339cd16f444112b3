//! What the user has chosen in the explorer, and the sweep that it asks for.

use std::path::Path;

use crate::engine::sweep::{Axis, Design, Spacing, SweepError};
use crate::scenario::{CREDIT_NOISE, FIRING_NOISE, LEARNING_RATE, PRUNING, Quantity, Scenario};

/// What the user has set in the explorer.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplorerChoices {
    /// What is varied.
    pub axis: AxisChoice,
    /// What is varied besides, for a map.
    pub second: Option<AxisChoice>,
    /// How many seeds.
    pub seeds: usize,
    /// Length of each run; that of the scenario until the user says otherwise.
    pub iterations: Option<u64>,
    /// Whether all seeds begin with the same network.
    pub same_network: bool,
    /// Whether to measure what chance gives.
    pub controls: bool,
    /// The measure that a map shows.
    pub measure: usize,
}

impl Default for ExplorerChoices {
    /// The measured table of the learning rate, in a size that takes seconds.
    fn default() -> Self {
        Self {
            axis: AxisChoice::of(&LEARNING_RATE),
            second: None,
            seeds: 4,
            iterations: None,
            same_network: false,
            controls: true,
            measure: 0,
        }
    }
}

/// A number and the values that it takes.
#[derive(Debug, Clone)]
pub struct AxisChoice {
    /// What is varied.
    pub quantity: &'static Quantity,
    /// The smallest value.
    pub from: f64,
    /// The largest.
    pub to: f64,
    /// How many values.
    pub count: usize,
    /// By ratios, or by differences.
    pub spacing: Spacing,
}

impl PartialEq for AxisChoice {
    fn eq(&self, other: &Self) -> bool {
        let parts = |a: &Self| (a.quantity.key, a.from, a.to, a.count, a.spacing);
        parts(self) == parts(other)
    }
}

impl AxisChoice {
    /// A number over the range of its slider, the learning rate from slow to fast.
    pub fn of(quantity: &'static Quantity) -> Self {
        let (from, to) = match quantity.key {
            key if key == LEARNING_RATE.key => (0.003, 3.0),
            key if key == PRUNING.key => (0.5, 0.98),
            key if [FIRING_NOISE.key, CREDIT_NOISE.key].contains(&key) => (0.0, 1.0),
            "network.neurons" => (50.0, 400.0),
            _ => quantity.slider,
        };
        Self {
            quantity,
            from,
            to,
            count: 7,
            spacing: match quantity.logarithmic && from > 0.0 {
                true => Spacing::Logarithmic,
                false => Spacing::Linear,
            },
        }
    }

    fn axis(&self) -> Result<Axis, SweepError> {
        Axis::spaced(self.quantity, self.from, self.to, self.spacing, self.count)
    }
}

impl ExplorerChoices {
    /// The sweep that they ask for, of a scenario whose file is in this folder.
    ///
    /// # Errors
    /// When there is no such axis.
    pub fn design(&self, scenario: &Scenario, folder: Option<&Path>) -> Result<Design, SweepError> {
        let mut scenario = scenario.clone();
        if let Some(iterations) = self.iterations {
            scenario.run.iterations = iterations;
        }
        let axes = std::iter::once(&self.axis).chain(&self.second);
        Ok(Design {
            scenario,
            base_dir: folder.map(Path::to_path_buf),
            axes: axes.map(AxisChoice::axis).collect::<Result<_, _>>()?,
            seeds: self.seeds,
            same_network: self.same_network,
            controls: self.controls,
        })
    }

    /// How many runs that makes.
    pub fn runs(&self) -> usize {
        self.seeds * self.axis.count * self.second.as_ref().map_or(1, |axis| axis.count)
    }
}
