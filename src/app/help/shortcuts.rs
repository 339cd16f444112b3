//! All keys: those of commands from their table, and those that act on what has the keyboard.

use egui::{Grid, RichText, Ui};

use crate::app::commands::{ALSO, COMMANDS, CommandRow, MENUS};

/// Keys that no command has, and what they do.
const ELSEWHERE: [(&str, &str); 9] = [
    (
        "Escape",
        "Close explanations; then return to now, let go of what is selected, show all views",
    ),
    (
        "Tab",
        "Go to the next control; with Shift to the one before",
    ),
    ("Space, Enter", "Press the button that has the keyboard"),
    ("← →", "Move the slider that has the keyboard"),
    (
        "Double-click",
        "Give a slider the value that the scenario has",
    ),
    ("Click a number", "Type another value; Enter takes it"),
    (
        "← → on the timeline",
        "Show the moment one iteration before or after; with Shift one tick",
    ),
    (
        "+ − 0",
        "Look closer at the matrix, network or plot under the pointer, less close, or at all of it; the wheel, a drag and a double click do too",
    ),
    ("Drag a tab", "Move its view to another place"),
];

/// Draws them, menu by menu.
pub fn shortcuts_ui(ui: &mut Ui) {
    for menu in MENUS {
        let of_menu = |row: &&CommandRow| row.menu.is_some_and(|(of, _)| of == menu);
        let rows: Vec<&CommandRow> = COMMANDS.iter().filter(of_menu).collect();
        let rows = rows.into_iter().filter(|row| row.shortcut.is_some());
        let lines = rows.map(|row| (keys_of(ui, row), row.label, row.hover));
        let lines: Vec<_> = lines.collect();
        list_ui(ui, menu, &lines);
    }
    let elsewhere = ELSEWHERE.map(|(keys, does)| (keys.to_owned(), does, ""));
    list_ui(ui, "Anywhere", &elsewhere);
}

/// The keys of a command, as this system writes them.
fn keys_of(ui: &Ui, row: &CommandRow) -> String {
    let also = ALSO.iter().filter(|(_, command)| *command == row.command);
    let all = row.shortcut.iter().chain(also.map(|(keys, _)| keys));
    let all: Vec<String> = all.map(|keys| ui.ctx().format_shortcut(keys)).collect();
    all.join(", ")
}

fn list_ui(ui: &mut Ui, title: &str, lines: &[(String, &str, &str)]) {
    if lines.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.strong(title);
    let grid = Grid::new(title).num_columns(2).striped(true);
    let grid = grid.min_col_width(132.0).spacing([12.0, 4.0]);
    grid.show(ui, |ui| {
        for (keys, does, more) in lines {
            ui.label(RichText::new(keys).monospace());
            let does = ui.add(egui::Label::new(*does).wrap());
            if !more.is_empty() {
                does.on_hover_text(*more);
            }
            ui.end_row();
        }
    });
}
