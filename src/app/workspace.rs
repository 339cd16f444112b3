//! What is saved of the window: how the user likes to work, and work not saved to a file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui::Context;
use serde::{Deserialize, Serialize};

use super::commands::{Needs, UserCommand};
use super::layout::{self, Layout, Place};
use super::lessons::Progress;
use super::pane::Pane;
use super::room::Room;
use super::sound_layout::{self, is_sound};
use crate::engine::Pace;
use crate::scenario::{Arrangement, Scenario};

/// Steps by which text grows and shrinks, and its limits.
const ZOOM_STEP: f32 = 1.1;
const ZOOM: std::ops::RangeInclusive<f32> = 0.6..=3.0;

const RECENT: usize = 8;
const SET_ASIDE: usize = 8;

/// A scenario first runs so fast that its whole length takes this time: slow enough to watch, fast
/// enough to see the end of it.
const WHOLE_LENGTH_S: f64 = 10.0;

/// What is remembered from one start to the next: how the user likes to work, and work not saved.
#[derive(Serialize, Deserialize)]
#[serde(default)]
pub struct Workspace {
    /// The layouts by the names of what they were made for.
    pub layouts: BTreeMap<String, Kept>,
    /// The arrangement that the user has chosen, in the place of the one that the scenario names.
    pub chosen: Option<Arrangement>,
    /// What the views were last fitted to, and how much room there was then.
    #[serde(skip)]
    fitted: Option<(Place, Room)>,
    /// Whether the inspector is shown; `None` until the user says so: then wide windows have it.
    pub inspector_open: Option<bool>,
    /// Whether the controls are folded where there would be room for them.
    pub controls_folded: bool,
    /// Model milliseconds per second, when not at full speed. Opening a scenario sets it.
    #[serde(skip)]
    pub speed: f64,
    pub full_speed: bool,
    /// Dark theme; `None` follows the system.
    pub dark: Option<bool>,
    pub zoom: f32,
    /// Width and height of the window, without zoom.
    pub window: Option<[f32; 2]>,
    pub maximized: bool,
    /// Files opened or saved lately, the latest first.
    pub recent: Vec<PathBuf>,
    /// Scenarios without a file that were changed and then left for others, the latest last.
    pub set_aside: Vec<Unsaved>,
    /// How far somebody has come in lessons, by their names or paths.
    pub lessons: BTreeMap<String, Progress>,
    /// Whether the start screen is shown when the program starts.
    pub welcome: bool,
    /// Unsaved work, kept in case the program ends without asking.
    pub unsaved: Option<Unsaved>,
}

/// A layout, and whether the user has arranged it by hand; until then it follows the window.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    pub layout: Layout,
    pub arranged: bool,
}

#[derive(Debug, Serialize, Deserialize, Clone, PartialEq)]
pub struct Unsaved {
    pub text: String,
    pub path: Option<PathBuf>,
}

impl Default for Workspace {
    fn default() -> Self {
        Self {
            layouts: BTreeMap::new(),
            chosen: None,
            fitted: None,
            inspector_open: None,
            controls_folded: false,
            speed: 300.0,
            full_speed: false,
            dark: None,
            zoom: 1.0,
            window: None,
            maximized: false,
            recent: Vec::new(),
            set_aside: Vec::new(),
            lessons: BTreeMap::new(),
            welcome: true,
            unsaved: None,
        }
    }
}

/// Sizes that a window may have had.
const WINDOW: std::ops::RangeInclusive<f32> = 100.0..=20_000.0;

impl Workspace {
    /// Whether all that was read can be used.
    pub fn is_sound(&self) -> bool {
        let window = self.window.iter().flatten();
        ZOOM.contains(&self.zoom)
            && window.into_iter().all(|side| WINDOW.contains(side))
            && self.layouts.values().all(|kept| is_sound(&kept.layout))
    }

    /// What was read, with nothing in it that only a window knows.
    pub fn renewed(mut self) -> Self {
        for kept in self.layouts.values_mut() {
            sound_layout::renew(&mut kept.layout);
        }
        self
    }

    /// The same without work that is not saved.
    pub fn without_work(self) -> Self {
        Self {
            set_aside: Vec::new(),
            unsaved: None,
            ..self
        }
    }

    /// Takes over the work that another window has left.
    pub fn take_work_of(&mut self, other: Self) {
        for left in other.set_aside {
            self.set_aside(left);
        }
        match (other.unsaved, &self.unsaved) {
            (Some(left), None) => self.unsaved = Some(left),
            (Some(left), Some(_)) => self.set_aside(left),
            (None, _) => {}
        }
    }

    /// The layout for a place and so much room, and whether it is the user's. One that is not is made anew
    /// when what it was made for has changed.
    pub fn layout(&mut self, room: Room, place: Place) -> &mut Kept {
        let fitted = Some((place.clone(), room));
        let refits = self.fitted != fitted;
        self.fitted = fitted;
        let at_first = || Kept {
            layout: place.initial(room),
            arranged: false,
        };
        let kept = self.layouts.entry(place.name()).or_insert_with(at_first);
        if refits && !kept.arranged {
            *kept = at_first();
        }
        kept
    }

    /// The layout on screen.
    pub fn layout_in_sight(&mut self) -> Option<&mut Layout> {
        let (place, _) = self.fitted.as_ref()?;
        let kept = self.layouts.get_mut(&place.name())?;
        Some(&mut kept.layout)
    }

    /// The room that the views were last fitted to.
    pub fn room_in_sight(&self) -> Room {
        let fitted = self.fitted.as_ref();
        fitted.map_or(Room::default(), |(_, room)| *room)
    }

    /// Whether a view is on screen.
    pub fn shows(&self, pane: Pane) -> bool {
        let kept = self.fitted.as_ref().map(|(place, _)| place.name());
        let kept = kept.and_then(|name| self.layouts.get(&name));
        kept.is_some_and(|kept| layout::is_in_sight(&kept.layout, pane))
    }

    /// The arrangement in force, where a scenario names this one.
    pub fn arrangement(&self, named: Arrangement) -> Arrangement {
        self.chosen.unwrap_or(named)
    }

    /// Arranges the views anew: as chosen, or as the scenario says. What the user has arranged by hand
    /// stays as it was.
    pub fn arrange(&mut self, chosen: Option<Arrangement>) {
        self.chosen = chosen;
        self.fitted = None;
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
        self.layouts.clear();
        self.fitted = None;
    }

    /// Whether there is what a command needs of the workspace.
    pub fn meets(&self, needs: Needs) -> bool {
        needs != Needs::SetAside || !self.set_aside.is_empty()
    }

    /// Keeps a scenario that is left for another.
    pub fn set_aside(&mut self, left: Unsaved) {
        self.set_aside.retain(|known| *known != left);
        self.set_aside.push(left);
        let most = self.set_aside.len().saturating_sub(SET_ASIDE);
        self.set_aside.drain(..most);
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

    /// Makes text and controls larger or smaller, or of their natural size.
    pub fn zoom(&mut self, command: UserCommand, ctx: &Context) {
        match command {
            UserCommand::ZoomIn => self.zoom_by(1, ctx),
            UserCommand::ZoomOut => self.zoom_by(-1, ctx),
            _ => self.zoom_to(1.0, ctx),
        }
    }

    pub fn zoom_by(&mut self, steps: i32, ctx: &Context) {
        self.zoom_to(self.zoom * ZOOM_STEP.powi(steps), ctx);
    }

    pub fn zoom_to(&mut self, factor: f32, ctx: &Context) {
        self.zoom = factor.clamp(*ZOOM.start(), *ZOOM.end());
        self.apply_appearance(ctx);
    }
}
