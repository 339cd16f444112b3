//! Paces model time against real time.

use std::time::{Duration, Instant};

use super::command::Pace;

/// If the machine falls behind by more than this it does not try to catch up.
const PATIENCE_S: f64 = 0.1;

/// Tells when the next step may be made.
#[derive(Debug)]
pub(super) struct Metronome {
    pub pace: Pace,
    begun: Instant,
    begun_ms: f64,
}

impl Default for Metronome {
    fn default() -> Self {
        Self {
            pace: Pace::Full,
            begun: Instant::now(),
            begun_ms: 0.0,
        }
    }
}

impl Metronome {
    /// Counts from now, and from this model time.
    pub fn restart(&mut self, now_ms: f64) {
        self.begun = Instant::now();
        self.begun_ms = now_ms;
    }

    /// Whether a step may be made at this model time.
    pub fn is_due(&mut self, now_ms: f64) -> bool {
        match self.pace {
            Pace::Full => true,
            Pace::ModelMsPerSecond(rate) => {
                let ahead_ms = self.ahead_ms(rate, now_ms);
                if ahead_ms < -rate * PATIENCE_S {
                    self.restart(now_ms);
                }
                ahead_ms <= 0.0
            }
        }
    }

    /// How long to wait until a step may be made.
    pub fn wait(&self, now_ms: f64) -> Duration {
        match self.pace {
            Pace::Full => Duration::ZERO,
            Pace::ModelMsPerSecond(rate) => {
                let seconds = self.ahead_ms(rate, now_ms) / rate;
                Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::from_secs(3600))
            }
        }
    }

    /// How far model time is ahead of where the pace wants it.
    fn ahead_ms(&self, rate: f64, now_ms: f64) -> f64 {
        now_ms - (self.begun_ms + rate * self.begun.elapsed().as_secs_f64())
    }
}
