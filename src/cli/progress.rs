//! The progress bar.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::engine::Progress;

const TEMPLATE: &str = "{bar:32} {percent:>3}%  iteration {pos} of {len}, {eta} left";

/// A progress bar on stderr, invisible where that is no terminal.
pub(super) fn bar(iterations: u64, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(iterations);
    if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
        bar.set_style(style);
    }
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(250));
    }
    bar
}

const RUNS_TEMPLATE: &str = "{bar:32} {percent:>3}%  {msg}";
/// Steps of the bar of a sweep.
const STEPS: u64 = 1000;

/// A progress bar for a sweep, invisible where stderr is no terminal.
pub(super) fn runs_bar(quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(STEPS);
    if let Ok(style) = ProgressStyle::with_template(RUNS_TEMPLATE) {
        bar.set_style(style);
    }
    bar
}

/// Shows how far a sweep is.
pub(super) fn show(bar: &ProgressBar, progress: &Progress) {
    let left = progress.left.map(|left| match left.as_secs() {
        seconds @ 0..120 => format!(", {} s left", seconds + 1),
        seconds @ 120..7200 => format!(", {} min left", seconds.div_ceil(60)),
        seconds => format!(", {} h left", seconds.div_ceil(3600)),
    });
    let left = left.unwrap_or_default();
    bar.set_position((f64::from(progress.share) * STEPS as f64) as u64);
    bar.set_message(format!("{} of {} runs{left}", progress.done, progress.all));
}
