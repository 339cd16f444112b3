//! What is charted of a sweep.

use std::sync::Arc;

use crate::engine::measures::{
    HELD_OUT_ACCURACY, HELD_OUT_LOSS, Measure, Place, Subject, measures_in,
};
use crate::engine::sweep::{Plan, PointSummary, RunResult, Statistic};

/// What is known of a sweep.
#[derive(Clone, Copy)]
pub struct Chart<'a> {
    pub plan: &'a Plan,
    /// A place for each run; empty while it is not there.
    pub results: &'a [Option<Arc<RunResult>>],
    /// What the runs at each point have in common.
    pub summaries: &'a [PointSummary],
}

impl<'a> Chart<'a> {
    /// The run of the first seed at a point, once it is there.
    pub fn first_at(&self, point: usize) -> Option<&'a Arc<RunResult>> {
        self.results.get(self.plan.run_at(point, 0))?.as_ref()
    }

    /// The runs that count, each with its point.
    pub(super) fn good_runs(&self) -> impl Iterator<Item = (usize, &'a RunResult)> {
        let (plan, results) = (self.plan, self.results);
        let good = results.iter().flatten().filter(|r| r.counts());
        good.map(move |r| (r.run % plan.points(), &**r))
    }

    /// Where a point lies along the axis that runs across: its number, or the place of its option.
    pub(super) fn across(&self, point: usize) -> f64 {
        let (place, _) = self.plan.across();
        let number = self.plan.values(point)[place].number();
        number.unwrap_or_else(|| self.plan.steps(point)[place] as f64)
    }

    /// The curve that a point belongs to, where there are several.
    pub(super) fn beside(&self, point: usize) -> Option<usize> {
        let (place, _) = self.plan.beside()?;
        Some(self.plan.steps(point)[place])
    }
}

/// What a panel shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    Measure(&'static Measure),
    /// How well the communities of different seeds agree.
    Agreement,
}

impl Shown {
    /// The panels of a plan, in their order.
    pub fn of(plan: &Plan) -> Vec<Self> {
        let design = plan.design();
        let varies = |key| plan.axes().iter().any(|a| a.key() == key);
        let [learns, holds_out] = match &design.scenario.task {
            Some(task) => [true, task.held_out > 0.0 || varies("task.held_out")],
            None => [false; 2],
        };
        let measures = measures_in(Place::SweepCurves).filter(|m| {
            let held_out = [&HELD_OUT_LOSS, &HELD_OUT_ACCURACY].contains(m);
            (learns || m.subject != Subject::Task) && (holds_out || !held_out)
        });
        let mut shown: Vec<Self> = measures.map(Self::Measure).collect();
        if plan.shares_network() && design.seeds > 1 {
            shown.push(Self::Agreement);
        }
        shown
    }

    /// All that has a mean somewhere: what a map can show of a sweep, besides its panels too.
    pub fn defined(summaries: &[PointSummary]) -> Vec<Self> {
        let mut all: Vec<Self> = measures_in(Place::Sweep).map(Self::Measure).collect();
        all.push(Self::Agreement);
        all.retain(|shown| summaries.iter().any(|s| shown.statistic(s).is_some()));
        all
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Measure(measure) => measure.label(),
            Self::Agreement => "Agreement of seeds (ARI)",
        }
    }

    /// One sentence on what it says.
    pub fn help(self) -> &'static str {
        match self {
            Self::Measure(measure) => measure.help,
            Self::Agreement => {
                "Mean adjusted Rand index of the communities over all pairs of seeds: 1 where they are the same, 0 where they agree no more than by chance."
            }
        }
    }

    /// Its mean and spread at a point.
    pub fn statistic(self, summary: &PointSummary) -> Option<Statistic> {
        match self {
            Self::Measure(measure) => summary.measures.get(measure),
            Self::Agreement => summary.agreement,
        }
    }

    /// Its value in a single run.
    pub(super) fn value(self, result: &RunResult) -> Option<f64> {
        result.measures.get(self.measure()?)
    }

    pub(super) fn measure(self) -> Option<&'static Measure> {
        match self {
            Self::Measure(measure) => Some(measure),
            Self::Agreement => None,
        }
    }
}
