//! The lines and marks of a panel: what each shows, how it is drawn, and what it is called.

use super::frame::{SMALL, TEXT};
use super::shown::{Chart, Shown};
use crate::engine::sweep::{Plan, PointSummary, Statistic};
use crate::export::canvas::{Ink, Label, Stroke, Surface};

/// The runs themselves: a dark blue, which prints well and is told from grey by every eye.
const RUNS: Ink = Ink::rgb(0, 68, 136);
/// A single run.
pub(super) const RUN: Ink = RUNS.at(0.45);
/// What marks a run that blew up.
const FAILED: Ink = Ink::rgb(187, 85, 102);

/// A line through the means, with a band of one standard deviation to both sides.
pub(super) struct Line {
    /// Its name in the legend, if a plan has it.
    pub name: fn(&Plan) -> Option<&'static str>,
    /// What is to be said of it where there is room for a sentence.
    pub help: &'static str,
    /// What it shows at a point.
    pub of: fn(Shown, &PointSummary) -> Option<Statistic>,
    pub has_band: bool,
    ink: Ink,
    width: f64,
    dashes: &'static [f64],
}

/// The lines, from the lowest to that on top.
pub(super) const LINES: [Line; 4] = [
    Line {
        name: |plan| plan.design().controls.then_some("rewired, degrees kept"),
        help: "Light grey: networks rewired at random, with the same degrees.",
        of: |shown, point| point.rewired.get(shown.measure()?),
        has_band: true,
        ink: Ink::grey(150),
        width: 1.0,
        dashes: &[],
    },
    Line {
        name: |plan| plan.has_shuffled_control().then_some("shuffled credit"),
        help: "Dashed: runs in which credit goes to random neurons.",
        of: |shown, point| point.shuffled.get(shown.measure()?),
        has_band: true,
        ink: Ink::grey(85),
        width: 1.0,
        dashes: &[5.0, 2.5],
    },
    Line {
        name: |_| Some("by chance"),
        help: "Dotted: what it would be by chance, given the strengths.",
        of: |shown, point| point.measures.get(shown.measure()?.chance?),
        has_band: false,
        ink: Ink::grey(20),
        width: 1.1,
        dashes: &[2.0, 2.0],
    },
    Line {
        name: |plan| match plan.design().seeds {
            0 | 1 => Some("one seed"),
            _ => Some("mean ± sd over seeds"),
        },
        help: "",
        of: Shown::statistic,
        has_band: true,
        ink: RUNS,
        width: 1.6,
        dashes: &[],
    },
];

impl Line {
    pub fn stroke(&self) -> Stroke {
        Stroke::new(self.ink, self.width).dashed(self.dashes)
    }

    /// The colour of its band.
    pub fn fill(&self) -> Ink {
        self.ink.at(0.2)
    }
}

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

enum Mark {
    Line(&'static Line),
    Run,
    Cross,
}

/// The marks of a chart and their names.
fn entries(chart: &Chart<'_>) -> Vec<(Mark, &'static str)> {
    let line = |line: &'static Line| Some((Mark::Line(line), (line.name)(chart.plan)?));
    let [below @ .., runs] = &LINES;
    let mut entries: Vec<_> = line(runs).into_iter().collect();
    entries.push((Mark::Run, "a run"));
    entries.extend(below.iter().filter_map(line));
    if chart.summaries.iter().any(|summary| summary.failed > 0) {
        entries.push((Mark::Cross, "blew up"));
    }
    entries
}

/// Says what the lines, bands and marks are, in rows of this width. `place` is on the middle of the
/// first row; returns how far below it the last one stands.
pub fn legend<S: Surface>(surface: &mut S, chart: &Chart<'_>, place: [f64; 2], width: f64) -> f64 {
    let label = Label::new(SMALL, TEXT);
    let [mut x, mut y] = place;
    for (mark, name) in entries(chart) {
        // As wide as the letters are on average.
        let letters = name.chars().count() as f64 * SMALL * 0.49;
        if x > place[0] && x + 25.0 + letters > place[0] + width {
            [x, y] = [place[0], y + ROW];
        }
        match mark {
            Mark::Line(line) => {
                if line.has_band {
                    surface.rect([x, y - 4.5], [20.0, 9.0], &line.fill().into());
                }
                surface.line([x, y], [x + 20.0, y], &line.stroke());
            }
            Mark::Run => surface.circle([x + 10.0, y], 1.8, RUN),
            Mark::Cross => draw_cross(surface, [x + 10.0, y]),
        }
        surface.text([x + 25.0, y + label.drop()], name, &label);
        x += 41.0 + letters;
    }
    y - place[1]
}
