//! What a new network and its samples will look like.

use egui::{Color32, Painter, Pos2, Rect, Sense, Stroke, Ui, Vec2, pos2, vec2};

use crate::app::theme::{Palette, palette};
use crate::app::widgets::{picture_area, write_amid};
use crate::model::{Layers, Samples, Topology};
use crate::scenario::Scenario;

const HEIGHT: f32 = 170.0;
/// More neurons of a layer are not drawn one by one.
const MOST_DOTS: usize = 12;
/// Neurons of an all-to-all network that are drawn.
const RING: usize = 20;

/// Draws the network and, where it learns some, the samples; says how large it is.
pub fn preview_ui(ui: &mut Ui, scenario: &Scenario, samples: Option<&Samples>) {
    let size = vec2(ui.available_width(), HEIGHT);
    let (area, _) = picture_area(ui, size, Sense::hover(), "What it will look like");
    let painter = ui.painter_at(area);
    let (network, data) = match samples {
        Some(_) => area.split_left_right_at_fraction(0.58),
        None => (area, Rect::NOTHING),
    };
    let (colours, ink) = (palette(ui), ui.visuals().weak_text_color());
    match &scenario.network.topology {
        Topology::Layered(layers) => columns(&painter, network, layers, colours, ink),
        Topology::AllToAll { neurons } => ring(&painter, network, *neurons, colours),
    }
    if let Some(samples) = samples {
        draw_samples(&painter, data.shrink(12.0), samples, colours, ink);
    }
    ui.weak(told(scenario, samples));
}

/// How many neurons, synapses and samples there will be.
fn told(scenario: &Scenario, samples: Option<&Samples>) -> String {
    let topology = &scenario.network.topology;
    let n = topology.neurons();
    let synapses: usize = match topology {
        Topology::AllToAll { .. } => n * n,
        Topology::Layered(layers) => {
            let blocks = layers.blocks().into_iter();
            blocks.map(|(posts, pres)| posts.len() * pres.len()).sum()
        }
    };
    let learned = samples.map(|samples| {
        let held_out = samples.inputs.len() - samples.train;
        match held_out {
            0 => format!("; {} samples to learn", samples.train),
            _ => format!("; {} samples to learn, {held_out} held out", samples.train),
        }
    });
    format!(
        "n = {n} neurons and {synapses} synapses{}.",
        learned.unwrap_or_default()
    )
}

/// Layers as columns of dots, their sizes below.
fn columns(painter: &Painter, area: Rect, layers: &Layers, colours: &Palette, ink: Color32) {
    let (dots, below) = area.split_top_bottom_at_y(area.bottom() - 20.0);
    let last = (layers.count() - 1) as f32;
    let x = |layer: usize| area.left() + area.width() * (0.1 + 0.8 * layer as f32 / last);
    let places = |layer: usize| -> Vec<Pos2> {
        let shown = layers.sizes[layer].min(MOST_DOTS);
        let y = |row: usize| dots.top() + dots.height() * (row as f32 + 1.0) / (shown as f32 + 1.0);
        (0..shown).map(|row| pos2(x(layer), y(row))).collect()
    };
    let line = Stroke::new(0.6, colours.rule.gamma_multiply(0.7));
    for layer in 1..layers.count() {
        for post in places(layer) {
            for pre in places(layer - 1) {
                painter.line_segment([pre, post], line);
            }
        }
    }
    for (layer, size) in layers.sizes.iter().enumerate() {
        let radius = (dots.height() / (3.0 * (*size).min(MOST_DOTS) as f32)).clamp(2.0, 6.0);
        for place in places(layer) {
            painter.circle_filled(place, radius, colours.line);
        }
        let more = if *size > MOST_DOTS { "…" } else { "" };
        let place = pos2(x(layer), below.center().y);
        write_amid(painter, place, format!("{size}{more}"), 12.0, ink);
    }
}

/// Neurons on a circle, each joined to each.
fn ring(painter: &Painter, area: Rect, neurons: usize, colours: &Palette) {
    let shown = neurons.min(RING);
    let place = |at: usize| {
        let turn = std::f32::consts::TAU * at as f32 / shown as f32;
        area.center() + Vec2::angled(turn) * (area.height() / 2.0 - 8.0)
    };
    let line = Stroke::new(0.6, colours.rule.gamma_multiply(0.7));
    for post in 0..shown {
        for pre in 0..post {
            painter.line_segment([place(pre), place(post)], line);
        }
    }
    for at in 0..shown {
        painter.circle_filled(place(at), 5.0, colours.line);
    }
}

/// Points in the plane, a few digits, or words where samples cannot be drawn.
fn draw_samples(painter: &Painter, area: Rect, samples: &Samples, colours: &Palette, ink: Color32) {
    match samples.inputs.first().map(Vec::len) {
        Some(2) => points(painter, area, samples, colours),
        Some(64) => digits(painter, area, samples),
        _ => {
            let told = "what a random\nnetwork of the\nsame layers does";
            write_amid(painter, area.center(), told, 13.0, ink);
        }
    }
}

fn points(painter: &Painter, area: Rect, samples: &Samples, colours: &Palette) {
    let square = Rect::from_center_size(area.center(), Vec2::splat(area.size().min_elem()));
    painter.rect_stroke(
        square,
        2.0,
        Stroke::new(1.0, colours.rule),
        egui::StrokeKind::Inside,
    );
    for (input, target) in samples.inputs.iter().zip(&samples.targets) {
        let share = |v: f64| ((v / 1.4 + 1.0) / 2.0) as f32;
        let place = square.lerp_inside(vec2(share(input[0]), 1.0 - share(input[1])));
        let colour = match target[0] > 0.0 {
            true => colours.excitation,
            false => colours.inhibition,
        };
        painter.circle_filled(place, 3.0, colour);
    }
}

/// The first four, ink on paper.
fn digits(painter: &Painter, area: Rect, samples: &Samples) {
    let side = area.size().min_elem() / 2.0;
    let corner = area.center() - Vec2::splat(side);
    for (index, pixels) in samples.inputs.iter().take(4).enumerate() {
        let at = corner + vec2((index % 2) as f32, (index / 2) as f32) * side;
        let cell = (side - 6.0) / 8.0;
        for (pixel, value) in pixels.iter().enumerate() {
            let place = at + vec2((pixel % 8) as f32, (pixel / 8) as f32) * cell;
            let paper = (255.0 * (1.0 - (value + 1.0) / 2.0)) as u8;
            let cell = Rect::from_min_size(place, Vec2::splat(cell + 0.5));
            painter.rect_filled(cell, 0.0, Color32::from_gray(paper));
        }
    }
}
