//! A slot for the latest value of something, shared between threads.

use std::sync::{Arc, Mutex, PoisonError};

/// The latest value wins; nobody queues. The lock is held only while a pointer is exchanged, so
/// neither side ever waits for work of the other.
#[derive(Debug)]
pub struct Latest<T>(Mutex<Option<Arc<T>>>);

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Latest<T> {
    /// Replaces the value.
    pub fn put(&self, value: Arc<T>) {
        let replaced = self.lock().replace(value);
        drop(replaced); // after the lock is released: dropping may free a large matrix
    }

    /// Forgets the value.
    pub fn clear(&self) {
        let forgotten = self.lock().take();
        drop(forgotten); // after the lock is released
    }

    /// The latest value, left in place.
    pub fn get(&self) -> Option<Arc<T>> {
        self.lock().clone()
    }

    /// The latest value, if it is of the kind that is asked for.
    pub fn get_if(&self, fits: impl FnOnce(&T) -> bool) -> Option<Arc<T>> {
        self.get().filter(|value| fits(value))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Arc<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
