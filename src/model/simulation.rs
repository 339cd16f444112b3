//! A network on its three clocks: the one simulator behind the window, the command line and the tests.

use std::sync::Arc;

use super::credit::{Outside, Return};
use super::feedback::FeedbackPath;
use super::origins::Origins;
use super::plasticity::PlasticityRule;
use super::presentation::Training;
use super::rounding::is_rounding;
use super::scratch::Scratch;
use super::{
    BlowUp, Clock, FeedbackWeights, Helpers, InitialConditions, Network, NoiseStreams,
    Presentation, Rules, Samples, Scalar, Schedule, Synapses, Topology, credit, firing,
};

/// A network, the rules it follows, its clocks and its random streams. The same topology, initial
/// conditions, rules and seed give the same bits, however the steps are driven.
#[derive(Debug, Clone)]
pub struct Simulation<T: Scalar> {
    pub(super) network: Network<T>,
    pub(super) rules: Rules,
    pub(super) schedule: Schedule,
    pub(super) training: Option<Training>,
    /// Neurons whose firing is given from outside, and their rates.
    pub(super) held: Vec<(usize, T)>,
    /// Whether the credit clamp of the rules has not ended yet.
    pub(super) clamp_acts: bool,
    pub(super) streams: NoiseStreams,
    /// What credit travels through, where that is not W.
    pub(super) feedback: Option<Box<FeedbackPath<T>>>,
    /// g of the initial weights.
    pub(super) weight_gain: f64,
    pub(super) plasticity: PlasticityRule<T>,
    pub(super) scratch: Scratch<T>,
    pub(super) ticks: [u64; 3],
    /// Size of the latest change each clock made: max |Δx|, max |Δc|, mean |ΔW|.
    pub(super) changes: [f64; 3],
    /// What the present rates and credits were made of.
    pub(super) origins: Origins<T>,
    /// How much of the credit has come back through synapses in the latest credit update.
    pub(super) returned: Option<credit::Returned>,
    /// Of each clock, whether its state stands at a fixed point, so that its ticks would change nothing.
    pub(super) settled: [bool; 3],
    /// Whether the credit that comes back has been gathered by the firing update of this step, in the same
    /// pass over the weights.
    pub(super) answered: bool,
    pub(super) blow_up: Option<BlowUp>,
}

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pulse {
    /// Model time in milliseconds.
    pub now_ms: f64,
    /// How often plasticity has ticked.
    pub iteration: u64,
    /// Which of [`Clock::ALL`] have ticked.
    pub ticked: [bool; 3],
    /// The size of the latest change of each clock; see [`Simulation::change`].
    pub changes: [f64; 3],
}

impl<T: Scalar> Simulation<T> {
    /// A simulation at model time zero.
    pub fn new(topology: Topology, initial: &InitialConditions, rules: Rules, seed: u64) -> Self {
        let mut streams = match initial.seed {
            Some(network_seed) => NoiseStreams::with_network_of(seed, network_seed),
            None => NoiseStreams::new(seed),
        };
        let network = Network::new(topology, initial, &mut streams);
        let n = network.neurons();
        let mut simulation = Self {
            training: None,
            held: Vec::new(),
            clamp_acts: true,
            feedback: None,
            weight_gain: initial.weight_gain,
            plasticity: PlasticityRule::new(&network),
            schedule: Schedule::new(&rules.clocks),
            scratch: Scratch::new(n),
            ticks: [0; 3],
            changes: [0.0; 3],
            origins: Origins::default(),
            returned: None,
            settled: [false; 3],
            answered: false,
            blow_up: None,
            network,
            rules,
            streams,
        };
        simulation.network.balance_under(&rules);
        simulation.lay_feedback();
        if let (Some(path), Some(rows)) = (&mut simulation.feedback, &initial.given.feedback) {
            path.take(rows);
            simulation.settle();
        }
        simulation.hold();
        simulation
    }

    /// The same simulation with samples to learn, in an order drawn from the seed. Only layered
    /// networks learn samples; inputs and targets must have the sizes of their outer layers.
    pub fn with_samples(mut self, samples: Arc<Samples>) -> Self {
        self.training = Some(Training::new(samples, self.streams.order.clone()));
        self.hold();
        self
    }

    /// Lets others help with large networks. The bits of the results do not depend on it.
    pub fn set_helpers(&mut self, helpers: Option<Arc<dyn Helpers>>) {
        self.scratch.bench.workers.helpers = helpers;
    }

    /// Moves model time to the next due clock and ticks every clock that is due, firing first, then
    /// credit, then plasticity. With equal intervals this is one iteration of Algorithm 1.
    /// Fails when an update would leave the finite numbers. The simulation then stays as it was before
    /// that update, and says the same again until its rules are changed.
    pub fn step(&mut self) -> Result<(), BlowUp> {
        self.run(|_| false)
    }

    /// Steps again and again, at least once, until `go_on` says no. Many steps in one run are faster
    /// than as many calls of [`Self::step`]: pruning can wait for the next pass over the weights, as
    /// nobody sees them in between. Fails as [`Self::step`].
    pub fn run(&mut self, mut go_on: impl FnMut(&Pulse) -> bool) -> Result<(), BlowUp> {
        let outcome = loop {
            let ticks = self.ticks;
            let stepped = self.step_all_but(None);
            let pulse = Pulse {
                now_ms: self.schedule.now_ms(),
                iteration: self.iteration(),
                ticked: std::array::from_fn(|clock| self.ticks[clock] > ticks[clock]),
                changes: self.changes,
            };
            let more = go_on(&pulse);
            if stepped.is_err() || !more {
                break stepped.map(|_| ());
            }
        };
        self.settle();
        outcome
    }

    /// Steps until a plasticity update is due, and leaves that one to the caller: what it is about
    /// to change, and why, can then be looked at. Fails as [`Self::step`].
    pub fn step_until_plasticity(&mut self) -> Result<(), BlowUp> {
        while !self.step_all_but(Some(Clock::Plasticity))? {}
        Ok(())
    }

    /// Moves to the next due clock and ticks all that are due but `spared`. Returns whether that
    /// one was due too.
    fn step_all_but(&mut self, spared: Option<Clock>) -> Result<bool, BlowUp> {
        if let Some(blow_up) = self.blow_up {
            return Err(blow_up);
        }
        let due = self.schedule.advance();
        self.follow_time();
        // Firing on its way forward takes the credit back with it, if that is the next thing to do.
        let can_answer = self.training.is_none()
            && self.network.synapses.is_all_to_all()
            && self.rules.feedback.is_the_rule();
        let answer = due[0] && due[1] && can_answer;
        let mut was_due = false;
        for (clock, _) in Clock::ALL.into_iter().zip(due).filter(|(_, due)| *due) {
            if spared == Some(clock) {
                was_due = true;
            } else {
                self.tick_now(clock, answer)?;
            }
        }
        Ok(was_due)
    }

    /// Lets windows open and close, and samples follow each other.
    fn follow_time(&mut self) {
        let now_ms = self.schedule.now_ms();
        if let Some(training) = &mut self.training
            && training.advance(now_ms, &self.rules.teaching)
        {
            self.hold();
        }
        let acts = self.rules.drive.credit_clamp.acts_at(now_ms);
        if std::mem::replace(&mut self.clamp_acts, acts) != acts {
            self.settled = [false; 3];
            self.origins.forget();
        }
    }

    /// Works out which neurons' firing is given from outside: bias neurons, and those of the input
    /// clamp at the rates of the present sample or at their initial ones.
    fn hold(&mut self) {
        self.settled = [false; 3];
        self.origins.forget();
        self.held.clear();
        let topology = &self.network.topology;
        if let Some(layers) = topology.layers() {
            let biases = layers.biases().into_iter();
            self.held.extend(biases.map(|neuron| (neuron, T::one())));
        }
        if let Some(training) = &self.training {
            let rates = training.input().unwrap_or_default().iter();
            self.held.extend(rates.map(|&rate| T::of(rate)).enumerate());
            // A sample stands before the network as soon as its window opens.
            for &(neuron, rate) in &self.held {
                self.network.firing[neuron] = rate;
            }
        } else {
            let clamped = topology.clamped_firing(self.rules.drive.input_clamp_fraction);
            let initial = &self.network.initial_firing;
            self.held
                .extend(clamped.map(|neuron| (neuron, initial[neuron])));
        }
    }

    /// Ticks one clock now, outside its schedule; model time stands still. Fails as [`Self::step`].
    pub fn tick(&mut self, clock: Clock) -> Result<(), BlowUp> {
        if let Some(blow_up) = self.blow_up {
            return Err(blow_up);
        }
        self.tick_now(clock, false)?;
        self.settle();
        Ok(())
    }

    /// Ticks one clock; the weights may stay unsettled. With `answer` a firing update gathers the credit
    /// for the credit update that is to follow.
    fn tick_now(&mut self, clock: Clock, answer: bool) -> Result<(), BlowUp> {
        let answered = std::mem::take(&mut self.answered);
        let outcome = match clock {
            clock if self.is_settled(clock) => Ok(0.0),
            Clock::Firing => self.tick_firing(answer),
            Clock::Credit => self.tick_credit(answered),
            Clock::Plasticity => self.tick_plasticity(),
        };
        let change = outcome.map_err(|found| {
            *self.blow_up.insert(BlowUp {
                at_ms: self.schedule.now_ms(),
                iteration: self.iteration(),
                ..found
            })
        })?;
        self.changes[clock as usize] = change;
        self.ticks[clock as usize] += 1;
        Ok(())
    }

    fn tick_firing(&mut self, answer: bool) -> Result<f64, BlowUp> {
        let residual = firing::update(
            &mut self.network,
            &self.rules,
            &self.held,
            &mut self.streams.firing,
            &mut self.scratch,
            answer,
        )?;
        self.answered = answer;
        self.origins.fired = true;
        let noiseless = self.rules.drive.firing_noise_sd == 0.0;
        let Network {
            firing, topology, ..
        } = &self.network;
        self.settled = [
            noiseless && is_rounding(residual, firing, topology),
            false,
            false,
        ];
        Ok(residual)
    }

    fn tick_credit(&mut self, answered: bool) -> Result<f64, BlowUp> {
        let outside = match &self.training {
            Some(training) => training.target().map_or(Outside::Nothing, Outside::Target),
            None if self.clamp_acts => Outside::Clamp,
            None => Outside::Nothing,
        };
        let feedback = &self.rules.feedback;
        let way = match &mut self.feedback {
            Some(path) => {
                let synapses = &mut self.network.synapses;
                synapses.settle(&self.scratch.bench);
                Return::Through(path.met_now(synapses, feedback, &mut self.streams.transport))
            }
            None if feedback.weights == FeedbackWeights::None => Return::Nothing,
            None if answered => Return::Gathered,
            None => Return::Same,
        };
        let updated = credit::update(
            &mut self.network,
            &self.rules,
            &outside,
            &mut self.streams.credit,
            &mut self.scratch,
            way,
        )?;
        let residual = updated.residual;
        self.origins.credited(&mut self.scratch.returned);
        self.returned = Some(updated.returned);
        let noiseless = self.rules.drive.credit_noise_sd == 0.0 && feedback.transport_noise == 0.0;
        let Network {
            credit, topology, ..
        } = &self.network;
        self.settled[1] = noiseless && is_rounding(residual, credit, topology);
        Ok(residual)
    }

    fn tick_plasticity(&mut self) -> Result<f64, BlowUp> {
        let r = self.rules.plasticity.learning_rate.at(self.iteration());
        let change = self.plasticity.update(
            &mut self.network,
            &self.rules,
            r,
            &mut self.streams.credit_shuffle,
            (self.feedback.as_mut()).and_then(|path| path.learner()),
            &mut self.scratch,
        )?;
        if let Some(path) = &mut self.feedback {
            path.weights_changed();
        }
        self.settled = [false; 3];
        Ok(change)
    }

    /// Changes the rules from the next tick on. A simulation that had blown up may go on.
    pub fn set_rules(&mut self, rules: Rules) {
        if rules == self.rules {
            return;
        }
        self.schedule.set_intervals(&rules.clocks);
        self.rules = rules;
        self.lay_feedback();
        self.network.balance_under(&rules);
        self.blow_up = None;
        self.hold();
    }

    /// Leaves W, and the feedback weights, as others may look at them.
    fn settle(&mut self) {
        self.network.synapses.settle(&self.scratch.bench);
        if let Some(path) = &mut self.feedback {
            path.follow(&self.network.synapses);
        }
    }

    /// Lays the path of the credit that the rules ask for.
    fn lay_feedback(&mut self) {
        let feedback = &self.rules.feedback;
        if (self.feedback.as_ref()).is_some_and(|path| path.serves(feedback)) {
            return;
        }
        let (topology, stream) = (&self.network.topology, &self.streams.feedback);
        let path = FeedbackPath::new(feedback, topology, self.weight_gain, stream);
        self.feedback = path.map(Box::new);
        self.answered = false;
        self.settle();
    }

    /// The feedback weights b_ij, without noise; `None` where they are W, or where there are none, as the
    /// rules say.
    pub fn feedback(&self) -> Option<&Synapses<T>> {
        self.feedback.as_ref()?.weights()
    }

    /// How much of the credit of the neurons that are not clamped came back through synapses in the latest
    /// credit update: ‖J c‖ ÷ ‖c‖. `None` before the first, and while they have no credit.
    pub fn returned_share(&self) -> Option<f64> {
        self.returned.as_ref()?.share_of(&self.network.credit)
    }

    /// The network as it stands.
    pub fn network(&self) -> &Network<T> {
        &self.network
    }

    /// Bytes of memory that it takes: the weights, and what the rules work in.
    pub fn bytes(&self) -> usize {
        let synapses = self.network.synapses.bytes();
        let feedback = self.feedback.as_ref().map_or(0, |path| path.bytes());
        synapses + feedback + self.plasticity.bytes() + self.scratch.bytes()
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// How often plasticity has ticked: the iterations of Algorithm 1.
    pub fn iteration(&self) -> u64 {
        self.ticks(Clock::Plasticity)
    }

    /// How often a clock has ticked.
    pub fn ticks(&self, clock: Clock) -> u64 {
        self.ticks[clock as usize]
    }

    /// Size of the latest change that a clock made: max |Δx|, max |Δc|, or mean |ΔW| before pruning.
    pub fn change(&self, clock: Clock) -> f64 {
        self.changes[clock as usize]
    }

    /// Whether firing, or credit, has settled: its further ticks are skipped, until something that it
    /// depends on changes.
    pub fn is_settled(&self, clock: Clock) -> bool {
        self.settled[clock as usize]
    }

    /// Model time in milliseconds.
    pub fn now_ms(&self) -> f64 {
        self.schedule.now_ms()
    }

    /// The model time in milliseconds at which the next [`Self::step`] ticks.
    pub fn next_ms(&self) -> f64 {
        self.schedule.next_ms()
    }

    /// Lets model time pass until `at_ms`, before any clock is due; nothing else changes.
    pub fn wait_until(&mut self, at_ms: f64) {
        self.schedule.wait_until(at_ms);
    }

    /// What is being presented, if there are samples to learn.
    pub fn presentation(&self) -> Option<Presentation> {
        self.training.as_ref().map(|training| training.now)
    }

    /// The samples to learn, if there are any.
    pub fn samples(&self) -> Option<&Arc<Samples>> {
        self.training.as_ref().map(|training| &training.samples)
    }

    /// The blow-up at which the simulation stopped, if it did.
    pub fn blow_up(&self) -> Option<BlowUp> {
        self.blow_up
    }
}
