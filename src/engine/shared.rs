//! What the engine's threads and its handle share.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::background::Inbox;
use super::{Latest, Probe, Snapshot};

/// Called when there is something new to show, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Slots and flags between the threads. No thread waits for another here.
pub(super) struct Shared {
    snapshot: Latest<Snapshot>,
    crash: Latest<String>,
    stop: AtomicBool,
    weights_wanted: AtomicBool,
    probe_wanted: AtomicBool,
    spectrum_wanted: AtomicBool,
    wake: Wake,
    inboxes: Inboxes,
}

/// Where those who work in the background get what they work on.
#[derive(Clone, Default)]
pub(super) struct Inboxes {
    /// Every snapshot.
    pub analyst: Arc<Inbox<Snapshot>>,
    /// Every snapshot.
    pub illustrator: Arc<Inbox<Snapshot>>,
    /// Probes, when they are asked for.
    pub prover: Arc<Inbox<Probe>>,
    /// Snapshots, when the spectrum is asked for.
    pub spectrum: Arc<Inbox<Snapshot>>,
}

impl Shared {
    pub fn new(wake: Wake, inboxes: Inboxes) -> Self {
        Self {
            snapshot: Latest::default(),
            crash: Latest::default(),
            stop: AtomicBool::new(false),
            weights_wanted: AtomicBool::new(true),
            probe_wanted: AtomicBool::new(false),
            spectrum_wanted: AtomicBool::new(false),
            wake,
            inboxes,
        }
    }

    pub fn publish(&self, snapshot: Arc<Snapshot>) {
        self.inboxes.analyst.put(Arc::clone(&snapshot));
        self.inboxes.illustrator.put(Arc::clone(&snapshot));
        if self.spectrum_wanted.swap(false, Ordering::Relaxed) {
            self.inboxes.spectrum.put(Arc::clone(&snapshot));
        }
        self.snapshot.put(snapshot);
        (self.wake)();
    }

    /// Standing still, nothing else would make the illustrator use the order just found.
    pub fn redraw(&self, snapshot: &Arc<Snapshot>) {
        if !snapshot.running {
            self.inboxes.illustrator.offer(Arc::clone(snapshot));
        }
    }

    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.snapshot.get()
    }

    /// Asks for a fresh copy of the weights in the next snapshot.
    pub fn want_weights(&self) {
        self.weights_wanted.store(true, Ordering::Relaxed);
    }

    pub fn take_weights_wanted(&self) -> bool {
        self.weights_wanted.swap(false, Ordering::Relaxed)
    }

    /// Asks for a look at the next plasticity update.
    pub fn want_probe(&self) {
        self.probe_wanted.store(true, Ordering::Relaxed);
    }

    pub fn take_probe_wanted(&self) -> bool {
        self.probe_wanted.swap(false, Ordering::Relaxed)
    }

    pub fn publish_probe(&self, probe: Probe) {
        self.inboxes.prover.put(Arc::new(probe));
    }

    /// Asks for the eigenvalues of the next snapshot.
    pub fn want_spectrum(&self) {
        self.spectrum_wanted.store(true, Ordering::Relaxed);
        self.want_weights();
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.inboxes.analyst.close();
        self.inboxes.illustrator.close();
        self.inboxes.prover.close();
        self.inboxes.spectrum.close();
    }

    pub fn stopping(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub fn wake(&self) {
        (self.wake)();
    }

    /// Keeps what a panicking thread said.
    pub fn report_crash(&self, thread: &str, payload: &(dyn Any + Send)) {
        let said = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
            .unwrap_or("no message");
        self.crash
            .put(Arc::new(format!("the {thread} thread failed: {said}")));
        (self.wake)();
    }

    pub fn crash(&self) -> Option<Arc<String>> {
        self.crash.get()
    }
}
