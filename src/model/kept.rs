//! A simulation as it stood at one moment, kept in little memory.

use super::packed::Packed;
use super::presentation::Training;
use super::scratch::Scratch;
use super::{Network, Scalar, Simulation};

/// All that a simulation needs to go on from a moment, bit for bit: weights without the pruned ones, rates,
/// credits, random streams, clocks and the order of samples. What it only works in is left out.
#[derive(Debug, Clone)]
pub struct Kept<T: Scalar> {
    /// The simulation without weights.
    frame: Simulation<T>,
    weights: Packed<T>,
    bytes: usize,
}

impl<T: Scalar> Simulation<T> {
    /// Keeps the simulation as it stands.
    pub fn keep(&self) -> Kept<T> {
        let weights = Packed::of(&self.network.synapses);
        let vectors = 7 * self.network.neurons() + self.held.len();
        let order = self.training.as_ref().map_or(0, Training::bytes);
        let feedback = self.feedback.as_ref().map_or(0, |path| path.own_bytes());
        let own = size_of::<Self>() + vectors * size_of::<T>() + order + feedback;
        Kept {
            bytes: own + weights.bytes() + self.plasticity.lean().bytes(),
            frame: self.frame(),
            weights,
        }
    }

    /// A copy without weights and without the memory that updates work in.
    fn frame(&self) -> Self {
        Self {
            network: Network {
                topology: self.network.topology.clone(),
                synapses: self.network.synapses.hollow(),
                net_input: self.network.net_input.clone(),
                balance: self.network.balance.clone(),
                firing: self.network.firing.clone(),
                credit: self.network.credit.clone(),
                initial_firing: self.network.initial_firing.clone(),
                initial_credit: self.network.initial_credit.clone(),
            },
            rules: self.rules,
            schedule: self.schedule.clone(),
            training: self.training.clone(),
            held: self.held.clone(),
            clamp_acts: self.clamp_acts,
            streams: self.streams.clone(),
            feedback: (self.feedback.as_ref()).map(|path| Box::new(path.hollow())),
            weight_gain: self.weight_gain,
            plasticity: self.plasticity.lean(),
            scratch: Scratch::new(0),
            ticks: self.ticks,
            changes: self.changes,
            origins: self.origins.clone(),
            returned: self.returned.clone(),
            settled: self.settled,
            answered: self.answered,
            blow_up: self.blow_up,
        }
    }
}

impl<T: Scalar> Kept<T> {
    /// A simulation that stands where the kept one stood. Nobody helps it yet.
    pub fn restore(&self) -> Simulation<T> {
        let mut simulation = self.frame.clone();
        simulation.network.synapses = self.weights.unpack();
        simulation.scratch = Scratch::new(simulation.network.neurons());
        if let Some(path) = &mut simulation.feedback {
            **path = path.filled(&simulation.network.synapses);
        }
        simulation
    }

    /// Bytes of memory, about.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Feedback, FeedbackWeights, GivenState, InitialConditions, Layers, LearningRate, Rules,
        Samples, Topology,
    };

    fn conditions() -> InitialConditions {
        InitialConditions {
            weight_gain: 0.5,
            firing_sd: 1.0,
            credit_sd: 1.0,
            seed: None,
            given: GivenState::default(),
        }
    }

    /// Keeps at one moment, and sees that both go on alike.
    fn goes_on_alike<T: Scalar>(mut simulation: Simulation<T>) {
        for steps in [0, 1, 7, 40] {
            for _ in 0..steps {
                simulation.step().expect("finite");
            }
            let mut again = simulation.keep().restore();
            let mut original = simulation.clone();
            assert_eq!(again.network(), original.network());
            assert_eq!(again.feedback(), original.feedback());
            for _ in 0..30 {
                assert_eq!(again.step(), original.step());
            }
            assert_eq!(again.network(), original.network());
            assert_eq!(again.feedback(), original.feedback());
            assert_eq!(again.returned_share(), original.returned_share());
            assert_eq!(again.presentation(), original.presentation());
        }
    }

    #[test]
    fn what_is_kept_goes_on_as_the_original_bit_for_bit_whatever_way_credit_travels() {
        for weights in FeedbackWeights::ALL {
            for (noise, shuffled_credit) in [(0.0, false), (0.3, true)] {
                let feedback = Feedback {
                    weights,
                    transport_noise: noise,
                };
                let mut rules = Rules {
                    feedback,
                    ..Rules::default()
                };
                rules.plasticity.shuffled_credit = shuffled_credit;
                rules.clocks.plasticity_ms = 2.0;
                let all = Topology::AllToAll { neurons: 40 };
                goes_on_alike(Simulation::<f32>::new(all, &conditions(), rules, 3));
            }
        }
    }

    #[test]
    fn what_is_kept_of_a_task_goes_on_through_samples_and_batches() {
        for weights in FeedbackWeights::ALL {
            let mut rules = Rules::default();
            rules.feedback.weights = weights;
            rules.drive.firing_noise_sd = 0.0;
            rules.drive.credit_noise_sd = 0.0;
            rules.plasticity.pruning = 0.2;
            rules.plasticity.learning_rate = LearningRate::Constant(0.05);
            rules.teaching.batch = 3;
            let layers = Topology::Layered(Layers::plain(&[2, 5, 1]));
            let samples = Samples {
                inputs: vec![vec![1.0, -1.0], vec![-1.0, 1.0], vec![1.0, 1.0]],
                targets: vec![vec![0.5], vec![-0.5], vec![0.1]],
                train: 3,
                ..Samples::default()
            };
            let simulation = Simulation::<f64>::new(layers, &conditions(), rules, 3);
            goes_on_alike(simulation.with_samples(std::sync::Arc::new(samples)));
        }
    }
}
