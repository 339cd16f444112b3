//! The strip below the picture: to play and to begin again, the learning rate, what the scenario wants at
//! hand, and which view is shown.

use egui::{Align, Button, Color32, Layout, RichText, Role, TextStyle, Ui, WidgetInfo, vec2};

use super::act::Act;
use super::presentation::Presentation;
use super::sizes::Sizes;
use crate::app::commands::UserCommand;
use crate::app::compare::{learning_rate_of_ui, side_mark_ui};
use crate::app::document::{Document, change_side};
use crate::app::messages::{Message, Messages};
use crate::app::pane::Pane;
use crate::app::panels::controls::word_ui;
use crate::app::panels::learning_rate::{Look, slider_ui};
use crate::app::session::Session;
use crate::app::theme;
use crate::app::widgets::{command_button_as, play_or_pause, quantity_slider};
use crate::engine::Side;
use crate::scenario::{LEARNING_RATE, Scenario, choice, quantity};

/// Widths at natural size, in points: of the two buttons at the left, of those at the right, the least and
/// the most of a learning rate, and of a column of controls.
const PLAY: f32 = 70.0;
const VIEW: f32 = 200.0;
const RATE: [f32; 2] = [150.0, 420.0];
/// What the view at the right has of the width at most.
const VIEW_SHARE: f32 = 0.24;
/// With less room for each, the learning rates of a comparison stand one above the other.
const BESIDE: f32 = 200.0;
const COLUMN: f32 = 330.0;
const GAP: f32 = 12.0;

/// Draws the strip. `panes` are the views to choose from, `at_hand` the keys of the controls that are wanted.
pub fn strip_ui(
    ui: &mut Ui,
    session: &Session,
    (presentation, panes): (&Presentation, &[Pane]),
    (at_hand, sizes): (&[&str], &Sizes),
    messages: &mut Messages,
) {
    theme::enlarge(ui.style_mut(), sizes.scale);
    ui.spacing_mut().item_spacing = vec2(GAP, 4.0) * sizes.scale;
    let height = sizes.strip;
    ui.horizontal(|ui| {
        ui.set_height(height);
        let view = (VIEW * sizes.scale).min(VIEW_SHARE * ui.available_width());
        let room = ui.available_width() - view - (PLAY + 2.0 * GAP) * sizes.scale;
        block_ui(ui, vec2(PLAY * sizes.scale, height), |ui| {
            ui.vertical_centered(|ui| transport_ui(ui, session, height, messages));
        });
        block_ui(ui, vec2(room, height), |ui| {
            controls_ui(ui, session, (at_hand, sizes), messages);
        });
        block_ui(ui, vec2(view, height), |ui| {
            view_ui(ui, session, (presentation, panes), height, messages);
        });
    });
}

/// A part of the strip, from top to bottom.
fn block_ui(ui: &mut Ui, size: egui::Vec2, content: impl FnOnce(&mut Ui)) {
    let layout = Layout::top_down(Align::Min);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        ui.set_max_width(size.x);
        content(ui);
    });
}

fn transport_ui(ui: &mut Ui, session: &Session, height: f32, messages: &mut Messages) {
    let scene = session.scene(Side::A);
    let running = scene.is_some_and(|scene| scene.snapshot.running);
    let [sign, name] = play_or_pause(running);
    let size = vec2(
        ui.available_width(),
        (height - ui.spacing().item_spacing.y) / 2.0,
    );
    ui.spacing_mut().button_padding = vec2(2.0, 0.0);
    let play = Button::new(RichText::new(sign).strong()).min_size(size);
    command_button_as(ui, UserCommand::PlayPause, play, name, messages);
    let again = Button::new("↺").min_size(size);
    let name = UserCommand::Reset.row().label;
    command_button_as(ui, UserCommand::Reset, again, name, messages);
}

/// The learning rates, and the controls at hand as far as there is room; the others are in a menu.
fn controls_ui(
    ui: &mut Ui,
    session: &Session,
    (at_hand, sizes): (&[&str], &Sizes),
    messages: &mut Messages,
) {
    let document = &session.document;
    let mut edited = document.scenario.clone();
    let mut others = Messages::default();
    let sides: &[Side] = match session.compares() {
        true => &Side::ALL,
        false => &Side::ALL[..1],
    };
    let there = |key: &&str| is_there(document, sides, key);
    let keys: Vec<&str> = at_hand.iter().copied().filter(there).collect();
    let columns: Vec<&[&str]> = keys.chunks(2 / sides.len()).collect();
    let (scale, room) = (sizes.scale, ui.available_width());
    let (least, column) = (RATE[0] * scale * sides.len() as f32, (COLUMN + GAP) * scale);
    let fitting = (((room - least) / column) as usize).min(columns.len());
    let folded = columns.len() - fitting;
    let menu = if folded > 0 { 40.0 * scale } else { 0.0 };
    let left = room - menu - fitting as f32 * column - GAP * scale * sides.len() as f32;
    let rate = (left / sides.len() as f32).min(RATE[1] * scale);
    if session.engine.past().is_some() {
        // What was, was so.
        ui.disable();
    }
    ui.horizontal(|ui| {
        rates_ui(ui, session, sides, ([rate, left], sizes), &mut edited);
        let (shown, rest) = columns.split_at(fitting);
        for keys in shown {
            block_ui(ui, vec2(COLUMN * scale, sizes.strip), |ui| {
                keys_ui(ui, document, sides, keys, &mut edited, &mut others);
            });
        }
        if !rest.is_empty() {
            let menu = ui.menu_button("⋯", |ui| {
                ui.set_width(COLUMN * scale);
                let keys = rest.concat();
                keys_ui(ui, document, sides, &keys, &mut edited, &mut others);
            });
            let name = "More controls at hand";
            let menu = menu.response;
            menu.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
            menu.on_hover_text(
                "Controls that the scenario wants at hand, and that have no room here.",
            );
        }
    });
    if edited != document.scenario {
        messages.push(Message::Edit(Box::new(edited)));
    }
    messages.append(others);
}

/// The learning rates: so wide each side by side, or in all this room one above the other.
fn rates_ui(
    ui: &mut Ui,
    session: &Session,
    shown: &[Side],
    ([rate, left], sizes): ([f32; 2], &Sizes),
    edited: &mut Scenario,
) {
    match shown.len() > 1 && rate < BESIDE * sizes.scale {
        true => block_ui(ui, vec2(left, sizes.strip), |ui| {
            for side in shown {
                ui.horizontal(|ui| {
                    side_mark_ui(ui, *side);
                    rate_ui(ui, session, *side, Look::Line, edited);
                });
            }
        }),
        false => {
            for side in shown {
                block_ui(ui, vec2(rate, sizes.strip), |ui| {
                    rate_ui(ui, session, *side, Look::Large, edited);
                });
            }
        }
    }
}

/// Whether one of the sides has this number or choice, and the strip does not show it anyway.
fn is_there(document: &Document, sides: &[Side], key: &str) -> bool {
    let has = |scenario: &Scenario| {
        let number = quantity(key).and_then(|number| (number.get)(scenario));
        number.is_some() || choice(key).is_some_and(|choice| (choice.get)(scenario).is_some())
    };
    let mut scenarios = sides.iter().filter_map(|side| document.side(*side));
    key != LEARNING_RATE.key && scenarios.any(|scenario| has(&scenario))
}

/// The learning rate of a side.
fn rate_ui(ui: &mut Ui, session: &Session, side: Side, look: Look, edited: &mut Scenario) {
    let snapshot = session.scene(Side::A).map(|scene| &*scene.snapshot);
    let iteration = snapshot.map_or(0, |snapshot| snapshot.iteration);
    let document = &session.document;
    match session.compares() {
        true => learning_rate_of_ui(ui, (side, look), edited, document, iteration),
        false => {
            slider_ui(ui, edited, &document.saved, iteration, (None, look));
        }
    }
}

/// Controls one below the other; of a comparison those of both sides.
fn keys_ui(
    ui: &mut Ui,
    document: &Document,
    sides: &[Side],
    keys: &[&str],
    edited: &mut Scenario,
    messages: &mut Messages,
) {
    for key in keys {
        for side in sides {
            ui.push_id((key, side.letter()), |ui| {
                ui.horizontal(|ui| {
                    if sides.len() > 1 {
                        side_mark_ui(ui, *side);
                    }
                    let saved = document.saved_side(*side);
                    change_side(edited, *side, |scenario| {
                        if let Some(number) = quantity(key) {
                            quantity_slider(ui, number, scenario, &saved);
                        } else if let Some(choice) = choice(key) {
                            word_ui(ui, choice, *side, scenario, messages);
                        }
                    });
                });
            });
        }
    }
}

/// Which view is shown, the others to choose from, and the way out.
fn view_ui(
    ui: &mut Ui,
    session: &Session,
    (presentation, panes): (&Presentation, &[Pane]),
    height: f32,
    messages: &mut Messages,
) {
    let size = vec2(
        ui.available_width(),
        (height - ui.spacing().item_spacing.y) / 2.0,
    );
    ui.spacing_mut().interact_size.y = size.y;
    ui.spacing_mut().button_padding = vec2(4.0, 0.0);
    let shown = presentation.pane;
    let number = panes.iter().position(|pane| *pane == shown);
    let text = short_of(ui, named(number, shown), number, size.x);
    let button = Button::new(&text).min_size(size);
    let (menu, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for (number, pane) in panes.iter().enumerate() {
            let entry = ui.selectable_label(*pane == shown, named(Some(number), *pane));
            if entry.on_hover_text(pane.0.explained.line).clicked() {
                messages.push(Message::Presenting(Act::Show(*pane)));
                ui.close();
            }
        }
    });
    menu.widget_info(|| WidgetInfo::labeled(Role::Button, true, "View that is presented"));
    let title = shown.title();
    menu.on_hover_text(format!("{title}: the view that is shown. Keys 1 to 9 choose one, Page Up and Page Down turn to the one before and the next."));
    ui.horizontal(|ui| {
        let half = (size.x - ui.spacing().item_spacing.x) / 2.0;
        let frozen = session.is_frozen();
        let freeze = Button::new("Freeze").selected(frozen).min_size(vec2(half, size.y));
        let help = "Let the picture stand still while the simulation goes on (F). B makes the screen black, L lights a dot at the pointer.";
        let freeze = ui.add(freeze).on_hover_text(help);
        freeze.widget_info(|| WidgetInfo::selected(Role::Button, true, frozen, "Freeze"));
        if freeze.clicked() {
            messages.push(Message::Presenting(Act::Freeze));
        }
        let end = Button::new("End").min_size(vec2(half, size.y));
        let name = "End the presentation";
        command_button_as(ui, UserCommand::Present, end, name, messages);
    });
}

/// A name, or only the number where there is no room for it.
fn short_of(ui: &Ui, name: String, number: Option<usize>, room: f32) -> String {
    let font = TextStyle::Button.resolve(ui.style());
    let laid = ui
        .painter()
        .layout_no_wrap(name, font, Color32::PLACEHOLDER);
    match number {
        Some(number) if laid.size().x + 12.0 > room => format!("View {}", number + 1),
        _ => laid.text().to_owned(),
    }
}

/// The name of a view behind the key that chooses it.
fn named(number: Option<usize>, pane: Pane) -> String {
    match number {
        Some(number) if number < 9 => format!("{}  {}", number + 1, pane.title()),
        _ => pane.title().to_owned(),
    }
}
