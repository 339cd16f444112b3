//! The inspector: a neuron or a synapse, with its equations and their live numbers.

use egui::{Grid, RichText, ScrollArea, Ui};

use crate::app::state::{Crowd, Pointing, Target};
use crate::app::widgets::number;
use crate::engine::Scene;

/// Draws the inspector for what is pointed at, or else what was clicked.
pub fn inspector_ui(ui: &mut Ui, scene: Option<&Scene>, pointing: &Pointing) {
    ui.heading("Inspector");
    let (Some(scene), Some(target)) = (scene, pointing.lit()) else {
        ui.weak("Point at a neuron or a synapse in any view to see its equations with live numbers. Click to keep it here, press Escape to let go.");
        return;
    };
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| match target {
            Target::Neuron(neuron) => neuron_ui(ui, scene, *neuron),
            Target::Group(crowd) => crowd_ui(ui, scene, crowd),
            &Target::Synapse { post, pre } => {
                synapse_ui(ui, scene, post, pre);
                ui.separator();
                neuron_ui(ui, scene, post);
                ui.separator();
                neuron_ui(ui, scene, pre);
            }
        });
}

fn neuron_ui(ui: &mut Ui, scene: &Scene, neuron: usize) {
    let snapshot = &scene.snapshot;
    if neuron >= snapshot.neurons() {
        return;
    }
    ui.label(RichText::new(format!("Neuron {neuron}")).strong());
    let state = &snapshot.state;
    let (s, x, c) = (
        state.net_input[neuron],
        state.firing[neuron],
        state.credit[neuron],
    );
    let f = snapshot.balance()[neuron];
    let drive = &snapshot.rules.drive;
    let clamped_credit = snapshot
        .topology
        .clamped_credits(drive.credit_clamp.fraction)
        .contains(&neuron);
    let clamped_firing = snapshot
        .topology
        .clamped_firing(drive.input_clamp_fraction)
        .contains(&neuron);
    rows_ui(ui, ("neuron", neuron), |row| {
        row(
            "s",
            "net input at the latest firing update: s_i = Σ_j w_ij x_j",
            number(s),
        );
        row(
            "x",
            "firing rate: x_i = σ(s_i) + ε_x",
            mark(number(x), clamped_firing),
        );
        row("f(s)", "balance value", number(f));
        row(
            "c",
            "credit: c_j = Σ_i g_ji + ε_c",
            mark(number(c), clamped_credit),
        );
        row(
            "c f(s)",
            "effective credit: what it can hand back",
            number(c * f),
        );
        if let Some(findings) = &scene.findings
            && let (Some(e), Some(i)) = (
                findings.currents.excitation.get(neuron),
                findings.currents.inhibition.get(neuron),
            )
        {
            row(
                "E",
                "excitation now: E_i = Σ_j max(w_ij x_j, 0); E − I is the next net input",
                number(*e),
            );
            row(
                "I",
                "inhibition now: I_i = Σ_j max(−w_ij x_j, 0); E − I is the next net input",
                number(*i),
            );
        }
        if let Some(community) = scene.community_number(neuron) {
            row(
                "community",
                "its number and colour stay with it while others come and go",
                community.to_string(),
            );
        }
    });
}

/// Several neurons: their means.
fn crowd_ui(ui: &mut Ui, scene: &Scene, crowd: &Crowd) {
    let snapshot = &scene.snapshot;
    let count = crowd.neurons.len();
    ui.add(egui::Label::new(RichText::new(&crowd.name).strong()).wrap());
    let balance = snapshot.balance();
    let mean = |value: &dyn Fn(usize) -> f64| {
        let known = crowd.neurons.iter().filter(|i| **i < snapshot.neurons());
        number(known.map(|i| value(*i)).sum::<f64>() / count.max(1) as f64)
    };
    let state = &snapshot.state;
    rows_ui(ui, ("crowd", 0), |row| {
        row("neurons", "how many are pointed at", count.to_string());
        let s = mean(&|i| state.net_input[i].abs());
        row("mean |s|", "net input at the latest firing update", s);
        row("mean |x|", "firing rate", mean(&|i| state.firing[i].abs()));
        row("mean f(s)", "balance value", mean(&|i| balance[i]));
        row("mean |c|", "credit", mean(&|i| state.credit[i].abs()));
        if let Some(findings) = &scene.findings {
            let strength = |i: usize| findings.strength.get(i).copied().unwrap_or_default();
            let help = "Σ_j |w_ij| + |w_ji| over the others";
            row("mean strength", help, mean(&strength));
        }
    });
}

fn synapse_ui(ui: &mut Ui, scene: &Scene, post: usize, pre: usize) {
    let snapshot = &scene.snapshot;
    let n = snapshot.weights.neurons();
    if post >= n || pre >= n || post >= snapshot.neurons() {
        return;
    }
    let w = f64::from(snapshot.weights.weight(post, pre));
    let effective = snapshot.effective_credit()[post];
    let x = snapshot.state.firing[pre];
    let r = snapshot.learning_rate();
    ui.label(RichText::new(format!("Synapse {pre} → {post}")).strong());
    rows_ui(ui, ("synapse", post * n + pre), |row| {
        row("w", "weight w_ij, received by i from j", number(w));
        row(
            "g",
            "retrograde signal: g_ji = c_i f(s_i) w_ij",
            number(effective * w),
        );
        row(
            "Δw",
            "next change: Δw_ij = r c_i f(s_i) x_j",
            number(r * effective * x),
        );
    });
    ui.weak(format!(
        "g = {} · {} = {}",
        number(effective),
        number(w),
        number(effective * w)
    ));
    ui.weak(format!(
        "Δw = {} · {} · {} = {}",
        number(r),
        number(effective),
        number(x),
        number(r * effective * x)
    ));
    if w == 0.0 {
        ui.weak("No synapse here, or pruned.");
    }
}

fn mark(value: String, clamped: bool) -> String {
    if clamped {
        format!("{value} (clamped)")
    } else {
        value
    }
}

/// Lines of symbol and value, the symbol explained on hover.
fn rows_ui(
    ui: &mut Ui,
    salt: (&str, usize),
    fill: impl FnOnce(&mut dyn FnMut(&str, &str, String)),
) {
    Grid::new(salt).num_columns(2).striped(true).show(ui, |ui| {
        fill(&mut |symbol, help, value| {
            ui.label(RichText::new(symbol).monospace())
                .on_hover_text(help);
            ui.label(RichText::new(value).monospace())
                .on_hover_text(help);
            ui.end_row();
        });
    });
}
