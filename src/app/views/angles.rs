//! The angle between rule and gradient over time, a line for each layer: one sees random feedback align.

use egui::{Color32, Rect, RichText, Sense, Ui, pos2, vec2};
use egui_plot::{HLine, LineStyle};

use super::plots::{NamedPlot as _, caption, decimated, line, pixels, plot};
use crate::app::theme::palette;
use crate::engine::{ALIGNED_OVER, AngleHistory, Angles};

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

/// Draws the angles of the layers with these names into the space there is, up to this iteration.
pub fn angles_ui(ui: &mut Ui, names: &[String], history: &AngleHistory, latest: u64) {
    caption(ui, "Angle to the gradient over time").on_hover_text(format!("The angle between ΔW / r and −∂L/∂W in each layer, both summed over the {ALIGNED_OVER} plasticity updates that follow (fewer in a large network). 0°: the rule is backpropagation. 90°: the two have nothing in common. Above 90° the loss rises."));
    let known: Vec<&Angles> = history.items().iter().map(AsRef::as_ref).collect();
    let known = || {
        let fitting = known.iter().filter(|a| a.degrees.len() == names.len());
        fitting.map(|a| (a.iteration as f64, &a.degrees))
    };
    legend_ui(
        ui,
        names,
        known().next_back().map(|(_, degrees)| &degrees[..]),
    );
    let colours = palette(ui);
    let all = known().flat_map(|(_, degrees)| degrees.iter().flatten());
    let most = all.fold(RIGHT, |most, angle| most.max(*angle));
    let width = pixels(ui);
    let xs = [0.0, latest.max(1) as f64];
    // As much as fits beside the plot.
    let y = match ui.available_height() > ROOM_FOR_WORDS {
        true => "angle to the gradient, degrees",
        false => "degrees",
    };
    let axes = ["iteration", y];
    plot("angles", axes, &xs, &[0.0, most]).show_named(
        ui,
        "Angle to the gradient over iterations",
        |plot_ui| {
            let right = HLine::new("90°", RIGHT).color(colours.chance);
            plot_ui.hline(right.style(LineStyle::dashed_loose()));
            for (layer, name) in names.iter().enumerate() {
                let points = known().filter_map(|(x, degrees)| Some([x, degrees[layer]?]));
                let points = decimated(points, width);
                let drawn = line(name, points, WIDTH, colours.line);
                plot_ui.line(drawn.style(dashes(layer)));
            }
        },
    );
}

fn dashes(layer: usize) -> LineStyle {
    DASHES[layer % DASHES.len()]
}

/// The lines with the names of their layers, and the angles now.
fn legend_ui(ui: &mut Ui, names: &[String], now: Option<&[Option<f64>]>) {
    ui.horizontal_wrapped(|ui| {
        for (layer, name) in names.iter().enumerate() {
            let (rect, _) = ui.allocate_exact_size(vec2(30.0, 12.0), Sense::hover());
            sample_ui(ui, rect, dashes(layer), palette(ui).line);
            let angle = now.and_then(|now| now[layer]);
            let angle = match angle {
                Some(angle) => format!("{angle:.0}°"),
                None if now.is_some() => "nothing changes".to_owned(),
                None => "…".to_owned(),
            };
            let text = RichText::new(format!("{name}: {angle}")).strong();
            ui.label(text).on_hover_text(format!(
                "The angle between the rule and the gradient at the synapses {name}."
            ));
        }
    });
}

/// A piece of a line of this style.
fn sample_ui(ui: &Ui, rect: Rect, style: LineStyle, colour: Color32) {
    let ends = [rect.left_center(), rect.right_center()];
    let painter = ui.painter();
    match style {
        LineStyle::Solid => {
            painter.line_segment(ends, (WIDTH, colour));
        }
        LineStyle::Dashed { length } => {
            let gap = length * std::f32::consts::GOLDEN_RATIO.recip();
            painter.extend(egui::Shape::dashed_line(
                &ends,
                (WIDTH, colour),
                length,
                gap,
            ));
        }
        LineStyle::Dotted { spacing } => {
            let count = (rect.width() / spacing) as usize;
            for dot in 0..=count {
                let at = pos2(rect.left() + dot as f32 * spacing, rect.center().y);
                painter.circle_filled(at, WIDTH / 2.0, colour);
            }
        }
    }
}
