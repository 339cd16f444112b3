//! Where the newest input of a background thread waits.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A place for one item, the newest. Putting never blocks.
pub(super) struct Inbox<T> {
    slot: Mutex<Slot<T>>,
    filled: Condvar,
}

struct Slot<T> {
    item: Option<Arc<T>>,
    closed: bool,
}

impl<T> Default for Inbox<T> {
    fn default() -> Self {
        Self {
            slot: Mutex::new(Slot {
                item: None,
                closed: false,
            }),
            filled: Condvar::new(),
        }
    }
}

impl<T> Inbox<T> {
    pub fn put(&self, item: Arc<T>) {
        self.lock().item = Some(item);
        self.filled.notify_one();
    }

    /// Puts an item, unless another one waits already.
    pub fn offer(&self, item: Arc<T>) {
        self.lock().item.get_or_insert(item);
        self.filled.notify_one();
    }

    pub fn close(&self) {
        self.lock().closed = true;
        self.filled.notify_one();
    }

    /// Sleeps for `rest` unless closed, then waits for the newest item. `None` once closed.
    pub fn take_after(&self, rest: Duration) -> Option<Arc<T>> {
        let until = Instant::now() + rest;
        let mut slot = self.lock();
        loop {
            if slot.closed {
                return None;
            }
            let left = until.saturating_duration_since(Instant::now());
            slot = if !left.is_zero() {
                let waited = self.filled.wait_timeout(slot, left);
                waited.unwrap_or_else(PoisonError::into_inner).0
            } else if let Some(item) = slot.item.take() {
                return Some(item);
            } else {
                let waited = self.filled.wait(slot);
                waited.unwrap_or_else(PoisonError::into_inner)
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, Slot<T>> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
