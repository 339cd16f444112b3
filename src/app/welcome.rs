//! The start screen: what one can begin with.

use egui::{Button, Id, Label, Modal, RichText, ScrollArea, Ui, vec2};

use super::commands::UserCommand;
use super::lessons::LessonMessage;
use super::messages::{Message, Messages};
use super::widgets::command_button;
use super::workspace::Workspace;
use crate::lesson::{Lesson, lessons};
use crate::scenario::presets;

const WIDTH: f32 = 760.0;
/// Room for the lists.
const HEIGHT: f32 = 400.0;

/// Draws the start screen.
pub fn welcome_ui(ui: &Ui, workspace: &mut Workspace, messages: &mut Messages) {
    let room = ui.ctx().content_rect().size();
    let size = vec2(WIDTH.min(room.x - 60.0), HEIGHT.min(room.y - 190.0));
    let mut others = Messages::default();
    let shown = Modal::new(Id::unique("start screen")).show(ui.ctx(), |ui| {
        ui.set_width(size.x);
        // Where the window is low, what does not fit can be scrolled to.
        let most = room.y - 40.0;
        let scroll = ScrollArea::vertical().max_height(most).min_scrolled_height(most);
        let content = |ui: &mut Ui| {
        ui.label(RichText::new("See how brains could learn by backpropagation").strong().size(22.0));
        ui.label("Neurons fire, hand credit back through the same synapses, and change them by credit × balance × firing.");
        ui.add_space(10.0);
        ui.columns_const(|[left, right]| {
            lessons_ui(left, workspace, size.y, &mut others);
            presets_ui(right, size.y, &mut others);
        });
        ui.separator();
        foot_ui(ui, workspace, &mut others)
        };
        scroll.show(ui, content).inner
    });
    if shown.inner || shown.should_close() {
        others.push(Message::Welcome(false));
    }
    messages.append(others);
}

fn lessons_ui(ui: &mut Ui, workspace: &Workspace, height: f32, messages: &mut Messages) {
    ui.label(RichText::new("Take a lesson").strong().size(16.0));
    ui.weak("Predict first, then see it happen.");
    ui.add_space(4.0);
    let scroll = ScrollArea::vertical().id_salt("lessons").max_height(height);
    scroll.show(ui, |ui| {
        for built_in in lessons() {
            let Ok(lesson) = built_in.open() else {
                continue;
            };
            let progress = workspace.lessons.get(built_in.stem());
            let note = progress
                .filter(|p| p.at > 0)
                .map(|progress| progress.words());
            let note = note.unwrap_or_else(|| minutes(lesson));
            if entry_ui(ui, &lesson.title, &note, &lesson.teaches) {
                messages.push(Message::Lesson(LessonMessage::Begin(built_in.stem())));
            }
        }
    });
}

/// "7 minutes"
pub fn minutes(lesson: &Lesson) -> String {
    format!("{} minutes", lesson.minutes)
}

fn presets_ui(ui: &mut Ui, height: f32, messages: &mut Messages) {
    ui.label(RichText::new("Or look around").strong().size(16.0));
    ui.weak("Each preset is a network that runs.");
    ui.add_space(4.0);
    let scroll = ScrollArea::vertical().id_salt("presets").max_height(height);
    scroll.show(ui, |ui| {
        for preset in presets() {
            let Ok(scenario) = preset.scenario() else {
                continue;
            };
            if entry_ui(ui, &scenario.name, "", &scenario.summary) {
                messages.push(Message::OpenPreset(preset.file_name));
                messages.push(Message::Welcome(false));
            }
        }
    });
}

/// A wide button with a title, and a quiet note at its right.
fn entry_ui(ui: &mut Ui, title: &str, note: &str, hover: &str) -> bool {
    let text = RichText::new(title).size(15.0);
    let button = Button::new(text).right_text(RichText::new(note).weak());
    let size = vec2(ui.available_width() - 12.0, 32.0);
    let response = ui.add_sized(size, button).on_hover_text(hover);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, title));
    response.clicked()
}

/// What else there is; returns whether somebody only wants to look.
fn foot_ui(ui: &mut Ui, workspace: &mut Workspace, messages: &mut Messages) -> bool {
    let mut closes = false;
    ui.horizontal(|ui| {
        for command in [UserCommand::New, UserCommand::Open] {
            if command_button(ui, command, command.row().label, messages).clicked() {
                closes = true;
            }
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let just = Button::new(RichText::new("Just look").strong());
            let just = just.min_size(vec2(96.0, 28.0));
            let hover = "Close this and watch the preset that runs behind it (Escape). Help ▸ Start screen brings it back.";
            closes |= ui.add(just).on_hover_text(hover).clicked();
            let hover = "Whether this is shown when the program starts.";
            ui.checkbox(&mut workspace.welcome, "Show this at each start").on_hover_text(hover);
        });
    });
    ui.add(Label::new(
        RichText::new("Fan & Mysore (2024), arXiv 2405.14139")
            .weak()
            .small(),
    ));
    closes
}
