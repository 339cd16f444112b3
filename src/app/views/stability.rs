//! View "Stability of credit": the eigenvalues of J on the complex plane, its spectral radius over time,
//! and what they mean here.

use egui::{RichText, Ui};
use egui_plot::{HLine, LineStyle};

use super::plot_closer::show;
use super::plots::{caption, decimated, dots, line, pair, pixels, plot};
use super::view::{ViewInput, waiting};
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::Messages;
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::Stability;

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "The eigenvalues of J, which say whether credit dies out or grows.",
    shows: "The eigenvalues λ of the credit matrix J in the complex plane, the largest |λ| over iterations, and in words what they mean for credit.",
    look_for: "While all points lie inside the circle, credit that nobody clamps dies out; as soon as one lies outside, credit grows without end.",
    legend: &[
        (Mark::Dot(Ink::CREDIT), "Amber dot: an eigenvalue of J"),
        (Mark::Line(Ink::BALANCE), "Green-grey circle: |λ| = 1"),
        (
            Mark::Line(Ink::CREDIT),
            "Amber line: the largest |λ|, the spectral radius",
        ),
        (
            Mark::Dashed(Ink::CHANCE),
            "Grey, dashed: 1, above which credit runs away",
        ),
    ],
    symbols: &["J", "λ"],
};

pub fn view_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    let Some(stability) = &input.scene.stability else {
        return waiting(ui, "Working out the eigenvalues of J …");
    };
    let both = input.both().filter_map(|scene| scene.stability.as_deref());
    let both: Vec<&Stability> = both.collect();
    verdict_ui(ui, stability);
    pair(
        ui,
        messages,
        |ui, messages| eigenvalues_ui(ui, input, (stability, &both), messages),
        |ui, messages| radius_ui(ui, input, (stability, &both), messages),
    );
}

fn verdict_ui(ui: &mut Ui, stability: &Stability) {
    let spectrum = &stability.spectrum;
    let unknown = || "unknown (did not converge)".to_owned();
    let radius = spectrum.radius.map_or_else(unknown, number);
    let meaning = match (spectrum.nilpotent, spectrum.verdict()) {
        (Some(updates), _) => {
            let credit = match spectrum.clamped {
                0 => "all credit",
                _ => "credit that is free",
            };
            format!("J is nilpotent: {credit} settles in {updates} updates, whatever the weights.")
        }
        (None, Some(verdict)) => format!("Credit {}.", verdict.words()),
        (None, None) => "The eigenvalues did not converge, so nothing is said.".to_owned(),
    };
    let warns = spectrum.radius.is_some_and(|radius| radius > 0.95) && spectrum.nilpotent.is_none();
    let (sign, colour) = match warns {
        true => ("⚠ ", ui.visuals().error_fg_color),
        false => ("", ui.visuals().text_color()),
    };
    let said = RichText::new(format!("{sign}Spectral radius of J: {radius}. {meaning}"));
    ui.label(said.color(colour)).on_hover_text("J_ji = f(s_i) w_ij, restricted to the credits that are free. One credit update is c ← J c. Its spectral radius is the factor by which credit grows or shrinks per update in the long run.");
}

/// `both` share the axes.
fn eigenvalues_ui(
    ui: &mut Ui,
    input: &ViewInput<'_>,
    (stability, both): (&Stability, &[&Stability]),
    messages: &mut Messages,
) {
    caption(ui, "Eigenvalues of J and the unit circle").on_hover_text("Each point is an eigenvalue of J in the complex plane. Outside the circle: that pattern of credit grows with every update.");
    if !stability.spectrum.complete {
        let why = "Too many neurons for all eigenvalues; the radius is approximate.";
        return waiting(ui, why);
    }
    let colours = palette(ui);
    let angles = (0..=120).map(|i| f64::from(i) / 120.0 * std::f64::consts::TAU);
    let circle: Vec<[f64; 2]> = angles.map(|a| [a.cos(), a.sin()]).collect();
    let all = both
        .iter()
        .flat_map(|one| one.spectrum.eigenvalues.iter().flatten());
    let reach = all.fold(1.1_f64, |reach, part| reach.max(part.abs()));
    let ends = [reach, -reach];
    let names = ["Re λ", "Im λ"];
    let plot = plot("eigenvalues", names, &ends, &ends);
    let plot = plot.data_aspect(1.0);
    show(
        ui,
        ("Eigenvalues of J and the unit circle", input),
        messages,
        plot,
        |plot_ui| {
            plot_ui.line(line("unit circle", circle, 1.5, colours.balance));
            let eigenvalues = stability.spectrum.eigenvalues.clone();
            plot_ui.points(dots("λ", eigenvalues, 2.0, colours.credit));
        },
    );
}

/// `both` share the axes.
fn radius_ui(
    ui: &mut Ui,
    input: &ViewInput<'_>,
    (stability, both): (&Stability, &[&Stability]),
    messages: &mut Messages,
) {
    caption(ui, "Spectral radius over iterations").on_hover_text("The largest |λ| of J, each time it was worked out. Dashed at 1: above it credit runs away.");
    let colours = palette(ui);
    let radii = stability.radii.items().iter();
    let points = radii.map(|(iteration, radius)| [*iteration as f64, *radius]);
    let points = decimated(points, pixels(ui));
    let latest = both.iter().map(|one| one.iteration).max();
    let xs = [0.0, latest.unwrap_or(0).max(1) as f64];
    let all = both.iter().flat_map(|one| one.radii.items());
    let ys = [
        0.0,
        all.fold(1.1_f64, |largest, (_, radius)| largest.max(*radius)),
    ];
    let plot = plot("radius", ["iteration", "largest |λ|"], &xs, &ys);
    show(
        ui,
        ("Spectral radius over iterations", input),
        messages,
        plot,
        |plot_ui| {
            let one = HLine::new("1", 1.0).color(colours.chance);
            plot_ui.hline(one.style(LineStyle::dashed_loose()));
            plot_ui.line(line("spectral radius", points, 1.8, colours.credit));
        },
    );
}
