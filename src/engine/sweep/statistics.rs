//! Means and spreads over the seeds of a point.

use std::sync::Arc;

use super::axis::Value;
use super::carry_out::RunResult;
use super::control::ByControl;
use super::plan::Plan;
use crate::analysis::adjusted_rand_index;
use crate::engine::measures::{ByMeasure, Measures};

/// What some values have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Statistic {
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, estimated with n − 1; `None` of a single one.
    pub sd: Option<f64>,
    /// How many there are.
    pub count: usize,
}

impl Statistic {
    /// Of those values that are defined; `None` if none is.
    pub fn of(values: impl IntoIterator<Item = Option<f64>>) -> Option<Self> {
        let values: Vec<f64> = values.into_iter().flatten().collect();
        let count = values.len();
        let mean = values.iter().sum::<f64>() / count as f64;
        let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
        let sd = (count > 1).then(|| (squares / (count - 1) as f64).sqrt());
        (count > 0).then_some(Self { mean, sd, count })
    }
}

/// What the runs at one point have in common. Runs that blew up or failed do not count.
#[derive(Debug, Clone, PartialEq)]
pub struct PointSummary {
    /// The number of the point.
    pub point: usize,
    /// The value along each axis.
    pub values: Vec<Value>,
    /// How many of its runs are there.
    pub runs: usize,
    /// How many of them blew up or failed.
    pub failed: usize,
    /// How well the communities of two seeds agree: the adjusted Rand index over all pairs of runs,
    /// where seeds share the initial network. The pairs are not independent, so take its spread as a
    /// description only.
    pub agreement: Option<Statistic>,
    /// Of each measure.
    pub measures: ByMeasure<Statistic>,
    /// The same in each control that the plan has.
    pub controls: ByControl<ByMeasure<Statistic>>,
}

/// Sums up, for each point of a plan, the runs that are there. `results` has a place for each run.
pub fn summarise(plan: &Plan, results: &[Option<Arc<RunResult>>]) -> Vec<PointSummary> {
    let seeds = plan.design().seeds;
    let at = |point: usize| {
        let runs = (0..seeds).map(move |seed| plan.run_at(point, seed));
        runs.filter_map(|run| results.get(run)?.as_deref())
            .collect::<Vec<_>>()
    };
    (0..plan.points())
        .map(|point| of_point(plan, point, &at(point)))
        .collect()
}

fn of_point(plan: &Plan, point: usize, there: &[&RunResult]) -> PointSummary {
    let good: Vec<&RunResult> = there.iter().copied().filter(|r| r.counts()).collect();
    let statistics = |of: &dyn Fn(&RunResult) -> Option<Measures>| {
        let measured: Vec<Measures> = good.iter().filter_map(|run| of(run)).collect();
        ByMeasure::each(|m| Statistic::of(measured.iter().map(|values| values.get(m))))
    };
    let mut controls = ByControl::default();
    for control in plan.controls() {
        let found = statistics(&|run| run.controls.get(control).copied());
        controls.put(control, found);
    }
    PointSummary {
        point,
        values: plan.values(point),
        runs: there.len(),
        failed: there.len() - good.len(),
        agreement: plan.shares_network().then(|| agreement(&good)).flatten(),
        measures: statistics(&|run| Some(run.measures)),
        controls,
    }
}

fn agreement(runs: &[&RunResult]) -> Option<Statistic> {
    let pairs = runs
        .iter()
        .enumerate()
        .flat_map(|(i, a)| runs[..i].iter().map(move |b| (a, b)));
    Statistic::of(pairs.map(|(a, b)| adjusted_rand_index(&a.labels, &b.labels)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::measures::{HUB_OVERLAP, MODULARITY};
    use crate::engine::sweep::Design;
    use crate::scenario::Scenario;

    fn plan(same_network: bool) -> Plan {
        let design = Design::of(Scenario::default(), &["plasticity.learning_rate=0.1,1"]);
        let seeds = 3;
        let design = Design {
            seeds,
            same_network,
            ..design
        };
        Plan::new(design).expect("a plan")
    }

    fn result(run: usize, q: Option<f64>, labels: [usize; 4]) -> Option<Arc<RunResult>> {
        Some(Arc::new(RunResult {
            run,
            labels: labels.map(Some).to_vec(),
            measures: Measures::each(|m| q.filter(|_| m == &MODULARITY)),
            ..RunResult::default()
        }))
    }

    #[test]
    fn a_point_has_the_mean_and_spread_of_what_is_defined_at_it() {
        let mut results = vec![None; 6];
        results[0] = result(0, Some(0.2), [0, 0, 1, 1]);
        results[2] = result(2, Some(0.4), [1, 1, 0, 0]);
        results[4] = result(4, None, [0, 1, 0, 1]);
        let summaries = summarise(&plan(true), &results);
        let [first, second] = &summaries[..] else {
            panic!("two points");
        };
        assert_eq!((first.point, first.runs, first.failed), (0, 3, 0));
        let q = first.measures.get(&MODULARITY).expect("defined");
        assert!((q.mean - 0.3).abs() < 1e-15 && q.count == 2);
        assert!((q.sd.expect("two") - 0.02_f64.sqrt()).abs() < 1e-15);
        assert_eq!(first.measures.get(&HUB_OVERLAP), None);
        // One pair agrees fully, two by −½.
        let agreement = first.agreement.expect("a shared network");
        assert!((agreement.mean - 0.0).abs() < 1e-15 && agreement.count == 3);
        assert_eq!((second.runs, second.measures.get(&MODULARITY)), (0, None));
        assert_eq!(summarise(&plan(false), &results)[0].agreement, None);
    }

    #[test]
    fn runs_that_blew_up_do_not_count() {
        let blown_up = RunResult {
            blow_up: Some("so".to_owned()),
            ..(*result(2, Some(9.0), [0; 4]).expect("a result")).clone()
        };
        let results = [result(0, Some(0.2), [0; 4]), None, Some(Arc::new(blown_up))];
        let summary = &summarise(&plan(false), &results)[0];
        assert_eq!((summary.runs, summary.failed), (2, 1));
        let q = summary.measures.get(&MODULARITY).expect("defined");
        assert_eq!((q.mean, q.sd, q.count), (0.2, None, 1));
    }
}
