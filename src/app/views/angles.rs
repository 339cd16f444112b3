//! The angle between rule and gradient over time, a line for each layer: one sees random feedback align.

use egui::{RichText, Sense, Ui, vec2};
use egui_plot::{HLine, LineStyle};

use super::line_styles::line_sample;
use super::plot_closer::show;
use super::plots::{caption, decimated, line, pixels, plot};
use super::view::ViewInput;
use crate::app::messages::Messages;
use crate::app::theme::{palette, side_colour};
use crate::engine::{ALIGNED_OVER, AngleHistory, Side};

/// How the lines of the layers differ, besides their names.
const DASHES: [LineStyle; 4] = [
    LineStyle::Solid,
    LineStyle::Dashed { length: 9.0 },
    LineStyle::Dotted { spacing: 5.0 },
    LineStyle::Dashed { length: 4.0 },
];
const WIDTH: f32 = 2.2;

/// A plot so high, in points, has room for a long title along its axis.
const ROOM_FOR_WORDS: f32 = 240.0;

/// A right angle: the change has nothing in common with the gradient.
const RIGHT: f64 = 90.0;

/// Draws the angles of the layers with these names into the space there is, of each side that is shown, up to
/// this iteration.
pub fn angles_ui(
    ui: &mut Ui,
    names: &[String],
    (sides, latest): (&[(Option<Side>, &AngleHistory)], u64),
    (input, messages): (&ViewInput<'_>, &mut Messages),
) {
    caption(ui, "Angle to the gradient over time").on_hover_text(format!("The angle between ΔW / r and −∂L/∂W in each layer, both summed over the {ALIGNED_OVER} plasticity updates that follow (fewer in a large network). 0°: the rule is backpropagation. 90°: the two have nothing in common. Above 90° the loss rises."));
    legend_ui(ui, names, sides);
    let colours = palette(ui);
    let width = pixels(ui);
    let mut lines = Vec::new();
    let mut most = RIGHT;
    for (side, history) in sides {
        let colour = side.map_or(colours.line, |side| side_colour(ui, side));
        let known = || {
            let angles = history.items().iter();
            let fitting = angles.filter(|a| a.degrees.len() == names.len());
            fitting.map(|a| (a.iteration as f64, &a.degrees))
        };
        let all = known().flat_map(|(_, degrees)| degrees.iter().flatten());
        most = all.fold(most, |most, angle| most.max(*angle));
        for (layer, name) in names.iter().enumerate() {
            let points = known().filter_map(|(x, degrees)| Some([x, degrees[layer]?]));
            let name = match side {
                Some(side) => format!("{name}, {}", side.letter()),
                None => name.clone(),
            };
            let drawn = line(&name, decimated(points, width), WIDTH, colour);
            lines.push(drawn.style(dashes(layer)));
        }
    }
    let xs = [0.0, latest.max(1) as f64];
    // As much as fits beside the plot.
    let y = match ui.available_height() > ROOM_FOR_WORDS {
        true => "angle to the gradient, degrees",
        false => "degrees",
    };
    let plot = plot("angles", ["iteration", y], &xs, &[0.0, most]);
    show(
        ui,
        ("Angle to the gradient over iterations", input),
        messages,
        plot,
        move |plot_ui| {
            let right = HLine::new("90°", RIGHT).color(colours.chance);
            plot_ui.hline(right.style(LineStyle::dashed_loose()));
            lines.into_iter().for_each(|line| plot_ui.line(line));
        },
    );
}

fn dashes(layer: usize) -> LineStyle {
    DASHES[layer % DASHES.len()]
}

/// The lines with the names of their layers, and the angles now.
fn legend_ui(ui: &mut Ui, names: &[String], sides: &[(Option<Side>, &AngleHistory)]) {
    ui.horizontal_wrapped(|ui| {
        for (layer, name) in names.iter().enumerate() {
            let (rect, _) = ui.allocate_exact_size(vec2(30.0, 12.0), Sense::hover());
            let ink = (WIDTH, palette(ui).line);
            line_sample(ui.painter(), rect, dashes(layer), ink);
            for (place, (side, history)) in sides.iter().enumerate() {
                let angles = history.items().iter();
                let now = angles.rev().find(|a| a.degrees.len() == names.len());
                let angle = match now.map(|now| now.degrees[layer]) {
                    Some(Some(angle)) => format!("{angle:.0}°"),
                    Some(None) => "nothing changes".to_owned(),
                    None => "…".to_owned(),
                };
                let before = match (place, side) {
                    (_, None) => format!("{name}: "),
                    (0, Some(side)) => format!("{name}: {} ", side.letter()),
                    (_, Some(side)) => format!("{} ", side.letter()),
                };
                let mut text = RichText::new(format!("{before}{angle}")).strong();
                if let Some(side) = side {
                    text = text.color(side_colour(ui, *side));
                }
                ui.label(text).on_hover_text(format!(
                    "The angle between the rule and the gradient at the synapses {name}."
                ));
            }
        }
    });
}
