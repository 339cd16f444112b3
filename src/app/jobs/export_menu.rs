//! The menu on the tab bar of each view.

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Button, DragValue, Id, PopupCloseBehavior, RichText, Ui, Vec2};

use crate::app::choices::SizeChoice;
use crate::app::messages::{ExportAs, Message, Messages, ViewRequest};
use crate::app::offscreen;
use crate::app::pane::Pane;
use crate::export::Page;

/// Pixels to a point of pictures as large as on screen.
const SHARP: f64 = 2.0;

fn size_of(pane: Pane) -> Id {
    Id::unique("size on screen").with(pane.key())
}

/// Takes note of how large a view is on screen.
pub fn note_size(ui: &Ui, pane: Pane) {
    let size = ui.available_size();
    ui.data_mut(|data| data.insert_temp(size_of(pane), size));
}

/// A small button that opens the menu of what a view can be exported as.
pub fn export_menu_ui(ui: &mut Ui, pane: Pane, chosen: SizeChoice, messages: &mut Messages) {
    let button = Button::new(RichText::new("⬇").small().weak()).frame(false);
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let (response, _) = MenuButton::from_button(button).config(config).ui(ui, |ui| {
        let size = ui.data(|data| data.get_temp::<Vec2>(size_of(pane)));
        let shown = offscreen::page_around(size.unwrap_or(Vec2::new(480.0, 360.0)), SHARP);
        entries_ui(ui, pane, chosen.page(shown), messages);
        ui.separator();
        let mut size = chosen;
        size_ui(ui, &mut size, shown);
        if size != chosen {
            messages.push(Message::SetPictureSize(size));
        }
    });
    let name = format!("Export {}", pane.title());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    response.on_hover_text("Copy or save this view as a picture, or its data.");
}

fn entries_ui(ui: &mut Ui, pane: Pane, page: Page, messages: &mut Messages) {
    for what in ExportAs::all() {
        let [label, hover] = what.words();
        let entry = ui.button(label).on_hover_text(hover);
        if entry.clicked() {
            messages.push(Message::ExportView(ViewRequest { pane, what, page }));
            ui.close();
        }
    }
}

fn size_ui(ui: &mut Ui, size: &mut SizeChoice, shown: Page) {
    ui.weak("Size of pictures");
    for (choice, name) in SizeChoice::NAMED {
        ui.radio_value(size, choice, name)
            .on_hover_text("The size of pictures, for all views.");
    }
    let chosen = matches!(size, SizeChoice::Custom(_));
    let custom = ui.radio(chosen, "Custom");
    let help = "Width and height in points, and how many pixels there are to a point.";
    if custom.on_hover_text(help).clicked() {
        *size = SizeChoice::Custom(size.page(shown));
    }
    if let SizeChoice::Custom(page) = size {
        custom_ui(ui, page);
    }
}

const POINTS: &str = "In points, of which 72 are an inch.";
const PIXELS: &str = "How many pixels of a PNG there are to a point.";

fn custom_ui(ui: &mut Ui, page: &mut Page) {
    let numbers = [
        ("Width", &mut page.width, 160.0..=8_000.0, " pt", POINTS),
        ("Height", &mut page.height, 160.0..=8_000.0, " pt", POINTS),
        ("Scale", &mut page.scale, 0.5..=8.0, " ×", PIXELS),
    ];
    let grid = egui::Grid::new("custom size").num_columns(2);
    grid.show(ui, |ui| {
        for (name, value, range, suffix, help) in numbers {
            let label = ui.label(name);
            let field = DragValue::new(value).range(range).suffix(suffix);
            let field = ui.add(field.max_decimals(1)).labelled_by(label.id);
            field.on_hover_text(help);
            ui.end_row();
        }
    });
    let [width, height] = [page.width, page.height].map(|points| (points * page.scale).round());
    ui.weak(format!("{width} × {height} pixels"));
}
