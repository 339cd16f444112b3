//! Measures how fast the simulation runs.

use std::time::Instant;

/// Readings are taken over about this long.
const WINDOW_S: f64 = 0.5;

/// Iterations per second over the last half second.
#[derive(Debug, Default)]
pub(super) struct Speedometer {
    from: Option<(u64, Instant)>,
    reading: f64,
}

impl Speedometer {
    /// Takes note of the iteration reached now and returns the speed.
    pub fn read(&mut self, iteration: u64, now: Instant) -> f64 {
        let Some((from_iteration, from)) = self.from else {
            self.from = Some((iteration, now));
            return self.reading;
        };
        let seconds = (now - from).as_secs_f64();
        if seconds >= WINDOW_S {
            self.reading = iteration.saturating_sub(from_iteration) as f64 / seconds;
            self.from = Some((iteration, now));
        }
        self.reading
    }
}
