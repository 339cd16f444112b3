//! How often the window is drawn while the simulation runs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Drawing takes at most one part in so many of the time of one core, so that the simulation keeps
/// its own core even where software draws the pixels.
const SHARE: u32 = 6;
/// No more than 60 frames a second, and no fewer than 20, with some room.
const FASTEST: Duration = Duration::from_micros(16_667);
const SLOWEST: Duration = Duration::from_millis(45);

/// Turns calls from other threads into repaints, not too many of them.
pub struct Pacer {
    ctx: egui::Context,
    begun: Instant,
    /// When the latest frame began, in microseconds after `begun`.
    latest_us: AtomicU64,
    /// The least time between two frames in microseconds.
    interval_us: AtomicU64,
}

impl Pacer {
    /// A pacer for the window of this context.
    pub fn new(ctx: egui::Context) -> Self {
        Self {
            ctx,
            begun: Instant::now(),
            latest_us: AtomicU64::new(0),
            interval_us: AtomicU64::new(FASTEST.as_micros() as u64),
        }
    }

    /// A frame begins; the one before took this long to draw.
    pub fn frame(&self, cost: Option<Duration>) {
        let now = self.begun.elapsed().as_micros() as u64;
        self.latest_us.store(now, Ordering::Relaxed);
        let interval = (cost.unwrap_or_default() * SHARE).clamp(FASTEST, SLOWEST);
        // Smoothed, so that one slow frame does not make the next ones late.
        let before = self.interval_us.load(Ordering::Relaxed);
        let smoothed = (7 * before + interval.as_micros() as u64) / 8;
        self.interval_us.store(smoothed, Ordering::Relaxed);
    }

    /// There is something new to show: draws it when the next frame is due.
    pub fn wake(&self) {
        let latest = Duration::from_micros(self.latest_us.load(Ordering::Relaxed));
        let interval = Duration::from_micros(self.interval_us.load(Ordering::Relaxed));
        let due = latest + interval;
        self.ctx
            .request_repaint_after(due.saturating_sub(self.begun.elapsed()));
    }
}
