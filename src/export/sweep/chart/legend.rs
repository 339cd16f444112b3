//! What the marks of the curves are.

use super::frame::{SMALL, TEXT};
use super::line::{LINES, Line, RUN, draw_cross};
use super::shown::Chart;
use super::surface::Surface;
use crate::export::canvas::Label;

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
