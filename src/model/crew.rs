//! Who works on the weights: this thread, and others where they help.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Below so many synapses, waking another thread takes longer than it saves (measured on two cores).
const WORTH_HELP: usize = 900 * 900;

/// This thread, and perhaps helpers. Work is cut into the same pieces however many there are, so the
/// results are the same bits.
#[derive(Debug, Clone, Default)]
pub struct Crew {
    helpers: Option<Arc<ThreadPool>>,
}

/// More threads than this wait for memory.
const MOST_THREADS: usize = 4;

impl Crew {
    /// As many as this machine has a use for.
    pub fn of_this_machine() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::of(cores.min(MOST_THREADS))
    }

    /// This thread and as many more as make `threads`; where the system refuses them, this thread
    /// alone.
    pub fn of(threads: usize) -> Self {
        let helpers = ThreadPoolBuilder::new()
            .num_threads(threads.saturating_sub(1))
            .thread_name(|number| format!("helper {}", number + 1));
        Self {
            helpers: match threads {
                0 | 1 => None,
                _ => helpers.build().ok().map(Arc::new),
            },
        }
    }

    /// Does the work for each item, for so many synapses in all. Whoever is free takes the next item.
    pub(super) fn each<I: Send>(
        &self,
        synapses: usize,
        items: impl Iterator<Item = I> + Send,
        work: impl Fn(I) + Sync,
    ) {
        let Some(helpers) = self.helpers.as_ref().filter(|_| synapses >= WORTH_HELP) else {
            items.for_each(work);
            return;
        };
        let items = Mutex::new(items);
        let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
        let labour = || {
            while let Some(item) = next() {
                work(item);
            }
        };
        helpers.in_place_scope(|scope| {
            for _ in 0..helpers.current_num_threads() {
                scope.spawn(|_| labour());
            }
            labour();
        });
    }
}
