//! The engine thread: it owns the model, and nothing else touches it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::metronome::Metronome;
use super::shared::Shared;
use super::speedometer::Speedometer;
use super::{Command, Probe, Runner, Snapshot, WeightsCopy};
use crate::analysis::Connectome;
use crate::model::{BlowUp, GivenState, Samples};
use crate::scenario::Scenario;

/// Steps are made in batches this long between two looks at the commands.
const BATCH: Duration = Duration::from_millis(1);
/// Snapshots are published at most this often.
const PUBLISH_INTERVAL: Duration = Duration::from_micros(16_667);

/// Larger networks are not probed.
pub const PROBED_NEURONS: usize = 600;

/// With nothing to do the thread sleeps; a command, or the end of its handle, wakes it.
const FOREVER: Duration = Duration::from_secs(3600);

/// The state of the engine thread.
pub(super) struct Worker {
    commands: Receiver<Command>,
    shared: Arc<Shared>,
    runner: Runner,
    running: bool,
    metronome: Metronome,
    speedometer: Speedometer,
    generation: u64,
    revision: u64,
    published: Instant,
    /// Something happened since the last snapshot.
    news: bool,
    weights: WeightsCopy,
    /// Earlier copies of the weights whose memory can serve again once nobody looks at them.
    spare: Vec<Arc<Connectome>>,
}

impl Worker {
    pub fn new(commands: Receiver<Command>, shared: Arc<Shared>) -> Self {
        let runner = Runner::new(&Scenario::default(), GivenState::default(), None);
        let weights = runner.copy_weights();
        Self {
            commands,
            shared,
            runner,
            running: false,
            metronome: Metronome::default(),
            speedometer: Speedometer::default(),
            generation: 0,
            revision: 0,
            published: Instant::now(),
            news: false,
            weights,
            spare: Vec::new(),
        }
    }

    /// Works until the handle is dropped.
    pub fn run(mut self) {
        while !self.shared.stopping() && self.obey() {
            if self.running {
                self.advance();
            }
            self.publish_if_due();
        }
    }

    /// Carries out what has been asked; waits if there is nothing else to do. False at the end.
    fn obey(&mut self) -> bool {
        let patience = if self.running {
            self.metronome.wait(self.runner.now_ms())
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
            } => self.load(&scenario, given, samples),
            Command::Play => self.set_running(true),
            Command::Pause => self.set_running(false),
            Command::Tick(clock) => self.once(|runner| runner.tick(clock)),
            Command::Step => self.once(|runner| runner.step()),
            Command::SetRules(rules) => self.runner.set_rules(*rules),
            Command::SetPace(pace) => self.metronome.set_pace(pace),
            Command::CopyNetwork(reply) => {
                let _ = reply.try_send(Box::new(self.runner.copy_network()));
            }
            #[cfg(test)]
            Command::Panic => panic!("asked to fail"),
        }
        self.metronome.restart(self.runner.now_ms());
    }

    fn load(&mut self, scenario: &Scenario, given: GivenState, samples: Option<Arc<Samples>>) {
        self.runner = Runner::new(scenario, given, samples);
        self.generation += 1;
        self.speedometer = Speedometer::default();
        self.refresh_weights();
    }

    fn set_running(&mut self, running: bool) {
        self.running = running && self.runner.blow_up().is_none();
        self.speedometer = Speedometer::default();
    }

    fn once(&mut self, act: impl FnOnce(&mut Runner) -> Result<(), BlowUp>) {
        self.set_running(false);
        // A blow-up is told by the next snapshot.
        let _ = act(&mut self.runner);
    }

    /// Steps for a short while, as far as the pace allows.
    fn advance(&mut self) {
        let begun = Instant::now();
        while self.metronome.is_due(self.runner.now_ms()) {
            self.news = true;
            if self.runner.step().is_err() {
                self.running = false;
                break;
            }
            if begun.elapsed() >= BATCH {
                break;
            }
        }
    }

    fn until_publish(&self) -> Duration {
        PUBLISH_INTERVAL.saturating_sub(self.published.elapsed())
    }

    fn publish_if_due(&mut self) {
        if self.news && self.until_publish().is_zero() {
            self.publish();
        }
    }

    fn publish(&mut self) {
        // Standing still the picture must be exact; while running it is as fresh as it is wanted.
        let stale = self.weights.iteration != self.runner.iteration();
        if self.shared.take_weights_wanted() || (!self.running && stale) {
            self.refresh_weights();
        }
        self.probe_if_wanted();
        self.news = false;
        self.published = Instant::now();
        self.revision += 1;
        let speed = self
            .speedometer
            .read(self.runner.iteration(), self.published);
        self.shared.publish(Arc::new(Snapshot {
            revision: self.revision,
            generation: self.generation,
            running: self.running,
            iterations_per_second: if self.running { speed } else { 0.0 },
            ..self.runner.snapshot(self.weights.clone())
        }));
    }

    /// Looks ahead at the next plasticity update, for those who want to see it. Not for large
    /// networks: a twin of them costs more than a look is worth.
    fn probe_if_wanted(&self) {
        if self.runner.neurons() <= PROBED_NEURONS
            && self.shared.take_probe_wanted()
            && let Some(probe) = self.runner.probe()
        {
            self.shared.publish_probe(Probe {
                generation: self.generation,
                ..probe
            });
        }
    }

    /// Copies W, into memory that nobody looks at any more if there is some.
    fn refresh_weights(&mut self) {
        let n = self.runner.neurons();
        self.spare.retain(|copy| copy.neurons() == n);
        let free = self
            .spare
            .iter_mut()
            .position(|c| Arc::get_mut(c).is_some());
        let mut copy = match free {
            Some(i) => self.spare.swap_remove(i),
            None => Arc::new(Connectome::new(n, vec![0.0; n * n])),
        };
        if let Some(connectome) = Arc::get_mut(&mut copy) {
            self.runner.write_weights(connectome.weights_mut());
        }
        let replaced = std::mem::replace(&mut self.weights.connectome, copy);
        if replaced.neurons() == n {
            self.spare.push(replaced);
        }
        self.weights.iteration = self.runner.iteration();
        self.weights.revision += 1;
    }
}
