//! The controls: they edit a copy of the scenario and send it when it has changed. All that can act on
//! the running simulation does so at once.

use egui::{RichText, ScrollArea, Ui};

use super::claims::claims_ui;
use super::layers::{dataset_ui, layers_ui};
use super::learning_rate::learning_rate_ui;
use super::reset_hint::reset_hint_ui;
use super::transport::{speed_ui, transport_ui};
use crate::app::choices::Choices;
use crate::app::compare;
use crate::app::document::{Document, change_side};
use crate::app::messages::{Change, Message, Messages};
use crate::app::theme::palette;
use crate::app::views::{NamedPlot as _, curve, plot};
use crate::app::widgets::{choice_ui, picked_ui, quantity_slider};
use crate::app::workspace::Workspace;
use crate::engine::{Scene, Side};
use crate::lesson::Step;
use crate::model::CreditClampMode;
use crate::scenario::{self, Acts, Choice, Quantity, Scenario};

/// Room for the scrollbar.
const SCROLLBAR: f32 = 10.0;

/// In less room than this, in points, all of it is scrolled, and not only what is below the learning rate.
const LOW: f32 = 420.0;

/// What the controls are drawn from.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub document: &'a Document,
    pub workspace: &'a Workspace,
    pub scenes: [Option<&'a Scene>; 2],
    pub choices: &'a Choices,
    /// The step of a lesson, which may want a few controls at hand and no others.
    pub step: Option<&'a Step>,
}

/// Draws the controls; of a comparison those of one side, besides what concerns both.
pub fn controls_ui(ui: &mut Ui, shown: Shown<'_>, messages: &mut Messages) {
    let document = shown.document;
    let mut edited = document.scenario.clone();
    let mut others = Messages::default();
    let scroll = ScrollArea::vertical().auto_shrink([false, false]);
    if ui.available_height() < LOW {
        scroll.show(ui, |ui| {
            ui.set_max_width(ui.available_width() - SCROLLBAR);
            upper_ui(ui, shown, &mut edited, &mut others);
            lower_ui(ui, shown, &mut edited, &mut others);
        });
    } else {
        upper_ui(ui, shown, &mut edited, &mut others);
        scroll.show(ui, |ui| {
            // The scrollbar covers no values.
            ui.set_max_width(ui.available_width() - SCROLLBAR);
            lower_ui(ui, shown, &mut edited, &mut others);
        });
    }
    if edited != document.scenario {
        messages.push(Message::Edit(Box::new(edited)));
    }
    messages.append(others);
}

/// What is always in sight: the ways to run, and the learning rate.
fn upper_ui(ui: &mut Ui, shown: Shown<'_>, edited: &mut Scenario, messages: &mut Messages) {
    let snapshot = shown.scenes[0].map(|scene| &*scene.snapshot);
    transport_ui(ui, snapshot, messages);
    speed_ui(ui, shown.workspace, messages);
    ui.separator();
    if snapshot.is_some_and(|snapshot| snapshot.past) {
        // What was, was so; to change it, begin again from there.
        ui.disable();
    }
    if shown.step.is_none_or(|step| step.shown.controls.is_none()) {
        rates_ui(ui, shown, edited, messages);
    }
}

/// The learning rates, which are always in sight.
fn rates_ui(ui: &mut Ui, shown: Shown<'_>, edited: &mut Scenario, messages: &mut Messages) {
    let document = shown.document;
    let snapshot = shown.scenes[0].map(|scene| &*scene.snapshot);
    match document.scenario.compare.is_some() {
        true => compare::learning_rates_ui(ui, edited, document, snapshot),
        false => {
            learning_rate_ui(ui, edited, &document.saved, snapshot);
            let both = (edited, &document.saved);
            list_ui(ui, Side::A, UNDER_THE_RATE, both, messages);
        }
    }
    reset_hint_ui(ui, document, shown.scenes, messages);
    ui.separator();
}

/// All other controls, and what the scenario is about.
fn lower_ui(ui: &mut Ui, shown: Shown<'_>, edited: &mut Scenario, messages: &mut Messages) {
    let Shown {
        document,
        scenes,
        choices,
        ..
    } = shown;
    let wanted = shown.step.and_then(|step| step.shown.controls.as_deref());
    if let Some(keys) = wanted {
        return at_hand_ui(ui, keys, (edited, document), shown.scenes[0], messages);
    }
    ui.spacing_mut().item_spacing.y = 3.0;
    let compares = document.scenario.compare.is_some();
    if compares {
        compare::overview_ui(ui, document, choices, messages);
    }
    summary_ui(ui, &document.scenario);
    claims_ui(ui, document, scenes);
    if !compares {
        return scenario_ui(ui, Side::A, edited, &document.saved, messages);
    }
    let side = choices.controlled;
    let saved = document.saved_side(side);
    compare::switch_ui(ui, side, messages);
    compare::controls_of_ui(ui, side, |ui| {
        change_side(edited, side, |scenario| {
            let both = (&mut *scenario, &saved);
            list_ui(ui, side, UNDER_THE_RATE, both, messages);
            scenario_ui(ui, side, scenario, &saved, messages);
        });
    });
}

/// The controls of these keys, which is what a lesson wants at hand.
fn at_hand_ui(
    ui: &mut Ui,
    keys: &[String],
    (edited, document): (&mut Scenario, &Document),
    scene: Option<&Scene>,
    messages: &mut Messages,
) {
    let snapshot = scene.map(|scene| &*scene.snapshot);
    let mut list = |ui: &mut Ui, control, edited: &mut Scenario| {
        let both = (edited, &document.saved);
        list_ui(ui, Side::A, &[control], both, messages);
    };
    for key in keys {
        if key == scenario::LEARNING_RATE.key {
            learning_rate_ui(ui, edited, &document.saved, snapshot);
        } else if let Some(quantity) = scenario::quantity(key) {
            list(ui, Number(quantity), edited);
        } else if let Some(choice) = scenario::choice(key) {
            list(ui, Word(choice), edited);
        }
        ui.add_space(6.0);
    }
}

/// The controls of a scenario, in groups, of which those begin open that it needs.
fn scenario_ui(
    ui: &mut Ui,
    side: Side,
    scenario: &mut Scenario,
    saved: &Scenario,
    messages: &mut Messages,
) {
    for group in &GROUPS {
        if !(group.is_there)(scenario) {
            continue;
        }
        let open = match group.begins {
            Begins::Open => true,
            Begins::OpenIfUsed => differs_from_new(group.controls, saved),
            Begins::Folded => false,
        };
        egui::CollapsingHeader::new(RichText::new(group.title).strong())
            // What was folded in one scenario need not be so in another.
            .id_salt((group.title, &saved.name))
            .default_open(open)
            .show_unindented(ui, |ui| {
                list_ui(ui, side, group.controls, (scenario, saved), messages);
                ui.add_space(6.0);
            });
    }
}

/// Controls one below the other, of a scenario and as it was saved.
fn list_ui(
    ui: &mut Ui,
    side: Side,
    controls: &[Control],
    (scenario, saved): (&mut Scenario, &Scenario),
    messages: &mut Messages,
) {
    for control in controls {
        match control {
            NumberWhen(is_there, _) if !is_there(scenario) => {}
            Number(quantity) | NumberWhen(_, quantity) => {
                quantity_slider(ui, quantity, scenario, saved);
            }
            Word(choice) => word_ui(ui, choice, side, scenario, messages),
            Drawn(draw) => draw(ui, scenario),
            Sends(draw) => draw(ui, side, scenario, messages),
        }
    }
}

/// The control of a choice. One that asks for a new beginning is a change of its own.
pub fn word_ui(
    ui: &mut Ui,
    choice: &'static Choice,
    side: Side,
    scenario: &mut Scenario,
    messages: &mut Messages,
) {
    if choice.acts == Acts::AtOnce {
        return choice_ui(ui, choice, scenario);
    }
    if let Some(picked) = picked_ui(ui, choice, scenario) {
        let change = Change::Choices(vec![(choice, picked)]);
        messages.push(Message::Change(side, change));
    }
}

/// Whether a value of these is another than in a new scenario with the same network.
fn differs_from_new(controls: &[Control], saved: &Scenario) -> bool {
    let topology = saved.network.topology.clone();
    let new = match &saved.task {
        Some(task) => Scenario::with_task(topology, task.dataset.clone()),
        None => Scenario::with_topology(topology),
    };
    controls.iter().any(|control| match control {
        Number(quantity) | NumberWhen(_, quantity) => (quantity.get)(saved) != (quantity.get)(&new),
        Word(choice) => (choice.get)(saved) != (choice.get)(&new),
        Drawn(_) | Sends(_) => false,
    })
}

fn warn_ui(ui: &mut Ui, text: &str) {
    ui.colored_label(ui.visuals().warn_fg_color, text);
}

fn summary_ui(ui: &mut Ui, scenario: &Scenario) {
    if !scenario.summary.is_empty() {
        ui.add(egui::Label::new(RichText::new(&scenario.summary).italics()).wrap());
        ui.add_space(4.0);
    }
    if !scenario.notes.is_empty() {
        let header = egui::CollapsingHeader::new("Notes").id_salt(("notes", &scenario.name));
        header.show_unindented(ui, |ui| {
            ui.add(egui::Label::new(&scenario.notes).wrap());
            ui.add_space(4.0);
        });
    }
}

/// A control: of a number, of a choice, or something drawn between them.
enum Control {
    Number(&'static Quantity),
    /// Only where it decides anything.
    NumberWhen(fn(&Scenario) -> bool, &'static Quantity),
    Word(&'static Choice),
    Drawn(fn(&mut Ui, &Scenario)),
    /// Drawn, and with messages of its own.
    Sends(fn(&mut Ui, Side, &Scenario, &mut Messages)),
}

use Control::{Drawn, Number, NumberWhen, Sends, Word};

/// Whether a group of controls is open when a scenario is.
enum Begins {
    Open,
    /// If a value is another than in a new scenario.
    OpenIfUsed,
    Folded,
}

/// Controls under a title.
struct Group {
    title: &'static str,
    begins: Begins,
    /// Whether a scenario has it.
    is_there: fn(&Scenario) -> bool,
    controls: &'static [Control],
}

/// Right under the learning rate, always in sight: how credit travels.
const UNDER_THE_RATE: &[Control] = &[Word(&scenario::FEEDBACK)];

/// All other groups, from top to bottom. A number or a choice that a scenario does not have is left out.
static GROUPS: [Group; 9] = [
    Group {
        title: "Clocks",
        begins: Begins::Open,
        is_there: |_| true,
        controls: &[
            Number(&scenario::FIRING_MS),
            Number(&scenario::CREDIT_MS),
            Number(&scenario::PLASTICITY_MS),
            Drawn(order_of_clocks_ui),
        ],
    },
    Group {
        title: "Plasticity",
        begins: Begins::Open,
        is_there: |_| true,
        controls: &[Number(&scenario::PRUNING)],
    },
    Group {
        title: "Task",
        begins: Begins::Open,
        is_there: |scenario| scenario.task.is_some(),
        controls: &[
            Sends(dataset_ui),
            Word(&scenario::LOSS),
            Number(&scenario::PRESENT_MS),
            Number(&scenario::INPUT_FROM),
            Number(&scenario::INPUT_TO),
            Number(&scenario::OUTPUT_FROM),
            Number(&scenario::OUTPUT_TO),
            Number(&scenario::BATCH),
        ],
    },
    Group {
        title: "Layers",
        begins: Begins::Open,
        is_there: |scenario| scenario.network.topology.layers().is_some(),
        controls: &[
            Drawn(layers_ui),
            Word(&scenario::BIAS),
            Word(&scenario::SKIP),
            Word(&scenario::RECURRENT),
        ],
    },
    Group {
        title: "Noise and clamps",
        begins: Begins::OpenIfUsed,
        is_there: |scenario| scenario.task.is_none(),
        controls: &[
            Number(&scenario::FIRING_NOISE),
            Number(&scenario::CREDIT_NOISE),
            Number(&scenario::TRANSPORT_NOISE),
            Number(&scenario::CREDIT_CLAMP),
            Word(&scenario::CREDIT_CLAMP_MODE),
            NumberWhen(clamp_walks, &scenario::CREDIT_CLAMP_DIAGONAL),
            Number(&scenario::INPUT_CLAMP),
        ],
    },
    Group {
        title: "Noise",
        begins: Begins::OpenIfUsed,
        is_there: |scenario| scenario.task.is_some(),
        controls: &[
            Number(&scenario::FIRING_NOISE),
            Number(&scenario::CREDIT_NOISE),
            Number(&scenario::TRANSPORT_NOISE),
            Drawn(samples_clamp_ui),
        ],
    },
    Group {
        title: "Activation and balance",
        begins: Begins::OpenIfUsed,
        is_there: |_| true,
        controls: &[
            Word(&scenario::ACTIVATION),
            Word(&scenario::BALANCE),
            Number(&scenario::GAUSSIAN_WIDTH),
            Drawn(curves_ui),
        ],
    },
    Group {
        title: "Communities",
        begins: Begins::Folded,
        is_there: |_| true,
        controls: &[
            Word(&scenario::MEASURE),
            Word(&scenario::DIRECTION),
            Number(&scenario::RESOLUTION),
        ],
    },
    Group {
        title: "Network (applies on reset)",
        begins: Begins::Folded,
        is_there: |_| true,
        controls: &[
            Drawn(size_ui),
            NumberWhen(is_of_any_size, &scenario::NEURONS),
            Number(&scenario::WEIGHT_GAIN),
            Number(&scenario::WEIGHTS_SCALE),
            Number(&scenario::INITIAL_FIRING_SD),
            Number(&scenario::INITIAL_CREDIT_SD),
            Number(&scenario::SEED),
        ],
    },
];

fn order_of_clocks_ui(ui: &mut Ui, scenario: &Scenario) {
    let clocks = &scenario.rules.clocks;
    if clocks.firing_ms > clocks.credit_ms || clocks.credit_ms > clocks.plasticity_ms {
        warn_ui(ui, "Each clock should be no faster than the one before.");
    }
}

fn clamp_walks(scenario: &Scenario) -> bool {
    scenario.rules.drive.credit_clamp.mode == CreditClampMode::Identity
}

fn samples_clamp_ui(ui: &mut Ui, _: &Scenario) {
    ui.weak("The samples clamp input rates and output credits.");
}

/// Whether any number of neurons will do: those of files are as many as they are.
fn is_of_any_size(scenario: &Scenario) -> bool {
    let files = &scenario.network.files;
    let named = [&files.weights, &files.firing, &files.credit];
    named.into_iter().all(Option::is_none)
}

fn size_ui(ui: &mut Ui, scenario: &Scenario) {
    if let Some(neurons) = (scenario::NEURONS.get)(scenario).filter(|_| !is_of_any_size(scenario)) {
        ui.label(format!("Neurons {neurons}, as in the file"))
            .on_hover_text(
                "Initial values come from a file, which says how many neurons there are.",
            );
    }
}

/// Draws σ and f of the rules, as in Fig. 3, over the interesting range of net inputs.
fn curves_ui(ui: &mut Ui, scenario: &Scenario) {
    let rules = &scenario.rules;
    let colours = palette(ui);
    let rate = |s: f64| rules.activation.rate(s);
    let balance = |s: f64| rules.balance.value(rules.activation, s);
    let plot = plot("σ and f", ["", ""], &[], &[0.0, 1.0]).height(96.0);
    let shown = plot.show_named(ui, "Curves of σ and f", |plot_ui| {
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
