//! What the user has chosen inside views: lasts as long as the window, and is not saved.

use std::path::Path;

use super::digit_pad::DigitPad;
use super::pane::Pane;
use super::view_box::Zooms;
use crate::engine::Side;
use crate::engine::measures::{HUB_OVERLAP, Measure, Place, TRAIN_LOSS};
use crate::engine::sweep::{Axis, Controls, Design, Numbers, Options, Spacing, SweepError};
use crate::export::{Page, Scaling};
use crate::scenario::{CREDIT_NOISE, FIRING_NOISE, LEARNING_RATE, PRUNING, Quantity, Scenario};

/// What the user has chosen inside views, such as which measure to show. A view itself keeps only
/// what it can work out again, so that a copy of the choices is all it takes to draw it elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub picture_size: SizeChoice,
    pub explorer: ExplorerChoices,
    pub enlarged: Option<Pane>,
    /// The views whose explanations are open.
    pub explained: Vec<Pane>,
    /// The side of a comparison whose controls are shown.
    pub controlled: Side,
    /// Whether each side of a comparison has scales and axes of its own.
    pub own_scales: bool,
    /// Whether curves over time of both sides stand in one plot.
    pub together: bool,
    /// How the magnitudes of a matrix become shades.
    pub scaling: Scaling,
    /// What is drawn on the pad of the digits.
    pub pad: DigitPad,
    /// The measure that the timeline shows.
    pub timeline: Option<&'static Measure>,
    /// How many synapses the network shows; as many as usual until the user says otherwise.
    pub synapses: Option<usize>,
    /// What is looked at more closely.
    pub zooms: Zooms,
}

/// As many of the strongest synapses tell a network of usual size.
const USUAL_SYNAPSES: usize = 700;

impl Choices {
    /// How many synapses the network shows.
    pub fn synapses(&self) -> usize {
        self.synapses.unwrap_or(USUAL_SYNAPSES)
    }

    /// Opens the explanation of a view, or closes it.
    pub fn explain(&mut self, pane: Pane) {
        match self.explained.iter().position(|open| *open == pane) {
            Some(at) => drop(self.explained.remove(at)),
            None => self.explained.push(pane),
        }
    }

    /// The measure that the timeline shows: until another one is chosen, what a network that learns samples is
    /// there for, or what the learning rate decides.
    pub fn timeline_measure(&self, learns: bool) -> &'static Measure {
        let usual = if learns { &TRAIN_LOSS } else { &HUB_OVERLAP };
        let is_known =
            |measure: &&Measure| learns || !measure.places.contains(&Place::LearningCurve);
        self.timeline.filter(is_known).unwrap_or(usual)
    }
}

/// The size of pictures, as the user chose it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum SizeChoice {
    #[default]
    AsShown,
    SingleColumn,
    DoubleColumn,
    Slide,
    Custom(Page),
}

impl SizeChoice {
    /// Those that need no numbers, with their names.
    pub const NAMED: [(Self, &'static str); 4] = [
        (Self::AsShown, "As shown"),
        (Self::SingleColumn, "Single column (85 mm)"),
        (Self::DoubleColumn, "Double column (175 mm)"),
        (Self::Slide, "Slide (1920 × 1080)"),
    ];

    /// The page, for a view that has this page on screen.
    pub fn page(self, shown: Page) -> Page {
        match self {
            Self::AsShown => shown,
            Self::SingleColumn => Page::single_column(),
            Self::DoubleColumn => Page::double_column(),
            Self::Slide => Page::slide(),
            Self::Custom(page) => page,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct ExplorerChoices {
    pub axis: AxisChoice,
    /// What is varied besides: a number for a map, a choice for a curve for each option.
    pub second: Option<AxisChoice>,
    pub seeds: usize,
    /// Length of each run; that of the scenario until the user says otherwise.
    pub iterations: Option<u64>,
    /// Whether all seeds begin with the same network.
    pub same_network: bool,
    /// What each run is compared with.
    pub controls: Controls,
    pub measure: usize,
    /// The run that was last put on screen.
    pub on_screen: Option<usize>,
}

impl Default for ExplorerChoices {
    /// The measured table of the learning rate, in a size that takes seconds.
    fn default() -> Self {
        Self {
            axis: RangeChoice::of(&LEARNING_RATE).into(),
            second: None,
            seeds: 8,
            iterations: None,
            same_network: false,
            controls: Controls::default(),
            measure: 0,
            on_screen: None,
        }
    }
}

/// What is varied along an axis.
#[derive(Debug, Clone, PartialEq)]
pub enum AxisChoice {
    Range(RangeChoice),
    Options(Options),
}

impl From<RangeChoice> for AxisChoice {
    fn from(range: RangeChoice) -> Self {
        Self::Range(range)
    }
}

impl AxisChoice {
    pub fn key(&self) -> &'static str {
        match self {
            Self::Range(range) => range.quantity.key,
            Self::Options(options) => options.choice().key,
        }
    }

    pub fn count(&self) -> usize {
        match self {
            Self::Range(range) => range.count,
            Self::Options(options) => options.chosen().len(),
        }
    }

    fn axis(&self) -> Result<Axis, SweepError> {
        match self {
            Self::Range(range) => range.axis(),
            Self::Options(options) => Ok(Axis::Options(options.clone())),
        }
    }
}

#[derive(Debug, Clone)]
pub struct RangeChoice {
    pub quantity: &'static Quantity,
    pub from: f64,
    pub to: f64,
    pub count: usize,
    pub spacing: Spacing,
}

impl PartialEq for RangeChoice {
    fn eq(&self, other: &Self) -> bool {
        let parts = |a: &Self| (a.quantity.key, a.from, a.to, a.count, a.spacing);
        parts(self) == parts(other)
    }
}

impl RangeChoice {
    /// A number over the range of its slider, the learning rate from slow to fast.
    pub fn of(quantity: &'static Quantity) -> Self {
        let (from, to) = match quantity.key {
            key if key == LEARNING_RATE.key => (0.003, 3.0),
            key if key == PRUNING.key => (0.5, 0.98),
            key if [FIRING_NOISE.key, CREDIT_NOISE.key].contains(&key) => (0.0, 1.0),
            "network.neurons" => (50.0, 400.0),
            _ => quantity.slider,
        };
        Self {
            quantity,
            from,
            to,
            count: 7,
            spacing: match quantity.logarithmic && from > 0.0 {
                true => Spacing::Logarithmic,
                false => Spacing::Linear,
            },
        }
    }

    fn axis(&self) -> Result<Axis, SweepError> {
        let (from, to) = (self.from, self.to);
        let numbers = Numbers::spaced(self.quantity, from, to, self.spacing, self.count);
        numbers.map(Axis::Numbers)
    }
}

impl ExplorerChoices {
    /// The sweep that they ask for, of a scenario whose file is in this folder, if there is such an axis.
    pub fn design(&self, scenario: &Scenario, folder: Option<&Path>) -> Result<Design, SweepError> {
        let mut scenario = scenario.clone();
        if let Some(iterations) = self.iterations {
            scenario.run.iterations = iterations;
        }
        let axes = std::iter::once(&self.axis).chain(&self.second);
        Ok(Design {
            scenario,
            base_dir: folder.map(Path::to_path_buf),
            axes: axes.map(AxisChoice::axis).collect::<Result<_, _>>()?,
            seeds: self.seeds,
            same_network: self.same_network,
            controls: self.controls,
        })
    }

    pub fn runs(&self) -> usize {
        self.seeds * self.axis.count() * self.second.as_ref().map_or(1, AxisChoice::count)
    }
}
