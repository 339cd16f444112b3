//! What folds away where there is too little room, so that the views are always the largest part of the window:
//! controls and inspector become drawers over the views, which a rail at the left opens.

use egui::{Button, Context, Frame, Margin, Panel, Rect, RichText, Role, Ui, Window, vec2};

use super::accordance_app::{AccordanceApp, bare};
use super::shell::{Drawers, is_narrow};
use crate::app::commands::UserCommand;
use crate::app::lessons::{self, Sitting};
use crate::app::messages::Messages;
use crate::app::panels::{controls, inspector};
use crate::app::widgets::{command_button_as, named, play_or_pause};
use crate::engine::Side;

/// In lower windows, in points, the timeline is a line.
const LOW: f32 = 480.0;
/// Width of the rail, and of the drawers where there is room for them.
const RAIL: f32 = 58.0;
const CONTROLS: f32 = 336.0;
const INSPECTOR: f32 = 230.0;
/// Width of a lesson at first, and its limits.
const LESSON: f32 = 350.0;
const LESSONS: std::ops::RangeInclusive<f32> = 280.0..=520.0;
/// Height of the timeline where it is a line.
const LINE: f32 = 26.0;

impl AccordanceApp {
    /// The timeline, as high as there is room for.
    pub(super) fn timeline_ui(&mut self, ui: &mut Ui, messages: &mut Messages) {
        let window = ui.ctx().content_rect().size();
        match window.y < LOW || is_narrow(ui.ctx()) {
            true => {
                let line = (LINE, true);
                self.timeline.line_ui(ui, &self.session, line, messages);
            }
            false => self.timeline.ui(ui, &self.session, messages),
        }
    }

    /// The controls beside the views, or the rail that unfolds them.
    pub(super) fn left_ui(&mut self, ui: &mut Ui, messages: &mut Messages) {
        let narrow = is_narrow(ui.ctx());
        if narrow || self.shell.workspace.controls_folded {
            return self.rail_ui(ui, narrow, messages);
        }
        let side = bare(Frame::side_top_panel(ui.style()));
        Panel::left("controls")
            .frame(side)
            .default_size(324.0)
            .size_range(260.0..=460.0)
            .show(ui, |ui| self.controls_ui(ui, messages));
    }

    /// The lesson, if one is taken.
    pub(super) fn lesson_ui(&self, ui: &mut Ui, messages: &mut Messages) {
        let Some(sitting) = &self.lesson else {
            return;
        };
        let now = self.scene().map(|scene| &*scene.snapshot);
        let side = bare(Frame::side_top_panel(ui.style()));
        let panel = Panel::right("lesson").frame(side).default_size(LESSON);
        let panel = panel.size_range(LESSONS);
        panel.show(ui, |ui| lessons::panel_ui(ui, sitting, now, messages));
    }

    /// The inspector beside the views, where there is room.
    pub(super) fn right_ui(&mut self, ui: &mut Ui) {
        if is_narrow(ui.ctx()) {
            return;
        }
        let side = bare(Frame::side_top_panel(ui.style()));
        let Self { session, shell, .. } = self;
        let was_open = shell.inspector_open(ui.ctx(), &session.document);
        let mut is_open = was_open;
        Panel::right("inspector")
            .frame(side)
            .default_size(210.0)
            .show_collapsible(ui, &mut is_open, |ui| {
                let scenes = Side::ALL.map(|side| session.scene(side));
                inspector::inspector_ui(ui, scenes, &session.pointing);
            });
        if is_open != was_open {
            shell.workspace.inspector_open = Some(is_open);
        }
    }

    fn controls_ui(&self, ui: &mut Ui, messages: &mut Messages) {
        let Self { session, shell, .. } = self;
        let shown = controls::Shown {
            document: &session.document,
            workspace: &shell.workspace,
            scenes: Side::ALL.map(|side| session.scene(side)),
            choices: &session.choices,
            step: self.lesson.as_ref().and_then(Sitting::step),
        };
        controls::controls_ui(ui, shown, messages);
    }

    fn rail_ui(&self, ui: &mut Ui, narrow: bool, messages: &mut Messages) {
        let frame = bare(Frame::side_top_panel(ui.style())).inner_margin(Margin::symmetric(3, 4));
        let rail = Panel::left("rail").frame(frame).exact_size(RAIL);
        rail.resizable(false).show(ui, |ui| {
            let running = self.scene().is_some_and(|scene| scene.snapshot.running);
            let [sign, name] = play_or_pause(running);
            let open = self.shell.drawers;
            let large = |sign| Button::new(RichText::new(sign).size(16.0));
            let small = |word| Button::new(RichText::new(word).size(11.0));
            let all = [
                (UserCommand::PlayPause, large(sign), name),
                (
                    UserCommand::Reset,
                    large("↺"),
                    UserCommand::Reset.row().label,
                ),
                (
                    UserCommand::ToggleControls,
                    small("Controls").selected(open.controls),
                    UserCommand::ToggleControls.row().label,
                ),
                (
                    UserCommand::ToggleInspector,
                    small("Inspector").selected(open.inspector),
                    UserCommand::ToggleInspector.row().label,
                ),
            ];
            ui.spacing_mut().button_padding.x = 1.0;
            ui.vertical_centered_justified(|ui| {
                for (command, button, name) in all.into_iter().take(if narrow { 4 } else { 3 }) {
                    let button = button.min_size(vec2(0.0, 26.0));
                    command_button_as(ui, command, button, name, messages);
                }
            });
        });
    }

    /// The drawers over the views, which have this room.
    pub(super) fn drawers_ui(&mut self, ctx: &Context, room: Rect, messages: &mut Messages) {
        if !is_narrow(ctx) {
            self.shell.drawers = Drawers::default();
        }
        let Drawers {
            controls,
            inspector,
        } = self.shell.drawers;
        if controls {
            let width = CONTROLS.min(room.width());
            let place = Rect::from_min_size(room.min, vec2(width, room.height()));
            drawer_ui(ctx, "Controls", place, |ui| self.controls_ui(ui, messages));
        }
        if inspector {
            let width = INSPECTOR.min(room.width());
            let corner = room.right_top() - vec2(width, 0.0);
            let place = Rect::from_min_size(corner, vec2(width, room.height()));
            drawer_ui(ctx, "Inspector", place, |ui| {
                let session = &self.session;
                let scenes = Side::ALL.map(|side| session.scene(side));
                inspector::inspector_ui(ui, scenes, &session.pointing);
            });
        }
    }
}

/// A panel that lies over the views.
fn drawer_ui(ctx: &Context, name: &str, place: Rect, content: impl FnOnce(&mut Ui)) {
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(6));
    let inside = place - frame.total_margin();
    if !inside.is_positive() {
        return;
    }
    let drawer = Window::new(name)
        .id(egui::Id::unique(name).with("drawer"))
        .title_bar(false)
        .resizable(false)
        .movable(false)
        .frame(frame)
        .fixed_rect(inside)
        .show(ctx, |ui| {
            ui.set_min_size(inside.size());
            ui.set_max_size(inside.size());
            content(ui);
        });
    if let Some(drawer) = drawer {
        named(drawer.response, Role::Window, name);
    }
}
