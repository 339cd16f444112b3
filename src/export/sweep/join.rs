//! Joining the shards of a sweep.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::ExportError;
use super::{Shard, SweepFolder};
use crate::engine::sweep::{Plan, RunResult};

/// What joining shards has come to.
#[derive(Debug)]
pub enum Joined {
    /// Every run is there, and tables and figure are written.
    Complete(Box<Plan>, Vec<Arc<RunResult>>),
    /// Some are not, in a sentence that says which.
    Incomplete(String),
}

/// Joins folders that hold parts of one sweep: puts all their runs into `out`, which may be one of them,
/// and writes tables and figure there. As long as runs are missing, nothing is written.
/// Fails when a folder holds no sweep, they hold different ones, or `out` cannot be written to.
pub fn join(folders: &[PathBuf], out: &Path, replace: bool) -> Result<Joined, ExportError> {
    let parts: Result<Vec<SweepFolder>, _> = folders.iter().map(|f| SweepFolder::open(f)).collect();
    let parts = parts?;
    let Some(first) = parts.first() else {
        return Ok(Joined::Incomplete("there is nothing to join".to_owned()));
    };
    for part in &parts[1..] {
        if let Some(what) = first.file.difference(&part.file) {
            let folders = Box::new([&first.path, &part.path].map(PathBuf::clone));
            return Err(ExportError::DifferentSweeps(folders, what));
        }
    }
    let holder = |run: usize| parts.iter().find(|part| part.result(run).is_some());
    let holders: Vec<Option<&SweepFolder>> = (0..first.plan.runs()).map(holder).collect();
    let missing: Vec<usize> = (0..holders.len())
        .filter(|&r| holders[r].is_none())
        .collect();
    if !missing.is_empty() {
        return Ok(Joined::Incomplete(told(&missing, holders.len(), &parts)));
    }
    let place = |path: &Path| path.canonicalize().ok();
    let same = |part: &SweepFolder| place(out).is_some_and(|out| place(&part.path) == Some(out));
    let target = match parts.iter().any(same) {
        true => SweepFolder::open(out)?,
        false => SweepFolder::prepare(out, first.plan.clone(), first.file.clone(), replace)?,
    };
    for run in target.missing(None) {
        if let Some(part) = holders[run] {
            target.take(part, run)?;
        }
    }
    Ok(match target.finish()? {
        Ok(results) => Joined::Complete(Box::new(target.plan), results),
        Err(missing) => Joined::Incomplete(told(&missing, holders.len(), &parts)),
    })
}

/// Which runs are missing, and of which shards they are, if all parts were made by the same number of
/// shards.
fn told(missing: &[usize], all: usize, parts: &[SweepFolder]) -> String {
    let shards: Vec<Shard> = parts.iter().flat_map(SweepFolder::shards).collect();
    let of = shards.first().map(|shard| shard.of);
    let of = of.filter(|&of| shards.iter().all(|shard| shard.of == of));
    let head = match missing.len() {
        1 => format!("1 of {all} runs is missing"),
        many => format!("{many} of {all} runs are missing"),
    };
    let Some(of) = of else {
        return format!("{head}: {}", listed(missing));
    };
    let mut by_shard: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &run in missing {
        by_shard.entry(run % of + 1).or_default().push(run);
    }
    let of_shard = |(number, runs): (usize, Vec<usize>)| {
        let shard = Shard { number, of };
        let planned = (0..all).filter(|&run| shard.has(run)).count();
        match runs.len() == planned {
            true => format!("all of shard {shard}"),
            false => format!("{} of shard {shard}", listed(&runs)),
        }
    };
    let told: Vec<String> = by_shard.into_iter().map(of_shard).collect();
    format!("{head}: {}", told.join("; "))
}

/// Numbers as 1, 2, 5 and, if there are many, how many more.
fn listed(runs: &[usize]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = runs.iter().take(SHOWN).map(|r| format!("{r:05}")).collect();
    let more = match runs.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", shown.join(", "))
}
