//! Curves over a varied number, or points over a varied choice: means with their spread, single runs, and
//! what controls give.

use super::frame::{Frame, SMALL};
use super::legend::draw_cross;
use super::line::Line;
use super::scale::Scale;
use super::shown::{Chart, Shown};
use super::words::{about, title_of};
use crate::engine::sweep::{Statistic, SteepestFall, steepest_falls};
use crate::export::canvas::{Anchor, Ink, Label, Stroke, Surface};

/// The share of the room of an option that its points take.
const SPREAD: f64 = 0.6;

/// A panel of curves, laid out: what is known of one measure.
pub struct Curves<'a> {
    chart: Chart<'a>,
    shown: Shown,
    frame: Frame,
    lines: Vec<Line>,
    /// Where what is shown falls most steeply.
    falls: Vec<SteepestFall>,
}

impl<'a> Curves<'a> {
    /// The curves of what is shown, title and numbers included, within a rectangle. None where what is
    /// varied has no place on a scale.
    pub fn new(chart: Chart<'a>, shown: Shown, corner: [f64; 2], size: [f64; 2]) -> Option<Self> {
        let axis = chart.plan.across().1;
        let x = match axis.numbers() {
            Some(numbers) => {
                let values = numbers.values().iter().copied();
                Scale::around(values, numbers.is_logarithmic(), 0.04)?
            }
            None => Scale::named(axis.options()?.options().map(|option| option.word())),
        };
        let lines = Line::all(chart.plan);
        let statistics = || {
            let at = |s| lines.iter().filter_map(move |l| l.at(&chart, shown, s));
            chart.summaries.iter().flat_map(at)
        };
        let runs = || chart.good_runs().filter_map(|(_, r)| shown.value(r));
        let edges = statistics().flat_map(|s| [-1.0, 0.0, 1.0].map(|sign| edge(&s, sign)));
        let is_logarithmic = shown.measure().is_some_and(|m| m.logarithmic)
            && spans_magnitudes(statistics().map(|s| s.mean), runs());
        let y = Scale::around(edges.chain(runs()), is_logarithmic, 0.07)
            .or_else(|| Scale::around([0.0, 1.0], false, 0.07))?;
        let mut falls = steepest_falls(chart.plan, chart.summaries);
        falls.retain(|fall| shown.measure() == Some(fall.measure));
        Some(Self {
            frame: Frame::within(corner, size, x, y),
            chart,
            shown,
            falls,
            lines,
        })
    }

    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The single runs: the number of each, its value, and where it is drawn.
    pub fn runs(&self) -> impl Iterator<Item = (usize, f64, [f64; 2])> {
        self.runs_in_colour()
            .map(|(run, value, place, _)| (run, value, place))
    }

    fn runs_in_colour(&self) -> impl Iterator<Item = (usize, f64, [f64; 2], Ink)> {
        self.chart.good_runs().filter_map(|(point, result)| {
            let value = self.shown.value(result)?;
            let has = |line: &Line| line.has(&self.chart, point);
            let line = self.lines.iter().position(has)?;
            let place = self.frame.at(self.x(point, line), value);
            Some((result.run, value, place, self.lines[line].faint()))
        })
    }

    /// Where a point lies along the axis; those of several lines stand side by side above an option.
    fn x(&self, point: usize, line: usize) -> f64 {
        let x = self.chart.across(point);
        if self.is_over_numbers() {
            return x;
        }
        // The line on top, which lies last, stands first.
        let place = (self.lines.len() - 1 - line) as f64 + 0.5;
        x + (place / self.lines.len() as f64 - 0.5) * SPREAD
    }

    fn is_over_numbers(&self) -> bool {
        self.chart.plan.across().1.numbers().is_some()
    }

    /// What is to be said of the lines that it has, in a sentence each.
    pub fn help(&self) -> impl Iterator<Item = &'static str> {
        let is_there = |(number, line): &(usize, &Line)| {
            !self.parts(*number, line).is_empty() && !line.help.is_empty()
        };
        let lines = self.lines.iter().enumerate().filter(is_there);
        lines.map(|(_, line)| line.help)
    }

    pub fn draw<S: Surface>(&self, surface: &mut S) {
        let title = self.shown.title();
        let x_name = title_of(self.chart.plan.across().1);
        self.frame.draw(surface, title, &x_name);
        surface.named(title, |surface| {
            for (number, line) in self.lines.iter().enumerate() {
                match self.is_over_numbers() {
                    true => self.draw_line(surface, number, line),
                    false => self.draw_points(surface, number, line),
                }
            }
            for (_, _, place, ink) in self.runs_in_colour() {
                surface.circle(place, 1.5, ink);
            }
            if matches!(self.shown, Shown::Measure(_)) {
                for summary in self.chart.summaries.iter().filter(|s| s.failed > 0) {
                    let [[x, top], _] = self.frame.upright(self.chart.across(summary.point));
                    draw_cross(surface, [x, top + 2.5]);
                }
            }
            for (number, fall) in self.falls.iter().enumerate() {
                self.draw_fall(surface, number, fall);
            }
        });
    }

    fn draw_line<S: Surface>(&self, surface: &mut S, number: usize, line: &Line) {
        for part in self.parts(number, line) {
            let side = |sign: f64| -> Vec<[f64; 2]> {
                let at = |(x, s): &(f64, Statistic)| self.frame.at(*x, edge(s, sign));
                part.iter().map(at).collect()
            };
            if line.has_band {
                surface.band(&side(1.0), &side(-1.0), line.fill());
            }
            match side(0.0).as_slice() {
                [alone] if line.has_band => surface.circle(*alone, 2.0, line.ink),
                points => surface.polyline(points, &line.stroke()),
            }
        }
    }

    /// Points with error bars; what has no spread is a short level line.
    fn draw_points<S: Surface>(&self, surface: &mut S, number: usize, line: &Line) {
        const CAP: f64 = 3.0;
        for (x, statistic) in self.parts(number, line).into_iter().flatten() {
            let [top, middle, bottom] =
                [1.0, 0.0, -1.0].map(|sign| self.frame.at(x, edge(&statistic, sign)));
            if !line.has_band {
                let [x, y] = middle;
                surface.line([x - 2.0 * CAP, y], [x + 2.0 * CAP, y], &line.stroke());
                continue;
            }
            surface.line(bottom, top, &line.stroke());
            for [x, y] in [top, bottom] {
                let cap = Stroke::new(line.ink, 1.0);
                surface.line([x - CAP, y], [x + CAP, y], &cap);
            }
            surface.circle(middle, 2.6, line.ink);
        }
    }

    /// A thin line where the mean falls most steeply, and where that is.
    fn draw_fall<S: Surface>(&self, surface: &mut S, number: usize, fall: &SteepestFall) {
        let of = |line: &&Line| line.option() == fall.beside;
        let line = self.lines.iter().rev().find(of);
        let ink = line.map_or(super::frame::TEXT, |line| line.ink);
        let [top, bottom] = self.frame.upright(fall.at);
        surface.line(top, bottom, &Stroke::new(ink, 0.8));
        let words = about(self.chart.plan.across().1, fall.at);
        let [left, right] = self.frame.sides();
        let room = words.chars().count() as f64 * SMALL * 0.55;
        let (anchor, shift) = match top[0] + 3.0 + room < right || top[0] - left < room {
            true => (Anchor::Start, 3.0),
            false => (Anchor::End, -3.0),
        };
        let place = [top[0] + shift, top[1] + 8.0 + 10.0 * number as f64];
        surface.text(place, &words, &Label::new(SMALL, ink).anchored(anchor));
    }

    /// The stretches of the axis over which a line is defined.
    fn parts(&self, number: usize, line: &Line) -> Vec<Vec<(f64, Statistic)>> {
        let mine = |point: usize| {
            let option = line.option();
            option.is_none() || self.chart.beside(point) == option
        };
        let summaries = self.chart.summaries.iter().filter(|s| mine(s.point));
        let values: Vec<_> = summaries
            .map(|s| {
                Some((
                    self.x(s.point, number),
                    line.at(&self.chart, self.shown, s)?,
                ))
            })
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
