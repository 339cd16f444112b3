//! The menu bar, with the name of the scenario.

use egui::{Align2, AtomExt as _, Button, Label, MenuBar, Response, RichText, Ui, WidgetInfo};

use crate::app::commands::{COMMANDS, CommandRow, MENUS, Needs, UserCommand};
use crate::app::document::Document;
use crate::app::lessons::LessonMessage;
use crate::app::messages::{Message, Messages};
use crate::app::views;
use crate::app::welcome::minutes;
use crate::app::widgets::{command_button, described, hover_beside};
use crate::app::workspace::Workspace;
use crate::lesson::lessons;
use crate::scenario::presets;

/// With less room for the title, in points, the buttons at the right have signs and no words.
const WORDS: f32 = 420.0;

/// Room for the word that changes are not saved.
const UNSAVED: f32 = 86.0;

/// In lower windows, in points, menus are denser.
const LOW: f32 = 420.0;

/// Draws the bar. `meets` says whether there is what a command needs.
pub fn menu_bar_ui(
    ui: &mut Ui,
    document: &Document,
    workspace: &Workspace,
    meets: &dyn Fn(Needs) -> bool,
    messages: &mut Messages,
) {
    MenuBar::new().ui(ui, |ui| {
        for menu in MENUS {
            ui.menu_button(menu, |ui| {
                menu_ui(ui, menu, workspace, meets, messages);
            });
        }
        ui.separator();
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let wide = ui.available_width() > WORDS;
            let theme = match (ui.visuals().dark_mode, wide) {
                (true, true) => "☀ Light",
                (true, false) => "☀",
                (false, true) => "🌙 Dark",
                (false, false) => "🌙",
            };
            command_button(ui, UserCommand::ToggleTheme, theme, messages);
            let present = if wide { "⛶ Present" } else { "⛶" };
            command_button(ui, UserCommand::Present, present, messages);
            let left = egui::Layout::left_to_right(egui::Align::Center);
            ui.with_layout(left, |ui| title_ui(ui, document));
        });
    });
}

/// The commands of a menu, in their groups.
fn menu_ui(
    ui: &mut Ui,
    menu: &str,
    workspace: &Workspace,
    meets: &dyn Fn(Needs) -> bool,
    messages: &mut Messages,
) {
    if ui.ctx().content_rect().height() < LOW {
        ui.spacing_mut().item_spacing.y = 1.0;
    }
    let rows = COMMANDS.iter().filter_map(|row| Some((row, row.menu?)));
    let mut group = 0;
    for (row, (_, group_of_row)) in rows.filter(|(_, place)| place.0 == menu) {
        if group_of_row != group {
            match (menu, group) {
                ("File", 0) => known_files_ui(ui, workspace, messages),
                ("Lessons", 0) => lessons_ui(ui, workspace, messages),
                ("View", 0) => views_ui(ui, workspace, messages),
                _ => {}
            }
            ui.separator();
            group = group_of_row;
        }
        let enabled = meets(row.needs) && workspace.meets(row.needs);
        entry_ui(ui, row, enabled, messages);
    }
}

/// The built-in lessons, and how far each is.
fn lessons_ui(ui: &mut Ui, workspace: &Workspace, messages: &mut Messages) {
    for built_in in lessons() {
        let Ok(lesson) = built_in.open() else {
            continue;
        };
        let progress = workspace.lessons.get(built_in.stem());
        let note = progress.filter(|progress| progress.at > 0);
        let note = note.map_or_else(|| minutes(lesson), |progress| progress.words());
        let button = Button::new(&lesson.title).right_text(RichText::new(note).weak());
        let entry = beside(ui.add(button), &lesson.teaches);
        entry.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &lesson.title));
        if entry.clicked() {
            messages.push(Message::Lesson(LessonMessage::Begin(built_in.stem())));
            ui.close();
        }
    }
}

/// Room for the title of a view before what it is.
const TITLE_OF_VIEW: egui::Vec2 = egui::vec2(190.0, 18.0);

/// All views there are, each with a line on what it is; those in sight are ticked.
fn views_ui(ui: &mut Ui, workspace: &Workspace, messages: &mut Messages) {
    ui.menu_button("Views", |ui| {
        for pane in views::panes() {
            let is_shown = workspace.shows(pane);
            let tick = if is_shown { "☑" } else { "☐" };
            let name = format!("{tick} {}", pane.title()).atom_size(TITLE_OF_VIEW);
            let name = name.atom_align(Align2::LEFT_CENTER);
            let line = RichText::new(pane.0.explained.line).weak();
            let entry = beside(ui.add(Button::new((name, line))), pane.0.explained.look_for);
            let kind = egui::Role::CheckBox;
            entry.widget_info(|| WidgetInfo::selected(kind, true, is_shown, pane.title()));
            if entry.clicked() {
                messages.push(Message::ToggleView(pane));
                ui.close();
            }
        }
    });
}

/// Shows a hover beside an entry of a menu, where it hides none of the others.
fn beside(entry: Response, hover: &str) -> Response {
    described(&entry, hover);
    hover_beside(&entry, entry.rect.right() + 6.0, |ui| {
        ui.set_max_width(320.0);
        ui.label(hover);
    });
    entry
}

/// The built-in presets, and the files opened or saved lately.
fn known_files_ui(ui: &mut Ui, workspace: &Workspace, messages: &mut Messages) {
    ui.menu_button("Presets", |ui| {
        for preset in presets() {
            let Ok(scenario) = preset.scenario() else {
                continue;
            };
            let entry = beside(ui.button(&scenario.name), &scenario.summary);
            if entry.clicked() {
                messages.push(Message::OpenPreset(preset.file_name));
                ui.close();
            }
        }
    });
    ui.add_enabled_ui(!workspace.recent.is_empty(), |ui| {
        ui.menu_button("Recent", |ui| {
            for path in &workspace.recent {
                let name = path.file_name().unwrap_or(path.as_os_str());
                let entry = ui.button(name.to_string_lossy());
                if beside(entry, &path.display().to_string()).clicked() {
                    messages.push(Message::OpenFile(path.clone()));
                    ui.close();
                }
            }
        });
    });
}

fn entry_ui(ui: &mut Ui, row: &CommandRow, enabled: bool, messages: &mut Messages) {
    let mut button = Button::new(row.label);
    if let Some(shortcut) = row.shortcut {
        button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
    }
    let response = beside(ui.add_enabled(enabled, button), row.hover);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, row.label));
    if response.clicked() {
        messages.push(row.command);
        ui.close();
    }
}

fn title_ui(ui: &mut Ui, document: &Document) {
    let scenario = &document.scenario;
    let whereabouts = match &document.path {
        Some(path) => path.display().to_string(),
        None => "Not saved to a file yet.".to_owned(),
    };
    let unsaved = document.is_unsaved();
    let mut room = ui.available_width();
    if unsaved {
        room -= UNSAVED;
    }
    let name = Label::new(RichText::new(&scenario.name).strong()).truncate();
    ui.scope(|ui| {
        ui.set_max_width(room.max(20.0));
        ui.add(name)
            .on_hover_text(format!("{}\n{whereabouts}", scenario.name));
    });
    if unsaved {
        ui.label("● unsaved")
            .on_hover_text("The scenario has changes that are not saved (File ▸ Save).");
    }
}
