//! The settings of the explorer: what it is to vary, and how often.

use egui::{Button, ComboBox, DragValue, Response, RichText, Role, Ui, WidgetInfo};

use crate::app::choices::{AxisChoice, ExplorerChoices, RangeChoice};
use crate::app::widgets::{named, number, parse_number};
use crate::engine::sweep::{CONTROLS, Options, Spacing};
use crate::scenario::{
    FEEDBACK, LEARNING_RATE, NETWORK_SEED, PRUNING, Quantity, SEED, Scenario, choices, quantities,
};

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
    let chosen = match axis {
        AxisChoice::Range(range) => in_words(range.quantity),
        AxisChoice::Options(options) => options.choice().name.to_owned(),
    };
    let combo = ComboBox::from_id_salt(id).selected_text(chosen);
    let shown = combo.width(150.0).show_ui(ui, |ui| {
        let offer = |ui: &mut Ui, key: &str, words: String, help: &str| {
            let is_chosen = axis.key() == key;
            let choice = ui.selectable_label(is_chosen, words).on_hover_text(help);
            choice.clicked() && !is_chosen
        };
        let mut picked = None;
        for quantity in quantities().filter(|q| can_vary(q, scenario)) {
            if offer(ui, quantity.key, in_words(quantity), quantity.help) {
                picked = Some(RangeChoice::of(quantity).into());
            }
        }
        ui.separator();
        for choice in choices().filter(|choice| (choice.get)(scenario).is_some()) {
            if offer(ui, choice.key, choice.name.to_owned(), choice.help) {
                picked = Some(AxisChoice::Options(Options::first(choice)));
            }
        }
        picked
    });
    let help = "What differs from run to run: a number of the scenario, or a choice.";
    let response = shown.response.on_hover_text(help);
    named(response, Role::ComboBox, &format!("What to vary ({id})"));
    if let Some(picked) = shown.inner.flatten() {
        *axis = picked;
    }
    match axis {
        AxisChoice::Range(range) => range_ui(ui, range),
        AxisChoice::Options(options) => options_ui(ui, options),
    }
}

/// Which options are compared.
fn options_ui(ui: &mut Ui, options: &mut Options) {
    for (place, option) in options.choice().options.iter().enumerate() {
        let mut is_in = options.chosen().contains(&place);
        let ticked = ui.checkbox(&mut is_in, option.label);
        if ticked.on_hover_text(option.help).clicked() {
            *options = options.clone().toggled(place);
        }
    }
}

fn range_ui(ui: &mut Ui, axis: &mut RangeChoice) {
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
        let name = "Vary one thing only";
        let away = ui.button("−").on_hover_text(format!("{name}."));
        if named(away, Role::Button, name).clicked() {
            choices.second = None;
        }
        return;
    }
    let more = ui.button("+ second number");
    let help = "Vary two numbers at once: a map in place of curves.";
    if more.on_hover_text(help).clicked() {
        let other = match choices.axis.key() == PRUNING.key {
            true => &LEARNING_RATE,
            false => &PRUNING,
        };
        let count = 5;
        if let AxisChoice::Range(range) = &mut choices.axis {
            range.count = range.count.min(count);
        }
        let second = RangeChoice {
            count,
            ..RangeChoice::of(other)
        };
        choices.second = Some(second.into());
    }
    let is_varied = choices.axis.key() == FEEDBACK.key;
    let compare = ui.add_enabled(!is_varied, Button::new("+ choice"));
    let help = "Compare the options of a choice, such as how credit returns: one curve for each.";
    if compare.on_hover_text(help).clicked() {
        choices.second = Some(AxisChoice::Options(Options::first(&FEEDBACK)));
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
    ui.label("Controls").on_hover_text("What each run is compared with, as a line and a band of one standard deviation. Each that is a run of its own takes as long as the run itself.");
    for control in CONTROLS {
        let mut is_in = choices.controls.has(control);
        let ticked = ui.checkbox(&mut is_in, control.name);
        if ticked.on_hover_text(control.help).clicked() {
            choices.controls = choices.controls.with(control, is_in);
        }
    }
    ui.checkbox(&mut choices.same_network, "Same network").on_hover_text("All seeds begin with the same network and differ in noise only; then the agreement of their communities (adjusted Rand index) is measured too.");
}

fn start_ui(ui: &mut Ui, runs: usize, is_running: bool) -> bool {
    let text = RichText::new(format!("▶ Start {runs} runs")).strong();
    let button = Button::new(text).min_size(egui::vec2(0.0, 26.0));
    let start = ui.add_enabled(!is_running, button).on_hover_text("Simulate the scenario at each value and with each seed, on all cores in the background; the simulation on screen goes on.");
    start.widget_info(|| WidgetInfo::labeled(Role::Button, !is_running, "Start the sweep"));
    start.clicked()
}
