//! Where a background thread works: what waits for it, what it found last, and the thread itself.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use super::shared::{Exchange, Shared};
use crate::engine::job::caught;
use crate::engine::run::{Side, Snapshot};

/// A background thread rests at least this many times as long as it works, so that the simulation keeps
/// its core.
const REST: u32 = 4;

/// What a background thread works on next, and what came of it last.
pub(super) struct Mailbox<In, Out> {
    pub inbox: Inbox<In>,
    pub found: Latest<Out>,
}

impl<In, Out> Default for Mailbox<In, Out> {
    fn default() -> Self {
        Self {
            inbox: Inbox::default(),
            found: Latest::default(),
        }
    }
}

/// Starts a thread that turns what comes to a mailbox into results, skips what it was too slow for, and
/// begins no two pieces of work within `interval_ms`; work that gives nothing is not shown. `after` each
/// piece of work it may ask for more. Work that panics ends the thread and is reported as a crash.
pub(super) fn spawn<In: Send + Sync + 'static, Out: Send + Sync + 'static>(
    (name, interval_ms): (&str, u64),
    (shared, side): (&Arc<Shared>, Side),
    mailbox: fn(&Exchange) -> &Mailbox<In, Out>,
    after: impl Fn(&Shared, &Arc<In>) + Send + 'static,
    mut work: impl FnMut(&In) -> Option<Out> + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    let name = match side {
        Side::A => name.to_owned(),
        Side::B => format!("{name} B"),
    };
    let (shared, told) = (Arc::clone(shared), name.clone());
    let interval = Duration::from_millis(interval_ms);
    let body = move || {
        let mailbox = mailbox(shared.exchange(side));
        let mut rest = Duration::ZERO;
        while let Some(item) = mailbox.inbox.take_after(rest) {
            let begun = Instant::now();
            let result = match caught(|| work(&item)) {
                Ok(result) => result,
                Err(said) => return shared.report_crash(&told, &said),
            };
            rest = Duration::ZERO;
            if let Some(result) = result {
                mailbox.found.put(Arc::new(result));
                (shared.wake)();
                let took = begun.elapsed();
                rest = (took * REST).max(interval.saturating_sub(took));
            }
            after(&shared, &item);
        }
    };
    Builder::new().name(name).spawn(body)
}

/// Tells which snapshots are worth working on: while running, those with a fresh copy of the
/// weights; standing still every one, since single ticks move firing and credit under the same
/// weights.
#[derive(Debug, Default)]
pub(super) struct Freshness(Option<(u64, u64)>);

impl Freshness {
    pub fn is_news(&mut self, snapshot: &Snapshot) -> bool {
        let mark = Some((snapshot.generation, snapshot.weights_revision));
        let news = !snapshot.running || self.0 != mark;
        self.0 = mark;
        news
    }
}

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

/// The latest value wins; nobody queues. The lock is held only while a pointer is exchanged, so
/// neither side ever waits for work of the other.
#[derive(Debug)]
pub(super) struct Latest<T>(Mutex<Option<Arc<T>>>);

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Latest<T> {
    pub fn put(&self, value: Arc<T>) {
        let replaced = self.lock().replace(value);
        drop(replaced); // after the lock is released: dropping may free a large matrix
    }

    pub fn clear(&self) {
        let forgotten = self.lock().take();
        drop(forgotten); // after the lock is released
    }

    pub fn get(&self) -> Option<Arc<T>> {
        self.lock().clone()
    }

    /// The latest value, if it is of the kind that is asked for.
    pub fn get_if(&self, fits: impl FnOnce(&T) -> bool) -> Option<Arc<T>> {
        self.get().filter(|value| fits(value))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
