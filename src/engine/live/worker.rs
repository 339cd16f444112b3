//! The engine thread: it owns the model, and nothing else touches it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::command::{Command, Pace};
use super::past::{OldCourse, Past};
use super::publisher::Publisher;
use super::recording::{Recording, USUAL_BUDGET};
use super::shared::{Shared, Snapshots};
use crate::engine::run::{Pair, Runner, Side, Snapshot};
use crate::model::{BlowUp, Clock, GivenState};
use crate::scenario::Scenario;

/// Steps are made in batches this long between two looks at the commands.
pub(super) const BATCH: Duration = Duration::from_millis(4);
/// Snapshots are published at most this often.
const PUBLISH_INTERVAL: Duration = Duration::from_micros(16_667);

/// Firing is kept for so long after it was last asked for.
const WATCHING: Duration = Duration::from_secs(1);

/// Copying weights takes at most one part in so many of the time while the simulation runs. Small ones
/// can be had for every snapshot, large ones some ten times a second.
const COPYING_SHARE: u32 = 50;

/// With nothing to do the thread sleeps; a command, or the end of its handle, wakes it.
const FOREVER: Duration = Duration::from_secs(3600);

/// The state of the engine thread.
pub(super) struct Worker {
    commands: Receiver<Command>,
    shared: Arc<Shared>,
    pub(super) pair: Pair,
    a: Publisher,
    /// There is one exactly while the pair has a side B.
    b: Option<Publisher>,
    pub(super) running: bool,
    /// Where to stop, when on the way to an iteration; the pace then does not matter.
    goal: Option<u64>,
    metronome: Metronome,
    /// Counts the runs begun on either side.
    generation: u64,
    revision: u64,
    published: Instant,
    /// Weights are not copied before this moment while the simulation runs.
    next_copy: Instant,
    /// Firing is watched until then.
    watched_until: Instant,
    /// Something happened since the last snapshot.
    pub(super) news: bool,
    /// The weights are not those that were copied last, even if their iteration is.
    pub(super) anew: bool,
    /// Counts the courses that were begun by leaving another one.
    courses: u64,
    /// The one that runs.
    pub(super) course: u64,
    pub(super) recording: Recording,
    /// The past, while it is looked at: `pair` is then of the past.
    pub(super) past: Option<Past>,
    /// The course that was left last.
    pub(super) old: Option<OldCourse>,
}

impl Worker {
    pub fn new(commands: Receiver<Command>, shared: Arc<Shared>) -> Self {
        let runner = Runner::new(&Scenario::default(), GivenState::default(), None);
        Self {
            commands,
            shared,
            a: Publisher::of(&runner, 0),
            b: None,
            pair: Pair::alone(runner),
            running: false,
            goal: None,
            metronome: Metronome::default(),
            generation: 0,
            revision: 0,
            published: Instant::now(),
            next_copy: Instant::now(),
            watched_until: Instant::now(),
            news: false,
            anew: false,
            courses: 0,
            course: 0,
            recording: Recording::new(USUAL_BUDGET),
            past: None,
            old: None,
        }
    }

    /// Works until the handle is dropped.
    pub fn run(mut self) {
        while !self.shared.stop.load(Ordering::Relaxed) && self.obey() {
            if self.travels() {
                self.travel();
            } else if self.running {
                self.advance();
            }
            if self.news && self.until_publish().is_zero() {
                self.publish();
            }
        }
    }

    /// Carries out what has been asked; waits if there is nothing else to do. False at the end.
    fn obey(&mut self) -> bool {
        let patience = if self.goal.is_some() || self.travels() {
            Duration::ZERO
        } else if self.running {
            self.metronome.wait(self.pair.now_ms())
        } else {
            FOREVER
        };
        let patience = match self.news {
            true => patience.min(self.until_publish()),
            false => patience,
        };
        let mut next = match self.commands.recv_timeout(patience) {
            Ok(command) => Some(command),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return false,
        };
        while let Some(command) = next {
            self.carry_out(command);
            next = self.commands.try_recv().ok();
        }
        true
    }

    fn carry_out(&mut self, command: Command) {
        self.news = true;
        match command {
            Command::Load {
                scenario,
                given,
                samples,
                beside,
            } => self.load(
                Runner::new(&scenario, given, samples),
                beside.map(|b| Runner::new(&b.scenario, b.given, b.samples)),
            ),
            Command::Play => self.set_running(true),
            Command::PlayTo(iteration) => {
                self.set_running(true);
                // A simulation that has blown up stays where it is.
                self.goal = self.running.then_some(iteration);
            }
            Command::Pause => self.set_running(false),
            // The past is as it was.
            Command::Tick(clock) if self.past.is_some() => self.go_on_to_the_next(clock),
            Command::Tick(clock) => self.once(|pair| pair.tick(clock)),
            Command::Step if self.past.is_some() => self.go_on_to_the_next(Clock::Firing),
            Command::Step => self.once(Pair::step),
            Command::SetRules(side, rules) => {
                let runner = self.present().side_mut(side);
                runner.into_iter().for_each(|r| r.set_rules(*rules));
            }
            Command::ChangeRules { side, was, now } => {
                let runner = self.present().side_mut(side);
                runner.into_iter().for_each(|r| r.change_rules(&was, &now));
            }
            Command::SetMethod(method) => Side::ALL.into_iter().for_each(|side| {
                let runner = self.pair.side_mut(side);
                runner.into_iter().for_each(|r| r.method = method);
            }),
            // That there is news is all.
            Command::Look => {}
            Command::SetPace(pace) => self.metronome.pace = pace,
            Command::CopySide { from } => self.regroup(|worker| worker.copy_side(from)),
            Command::SwapSides => self.regroup(Self::swap_sides),
            Command::EndComparison => self.regroup(Self::end_comparison),
            Command::SetHistoryBudget(bytes) => self.recording.set_budget(bytes),
            Command::LookAt(target) => self.look_at(target),
            Command::ReturnToNow => self.return_to_now(),
            Command::BeginAgainHere => self.begin_again_here(),
            Command::ContinueBeside => self.continue_beside(),
            Command::TakeUpOldCourse => self.take_up_old_course(),
            Command::CopyNetwork(reply) => {
                if let Some(runner) = self.pair.side(Side::A) {
                    let _ = reply.try_send(Box::new(runner.copy_network()));
                }
            }
            #[cfg(test)]
            Command::Panic => panic!("asked to fail"),
        }
        self.metronome.restart(self.pair.now_ms());
    }

    /// The simulation itself, also while its past is looked at.
    fn present(&mut self) -> &mut Pair {
        match &mut self.past {
            Some(past) => &mut past.present,
            None => &mut self.pair,
        }
    }

    /// Leaves the present course for another. Returns which it was.
    pub(super) fn begin_course(&mut self) -> u64 {
        self.courses += 1;
        std::mem::replace(&mut self.course, self.courses)
    }

    /// What other sides, or another run, have no past in common with.
    fn forget_the_past(&mut self) {
        self.return_to_now();
        self.old = None;
    }

    fn copy_side(&mut self, from: Side) {
        self.pair.copy(from);
        self.begin_on(from.other());
    }

    fn swap_sides(&mut self) {
        self.pair.swap();
        Side::ALL.into_iter().for_each(|side| self.begin_on(side));
    }

    /// Puts other simulations side by side, whose past begins now.
    fn regroup(&mut self, act: impl FnOnce(&mut Self)) {
        self.forget_the_past();
        act(self);
        self.recording.begin(&self.pair);
    }

    fn load(&mut self, a: Runner, b: Option<Runner>) {
        self.forget_the_past();
        self.pair.replace(a);
        self.next_copy = Instant::now();
        self.begin_on(Side::A);
        match b {
            Some(b) => {
                self.pair.put_beside(b);
                self.begin_on(Side::B);
            }
            None => self.end_comparison(),
        }
        self.recording.begin(&self.pair);
    }

    /// Takes note that another run stands on this side.
    pub(super) fn begin_on(&mut self, side: Side) {
        let Some(runner) = self.pair.side(side) else {
            return;
        };
        // Whoever was on the way to an iteration was so in the run that ends here.
        self.goal = None;
        self.generation += 1;
        let generation = self.generation;
        match (side, &mut self.b) {
            (Side::A, _) => self.a.begin(runner, generation),
            (Side::B, Some(publisher)) => publisher.begin(runner, generation),
            (Side::B, none) => *none = Some(Publisher::of(runner, generation)),
        }
    }

    fn end_comparison(&mut self) {
        self.pair.end();
        self.forget_side_b();
    }

    pub(super) fn forget_side_b(&mut self) {
        self.b = None;
        self.shared.exchange(Side::B).clear();
    }

    pub(super) fn set_running(&mut self, running: bool) {
        self.running = running && self.pair.blow_up().is_none();
        self.goal = None;
        self.a.measure_anew();
        self.b.iter_mut().for_each(Publisher::measure_anew);
    }

    /// Keeps firing while somebody looks at it.
    fn watch(&mut self) {
        let now = Instant::now();
        if self.shared.firing_wanted.swap(false, Ordering::Relaxed) {
            self.watched_until = now + WATCHING;
        }
        let watching = now < self.watched_until;
        for side in Side::ALL {
            let runner = self.pair.side_mut(side);
            runner.into_iter().for_each(|r| r.watch_firing(watching));
        }
    }

    fn once(&mut self, act: impl FnOnce(&mut Pair) -> Result<(), BlowUp>) {
        self.set_running(false);
        self.watch();
        // A blow-up is told by the next snapshot.
        let _ = act(&mut self.pair);
        self.recording.follow(&self.pair);
    }

    /// Steps for a short while, as far as the pace allows.
    fn advance(&mut self) {
        if self.goal.is_some_and(|goal| self.pair.iteration() >= goal) {
            self.set_running(false);
            self.news = true;
            return;
        }
        if self
            .past
            .as_ref()
            .is_some_and(|past| !past.present.moment().is_after(&self.pair.moment()))
        {
            // What was seen again has come to its end.
            return self.return_to_now();
        }
        self.watch();
        let (goal, metronome) = (self.goal, &mut self.metronome);
        let end_ms = self.past.as_ref().map(|past| past.present.now_ms());
        let mut is_due = |now_ms: f64, iteration: u64| {
            end_ms.is_none_or(|end_ms| now_ms < end_ms)
                && match goal {
                    Some(goal) => iteration < goal,
                    None => metronome.is_due(now_ms),
                }
        };
        if !is_due(self.pair.now_ms(), self.pair.iteration()) {
            return;
        }
        self.news = true;
        let begun = Instant::now();
        let outcome = self
            .pair
            .run(&mut |now_ms, iteration| is_due(now_ms, iteration) && begun.elapsed() < BATCH);
        if outcome.is_err() {
            self.set_running(false);
        }
        if self.past.is_none() {
            self.recording.follow(&self.pair);
        }
    }

    fn until_publish(&self) -> Duration {
        PUBLISH_INTERVAL.saturating_sub(self.published.elapsed())
    }

    fn publish(&mut self) {
        let timeline = Arc::new(self.timeline());
        let (pair, running) = (&self.pair, self.running);
        let (past, course) = (self.past.is_some(), self.course);
        let publishers = [(Side::A, Some(&mut self.a)), (Side::B, self.b.as_mut())];
        let mut sides: Vec<(Side, &Runner, &mut Publisher)> = publishers
            .into_iter()
            .filter_map(|(side, publisher)| Some((side, pair.side(side)?, publisher?)))
            .collect();
        // Standing still the picture must be exact; while running it is as fresh as it is wanted.
        let stale = sides
            .iter()
            .any(|(_, runner, publisher)| publisher.is_stale(runner))
            || std::mem::take(&mut self.anew);
        let begun = Instant::now();
        let due =
            begun >= self.next_copy && self.shared.weights_wanted.swap(false, Ordering::Relaxed);
        if due || (!running && stale) {
            for (_, runner, publisher) in &mut sides {
                publisher.refresh_weights(runner);
            }
            self.next_copy = begun + COPYING_SHARE * begun.elapsed();
        }
        // What somebody waits for is published as soon as it may be copied.
        self.news = running && stale && !due && self.shared.weights_wanted.load(Ordering::Relaxed);
        self.published = Instant::now();
        self.revision += 1;
        let mut snapshots = sides.into_iter().map(|(side, runner, publisher)| {
            let exchange = self.shared.exchange(side);
            if exchange.probe_wanted.swap(false, Ordering::Relaxed)
                && let Some(probe) = publisher.probe(runner)
            {
                exchange.prover.inbox.put(Arc::new(probe));
            }
            Arc::new(Snapshot {
                revision: self.revision,
                past,
                course,
                ..publisher.snapshot(runner, running, self.published)
            })
        });
        if let Some(a) = snapshots.next() {
            let b = snapshots.next();
            self.shared.publish(Snapshots { a, b, timeline });
        }
    }
}

/// If the machine falls behind by more than this it does not try to catch up.
const PATIENCE_S: f64 = 0.1;

/// Tells when the next step may be made.
#[derive(Debug)]
struct Metronome {
    pace: Pace,
    begun: Instant,
    begun_ms: f64,
}

impl Default for Metronome {
    fn default() -> Self {
        Self {
            pace: Pace::Full,
            begun: Instant::now(),
            begun_ms: 0.0,
        }
    }
}

impl Metronome {
    /// Counts from now, and from this model time.
    fn restart(&mut self, now_ms: f64) {
        self.begun = Instant::now();
        self.begun_ms = now_ms;
    }

    /// Whether a step may be made at this model time.
    fn is_due(&mut self, now_ms: f64) -> bool {
        match self.pace {
            Pace::Full => true,
            Pace::ModelMsPerSecond(rate) => {
                let ahead_ms = self.ahead_ms(rate, now_ms);
                if ahead_ms < -rate * PATIENCE_S {
                    self.restart(now_ms);
                }
                ahead_ms <= 0.0
            }
        }
    }

    /// How long to wait until a step may be made.
    fn wait(&self, now_ms: f64) -> Duration {
        match self.pace {
            Pace::Full => Duration::ZERO,
            Pace::ModelMsPerSecond(rate) => {
                let seconds = self.ahead_ms(rate, now_ms) / rate;
                Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::from_secs(3600))
            }
        }
    }

    /// How far model time is ahead of where the pace wants it.
    fn ahead_ms(&self, rate: f64, now_ms: f64) -> f64 {
        now_ms - (self.begun_ms + rate * self.begun.elapsed().as_secs_f64())
    }
}
