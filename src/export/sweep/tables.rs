//! The tables of a sweep.

use std::sync::Arc;

use crate::engine::measures::{Measure, Measures, Place, Subject, measures_in};
use crate::engine::sweep::{Plan, PointSummary, RunResult, Statistic, summarise};
use crate::export::Table;

/// The two tables: a row for each run, and a row for each point.
pub(super) fn both(plan: &Plan, results: &[Option<Arc<RunResult>>]) -> [Vec<u8>; 2] {
    let points = table_of_points(plan, &summarise(plan, results));
    [table_of_runs(plan, results), points].map(|table| table.to_csv(None).into_bytes())
}

/// The measures themselves, or those of a control.
struct Group {
    /// How the names of its columns begin.
    prefix: &'static str,
    measures: Vec<&'static Measure>,
    of_run: fn(&RunResult) -> Option<&Measures>,
    of_point: fn(&PointSummary, &Measure) -> Option<Statistic>,
}

impl Group {
    fn column(&self, measure: &Measure) -> String {
        format!("{}{}", self.prefix, measure.key)
    }
}

/// The groups that this plan has.
fn groups(plan: &Plan) -> Vec<Group> {
    let has_task = plan.design().scenario.task.is_some();
    let all = measures_in(Place::Sweep).filter(|m| has_task || m.subject != Subject::Task);
    let measured = Group {
        prefix: "",
        measures: all.clone().collect(),
        of_run: |run| Some(&run.measures),
        of_point: |point, measure| point.measures.get(measure),
    };
    let rewired = Group {
        prefix: "rewired_",
        measures: all
            .clone()
            .filter(|m| m.subject == Subject::Weights)
            .collect(),
        of_run: |run| run.rewired.as_ref(),
        of_point: |point, measure| point.rewired.get(measure),
    };
    let shuffled = Group {
        prefix: "shuffled_",
        measures: all.collect(),
        of_run: |run| run.shuffled.as_ref(),
        of_point: |point, measure| point.shuffled.get(measure),
    };
    let rewired = plan.design().controls.then_some(rewired);
    let shuffled = plan.has_shuffled_control().then_some(shuffled);
    let controls = rewired.into_iter().chain(shuffled);
    std::iter::once(measured).chain(controls).collect()
}

/// A row of a table: cells below the names of their columns.
#[derive(Default)]
struct Cells(Vec<(String, String)>);

impl Cells {
    fn put(&mut self, column: &str, cell: String) {
        self.0.push((column.to_owned(), cell));
    }

    /// The numbers that are varied.
    fn put_axes(&mut self, plan: &Plan, values: &[f64]) {
        for (axis, value) in plan.axes().iter().zip(values) {
            self.put(axis.quantity().key, number(*value));
        }
    }

    fn put_statistic(&mut self, column: &str, statistic: Option<Statistic>) {
        let count = statistic.map_or(0, |s| s.count);
        self.put(&format!("{column}_mean"), cell(statistic.map(|s| s.mean)));
        self.put(&format!("{column}_sd"), cell(statistic.and_then(|s| s.sd)));
        self.put(&format!("{column}_count"), count.to_string());
    }
}

/// A table of rows that all have the columns of `head`.
fn table(head: Cells, rows: impl Iterator<Item = Cells>) -> Table {
    let columns = head.0.into_iter().map(|(name, _)| name);
    let mut table = Table::new(columns);
    rows.for_each(|row| table.push(row.0.into_iter().map(|(_, cell)| cell)));
    table
}

/// The table of runs, as far as there are results.
pub fn table_of_runs(plan: &Plan, results: &[Option<Arc<RunResult>>]) -> Table {
    let groups = groups(plan);
    let row = |result: &RunResult| of_run(plan, &groups, result);
    let results = results.iter().flatten();
    table(
        row(&RunResult::default()),
        results.map(|result| row(result)),
    )
}

fn of_run(plan: &Plan, groups: &[Group], result: &RunResult) -> Cells {
    let spec = plan.spec(result.run);
    let (seeds, method) = (spec.scenario.run, spec.scenario.method);
    let network_seed = seeds.network_seed.unwrap_or(seeds.seed);
    let mut row = Cells::default();
    row.put("run", result.run.to_string());
    row.put("scenario", spec.scenario.name);
    row.put_axes(plan, &spec.values);
    row.put("seed", seeds.seed.to_string());
    row.put("network_seed", network_seed.to_string());
    row.put("iterations", result.iterations.to_string());
    for group in groups {
        let values = (group.of_run)(result);
        for measure in &group.measures {
            let value = values.and_then(|values| values.get(measure));
            row.put(&group.column(measure), cell(value));
        }
    }
    row.put("measure", method.quality.key().to_owned());
    row.put("direction", method.direction().to_owned());
    row.put("resolution", number(method.resolution));
    row.put("version", env!("CARGO_PKG_VERSION").to_owned());
    row.put("blow_up", result.blow_up.clone().unwrap_or_default());
    row.put("trouble", result.trouble.clone().unwrap_or_default());
    row
}

fn table_of_points(plan: &Plan, summaries: &[PointSummary]) -> Table {
    let groups = groups(plan);
    let row = |summary| of_point(plan, &groups, summary);
    let head = summaries.first().map(row).unwrap_or_default();
    table(head, summaries.iter().map(row))
}

fn of_point(plan: &Plan, groups: &[Group], summary: &PointSummary) -> Cells {
    let mut row = Cells::default();
    row.put_axes(plan, &summary.values);
    row.put("runs", summary.runs.to_string());
    row.put("failed", summary.failed.to_string());
    for group in groups {
        for measure in &group.measures {
            let statistic = (group.of_point)(summary, measure);
            row.put_statistic(&group.column(measure), statistic);
        }
    }
    if plan.shares_network() {
        row.put_statistic("adjusted_rand_index", summary.agreement);
    }
    row
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
