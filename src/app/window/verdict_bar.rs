//! The line above the views that says in words what the network has become.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Color32, FontId, Frame, Galley, Label, Layout, Margin, Panel, Ui, Vec2, vec2};

use crate::app::compare::side_mark_ui;
use crate::app::present::Sizes;
use crate::app::session::Session;
use crate::engine::{Side, verdict};

/// Above the views: large enough for the last row, smaller where a sentence would not fit.
const TYPE: [f32; 2] = [18.0, 12.0];
/// Room for a line.
const LINE: f32 = 27.0;
/// In windows so wide, in points, a sentence has one line; in others two. The room is the same
/// whatever it says, so that nothing below moves.
const ONE_LINE: f32 = 1240.0;
/// In narrower ones those of a comparison have two each.
const FEW_WORDS: f32 = 880.0;
/// In lower windows the type is smaller.
const LOW: f32 = 480.0;
const LOW_TYPE: [f32; 2] = [12.0, 9.0];
const LOW_LINE: f32 = 15.0;
/// Sizes that are tried, each so many times the one before.
const STEP: f32 = 0.93;

/// In what type the sentences stand, and how much room they have.
pub struct Print {
    /// The largest type, and the least.
    sizes: [f32; 2],
    /// Lines of each side.
    lines: usize,
    room: f32,
}

impl Print {
    /// Above the views in a window of this size.
    pub fn above_views(window: Vec2, compares: bool) -> Self {
        let (sizes, line) = match window.y < LOW {
            true => (LOW_TYPE, LOW_LINE),
            false => (TYPE, LINE),
        };
        let (lines, all) = match (compares, window.x) {
            (true, ..FEW_WORDS) => (2, 4),
            (true, _) => (1, 2),
            (false, ..ONE_LINE) => (2, 2),
            (false, _) => (1, 1),
        };
        Self {
            sizes,
            lines,
            room: all as f32 * line,
        }
    }

    /// For the last row.
    pub fn presented(sizes: &Sizes) -> Self {
        Self {
            sizes: sizes.sentence,
            lines: Sizes::LINES,
            room: sizes.sentences,
        }
    }
}

/// Draws the sentence, or that of each side of a comparison.
pub fn verdict_ui(ui: &mut Ui, session: &Session, print: &Print) {
    let frame = Frame::new().inner_margin(Margin::symmetric(10, 0));
    let panel = Panel::top("verdict").frame(frame).exact_size(print.room);
    panel.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
        match session.compares() {
            false => sentence_ui(ui, session, Side::A, print, print.room),
            true => Side::ALL.into_iter().for_each(|side| {
                ui.horizontal(|ui| {
                    side_mark_ui(ui, side);
                    sentence_ui(ui, session, side, print, print.room / 2.0);
                });
            }),
        }
    });
}

fn sentence_ui(ui: &mut Ui, session: &Session, side: Side, print: &Print, height: f32) {
    let findings = session
        .shown(side)
        .and_then(|scene| scene.findings.as_ref());
    let said = findings.map(|findings| verdict(findings));
    let text = said.unwrap_or_else(|| "Looking for communities …".to_owned());
    let room = ui.available_width();
    let galley = fitted(ui, &text, print, room);
    let label = Label::new(galley).selectable(true);
    let layout = Layout::left_to_right(Align::Center);
    let response = ui
        .allocate_ui_with_layout(vec2(room, height), layout, |ui| ui.add(label))
        .inner;
    // A screen reader says it when it has changed, and when nothing else is to be said.
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        ui.label(text);
        ui.weak("What the communities of the network are, as it stands. Mark the text to copy it.");
    });
}

/// The sentence in the largest type in which it fits; cut off at its end if it fits in none.
fn fitted(ui: &Ui, text: &str, print: &Print, room: f32) -> Arc<Galley> {
    let ink = ui.visuals().strong_text_color();
    let [largest, least] = print.sizes;
    let mut size = largest;
    loop {
        let galley = ui
            .painter()
            .layout_job(job(text, (size, ink), print.lines, room));
        if !galley.elided || size <= least {
            return galley;
        }
        size = (size * STEP).max(least);
    }
}

fn job(text: &str, (size, ink): (f32, Color32), lines: usize, room: f32) -> LayoutJob {
    let mut job = LayoutJob::simple(text.to_owned(), FontId::proportional(size), ink, room);
    job.wrap = TextWrapping {
        max_width: room,
        max_rows: lines,
        ..TextWrapping::default()
    };
    job
}
