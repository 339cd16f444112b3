//! A runner carries out the changes of its course, and can be kept and brought back.

use std::sync::Arc;

use super::course::{Course, Deed, DueNow, Happened, Moment, Standing, What};
use super::dynamics::KeptDynamics;
use super::events::EventLog;
use super::learning::LearningCurve;
use super::raster::FiringLog;
use super::runner::Runner;
use crate::model::{Clock, FeedbackWeights, Pulse, Rules};
use crate::scenario::{Change, Scenario, When, merged};

impl Runner {
    /// The moment at which it stands.
    pub fn moment(&self) -> Moment {
        Moment {
            now_ms: self.now_ms(),
            ticks: Clock::ALL.map(|clock| self.ticks(clock)),
        }
    }

    /// What it has been through.
    pub fn course(&self) -> &Course {
        &self.course
    }

    /// The same, for others to keep: no copy is made while nothing changes.
    pub(in crate::engine) fn course_so_far(&self) -> Arc<Course> {
        Arc::clone(&self.course)
    }

    /// Lets model time pass, before any clock is due.
    pub fn wait_until(&mut self, at_ms: f64) {
        if at_ms > self.now_ms() {
            self.simulation.wait_until(at_ms);
            self.at_iteration = false;
        }
    }

    /// Makes the next change if it is due before anything ticks at `horizon_ms`. Returns whether it was.
    pub(super) fn change_what_is_due(&mut self, horizon_ms: f64) -> bool {
        if self.course.next().is_none() {
            return false;
        }
        let standing = Standing {
            at: self.moment(),
            next_ms: horizon_ms,
            blown_up: self.blow_up().is_some(),
        };
        let Some(DueNow { at, planned, what }) = self.course_mut().take_due(&standing) else {
            return false;
        };
        if let (When::Ms(at_ms), false) = (at, standing.blown_up) {
            self.wait_until(at_ms);
        }
        match what {
            What::Set(settings) => {
                let rules = self.course.rules_after(*self.rules(), &settings);
                self.put_rules(rules, planned);
            }
            What::Do(Deed::Rules(rules)) => self.put_rules(*rules, planned),
            What::Do(Deed::Tick(clock)) => {
                // A blow-up is told by the next step.
                let _ = self.tick_by_hand(clock, planned);
            }
        }
        true
    }

    /// Takes note of what is done now.
    pub(super) fn note(&mut self, deed: Deed, planned: Option<Box<Change>>) {
        let at = self.moment();
        let when = match self.at_iteration {
            true => When::Iteration(at.iteration()),
            false => When::Ms(at.now_ms),
        };
        // A clock that ticks by hand leaves the iteration that has just been made.
        self.at_iteration &= !matches!(deed, Deed::Tick(_));
        let made = Happened {
            at,
            when,
            deed,
            planned,
        };
        self.course_mut().note(made);
    }

    pub(super) fn course_mut(&mut self) -> &mut Course {
        Arc::make_mut(&mut self.course)
    }

    /// Makes all changes that are due, as long as `go_on` agrees to the iterations that are made by hand.
    /// Returns whether it did.
    pub(super) fn change_while(&mut self, go_on: &mut dyn FnMut(&Pulse) -> bool) -> bool {
        loop {
            let before = self.iteration();
            if !self.change_what_is_due(self.next_ms()) {
                return true;
            }
            let pulse = Pulse {
                now_ms: self.now_ms(),
                iteration: self.iteration(),
                ticked: Clock::ALL.map(|clock| clock == Clock::Plasticity),
                changes: Clock::ALL.map(|clock| self.change(clock)),
            };
            if pulse.iteration > before && !go_on(&pulse) {
                return false;
            }
        }
    }

    /// Plans what somebody did later, when this was first run, so that it happens by itself.
    pub fn plan_what_was_done(&mut self) {
        let rules = *self.rules();
        self.course_mut().plan_what_was_done(rules);
    }

    /// Changes that of the rules which makes some into others. What the scenario has changed by itself meanwhile
    /// stays.
    pub fn change_rules(&mut self, was: &Rules, now: &Rules) {
        let now = Scenario {
            rules: *now,
            ..self.course.begun().side_a()
        };
        let rules = merged(&now, was, self.rules());
        self.set_rules(rules);
    }

    /// Goes its own way from here: what somebody did later, when this was first run, is not done again.
    pub fn go_another_way(&mut self) {
        self.course_mut().go_another_way();
    }
}

/// Update events kept with a state; what follows brings new ones.
const EVENTS: usize = 256;

/// A runner as it stood at a moment.
pub(in crate::engine) struct KeptRunner {
    at: Moment,
    simulation: Box<dyn KeptDynamics>,
    seed: u64,
    events: EventLog,
    learning: LearningCurve,
    returns_since: (u64, Option<FeedbackWeights>),
    made: usize,
    at_iteration: bool,
}

impl Runner {
    /// Keeps it as it stands.
    pub(in crate::engine) fn keep(&self) -> KeptRunner {
        KeptRunner {
            at: self.moment(),
            simulation: self.simulation.keep(),
            seed: self.seed,
            events: self.events.latest(EVENTS),
            learning: self.learning.clone(),
            returns_since: self.returns_since,
            made: self.course.happened().len(),
            at_iteration: self.at_iteration,
        }
    }

    /// A runner that stands where it stood once, and does again what was done since.
    pub(in crate::engine) fn back_to(&self, kept: &KeptRunner) -> Self {
        Self {
            simulation: kept.simulation.restore(),
            seed: kept.seed,
            method: self.method,
            events: kept.events.clone(),
            learning: kept.learning.clone(),
            firing: FiringLog::default(),
            returns_since: kept.returns_since,
            course: Arc::new(self.course.back_to(kept.made)),
            at_iteration: kept.at_iteration,
        }
    }
}

impl KeptRunner {
    /// Whether it had just made an iteration.
    pub fn is_at_iteration(&self) -> bool {
        self.at_iteration
    }

    /// When it stood so.
    pub fn at(&self) -> Moment {
        self.at
    }

    /// Bytes of memory, about.
    pub fn bytes(&self) -> usize {
        self.simulation.bytes() + self.events.bytes() + self.learning.bytes()
    }
}
