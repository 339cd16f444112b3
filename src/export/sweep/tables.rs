//! The tables of a sweep.

use std::sync::Arc;

use crate::engine::measures::{Measure, Place, Subject, measures_in};
use crate::engine::sweep::{Control, Plan, PointSummary, RunResult, Statistic, Value, summarise};
use crate::export::Table;

/// The two tables: a row for each run, and a row for each point.
pub(super) fn both(plan: &Plan, results: &[Option<Arc<RunResult>>]) -> [Vec<u8>; 2] {
    let points = table_of_points(plan, &summarise(plan, results));
    [table_of_runs(plan, results), points].map(|table| table.to_csv(None).into_bytes())
}

/// The measures themselves, or those of a control.
struct Group {
    control: Option<&'static Control>,
    measures: Vec<&'static Measure>,
}

impl Group {
    fn column(&self, measure: &Measure) -> String {
        let prefix = self.control.map(Control::prefix).unwrap_or_default();
        format!("{prefix}{}", measure.key)
    }

    fn of_run(&self, run: &RunResult, measure: &Measure) -> Option<f64> {
        let measures = match self.control {
            None => Some(&run.measures),
            Some(control) => run.controls.get(control),
        };
        measures?.get(measure)
    }

    fn of_point(&self, point: &PointSummary, measure: &Measure) -> Option<Statistic> {
        let measures = match self.control {
            None => Some(&point.measures),
            Some(control) => point.controls.get(control),
        };
        measures?.get(measure)
    }
}

/// The groups that this plan has.
fn groups(plan: &Plan) -> Vec<Group> {
    let has_task = plan.design().scenario.task.is_some();
    let all = measures_in(Place::Sweep).filter(|m| has_task || m.subject != Subject::Task);
    let group = |control: Option<&'static Control>| {
        // Weights that are changed have no history.
        let has_all = control.is_none_or(Control::is_run);
        let is_known = |m: &&Measure| has_all || m.subject == Subject::Weights;
        let measures = all.clone().filter(is_known).collect();
        Group { control, measures }
    };
    let controls = plan.controls().map(Some);
    std::iter::once(None).chain(controls).map(group).collect()
}

/// A row of a table: cells below the names of their columns.
#[derive(Default)]
struct Cells(Vec<(String, String)>);

impl Cells {
    fn put(&mut self, column: &str, cell: String) {
        self.0.push((column.to_owned(), cell));
    }

    /// What is varied: numbers as they are, choices by their words.
    fn put_axes(&mut self, plan: &Plan, values: &[Value]) {
        for (axis, value) in plan.axes().iter().zip(values) {
            let cell = value.number().map_or_else(|| value.to_string(), number);
            self.put(axis.key(), cell);
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
        for measure in &group.measures {
            let value = group.of_run(result, measure);
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
            let statistic = group.of_point(summary, measure);
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
