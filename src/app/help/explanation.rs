//! The explanation that a view has above it until it is closed.

use egui::{
    Align, Area, Button, Frame, Label, Layout, Order, Rect, RichText, Role, ScrollArea, Ui,
    WidgetInfo, vec2,
};

use super::legend::explained_ui;
use crate::app::glossary;
use crate::app::messages::{Message, Messages};
use crate::app::pane::Pane;
use crate::app::widgets::named;

/// Its width, where the window has so much.
const WIDTH: f32 = 380.0;
/// From the corner of the view.
const INSET: f32 = 8.0;

/// The small button that opens and closes it.
pub fn explain_button_ui(ui: &mut Ui, pane: Pane, is_open: bool, messages: &mut Messages) {
    let button = Button::new(RichText::new("?").strong()).frame_when_inactive(false);
    let response = ui.add(button.selected(is_open));
    let name = format!("Explain {}", pane.title());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &name));
    let hover =
        "What one sees here, what to look for, and what the marks mean; stays until closed.";
    if response.on_hover_text(hover).clicked() {
        messages.push(Message::Explain(pane));
    }
}

/// Explains a view that lies here, above it.
pub fn explanation_ui(ui: &Ui, room: Rect, pane: Pane, messages: &mut Messages) {
    let screen = ui.ctx().content_rect();
    let width = WIDTH.min(screen.width() - 2.0 * INSET);
    let area = Area::new(egui::Id::unique("explanation").with(pane.key()))
        .order(Order::Middle)
        .fixed_pos(room.min + vec2(INSET, INSET))
        .constrain_to(screen);
    area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).show(ui, |ui| {
            ui.set_width(width);
            title_ui(ui, pane, messages);
            let most = (screen.height() - 80.0).max(60.0);
            ScrollArea::vertical().max_height(most).show(ui, |ui| {
                explained_ui(ui, pane.0.explained);
                ui.add_space(4.0);
                symbols_ui(ui, pane, messages);
            });
        });
    });
}

fn title_ui(ui: &mut Ui, pane: Pane, messages: &mut Messages) {
    ui.horizontal(|ui| {
        let title = ui.add(Label::new(RichText::new(pane.title()).heading()));
        // A screen reader says the two sentences when they appear.
        let explained = pane.0.explained;
        let said = format!(
            "{}. {} {}",
            pane.title(),
            explained.shows,
            explained.look_for
        );
        ui.ctx().accesskit_node_builder(title.id, |node| {
            node.set_live(egui::accesskit::Live::Polite);
            node.set_value(said);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = format!("Close the explanation of {}", pane.title());
            let close = named(ui.small_button("✖"), Role::Button, &name);
            if close
                .on_hover_text("Close this; Escape does too.")
                .clicked()
            {
                messages.push(Message::Explain(pane));
            }
        });
    });
}

/// The symbols of a view, each a way to its entry in the glossary.
fn symbols_ui(ui: &mut Ui, pane: Pane, messages: &mut Messages) {
    ui.horizontal_wrapped(|ui| {
        ui.weak("In the glossary:");
        for symbol in pane.0.explained.symbols {
            let Some(term) = glossary::find(symbol) else {
                continue;
            };
            let link = ui.link(term.title());
            let link = named(
                link,
                Role::Link,
                &format!("{} in the glossary", term.title()),
            );
            if link.on_hover_text(term.says).clicked() {
                messages.push(Message::LookUp(symbol));
            }
        }
    });
}
