//! The menu bar, with the name of the scenario.

use egui::{Button, MenuBar, RichText, Ui};

use crate::app::action::Action;
use crate::app::compare::Comparing;
use crate::app::document::Document;
use crate::app::workspace::Workspace;
use crate::scenario::presets;

/// Draws the menu bar.
pub fn menu_bar_ui(
    ui: &mut Ui,
    document: &Document,
    workspace: &Workspace,
    asked: &mut Vec<Action>,
) {
    MenuBar::new().ui(ui, |ui| {
        ui.menu_button("File", |ui| file_menu_ui(ui, workspace, asked));
        ui.menu_button("Edit", |ui| {
            entry(ui, Action::Undo, document.can_undo(), asked);
            entry(ui, Action::Redo, document.can_redo(), asked);
            ui.separator();
            entry(ui, Action::CopyScenario, true, asked);
        });
        ui.menu_button("View", |ui| {
            for action in [
                Action::ToggleInspector,
                Action::ToggleTheme,
                Action::ResetLayout,
            ] {
                entry(ui, action, true, asked);
            }
            ui.separator();
            for action in [Action::ZoomIn, Action::ZoomOut, Action::ZoomReset] {
                entry(ui, action, true, asked);
            }
        });
        ui.menu_button("Run", |ui| run_menu_ui(ui, asked));
        ui.menu_button("Compare", |ui| compare_menu_ui(ui, document, asked));
        ui.menu_button("Help", |ui| entry(ui, Action::About, true, asked));
        ui.separator();
        title_ui(ui, document);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let sign = if ui.visuals().dark_mode {
                "☀ Light"
            } else {
                "🌙 Dark"
            };
            super::action_button(ui, Action::ToggleTheme, sign, asked);
        });
    });
}

fn file_menu_ui(ui: &mut Ui, workspace: &Workspace, asked: &mut Vec<Action>) {
    entry(ui, Action::New, true, asked);
    entry(ui, Action::Open, true, asked);
    entry(ui, Action::OpenPath, true, asked);
    entry(ui, Action::LearnTable, true, asked);
    entry(ui, Action::ImportConnectome, true, asked);
    ui.menu_button("Presets", |ui| {
        for preset in presets() {
            let Ok(scenario) = preset.scenario() else {
                continue;
            };
            if ui
                .button(&scenario.name)
                .on_hover_text(&scenario.summary)
                .clicked()
            {
                asked.push(Action::OpenPreset(preset.file_name));
                ui.close();
            }
        }
    });
    ui.add_enabled_ui(!workspace.recent.is_empty(), |ui| {
        ui.menu_button("Recent", |ui| {
            for path in &workspace.recent {
                let name = path
                    .file_name()
                    .unwrap_or(path.as_os_str())
                    .to_string_lossy();
                if ui
                    .button(name)
                    .on_hover_text(path.display().to_string())
                    .clicked()
                {
                    asked.push(Action::OpenFile(path.clone()));
                    ui.close();
                }
            }
        });
    });
    ui.separator();
    entry(ui, Action::Save, true, asked);
    entry(ui, Action::SaveAs, true, asked);
    entry(ui, Action::ExportAnimation, true, asked);
    entry(ui, Action::ExportNetwork, true, asked);
    ui.separator();
    entry(ui, Action::Quit, true, asked);
}

fn run_menu_ui(ui: &mut Ui, asked: &mut Vec<Action>) {
    use crate::model::Clock;
    entry(ui, Action::PlayPause, true, asked);
    entry(ui, Action::Step, true, asked);
    ui.separator();
    for clock in Clock::ALL {
        entry(ui, Action::Tick(clock), true, asked);
    }
    ui.separator();
    entry(ui, Action::Reset, true, asked);
    entry(ui, Action::NewSeed, true, asked);
    entry(ui, Action::ToggleFullSpeed, true, asked);
    ui.separator();
    entry(ui, Action::ShowExplorer, true, asked);
}

fn compare_menu_ui(ui: &mut Ui, document: &Document, asked: &mut Vec<Action>) {
    let compares = document.scenario.compare.is_some();
    entry(ui, Action::Compare(Comparing::Begin), !compares, asked);
    ui.separator();
    for comparing in Comparing::MENU {
        entry(ui, Action::Compare(comparing), compares, asked);
    }
}

fn entry(ui: &mut Ui, action: Action, enabled: bool, asked: &mut Vec<Action>) {
    let mut button = Button::new(action.label());
    if let Some(shortcut) = action.shortcut() {
        button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
    }
    let response = ui
        .add_enabled(enabled, button)
        .on_hover_text(action.tooltip());
    let name = action.label();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, name));
    if response.clicked() {
        asked.push(action);
        ui.close();
    }
}

fn title_ui(ui: &mut Ui, document: &Document) {
    let scenario = &document.scenario;
    let whereabouts = match document.path() {
        Some(path) => path.display().to_string(),
        None => "Not saved to a file yet.".to_owned(),
    };
    ui.label(RichText::new(&scenario.name).strong())
        .on_hover_text(whereabouts);
    if document.is_unsaved() {
        ui.label("● unsaved")
            .on_hover_text("The scenario has changes that are not saved (File ▸ Save).");
    }
}
