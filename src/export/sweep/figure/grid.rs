//! A map over two varied numbers: a coloured cell with its number for each pair of values.

use super::curves::Shown;
use super::frame::{FAINT_TEXT, NORMAL, RULE, SMALL, TEXT};
use super::scale::short;
use crate::engine::sweep::{Axis, Plan, PointSummary};
use crate::export::canvas::{Anchor, Ink, Label, Paint, Stroke};
use crate::export::{Canvas, ColourMap};

/// Draws a map into a rectangle, with title and numbers outside of it. The first axis runs to the right,
/// the second upwards.
pub(super) fn draw(
    canvas: &mut Canvas,
    [left, top]: [f64; 2],
    [width, height]: [f64; 2],
    plan: &Plan,
    summaries: &[PointSummary],
    shown: Shown,
) {
    let [across, up] = plan.axes() else { return };
    let (columns, rows) = (across.values().len(), up.values().len());
    let cell = [width / columns as f64, height / rows as f64];
    let mean = |summary: &PointSummary| shown.statistic(summary).map(|s| s.mean);
    let range = summaries
        .iter()
        .filter_map(mean)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
            (low.min(v), high.max(v))
        });
    for summary in summaries {
        let (column, row) = (summary.point % columns, summary.point / columns);
        let corner = [
            left + column as f64 * cell[0],
            top + (rows - 1 - row) as f64 * cell[1],
        ];
        draw_cell(canvas, corner, cell, mean(summary), range);
    }
    canvas.rect([left, top], [width, height], &Stroke::new(RULE, 0.7).into());
    let title = Label::new(NORMAL, TEXT).bold();
    canvas.text([left, top - 7.0], shown.title(), &title);

    let numbers = Label::new(SMALL, FAINT_TEXT);
    let every =
        |count: usize, room: f64, need: f64| ((count as f64 * need / room).ceil() as usize).max(1);
    let middle = numbers.clone().anchored(Anchor::Middle);
    let shown_columns = (0..columns).step_by(every(columns, width, 26.0));
    for column in shown_columns {
        let x = left + (column as f64 + 0.5) * cell[0];
        canvas.text(
            [x, top + height + 11.0],
            &short(across.values()[column]),
            &middle,
        );
    }
    let end = numbers.anchored(Anchor::End);
    for row in (0..rows).step_by(every(rows, height, 11.0)) {
        let y = top + (rows as f64 - row as f64 - 0.5) * cell[1] + end.drop();
        canvas.text([left - 4.0, y], &short(up.values()[row]), &end);
    }
    let name = Label::new(SMALL, TEXT).anchored(Anchor::Middle);
    canvas.text(
        [left + width / 2.0, top + height + 23.0],
        &title_of(across),
        &name,
    );
    let upwards = name.rotated(-90.0);
    canvas.text([left - 30.0, top + height / 2.0], &title_of(up), &upwards);
}

/// What is varied along an axis, with its symbol and unit.
pub(super) fn title_of(axis: &Axis) -> String {
    let quantity = axis.quantity();
    let words = [quantity.name, quantity.symbol].join(" ");
    match quantity.unit {
        "" => words.trim().to_owned(),
        unit => format!("{} ({unit})", words.trim()),
    }
}

fn draw_cell(
    canvas: &mut Canvas,
    [x, y]: [f64; 2],
    [width, height]: [f64; 2],
    value: Option<f64>,
    (low, high): (f64, f64),
) {
    let Some(value) = value else {
        let missing = Paint::from(Ink::grey(238));
        canvas.rect([x, y], [width, height], &missing);
        return;
    };
    let share = if high > low {
        (value - low) / (high - low)
    } else {
        0.5
    };
    // The blue side of the map of weights: from nearly white to dark, evenly to the eye.
    let depth = 0.06 + 0.8 * share;
    let colour: Ink = ColourMap::weights().colour(-depth as f32, 1.0).into();
    // A hair larger than the cell, so that no light shines through between two.
    canvas.rect([x, y], [width + 0.3, height + 0.3], &colour.into());
    let text = short(value);
    let size = (width / (text.chars().count() as f64 * 0.58))
        .min(height * 0.62)
        .min(8.5);
    if size >= 4.5 {
        let ink = if depth > 0.45 { Ink::WHITE } else { TEXT };
        let label = Label::new(size, ink).anchored(Anchor::Middle);
        let place = [x + width / 2.0, y + height / 2.0 + label.drop()];
        canvas.text(place, &text, &label);
    }
}
