//! Which runs it takes to check claims: each distinct scenario and seed once, as far as any claim asks.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::stated::Stated;
use crate::engine::measures::Measure;
use crate::engine::sweep::work_of_iteration;
use crate::scenario::{SEED, Scenario};

/// How often a condition is looked at that must hold for some iterations.
const LOOKS: u64 = 50;

/// A scenario whose claims are checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The folder in which the files that it names are looked for.
    pub base_dir: Option<PathBuf>,
    /// Its claims.
    pub claims: Vec<Stated>,
}

/// What is asked for in place of what claims say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seeds {
    /// The first seed, instead of the scenario's.
    pub first: Option<u64>,
    /// How many, instead of the claim's.
    pub count: Option<u64>,
}

/// A run: a complete scenario, and what is measured of it when.
#[derive(Debug, Clone, PartialEq)]
pub struct RunOfCheck {
    /// The scenario, without claims.
    pub scenario: Scenario,
    /// The folder in which the files that it names are looked for.
    pub base_dir: Option<PathBuf>,
    /// The iterations at which it is measured.
    pub moments: BTreeSet<u64>,
    /// What is measured.
    pub measures: Vec<&'static Measure>,
}

/// All runs, and by which of them each claim is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckPlan {
    subjects: Vec<Subject>,
    runs: Vec<RunOfCheck>,
    /// For each claim of each subject its runs, one for each seed.
    judged_by: Vec<Vec<Vec<usize>>>,
}

impl CheckPlan {
    /// Plans the runs.
    ///
    /// # Errors
    /// When there are not so many seeds, in one sentence.
    pub fn new(subjects: Vec<Subject>, seeds: Seeds) -> Result<Self, String> {
        let mut plan = Self {
            judged_by: Vec::new(),
            runs: Vec::new(),
            subjects: Vec::new(),
        };
        for subject in &subjects {
            let claims = subject.claims.iter();
            let judged_by = claims.map(|claim| plan.runs_of(subject, claim, seeds));
            let judged_by: Result<_, String> = judged_by.collect();
            plan.judged_by.push(judged_by?);
        }
        plan.subjects = subjects;
        Ok(plan)
    }

    fn runs_of(
        &mut self,
        subject: &Subject,
        stated: &Stated,
        seeds: Seeds,
    ) -> Result<Vec<usize>, String> {
        let count = seeds.count.unwrap_or(stated.claim.seeds);
        let first = seeds.first.unwrap_or(stated.scenario.run.seed);
        let last = first.saturating_add(count.saturating_sub(1));
        if last as f64 > SEED.limits.max {
            return Err(format!("there are not {count} seeds from {first} on"));
        }
        let all = first..=last;
        Ok(all.map(|seed| self.run_of(subject, stated, seed)).collect())
    }

    /// The run of a claim with a seed, which is that of an earlier claim where they agree.
    fn run_of(&mut self, subject: &Subject, stated: &Stated, seed: u64) -> usize {
        let mut scenario = stated.scenario.clone();
        scenario.run.seed = seed;
        // How far it goes is a matter of what is asked.
        scenario.run.iterations = 0;
        let same = |run: &RunOfCheck| run.scenario == scenario && run.base_dir == subject.base_dir;
        let index = self.runs.iter().position(same).unwrap_or_else(|| {
            self.runs.push(RunOfCheck {
                scenario,
                base_dir: subject.base_dir.clone(),
                moments: BTreeSet::new(),
                measures: Vec::new(),
            });
            self.runs.len() - 1
        });
        let run = &mut self.runs[index];
        run.moments.extend(moments(stated));
        for measure in stated.condition.measures() {
            if !run.measures.contains(&measure) {
                run.measures.push(measure);
            }
        }
        index
    }

    /// What is checked.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// All runs.
    pub fn runs(&self) -> &[RunOfCheck] {
        &self.runs
    }

    /// The runs by which a claim of a subject is judged, one for each seed.
    pub(super) fn judged_by(&self, subject: usize, claim: usize) -> &[usize] {
        &self.judged_by[subject][claim]
    }
}

/// The iterations at which a claim is looked at, the last of them that at which it must hold.
pub(super) fn moments(stated: &Stated) -> BTreeSet<u64> {
    let (at, span) = (stated.at, stated.condition.span().min(stated.at));
    let stride = span.div_ceil(LOOKS).max(1);
    let begin = at - span;
    let between = (begin..at).step_by(stride as usize);
    between.chain([at]).collect()
}

impl RunOfCheck {
    /// How far it goes.
    pub fn last(&self) -> u64 {
        self.moments.last().copied().unwrap_or_default()
    }

    /// About how much work it is, in updates of single synapses.
    pub(super) fn work(&self) -> f64 {
        self.last() as f64 * work_of_iteration(&self.scenario)
    }
}
