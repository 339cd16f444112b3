//! The controls: they edit a copy of the scenario and send it when it has changed. All that can act on
//! the running simulation does so at once.

use egui::{Button, RichText, ScrollArea, Slider, SliderClamping, Ui, vec2};

use super::claims::claims_ui;
use super::learning_rate::learning_rate_ui;
use crate::app::choices::Choices;
use crate::app::commands::UserCommand;
use crate::app::compare;
use crate::app::document::{Document, change_side};
use crate::app::messages::{Change, Message, Messages};
use crate::app::theme::palette;
use crate::app::views::{curve, plot};
use crate::app::widgets::{choice_ui, command_button, number, picked_ui, quantity_slider};
use crate::app::workspace::Workspace;
use crate::engine::{Scene, Side, Snapshot};
use crate::model::{Clock, CreditClampMode, Rules, Topology};
use crate::scenario::{self, Quantity, Scenario};

/// The chosen speeds, in model milliseconds per second.
const SPEEDS: std::ops::RangeInclusive<f64> = 1.0..=100_000.0;

/// Draws the controls; of a comparison those of one side, besides what concerns both.
pub fn controls_ui(
    ui: &mut Ui,
    document: &Document,
    workspace: &Workspace,
    scenes: [Option<&Scene>; 2],
    choices: &Choices,
    messages: &mut Messages,
) {
    let snapshot = scenes[0].map(|scene| &*scene.snapshot);
    let mut edited = document.scenario.clone();
    let mut others = Messages::default();
    transport_ui(ui, snapshot, &mut others);
    speed_ui(ui, workspace, &mut others);
    ui.separator();
    let compares = document.scenario.compare.is_some();
    match compares {
        true => compare::learning_rates_ui(ui, &mut edited, document, snapshot),
        false => learning_rate_ui(ui, &mut edited, &document.saved, snapshot),
    }
    reset_hint_ui(ui, document, &mut others);
    ui.separator();
    let scroll = ScrollArea::vertical().auto_shrink([false, false]);
    scroll.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        summary_ui(ui, &document.scenario);
        claims_ui(ui, document, scenes);
        if !compares {
            return scenario_ui(ui, Side::A, &mut edited, &document.saved, &mut others);
        }
        compare::overview_ui(ui, document, choices, &mut others);
        let side = choices.controlled;
        let saved = document.saved_side(side);
        compare::controls_of_ui(ui, side, |ui| {
            change_side(&mut edited, side, |scenario| {
                scenario_ui(ui, side, scenario, &saved, &mut others);
            });
        });
    });
    if edited != document.scenario {
        messages.push(Message::Edit(Box::new(edited)));
    }
    messages.append(others);
}

/// The controls of a scenario, in groups.
fn scenario_ui(
    ui: &mut Ui,
    side: Side,
    scenario: &mut Scenario,
    saved: &Scenario,
    messages: &mut Messages,
) {
    group(ui, "Clocks", true, |ui| clocks_ui(ui, scenario, saved));
    group(ui, "Plasticity", true, |ui| {
        quantity_slider(ui, &scenario::PRUNING, scenario, saved);
    });
    group(ui, "Communities", false, |ui| {
        choice_ui(ui, &scenario::MEASURE, scenario);
        choice_ui(ui, &scenario::DIRECTION, scenario);
        quantity_slider(ui, &scenario::RESOLUTION, scenario, saved);
    });
    if scenario.task.is_some() {
        group(ui, "Task", true, |ui| {
            task_ui(ui, side, scenario, saved, messages)
        });
    }
    group(ui, "Noise and clamps", true, |ui| {
        drive_ui(ui, scenario, saved)
    });
    group(ui, "Activation and balance", true, |ui| {
        functions_ui(ui, scenario, saved)
    });
    group(ui, "Network (applies on reset)", false, |ui| {
        network_ui(ui, scenario, saved)
    });
}

fn transport_ui(ui: &mut Ui, snapshot: Option<&Snapshot>, messages: &mut Messages) {
    let running = snapshot.is_some_and(|s| s.running);
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let text = if running { "⏸ Pause" } else { "▶ Play" };
        let button = Button::new(RichText::new(text).size(16.0).strong());
        let play = ui
            .add(button.min_size(vec2(104.0, 34.0)))
            .on_hover_text(UserCommand::PlayPause.row().hover_with_key(ui.ctx()));
        let name = if running { "Pause" } else { "Play" };
        play.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
        if play.clicked() {
            messages.push(UserCommand::PlayPause);
        }
        ui.spacing_mut().interact_size = vec2(0.0, 34.0);
        command_button(ui, UserCommand::Step, "⏭ Step", messages);
        command_button(ui, UserCommand::Reset, "↺", messages);
        command_button(ui, UserCommand::NewSeed, "🎲", messages);
    });
    use UserCommand::{TickCredit, TickFiring, TickPlasticity};
    ui.horizontal(|ui| {
        ui.weak("Tick once");
        let ticks = [TickFiring, TickCredit, TickPlasticity];
        for (clock, tick) in Clock::ALL.into_iter().zip(ticks) {
            command_button(ui, tick, clock.name(), messages);
        }
    });
}

fn speed_ui(ui: &mut Ui, workspace: &Workspace, messages: &mut Messages) {
    let (mut speed, mut full) = (workspace.speed, workspace.full_speed);
    ui.horizontal(|ui| {
        let label = ui.label("Speed");
        ui.spacing_mut().slider_width = 88.0;
        let slider = Slider::new(&mut speed, SPEEDS)
            .logarithmic(true)
            .clamping(SliderClamping::Never)
            .suffix(" ms/s")
            .custom_formatter(|v, _| number(v));
        ui.add_enabled(!full, slider)
            .labelled_by(label.id)
            .on_hover_text("Model milliseconds that pass in a second of real time.");
        let row = UserCommand::ToggleFullSpeed.row();
        let box_of_full = ui.checkbox(&mut full, "Full").on_hover_text(row.hover);
        if box_of_full.changed() {
            messages.push(row.command);
        }
    });
    if speed != workspace.speed {
        messages.push(Message::SetSpeed(speed));
    }
}

fn reset_hint_ui(ui: &mut Ui, document: &Document, messages: &mut Messages) {
    if document.needs_reset() {
        ui.horizontal(|ui| {
            warn_ui(ui, "Network changed: applies on reset.");
            let reset = ui.button("Reset now");
            let hover = UserCommand::Reset.row().hover;
            if reset.on_hover_text(hover).clicked() {
                messages.push(UserCommand::Reset);
            }
        });
    }
}

fn warn_ui(ui: &mut Ui, text: &str) {
    ui.colored_label(ui.visuals().warn_fg_color, text);
}

fn summary_ui(ui: &mut Ui, scenario: &Scenario) {
    if !scenario.summary.is_empty() {
        ui.add(egui::Label::new(RichText::new(&scenario.summary).italics()).wrap());
        ui.add_space(4.0);
    }
}

fn group(ui: &mut Ui, title: &str, open: bool, content: impl FnOnce(&mut Ui)) {
    egui::CollapsingHeader::new(RichText::new(title).strong())
        .default_open(open)
        .show_unindented(ui, |ui| {
            content(ui);
            ui.add_space(6.0);
        });
}

const CLOCKS: &[&Quantity] = &[
    &scenario::FIRING_MS,
    &scenario::CREDIT_MS,
    &scenario::PLASTICITY_MS,
];
const NOISE: &[&Quantity] = &[&scenario::FIRING_NOISE, &scenario::CREDIT_NOISE];
const NETWORK: &[&Quantity] = &[
    &scenario::NEURONS,
    &scenario::WEIGHT_GAIN,
    &scenario::WEIGHTS_SCALE,
    &scenario::INITIAL_FIRING_SD,
    &scenario::INITIAL_CREDIT_SD,
    &scenario::SEED,
];
const TEACHING: &[&Quantity] = &[
    &scenario::PRESENT_MS,
    &scenario::INPUT_FROM,
    &scenario::INPUT_TO,
    &scenario::OUTPUT_FROM,
    &scenario::OUTPUT_TO,
    &scenario::BATCH,
];

fn sliders_ui(ui: &mut Ui, which: &[&Quantity], scenario: &mut Scenario, saved: &Scenario) {
    for quantity in which {
        quantity_slider(ui, quantity, scenario, saved);
    }
}

fn clocks_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario) {
    sliders_ui(ui, CLOCKS, scenario, saved);
    let clocks = &scenario.rules.clocks;
    if clocks.firing_ms > clocks.credit_ms || clocks.credit_ms > clocks.plasticity_ms {
        warn_ui(ui, "Each clock should be no faster than the one before.");
    }
}

fn drive_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario) {
    sliders_ui(ui, NOISE, scenario, saved);
    if scenario.task.is_some() {
        ui.weak("The samples clamp input rates and output credits.");
        return;
    }
    quantity_slider(ui, &scenario::CREDIT_CLAMP, scenario, saved);
    choice_ui(ui, &scenario::CREDIT_CLAMP_MODE, scenario);
    if scenario.rules.drive.credit_clamp.mode == CreditClampMode::Identity {
        quantity_slider(ui, &scenario::CREDIT_CLAMP_DIAGONAL, scenario, saved);
    }
    quantity_slider(ui, &scenario::INPUT_CLAMP, scenario, saved);
}

fn functions_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario) {
    choice_ui(ui, &scenario::ACTIVATION, scenario);
    choice_ui(ui, &scenario::BALANCE, scenario);
    quantity_slider(ui, &scenario::GAUSSIAN_WIDTH, scenario, saved);
    curves_ui(ui, &scenario.rules);
}

fn network_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario) {
    if let Topology::Layered(layers) = &scenario.network.topology {
        let sizes: Vec<String> = layers.sizes.iter().map(ToString::to_string).collect();
        ui.label(format!("Layers {}", sizes.join(" – ")))
            .on_hover_text("Neurons in each layer, from input to output.");
    }
    sliders_ui(ui, NETWORK, scenario, saved);
}

/// What is learned, and how its samples are presented.
fn task_ui(
    ui: &mut Ui,
    side: Side,
    scenario: &mut Scenario,
    saved: &Scenario,
    messages: &mut Messages,
) {
    let file = scenario.task.as_ref().and_then(|task| task.dataset.file());
    if let Some(dataset) = scenario::DATASET.chosen(scenario) {
        let what = file.map_or(dataset.label.to_owned(), |path| format!("The table {path}"));
        ui.label(what).on_hover_text(scenario::DATASET.help);
    }
    if let Some(loss) = picked_ui(ui, &scenario::LOSS, scenario) {
        let change = Change::Choices(vec![(&scenario::LOSS, loss)]);
        messages.push(Message::Change(side, change));
    }
    sliders_ui(ui, TEACHING, scenario, saved);
}

/// Draws σ and f of the rules, as in Fig. 3, over the interesting range of net inputs.
fn curves_ui(ui: &mut Ui, rules: &Rules) {
    let colours = palette(ui);
    let rate = |s: f64| rules.activation.rate(s);
    let balance = |s: f64| rules.balance.value(rules.activation, s);
    let plot = plot("σ and f", ["", ""], &[], &[0.0, 1.0]).height(96.0);
    let shown = plot.show(ui, |plot_ui| {
        plot_ui.line(curve("σ(s)", -4.0..=4.0, rate, colours.firing));
        plot_ui.line(curve("f(s)", -4.0..=4.0, balance, colours.balance));
    });
    let (sigma, f) = (rules.activation.equation(), rules.balance.equation());
    shown.response.on_hover_text(format!("{sigma}\n{f}"));
    ui.horizontal(|ui| {
        ui.label(RichText::new("— σ(s)").small().color(colours.firing));
        ui.label(RichText::new("— f(s)").small().color(colours.balance));
        ui.weak(RichText::new("against net input s").small());
    });
}
