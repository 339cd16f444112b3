//! Runs a scenario, in the precision its network asks for.

use std::sync::Arc;

use super::course::{Course, Deed};
use super::dynamics::Dynamics;
use super::events::{Event, EventLog};
use super::helpers::HelperThreads;
use super::learning::LearningCurve;
use super::raster::{FiringLog, FiringRaster};
use super::snapshot::{NetworkCopy, Snapshot, WeightsCopy};
use crate::analysis::{Connectome, Method};
use crate::model::{
    BlowUp, Clock, FeedbackWeights, GivenState, InitialConditions, Pulse, Rules, Samples,
    Simulation, Topology,
};
use crate::scenario::{Change, Opened, Scenario};

/// A simulation whose number type is hidden: what the window, the headless command and the tests
/// all drive. Connectomes run in f32, layered networks in f64.
pub struct Runner {
    pub(super) simulation: Box<dyn Dynamics>,
    pub(super) seed: u64,
    /// How communities are looked for from the next snapshot on.
    pub(in crate::engine) method: Method,
    pub(super) events: EventLog,
    pub(super) learning: LearningCurve,
    pub(super) firing: FiringLog,
    /// Since which iteration credit has returned as it does, and how it returned before.
    pub(super) returns_since: (u64, Option<FeedbackWeights>),
    /// What it has been through, and what is still to be changed.
    pub(super) course: Arc<Course>,
    /// Whether the latest step ended with a plasticity update, and nothing has been done since.
    pub(super) at_iteration: bool,
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
            firing: FiringLog::default(),
            returns_since: (0, None),
            course: Arc::new(Course::of(scenario)),
            at_iteration: true,
        };
        runner.learning.follow(runner.simulation.as_ref());
        runner
    }

    /// A runner at model time zero of a scenario that was opened.
    pub fn of(opened: &Opened) -> Self {
        Self::new(
            &opened.scenario,
            opened.given.clone(),
            opened.samples.clone(),
        )
    }

    /// The same, with as many threads to help with large networks as this machine has a use for. The
    /// bits of the results do not depend on it.
    pub fn with_helpers(mut self) -> Self {
        self.set_helpers(HelperThreads::of_this_machine());
        self
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

    /// Changes the rules from the next tick on; see [`Simulation::set_rules`].
    pub fn set_rules(&mut self, rules: Rules) {
        self.put_rules(rules, None);
    }

    pub(super) fn put_rules(&mut self, rules: Rules, planned: Option<Box<Change>>) {
        if rules == *self.rules() {
            return;
        }
        let (now, was) = (self.iteration(), self.rules().feedback.weights);
        if was != rules.feedback.weights {
            let (since, before) = self.returns_since;
            // What nothing was wired with does not count.
            let before = if now > since { Some(was) } else { before };
            self.returns_since = (now, before.filter(|b| *b != rules.feedback.weights));
        }
        let has_begun = Clock::ALL.iter().any(|clock| self.ticks(*clock) > 0);
        match has_begun || planned.is_some() {
            true => {
                let deed = Deed::Rules(Box::new(rules));
                self.note(deed, planned);
            }
            false => self.course_mut().begin_with(rules),
        }
        self.simulation.set_rules(rules);
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
        // The learning curve, and whoever watches firing, look at the network after every step.
        let learns = self.simulation.presentation().is_some();
        let steps = learns || self.firing.is_watching();
        loop {
            if !self.change_while(go_on) {
                return Ok(());
            }
            let (mut more, mut ticked) = (false, [false; 3]);
            let (events, due) = (&mut self.events, self.course.alarm(self.simulation.rules()));
            let outcome = self.simulation.run(&mut |pulse| {
                events.follow(pulse);
                ticked = pulse.ticked;
                more = go_on(pulse);
                more && !steps && !due.rings(pulse)
            });
            let [fired, _, plastic] = ticked;
            self.at_iteration = plastic && outcome.is_ok();
            if fired {
                self.note_firing();
            }
            if learns {
                self.learning.follow(self.simulation.as_ref());
            }
            // What has blown up goes on if that was changed there.
            let rescued = outcome.is_err() && self.change_what_is_due(self.next_ms());
            match outcome {
                Err(_) if !rescued => return outcome,
                _ if !more => return Ok(()),
                _ => {}
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
        self.tick_by_hand(clock, None)
    }

    pub(super) fn tick_by_hand(
        &mut self,
        clock: Clock,
        planned: Option<Box<Change>>,
    ) -> Result<(), BlowUp> {
        self.note(Deed::Tick(clock), planned);
        self.simulation.tick(clock)?;
        self.events.push(Event {
            at_ms: self.simulation.now_ms(),
            clock,
            change: self.simulation.change(clock),
        });
        if clock == Clock::Firing {
            self.note_firing();
        }
        self.learning.follow(self.simulation.as_ref());
        Ok(())
    }

    /// Keeps the latest firing of all neurons from now on, or no more. It changes no bit of the results,
    /// but costs time, so only whoever shows it asks for it.
    pub fn watch_firing(&mut self, watching: bool) {
        if watching != self.firing.is_watching() {
            self.firing.watch(watching);
        }
    }

    /// The firing that is kept.
    pub fn firing_raster(&self) -> FiringRaster {
        self.firing.raster()
    }

    fn note_firing(&mut self) {
        if self.firing.is_watching() {
            let simulation = &self.simulation;
            let (now_ms, neurons) = (simulation.now_ms(), simulation.neurons());
            let write = |numbers: &mut Vec<f32>| simulation.append_firing(numbers);
            self.firing.push(now_ms, neurons, write);
        }
    }

    /// Another runner that stands where this one stands, and goes its own way from there.
    pub fn twin(&self) -> Self {
        Self {
            simulation: self.simulation.twin(),
            seed: self.seed,
            events: self.events.clone(),
            learning: self.learning.clone(),
            firing: self.firing.clone(),
            returns_since: self.returns_since,
            course: Arc::clone(&self.course),
            at_iteration: self.at_iteration,
            method: self.method,
        }
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
            past: false,
            course: 0,
            iteration: self.iteration(),
            now_ms: self.now_ms(),
            ticks: Clock::ALL.map(|clock| self.ticks(clock)),
            changes: Clock::ALL.map(|clock| self.change(clock)),
            settled: Clock::ALL.map(|clock| self.is_settled(clock)),
            rules: *self.rules(),
            method: self.method,
            state: self.state(),
            returned_share: self.returned_share(),
            returned_before: self.returns_since.1,
            interfered: self.course.interfered(),
            weights: weights.connectome,
            feedback: weights.feedback,
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
            firing: Arc::new(self.firing_raster()),
        }
    }

    /// A fresh copy of the weights, numbered by the iteration.
    pub fn copy_weights(&self) -> WeightsCopy {
        let n = self.neurons();
        let mut connectome = Connectome::new(n, vec![0.0; n * n]);
        self.write_weights(connectome.weights_mut());
        let connectome = Arc::new(connectome);
        WeightsCopy {
            feedback: self.copy_feedback(&connectome),
            connectome,
            iteration: self.iteration(),
            revision: self.iteration(),
        }
    }

    /// The feedback weights, beside a fresh copy of W.
    pub fn copy_feedback(&self, weights: &Arc<Connectome>) -> Arc<Connectome> {
        match self.feedback() {
            None => Arc::clone(weights),
            Some(rows) => {
                let narrow = rows.into_iter().map(|b| b as f32).collect();
                Arc::new(Connectome::new(self.neurons(), narrow))
            }
        }
    }

    /// A copy of the network as it stands.
    pub fn copy_network(&self) -> NetworkCopy {
        NetworkCopy {
            snapshot: self.snapshot(self.copy_weights()),
            double: (self.precision() == "f64").then(|| self.weights()),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_credit_returned_before_is_known_once_something_was_wired_with_it() {
        use FeedbackWeights::{None as Nothing, Random, Same};
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons: 8 });
        let mut runner = Runner::new(&scenario, GivenState::default(), None);
        let before = |runner: &Runner| runner.snapshot(runner.copy_weights()).returned_before;
        let change = |runner: &mut Runner, weights| {
            let mut rules = *runner.rules();
            rules.feedback.weights = weights;
            runner.set_rules(rules);
        };
        let interfered = |runner: &Runner| runner.snapshot(runner.copy_weights()).interfered;
        change(&mut runner, Nothing);
        assert_eq!(before(&runner), None);
        assert!(!interfered(&runner), "nothing has happened yet");
        runner.run_to(1).expect("finite");
        change(&mut runner, Random);
        assert!(interfered(&runner));
        change(&mut runner, Same);
        assert_eq!(before(&runner), Some(Nothing));
        change(&mut runner, Nothing);
        assert_eq!(before(&runner), None, "as it was");
    }
}
