//! Runs a scenario, in the precision its network asks for.

use std::sync::Arc;

use super::events::{Event, EventLog};
use super::learning::LearningCurve;
use super::{Probe, Snapshot};
use crate::analysis::{Connectome, Method};
use crate::model::{
    BlowUp, Clock, GivenState, Helpers, InitialConditions, Presentation, Pulse, Rules, Samples,
    Scalar, Simulation, Topology,
};
use crate::scenario::Scenario;

/// A simulation whose number type is hidden: what the window, the headless command and the tests
/// all drive. Connectomes run in f32, layered networks in f64.
pub struct Runner {
    simulation: Box<dyn Dynamics>,
    seed: u64,
    method: Method,
    events: EventLog,
    learning: LearningCurve,
}

impl Runner {
    /// A runner at model time zero. `given` are initial values that replace random ones; `samples`
    /// are what the scenario's task is to learn.
    pub fn new(scenario: &Scenario, given: GivenState, samples: Option<Arc<Samples>>) -> Self {
        let initial = InitialConditions {
            given,
            ..scenario.initial_conditions()
        };
        let topology = scenario.network.topology.clone();
        let (rules, seed) = (scenario.rules, scenario.run.seed);
        let simulation: Box<dyn Dynamics> = match topology {
            Topology::AllToAll { .. } => {
                Box::new(Simulation::<f32>::new(topology, &initial, rules, seed))
            }
            Topology::Layered(_) => {
                let network = Simulation::<f64>::new(topology, &initial, rules, seed);
                Box::new(match samples {
                    Some(samples) => network.with_samples(samples),
                    None => network,
                })
            }
        };
        let mut runner = Self {
            simulation,
            seed,
            method: scenario.method,
            events: EventLog::default(),
            learning: LearningCurve::default(),
        };
        runner.learning.follow(runner.simulation.as_ref());
        runner
    }

    /// Steps until `iteration` plasticity updates have been made since the beginning.
    ///
    /// # Errors
    /// When the simulation blows up; it then stands at its last finite state.
    pub fn run_to(&mut self, iteration: u64) -> Result<(), BlowUp> {
        if self.iteration() >= iteration {
            return Ok(());
        }
        self.run(&mut |pulse| pulse.iteration < iteration)
    }

    /// Completes the learning curve; call at the end of a run.
    pub fn close(&mut self) {
        self.learning.close(self.simulation.as_ref());
    }

    /// Steps again and again, at least once, until `go_on` says no; see [`Simulation::run`].
    ///
    /// # Errors
    /// When the simulation blows up; it then stands at its last finite state.
    pub fn run(&mut self, go_on: &mut dyn FnMut(&Pulse) -> bool) -> Result<(), BlowUp> {
        // The learning curve looks at the network after every step.
        let learns = self.simulation.presentation().is_some();
        loop {
            let mut more = false;
            let events = &mut self.events;
            let outcome = self.simulation.run(&mut |pulse| {
                events.follow(pulse);
                more = go_on(pulse);
                more && !learns
            });
            if learns {
                self.learning.follow(self.simulation.as_ref());
            }
            if outcome.is_err() || !more {
                return outcome;
            }
        }
    }

    /// Moves to the next due clock and ticks all that are due; see [`Simulation::step`].
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn step(&mut self) -> Result<(), BlowUp> {
        self.run(&mut |_| false)
    }

    /// Ticks one clock out of schedule; see [`Simulation::tick`].
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn tick(&mut self, clock: Clock) -> Result<(), BlowUp> {
        self.simulation.tick(clock)?;
        self.events.push(Event {
            at_ms: self.simulation.now_ms(),
            clock,
            change: self.simulation.change(clock),
        });
        self.learning.follow(self.simulation.as_ref());
        Ok(())
    }

    /// Another runner that stands where this one stands, and goes its own way from there.
    pub fn twin(&self) -> Self {
        Self {
            simulation: self.simulation.twin(),
            seed: self.seed,
            events: self.events.clone(),
            learning: self.learning.clone(),
            method: self.method,
        }
    }

    /// A look at the next plasticity update on a twin; `None` if it would blow up.
    pub fn probe(&self) -> Option<Probe> {
        let mut twin = self.simulation.twin();
        twin.step_until_plasticity().ok()?;
        let (state, before, presentation) = (twin.state(), twin.weights(), twin.presentation());
        let learning_rate = twin.rules().plasticity.learning_rate.at(twin.iteration());
        let residuals = residuals(twin.as_ref(), &state)?;
        twin.tick(Clock::Plasticity).ok()?;
        Some(Probe {
            generation: 0,
            topology: twin.topology().clone(),
            samples: twin.samples(),
            rules: *twin.rules(),
            learning_rate,
            presentation,
            residuals,
            state,
            before,
            after: twin.weights(),
        })
    }
}

impl Runner {
    /// The state as it stands, beside a copy of the weights made at some iteration. Whoever
    /// publishes it fills in what only they know: numbering, running, speed and copies.
    pub fn snapshot(&self, weights: WeightsCopy) -> Snapshot {
        Snapshot {
            revision: 0,
            generation: 0,
            topology: self.topology().clone(),
            seed: self.seed,
            running: false,
            iteration: self.iteration(),
            now_ms: self.now_ms(),
            ticks: Clock::ALL.map(|clock| self.ticks(clock)),
            changes: Clock::ALL.map(|clock| self.change(clock)),
            settled: Clock::ALL.map(|clock| self.is_settled(clock)),
            rules: *self.rules(),
            method: self.method,
            state: self.state(),
            weights: weights.connectome,
            weights_iteration: weights.iteration,
            weights_revision: weights.revision,
            simulation_bytes: self.bytes(),
            copies_bytes: 0,
            iterations_per_second: 0.0,
            blow_up: self.blow_up(),
            presentation: self.presentation(),
            samples: self.samples(),
            events: self.events.to_vec(),
            learning: self.learning.clone(),
        }
    }

    /// Looks for communities in another way from the next snapshot on.
    pub fn set_method(&mut self, method: Method) {
        self.method = method;
    }

    /// A fresh copy of the weights, numbered by the iteration.
    pub fn copy_weights(&self) -> WeightsCopy {
        let n = self.neurons();
        let mut connectome = Connectome::new(n, vec![0.0; n * n]);
        self.write_weights(connectome.weights_mut());
        WeightsCopy {
            connectome: Arc::new(connectome),
            iteration: self.iteration(),
            revision: self.iteration(),
        }
    }
}

/// How much one more update of firing, and one of credit, would change. The credit of neurons that
/// receive no synapses, such as inputs, changes nothing, and does not count.
fn residuals(simulation: &dyn Dynamics, now: &NeuronStates) -> Option<[f64; 2]> {
    let after = |clock: Clock| {
        let mut next = simulation.twin();
        next.tick(clock).ok()?;
        Some(next.state())
    };
    let receives = |neuron: usize| match simulation.topology().layers() {
        Some(layers) => layers.receivers()[1..]
            .iter()
            .any(|range| range.contains(&neuron)),
        None => true,
    };
    let largest = |a: &[f64], b: &[f64], counts: &dyn Fn(usize) -> bool| {
        let changes = a
            .iter()
            .zip(b)
            .enumerate()
            .filter(|(neuron, _)| counts(*neuron));
        changes.map(|(_, (a, b))| (a - b).abs()).fold(0.0, f64::max)
    };
    Some([
        largest(&after(Clock::Firing)?.firing, &now.firing, &|_| true),
        largest(&after(Clock::Credit)?.credit, &now.credit, &receives),
    ])
}

/// A copy of W, for pictures and statistics.
#[derive(Debug, Clone)]
pub struct WeightsCopy {
    /// The weights.
    pub connectome: Arc<Connectome>,
    /// The iteration at which they were copied.
    pub iteration: u64,
    /// Counts the copies.
    pub revision: u64,
}

impl std::ops::Deref for Runner {
    type Target = dyn Dynamics;

    fn deref(&self) -> &Self::Target {
        self.simulation.as_ref()
    }
}

impl std::ops::DerefMut for Runner {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.simulation.as_mut()
    }
}

/// What can be done with a simulation whatever its number type. The methods of the same name of
/// [`Simulation`] say what each does.
pub trait Dynamics: Send {
    /// See [`Simulation::run`].
    fn run(&mut self, go_on: &mut dyn FnMut(&Pulse) -> bool) -> Result<(), BlowUp>;
    /// See [`Simulation::tick`].
    fn tick(&mut self, clock: Clock) -> Result<(), BlowUp>;
    /// See [`Simulation::set_rules`].
    fn set_rules(&mut self, rules: Rules);
    /// See [`Simulation::set_helpers`].
    fn set_helpers(&mut self, helpers: Option<Arc<dyn Helpers>>);
    /// See [`Simulation::bytes`].
    fn bytes(&self) -> usize;
    /// See [`Simulation::rules`].
    fn rules(&self) -> &Rules;
    /// See [`Simulation::iteration`].
    fn iteration(&self) -> u64;
    /// See [`Simulation::now_ms`].
    fn now_ms(&self) -> f64;
    /// See [`Simulation::next_ms`].
    fn next_ms(&self) -> f64;
    /// See [`Simulation::wait_until`].
    fn wait_until(&mut self, at_ms: f64);
    /// See [`Simulation::ticks`].
    fn ticks(&self, clock: Clock) -> u64;
    /// See [`Simulation::change`].
    fn change(&self, clock: Clock) -> f64;
    /// See [`Simulation::is_settled`].
    fn is_settled(&self, clock: Clock) -> bool;
    /// See [`Simulation::blow_up`].
    fn blow_up(&self) -> Option<BlowUp>;
    /// See [`Simulation::step_until_plasticity`].
    fn step_until_plasticity(&mut self) -> Result<(), BlowUp>;
    /// See [`Simulation::presentation`].
    fn presentation(&self) -> Option<Presentation>;
    /// See [`Simulation::samples`].
    fn samples(&self) -> Option<Arc<Samples>>;
    /// A copy that goes its own way.
    fn twin(&self) -> Box<dyn Dynamics>;
    /// Number of neurons n.
    fn neurons(&self) -> usize;
    /// The shape of the network.
    fn topology(&self) -> &Topology;
    /// The number type: `f32` or `f64`.
    fn precision(&self) -> &'static str;
    /// x, s and c of every neuron, widened without loss.
    fn state(&self) -> NeuronStates;
    /// W into an n × n array (row = post, column = pre), rounded to f32 for pictures and statistics.
    fn write_weights(&self, rows: &mut [f32]);
    /// W as an n × n array (row = post, column = pre), without loss.
    fn weights(&self) -> Vec<f64>;
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
    fn twin(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
    fn neurons(&self) -> usize {
        self.network().neurons()
    }
    fn topology(&self) -> &Topology {
        self.network().topology()
    }
    fn precision(&self) -> &'static str {
        T::NAME
    }
    fn state(&self) -> NeuronStates {
        let widen = |values: &[T]| values.iter().map(|v| v.to_f64()).collect();
        NeuronStates {
            firing: widen(self.network().firing()),
            net_input: widen(self.network().net_input()),
            credit: widen(self.network().credit()),
        }
    }
    fn write_weights(&self, rows: &mut [f32]) {
        let synapses = self.network().synapses();
        synapses.write_dense(rows, 0.0, |w| w.to_f64() as f32);
    }
    fn weights(&self) -> Vec<f64> {
        let n = self.network().neurons();
        let mut rows = vec![0.0; n * n];
        let synapses = self.network().synapses();
        synapses.write_dense(&mut rows, 0.0, T::to_f64);
        rows
    }
}
