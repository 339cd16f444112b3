//! What the explorer is to vary.

use egui::{ComboBox, DragValue, Ui};

use crate::app::action::Action;
use crate::app::state::Hands;
use crate::app::widgets::{number, parse_number};
use crate::engine::sweep::{Axis, AxisError, Design, Spacing, Sweep};
use crate::scenario::{
    CREDIT_NOISE, FIRING_NOISE, LEARNING_RATE, NETWORK_SEED, PRUNING, Quantity, SEED, Scenario,
    quantities,
};

/// What the user has set in the explorer.
#[derive(Debug, Clone)]
pub struct ExplorerChoices {
    /// What is varied.
    pub axis: AxisChoice,
    /// What is varied besides, for a map.
    pub second: Option<AxisChoice>,
    /// How many seeds.
    pub seeds: usize,
    /// Length of each run; that of the scenario until the user says otherwise.
    pub iterations: Option<u64>,
    /// Whether all seeds begin with the same network.
    pub same_network: bool,
    /// Whether to measure what chance gives.
    pub controls: bool,
    /// The measure that a map shows.
    pub measure: usize,
}

impl Default for ExplorerChoices {
    /// The measured table of the learning rate, in a size that takes seconds.
    fn default() -> Self {
        Self {
            axis: AxisChoice::of(&LEARNING_RATE),
            second: None,
            seeds: 4,
            iterations: None,
            same_network: false,
            controls: true,
            measure: 0,
        }
    }
}

/// A number and the values that it takes.
#[derive(Debug, Clone)]
pub struct AxisChoice {
    /// What is varied.
    pub quantity: &'static Quantity,
    /// The smallest value.
    pub from: f64,
    /// The largest.
    pub to: f64,
    /// How many values.
    pub count: usize,
    /// By ratios, or by differences.
    pub spacing: Spacing,
}

impl AxisChoice {
    /// A number over the range of its slider, the learning rate from slow to fast.
    fn of(quantity: &'static Quantity) -> Self {
        let (from, to) = match quantity.key {
            key if key == LEARNING_RATE.key => (0.003, 3.0),
            key if key == PRUNING.key => (0.5, 0.98),
            key if [FIRING_NOISE.key, CREDIT_NOISE.key].contains(&key) => (0.0, 1.0),
            "network.neurons" => (50.0, 400.0),
            _ => quantity.slider,
        };
        Self {
            quantity,
            from,
            to,
            count: 7,
            spacing: match quantity.logarithmic && from > 0.0 {
                true => Spacing::Logarithmic,
                false => Spacing::Linear,
            },
        }
    }

    fn axis(&self) -> Result<Axis, AxisError> {
        Axis::spaced(self.quantity, self.from, self.to, self.spacing, self.count)
    }
}

impl ExplorerChoices {
    fn design(&self, hands: &Hands<'_>) -> Result<Design, AxisError> {
        let mut scenario = hands.document.scenario.clone();
        if let Some(iterations) = self.iterations {
            scenario.run.iterations = iterations;
        }
        let axes = std::iter::once(&self.axis).chain(&self.second);
        let folder = hands.document.path().and_then(std::path::Path::parent);
        Ok(Design {
            scenario,
            base_dir: folder.map(std::path::Path::to_path_buf),
            axes: axes.map(AxisChoice::axis).collect::<Result<_, _>>()?,
            seeds: self.seeds,
            same_network: self.same_network,
            controls: self.controls,
        })
    }

    fn runs(&self) -> usize {
        self.seeds * self.axis.count * self.second.as_ref().map_or(1, |axis| axis.count)
    }
}

/// Draws the settings, and the button that starts a sweep.
pub fn setup_ui(ui: &mut Ui, hands: &mut Hands<'_>) {
    let mut choices = hands.choices.explorer.clone();
    let scenario = &hands.document.scenario;
    ui.horizontal_wrapped(|ui| {
        ui.label("Vary");
        axis_ui(ui, "first", &mut choices.axis, scenario);
        second_ui(ui, &mut choices, scenario);
    });
    ui.horizontal_wrapped(|ui| {
        runs_ui(ui, &mut choices, scenario);
        start_ui(ui, &choices, hands);
    });
    hands.choices.explorer = choices;
}

fn axis_ui(ui: &mut Ui, id: &str, axis: &mut AxisChoice, scenario: &Scenario) {
    let shown = ComboBox::from_id_salt(id)
        .selected_text(named(axis.quantity))
        .width(150.0)
        .show_ui(ui, |ui| {
            for quantity in quantities().filter(|q| can_vary(q, scenario)) {
                let chosen = axis.quantity.key == quantity.key;
                let choice = ui.selectable_label(chosen, named(quantity));
                if choice.on_hover_text(quantity.help).clicked() && !chosen {
                    *axis = AxisChoice::of(quantity);
                }
            }
        });
    let name = format!("What to vary ({id})");
    shown
        .response
        .on_hover_text("The number of the scenario that differs from run to run.")
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
    bound_ui(ui, "from", &mut axis.from, axis.quantity);
    bound_ui(ui, "to", &mut axis.to, axis.quantity);
    let count = ui.label("in");
    ui.add(
        DragValue::new(&mut axis.count)
            .range(2..=50)
            .suffix(" values"),
    )
    .labelled_by(count.id)
    .on_hover_text("How many values, the two ends included.");
    let logarithmic = axis.spacing == Spacing::Logarithmic;
    let text = if logarithmic { "log" } else { "linear" };
    let spacing = ui.button(text).on_hover_text(
        "How the values are spaced: by equal ratios (log) or equal differences (linear).",
    );
    if spacing.clicked() {
        axis.spacing = match logarithmic {
            true => Spacing::Linear,
            false => Spacing::Logarithmic,
        };
    }
}

fn named(quantity: &Quantity) -> String {
    format!("{} {}", quantity.name, quantity.symbol)
        .trim()
        .to_owned()
}

fn can_vary(quantity: &Quantity, scenario: &Scenario) -> bool {
    let seeds = [SEED.key, NETWORK_SEED.key];
    !seeds.contains(&quantity.key) && (quantity.get)(scenario).is_some()
}

fn bound_ui(ui: &mut Ui, name: &str, value: &mut f64, quantity: &Quantity) {
    let label = ui.label(name);
    let speed = (value.abs() * 0.01).max(1e-4);
    let field = DragValue::new(value)
        .speed(speed)
        .range(quantity.limits.min..=quantity.limits.largest())
        .custom_formatter(|v, _| number(v))
        .custom_parser(parse_number);
    ui.add(field)
        .labelled_by(label.id)
        .on_hover_text(quantity.limits.in_words());
}

fn second_ui(ui: &mut Ui, choices: &mut ExplorerChoices, scenario: &Scenario) {
    match &mut choices.second {
        Some(second) => {
            ui.label("and");
            axis_ui(ui, "second", second, scenario);
            let away = ui.button("−").on_hover_text("Vary one number only.");
            away.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Button, true, "Vary one number only")
            });
            if away.clicked() {
                choices.second = None;
            }
        }
        None => {
            let more = ui
                .button("+ second number")
                .on_hover_text("Vary two numbers at once: a map in place of curves.");
            if more.clicked() {
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
    }
}

fn runs_ui(ui: &mut Ui, choices: &mut ExplorerChoices, scenario: &Scenario) {
    let seeds = ui.label("Seeds");
    ui.add(DragValue::new(&mut choices.seeds).range(1..=100))
        .labelled_by(seeds.id)
        .on_hover_text("How many runs at each value, from the scenario's seed upwards.");
    let iterations = ui.label("Iterations");
    let mut length = choices.iterations.unwrap_or(scenario.run.iterations);
    let field = DragValue::new(&mut length).range(1..=1_000_000).speed(10.0);
    let changed = ui
        .add(field)
        .labelled_by(iterations.id)
        .on_hover_text("Plasticity updates of each run.")
        .changed();
    if changed {
        choices.iterations = Some(length);
    }
    ui.checkbox(&mut choices.controls, "Chance")
        .on_hover_text("Measures what chance gives too: each network rewired at random with the same degrees, and a run with credit shuffled among the neurons. Takes about twice the time.");
    ui.checkbox(&mut choices.same_network, "Same network")
        .on_hover_text("All seeds begin with the same network and differ in noise only; then the agreement of their communities (adjusted Rand index) is measured too.");
}

fn start_ui(ui: &mut Ui, choices: &ExplorerChoices, hands: &mut Hands<'_>) {
    let running = hands
        .sweep
        .is_some_and(|sweep: &Sweep| !sweep.progress().over);
    let label = format!("▶ Start {} runs", choices.runs());
    let start = ui
        .add_enabled(
            !running,
            egui::Button::new(egui::RichText::new(label).strong()).min_size(egui::vec2(0.0, 26.0)),
        )
        .on_hover_text("Simulate the scenario at each value and with each seed, on all cores in the background; the simulation on screen goes on.");
    start
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, !running, "Start the sweep"));
    if start.clicked() {
        match choices.design(hands) {
            Ok(design) => hands.asked.push(Action::StartSweep(Box::new(design))),
            Err(error) => hands.asked.push(Action::Complain(error.to_string())),
        }
    }
}
