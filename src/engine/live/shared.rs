//! What the engine's threads and its handle share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::exchange::Exchange;
use super::latest::Latest;
use crate::engine::job::Wake;
use crate::engine::run::{Side, Snapshot};

/// The snapshots of both sides, made at the same model time.
#[derive(Debug, Clone)]
pub struct Snapshots {
    /// Side A, or the only one.
    pub a: Arc<Snapshot>,
    /// Side B, while there is one.
    pub b: Option<Arc<Snapshot>>,
}

/// Slots and flags between the threads. No thread waits for another here.
pub(super) struct Shared {
    snapshots: Latest<Snapshots>,
    crash: Latest<String>,
    stop: AtomicBool,
    weights_wanted: AtomicBool,
    wake: Wake,
    exchanges: [Arc<Exchange>; 2],
}

impl Shared {
    pub fn new(wake: Wake) -> Self {
        Self {
            snapshots: Latest::default(),
            crash: Latest::default(),
            stop: AtomicBool::new(false),
            weights_wanted: AtomicBool::new(true),
            wake,
            exchanges: Default::default(),
        }
    }

    /// What belongs to one side.
    pub fn exchange(&self, side: Side) -> &Arc<Exchange> {
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

    pub fn snapshots(&self) -> Option<Arc<Snapshots>> {
        self.snapshots.get()
    }

    /// Asks for a fresh copy of the weights in the next snapshots. Both sides get one, so that what is
    /// shown of them belongs to the same moment.
    pub fn want_weights(&self) {
        self.weights_wanted.store(true, Ordering::Relaxed);
    }

    pub fn weights_wanted(&self) -> bool {
        self.weights_wanted.load(Ordering::Relaxed)
    }

    pub fn take_weights_wanted(&self) -> bool {
        self.weights_wanted.swap(false, Ordering::Relaxed)
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.exchanges.iter().for_each(|exchange| exchange.close());
    }

    pub fn stopping(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub fn wake(&self) {
        (self.wake)();
    }

    /// Keeps what a panicking thread said.
    pub fn report_crash(&self, thread: &str, said: &str) {
        self.crash
            .put(Arc::new(format!("the {thread} thread failed: {said}")));
        (self.wake)();
    }

    pub fn crash(&self) -> Option<Arc<String>> {
        self.crash.get()
    }
}
