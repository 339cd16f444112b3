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
            let ours = own_frames();
            let what = format!(
                "on the thread “{thread}” at {place}: {said}; by {}",
                ours.join(", ")
            );
            let by = ours.first().map_or(place.as_str(), String::as_str);
            let seen = failure(format!("panic by {by}"), what);
            SEEN.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(seen);
        }));
    });
}

/// The places in the program's own source that led to where this is called, the latest first.
fn own_frames() -> Vec<String> {
    let trace = std::backtrace::Backtrace::force_capture().to_string();
    let places = trace
        .lines()
        .filter_map(|line| line.trim().strip_prefix("at "));
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let ours = places.filter_map(|place| place.strip_prefix(here).or(place.strip_prefix("./")));
    let ours = ours.filter(|place| place.starts_with("src/"));
    ours.map(ToOwned::to_owned).take(8).collect()
}

/// Fails where there was a panic since this was last asked.
pub fn none() -> Result<(), Failure> {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let first = seen.drain(..).next();
    first.map_or(Ok(()), Err)
}
