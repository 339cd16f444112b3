//! The controls: they change the scenario, and all that can act on the running simulation does so at
//! once.

use egui::{Button, ComboBox, RichText, ScrollArea, Slider, SliderClamping, Ui, vec2};

use super::communities::communities_ui;
use super::curves::curves_ui;
use super::learning_rate::learning_rate_ui;
use crate::app::choices::Choices;
use crate::app::commands::UserCommand;
use crate::app::compare;
use crate::app::document::Document;
use crate::app::messages::{Change, Message, Messages};
use crate::app::widgets::{command_button, number, quantity_slider};
use crate::app::workspace::Workspace;
use crate::engine::{Side, Snapshot};
use crate::model::{Activation, Balance, Clock, CreditClampMode, Loss, Topology};
use crate::scenario::{self, Dataset, Quantity, Scenario};

/// The chosen speeds, in model milliseconds per second.
const SPEEDS: std::ops::RangeInclusive<f64> = 1.0..=100_000.0;

/// Draws the controls; of a comparison those of one side, besides what concerns both.
pub fn controls_ui(
    ui: &mut Ui,
    document: &mut Document,
    workspace: &mut Workspace,
    snapshot: Option<&Snapshot>,
    choices: &Choices,
    messages: &mut Messages,
) {
    transport_ui(ui, snapshot, messages);
    speed_ui(ui, workspace);
    ui.separator();
    let compares = document.scenario.compare.is_some();
    match compares {
        true => compare::learning_rates_ui(ui, document, snapshot),
        false => learning_rate_ui(ui, document, snapshot),
    }
    reset_hint_ui(ui, document, messages);
    ui.separator();
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            summary_ui(ui, &document.scenario);
            if !compares {
                let Document {
                    scenario, saved, ..
                } = document;
                return scenario_ui(ui, Side::A, scenario, saved, messages);
            }
            compare::overview_ui(ui, document, choices, messages);
            let side = choices.controlled;
            let saved = document.saved_side(side);
            compare::controls_of_ui(ui, side, |ui| {
                document.change(side, |scenario| {
                    scenario_ui(ui, side, scenario, &saved, messages);
                });
            });
        });
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
        communities_ui(ui, scenario, saved);
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
        let play = ui
            .add(Button::new(RichText::new(text).size(16.0).strong()).min_size(vec2(104.0, 34.0)))
            .on_hover_text(UserCommand::PlayPause.row().hover_with_key(ui.ctx()));
        play.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::Role::Button,
                true,
                if running { "Pause" } else { "Play" },
            )
        });
        if play.clicked() {
            messages.push(UserCommand::PlayPause);
        }
        let size = vec2(0.0, 34.0);
        ui.spacing_mut().interact_size = size;
        command_button(ui, UserCommand::Step, "⏭ Step", messages);
        command_button(ui, UserCommand::Reset, "↺", messages);
        command_button(ui, UserCommand::NewSeed, "🎲", messages);
    });
    ui.horizontal(|ui| {
        ui.weak("Tick once");
        for clock in Clock::ALL {
            command_button(ui, UserCommand::tick(clock), clock.name(), messages);
        }
    });
}

fn speed_ui(ui: &mut Ui, workspace: &mut Workspace) {
    ui.horizontal(|ui| {
        let label = ui.label("Speed");
        ui.spacing_mut().slider_width = 88.0;
        let slider = Slider::new(&mut workspace.speed, SPEEDS)
            .logarithmic(true)
            .clamping(SliderClamping::Never)
            .suffix(" ms/s")
            .custom_formatter(|v, _| number(v));
        ui.add_enabled(!workspace.full_speed, slider)
            .labelled_by(label.id)
            .on_hover_text("Model milliseconds that pass in a second of real time.");
        ui.checkbox(&mut workspace.full_speed, "Full")
            .on_hover_text(UserCommand::ToggleFullSpeed.row().hover);
    });
    workspace.speed = workspace.speed.clamp(1e-3, 1e9);
}

fn reset_hint_ui(ui: &mut Ui, document: &Document, messages: &mut Messages) {
    if document.needs_reset() {
        ui.horizontal(|ui| {
            ui.colored_label(
                ui.visuals().warn_fg_color,
                "Network changed: applies on reset.",
            );
            if ui
                .button("Reset now")
                .on_hover_text(UserCommand::Reset.row().hover)
                .clicked()
            {
                messages.push(UserCommand::Reset);
            }
        });
    }
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

fn clocks_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario) {
    for clock in [
        &scenario::FIRING_MS,
        &scenario::CREDIT_MS,
        &scenario::PLASTICITY_MS,
    ] {
        quantity_slider(ui, clock, scenario, saved);
    }
    let clocks = &scenario.rules.clocks;
    if clocks.firing_ms > clocks.credit_ms || clocks.credit_ms > clocks.plasticity_ms {
        ui.colored_label(
            ui.visuals().warn_fg_color,
            "Each clock should be no faster than the one before.",
        );
    }
}

fn drive_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario) {
    quantity_slider(ui, &scenario::FIRING_NOISE, scenario, saved);
    quantity_slider(ui, &scenario::CREDIT_NOISE, scenario, saved);
    if scenario.task.is_some() {
        ui.weak("The samples clamp input rates and output credits.");
        return;
    }
    quantity_slider(ui, &scenario::CREDIT_CLAMP, scenario, saved);
    ui.horizontal(|ui| {
        ui.label("Clamped credit is")
            .on_hover_text(scenario::CREDIT_CLAMP.equation);
        let mode = &mut scenario.rules.drive.credit_clamp.mode;
        for choice in CreditClampMode::ALL {
            let (text, help) = match choice {
                CreditClampMode::Hold => {
                    ("held", "Credit fixed at its initial value, without noise.")
                }
                CreditClampMode::Identity => {
                    ("a random walk", "c_k ← d·c_k + ε_c: a diagonal row of J.")
                }
            };
            ui.radio_value(mode, choice, text).on_hover_text(help);
        }
    });
    if scenario.rules.drive.credit_clamp.mode == CreditClampMode::Identity {
        quantity_slider(ui, &scenario::CREDIT_CLAMP_DIAGONAL, scenario, saved);
    }
    quantity_slider(ui, &scenario::INPUT_CLAMP, scenario, saved);
}

fn functions_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario) {
    let rules = &mut scenario.rules;
    ui.horizontal(|ui| {
        let label = ui
            .label("Activation σ")
            .on_hover_text("From net input to firing rate: x = σ(s).");
        let shown = ComboBox::from_id_salt("activation")
            .selected_text(rules.activation.key())
            .show_ui(ui, |ui| {
                for choice in Activation::ALL {
                    ui.selectable_value(&mut rules.activation, choice, choice.key())
                        .on_hover_text(choice.equation());
                }
            });
        shown
            .response
            .labelled_by(label.id)
            .on_hover_text(rules.activation.equation());
    });
    ui.horizontal(|ui| {
        ui.label("Balance f is")
            .on_hover_text("From net input to balance value: effective credit is c f(s).");
        let gaussian = Balance::Gaussian { width: 1.0 };
        let is_gaussian = matches!(rules.balance, Balance::Gaussian { .. });
        let derivative = ui.radio(!is_gaussian, "dσ/ds");
        if derivative
            .on_hover_text("f = dσ/ds: the rule is backpropagation in layered networks.")
            .clicked()
        {
            rules.balance = Balance::Derivative;
        }
        let other = ui.radio(is_gaussian, "Gaussian");
        if other
            .on_hover_text(
                "A bell that is not the derivative of σ: equivalence to backpropagation breaks.",
            )
            .clicked()
            && !is_gaussian
        {
            rules.balance = gaussian;
        }
    });
    quantity_slider(ui, &scenario::GAUSSIAN_WIDTH, scenario, saved);
    curves_ui(ui, &scenario.rules);
}

fn network_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario) {
    if let Topology::Layered(layers) = &scenario.network.topology {
        let sizes: Vec<String> = layers.sizes.iter().map(ToString::to_string).collect();
        ui.label(format!("Layers {}", sizes.join(" – ")))
            .on_hover_text("Neurons in each layer, from input to output.");
    }
    const NETWORK: [&Quantity; 6] = [
        &scenario::NEURONS,
        &scenario::WEIGHT_GAIN,
        &scenario::WEIGHTS_SCALE,
        &scenario::INITIAL_FIRING_SD,
        &scenario::INITIAL_CREDIT_SD,
        &scenario::SEED,
    ];
    for quantity in NETWORK {
        quantity_slider(ui, quantity, scenario, saved);
    }
}

/// What is learned, and how its samples are presented.
fn task_ui(
    ui: &mut Ui,
    side: Side,
    scenario: &mut Scenario,
    saved: &Scenario,
    messages: &mut Messages,
) {
    if let Some(task) = &scenario.task {
        let what = match &task.dataset {
            Dataset::Xor => "Exclusive or".to_owned(),
            Dataset::TwoSpirals => "Two spirals".to_owned(),
            Dataset::Teacher => "A random network of the same layers".to_owned(),
            Dataset::Digits => "Handwritten digits, 8 × 8 pixels".to_owned(),
            Dataset::File(path) => format!("The table {path}"),
        };
        ui.label(what).on_hover_text(
            "The samples to be learned; the [task] section of the scenario file says which.",
        );
    }
    ui.horizontal(|ui| {
        ui.label("Loss").on_hover_text("What the output clamp descends: c = −∂L/∂x, a difference in both cases.");
        let chosen = scenario.rules.teaching.loss;
        for (loss, name, help) in [
            (Loss::Squared, "squared", "L = ½ ‖x − y‖², clamp c = y − x. Begins again."),
            (
                Loss::CrossEntropy,
                "cross-entropy",
                "L = −Σ y ln softmax(x), clamp c = y − softmax(x). Needs at least two outputs, one for each class. Begins again.",
            ),
        ] {
            let radio = ui.radio(chosen == loss, name).on_hover_text(help);
            if radio.clicked() && chosen != loss {
                messages.push(Message::Change(side, Change::Loss(loss)));
            }
        }
    });
    const TEACHING: [&Quantity; 6] = [
        &scenario::PRESENT_MS,
        &scenario::INPUT_FROM,
        &scenario::INPUT_TO,
        &scenario::OUTPUT_FROM,
        &scenario::OUTPUT_TO,
        &scenario::BATCH,
    ];
    for quantity in TEACHING {
        quantity_slider(ui, quantity, scenario, saved);
    }
}
