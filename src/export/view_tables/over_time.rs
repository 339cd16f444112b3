//! What is followed over time.

use crate::cells;
use crate::engine::{Scene, Series};
use crate::export::Table;
use crate::export::table::Cell;

/// Quantities over time, a row per analysis.
pub fn series(scene: &Scene) -> Option<Table> {
    let history = &scene.findings.as_ref()?.history;
    let head = ["iteration", "model_time_ms"];
    let mut table = Table::new(head.into_iter().chain(Series::ALL.map(Series::column)));
    for row in history.items() {
        let head: [Cell; 2] = cells![row.iteration, row.now_ms];
        let values = Series::ALL.map(|series| Cell::from(row.value(series)));
        table.push(head.into_iter().chain(values));
    }
    Some(table)
}

/// Loss and accuracy, a row per scored epoch.
pub fn learning(scene: &Scene) -> Option<Table> {
    scene.snapshot.samples.as_ref()?;
    let mut table = Table::new([
        "epoch",
        "train_loss",
        "train_accuracy",
        "held_out_loss",
        "held_out_accuracy",
    ]);
    for epoch in scene.snapshot.learning.epochs() {
        let held_out = epoch.held_out.as_ref();
        table.push(cells![
            epoch.epoch,
            epoch.train.loss,
            epoch.train.accuracy,
            held_out.map(|score| score.loss),
            held_out.and_then(|score| score.accuracy),
        ]);
    }
    Some(table)
}

/// The latest updates of the three clocks.
pub fn clocks(scene: &Scene) -> Option<Table> {
    let mut table = Table::new(["model_time_ms", "clock", "change"]);
    for event in &scene.snapshot.events {
        table.push(cells![event.at_ms, event.clock.name(), event.change]);
    }
    Some(table)
}
