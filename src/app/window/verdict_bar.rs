//! The line above the views that says in words what the network has become.

use egui::{Align, FontId, Frame, Label, Layout, Margin, Panel, RichText, Ui, vec2};

use crate::app::compare::side_mark_ui;
use crate::app::session::Session;
use crate::engine::{Side, verdict};

/// Sizes of the text: large enough for the last row, smaller where a sentence would not fit.
const SIZES: [f32; 4] = [18.0, 16.0, 14.0, 12.0];
/// Room for a line.
const LINE: f32 = 27.0;
/// In windows so wide, in points, a sentence has one line; in others two. The room is the same
/// whatever it says, so that nothing below moves.
const ONE_LINE: f32 = 1240.0;

/// Draws the sentence, or that of each side of a comparison.
pub fn verdict_ui(ui: &mut Ui, session: &Session) {
    let compares = session.compares();
    let lines = match compares || ui.available_width() < ONE_LINE {
        true => 2,
        false => 1,
    };
    let frame = Frame::new().inner_margin(Margin::symmetric(10, 3));
    let panel = Panel::top("verdict")
        .frame(frame)
        .exact_size(lines as f32 * LINE);
    panel.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
        match compares {
            false => sentence_ui(ui, session, Side::A, lines),
            true => Side::ALL.into_iter().for_each(|side| {
                ui.horizontal(|ui| {
                    side_mark_ui(ui, side);
                    sentence_ui(ui, session, side, 1);
                });
            }),
        }
    });
}

fn sentence_ui(ui: &mut Ui, session: &Session, side: Side, lines: usize) {
    let findings = session
        .scene(side)
        .and_then(|scene| scene.findings.as_ref());
    let said = findings.map(|findings| verdict(findings));
    let text = said.unwrap_or_else(|| "Looking for communities …".to_owned());
    let room = ui.available_width();
    let ink = ui.visuals().strong_text_color();
    let fits = |size: &f32| {
        let laid = ui
            .painter()
            .layout(text.clone(), FontId::proportional(*size), ink, room);
        laid.rows.len() <= lines
    };
    let size = SIZES.into_iter().find(fits).unwrap_or(SIZES[3]);
    let size = RichText::new(&text).size(size).color(ink);
    let place = vec2(room, lines as f32 * (LINE - 3.0));
    let label = Label::new(size).wrap().selectable(true);
    let response = ui
        .allocate_ui_with_layout(place, Layout::left_to_right(Align::Center), |ui| {
            ui.add(label)
        })
        .inner;
    // A screen reader says it when it has changed, and when nothing else is to be said.
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
    response.on_hover_text(
        "What the communities of the network are, as it stands. Mark the text to copy it.",
    );
}
