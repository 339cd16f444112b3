//! Curves over one varied number: means with their spread, single runs, and what chance gives.

use std::sync::Arc;

use super::frame::{Frame, SMALL, TEXT};
use super::scale::Scale;
use crate::engine::measures::{
    HELD_OUT_ACCURACY, HELD_OUT_LOSS, Measure, Place, Subject, measures_in,
};
use crate::engine::sweep::{Plan, PointSummary, RunResult, Statistic};
use crate::export::Canvas;
use crate::export::canvas::{Ink, Label, Paint, Stroke};

/// The runs themselves: a dark blue, which prints well and is told from grey by every eye.
const RUNS: Ink = Ink::rgb(0, 68, 136);
/// What marks a run that blew up.
const FAILED: Ink = Ink::rgb(187, 85, 102);
const REWIRED: Ink = Ink::grey(150);
const SHUFFLED: Ink = Ink::grey(85);

/// What a panel shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shown {
    /// A measure.
    Measure(&'static Measure),
    /// How well the communities of different seeds agree.
    Agreement,
}

impl Shown {
    /// The panels of a plan, in their order.
    pub fn of(plan: &Plan) -> Vec<Self> {
        let design = plan.design();
        let varies = |key| plan.axes().iter().any(|a| a.quantity().key == key);
        let [learns, holds_out] = match &design.scenario.task {
            Some(task) => [true, task.held_out > 0.0 || varies("task.held_out")],
            None => [false; 2],
        };
        let measures = measures_in(Place::SweepCurves).filter(|m| {
            let held_out = [&HELD_OUT_LOSS, &HELD_OUT_ACCURACY].contains(m);
            (learns || m.subject != Subject::Task) && (holds_out || !held_out)
        });
        let mut shown: Vec<Self> = measures.map(Self::Measure).collect();
        if plan.shares_network() && design.seeds > 1 {
            shown.push(Self::Agreement);
        }
        shown
    }

    /// The title of the panel.
    pub fn title(self) -> &'static str {
        match self {
            Self::Measure(measure) => measure.label(),
            Self::Agreement => "Agreement of seeds (ARI)",
        }
    }

    /// Its mean and spread at a point.
    pub fn statistic(self, summary: &PointSummary) -> Option<Statistic> {
        match self {
            Self::Measure(measure) => summary.get(measure),
            Self::Agreement => summary.agreement,
        }
    }

    /// What it would be by chance.
    fn chance(self) -> Option<&'static Measure> {
        match self {
            Self::Measure(measure) => measure.chance,
            Self::Agreement => None,
        }
    }

    fn controls(self, summary: &PointSummary) -> [Option<Statistic>; 2] {
        match self {
            Self::Measure(m) => [summary.rewired(m), summary.shuffled(m)],
            Self::Agreement => [None, None],
        }
    }

    /// Whether a logarithmic scale does it more justice: all is above 0, and the means span orders of
    /// magnitude, but the single runs not so many that their means would be crowded at one end.
    fn is_logarithmic(self, means: &[f64], runs: &[f64]) -> bool {
        const SPAN: f64 = 10.0;
        const MOST: f64 = 1e6;
        let Self::Measure(measure) = self else {
            return false;
        };
        let span = |values: &[f64]| {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = values.iter().copied().fold(0.0, f64::max);
            if least > 0.0 {
                most / least
            } else {
                f64::INFINITY
            }
        };
        let worth_it = SPAN..MOST;
        measure.logarithmic && worth_it.contains(&span(means)) && span(runs) < MOST
    }
}

/// One panel: what is known of one measure.
pub(super) struct Panel<'a> {
    pub plan: &'a Plan,
    pub results: &'a [Option<Arc<RunResult>>],
    pub summaries: &'a [PointSummary],
    pub shown: Shown,
}

impl Panel<'_> {
    /// Draws the panel into a rectangle, with title and numbers outside of it.
    pub fn draw(&self, canvas: &mut Canvas, corner: [f64; 2], size: [f64; 2]) {
        let axis = &self.plan.axes()[0];
        let quantity = axis.quantity();
        let x = Scale::around(axis.values().to_vec(), axis.is_logarithmic(), 0.04);
        let logarithmic = self.shown.is_logarithmic(&self.means(), &self.runs());
        let y = Scale::around(self.all_values(), logarithmic, 0.07);
        let (Some(x), y) = (x, y.or_else(|| Scale::around([0.0, 1.0], false, 0.07))) else {
            return;
        };
        let Some(y) = y else { return };
        let frame = Frame { corner, size, x, y };
        let words = [quantity.name, quantity.symbol].join(" ");
        let unit = match quantity.unit {
            "" => String::new(),
            unit => format!(" ({unit})"),
        };
        frame.draw(
            canvas,
            self.shown.title(),
            &format!("{}{unit}", words.trim()),
        );
        canvas.named(self.shown.title(), |canvas| self.data(canvas, &frame));
    }

    fn data(&self, canvas: &mut Canvas, frame: &Frame) {
        let of = |which: usize| move |s: &PointSummary| self.shown.controls(s)[which];
        self.band(canvas, frame, &of(0), REWIRED, &Stroke::new(REWIRED, 1.0));
        let dashed = Stroke::new(SHUFFLED, 1.0).dashed(&[5.0, 2.5]);
        self.band(canvas, frame, &of(1), SHUFFLED, &dashed);
        if let Some(chance) = self.shown.chance() {
            let chance = |s: &PointSummary| s.get(chance);
            let dotted = chance_stroke();
            for part in self.parts(&chance) {
                let line: Vec<_> = part.iter().map(|(x, s)| frame.at(*x, s.mean)).collect();
                canvas.polyline(&line, &dotted);
            }
        }
        let own = |s: &PointSummary| self.shown.statistic(s);
        self.band(canvas, frame, &own, RUNS, &Stroke::new(RUNS, 1.6));
        self.single_runs(canvas, frame);
    }

    /// A curve of means with a band of one standard deviation to both sides.
    fn band(
        &self,
        canvas: &mut Canvas,
        frame: &Frame,
        of: &dyn Fn(&PointSummary) -> Option<Statistic>,
        fill: Ink,
        stroke: &Stroke,
    ) {
        for part in self.parts(of) {
            let side = |sign: f64| {
                let edge = move |(x, s): &(f64, Statistic)| {
                    frame.at(*x, s.mean + sign * s.sd.unwrap_or(0.0))
                };
                part.iter().map(edge).collect::<Vec<_>>()
            };
            let (upper, mut lower) = (side(1.0), side(-1.0));
            lower.reverse();
            canvas.polygon(&[upper, lower].concat(), &fill.at(0.2).into());
            let line = side(0.0);
            match line.as_slice() {
                [alone] => canvas.circle(*alone, 2.0, &stroke.ink.into()),
                line => canvas.polyline(line, stroke),
            }
        }
    }

    /// The stretches of the axis over which something is defined.
    fn parts(&self, of: &dyn Fn(&PointSummary) -> Option<Statistic>) -> Vec<Vec<(f64, Statistic)>> {
        let defined = |s: &PointSummary| Some((s.values[0], of(s)?));
        let values: Vec<Option<(f64, Statistic)>> = self.summaries.iter().map(defined).collect();
        let parts = values.split(Option::is_none);
        let whole = parts.map(|part| part.iter().copied().flatten().collect::<Vec<_>>());
        whole.filter(|part| !part.is_empty()).collect()
    }

    /// A faint point for each run, and a cross above where runs blew up.
    fn single_runs(&self, canvas: &mut Canvas, frame: &Frame) {
        let Shown::Measure(measure) = self.shown else {
            return;
        };
        for result in self.results.iter().flatten().filter(|r| r.counts()) {
            let x = self.plan.values(result.run % self.plan.points())[0];
            if let Some(y) = result.measures.get(measure) {
                canvas.circle(frame.at(x, y), 1.5, &RUNS.at(0.45).into());
            }
        }
        for summary in self.summaries.iter().filter(|s| s.failed > 0) {
            let x = frame.at(summary.values[0], 1.0)[0];
            let arm = 2.5;
            let y = frame.corner[1] + arm;
            for sign in [-1.0, 1.0] {
                canvas.line(
                    [x - arm, y - sign * arm],
                    [x + arm, y + sign * arm],
                    &Stroke::new(FAILED, 1.2),
                );
            }
        }
    }

    /// The means of the runs and of their controls.
    fn means(&self) -> Vec<f64> {
        let of = |s: &PointSummary| {
            let [rewired, shuffled] = self.shown.controls(s);
            [self.shown.statistic(s), rewired, shuffled]
        };
        let all = self.summaries.iter().flat_map(of);
        all.flatten().map(|statistic| statistic.mean).collect()
    }

    /// The values of the single runs.
    fn runs(&self) -> Vec<f64> {
        let Shown::Measure(measure) = self.shown else {
            return Vec::new();
        };
        let runs = self.results.iter().flatten().filter(|r| r.counts());
        runs.filter_map(|r| r.measures.get(measure)).collect()
    }

    /// Everything that the panel must have room for.
    fn all_values(&self) -> Vec<f64> {
        let mut values = Vec::new();
        let mut take = |statistic: Option<Statistic>| {
            if let Some(Statistic { mean, sd, .. }) = statistic {
                let sd = sd.unwrap_or(0.0);
                values.extend([mean - sd, mean, mean + sd]);
            }
        };
        for summary in self.summaries {
            take(self.shown.statistic(summary));
            self.shown.controls(summary).into_iter().for_each(&mut take);
            if let Some(chance) = self.shown.chance() {
                take(summary.get(chance));
            }
        }
        values.extend(self.runs());
        values
    }
}

fn chance_stroke() -> Stroke {
    Stroke::new(Ink::grey(20), 1.1).dashed(&[2.0, 2.0])
}

/// Says what the lines and bands are, from a place to the right.
pub(super) fn legend(canvas: &mut Canvas, plan: &Plan, [mut x, y]: [f64; 2], failed: bool) {
    let label = Label::new(SMALL, TEXT);
    let mut entry = |sample: &dyn Fn(&mut Canvas, f64), words: &str| {
        sample(canvas, x);
        canvas.text([x + 25.0, y + label.drop()], words, &label);
        // As wide as the letters are on average.
        x += 41.0 + words.chars().count() as f64 * SMALL * 0.49;
    };
    let band = |fill: Ink, stroke: Stroke| {
        move |canvas: &mut Canvas, x: f64| {
            canvas.rect([x, y - 4.5], [20.0, 9.0], &Paint::from(fill.at(0.2)));
            canvas.line([x, y], [x + 20.0, y], &stroke);
        }
    };
    let spread = if plan.design().seeds > 1 {
        "mean ± sd over seeds"
    } else {
        "one seed"
    };
    entry(&band(RUNS, Stroke::new(RUNS, 1.6)), spread);
    entry(
        &|canvas, x| canvas.circle([x + 10.0, y], 1.8, &RUNS.at(0.45).into()),
        "a run",
    );
    if plan.design().controls {
        entry(
            &band(REWIRED, Stroke::new(REWIRED, 1.0)),
            "rewired, degrees kept",
        );
    }
    if plan.has_shuffled_control() {
        let dashed = Stroke::new(SHUFFLED, 1.0).dashed(&[5.0, 2.5]);
        entry(&band(SHUFFLED, dashed), "shuffled credit");
    }
    entry(
        &|canvas, x| canvas.line([x, y], [x + 20.0, y], &chance_stroke()),
        "by chance",
    );
    if failed {
        entry(
            &|canvas, x| {
                for sign in [-1.0, 1.0] {
                    let stroke = Stroke::new(FAILED, 1.2);
                    canvas.line(
                        [x + 7.5, y - sign * 2.5],
                        [x + 12.5, y + sign * 2.5],
                        &stroke,
                    );
                }
            },
            "blew up",
        );
    }
}
