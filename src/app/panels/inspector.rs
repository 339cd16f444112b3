//! The inspector: a neuron or a synapse, with its equations and their live numbers.

use egui::{Grid, RichText, ScrollArea, Ui};

use super::equations::{Equation, of_neuron, of_synapse};
use crate::app::compare::marks_ui;
use crate::app::neuron_names::numbered;
use crate::app::pointing::{NeuronGroup, Pointing, Target};
use crate::app::widgets::number;
use crate::engine::{Scene, Side, Snapshot};
use crate::export::grouped;

/// Draws the inspector for what is pointed at, or else what was clicked: of the side there is, or of
/// both sides of a comparison in columns.
pub fn inspector_ui(ui: &mut Ui, scenes: [Option<&Scene>; 2], pointing: &Pointing) {
    ui.heading("Inspector");
    let scenes: Vec<&Scene> = scenes.into_iter().flatten().collect();
    let (false, Some(target)) = (scenes.is_empty(), pointing.lit()) else {
        ui.weak("Point at a neuron or a synapse in any view to see its equations with live numbers. Click to keep it here, press Escape to let go.");
        return;
    };
    // A long number must not push the panel wider, and text must still be wrapped.
    let width = ui.available_width();
    ScrollArea::both()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(width);
            match target {
                Target::Neuron(neuron) => neuron_ui(ui, &scenes, "neuron", *neuron),
                Target::Group(group) => group_ui(ui, &scenes, group),
                &Target::Synapse { post, pre } => {
                    synapse_ui(ui, &scenes, post, pre);
                    ui.separator();
                    neuron_ui(ui, &scenes, "post", post);
                    ui.separator();
                    neuron_ui(ui, &scenes, "pre", pre);
                }
            }
        });
}

/// A symbol, what it means, and its value.
type Row = (&'static str, &'static str, String);

/// Symbols with what they mean, a line each.
type Meanings = &'static str;

const NEURON: Meanings = "\
s: net input at the latest firing update: s_i = Σ_j w_ij x_j
x: firing rate: x_i = σ(s_i) + ε_x
f(s): balance value
c: credit: c_j = Σ_i g_ji + ε_c
c f(s): effective credit: what it can hand back";

const CURRENTS: Meanings = "\
E: excitation now: E_i = Σ_j max(w_ij x_j, 0); E − I is the next net input
I: inhibition now: I_i = Σ_j max(−w_ij x_j, 0); E − I is the next net input";

const COMMUNITY: Meanings = "community: its number and colour go with its strongest neurons";

const GROUP: Meanings = "\
neurons: how many are pointed at
mean |s|: net input at the latest firing update
mean |x|: firing rate
mean f(s): balance value
mean |c|: credit";

const STRENGTH: Meanings = "mean strength: Σ_j |w_ij| + |w_ji| over the others";

const SYNAPSE: Meanings = "\
w: weight w_ij, received by i from j
g: retrograde signal: g_ji = c_i f(s_i) b_ij; in the paper b = w
Δw: next change: Δw_ij = r c_i f(s_i) x_j";

/// A row for each value.
fn rows(meanings: Meanings, values: impl IntoIterator<Item = String>) -> impl Iterator<Item = Row> {
    let meanings = meanings.lines().filter_map(|line| line.split_once(": "));
    meanings
        .zip(values)
        .map(|((symbol, help), value)| (symbol, help, value))
}

/// `role` tells neurons shown together apart.
fn neuron_ui(ui: &mut Ui, scenes: &[&Scene], role: &str, neuron: usize) {
    let first = scenes.first().map(|scene| &scene.snapshot.topology);
    let number = first.map_or(neuron.to_string(), |shape| numbered(shape, neuron));
    let name = scenes
        .iter()
        .find_map(|scene| scene.snapshot.name_of(neuron));
    let name = name.map_or_else(String::new, |name| format!(": {name}"));
    let heading = RichText::new(format!("Neuron {number}{name}")).strong();
    ui.add(egui::Label::new(heading).wrap());
    let columns: Vec<Vec<Row>> = scenes.iter().map(|s| neuron_rows(s, neuron)).collect();
    rows_ui(ui, role, &columns);
    equations_ui(ui, scenes, |snapshot| of_neuron(snapshot, neuron));
}

/// The values of a neuron; none where the network has no such neuron.
fn neuron_rows(scene: &Scene, neuron: usize) -> Vec<Row> {
    let snapshot = &scene.snapshot;
    if neuron >= snapshot.neurons() {
        return Vec::new();
    }
    let state = &snapshot.state;
    let [s, x, c] = [&state.net_input, &state.firing, &state.credit].map(|of| of[neuron]);
    let f = snapshot.balance()[neuron];
    let x = mark(number(x), snapshot.given_firing().contains(&neuron));
    let clamped_c = mark(number(c), snapshot.given_credits().contains(&neuron));
    let values = [number(s), x, number(f), clamped_c, number(c * f)];
    // Excitation and inhibition, once they have been analysed.
    let currents = scene.findings.as_ref().and_then(|findings| {
        let currents = &findings.currents;
        let [e, i] = [&currents.excitation, &currents.inhibition].map(|of| of.get(neuron));
        Some([number(*e?), number(*i?)])
    });
    let community = scene.community_number(neuron);
    rows(NEURON, values)
        .chain(rows(CURRENTS, currents.into_iter().flatten()))
        .chain(rows(COMMUNITY, community.map(|number| number.to_string())))
        .collect()
}

/// Several neurons: their means.
fn group_ui(ui: &mut Ui, scenes: &[&Scene], group: &NeuronGroup) {
    ui.add(egui::Label::new(RichText::new(&group.name).strong()).wrap());
    let columns: Vec<Vec<Row>> = scenes.iter().map(|s| group_rows(s, group)).collect();
    rows_ui(ui, "group", &columns);
}

fn group_rows(scene: &Scene, group: &NeuronGroup) -> Vec<Row> {
    let snapshot = &scene.snapshot;
    let known = || {
        group
            .neurons
            .iter()
            .copied()
            .filter(|&i| i < snapshot.neurons())
    };
    let count = known().count();
    let balance = snapshot.balance();
    let mean = |value: &dyn Fn(usize) -> f64| {
        number(known().map(value).sum::<f64>() / count.max(1) as f64)
    };
    let state = &snapshot.state;
    let values = [
        count.to_string(),
        mean(&|i| state.net_input[i].abs()),
        mean(&|i| state.firing[i].abs()),
        mean(&|i| balance[i]),
        mean(&|i| state.credit[i].abs()),
    ];
    let strength = scene
        .findings
        .as_ref()
        .map(|findings| mean(&|i| findings.strength.get(i).copied().unwrap_or_default()));
    rows(GROUP, values)
        .chain(rows(STRENGTH, strength))
        .collect()
}

fn synapse_ui(ui: &mut Ui, scenes: &[&Scene], post: usize, pre: usize) {
    ui.label(RichText::new(format!("Synapse {pre} → {post}")).strong());
    let columns: Vec<Vec<Row>> = scenes.iter().map(|s| synapse_rows(s, post, pre)).collect();
    rows_ui(ui, "synapse", &columns);
    equations_ui(ui, scenes, |snapshot| of_synapse(snapshot, post, pre));
    if let &[scene] = scenes {
        remarks_ui(ui, scene, post, pre);
    }
}

/// The weight w_ij, the feedback weight b_ij, the effective credit of its post-neuron, the firing rate of its
/// pre-neuron and r.
fn factors(scene: &Scene, post: usize, pre: usize) -> Option<[f64; 5]> {
    let snapshot = &scene.snapshot;
    let n = snapshot.weights.neurons().min(snapshot.neurons());
    (post < n && pre < n).then(|| {
        let w = f64::from(snapshot.weights.weight(post, pre));
        let b = f64::from(snapshot.feedback.weight(post, pre));
        let effective = snapshot.effective_credit()[post];
        [
            w,
            b,
            effective,
            snapshot.state.firing[pre],
            snapshot.learning_rate(),
        ]
    })
}

/// The values of a synapse; none where the network has no such neurons.
fn synapse_rows(scene: &Scene, post: usize, pre: usize) -> Vec<Row> {
    let values = factors(scene, post, pre)
        .map(|[w, b, effective, x, r]| [w, effective * b, r * effective * x].map(number));
    rows(SYNAPSE, values.into_iter().flatten()).collect()
}

/// Equations in symbols and, of each side, in numbers.
fn equations_ui(ui: &mut Ui, scenes: &[&Scene], of: impl Fn(&Snapshot) -> Vec<Equation>) {
    ui.add_space(2.0);
    let sides: Vec<Vec<Equation>> = scenes.iter().map(|scene| of(&scene.snapshot)).collect();
    let longest = sides.iter().max_by_key(|equations| equations.len());
    for (at, equation) in longest.into_iter().flatten().enumerate() {
        ui.label(RichText::new(equation.symbols).small().monospace().weak());
        for (side, equations) in Side::ALL.into_iter().zip(&sides) {
            let Some(equation) = equations.get(at) else {
                continue;
            };
            let letter = match sides.len() {
                1 => String::new(),
                _ => format!("{} ", side.letter()),
            };
            let numbers = format!("{letter}= {}", equation.numbers);
            ui.label(RichText::new(numbers).small().monospace());
        }
    }
}

/// Of which iteration the weights are, where those of the state are younger, and whether there are any here.
fn remarks_ui(ui: &mut Ui, scene: &Scene, post: usize, pre: usize) {
    let snapshot = &scene.snapshot;
    if snapshot.weights_iteration != snapshot.iteration {
        let of = grouped(snapshot.weights_iteration);
        ui.weak(format!("The weights are those of iteration {of}."));
    }
    if factors(scene, post, pre).is_some_and(|[w, ..]| w == 0.0) {
        ui.weak("No synapse here, or pruned.");
    }
}

fn mark(value: String, clamped: bool) -> String {
    match clamped {
        true => format!("{value} held"),
        false => value,
    }
}

/// Lines of symbol and value, the symbol explained on hover; a column of values for each side.
fn rows_ui(ui: &mut Ui, salt: &str, columns: &[Vec<Row>]) {
    let longest = columns.iter().max_by_key(|rows| rows.len());
    let grid = Grid::new(salt).num_columns(1 + columns.len()).striped(true);
    grid.show(ui, |ui| {
        if columns.len() > 1 {
            marks_ui(ui);
        }
        for (symbol, help, _) in longest.into_iter().flatten() {
            ui.label(RichText::new(*symbol).monospace())
                .on_hover_text(*help);
            for rows in columns {
                let row = rows.iter().find(|row| row.0 == *symbol);
                let value = row.map_or("–", |row| &row.2);
                // As long as the longest number, so that columns stand still while numbers change.
                let padded = format!("{value:8}");
                ui.label(RichText::new(padded).monospace())
                    .on_hover_text(*help);
            }
            ui.end_row();
        }
    });
}
