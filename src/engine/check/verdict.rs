//! What the runs say of claims.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::plan::{CheckPlan, Subject, moments};
use super::stated::Stated;
use super::watch::RunLog;
use crate::engine::condition::{Follower, Truth, Values};
use crate::engine::measures::Measures;

/// What came of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Each seed.
    pub seeds: Vec<SeedVerdict>,
    /// In how many seeds it must hold.
    pub needed: usize,
    /// The means over all seeds at the iteration at which it must hold, of what is defined in each.
    pub means: Measures,
}

/// What came of a claim in one seed.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedVerdict {
    /// The seed.
    pub seed: u64,
    /// Whether the claim held; undefined too if the run did not get so far.
    pub truth: Truth,
    /// What was measured at the iteration at which it must hold.
    pub measures: Measures,
    /// Why that was not reached, in words.
    pub trouble: Option<String>,
}

impl Verdict {
    /// In how many seeds the claim held.
    pub fn held(&self) -> usize {
        let held = self.seeds.iter().filter(|seed| seed.truth == Truth::Holds);
        held.count()
    }

    /// Whether that is enough.
    pub fn holds(&self) -> bool {
        self.held() >= self.needed
    }
}

/// The verdict on each claim of each subject; `None` if a run is missing.
pub fn verdicts(plan: &CheckPlan, logs: &[Option<Arc<RunLog>>]) -> Option<Vec<Vec<Verdict>>> {
    let subjects = plan.subjects().iter().enumerate();
    subjects
        .map(|(subject, Subject { claims, .. })| {
            let claims = claims.iter().enumerate();
            claims
                .map(|(claim, stated)| {
                    let runs = plan.judged_by(subject, claim);
                    let seen = runs.iter().map(|&run| {
                        let seed = plan.runs()[run].scenario.run.seed;
                        Some((seed, logs.get(run)?.as_deref()?))
                    });
                    Some(judge(stated, &seen.collect::<Option<Vec<_>>>()?))
                })
                .collect()
        })
        .collect()
}

/// Judges a claim by the seeds in which it was looked at.
fn judge(stated: &Stated, seen: &[(u64, &RunLog)]) -> Verdict {
    let moments = moments(stated);
    let means: BTreeMap<u64, Measures> = moments.iter().map(|&at| (at, means(seen, at))).collect();
    let seeds = seen.iter().map(|(seed, log)| {
        let mut follower = Follower::of(&stated.condition);
        let mut truth = Truth::Undefined;
        for (at, means) in &means {
            truth = log.looks.get(at).map_or(Truth::Undefined, |measures| {
                follower.see(*at, Values { measures, means })
            });
        }
        let measures = log.looks.get(&stated.at).copied();
        SeedVerdict {
            seed: *seed,
            truth,
            measures: measures.unwrap_or_default(),
            trouble: log.trouble.clone().filter(|_| measures.is_none()),
        }
    });
    Verdict {
        seeds: seeds.collect(),
        needed: stated.claim.needed(seen.len()),
        means: means.get(&stated.at).copied().unwrap_or_default(),
    }
}

/// The means at an iteration, of what is defined in every seed.
fn means(seen: &[(u64, &RunLog)], at: u64) -> Measures {
    Measures::each(|measure| {
        let values = seen.iter().map(|(_, log)| log.looks.get(&at)?.get(measure));
        let values: Vec<f64> = values.collect::<Option<_>>()?;
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    })
}
