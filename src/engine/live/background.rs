//! A thread that works on the latest of something, and skips what it was too slow for.

use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use super::inbox::Inbox;
use super::latest::Latest;
use super::shared::Shared;
use crate::engine::job::caught;
use crate::engine::run::Snapshot;

/// How much of the time a background thread may work, so that the simulation keeps its core.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    /// At least this long between the beginnings of two pieces of work.
    pub interval: Duration,
    /// At least this many times as long at rest as at work.
    pub rest: u32,
}

/// Starts a thread that turns what comes into its inbox into results; work that gives none is not
/// shown. `after` each piece of work it may ask for more. Work that panics ends the thread and is
/// reported as a crash.
pub(super) fn spawn<In: Send + Sync + 'static, Out: Send + Sync + 'static>(
    name: &'static str,
    budget: Budget,
    shared: Arc<Shared>,
    inbox: Arc<Inbox<In>>,
    results: Arc<Latest<Out>>,
    after: impl Fn(&Shared, &Arc<In>) + Send + 'static,
    mut work: impl FnMut(&In) -> Option<Out> + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    let body = move || {
        let mut rest = Duration::ZERO;
        while let Some(item) = inbox.take_after(rest) {
            let begun = Instant::now();
            let result = match caught(|| work(&item)) {
                Ok(result) => result,
                Err(said) => return shared.report_crash(name, &said),
            };
            rest = Duration::ZERO;
            if let Some(result) = result {
                results.put(Arc::new(result));
                shared.wake();
                let took = begun.elapsed();
                rest = (took * budget.rest).max(budget.interval.saturating_sub(took));
            }
            after(&shared, &item);
        }
    };
    Builder::new().name(name.to_owned()).spawn(body)
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
