//! σ and f drawn, as in Fig. 3.

use egui::Ui;

use crate::app::theme::palette;
use crate::app::views::{curve, plot};
use crate::model::Rules;

/// Draws σ and f of the rules over the interesting range of net inputs.
pub fn curves_ui(ui: &mut Ui, rules: &Rules) {
    let colours = palette(ui);
    let rate = |s: f64| rules.activation.rate(s);
    let balance = |s: f64| rules.balance.value(rules.activation, s);
    let response = plot("σ and f", ["", ""], &[], &[0.0, 1.0])
        .height(96.0)
        .show(ui, |plot_ui| {
            plot_ui.line(curve("σ(s)", -4.0..=4.0, rate, colours.firing));
            plot_ui.line(curve("f(s)", -4.0..=4.0, balance, colours.balance));
        })
        .response;
    response.on_hover_text(format!(
        "{}\n{}",
        rules.activation.equation(),
        rules.balance.equation()
    ));
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new("— σ(s)").small().color(colours.firing));
        ui.label(egui::RichText::new("— f(s)").small().color(colours.balance));
        ui.weak(egui::RichText::new("against net input s").small());
    });
}
