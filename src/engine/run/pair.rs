//! One simulation, or two side by side that never stand at different model times.

use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::course::Moment;
use super::helpers::HelperThreads;
use super::runner::Runner;
use crate::model::{BlowUp, Clock, Helpers};

/// Below so many neurons a step costs less than waking another thread for it.
const WORTH_A_THREAD: usize = 128;

/// A side of a comparison. Without one there is side A alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Side {
    /// The scenario itself.
    #[default]
    A,
    /// The variant beside it.
    B,
}

impl Side {
    /// Both sides.
    pub const ALL: [Self; 2] = [Self::A, Self::B];

    /// Its letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }

    /// The other side.
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// A simulation, and perhaps another one beside it. Each has the bits that it would have alone.
pub(in crate::engine) struct Pair {
    a: Runner,
    b: Option<Runner>,
    /// The thread that steps side B while this one steps side A; none where both share a core.
    helper: Option<ThreadPool>,
    /// Who helps a simulation that is alone. Two have a thread each, and need no help.
    helpers: Option<Arc<dyn Helpers>>,
}

impl Pair {
    /// A simulation alone.
    pub fn alone(mut a: Runner) -> Self {
        let helpers = HelperThreads::of_this_machine();
        a.set_helpers(helpers.clone());
        Self {
            a,
            b: None,
            helper: None,
            helpers,
        }
    }

    /// Gives the help to a simulation that is alone.
    fn share_helpers(&mut self) {
        match &mut self.b {
            None => self.a.set_helpers(self.helpers.clone()),
            Some(b) => {
                self.a.set_helpers(None);
                b.set_helpers(None);
            }
        }
    }

    /// Puts another simulation in the place of the first.
    pub fn replace(&mut self, a: Runner) {
        self.a = a;
        self.share_helpers();
    }

    /// Puts a simulation that stands at the same model time beside the first.
    pub fn put_beside(&mut self, b: Runner) {
        self.b = Some(b);
        self.share_helpers();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        if cores > 1 && self.helper.is_none() {
            let name = |_| "engine, side B".to_owned();
            let pool = ThreadPoolBuilder::new().num_threads(1).thread_name(name);
            // Without it both are stepped in turn, to the same bits.
            self.helper = pool.build().ok();
        }
    }

    /// Takes the second simulation away.
    pub fn end(&mut self) {
        self.b = None;
        self.helper = None;
        self.share_helpers();
    }

    /// The simulation of a side.
    pub fn side(&self, side: Side) -> Option<&Runner> {
        match side {
            Side::A => Some(&self.a),
            Side::B => self.b.as_ref(),
        }
    }

    /// Makes a side the twin of the other.
    pub fn copy(&mut self, from: Side) {
        match (from, self.b.as_ref()) {
            (Side::A, _) => self.put_beside(self.a.twin()),
            (Side::B, Some(b)) => self.replace(b.twin()),
            (Side::B, None) => {}
        }
    }

    /// Lets the sides change places.
    pub fn swap(&mut self) {
        if let Some(b) = &mut self.b {
            std::mem::swap(&mut self.a, b);
        }
    }

    /// The same, to be changed.
    pub fn side_mut(&mut self, side: Side) -> Option<&mut Runner> {
        match side {
            Side::A => Some(&mut self.a),
            Side::B => self.b.as_mut(),
        }
    }

    /// Model time in milliseconds, the same on both sides.
    pub fn now_ms(&self) -> f64 {
        self.a.now_ms()
    }

    /// Plasticity updates made, on side A.
    pub fn iteration(&self) -> u64 {
        self.a.iteration()
    }

    /// Where a side blew up; then both stand still.
    pub fn blow_up(&self) -> Option<BlowUp> {
        let b = self.b.as_ref().and_then(|b| b.blow_up());
        self.a.blow_up().or(b)
    }

    /// Steps again and again, at least once, until `go_on`, which is told model time and iteration, says
    /// no.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn run(&mut self, go_on: &mut dyn FnMut(f64, u64) -> bool) -> Result<(), BlowUp> {
        if self.b.is_none() {
            return self
                .a
                .run(&mut |pulse| go_on(pulse.now_ms, pulse.iteration));
        }
        loop {
            self.advance_by_one()?;
            if !go_on(self.now_ms(), self.iteration()) {
                return Ok(());
            }
        }
    }

    /// Moves to the next time at which a clock of either side is due, and ticks all that are due
    /// then, on both sides.
    ///
    /// # Errors
    /// When a side blows up; the other then stands at the same model time.
    pub fn step(&mut self) -> Result<(), BlowUp> {
        self.change_what_is_due();
        let Self { a, b, helper, .. } = self;
        let Some(b) = b else {
            return a.step();
        };
        if let Some(blow_up) = a.blow_up().or(b.blow_up()) {
            return Err(blow_up);
        }
        let (next_a, next_b) = (a.next_ms(), b.next_ms());
        if next_a < next_b {
            b.wait_until(next_a);
            return a.step();
        }
        if next_b < next_a {
            a.wait_until(next_b);
            return b.step();
        }
        let large = a.neurons().min(b.neurons()) >= WORTH_A_THREAD;
        let (on_a, on_b) = match helper {
            Some(helper) if large => {
                let mut on_b = Ok(());
                let on_a = helper.in_place_scope(|scope| {
                    scope.spawn(|_| on_b = b.step());
                    a.step()
                });
                (on_a, on_b)
            }
            _ => (a.step(), b.step()),
        };
        // What has blown up goes on if that was changed there.
        on_a.and(on_b).or_else(|blow_up| {
            self.change_what_is_due();
            self.blow_up().map_or(Ok(()), |_| Err(blow_up))
        })
    }

    /// Makes the changes of both sides that are due before the next tick of either.
    fn change_what_is_due(&mut self) {
        while self.change_once() {}
    }

    /// Makes the next change of each side that is due before the next tick of either. Returns whether there
    /// was one.
    fn change_once(&mut self) -> bool {
        let horizon_ms = self.next_ms();
        let on_a = self.a.change_what_is_due(horizon_ms);
        let b = self.b.as_mut();
        b.is_some_and(|b| b.change_what_is_due(horizon_ms)) || on_a
    }

    /// When a clock of either side is due next, in model milliseconds.
    fn next_ms(&self) -> f64 {
        let b = self.b.as_ref().map_or(f64::INFINITY, |b| b.next_ms());
        self.a.next_ms().min(b)
    }

    /// The moment at which side A stands.
    pub fn moment(&self) -> Moment {
        self.a.moment()
    }

    /// Goes on to the next tick, also to one that is made by hand.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn advance_by_one(&mut self) -> Result<(), BlowUp> {
        let before = self.moment();
        while self.change_once() {
            if self.moment().ticks != before.ticks {
                return Ok(());
            }
        }
        self.step()
    }

    /// Goes on to a moment while `go_on` allows. Returns whether it stands there, or cannot get nearer.
    pub fn approach(&mut self, moment: &Moment, go_on: &mut dyn FnMut() -> bool) -> bool {
        while moment.is_after(&self.moment()) {
            if self.next_ms() <= moment.now_ms {
                let outcome = self.run(&mut |now_ms, _| now_ms < moment.now_ms && go_on());
                if outcome.is_err() {
                    return true;
                }
            } else if !self.change_once() {
                // Time in which nothing ticks.
                self.a.wait_until(moment.now_ms);
                return true;
            }
            if !go_on() {
                return !moment.is_after(&self.moment());
            }
        }
        true
    }

    /// Ticks one clock of both sides out of schedule.
    ///
    /// # Errors
    /// When a side blows up, or has done so before.
    pub fn tick(&mut self, clock: Clock) -> Result<(), BlowUp> {
        if let Some(blow_up) = self.blow_up() {
            return Err(blow_up);
        }
        let on_a = self.a.tick(clock);
        let on_b = self.b.as_mut().map_or(Ok(()), |b| b.tick(clock));
        on_a.and(on_b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GivenState, Layers, LearningRate, Topology};
    use crate::scenario::Scenario;

    fn scenario(neurons: usize, learning_rate: f64) -> Scenario {
        let mut scenario = Scenario::with_topology(Topology::AllToAll { neurons });
        scenario.rules.plasticity.learning_rate = LearningRate::Constant(learning_rate);
        scenario
    }

    fn runner(scenario: &Scenario) -> Runner {
        Runner::new(scenario, GivenState::default(), None)
    }

    fn pair(a: &Scenario, b: &Scenario) -> Pair {
        let mut pair = Pair::alone(runner(a));
        pair.put_beside(runner(b));
        pair
    }

    /// Steps a simulation alone until its next tick lies beyond a model time.
    fn alone_until(scenario: &Scenario, at_ms: f64) -> Runner {
        let mut runner = runner(scenario);
        while runner.next_ms() <= at_ms {
            runner.step().expect("finite");
        }
        runner
    }

    #[test]
    fn both_sides_stand_at_the_same_time_after_every_step_whatever_their_clocks_and_sizes() {
        let mut slow = scenario(20, 0.1);
        slow.rules.clocks.firing_ms = 0.7;
        slow.rules.clocks.credit_ms = 2.1;
        slow.rules.clocks.plasticity_ms = 6.3;
        let layered = Scenario::with_topology(Topology::Layered(Layers::plain(&[3, 4, 2])));
        for (a, b) in [(scenario(30, 0.01), slow), (layered, scenario(24, 1.0))] {
            let mut pair = pair(&a, &b);
            for _ in 0..200 {
                pair.step().expect("finite");
                let [on_a, on_b] = Side::ALL.map(|side| pair.side(side).expect("both"));
                assert_eq!(on_a.now_ms(), on_b.now_ms());
            }
            for (side, scenario) in Side::ALL.into_iter().zip([a, b]) {
                let alone = alone_until(&scenario, pair.now_ms());
                let beside = pair.side(side).expect("both");
                assert_eq!(beside.state(), alone.state());
                assert_eq!(beside.weights(), alone.weights());
                assert_eq!(beside.iteration(), alone.iteration());
            }
        }
    }

    #[test]
    fn a_side_that_blows_up_stops_both_at_the_same_time() {
        let mut runaway = scenario(30, 0.0);
        runaway.network.weight_gain = 5.0;
        runaway.rules.plasticity.pruning = 0.0;
        for (a, b) in [
            (runaway.clone(), scenario(30, 0.01)),
            (scenario(30, 0.01), runaway),
        ] {
            let mut pair = pair(&a, &b);
            while pair.step().is_ok() {}
            let stopped = Side::ALL.map(|side| pair.side(side).expect("both").now_ms());
            assert_eq!(stopped[0], stopped[1]);
            let blown = Side::ALL.map(|side| pair.side(side).expect("both").blow_up().is_some());
            assert_eq!(blown.iter().filter(|blown| **blown).count(), 1);
            assert!(pair.step().is_err() && pair.tick(Clock::Firing).is_err());
            assert_eq!(pair.now_ms(), stopped[0]);
        }
    }
}
