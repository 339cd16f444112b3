//! One sample, settled, and one plasticity update of it, beside the gradient: the theorem of
//! [Fan & Mysore 2024, section 3] put to the test.

use std::sync::Arc;

use crate::analysis::{Agreement, Alignment, Feedforward, angle_degrees};
use crate::model::{
    Activation, Balance, BlowUp, Clock, Feedback, GivenState, InitialConditions, Intervals, Layers,
    Loss, NoiseStreams, Rules, Samples, Scalar, Simulation, Synapses, Topology, Window,
};

/// A layered network and what to test it with.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The network.
    pub layers: Layers,
    /// σ.
    pub activation: Activation,
    /// f; only with σ' is the rule backpropagation.
    pub balance: Balance,
    /// How credit travels back; only through the same synapses is the rule backpropagation.
    pub feedback: Feedback,
    /// What the output clamp descends.
    pub loss: Loss,
    /// The seed of weights and sample.
    pub seed: u64,
    /// Another seed for the weights.
    pub network_seed: Option<u64>,
    /// g, see [`InitialConditions::weight_gain`].
    pub weight_gain: f64,
    /// Weights, and feedback weights, that are given instead.
    pub given: GivenState,
    /// Plasticity updates made before, for the record.
    pub iterations: u64,
    /// Input and target; drawn at random if absent.
    pub sample: Option<(Vec<f64>, Vec<f64>)>,
    /// Samples over which changes and gradients are summed to tell the angle between them; if there are none,
    /// it is that at the sample.
    pub samples: Arc<Samples>,
}

/// What a trial has shown.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// W before the update, n × n, a row per post-neuron.
    pub weights: Vec<f64>,
    /// The input rates.
    pub input: Vec<f64>,
    /// The targets.
    pub target: Vec<f64>,
    /// The network that the gradient is of.
    pub feedforward: Feedforward,
    /// The equation of the rule, (c ⊙ f(s)) xᵀ, beside the gradient.
    pub equation: Agreement,
    /// What the plasticity update really changed, ΔW / r, beside the gradient.
    pub measured: Agreement,
    /// The angle between the rule and the gradient in each layer, in degrees, in the order of
    /// [`Agreement::layers`]; `None` where one of them is zero.
    pub angles: Vec<Option<f64>>,
    /// Over how many samples both are summed for it.
    pub angle_samples: usize,
    /// Whether firing and credit had settled before the update.
    pub settled: bool,
}

/// r: so large that in W + ΔW the digits of ΔW survive, not those of W, even where little credit arrives,
/// and a power of two, so that ΔW / r loses nothing. Three quarters of the exponents are used, which leaves
/// room for large credits.
fn learning_rate<T: Scalar>() -> f64 {
    let most = T::max_value().map_or(f64::MAX, T::to_f64);
    (0.75 * most.log2()).floor().exp2()
}

/// Random samples tried for one at which the gradient is zero in no layer. With the bounded ReLU it
/// often is: neurons below 0 or above 1 pass nothing back.
const TRIES: usize = 1000;
/// Samples over which changes are summed at most.
const MOST_SAMPLES: usize = 256;
/// Firing updates for each credit update, and credit updates, if synapses form cycles.
const UPDATES_WITH_CYCLES: usize = 64;

impl Trial {
    /// Plain layers under default rules: tanh, f = σ', squared loss, seed 1, w ~ N(0, 1/m).
    pub fn new(layers: Layers) -> Self {
        Self {
            layers,
            activation: Activation::default(),
            balance: Balance::default(),
            feedback: Feedback::default(),
            loss: Loss::default(),
            seed: 1,
            network_seed: None,
            weight_gain: 1.0,
            given: GivenState::default(),
            iterations: 0,
            sample: None,
            samples: Arc::default(),
        }
    }

    /// Presents the sample to a [`Simulation`] until firing and credit have settled, lets plasticity
    /// tick once, and compares with the gradient in double precision.
    ///
    /// # Errors
    /// When the simulation leaves the range of finite numbers.
    ///
    /// # Panics
    /// If weights or samples do not fit the layers.
    pub fn run<T: Scalar>(&self) -> Result<Evidence, BlowUp> {
        let topology = Topology::Layered(self.layers.clone());
        let initial = InitialConditions {
            weight_gain: self.weight_gain,
            firing_sd: 1.0,
            credit_sd: 1.0,
            seed: self.network_seed,
            given: self.given.clone(),
        };
        let rate = learning_rate::<T>();
        let start = Simulation::<T>::new(topology, &initial, self.rules(rate), self.seed);
        let before = start.network().synapses.clone();
        let feedforward = Feedforward::of(&self.layers, self.activation, &before);
        let (input, target) = self.sample_for::<T>(&feedforward);
        let mut simulation = start.clone().with_samples(Arc::new(Samples {
            inputs: vec![input.clone()],
            targets: vec![target.clone()],
            train: 1,
            ..Samples::default()
        }));
        simulation.step_until_plasticity()?;
        let settled = [Clock::Firing, Clock::Credit].map(|clock| simulation.is_settled(clock));
        let change = self.change(&simulation);
        simulation.tick(Clock::Plasticity)?;

        let compare = |rule: &dyn Fn(usize, usize) -> f64| {
            Agreement::of(&feedforward, &input, &target, self.loss, rule)
        };
        let weights = dense(&before);
        let after = dense(&simulation.network().synapses);
        let n = self.layers.neurons();
        let changed = |i: usize, j: usize| (after[i * n + j] - weights[i * n + j]) / rate;
        let equation = compare(&change);
        let (angles, angle_samples) = match self.samples.train {
            0 => {
                let layers = equation.layers.iter();
                let angles = layers.map(|layer| angle_degrees(&layer.rule, &layer.gradient));
                (angles.collect(), 1)
            }
            _ => self.angles(start, &feedforward)?,
        };
        Ok(Evidence {
            measured: compare(&changed),
            equation,
            angles,
            angle_samples,
            settled: settled == [true; 2],
            weights,
            input,
            target,
            feedforward,
        })
    }

    /// What the rule would change now, ΔW / r = (c ⊙ f(s)) xᵀ.
    fn change<T: Scalar>(
        &self,
        simulation: &Simulation<T>,
    ) -> impl Fn(usize, usize) -> f64 + use<T> {
        let network = simulation.network();
        let states = network.credit.iter().zip(&network.net_input);
        let effective: Vec<T> = states
            .map(|(&c, &s)| c * self.balance.value(self.activation, s))
            .collect();
        let firing = network.firing.to_vec();
        move |i, j| (effective[i] * firing[j]).to_f64()
    }

    /// The angles of the changes summed over the samples, and over how many. Nothing is learned meanwhile.
    fn angles<T: Scalar>(
        &self,
        start: Simulation<T>,
        feedforward: &Feedforward,
    ) -> Result<(Vec<Option<f64>>, usize), BlowUp> {
        let samples = &self.samples;
        let mut simulation = start.with_samples(Arc::clone(samples));
        let mut alignment = Alignment::default();
        for _ in 0..samples.train.min(MOST_SAMPLES) {
            simulation.step_until_plasticity()?;
            let shown = simulation.presentation().map_or(0, |now| now.sample);
            let sample = (&samples.inputs[shown][..], &samples.targets[shown][..]);
            alignment.add(feedforward, sample, self.loss, self.change(&simulation));
        }
        Ok((alignment.degrees(), alignment.samples))
    }

    /// The three rules with clocks so far apart that each settles before the next slower one ticks:
    /// without cycles, firing and credit need one update less than there are layers.
    fn rules(&self, learning_rate: f64) -> Rules {
        let updates = if self.layers.recurrent {
            UPDATES_WITH_CYCLES
        } else {
            self.layers.count() + 1
        } as f64;
        let plasticity_ms = updates * updates;
        let throughout = Window {
            from_ms: 0.0,
            to_ms: plasticity_ms,
        };
        let mut rules = Rules {
            activation: self.activation,
            balance: self.balance,
            feedback: self.feedback,
            clocks: Intervals {
                firing_ms: 1.0,
                credit_ms: updates,
                plasticity_ms,
            },
            ..Rules::default()
        };
        rules.drive.firing_noise_sd = 0.0;
        rules.drive.credit_noise_sd = 0.0;
        rules.plasticity.learning_rate = learning_rate.into();
        rules.plasticity.pruning = 0.0;
        rules.teaching.loss = self.loss;
        rules.teaching.present_ms = plasticity_ms;
        rules.teaching.input = throughout;
        rules.teaching.output = throughout;
        rules.teaching.batch = 1;
        rules
    }

    /// The sample, rounded to the precision of the simulation.
    fn sample_for<T: Scalar>(&self, feedforward: &Feedforward) -> (Vec<f64>, Vec<f64>) {
        if let Some((input, target)) = &self.sample {
            return (rounded::<T>(input), rounded::<T>(target));
        }
        let mut stream = NoiseStreams::new(self.seed).order;
        let mut draw = |count: usize| -> Vec<f64> {
            let mut values = vec![0.0; count];
            stream.fill(&mut values, 1.0);
            values
        };
        let mut next = || {
            let input = rounded::<T>(&draw(self.layers.inputs().len()));
            let mut target = draw(self.layers.outputs().len());
            if self.loss == Loss::CrossEntropy {
                target.iter_mut().for_each(|y| *y = y.exp());
                let total: f64 = target.iter().sum();
                target.iter_mut().for_each(|y| *y /= total);
            }
            (input, rounded::<T>(&target))
        };
        let mut sample = next();
        for _ in 1..TRIES {
            let gradient = feedforward.gradient(&sample.0, &sample.1, self.loss);
            let is_zero = |values: &[f64]| values.iter().all(|&v| v == 0.0);
            if !gradient.blocks.iter().any(|block| is_zero(&block.values)) {
                break;
            }
            sample = next();
        }
        sample
    }
}

fn rounded<T: Scalar>(values: &[f64]) -> Vec<f64> {
    values.iter().map(|&v| T::of(v).to_f64()).collect()
}

fn dense<T: Scalar>(synapses: &Synapses<T>) -> Vec<f64> {
    let n = synapses.neurons;
    let mut rows = vec![0.0; n * n];
    synapses.write_dense(&mut rows, 0.0, T::to_f64);
    rows
}
