//! Disks that fail because a test wants it so: in a folder of the test's own, on whatever thread.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::disk::Step;

/// How a disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// One step is refused, as on a full disk.
    Full,
    /// One step is refused for want of permission.
    Denied,
    /// Nothing is done any more from that step on.
    PowerCut,
}

/// A folder in which steps are counted.
struct Watch {
    folder: PathBuf,
    fails: Option<(usize, Fault)>,
    done: Vec<(Step, PathBuf)>,
    count: usize,
}

static WATCHES: Mutex<Vec<Watch>> = Mutex::new(Vec::new());

fn watches() -> std::sync::MutexGuard<'static, Vec<Watch>> {
    WATCHES.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn before(step: Step, path: &Path) -> io::Result<()> {
    let mut watches = watches();
    let Some(watch) = watches.iter_mut().find(|w| path.starts_with(&w.folder)) else {
        return Ok(());
    };
    watch.count += 1;
    let now = watch.count - 1;
    let fault = match watch.fails {
        Some((at, Fault::PowerCut)) if now >= at => Some(io::ErrorKind::Other),
        Some((at, Fault::Full)) if now == at => Some(io::ErrorKind::StorageFull),
        Some((at, Fault::Denied)) if now == at => Some(io::ErrorKind::PermissionDenied),
        _ => None,
    };
    if let Some(kind) = fault {
        return Err(kind.into());
    }
    watch.done.push((step, path.to_owned()));
    Ok(())
}

/// Does something in a folder whose disk fails at a step, counted from 0; returns the steps made too.
pub(super) fn with<T>(
    folder: &Path,
    fails: Option<(usize, Fault)>,
    act: impl FnOnce() -> T,
) -> (T, Vec<Step>) {
    let folder = folder.to_owned();
    watches().push(Watch {
        folder: folder.clone(),
        fails,
        done: Vec::new(),
        count: 0,
    });
    let outcome = act();
    let mut watches = watches();
    let at = watches.iter().position(|watch| watch.folder == folder);
    let done = at
        .map(|at| watches.swap_remove(at).done)
        .unwrap_or_default();
    (outcome, done.into_iter().map(|(step, _)| step).collect())
}

/// The steps that something takes in a folder, if none fails, by their numbers. Of many writes in a row those
/// at either end stand for all.
pub(crate) fn steps<T>(folder: &Path, act: impl FnOnce() -> T) -> Vec<usize> {
    let steps = with(folder, None, act).1;
    let writes = |at: Option<usize>| at.and_then(|at| steps.get(at)) == Some(&Step::Write);
    let between = |at: usize| writes(at.checked_sub(1)) && writes(Some(at)) && writes(Some(at + 1));
    (0..steps.len()).filter(|at| !between(*at)).collect()
}

/// Does something in a folder whose disk fails so at that step.
pub(crate) fn failing<T>(
    folder: &Path,
    (step, fault): (usize, Fault),
    act: impl FnOnce() -> T,
) -> T {
    with(folder, Some((step, fault)), act).0
}
