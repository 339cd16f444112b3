//! What the engine's threads and its handle share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::mailbox::{Latest, Mailbox};
use super::timeline::Timeline;
use crate::engine::job::Wake;
use crate::engine::observe::{Findings, Focus, Pictures, Proof, Scene, Stability};
use crate::engine::run::{Probe, Side, Snapshot};

/// The snapshots of both sides, made at the same model time.
#[derive(Debug, Clone)]
pub struct Snapshots {
    /// Side A, or the only one.
    pub a: Arc<Snapshot>,
    /// Side B, while there is one.
    pub b: Option<Arc<Snapshot>>,
    /// What is known of the past of both.
    pub timeline: Arc<Timeline>,
}

/// What is exchanged between the engine thread and those who work on one side of a comparison.
#[derive(Default)]
pub(super) struct Exchange {
    /// Gets every snapshot.
    pub analyst: Mailbox<Snapshot, Findings>,
    /// Gets every snapshot.
    pub illustrator: Mailbox<Snapshot, Pictures>,
    /// Gets looks at the next plasticity update, when they are asked for.
    pub prover: Mailbox<Probe, Proof>,
    /// Gets snapshots, when the spectrum is asked for.
    pub spectrum: Mailbox<Snapshot, Stability>,
    pub probe_wanted: AtomicBool,
    pub spectrum_wanted: AtomicBool,
}

impl Exchange {
    fn hand_out(&self, snapshot: &Arc<Snapshot>) {
        self.analyst.inbox.put(Arc::clone(snapshot));
        self.illustrator.inbox.put(Arc::clone(snapshot));
        if self.spectrum_wanted.swap(false, Ordering::Relaxed) {
            self.spectrum.inbox.put(Arc::clone(snapshot));
        }
    }

    /// A snapshot with what is known of its run.
    pub fn scene(&self, snapshot: &Arc<Snapshot>) -> Scene {
        let generation = snapshot.generation;
        Scene {
            proof: self.prover.found.get_if(|p| p.generation == generation),
            stability: self.spectrum.found.get_if(|s| s.generation == generation),
            findings: self.analyst.found.get_if(|f| f.generation == generation),
            pictures: self
                .illustrator
                .found
                .get_if(|p| p.generation == generation),
            snapshot: Arc::clone(snapshot),
        }
    }

    /// Forgets what was found, so that its memory is free.
    pub fn clear(&self) {
        self.analyst.found.clear();
        self.illustrator.found.clear();
        self.prover.found.clear();
        self.spectrum.found.clear();
    }

    /// Ends the threads that work here.
    pub fn close(&self) {
        self.analyst.inbox.close();
        self.illustrator.inbox.close();
        self.prover.inbox.close();
        self.spectrum.inbox.close();
    }
}

/// Slots and flags between the threads. No thread waits for another here.
pub(super) struct Shared {
    pub snapshots: Latest<Snapshots>,
    pub crash: Latest<String>,
    pub stop: AtomicBool,
    pub weights_wanted: AtomicBool,
    pub firing_wanted: AtomicBool,
    /// What part of the matrices somebody looks at more closely.
    pub focus: Latest<Focus>,
    pub wake: Wake,
    exchanges: [Exchange; 2],
}

impl Shared {
    pub fn new(wake: Wake) -> Self {
        Self {
            snapshots: Latest::default(),
            crash: Latest::default(),
            stop: AtomicBool::new(false),
            weights_wanted: AtomicBool::new(true),
            firing_wanted: AtomicBool::new(false),
            focus: Latest::default(),
            wake,
            exchanges: Default::default(),
        }
    }

    /// What belongs to one side.
    pub fn exchange(&self, side: Side) -> &Exchange {
        &self.exchanges[side as usize]
    }

    pub fn publish(&self, snapshots: Snapshots) {
        self.exchange(Side::A).hand_out(&snapshots.a);
        if let Some(b) = &snapshots.b {
            self.exchange(Side::B).hand_out(b);
        }
        self.snapshots.put(Arc::new(snapshots));
        (self.wake)();
    }

    /// Has the matrices of these snapshots drawn once more.
    pub fn redraw(&self, snapshots: &Snapshots) {
        let illustrator = |side| &self.exchange(side).illustrator.inbox;
        illustrator(Side::A).offer(Arc::clone(&snapshots.a));
        if let Some(b) = &snapshots.b {
            illustrator(Side::B).offer(Arc::clone(b));
        }
    }

    /// Asks for a fresh copy of the weights in the next snapshots. Both sides get one, so that what is
    /// shown of them belongs to the same moment.
    pub fn want_weights(&self) {
        self.weights_wanted.store(true, Ordering::Relaxed);
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.exchanges.iter().for_each(Exchange::close);
    }

    /// Keeps what a panicking thread said.
    pub fn report_crash(&self, thread: &str, said: &str) {
        self.crash
            .put(Arc::new(format!("the {thread} thread failed: {said}")));
        (self.wake)();
    }
}
