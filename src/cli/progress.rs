//! The progress bar.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::engine::Progress;

/// Steps of the bar of a sweep.
const STEPS: u64 = 1000;

/// A progress bar on stderr, invisible where that is no terminal.
pub(super) fn bar(iterations: u64, quiet: bool) -> ProgressBar {
    let words = "iteration {pos} of {len}, {eta} left";
    let bar = styled(iterations, words, quiet);
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(250));
    }
    bar
}

/// The same for a sweep.
pub(super) fn runs_bar(quiet: bool) -> ProgressBar {
    styled(STEPS, "{msg}", quiet)
}

/// The same for the steps of lessons.
pub(super) fn steps_bar(quiet: bool, steps: u64) -> ProgressBar {
    styled(steps, "step {pos} of {len}", quiet)
}

fn styled(length: u64, words: &str, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:32}} {{percent:>3}}%  {words}"))
    {
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
