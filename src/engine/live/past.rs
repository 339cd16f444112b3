//! Looking at the past of a run, and beginning again from it.
//!
//! The simulation stands still while its past is looked at. Any moment is worked out again: from the nearest
//! state that was kept before it, with all that was done since done again, at the same ticks.

use std::time::{Duration, Instant};

use super::command::Target;
use super::recording::{KeptPair, Recording};
use super::timeline::{Looking, Timeline};
use super::worker::{BATCH, Worker};
use crate::engine::run::{Moment, Pair, Runner, Side};
use crate::model::Clock;

/// What is on its way is shown so often.
const PROGRESS: Duration = Duration::from_millis(100);

/// The past is shown; the present waits.
pub(super) struct Past {
    pub present: Pair,
    /// Where the way leads to; absent once that is reached.
    goal: Option<Goal>,
    /// Progress was shown then.
    shown: Instant,
}

/// What is worked out.
#[derive(Debug, Clone, Copy)]
enum Goal {
    /// The first moment at which so many iterations have been made.
    Iteration(u64),
    /// This moment.
    Moment(Moment),
    /// The last moment before `end` at which a clock had just ticked, if it is found on the way there from
    /// a state before `from`.
    LastTick {
        clock: Clock,
        end: Moment,
        from: Moment,
        found: Option<Moment>,
    },
}

impl Goal {
    /// Whether the way there may begin at a state.
    fn is_reached_from(self, state: &KeptPair) -> bool {
        let at = state.at();
        match self {
            Self::Iteration(iteration) => {
                let begins_it = state.side(Side::A).is_some_and(|a| a.is_at_iteration());
                at.iteration() < iteration || (at.iteration() == iteration && begins_it)
            }
            Self::Moment(moment) => !at.is_after(&moment),
            Self::LastTick { from, .. } => from.is_after(&at),
        }
    }
}

/// The course that was left when the run began again from an earlier moment.
pub(super) struct OldCourse {
    pair: Pair,
    course: u64,
    kept: OldStates,
}

/// What was kept of a course that was left.
enum OldStates {
    /// All of it.
    All(Recording),
    /// That after the moment at which the ways parted.
    After(Moment, Recording),
}

impl Worker {
    /// Shows a moment of the past: at once the nearest that was kept, and then the moment itself.
    pub(super) fn look_at(&mut self, target: Target) {
        let shown = self.pair.moment();
        let goal = match target {
            Target::Iteration(iteration) => Goal::Iteration(iteration),
            Target::Previous(clock) => Goal::LastTick {
                clock,
                end: shown,
                from: shown,
                found: None,
            },
            Target::Next(clock) => {
                if self.past.is_some() {
                    self.go_on_to_the_next(clock);
                }
                return;
            }
        };
        let now = self
            .past
            .as_ref()
            .map_or(shown, |past| past.present.moment());
        if let Goal::Iteration(iteration) = goal
            && iteration > now.iteration()
        {
            return self.return_to_now();
        }
        self.go(goal);
    }

    /// Brings the state to show from which a goal can be reached.
    fn go(&mut self, goal: Goal) {
        self.set_running(false);
        let Some(state) = self.recording.before(|state| goal.is_reached_from(state)) else {
            return;
        };
        // What is shown already may lie nearer.
        let shown = self.pair.moment();
        let on_the_way = match goal {
            Goal::Iteration(iteration) => shown.iteration() < iteration,
            Goal::Moment(moment) => !shown.is_after(&moment),
            Goal::LastTick { .. } => false,
        };
        let stays = self.past.is_some() && on_the_way && !state.at().is_after(&shown);
        if !stays {
            let present = self.past.as_ref().map_or(&self.pair, |past| &past.present);
            let back = |side| Some(present.side(side)?.back_to(state.side(side)?));
            let [a, b] = Side::ALL.map(back);
            self.put_past(a, b);
        }
        if let Some(past) = &mut self.past {
            past.goal = Some(goal);
            past.shown = Instant::now();
        }
        self.anew = true;
        self.news = true;
    }

    /// Puts simulations of the past in the place of what is shown.
    fn put_past(&mut self, a: Option<Runner>, b: Option<Runner>) {
        let Some(a) = a else {
            return;
        };
        match self.past {
            Some(_) => self.pair.replace(a),
            None => {
                let present = std::mem::replace(&mut self.pair, Pair::alone(a));
                self.past = Some(Past {
                    present,
                    goal: None,
                    shown: Instant::now(),
                });
            }
        }
        if let Some(b) = b {
            self.pair.put_beside(b);
        }
    }

    /// Whether a moment of the past is being worked out.
    pub(super) fn travels(&self) -> bool {
        self.past.as_ref().is_some_and(|past| past.goal.is_some())
    }

    /// Works on the way to a moment for a short while.
    pub(super) fn travel(&mut self) {
        let Some(goal) = self.past.as_ref().and_then(|past| past.goal) else {
            return;
        };
        let begun = Instant::now();
        let next = match goal {
            Goal::Iteration(iteration) => {
                if self.pair.iteration() < iteration {
                    // A blow-up is the end of the way.
                    let outcome =
                        (self.pair).run(&mut |_, at| at < iteration && begun.elapsed() < BATCH);
                    (outcome.is_ok() && self.pair.iteration() < iteration).then_some(goal)
                } else {
                    None
                }
            }
            Goal::Moment(moment) => {
                match self.pair.approach(&moment, &mut || begun.elapsed() < BATCH) {
                    true => None,
                    false => Some(goal),
                }
            }
            Goal::LastTick { .. } => self.search(goal, begun),
        };
        if let Some(past) = &mut self.past {
            past.goal = next;
            if next.is_none() || past.shown.elapsed() > PROGRESS {
                past.shown = Instant::now();
                self.news = true;
            }
        }
    }

    /// Looks for the last tick of a clock for a while. Returns where the way leads to then.
    fn search(&mut self, goal: Goal, begun: Instant) -> Option<Goal> {
        let Goal::LastTick {
            clock,
            end,
            from,
            mut found,
        } = goal
        else {
            return Some(goal);
        };
        while begun.elapsed() < BATCH {
            let before = self.pair.moment();
            let stepped = self.pair.advance_by_one();
            let now = self.pair.moment();
            if stepped.is_err() || !end.is_after(&now) {
                let began = self.recording.before(|state| goal.is_reached_from(state));
                let began = began.map_or(before, KeptPair::at);
                let first = self.recording.first().map_or(began, KeptPair::at);
                self.go(match found {
                    Some(moment) => Goal::Moment(moment),
                    None if began == first => Goal::Moment(first),
                    None => Goal::LastTick {
                        clock,
                        end,
                        from: began,
                        found,
                    },
                });
                return self.past.as_ref().and_then(|past| past.goal);
            }
            if now.ticks[clock as usize] > before.ticks[clock as usize] {
                found = Some(now);
            }
        }
        Some(Goal::LastTick {
            clock,
            end,
            from,
            found,
        })
    }

    /// Goes on, in the past, until a clock has ticked.
    pub(super) fn go_on_to_the_next(&mut self, clock: Clock) {
        let Some(past) = &self.past else {
            return;
        };
        let now = past.present.moment();
        let ticks = self.pair.moment().ticks[clock as usize];
        while self.pair.moment().ticks[clock as usize] == ticks {
            if self.pair.advance_by_one().is_err() {
                break;
            }
            if !now.is_after(&self.pair.moment()) {
                return self.return_to_now();
            }
        }
        self.news = true;
    }

    /// Shows the present again.
    pub(super) fn return_to_now(&mut self) {
        if let Some(past) = self.past.take() {
            self.set_running(false);
            self.pair = past.present;
            self.anew = true;
            self.news = true;
        }
    }

    /// Lets the run go another way from the moment that is shown. The course that it took is set aside.
    pub(super) fn begin_again_here(&mut self) {
        let Some(past) = self.past.take() else {
            return;
        };
        let parted = self.pair.moment();
        let later = self.recording.split_off_after(&parted);
        self.old = Some(OldCourse {
            pair: past.present,
            course: self.begin_course(),
            kept: OldStates::After(parted, later),
        });
        for side in Side::ALL {
            let runner = self.pair.side_mut(side);
            runner.into_iter().for_each(|r| r.go_another_way());
        }
        self.recording.follow(&self.pair);
        (self.anew, self.news) = (true, true);
    }

    /// Compares two futures of the moment that is shown: A does again what was done since, B does not. The
    /// course that was taken is set aside.
    pub(super) fn continue_beside(&mut self) {
        let Some(past) = self.past.take() else {
            return;
        };
        let empty = Recording::new(self.recording.budget());
        self.old = Some(OldCourse {
            pair: past.present,
            course: self.begin_course(),
            kept: OldStates::All(std::mem::replace(&mut self.recording, empty)),
        });
        self.pair.copy(Side::A);
        if let Some(b) = self.pair.side_mut(Side::B) {
            b.go_another_way();
        }
        if let Some(a) = self.pair.side_mut(Side::A) {
            a.plan_what_was_done();
        }
        self.begin_on(Side::B);
        self.recording.begin(&self.pair);
        (self.anew, self.news) = (true, true);
    }

    /// Goes on with the course that was left; the one in between is forgotten.
    pub(super) fn take_up_old_course(&mut self) {
        self.return_to_now();
        let Some(OldCourse { pair, course, kept }) = self.old.take() else {
            return;
        };
        self.set_running(false);
        (self.pair, self.course) = (pair, course);
        match kept {
            OldStates::All(all) => self.recording = all,
            OldStates::After(parted, later) => self.recording.join(&parted, later),
        }
        if self.pair.side(Side::B).is_none() {
            self.forget_side_b();
        }
        (self.anew, self.news) = (true, true);
    }

    /// What there is to say of the past, for those who show it.
    pub(super) fn timeline(&self) -> Timeline {
        let present = self.past.as_ref().map_or(&self.pair, |past| &past.present);
        Timeline {
            first: self.recording.first().map(KeptPair::at).unwrap_or_default(),
            now: present.moment(),
            past: self.past.as_ref().map(|past| Looking {
                at: self.pair.moment(),
                is_exact: past.goal.is_none(),
            }),
            states: self.recording.len(),
            bytes: self.recording.bytes(),
            budget: self.recording.budget(),
            left: self.old.as_ref().map(|old| old.pair.moment()),
            courses: Side::ALL.map(|side| Some(present.side(side)?.course_so_far())),
        }
    }
}
