//! What is followed over time.

use std::sync::Arc;

use crate::cells;
use crate::engine::measures::{Measures, Moment, Place, measures_in};
use crate::engine::{Epoch, Row, Scene};
use crate::export::Table;
use crate::export::table::Cell;

/// Measures over time, a row per analysis.
pub fn series(scene: &Scene) -> Option<Table> {
    Some(history(scene.findings.as_ref()?.history.items()))
}

/// Measures over time, a row per sample.
pub fn history(samples: &[Row]) -> Table {
    let head = ["iteration", "model_time_ms"];
    let mut table = Table::new(head.into_iter().chain(columns(Place::OverTime)));
    for sample in samples {
        let head: [Cell; 2] = cells![sample.iteration, sample.now_ms];
        let values = values(Place::OverTime, &sample.measures);
        table.push(head.into_iter().chain(values));
    }
    table
}

/// Loss and accuracy, a row per scored epoch.
pub fn learning(scene: &Scene) -> Option<Table> {
    scene.snapshot.samples.as_ref()?;
    Some(learning_curve(scene.snapshot.learning.epochs()))
}

/// Loss and accuracy, a row per scored epoch.
pub fn learning_curve(epochs: &[Arc<Epoch>]) -> Table {
    let head = std::iter::once("epoch");
    let mut table = Table::new(head.chain(columns(Place::LearningCurve)));
    for epoch in epochs {
        let scores = Moment {
            train: Some(epoch.train),
            held_out: epoch.held_out,
            ..Moment::default()
        };
        let measures = Measures::of(&scores, &[Place::LearningCurve]);
        let head = std::iter::once(Cell::from(epoch.epoch));
        table.push(head.chain(values(Place::LearningCurve, &measures)));
    }
    table
}

/// The latest updates of the three clocks.
pub fn clocks(scene: &Scene) -> Option<Table> {
    let mut table = Table::new(["model_time_ms", "clock", "change"]);
    for event in &scene.snapshot.events {
        table.push(cells![event.at_ms, event.clock.name(), event.change]);
    }
    Some(table)
}

fn columns(place: Place) -> impl Iterator<Item = &'static str> {
    measures_in(place).map(|measure| measure.key)
}

fn values(place: Place, measures: &Measures) -> impl Iterator<Item = Cell> {
    measures_in(place).map(|measure| Cell::from(measures.get(measure)))
}
