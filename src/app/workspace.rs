//! What is saved of the window: how the user likes to work, and work not saved to a file.

use std::path::{Path, PathBuf};

use egui::Context;
use serde::{Deserialize, Serialize};

use super::layout::{self, Layout};
use crate::engine::Pace;
use crate::scenario::Scenario;

/// Steps by which text grows and shrinks, and its limits.
const ZOOM_STEP: f32 = 1.1;
const ZOOM: std::ops::RangeInclusive<f32> = 0.6..=3.0;

const RECENT: usize = 8;

/// A scenario first runs so fast that its whole length takes this time: slow enough to watch, fast
/// enough to see the end of it.
const WHOLE_LENGTH_S: f64 = 10.0;

/// What is remembered from one start to the next: how the user likes to work, and work not saved.
#[derive(Serialize, Deserialize)]
#[serde(default)]
pub struct Workspace {
    /// The arrangement of the views; `None` until there is a window to fit it to.
    pub layout: Option<Layout>,
    /// The same for networks that learn samples.
    pub lesson_layout: Option<Layout>,
    /// The same for comparisons: of networks that do not learn samples, and of those that do.
    pub compared_layouts: [Option<Layout>; 2],
    /// Whether the user has arranged the views; until then they follow the width of the window.
    pub arranged: bool,
    /// What the views were last fitted to: whether samples are learned, a narrow window, and whether
    /// two sides are compared.
    #[serde(skip)]
    fitted: Option<[bool; 3]>,
    /// Whether the inspector is shown; `None` until the user says so: then wide windows have it.
    pub inspector_open: Option<bool>,
    /// Model milliseconds per second, when not at full speed. Opening a scenario sets it.
    #[serde(skip)]
    pub speed: f64,
    pub full_speed: bool,
    /// Dark theme; `None` follows the system.
    pub dark: Option<bool>,
    pub zoom: f32,
    /// Files opened or saved lately, the latest first.
    pub recent: Vec<PathBuf>,
    /// Unsaved work, kept in case the program ends without asking.
    pub unsaved: Option<Unsaved>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq)]
pub struct Unsaved {
    pub text: String,
    pub path: Option<PathBuf>,
}

impl Default for Workspace {
    fn default() -> Self {
        Self {
            layout: None,
            lesson_layout: None,
            compared_layouts: [None, None],
            arranged: false,
            fitted: None,
            inspector_open: None,
            speed: 300.0,
            full_speed: false,
            dark: None,
            zoom: 1.0,
            recent: Vec::new(),
            unsaved: None,
        }
    }
}

impl Workspace {
    /// The arrangement of the views for a space of this width in points, and whether it is the user's.
    /// One that is not is made anew when what it was made for has changed.
    pub fn arrangement(
        &mut self,
        width: f32,
        learns: bool,
        compares: bool,
    ) -> (&mut Layout, &mut bool) {
        let fitted = [learns, layout::is_narrow(width), compares];
        let refits = self.fitted.replace(fitted) != Some(fitted);
        let slot = match (compares, learns) {
            (true, _) => &mut self.compared_layouts[usize::from(learns)],
            (false, true) => &mut self.lesson_layout,
            (false, false) => &mut self.layout,
        };
        let at_first = || layout::initial(width, learns, compares);
        let tree = slot.get_or_insert_with(at_first);
        if (refits && !self.arranged) || !layout::is_complete(tree) {
            *tree = at_first();
        }
        (tree, &mut self.arranged)
    }

    pub fn pace(&self) -> Pace {
        match self.full_speed {
            true => Pace::Full,
            false => Pace::ModelMsPerSecond(self.speed),
        }
    }

    /// Chooses the speed at which a scenario first runs.
    pub fn fit_speed(&mut self, scenario: &Scenario) {
        let length_ms = scenario.run.iterations as f64 * scenario.rules.clocks.plasticity_ms;
        self.speed = (length_ms / WHOLE_LENGTH_S).clamp(1.0, 1e9);
    }

    pub fn reset_layouts(&mut self) {
        (self.layout, self.lesson_layout) = (None, None);
        (self.compared_layouts, self.arranged) = ([None, None], false);
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_path_buf());
        self.recent.truncate(RECENT);
    }

    pub fn apply_appearance(&self, ctx: &Context) {
        ctx.set_theme(match self.dark {
            None => egui::ThemePreference::System,
            Some(true) => egui::ThemePreference::Dark,
            Some(false) => egui::ThemePreference::Light,
        });
        ctx.set_zoom_factor(self.zoom);
    }

    pub fn toggle_theme(&mut self, ctx: &Context) {
        self.dark = Some(ctx.theme() != egui::Theme::Dark);
        self.apply_appearance(ctx);
    }

    pub fn zoom_by(&mut self, steps: i32, ctx: &Context) {
        self.zoom_to(self.zoom * ZOOM_STEP.powi(steps), ctx);
    }

    pub fn zoom_to(&mut self, factor: f32, ctx: &Context) {
        self.zoom = factor.clamp(*ZOOM.start(), *ZOOM.end());
        self.apply_appearance(ctx);
    }
}
