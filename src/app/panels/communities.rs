//! How communities are looked for.

use egui::Ui;

use crate::analysis::Quality;
use crate::app::widgets::quantity_slider;
use crate::scenario::{self, Scenario};

/// Draws the choice of method; it acts at once.
pub fn communities_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario) {
    ui.horizontal(|ui| {
        ui.label("Measure")
            .on_hover_text("What makes a division into communities a good one.");
        for (quality, name, help) in [
            (
                Quality::Modularity,
                "modularity",
                "More |w| inside communities than by chance, given how strong each neuron is: Σ_c [e_c / m − γ (K_c / 2m)²].",
            ),
            (
                Quality::Cpm,
                "CPM",
                "Constant Potts model: communities denser inside than γ times the mean of all pairs of neurons: Σ_c [e_c / m − γ n_c (n_c − 1) / n (n − 1)].",
            ),
        ] {
            ui.radio_value(&mut scenario.method.quality, quality, name)
                .on_hover_text(help);
        }
    });
    ui.horizontal(|ui| {
        ui.label("Synapses")
            .on_hover_text("Whether it matters who sends and who receives.");
        for (directed, name, help) in [
            (
                false,
                "undirected",
                "Both synapses of a pair are added: |w_ij| + |w_ji|.",
            ),
            (
                true,
                "directed",
                "By chance a strong sender is connected to a strong receiver: Σ_c K_c^in K_c^out / m². CPM finds the same communities either way; then only “by chance”, and with it Q, differ.",
            ),
        ] {
            ui.radio_value(&mut scenario.method.directed, directed, name)
                .on_hover_text(help);
        }
    });
    quantity_slider(ui, &scenario::RESOLUTION, scenario, saved);
}
