//! Curves over one varied number: means with their spread, single runs, and what chance gives.

use super::frame::Frame;
use super::line::{LINES, Line, RUN, draw_cross};
use super::scale::Scale;
use super::shown::{Chart, Shown};
use super::words::title_of;
use crate::engine::sweep::Statistic;
use crate::export::canvas::Surface;

/// A panel of curves, laid out: what is known of one measure.
pub struct Curves<'a> {
    chart: Chart<'a>,
    shown: Shown,
    frame: Frame,
}

impl<'a> Curves<'a> {
    /// The curves of what is shown, title and numbers included, within a rectangle. None where the
    /// number that is varied has no place on a scale.
    pub fn new(chart: Chart<'a>, shown: Shown, corner: [f64; 2], size: [f64; 2]) -> Option<Self> {
        let axis = chart.plan.axes().first()?;
        let x = Scale::around(axis.values().to_vec(), axis.is_logarithmic(), 0.04)?;
        let statistics = || {
            let of = move |s| LINES.iter().filter_map(move |line| (line.of)(shown, s));
            chart.summaries.iter().flat_map(of)
        };
        let runs = || chart.good_runs().filter_map(|(_, r)| shown.value(r));
        let edges = statistics().flat_map(|s| [-1.0, 0.0, 1.0].map(|sign| edge(&s, sign)));
        let is_logarithmic = shown.measure().is_some_and(|m| m.logarithmic)
            && spans_magnitudes(statistics().map(|s| s.mean), runs());
        let y = Scale::around(edges.chain(runs()), is_logarithmic, 0.07)
            .or_else(|| Scale::around([0.0, 1.0], false, 0.07))?;
        let frame = Frame::within(corner, size, x, y);
        Some(Self {
            chart,
            shown,
            frame,
        })
    }

    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The single runs: the number of each, its value, and where it is drawn.
    pub fn runs(&self) -> impl Iterator<Item = (usize, f64, [f64; 2])> {
        self.chart.good_runs().filter_map(|(x, result)| {
            let value = self.shown.value(result)?;
            Some((result.run, value, self.frame.at(x, value)))
        })
    }

    /// What is to be said of the lines that it has, in a sentence each.
    pub fn help(&self) -> impl Iterator<Item = &'static str> {
        let is_there = |line: &&Line| !self.parts(line).is_empty() && !line.help.is_empty();
        LINES.iter().filter(is_there).map(|line| line.help)
    }

    pub fn draw<S: Surface>(&self, surface: &mut S) {
        let title = self.shown.title();
        let x_name = self.chart.plan.axes().first().map(title_of);
        self.frame.draw(surface, title, &x_name.unwrap_or_default());
        surface.named(title, |surface| {
            for line in &LINES {
                self.draw_line(surface, line);
            }
            for (_, _, place) in self.runs() {
                surface.circle(place, 1.5, RUN);
            }
            if matches!(self.shown, Shown::Measure(_)) {
                for summary in self.chart.summaries.iter().filter(|s| s.failed > 0) {
                    let [[x, top], _] = self.frame.upright(summary.values[0]);
                    draw_cross(surface, [x, top + 2.5]);
                }
            }
        });
    }

    fn draw_line<S: Surface>(&self, surface: &mut S, line: &Line) {
        for part in self.parts(line) {
            let side = |sign: f64| -> Vec<[f64; 2]> {
                let at = |(x, s): &(f64, Statistic)| self.frame.at(*x, edge(s, sign));
                part.iter().map(at).collect()
            };
            if line.has_band {
                surface.band(&side(1.0), &side(-1.0), line.fill());
            }
            match side(0.0).as_slice() {
                [alone] if line.has_band => surface.circle(*alone, 2.0, line.stroke().ink),
                points => surface.polyline(points, &line.stroke()),
            }
        }
    }

    /// The stretches of the axis over which a line is defined.
    fn parts(&self, line: &Line) -> Vec<Vec<(f64, Statistic)>> {
        let summaries = self.chart.summaries.iter();
        let values: Vec<_> = summaries
            .map(|s| Some((s.values[0], (line.of)(self.shown, s)?)))
            .collect();
        let parts = values.split(Option::is_none);
        let whole = parts.map(|part| part.iter().copied().flatten().collect::<Vec<_>>());
        whole.filter(|part| !part.is_empty()).collect()
    }
}

/// The mean, or so many standard deviations from it.
fn edge(statistic: &Statistic, deviations: f64) -> f64 {
    statistic.mean + deviations * statistic.sd.unwrap_or(0.0)
}

/// Whether a logarithmic scale does values more justice: all are above 0, and the means span orders of
/// magnitude, but the single runs not so many that their means would be crowded at one end.
fn spans_magnitudes(means: impl Iterator<Item = f64>, runs: impl Iterator<Item = f64>) -> bool {
    const SPAN: f64 = 10.0;
    const MOST: f64 = 1e6;
    (SPAN..MOST).contains(&span(means)) && span(runs) < MOST
}

fn span(values: impl Iterator<Item = f64>) -> f64 {
    let ends = (f64::INFINITY, 0.0_f64);
    let (least, most) = values.fold(ends, |(low, high), v| (low.min(v), high.max(v)));
    match least > 0.0 {
        true => most / least,
        false => f64::INFINITY,
    }
}
