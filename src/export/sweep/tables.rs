//! The tables of a sweep.

use std::sync::Arc;

use crate::engine::sweep::{
    Measure, Measures, Plan, PointSummary, RunResult, Statistic, summarise,
};
use crate::export::Table;

type Rows = Vec<Vec<String>>;

/// The two tables: a row for each run, and a row for each point.
pub(super) fn both(plan: &Plan, results: &[Option<Arc<RunResult>>]) -> [Vec<u8>; 2] {
    let summaries = summarise(plan, results);
    [csv(&runs(plan, results)), csv(&points(plan, &summaries))]
}

/// The table of runs, as far as there are results.
pub fn table_of_runs(plan: &Plan, results: &[Option<Arc<RunResult>>]) -> Table {
    let mut rows = runs(plan, results).into_iter();
    Table {
        columns: rows.next().unwrap_or_default(),
        rows: rows.collect(),
    }
}

fn csv(rows: &Rows) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail.
        let _ = table.write_record(row);
    }
    table.into_inner().unwrap_or_default()
}

/// The measures that this plan has, and those of them that a rewired network has.
fn measures(plan: &Plan) -> Vec<Measure> {
    let has_task = plan.design().scenario.task.is_some();
    let of_task = |m: &Measure| {
        matches!(
            m,
            Measure::TrainLoss
                | Measure::TrainAccuracy
                | Measure::HeldOutLoss
                | Measure::HeldOutAccuracy
        )
    };
    let all = Measure::ALL.into_iter();
    all.filter(|m| has_task || !of_task(m)).collect()
}

/// The measures themselves and of each control that there is: the beginning of the names of columns,
/// and what is measured.
fn groups(plan: &Plan) -> Vec<(&'static str, Vec<Measure>)> {
    let all = measures(plan);
    let mut groups = vec![("", all.clone())];
    if plan.design().controls {
        let of_weights = all.iter().copied().filter(|m| m.is_of_weights());
        groups.push(("rewired_", of_weights.collect()));
    }
    if plan.has_shuffled_control() {
        groups.push(("shuffled_", all));
    }
    groups
}

fn runs(plan: &Plan, results: &[Option<Arc<RunResult>>]) -> Rows {
    let groups = groups(plan);
    let keys = plan
        .axes()
        .iter()
        .map(|axis| axis.quantity().key.to_owned());
    let mut head = vec!["run".to_owned(), "scenario".to_owned()];
    head.extend(keys);
    head.extend(["seed", "network_seed", "iterations"].map(str::to_owned));
    for (prefix, measures) in &groups {
        head.extend(measures.iter().map(|m| format!("{prefix}{}", m.column())));
    }
    let tail = [
        "measure",
        "direction",
        "resolution",
        "version",
        "blow_up",
        "trouble",
    ];
    head.extend(tail.map(str::to_owned));
    let mut rows = vec![head];
    for result in results.iter().flatten() {
        let spec = plan.spec(result.run);
        let (seeds, method) = (spec.scenario.run, spec.scenario.method);
        let mut row = vec![result.run.to_string(), spec.scenario.name];
        row.extend(spec.values.into_iter().map(number));
        row.push(seeds.seed.to_string());
        row.push(seeds.network_seed.unwrap_or(seeds.seed).to_string());
        row.push(result.iterations.to_string());
        let none = Measures::default();
        for (prefix, measures) in &groups {
            let of = match *prefix {
                "" => &result.measures,
                "rewired_" => result.rewired.as_ref().unwrap_or(&none),
                _ => result.shuffled.as_ref().unwrap_or(&none),
            };
            row.extend(measures.iter().map(|&m| cell(of.get(m))));
        }
        row.push(method.quality.key().to_owned());
        row.push(method.direction().to_owned());
        row.push(number(method.resolution));
        row.push(env!("CARGO_PKG_VERSION").to_owned());
        row.push(result.blow_up.clone().unwrap_or_default());
        row.push(result.trouble.clone().unwrap_or_default());
        rows.push(row);
    }
    rows
}

fn points(plan: &Plan, summaries: &[PointSummary]) -> Rows {
    let groups = groups(plan);
    let keys = plan
        .axes()
        .iter()
        .map(|axis| axis.quantity().key.to_owned());
    let mut head: Vec<String> = keys.collect();
    head.extend(["runs", "failed"].map(str::to_owned));
    for (prefix, measures) in &groups {
        for measure in measures {
            head.extend(columns(&format!("{prefix}{}", measure.column())));
        }
    }
    if plan.shares_network() {
        head.extend(columns("adjusted_rand_index"));
    }
    let mut rows = vec![head];
    for summary in summaries {
        let mut row: Vec<String> = summary.values.iter().copied().map(number).collect();
        row.extend([summary.runs, summary.failed].map(|count| count.to_string()));
        for (prefix, measures) in &groups {
            for &measure in measures {
                row.extend(statistic(match *prefix {
                    "" => summary.get(measure),
                    "rewired_" => summary.rewired(measure),
                    _ => summary.shuffled(measure),
                }));
            }
        }
        if plan.shares_network() {
            row.extend(statistic(summary.agreement));
        }
        rows.push(row);
    }
    rows
}

fn columns(name: &str) -> [String; 3] {
    ["mean", "sd", "count"].map(|what| format!("{name}_{what}"))
}

fn statistic(statistic: Option<Statistic>) -> [String; 3] {
    let count = statistic.map_or(0, |s| s.count);
    [
        cell(statistic.map(|s| s.mean)),
        cell(statistic.and_then(|s| s.sd)),
        count.to_string(),
    ]
}

fn cell(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

/// The shortest digits that read back as the same number.
fn number(value: f64) -> String {
    if value == 0.0 || (1e-5..1e15).contains(&value.abs()) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}
