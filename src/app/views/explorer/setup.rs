//! The settings of the explorer: what it is to vary, and how often.

use egui::{Button, ComboBox, DragValue, Response, RichText, Role, Ui, WidgetInfo};

use crate::app::choices::{AxisChoice, ExplorerChoices};
use crate::app::widgets::{named, number, parse_number};
use crate::engine::sweep::Spacing;
use crate::scenario::{LEARNING_RATE, NETWORK_SEED, PRUNING, Quantity, SEED, Scenario, quantities};

/// Draws the settings, which change, and the button that starts a sweep. Returns whether that was
/// clicked.
pub fn setup_ui(
    ui: &mut Ui,
    choices: &mut ExplorerChoices,
    scenario: &Scenario,
    is_running: bool,
) -> bool {
    ui.horizontal_wrapped(|ui| {
        ui.label("Vary");
        axis_ui(ui, "first", &mut choices.axis, scenario);
        second_ui(ui, choices, scenario);
    });
    let row = ui.horizontal_wrapped(|ui| {
        runs_ui(ui, choices, scenario);
        start_ui(ui, choices.runs(), is_running)
    });
    row.inner
}

fn axis_ui(ui: &mut Ui, id: &str, axis: &mut AxisChoice, scenario: &Scenario) {
    let combo = ComboBox::from_id_salt(id).selected_text(in_words(axis.quantity));
    let shown = combo.width(150.0).show_ui(ui, |ui| {
        for quantity in quantities().filter(|q| can_vary(q, scenario)) {
            let chosen = axis.quantity.key == quantity.key;
            let choice = ui.selectable_label(chosen, in_words(quantity));
            if choice.on_hover_text(quantity.help).clicked() && !chosen {
                *axis = AxisChoice::of(quantity);
            }
        }
    });
    let help = "The number of the scenario that differs from run to run.";
    let shown = shown.response.on_hover_text(help);
    named(shown, Role::ComboBox, &format!("What to vary ({id})"));
    bound_ui(ui, "from", &mut axis.from, axis.quantity);
    bound_ui(ui, "to", &mut axis.to, axis.quantity);
    let count = DragValue::new(&mut axis.count).range(2..=50);
    let help = "How many values, the two ends included.";
    field_ui(ui, "in", count.suffix(" values"), help);
    let (text, other) = match axis.spacing {
        Spacing::Logarithmic => ("log", Spacing::Linear),
        Spacing::Linear => ("linear", Spacing::Logarithmic),
    };
    let help = "How the values are spaced: by equal ratios (log) or equal differences (linear).";
    if ui.button(text).on_hover_text(help).clicked() {
        axis.spacing = other;
    }
}

fn in_words(quantity: &Quantity) -> String {
    let words = format!("{} {}", quantity.name, quantity.symbol);
    words.trim().to_owned()
}

fn can_vary(quantity: &Quantity, scenario: &Scenario) -> bool {
    let seeds = [SEED.key, NETWORK_SEED.key];
    !seeds.contains(&quantity.key) && (quantity.get)(scenario).is_some()
}

fn bound_ui(ui: &mut Ui, name: &str, value: &mut f64, quantity: &Quantity) {
    let speed = (value.abs() * 0.01).max(1e-4);
    let field = DragValue::new(value)
        .speed(speed)
        .range(quantity.limits.min..=quantity.limits.largest())
        .custom_formatter(|v, _| number(v))
        .custom_parser(parse_number);
    field_ui(ui, name, field, &quantity.limits.in_words());
}

/// A number with its name before it.
fn field_ui(ui: &mut Ui, name: &str, field: DragValue<'_>, help: &str) -> Response {
    let label = ui.label(name);
    ui.add(field).labelled_by(label.id).on_hover_text(help)
}

fn second_ui(ui: &mut Ui, choices: &mut ExplorerChoices, scenario: &Scenario) {
    if let Some(second) = &mut choices.second {
        ui.label("and");
        axis_ui(ui, "second", second, scenario);
        let name = "Vary one number only";
        let away = ui.button("−").on_hover_text(format!("{name}."));
        if named(away, Role::Button, name).clicked() {
            choices.second = None;
        }
        return;
    }
    let more = ui.button("+ second number");
    let help = "Vary two numbers at once: a map in place of curves.";
    if more.on_hover_text(help).clicked() {
        let other = match choices.axis.quantity.key == PRUNING.key {
            true => &LEARNING_RATE,
            false => &PRUNING,
        };
        let count = 5;
        choices.axis.count = choices.axis.count.min(count);
        choices.second = Some(AxisChoice {
            count,
            ..AxisChoice::of(other)
        });
    }
}

fn runs_ui(ui: &mut Ui, choices: &mut ExplorerChoices, scenario: &Scenario) {
    let seeds = DragValue::new(&mut choices.seeds).range(1..=100);
    let help = "How many runs at each value, from the scenario's seed upwards.";
    field_ui(ui, "Seeds", seeds, help);
    let mut length = choices.iterations.unwrap_or(scenario.run.iterations);
    let field = DragValue::new(&mut length).range(1..=1_000_000).speed(10.0);
    if field_ui(ui, "Iterations", field, "Plasticity updates of each run.").changed() {
        choices.iterations = Some(length);
    }
    ui.checkbox(&mut choices.controls, "Chance").on_hover_text("Measures what chance gives too: each network rewired at random with the same degrees, and a run with credit shuffled among the neurons. Takes about twice the time.");
    ui.checkbox(&mut choices.same_network, "Same network").on_hover_text("All seeds begin with the same network and differ in noise only; then the agreement of their communities (adjusted Rand index) is measured too.");
}

fn start_ui(ui: &mut Ui, runs: usize, is_running: bool) -> bool {
    let text = RichText::new(format!("▶ Start {runs} runs")).strong();
    let button = Button::new(text).min_size(egui::vec2(0.0, 26.0));
    let start = ui.add_enabled(!is_running, button).on_hover_text("Simulate the scenario at each value and with each seed, on all cores in the background; the simulation on screen goes on.");
    start.widget_info(|| WidgetInfo::labeled(Role::Button, !is_running, "Start the sweep"));
    start.clicked()
}
