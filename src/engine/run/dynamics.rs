//! A simulation whose number type is hidden.

use std::sync::Arc;

use crate::model::{
    BlowUp, Clock, FeedbackWeights, Helpers, Kept, Presentation, Pulse, Rules, Samples, Scalar,
    Simulation, Topology,
};

/// What can be done with a simulation whatever its number type. The methods of the same name of
/// [`Simulation`] say what each does.
pub trait Dynamics: Send + Sync {
    fn run(&mut self, go_on: &mut dyn FnMut(&Pulse) -> bool) -> Result<(), BlowUp>;
    fn tick(&mut self, clock: Clock) -> Result<(), BlowUp>;
    fn set_rules(&mut self, rules: Rules);
    fn set_helpers(&mut self, helpers: Option<Arc<dyn Helpers>>);
    fn bytes(&self) -> usize;
    fn rules(&self) -> &Rules;
    fn iteration(&self) -> u64;
    fn now_ms(&self) -> f64;
    fn next_ms(&self) -> f64;
    fn wait_until(&mut self, at_ms: f64);
    fn ticks(&self, clock: Clock) -> u64;
    fn change(&self, clock: Clock) -> f64;
    fn is_settled(&self, clock: Clock) -> bool;
    fn blow_up(&self) -> Option<BlowUp>;
    fn step_until_plasticity(&mut self) -> Result<(), BlowUp>;
    fn presentation(&self) -> Option<Presentation>;
    fn samples(&self) -> Option<Arc<Samples>>;
    /// Keeps it as it stands, in little memory.
    fn keep(&self) -> Box<dyn KeptDynamics>;
    /// A copy that goes its own way.
    fn twin(&self) -> Box<dyn Dynamics>;
    /// Number of neurons n.
    fn neurons(&self) -> usize {
        self.topology().neurons()
    }
    /// The shape of the network.
    fn topology(&self) -> &Topology;
    /// The number type: `f32` or `f64`.
    fn precision(&self) -> &'static str;
    /// x, s and c of every neuron, widened without loss.
    fn state(&self) -> NeuronStates;
    /// x of every neuron, rounded to f32 for pictures, behind what is there.
    fn append_firing(&self, numbers: &mut Vec<f32>);
    /// W into an n × n array (row = post, column = pre), rounded to f32 for pictures and statistics.
    fn write_weights(&self, rows: &mut [f32]);
    /// W as an n × n array (row = post, column = pre), without loss.
    fn weights(&self) -> Vec<f64>;
    /// The feedback weights b_ij, as [`Self::weights`]; `None` where they are W.
    fn feedback(&self) -> Option<Vec<f64>>;
    fn returned_share(&self) -> Option<f64>;
}

/// A simulation kept as it stood; see [`Kept`].
pub trait KeptDynamics: Send + Sync {
    fn restore(&self) -> Box<dyn Dynamics>;
    fn bytes(&self) -> usize;
}

impl<T: Scalar> KeptDynamics for Kept<T> {
    fn restore(&self) -> Box<dyn Dynamics> {
        Box::new(Self::restore(self))
    }
    fn bytes(&self) -> usize {
        Self::bytes(self)
    }
}

/// The state of every neuron.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NeuronStates {
    /// x_i, firing rates.
    pub firing: Vec<f64>,
    /// s_i, net inputs at the latest firing update.
    pub net_input: Vec<f64>,
    /// c_i, credits.
    pub credit: Vec<f64>,
    /// Whether x = σ(s) + ε_x, but where it is held: not before the first firing update, nor between a change
    /// of rules or clamps and the next.
    pub has_fired: bool,
    /// Σ_i g_ji of every neuron j at the latest credit update; `None` when the credits are not made of it, as
    /// above.
    pub returned: Option<Vec<f64>>,
}

impl<T: Scalar> Dynamics for Simulation<T> {
    fn run(&mut self, go_on: &mut dyn FnMut(&Pulse) -> bool) -> Result<(), BlowUp> {
        Self::run(self, go_on)
    }
    fn tick(&mut self, clock: Clock) -> Result<(), BlowUp> {
        Self::tick(self, clock)
    }
    fn set_rules(&mut self, rules: Rules) {
        Self::set_rules(self, rules);
    }
    fn set_helpers(&mut self, helpers: Option<Arc<dyn Helpers>>) {
        Self::set_helpers(self, helpers);
    }
    fn bytes(&self) -> usize {
        Self::bytes(self)
    }
    fn rules(&self) -> &Rules {
        Self::rules(self)
    }
    fn iteration(&self) -> u64 {
        Self::iteration(self)
    }
    fn now_ms(&self) -> f64 {
        Self::now_ms(self)
    }
    fn next_ms(&self) -> f64 {
        Self::next_ms(self)
    }
    fn wait_until(&mut self, at_ms: f64) {
        Self::wait_until(self, at_ms);
    }
    fn ticks(&self, clock: Clock) -> u64 {
        Self::ticks(self, clock)
    }
    fn change(&self, clock: Clock) -> f64 {
        Self::change(self, clock)
    }
    fn is_settled(&self, clock: Clock) -> bool {
        Self::is_settled(self, clock)
    }
    fn blow_up(&self) -> Option<BlowUp> {
        Self::blow_up(self)
    }
    fn step_until_plasticity(&mut self) -> Result<(), BlowUp> {
        Self::step_until_plasticity(self)
    }
    fn presentation(&self) -> Option<Presentation> {
        Self::presentation(self)
    }
    fn samples(&self) -> Option<Arc<Samples>> {
        Self::samples(self).cloned()
    }
    fn keep(&self) -> Box<dyn KeptDynamics> {
        Box::new(Self::keep(self))
    }
    fn twin(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
    fn topology(&self) -> &Topology {
        &self.network().topology
    }
    fn precision(&self) -> &'static str {
        T::NAME
    }
    fn state(&self) -> NeuronStates {
        let widen = |values: &[T]| values.iter().map(|v| v.to_f64()).collect();
        NeuronStates {
            firing: widen(&self.network().firing),
            net_input: widen(&self.network().net_input),
            credit: widen(&self.network().credit),
            has_fired: self.has_fired(),
            returned: self.returned().map(widen),
        }
    }
    fn append_firing(&self, numbers: &mut Vec<f32>) {
        numbers.extend(self.network().firing.iter().map(|x| x.to_f64() as f32));
    }
    fn write_weights(&self, rows: &mut [f32]) {
        let synapses = &self.network().synapses;
        synapses.write_dense(rows, 0.0, |w| w.to_f64() as f32);
    }
    fn weights(&self) -> Vec<f64> {
        let n = self.network().neurons();
        let mut rows = vec![0.0; n * n];
        let synapses = &self.network().synapses;
        synapses.write_dense(&mut rows, 0.0, T::to_f64);
        rows
    }
    fn feedback(&self) -> Option<Vec<f64>> {
        let n = self.network().neurons();
        if self.rules().feedback.weights == FeedbackWeights::Same {
            return None;
        }
        let mut rows = vec![0.0; n * n];
        if let Some(synapses) = Self::feedback(self) {
            synapses.write_dense(&mut rows, 0.0, T::to_f64);
        }
        Some(rows)
    }
    fn returned_share(&self) -> Option<f64> {
        Self::returned_share(self)
    }
}
