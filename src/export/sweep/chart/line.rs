//! The lines of a panel: what each shows, how it is drawn, and what it is called.

use super::shown::{Chart, Shown};
use crate::engine::sweep::{Control, Plan, PointSummary, Statistic};
use crate::export::canvas::{Ink, Stroke};
use crate::scenario::ChoiceOption;

/// The runs themselves: a dark blue, which prints well and is told from grey by every eye.
pub const RUNS: Ink = Ink::rgb(0, 68, 136);

/// What tells the curves of several options apart, with colour and without.
const OPTIONS: [(Ink, &[f64]); 6] = [
    (RUNS, &[]),
    (Ink::rgb(17, 119, 51), &[9.0, 3.0]),
    (Ink::rgb(136, 34, 85), &[7.0, 2.5, 1.5, 2.5]),
    (Ink::grey(85), &[5.0, 2.5]),
    (Ink::rgb(0, 140, 160), &[2.0, 2.0]),
    (Ink::rgb(120, 110, 20), &[12.0, 2.0, 2.0, 2.0]),
];

/// A line through the means, with a band of one standard deviation to both sides.
pub(super) struct Line {
    /// Its name in the legend.
    pub name: &'static str,
    /// What is to be said of it where there is room for a sentence.
    pub help: &'static str,
    shows: Shows,
    pub has_band: bool,
    pub ink: Ink,
    width: f64,
    dashes: &'static [f64],
}

/// What a line shows.
#[derive(Clone, Copy)]
enum Shows {
    Runs,
    /// The runs with an option, by its place along the axis of the choice.
    RunsWith(usize),
    Control(&'static Control),
    Chance,
}

impl Line {
    /// The lines of a plan, from the lowest to those on top. Where several curves are compared, controls
    /// and chance stand in the tables only.
    pub fn all(plan: &Plan) -> Vec<Self> {
        if let Some((_, axis)) = plan.beside() {
            let options = axis.options().into_iter().flat_map(|axis| axis.options());
            let with = |(place, option): (usize, &'static ChoiceOption)| {
                let (ink, dashes) = OPTIONS[place % OPTIONS.len()];
                Self {
                    name: option.label,
                    help: option.help,
                    shows: Shows::RunsWith(place),
                    ink,
                    dashes,
                    ..Self::RUNS
                }
            };
            let mut lines: Vec<Self> = options.enumerate().map(with).collect();
            lines.reverse();
            return lines;
        }
        let mut lines: Vec<Self> = plan.controls().map(Self::of_control).collect();
        lines.reverse();
        let name = match plan.design().seeds {
            0 | 1 => "one seed",
            _ => "mean ± sd over seeds",
        };
        lines.extend([Self::CHANCE, Self { name, ..Self::RUNS }]);
        lines
    }

    const RUNS: Self = Self {
        name: "",
        help: "",
        shows: Shows::Runs,
        has_band: true,
        ink: RUNS,
        width: 1.6,
        dashes: &[],
    };

    const CHANCE: Self = Self {
        name: "by chance",
        help: "Dotted: what it would be by chance, given the strengths.",
        shows: Shows::Chance,
        has_band: false,
        ink: Ink::grey(20),
        width: 1.1,
        dashes: &[2.0, 2.0],
    };

    fn of_control(control: &'static Control) -> Self {
        let [red, green, blue] = control.colour;
        Self {
            name: control.name,
            help: control.help,
            shows: Shows::Control(control),
            ink: Ink::rgb(red, green, blue),
            width: 1.0,
            dashes: control.dashes,
            ..Self::RUNS
        }
    }

    /// What it shows at a point, if anything.
    pub fn at(&self, chart: &Chart<'_>, shown: Shown, point: &PointSummary) -> Option<Statistic> {
        match self.shows {
            Shows::Runs => shown.statistic(point),
            Shows::RunsWith(_) => self
                .has(chart, point.point)
                .then(|| shown.statistic(point))?,
            Shows::Control(control) => point.controls.get(control)?.get(shown.measure()?),
            Shows::Chance => point.measures.get(shown.measure()?.chance?),
        }
    }

    /// Whether the runs at a point are among what it shows.
    pub fn has(&self, chart: &Chart<'_>, point: usize) -> bool {
        match self.shows {
            Shows::Runs => true,
            Shows::RunsWith(place) => chart.beside(point) == Some(place),
            Shows::Control(_) | Shows::Chance => false,
        }
    }

    /// The option whose runs it shows, if it shows one.
    pub fn option(&self) -> Option<usize> {
        match self.shows {
            Shows::RunsWith(place) => Some(place),
            _ => None,
        }
    }

    pub fn stroke(&self) -> Stroke {
        Stroke::new(self.ink, self.width).dashed(self.dashes)
    }

    /// The colour of its band.
    pub fn fill(&self) -> Ink {
        self.ink.at(0.2)
    }

    /// The colour of a single run.
    pub fn faint(&self) -> Ink {
        self.ink.at(0.45)
    }
}
