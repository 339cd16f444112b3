//! What the user has chosen inside views: lasts as long as the window, and is not saved.

use std::path::Path;

use super::pane::Pane;
use crate::engine::Side;
use crate::engine::sweep::{Axis, Design, Spacing, SweepError};
use crate::export::{Page, Scaling};
use crate::scenario::{CREDIT_NOISE, FIRING_NOISE, LEARNING_RATE, PRUNING, Quantity, Scenario};

/// What the user has chosen inside views, such as which measure to show. A view itself keeps only
/// what it can work out again, so that a copy of the choices is all it takes to draw it elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub picture_size: SizeChoice,
    pub explorer: ExplorerChoices,
    pub enlarged: Option<Pane>,
    /// The side of a comparison whose controls are shown.
    pub controlled: Side,
    /// Whether each side of a comparison has scales and axes of its own.
    pub own_scales: bool,
    /// How the magnitudes of a matrix become shades.
    pub scaling: Scaling,
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
    /// What is varied besides, for a map.
    pub second: Option<AxisChoice>,
    pub seeds: usize,
    /// Length of each run; that of the scenario until the user says otherwise.
    pub iterations: Option<u64>,
    /// Whether all seeds begin with the same network.
    pub same_network: bool,
    /// Whether to measure what chance gives.
    pub controls: bool,
    pub measure: usize,
}

impl Default for ExplorerChoices {
    /// The measured table of the learning rate, in a size that takes seconds.
    fn default() -> Self {
        Self {
            axis: AxisChoice::of(&LEARNING_RATE),
            second: None,
            seeds: 4,
            iterations: None,
            same_network: false,
            controls: true,
            measure: 0,
        }
    }
}

#[derive(Debug, Clone)]
pub struct AxisChoice {
    pub quantity: &'static Quantity,
    pub from: f64,
    pub to: f64,
    pub count: usize,
    pub spacing: Spacing,
}

impl PartialEq for AxisChoice {
    fn eq(&self, other: &Self) -> bool {
        let parts = |a: &Self| (a.quantity.key, a.from, a.to, a.count, a.spacing);
        parts(self) == parts(other)
    }
}

impl AxisChoice {
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
        Axis::spaced(self.quantity, self.from, self.to, self.spacing, self.count)
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
        self.seeds * self.axis.count * self.second.as_ref().map_or(1, |axis| axis.count)
    }
}
