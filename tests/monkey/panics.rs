//! Panics on any thread.

use std::sync::{Mutex, Once, PoisonError};

use crate::life::{Failure, failure};

static SEEN: Mutex<Vec<Failure>> = Mutex::new(Vec::new());

/// Notes panics from now on, in the place of writing them on the terminal.
pub fn watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        let other = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location();
            let place = place.map(|place| format!("{}:{}", place.file(), place.line()));
            let place = place.unwrap_or_default();
            if place.contains("tests/monkey") {
                return other(panic);
            }
            let thread = std::thread::current();
            let thread = thread.name().unwrap_or("a thread").to_owned();
            let said = panic.payload_as_str().unwrap_or("no message");
            let what = format!("on the thread “{thread}” at {place}: {said}");
            let seen = failure(format!("panic at {place}"), what);
            SEEN.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
        }));
    });
}

/// Fails where there was a panic since this was last asked.
pub fn none() -> Result<(), Failure> {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let first = seen.drain(..).next();
    first.map_or(Ok(()), Err)
}
