//! The legend: what lines, bands and marks are.

use super::frame::{FAINT_TEXT, SMALL, TEXT};
use super::line::{Line, RUNS};
use super::shown::Chart;
use crate::export::canvas::{Ink, Label, Stroke, Surface};

/// What marks a run that blew up.
pub const FAILED: Ink = Ink::rgb(187, 85, 102);

/// The cross that marks runs which blew up.
pub(super) fn draw_cross<S: Surface>(surface: &mut S, [x, y]: [f64; 2]) {
    const ARM: f64 = 2.5;
    for rise in [-ARM, ARM] {
        let ends = [[x - ARM, y - rise], [x + ARM, y + rise]];
        surface.line(ends[0], ends[1], &Stroke::new(FAILED, 1.2));
    }
}

/// From one row of the legend to the next.
const ROW: f64 = 13.0;
/// Room for a mark before its name.
const MARK: f64 = 25.0;

enum Mark {
    Heading,
    Line(Line),
    Run,
    Cross,
}

impl Mark {
    fn width(&self) -> f64 {
        match self {
            Self::Heading => 0.0,
            _ => MARK,
        }
    }
}

/// The marks of a chart and their names: what was measured, then what it is compared with.
fn entries<'a>(chart: &Chart<'a>) -> Vec<(Mark, &'a str)> {
    let named = |line: Line| {
        let name = line.name;
        (Mark::Line(line), name)
    };
    let beside = chart.plan.beside();
    let mut measured = Line::all(chart.plan);
    measured.reverse();
    let compared = measured.split_off(beside.map_or(1, |(_, axis)| axis.count()));
    let heading = beside.map(|(_, axis)| (Mark::Heading, axis.name()));
    let failed = chart.summaries.iter().any(|summary| summary.failed > 0);
    let cross = failed.then_some((Mark::Cross, "blew up"));
    let entries = heading.into_iter().chain(measured.into_iter().map(named));
    let entries = entries.chain([(Mark::Run, "a run")]);
    let entries = entries.chain(compared.into_iter().map(named));
    entries.chain(cross).collect()
}

/// The entries with their places, in rows of this width below the first.
fn placed<'a>(chart: &Chart<'a>, width: f64) -> Vec<(Mark, &'a str, [f64; 2])> {
    let [mut x, mut y] = [0.0; 2];
    let place = |(mark, name): (Mark, &'a str)| {
        // As wide as the letters are on average.
        let length = mark.width() + name.chars().count() as f64 * SMALL * 0.49;
        if x > 0.0 && x + length > width {
            [x, y] = [0.0, y + ROW];
        }
        let place = [x, y];
        x += length + 16.0;
        (mark, name, place)
    };
    entries(chart).into_iter().map(place).collect()
}

/// How far below the first row of the legend the last one stands.
pub fn legend_height(chart: &Chart<'_>, width: f64) -> f64 {
    placed(chart, width).last().map_or(0.0, |(.., [_, y])| *y)
}

/// Says what the lines, bands and marks are, in rows of this width. `corner` is on the middle of the first
/// row, on the left.
pub fn legend<S: Surface>(surface: &mut S, chart: &Chart<'_>, corner: [f64; 2], width: f64) {
    let label = Label::new(SMALL, TEXT);
    for (mark, name, place) in placed(chart, width) {
        let [x, y] = [corner[0] + place[0], corner[1] + place[1]];
        let text = [x + mark.width(), y + label.drop()];
        match mark {
            Mark::Heading => {
                surface.text(text, name, &Label::new(SMALL, FAINT_TEXT));
                continue;
            }
            Mark::Line(line) => {
                if line.has_band {
                    surface.rect([x, y - 4.5], [20.0, 9.0], &line.fill().into());
                }
                surface.line([x, y], [x + 20.0, y], &line.stroke());
            }
            Mark::Run => surface.circle([x + 10.0, y], 1.8, RUNS.at(0.45)),
            Mark::Cross => draw_cross(surface, [x + 10.0, y]),
        }
        surface.text(text, name, &label);
    }
}
