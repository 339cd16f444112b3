//! View "Stability of credit": the eigenvalues of J, and what they mean here.

use egui::{RichText, Ui};
use egui_plot::{HLine, LineStyle, PlotPoints};

use super::plots::{caption, decimated, dots, line, pair, pixels, plot};
use super::view::{View, ViewInput, waiting};
use crate::app::messages::Messages;
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::Stability;

/// The eigenvalues on the complex plane, and the spectral radius over time.
#[derive(Default)]
pub struct StabilityView;

impl View for StabilityView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, _messages: &mut Messages) {
        let scene = input.scene;
        let Some(stability) = &scene.stability else {
            return waiting(ui, "Working out the eigenvalues of J …");
        };
        let both: Vec<&Stability> = input
            .both()
            .filter_map(|scene| scene.stability.as_deref())
            .collect();
        verdict_ui(ui, stability);
        pair(
            ui,
            |ui| eigenvalues_ui(ui, stability, &both),
            |ui| radius_ui(ui, stability, &both),
        );
    }
}

fn verdict_ui(ui: &mut Ui, stability: &Stability) {
    let spectrum = &stability.spectrum;
    let radius = spectrum
        .radius
        .map_or("unknown (did not converge)".to_owned(), number);
    let meaning = match (spectrum.nilpotent, spectrum.verdict()) {
        (Some(updates), _) => {
            format!(
                "J is nilpotent: {} settles in {updates} updates, whatever the weights.",
                if spectrum.clamped > 0 {
                    "credit that is free"
                } else {
                    "all credit"
                }
            )
        }
        (None, Some(verdict)) => format!("Credit {}.", verdict.words()),
        (None, None) => "The eigenvalues did not converge, so nothing is said.".to_owned(),
    };
    let warns = spectrum.radius.is_some_and(|radius| radius > 0.95) && spectrum.nilpotent.is_none();
    let colour = if warns {
        ui.visuals().error_fg_color
    } else {
        ui.visuals().text_color()
    };
    let sign = if warns { "⚠ " } else { "" };
    ui.label(RichText::new(format!("{sign}Spectral radius of J: {radius}. {meaning}")).color(colour)).on_hover_text(
        "J = Wᵀ diag(f(s)), restricted to the credits that are free. One credit update is c ← J c. Its spectral radius is the factor by which credit grows or shrinks per update in the long run.",
    );
}

/// `both` share the axes.
fn eigenvalues_ui(ui: &mut Ui, stability: &Stability, both: &[&Stability]) {
    caption(
        ui,
        "Eigenvalues of J and the unit circle",
        "Each point is an eigenvalue of J in the complex plane. Outside the circle: that pattern of credit grows with every update.",
    );
    if !stability.spectrum.complete {
        return waiting(
            ui,
            "Too many neurons for all eigenvalues; the radius is approximate.",
        );
    }
    let colours = palette(ui);
    let circle: PlotPoints<'_> = (0..=120)
        .map(|i| f64::from(i) / 120.0 * std::f64::consts::TAU)
        .map(|a| [a.cos(), a.sin()])
        .collect();
    let reach = both
        .iter()
        .flat_map(|stability| stability.spectrum.eigenvalues.iter().flatten())
        .fold(1.1_f64, |reach, part| reach.max(part.abs()));
    plot("eigenvalues", "Re λ", "Im λ")
        .data_aspect(1.0)
        .include_x(reach)
        .include_x(-reach)
        .include_y(reach)
        .include_y(-reach)
        .label_formatter(|_| None)
        .show(ui, |plot_ui| {
            plot_ui.line(line("unit circle", circle, 1.5, colours.balance));
            let eigenvalues = stability.spectrum.eigenvalues.clone();
            plot_ui.points(dots("λ", eigenvalues, 2.0, colours.credit));
        });
}

/// `both` share the axes.
fn radius_ui(ui: &mut Ui, stability: &Stability, both: &[&Stability]) {
    caption(
        ui,
        "Spectral radius over iterations",
        "The largest |λ| of J, each time it was worked out. Dashed at 1: above it credit runs away.",
    );
    let colours = palette(ui);
    let radii = stability.radii.items().iter();
    let points = radii.map(|(iteration, radius)| [*iteration as f64, *radius]);
    let points = decimated(points, pixels(ui));
    let latest = both.iter().map(|stability| stability.iteration).max();
    let largest = both
        .iter()
        .flat_map(|stability| stability.radii.items())
        .fold(1.1_f64, |largest, (_, radius)| largest.max(*radius));
    plot("radius", "", "")
        .include_x(0.0)
        .include_x(latest.unwrap_or(0).max(1) as f64)
        .include_y(0.0)
        .include_y(largest)
        .label_formatter(|_| None)
        .show(ui, |plot_ui| {
            let one = HLine::new("1", 1.0).color(colours.chance);
            plot_ui.hline(one.style(LineStyle::dashed_loose()));
            plot_ui.line(line("spectral radius", points, 1.8, colours.credit));
        });
}
