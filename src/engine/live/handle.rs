//! The handle by which the interface holds the engine.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};

use super::command::{Command, Target};
use super::mailbox::{Freshness, spawn};
use super::shared::{Shared, Snapshots};
use super::timeline::Timeline;
use super::worker::Worker;
use crate::engine::job::{Wake, caught};
use crate::engine::observe::{Analyst, Focus, Illustrator, Prover, Scene, StabilityWatch};
use crate::engine::run::{Side, Snapshot};

/// How many commands may wait in the channel; more wait in the handle.
pub(super) const CHANNEL: usize = 64;

/// A running engine: a thread that owns the model, and some for each side that work on its snapshots;
/// those of side B sleep while nothing is compared. None of the methods blocks. Dropping the handle
/// ends the threads.
pub struct Engine {
    commands: Option<SyncSender<Command>>,
    outbox: VecDeque<Command>,
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

impl Engine {
    /// Starts the threads. `wake` is called, from any of them, when there is something new to show.
    ///
    /// # Errors
    /// When the system refuses another thread.
    pub fn start(wake: Wake) -> io::Result<Self> {
        let shared = Arc::new(Shared::new(wake));
        let (commands, received) = sync_channel(CHANNEL);
        let mut threads = vec![spawn_worker(received, &shared)?];
        for side in Side::ALL {
            threads.extend(spawn_readers(&shared, side)?);
        }
        Ok(Self {
            commands: Some(commands),
            outbox: VecDeque::new(),
            shared,
            threads,
        })
    }

    /// Asks for something. Requests are carried out in order; of several changes of the rules of a
    /// side in a row, only the last need arrive.
    pub fn send(&mut self, command: Command) {
        if let (Command::SetRules(side, _), Some(Command::SetRules(waiting, _))) =
            (&command, self.outbox.back())
            && side == waiting
        {
            self.outbox.pop_back();
        }
        let mut command = command;
        if let (
            Command::ChangeRules { side, was, .. },
            Some(Command::ChangeRules {
                side: waiting,
                was: before,
                ..
            }),
        ) = (&mut command, self.outbox.back_mut())
            && side == waiting
        {
            std::mem::swap(was, before);
            self.outbox.pop_back();
        }
        let looks = |command: &Command| matches!(command, Command::LookAt(Target::Iteration(_)));
        if looks(&command) && self.outbox.back().is_some_and(looks) {
            self.outbox.pop_back();
        }
        self.outbox.push_back(command);
        self.flush();
    }

    /// Passes on what did not fit into the channel before. Call once a frame.
    pub fn flush(&mut self) {
        let Some(commands) = &self.commands else {
            return;
        };
        while let Some(command) = self.outbox.pop_front() {
            match commands.try_send(command) {
                Ok(()) => {}
                Err(TrySendError::Full(command)) => return self.outbox.push_front(command),
                // The thread has ended; `crash` tells why.
                Err(TrySendError::Disconnected(_)) => return self.outbox.clear(),
            }
        }
    }

    /// The latest snapshot of side A, once there is one.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.snapshots().map(|snapshots| Arc::clone(&snapshots.a))
    }

    /// The latest snapshots, once there are some.
    pub fn snapshots(&self) -> Option<Arc<Snapshots>> {
        self.shared.snapshots.get()
    }

    /// The latest snapshots with what is known of their runs: of side A and, if two are compared, of
    /// side B.
    pub fn scenes(&self) -> Option<(Scene, Option<Scene>)> {
        let Snapshots { a, b, .. } = self.snapshots()?.as_ref().clone();
        let scene = |side, snapshot| self.shared.exchange(side).scene(&snapshot);
        Some((scene(Side::A, a), b.map(|b| scene(Side::B, b))))
    }

    /// Asks for a proof of the next plasticity update, on both sides. Call once for each that is shown.
    pub fn want_proof(&self) {
        for side in Side::ALL {
            let wanted = &self.shared.exchange(side).probe_wanted;
            wanted.store(true, Ordering::Relaxed);
        }
    }

    /// Asks for the eigenvalues of J, on both sides. Call once for each that is shown.
    pub fn want_stability(&self) {
        for side in Side::ALL {
            let wanted = &self.shared.exchange(side).spectrum_wanted;
            wanted.store(true, Ordering::Relaxed);
        }
        self.shared.want_weights();
    }

    /// Asks for the latest firing of all neurons, on both sides. Call once for each frame that shows it.
    pub fn want_firing(&self) {
        self.shared.firing_wanted.store(true, Ordering::Relaxed);
    }

    /// Asks for this part of the matrices in as many cells as can be seen, on both sides, or for none.
    pub fn want_focus(&self, focus: Option<Focus>) {
        let now = self.shared.focus.get();
        if now.as_deref() == focus.as_ref() {
            return;
        }
        match focus {
            Some(focus) => self.shared.focus.put(Arc::new(focus)),
            None => self.shared.focus.clear(),
        }
        if let Some(snapshots) = self.snapshots() {
            self.shared.redraw(&snapshots);
        }
    }

    /// What is known of the past, once there is a first snapshot.
    pub fn timeline(&self) -> Option<Arc<Timeline>> {
        self.snapshots()
            .map(|snapshots| Arc::clone(&snapshots.timeline))
    }

    /// What a thread said when it failed. Then this engine is of no more use: start another.
    pub fn crash(&self) -> Option<Arc<String>> {
        self.shared.crash.get()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.shared.stop();
        self.commands = None; // wakes the worker
        for thread in self.threads.drain(..) {
            let _ = thread.join(); // a panic was reported already
        }
    }
}

/// Starts the threads that work on what the engine publishes of a side.
fn spawn_readers(shared: &Arc<Shared>, side: Side) -> io::Result<[JoinHandle<()>; 4]> {
    let (mut analyst, mut for_analyst) = (Analyst::default(), Freshness::default());
    let (mut illustrator, mut for_illustrator) = (Illustrator::default(), Freshness::default());
    let (mut prover, mut stability) = (Prover::default(), StabilityWatch::default());
    let found = Arc::clone(shared);
    let here = (shared, side);
    Ok([
        spawn(
            ("analyst", 100),
            here,
            |exchange| &exchange.analyst,
            move |shared, snapshot| {
                shared.want_weights();
                // Standing still, nothing else would make the illustrator use the order just found.
                if !snapshot.running {
                    let illustrator = &shared.exchange(side).illustrator;
                    illustrator.inbox.offer(Arc::clone(snapshot));
                }
            },
            move |s| for_analyst.is_news(s).then(|| analyst.study(s)),
        )?,
        spawn(
            ("illustrator", 33),
            here,
            |exchange| &exchange.illustrator,
            |shared, _| shared.want_weights(),
            move |s| {
                let news = for_illustrator.is_news(s);
                let exchange = found.exchange(side);
                let focus = found.focus.get().map(|focus| *focus);
                let order = || exchange.analyst.found.get();
                news.then(|| illustrator.draw(s, order().as_deref(), focus))
            },
        )?,
        spawn(
            ("prover", 100),
            here,
            |exchange| &exchange.prover,
            |_, _| {},
            move |probe| Some(prover.study(probe)),
        )?,
        spawn(
            ("spectrum", 500),
            here,
            |exchange| &exchange.spectrum,
            |_, _| {},
            move |s| Some(stability.study(s)),
        )?,
    ])
}

fn spawn_worker(
    received: std::sync::mpsc::Receiver<Command>,
    shared: &Arc<Shared>,
) -> io::Result<JoinHandle<()>> {
    let shared = Arc::clone(shared);
    Builder::new().name("engine".to_owned()).spawn(move || {
        let worker = Worker::new(received, Arc::clone(&shared));
        if let Err(said) = caught(|| worker.run()) {
            shared.report_crash("engine", &said);
        }
    })
}
