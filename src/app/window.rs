//! The window: it routes. Panels and views draw, [`perform`](super::perform) acts.

use std::sync::Arc;
use std::time::Duration;

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::action::{self, Action};
use super::compare::{self, Comparison, SideB};
use super::document::Document;
use super::drive::Told;
use super::jobs::{Jobs, RuleChanges};
use super::layout;
use super::modals::{Question, question_ui};
use super::notices::Notices;
use super::pacing::Pacer;
use super::panels::{controls, inspector, menu_bar, status_bar};
use super::start::Start;
use super::state::{Choices, Hands, Pointing, Wants};
use super::theme;
use super::tiles::Tiles;
use super::views::Views;
use super::workspace::Workspace;
use crate::engine::sweep::Sweep;
use crate::engine::{ClockMap, Engine, Scene, Side, Wake};
use crate::scenario::Scenario;

/// Unsaved work is stored this often, in case the program ends without asking.
const AUTO_SAVE: Duration = Duration::from_secs(4);

/// Under this key the workspace is remembered.
const WORKSPACE: &str = "workspace";
/// Windows narrower than this, in points, begin without the inspector.
const INSPECTOR_FITS: f32 = 1300.0;
/// The same where all views stand in pairs.
const INSPECTOR_FITS_PAIRS: f32 = 1700.0;

/// The program in its window.
pub struct AccordanceApp {
    pub(super) engine: Engine,
    pub(super) wake: Wake,
    pub(super) document: Document,
    pub(super) workspace: Workspace,
    pub(super) pointing: Pointing,
    pub(super) choices: Choices,
    pub(super) notices: Notices,
    pub(super) question: Question,
    pub(super) jobs: Jobs,
    pub(super) rule_changes: RuleChanges,
    /// What to go on with once the document is saved.
    pub(super) after_saving: Option<Action>,
    /// The user has agreed to close the window.
    pub(super) may_close: bool,
    /// Changes that the user has agreed to lose.
    pub(super) given_up: Option<Scenario>,
    /// The scenario when it was last looked at for unsaved changes, and whether it has been stored.
    watched: Option<Scenario>,
    unsaved_stored: bool,
    /// What the engine was told last.
    pub(super) told: Option<Told>,
    pub(super) scene: Option<Scene>,
    pub(super) comparison: Comparison,
    views: Views,
    pacer: Arc<Pacer>,
    /// What the views were last fitted to: whether samples are learned, a narrow window, and whether
    /// two sides are compared.
    fitted: Option<[bool; 3]>,
    title: String,
}

impl AccordanceApp {
    /// Starts the engine, and opens what `start` asks for.
    ///
    /// # Errors
    /// When the system refuses the engine its threads.
    pub fn new(cc: &eframe::CreationContext<'_>, start: &Start) -> std::io::Result<Self> {
        let ctx = cc.egui_ctx.clone();
        theme::install(&ctx);
        let workspace: Workspace = cc
            .storage
            .and_then(|storage| eframe::get_value(storage, WORKSPACE))
            .unwrap_or_default();
        let pacer = Arc::new(Pacer::new(ctx));
        let wake: Wake = {
            let pacer = Arc::clone(&pacer);
            Arc::new(move || pacer.wake())
        };
        let mut app = Self {
            engine: Engine::start(Arc::clone(&wake))?,
            jobs: Jobs::new(Arc::clone(&wake), start.native_dialogs),
            wake,
            document: Document::untitled(),
            workspace,
            pointing: Pointing::default(),
            choices: Choices::default(),
            notices: Notices::default(),
            question: Question::None,
            rule_changes: RuleChanges::default(),
            after_saving: None,
            may_close: false,
            given_up: None,
            watched: None,
            unsaved_stored: true,
            told: None,
            scene: None,
            comparison: Comparison::default(),
            views: Views::default(),
            pacer,
            fitted: None,
            title: String::new(),
        };
        app.apply_appearance(&cc.egui_ctx);
        app.begin(start);
        Ok(app)
    }

    /// The scenario being worked on.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What the engine last said.
    pub fn scene(&self) -> Option<&Scene> {
        self.scene.as_ref()
    }

    /// What is remembered from one start to the next.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The three-clock map, if one was asked for.
    pub fn clock_map(&self) -> Option<&ClockMap> {
        self.jobs.clock_map()
    }

    /// The sweep behind the explorer, if one was asked for.
    pub fn sweep(&self) -> Option<&Sweep> {
        self.jobs.sweep().map(Arc::as_ref)
    }

    /// Whether an animation is being made.
    pub fn is_animating(&self) -> bool {
        self.jobs.is_animating()
    }

    /// Messages to the user.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// Whether the inspector is shown: as the user said, or else where there is room.
    pub(super) fn inspector_open(&self, ctx: &egui::Context) -> bool {
        let fits = match self.document.scenario.compare {
            None => INSPECTOR_FITS,
            Some(_) => INSPECTOR_FITS_PAIRS,
        };
        let wide = ctx.content_rect().width() >= fits;
        self.workspace.inspector_open.unwrap_or(wide)
    }

    /// Takes over what the engine has to show.
    fn look(&mut self) {
        self.engine.flush();
        let Some((scene, beside)) = self.engine.scenes() else {
            return;
        };
        let largest = std::iter::once(&scene).chain(&beside);
        let largest = largest.map(|scene| scene.snapshot.neurons()).max();
        self.pointing.keep_below(largest.unwrap_or(0));
        self.scene = Some(scene);
        self.comparison.scene = beside;
    }

    /// Sees to it that a change is stored soon, also when nothing else asks for another frame.
    fn keep_unsaved_work(&mut self, ctx: &egui::Context) {
        if self.watched.as_ref() != Some(&self.document.scenario) {
            self.watched = Some(self.document.scenario.clone());
            self.unsaved_stored = false;
        }
        if !self.unsaved_stored {
            ctx.request_repaint_after(AUTO_SAVE / 2);
        }
    }

    fn set_title(&mut self, ctx: &egui::Context) {
        let mark = ["", "● "][usize::from(self.document.is_unsaved())];
        let title = format!("{mark}{} — Accordance", self.document.scenario.name);
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn views_ui(&mut self, ui: &mut Ui, asked: &mut Vec<Action>) {
        let Some(scene) = &self.scene else {
            ui.centered_and_justified(|ui| ui.spinner());
            return;
        };
        let width = ui.available_width();
        let learns = scene.snapshot.samples.is_some();
        let compares = self.document.scenario.compare.is_some();
        let fitted = [learns, layout::is_narrow(width), compares];
        let refits = self.fitted.replace(fitted) != Some(fitted);
        let (tree, arranged) = self.workspace.arrangement(width, learns, compares, refits);
        let document_b = self.document.of_side_b();
        let titles = document_b.as_ref().map(|b| {
            let a = &self.document.scenario;
            compare::titles(a, &b.scenario)
        });
        let of_b = self.comparison.scene.as_ref().zip(document_b.as_ref());
        let mut wants = Wants::default();
        let mut behavior = Tiles {
            views: &mut self.views,
            scene,
            arranged,
            b: of_b
                .zip(titles.as_ref())
                .map(|((scene, document), titles)| SideB {
                    views: &mut self.comparison.views,
                    own_scales: self.comparison.own_scales,
                    scene,
                    document,
                    titles,
                    asked: Vec::new(),
                }),
            hands: Hands {
                pointing: &mut self.pointing,
                asked,
                wants: &mut wants,
                document: &self.document,
                choices: &mut self.choices,
                beside: None,
                clock_map: self.jobs.clock_map(),
                sweep: self.jobs.sweep().map(Arc::as_ref),
            },
        };
        match behavior.hands.choices.enlarged {
            Some(pane) => behavior.enlarged_ui(ui, pane),
            None => tree.ui(&mut behavior, ui),
        }
        let asked_of_b = behavior.b.map(|b| b.asked).unwrap_or_default();
        asked.extend(
            asked_of_b
                .into_iter()
                .map(|action| compare::on(Side::B, action)),
        );
        if wants.proof {
            self.engine.want_proof();
        }
        if wants.stability {
            self.engine.want_stability();
        }
    }
}

impl eframe::App for AccordanceApp {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.pacer
            .frame(frame.info().cpu_usage.map(Duration::from_secs_f32));
        self.look();
        self.take_dropped_files(ctx);
        self.guard_close(ctx);
        self.set_title(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.take_job_messages(&ctx);
        let mut asked = match self.question {
            Question::None => action::from_keys(&ctx),
            _ => Vec::new(),
        };
        if ctx.input(|i| i.key_pressed(egui::Key::Escape)) {
            self.pointing.selected = None;
            self.choices.enlarged = None;
        }
        let frame_ms = frame.info().cpu_usage.map(|seconds| seconds * 1e3);
        // The ground of every panel is what the window is cleared to: filling it again costs time.
        let bare = |frame: Frame| frame.fill(egui::Color32::TRANSPARENT);
        let side = bare(Frame::side_top_panel(ui.style()));
        Panel::top("menu").frame(side).show(ui, |ui| {
            menu_bar::menu_bar_ui(ui, &self.document, &self.workspace, &mut asked);
        });
        Panel::bottom("status")
            .frame(side)
            .exact_size(26.0)
            .show(ui, |ui| {
                let scenes = Side::ALL.map(|side| self.scene_of(side));
                status_bar::status_bar_ui(ui, scenes, frame_ms, &self.notices);
            });
        self.jobs.animation_bar_ui(ui, &mut asked);
        self.bars_ui(ui);
        Panel::left("controls")
            .frame(side)
            .default_size(292.0)
            .size_range(260.0..=460.0)
            .show(ui, |ui| {
                let snapshot = self.scene.as_ref().map(|scene| &*scene.snapshot);
                controls::controls_ui(
                    ui,
                    &mut self.document,
                    &mut self.workspace,
                    snapshot,
                    &self.comparison,
                    &mut asked,
                );
            });
        let was_open = self.inspector_open(&ctx);
        let mut inspector_open = was_open;
        Panel::right("inspector")
            .frame(side)
            .default_size(210.0)
            .show_collapsible(ui, &mut inspector_open, |ui| {
                let scenes = Side::ALL.map(|side| self.scene_of(side));
                inspector::inspector_ui(ui, scenes, &self.pointing);
            });
        if inspector_open != was_open {
            self.workspace.inspector_open = Some(inspector_open);
        }
        let margin = bare(Frame::central_panel(ui.style())).inner_margin(Margin::same(4));
        CentralPanel::default()
            .frame(margin)
            .show(ui, |ui| self.views_ui(ui, &mut asked));

        if let Some((question, answer)) = question_ui(&ctx, &mut self.question) {
            self.take_answer(question, answer, &ctx);
        }
        for action in asked {
            self.perform(action, &ctx);
        }
        if !ctx.input(|i| i.pointer.any_down()) {
            // A whole drag is one change to take back.
            self.document.watch(ctx.input(|i| i.time));
        }
        self.tell_engine();
        self.keep_unsaved_work(&ctx);
        if self.pointing.turn() {
            ctx.request_repaint();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.workspace.unsaved = self.unsaved_work();
        self.unsaved_stored = true;
        eframe::set_value(storage, WORKSPACE, &self.workspace);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn auto_save_interval(&self) -> Duration {
        AUTO_SAVE
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::engine::Command;

    #[test]
    fn the_window_outlives_a_panic_of_the_engine_and_restarts_it_on_request() {
        let start = Start {
            native_dialogs: false,
            ..Start::default()
        };
        let mut window = Harness::builder()
            .with_size([1200.0, 800.0])
            .build_eframe(move |cc| AccordanceApp::new(cc, &start).expect("the engine starts"));
        window.state_mut().engine.send(Command::Panic);
        let button = "Restart the simulation";
        for _ in 0..2000 {
            window.step();
            if window.query_by_label(button).is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        window.get_by_label(button).click();
        for _ in 0..2000 {
            window.step();
            if window.state().scene.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(window.query_by_label(button).is_none());
        let scene = window
            .state()
            .scene()
            .expect("a new engine runs the same scenario");
        assert_eq!(scene.snapshot.neurons(), 300);
    }
}
