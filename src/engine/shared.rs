//! What the engine's threads and its handle share.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::background::Inbox;
use super::{Latest, Snapshot};

/// Called when there is something new to show, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Slots and flags between the threads. No thread waits for another here.
pub(super) struct Shared {
    snapshot: Latest<Snapshot>,
    crash: Latest<String>,
    stop: AtomicBool,
    weights_wanted: AtomicBool,
    wake: Wake,
    /// Those who work on snapshots in the background.
    pub readers: Vec<Arc<Inbox<Snapshot>>>,
}

impl Shared {
    pub fn new(wake: Wake, readers: Vec<Arc<Inbox<Snapshot>>>) -> Self {
        Self {
            snapshot: Latest::default(),
            crash: Latest::default(),
            stop: AtomicBool::new(false),
            weights_wanted: AtomicBool::new(true),
            wake,
            readers,
        }
    }

    pub fn publish(&self, snapshot: Arc<Snapshot>) {
        for reader in &self.readers {
            reader.put(Arc::clone(&snapshot));
        }
        self.snapshot.put(snapshot);
        (self.wake)();
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

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.readers.iter().for_each(|reader| reader.close());
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
