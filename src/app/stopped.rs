//! What to say, and to offer, when a simulation has left the finite numbers.

use crate::engine::Snapshot;
use crate::model::State;
use crate::scenario::Scenario;

/// An explanation of why the simulation stopped, and a change that mends it.
pub struct Advice {
    /// What grew, when and why.
    pub text: String,
    /// What the button says.
    pub button: String,
    /// What the button does to the scenario, before it is begun again.
    pub apply: fn(&mut Scenario),
}

/// Weights beyond this many times their initial spread were made by learning.
const GROWN: f64 = 8.0;

impl Advice {
    /// Advice for a simulation that stopped; `None` while all is well.
    pub fn for_snapshot(snapshot: &Snapshot, scenario: &Scenario) -> Option<Self> {
        let blow_up = snapshot.blow_up?;
        let largest = snapshot
            .weights
            .weights()
            .iter()
            .fold(0.0_f32, |most, w| most.max(w.abs()));
        let spread = scenario.network.weight_gain / (snapshot.neurons().max(1) as f64).sqrt();
        let learned = blow_up.what == State::Weight || f64::from(largest) > GROWN * spread;
        let (cause, button, apply): (&str, &str, fn(&mut Scenario)) = if learned {
            (
                "the weights have grown by learning until each update feeds the next",
                "Divide r by ten and begin again",
                |scenario| scenario.rules.plasticity.learning_rate /= 10.0,
            )
        } else {
            (
                "the initial weights are so strong that each credit update multiplies credit (spectral radius of J above 1)",
                "Set the initial weight gain to 0.5 and begin again",
                |scenario| scenario.network.weight_gain = 0.5,
            )
        };
        let text = format!("Stopped at the last finite state: the {blow_up}, because {cause}.");
        Some(Self {
            text,
            button: button.to_owned(),
            apply,
        })
    }
}
