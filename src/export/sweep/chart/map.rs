//! A map over two varied numbers: a coloured cell with its number for each pair of values.

use super::frame::{FAINT_TEXT, RULE, SMALL, TEXT, draw_title, within};
use super::scale::short;
use super::shown::{Chart, Shown};
use super::words::title_of;
use crate::engine::sweep::{Axis, Numbers};
use crate::export::ColourMap;
use crate::export::canvas::{Anchor, Ink, Label, Stroke, Surface};

/// A map, laid out. The first axis runs to the right, the second upwards.
pub struct Map<'a> {
    chart: Chart<'a>,
    shown: Shown,
    axes: [&'a Axis; 2],
    numbers: [&'a Numbers; 2],
    columns: usize,
    rows: usize,
    corner: [f64; 2],
    size: [f64; 2],
    cell: [f64; 2],
}

impl<'a> Map<'a> {
    /// The map of what is shown, title and numbers included, within a rectangle. None where not two
    /// numbers are varied.
    pub fn new(chart: Chart<'a>, shown: Shown, corner: [f64; 2], size: [f64; 2]) -> Option<Self> {
        let [across, up] = chart.plan.axes() else {
            return None;
        };
        let numbers = [across.numbers()?, up.numbers()?];
        let (columns, rows) = (across.count(), up.count());
        let (corner, size) = within(corner, size);
        Some(Self {
            chart,
            shown,
            axes: [across, up],
            numbers,
            columns,
            rows,
            corner,
            size,
            cell: [size[0] / columns as f64, size[1] / rows as f64],
        })
    }

    /// The point whose cell lies at a place.
    pub fn point_at(&self, [x, y]: [f64; 2]) -> Option<usize> {
        (0..self.columns * self.rows).find(|&point| {
            let [left, top] = self.cell_corner(point);
            (left..left + self.cell[0]).contains(&x) && (top..top + self.cell[1]).contains(&y)
        })
    }

    /// The corner and the size of the cell of a point.
    pub fn cell(&self, point: usize) -> ([f64; 2], [f64; 2]) {
        (self.cell_corner(point), self.cell)
    }

    fn cell_corner(&self, point: usize) -> [f64; 2] {
        let (column, row) = (point % self.columns, point / self.columns);
        [
            self.corner[0] + column as f64 * self.cell[0],
            self.corner[1] + (self.rows - 1 - row) as f64 * self.cell[1],
        ]
    }

    pub fn draw<S: Surface>(&self, surface: &mut S) {
        let mean = |summary| self.shown.statistic(summary).map(|s| s.mean);
        let means = || self.chart.summaries.iter().filter_map(mean);
        let low = means().fold(f64::INFINITY, f64::min);
        let high = means().fold(f64::NEG_INFINITY, f64::max);
        for summary in self.chart.summaries {
            let corner = self.cell_corner(summary.point);
            let Some(value) = mean(summary) else {
                surface.rect(corner, self.cell, &Ink::grey(238).into());
                continue;
            };
            let share = match high > low {
                true => (value - low) / (high - low),
                false => 0.5,
            };
            draw_cell(surface, corner, self.cell, value, share);
        }
        surface.rect(self.corner, self.size, &Stroke::new(RULE, 0.7).into());
        draw_title(surface, self.corner, self.shown.title());
        self.draw_axes(surface);
    }

    /// The values of both axes, as many as there is room for, and their names.
    fn draw_axes<S: Surface>(&self, surface: &mut S) {
        let ([left, top], [width, height]) = (self.corner, self.size);
        let [across, up] = self.axes;
        let every = |count: usize, room: f64, need: f64| {
            ((count as f64 * need / room).ceil() as usize).max(1)
        };
        let numbers = Label::new(SMALL, FAINT_TEXT);
        let middle = numbers.clone().anchored(Anchor::Middle);
        for column in (0..self.columns).step_by(every(self.columns, width, 26.0)) {
            let x = left + (column as f64 + 0.5) * self.cell[0];
            let value = short(self.numbers[0].values()[column]);
            surface.text([x, top + height + 11.0], &value, &middle);
        }
        let end = numbers.anchored(Anchor::End);
        for row in (0..self.rows).step_by(every(self.rows, height, 11.0)) {
            let y = top + (self.rows as f64 - row as f64 - 0.5) * self.cell[1] + end.drop();
            surface.text([left - 4.0, y], &short(self.numbers[1].values()[row]), &end);
        }
        let name = Label::new(SMALL, TEXT).anchored(Anchor::Middle);
        let below = [left + width / 2.0, top + height + 23.0];
        surface.text(below, &title_of(across), &name);
        let beside = [left - 30.0, top + height / 2.0];
        surface.text(beside, &title_of(up), &name.rotated(-90.0));
    }
}

/// A cell and its number; `share` is where that lies between the least, 0, and the largest, 1.
fn draw_cell<S: Surface>(
    surface: &mut S,
    [x, y]: [f64; 2],
    [width, height]: [f64; 2],
    value: f64,
    share: f64,
) {
    // The blue side of the map of weights: from nearly white to dark, evenly to the eye.
    let depth = 0.06 + 0.8 * share;
    let colour: Ink = ColourMap::weights().colour(-depth as f32, 1.0).into();
    // A hair larger than the cell, so that no light shines through between two.
    surface.rect([x, y], [width + 0.3, height + 0.3], &colour.into());
    let text = short(value);
    let size = (width / (text.chars().count() as f64 * 0.58))
        .min(height * 0.62)
        .min(SMALL);
    if size >= 4.5 {
        let ink = if depth > 0.45 { Ink::WHITE } else { TEXT };
        let label = Label::new(size, ink).anchored(Anchor::Middle);
        let place = [x + width / 2.0, y + height / 2.0 + label.drop()];
        surface.text(place, &text, &label);
    }
}
