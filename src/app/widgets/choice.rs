//! The control for a choice of the scenario, drawn from its row.

use egui::{Color32, ComboBox, Response, RichText, TextStyle, Ui};

use super::{described, explained_ui, note_topic};
use crate::scenario::{Choice, Scenario};

/// More options than this stand in a menu, not side by side.
const SIDE_BY_SIDE: usize = 3;

/// Shows a choice with its name, and lets the user change it.
pub fn choice_ui(ui: &mut Ui, choice: &Choice, scenario: &mut Scenario) {
    if let Some(picked) = picked_ui(ui, choice, scenario) {
        (choice.set)(scenario, picked);
    }
}

/// Shows a choice with its name. Returns another option that the user has picked.
pub fn picked_ui(ui: &mut Ui, choice: &Choice, scenario: &Scenario) -> Option<usize> {
    let chosen = (choice.get)(scenario)?;
    if choice.is_truth() {
        let mut is_on = chosen == 1;
        let ticked = hover(ui.checkbox(&mut is_on, choice.name), choice);
        return ticked.clicked().then_some(usize::from(is_on));
    }
    let row = ui.horizontal(|ui| {
        let name = hover(ui.label(choice.name), choice);
        match choice.options.len() {
            ..=SIDE_BY_SIDE => options_ui(ui, choice, scenario),
            _ => {
                ui.spacing_mut().item_spacing.x = 5.0;
                menu_ui(ui, choice, chosen, &name)
            }
        }
    });
    row.inner
}

/// Shows the options of a choice side by side. Returns another one that the user has picked.
pub fn options_ui(ui: &mut Ui, choice: &Choice, scenario: &Scenario) -> Option<usize> {
    let chosen = (choice.get)(scenario)?;
    let mut picked = None;
    for (index, option) in choice.options.iter().enumerate() {
        let button = ui.radio(index == chosen, option.label);
        note_topic(&button, choice.key);
        if button.on_hover_text(option.help).clicked() && index != chosen {
            picked = Some(index);
        }
    }
    picked
}

fn menu_ui(ui: &mut Ui, choice: &Choice, chosen: usize, name: &Response) -> Option<usize> {
    let mut picked = chosen;
    let option = &choice.options[chosen];
    let (mut menu, room) = (ComboBox::from_id_salt(choice.key), ui.available_width());
    let mut text = RichText::new(option.label);
    if room < width(ui, option.label) {
        menu = menu.width(room.max(24.0)).truncate();
        text = text.small();
    }
    let menu = menu.selected_text(text);
    let menu = menu.show_ui(ui, |ui| {
        for (index, option) in choice.options.iter().enumerate() {
            let button = ui.selectable_value(&mut picked, index, option.label);
            button.on_hover_text(option.help);
        }
    });
    let menu = menu.response.labelled_by(name.id);
    note_topic(&menu, choice.key);
    menu.on_hover_text(option.help);
    (picked != chosen).then_some(picked)
}

/// How wide a menu is that shows this option.
fn width(ui: &Ui, label: &str) -> f32 {
    let font = TextStyle::Button.resolve(ui.style());
    let text = ui
        .painter()
        .layout_no_wrap(label.to_owned(), font, Color32::PLACEHOLDER);
    let spacing = ui.spacing();
    text.size().x + spacing.icon_width + spacing.icon_spacing + 2.0 * spacing.button_padding.x
}

/// What a choice decides, and where it stands in the equations.
fn hover(response: Response, choice: &Choice) -> Response {
    note_topic(&response, choice.key);
    described(
        &response,
        format!("{} {}", choice.help, choice.equation).trim(),
    );
    response.on_hover_ui(|ui| explained_ui(ui, [choice.help, choice.equation], choice.key))
}
