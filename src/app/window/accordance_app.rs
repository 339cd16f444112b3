//! The window: it draws its parts, gathers their messages, and lets [`perform`](super::perform)
//! apply them.

use std::sync::Arc;
use std::time::Duration;

use egui::{CentralPanel, Context, Frame, Margin, Panel, Ui};

use super::bars;
use super::help_panel::help_panel_ui;
use super::pacing::Pacer;
use super::shell::Shell;
use super::start::Start;
use super::tiles::Tiles;
use super::unsaved::UnsavedChanges;
use super::verdict_bar::{self, Print};
use crate::app::commands::{Needs, UserCommand};
use crate::app::jobs::Jobs;
use crate::app::layout::{self, Place};
use crate::app::lessons::{Pointer, Sitting};
use crate::app::messages::Messages;
use crate::app::pane::Pane;
use crate::app::panels::{menu_bar, status_bar};
use crate::app::present::Presentation;
use crate::app::questions::question_ui;
use crate::app::room::Room;
use crate::app::session::Session;
use crate::app::state_file::{Remembered, StateFile};
use crate::app::theme::palette;
use crate::app::timeline::TimelineStrip;
use crate::app::view_box::MATRICES;
use crate::app::views::{self, Views};
use crate::app::welcome::welcome_ui;
use crate::app::{commands, theme};
use crate::engine::{Focus, Scene, Side, Wake, Wants};

/// What is remembered is written this often, in case the program ends without asking.
const KEPT_EVERY: Duration = Duration::from_secs(1);

/// The program in its window.
pub struct AccordanceApp {
    /// The scenario, what runs it, and what is pointed at.
    pub session: Session,
    /// The frame around the views.
    pub shell: Shell,
    /// Work in the background.
    pub jobs: Jobs,
    pub(super) unsaved: UnsavedChanges,
    /// The lesson that somebody takes.
    pub(super) lesson: Option<Sitting>,
    pub(super) pointer: Pointer,
    /// Whether the first scenario is still to be shown: then what was arranged before stays.
    pub(super) begins: bool,
    /// The views of side A and of side B.
    views: [Views; 2],
    pub(super) timeline: TimelineStrip,
    /// What is presented, as large as the screen.
    pub(super) presentation: Option<Presentation>,
    pacer: Arc<Pacer>,
    state_file: Option<StateFile>,
    /// When what is remembered was last handed over, in seconds.
    kept_at: f64,
}

impl AccordanceApp {
    /// Starts the engine, and opens what `start` asks for.
    ///
    /// # Errors
    /// When the system refuses the engine its threads.
    pub fn new(cc: &eframe::CreationContext<'_>, start: &Start) -> std::io::Result<Self> {
        let remembered = Remembered::of(start.state_folder.as_deref());
        Self::with(cc, start, remembered)
    }

    /// The same with what is remembered.
    pub(super) fn with(
        cc: &eframe::CreationContext<'_>,
        start: &Start,
        remembered: Remembered,
    ) -> std::io::Result<Self> {
        let ctx = cc.egui_ctx.clone();
        theme::install(&ctx);
        let Remembered {
            file,
            workspace,
            remarks,
        } = remembered;
        workspace.apply_appearance(&ctx);
        let pointer = Pointer::install(&ctx);
        let pacer = Arc::new(Pacer::new(ctx));
        let waker = Arc::clone(&pacer);
        let wake: Wake = Arc::new(move || waker.wake());
        let mut app = Self {
            shell: Shell {
                workspace,
                ..Shell::default()
            },
            unsaved: UnsavedChanges::default(),
            lesson: None,
            pointer,
            jobs: Jobs::new(Arc::clone(&wake), start.native_dialogs),
            session: Session::start(wake)?,
            begins: true,
            views: Default::default(),
            timeline: TimelineStrip::default(),
            presentation: None,
            pacer,
            state_file: file,
            kept_at: 0.0,
        };
        app.begin(start);
        app.begins = false;
        app.shell.welcomes = start.welcomes && app.shell.workspace.welcome;
        if !remarks.is_empty() {
            app.shell.notices.fail(remarks.join(" "));
        }
        Ok(app)
    }

    /// What the engine last said of side A.
    pub fn scene(&self) -> Option<&Scene> {
        self.session.scene(Side::A)
    }

    fn panels_ui(&mut self, ui: &mut Ui, frame_ms: Option<f32>, messages: &mut Messages) {
        let side = bare(Frame::side_top_panel(ui.style()));
        let Self { session, shell, .. } = self;
        Panel::top("menu").frame(side).show(ui, |ui| {
            let meets = |needs| session.meets(needs);
            menu_bar::menu_bar_ui(ui, &session.document, &shell.workspace, &meets, messages);
        });
        let scenes = Side::ALL.map(|side| session.scene(side));
        let status = Panel::bottom("status").frame(side).exact_size(26.0);
        status.show(ui, |ui| {
            status_bar::status_bar_ui(ui, scenes, frame_ms, &shell.notices);
        });
        self.timeline_ui(ui, messages);
        let Self { session, shell, .. } = self;
        self.jobs.animation_bar_ui(ui, messages);
        bars::crash_ui(ui, session, messages);
        bars::stopped_ui(ui, session, messages);
        self.jobs.file_bars_ui(ui);
        shell.notices.error_ui(ui);
        let window = ui.ctx().content_rect().size();
        let print = Print::above_views(window, session.compares());
        verdict_bar::verdict_ui(ui, session, &print);
        self.left_ui(ui, messages);
        self.lesson_ui(ui, messages);
        let Self { session, shell, .. } = self;
        help_panel_ui(ui, session, shell, messages);
        self.right_ui(ui);
    }

    /// What the views are arranged for, once there is something to show.
    pub(super) fn place(&self) -> Option<Place> {
        Some(Place {
            arrangement: self.shell.arrangement(&self.session.document),
            learns: self.scene()?.snapshot.samples.is_some(),
            compares: self.session.compares(),
            taught: taught_views(self.lesson.as_ref()),
        })
    }

    /// The views as they are arranged, or the one that is enlarged or presented.
    pub(super) fn views_ui(&mut self, ui: &mut Ui, messages: &mut Messages) {
        let (place, presented) = (self.place(), self.presented());
        let Self { session, shell, .. } = self;
        let (begun, side_b) = (
            session.document.as_begun(),
            session.document.running_side_b(),
        );
        let jobs = (self.jobs.clock_map.as_ref(), self.jobs.sweep.as_deref());
        let sides = session.sides(&begun, side_b.as_ref(), jobs);
        let Some((sides, place)) = sides.zip(place) else {
            ui.centered_and_justified(|ui| ui.spinner());
            return;
        };
        let room = match presented {
            // All is to be as it was when it ends.
            Some(_) => shell.workspace.room_in_sight(),
            None => Room::of(ui.available_size()),
        };
        let kept = shell.workspace.layout(room, place);
        let mut tiles = Tiles {
            views: self.views.each_mut(),
            sides,
            messages,
            wants: Wants::default(),
            arranged: &mut kept.arranged,
            hidden: Vec::new(),
            picked: None,
        };
        match (presented, session.choices.enlarged) {
            (Some(pane), _) => tiles.view_ui(ui, pane),
            (None, Some(pane)) => tiles.enlarged_ui(ui, pane),
            (None, None) => kept.layout.ui(&mut tiles, ui),
        }
        if let Some(picked) = tiles.picked {
            layout::activate(&mut kept.layout, picked);
        }
        tiles.wants.proof |= self.lesson.as_ref().is_some_and(Sitting::wants_proof);
        session.engine.want(tiles.wants);
        let close = session.choices.zooms.get(MATRICES).map(|zoom| zoom.shown);
        session.engine.focus(close.map(|shown| Focus {
            rows: shown.y,
            columns: shown.x,
        }));
    }
}

/// The views that a lesson shows.
fn taught_views(lesson: Option<&Sitting>) -> Vec<Pane> {
    let step = lesson.and_then(Sitting::step);
    let keys = step.iter().flat_map(|step| &step.shown.views);
    keys.filter_map(|key| views::pane(key)).collect()
}

/// Frames the views while they show the past.
pub(super) fn frame_the_past(ui: &Ui, room: egui::Rect) {
    let stroke = egui::Stroke::new(2.0, palette(ui).highlight);
    let kind = egui::StrokeKind::Inside;
    ui.painter()
        .rect_stroke(room.expand(3.0), 0.0, stroke, kind);
}

/// The ground of every panel is what the window is cleared to: filling it again costs time.
pub(super) fn bare(frame: Frame) -> Frame {
    frame.fill(egui::Color32::TRANSPARENT)
}

impl eframe::App for AccordanceApp {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.pacer
            .frame(frame.info().cpu_usage.map(Duration::from_secs_f32));
        self.session.look();
        self.follow_lesson(ctx);
        self.take_dropped_files(ctx);
        self.guard_close(ctx);
        self.shell.set_title(ctx, &self.session.document);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.take_job_messages(&ctx);
        let mut messages = Messages::default();
        let black = self.keys_of_presenting(&ctx, &mut messages);
        let keys = match self.shell.question {
            None if !black => commands::from_keys(&ctx),
            _ => Vec::new(),
        };
        let frame_ms = frame.info().cpu_usage.map(|seconds| seconds * 1e3);
        match self.presentation {
            Some(_) => self.presentation_ui(ui, &mut messages),
            None => self.whole_ui(ui, frame_ms, &mut messages),
        }
        self.pointer.paint(&ctx);
        if let Some((asked, answer)) = question_ui(&ctx, &mut self.shell.question) {
            self.take_answer(asked, answer, &ctx);
        }
        self.laser_ui(&ctx);
        // What was edited counts before what a key asks for.
        keys.into_iter().for_each(|command| messages.push(command));
        for message in messages {
            self.apply(message, &ctx);
        }
        self.end_frame(&ctx);
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        self.remember();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

impl AccordanceApp {
    /// Closes what lies above the views; or else leaves the past, what is selected and the enlarged view.
    fn escape(&mut self, messages: &mut Messages) {
        let choices = &mut self.session.choices;
        if !choices.explained.is_empty() {
            return choices.explained.clear();
        }
        choices.enlarged = None;
        self.session.pointing.selected = None;
        if self.session.meets(Needs::Past) {
            messages.push(UserCommand::ReturnToNow);
        }
    }

    /// Draws all parts of the window.
    fn whole_ui(&mut self, ui: &mut Ui, frame_ms: Option<f32>, messages: &mut Messages) {
        if ui.input(|i| i.key_pressed(egui::Key::Escape)) {
            self.escape(messages);
        }
        self.panels_ui(ui, frame_ms, messages);
        let margin = bare(Frame::central_panel(ui.style())).inner_margin(Margin::same(4));
        CentralPanel::default().frame(margin).show(ui, |ui| {
            let room = ui.max_rect();
            self.views_ui(ui, messages);
            if self.session.meets(Needs::Past) {
                frame_the_past(ui, room);
            }
            self.drawers_ui(ui.ctx(), room, messages);
        });
        if self.shell.welcomes && self.shell.question.is_none() {
            welcome_ui(ui, &mut self.shell.workspace, messages);
        }
    }

    /// Takes note of changes: for undo, for the engine, for the next automatic save.
    fn end_frame(&mut self, ctx: &Context) {
        if !ctx.input(|i| i.pointer.any_down()) {
            // A whole drag is one change to take back.
            self.session.document.watch(ctx.input(|i| i.time));
        }
        self.tell_engine();
        self.keep(ctx);
        if self.session.pointing.turn() {
            ctx.request_repaint();
        }
    }
}

impl AccordanceApp {
    /// Has what is remembered written, from time to time.
    fn keep(&mut self, ctx: &Context) {
        let (now, viewport) = ctx.input(|i| (i.time, i.viewport().clone()));
        let waits = self.unsaved.wait_to_be_stored(&self.session);
        let rest = KEPT_EVERY.as_secs_f64() - (now - self.kept_at);
        if rest > 0.0 {
            if waits {
                // Then, also when nothing else asks for another frame.
                ctx.request_repaint_after_secs(rest as f32);
            }
            return;
        }
        self.kept_at = now;
        let workspace = &mut self.shell.workspace;
        // What fills the screen is as large as the screen, and not as the user wants the window.
        let full = self.presentation.is_some() || viewport.fullscreen == Some(true);
        if !full {
            workspace.maximized = viewport.maximized == Some(true);
        }
        let own_size = viewport
            .inner_rect
            .filter(|_| !workspace.maximized && !full);
        if let Some(inner) = own_size {
            workspace.window = Some((inner.size() * ctx.zoom_factor()).into());
        }
        self.remember();
        let refusal = self.state_file.as_mut().and_then(StateFile::refusal);
        if let Some(refusal) = refusal {
            let told = format!("What is not saved to a file would be lost now: {refusal}.");
            self.shell.notices.fail(told);
        }
    }

    fn remember(&mut self) {
        self.shell.workspace.unsaved = self.unsaved.store(&self.session);
        if let Some(file) = &mut self.state_file {
            file.keep(&self.shell.workspace);
        }
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::engine::Command;

    fn wait_for(
        window: &mut Harness<'_, AccordanceApp>,
        holds: impl Fn(&Harness<'_, AccordanceApp>) -> bool,
    ) {
        for _ in 0..2000 {
            window.step();
            if holds(window) {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn the_window_outlives_a_panic_of_the_engine_and_restarts_it_on_request() {
        let start = Start {
            native_dialogs: false,
            ..Start::default()
        };
        let mut window = Harness::builder()
            .with_size([1200.0, 800.0])
            .build_eframe(move |cc| AccordanceApp::new(cc, &start).expect("the engine starts"));
        window.state_mut().session.engine.send(Command::Panic);
        let button = "Restart the simulation";
        wait_for(&mut window, |window| {
            window.query_by_label(button).is_some()
        });
        window.get_by_label(button).click();
        wait_for(&mut window, |window| window.state().scene().is_some());
        assert!(window.query_by_label(button).is_none());
        let scene = window.state().scene();
        let scene = scene.expect("a new engine runs the same scenario");
        assert_eq!(scene.snapshot.neurons(), 100);
    }
}
