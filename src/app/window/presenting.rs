//! The window while something is presented: the sentence, one view, a line that is the timeline, and a strip.

use egui::{Align2, CentralPanel, Color32, Context, Frame, Margin, Panel, Rect, Sense, Ui, vec2};

use super::accordance_app::{bare, frame_the_past};
use super::verdict_bar::{self, Print};
use super::{AccordanceApp, bars};
use crate::app::commands::Needs;
use crate::app::lessons::Sitting;
use crate::app::messages::{Message, Messages};
use crate::app::pane::Pane;
use crate::app::present::{Act, Presentation, Sizes, acts_from_keys, in_order, strip_ui};
use crate::app::views;
use crate::app::widgets::named;

impl AccordanceApp {
    /// The view that is presented, if one is.
    pub fn presented(&self) -> Option<Pane> {
        self.presentation.as_ref().map(|shown| shown.pane)
    }

    /// Takes the keys of presenting. Whether a screen that is black leaves the other keys alone.
    pub(super) fn keys_of_presenting(&self, ctx: &Context, messages: &mut Messages) -> bool {
        let Some(presentation) = &self.presentation else {
            return false;
        };
        if self.shell.question.is_none() {
            let acts = acts_from_keys(ctx, presentation.black);
            let acts = acts.into_iter().map(Message::Presenting);
            acts.for_each(|act| messages.push(act));
        }
        presentation.black
    }

    /// Begins with the view that is enlarged, or else with the first one.
    pub(super) fn begin_or_end_presenting(&mut self, ctx: &Context) {
        if self.presentation.is_some() {
            return self.present(Act::End, ctx);
        }
        let first = self.session.choices.enlarged;
        let first = first.or_else(|| self.panes_in_order().first().copied());
        let was_full = ctx.input(|i| i.viewport().fullscreen) == Some(true);
        let pane = first.unwrap_or_else(views::first);
        self.presentation = Some(Presentation::of(pane, was_full));
        ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(true));
        ctx.request_repaint();
    }

    pub(super) fn present(&mut self, act: Act, ctx: &Context) {
        let panes = self.panes_in_order();
        match (act, &mut self.presentation) {
            (_, None) => {}
            (Act::End, Some(presentation)) => {
                let full = presentation.was_full;
                ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(full));
                self.presentation = None;
                self.session.freeze(false);
            }
            (Act::Freeze, Some(_)) => self.session.freeze(!self.session.is_frozen()),
            (act, Some(presentation)) => presentation.take(act, &panes),
        }
        ctx.request_repaint();
    }

    /// The views of the arrangement, in its order.
    fn panes_in_order(&mut self) -> Vec<Pane> {
        let Some(place) = self.place() else {
            return Vec::new();
        };
        let room = self.shell.workspace.room_in_sight();
        in_order(&self.shell.workspace.layout(room, place).layout)
    }

    /// The keys of the controls that a lesson, or else the scenario, wants at hand.
    fn at_hand(&self) -> Vec<&str> {
        let step = self.lesson.as_ref().and_then(Sitting::step);
        match step.and_then(|step| step.shown.controls.as_ref()) {
            Some(keys) => keys.iter().map(String::as_str).collect(),
            None => self.session.document.scenario.at_hand.clone(),
        }
    }

    /// Draws the screen.
    pub(super) fn presentation_ui(&mut self, ui: &mut Ui, messages: &mut Messages) {
        let panes = self.panes_in_order();
        let Some(presentation) = &self.presentation else {
            return;
        };
        if presentation.black {
            return black_ui(ui, messages);
        }
        let sides = 1 + usize::from(self.session.compares());
        let screen = ui.ctx().content_rect().size();
        let sizes = Sizes::of(screen, ui.ctx().zoom_factor(), sides);
        let margin = Margin::symmetric(8, Sizes::MARGIN as i8);
        let frame = bare(Frame::side_top_panel(ui.style())).inner_margin(margin);
        let strip = Panel::bottom("strip").frame(frame);
        let strip = strip.exact_size(sizes.strip + 2.0 * Sizes::MARGIN);
        strip.show(ui, |ui| {
            let (session, at_hand) = (&self.session, self.at_hand());
            let shown = (presentation, panes.as_slice());
            strip_ui(ui, session, shown, (&at_hand, &sizes), messages);
        });
        let line = (sizes.timeline, false);
        self.timeline.line_ui(ui, &self.session, line, messages);
        bars::crash_ui(ui, &self.session, messages);
        bars::stopped_ui(ui, &self.session, messages);
        self.shell.notices.error_ui(ui);
        verdict_bar::verdict_ui(ui, &self.session, &Print::presented(&sizes));
        CentralPanel::default()
            .frame(bare(Frame::central_panel(ui.style())).inner_margin(Margin::same(2)))
            .show(ui, |ui| {
                let room = ui.max_rect();
                self.views_ui(ui, messages);
                if self.session.meets(Needs::Past) {
                    frame_the_past(ui, room);
                }
                if self.session.is_frozen() {
                    frozen_ui(ui, room, sizes.sentence[1]);
                }
            });
    }

    /// Lets the dot follow the pointer, after everything else has been drawn.
    pub(super) fn laser_ui(&mut self, ctx: &Context) {
        if let Some(presentation) = &mut self.presentation {
            let busy = self.shell.question.is_some() || ctx.egui_wants_keyboard_input();
            presentation.laser.follow(ctx, busy);
        }
    }
}

/// Nothing but black; a click brings the picture back.
fn black_ui(ui: &mut Ui, messages: &mut Messages) {
    let frame = Frame::new().fill(Color32::BLACK);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let (_, screen) = ui.allocate_exact_size(ui.available_size(), Sense::click());
        let name = "Black screen: a click, or B, brings the picture back";
        if named(screen, egui::Role::Button, name).clicked() {
            messages.push(Message::Presenting(Act::Black));
        }
    });
}

/// Says that the picture stands still.
fn frozen_ui(ui: &mut Ui, room: Rect, size: f32) {
    let size = size.max(14.0);
    let place = Rect::from_min_size(
        room.right_top() + vec2(-9.0 * size, 0.4 * size),
        vec2(8.5 * size, 1.6 * size),
    );
    let visuals = ui.visuals();
    let (ground, ink) = (visuals.strong_text_color(), visuals.panel_fill);
    let says = "Frozen (F)";
    ui.painter().rect_filled(place, 0.3 * size, ground);
    let font = egui::FontId::proportional(size);
    ui.painter()
        .text(place.center(), Align2::CENTER_CENTER, says, font, ink);
    let response = ui.interact(place, ui.scope_id().with("frozen"), Sense::hover());
    let response = named(response, egui::Role::Label, "Frozen");
    response.on_hover_text(
        "The picture stands still while the simulation goes on; F lets it follow again.",
    );
}
