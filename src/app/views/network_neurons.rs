//! The neurons of the network view.

use egui::{Align2, Color32, FontId, Painter, Pos2, Stroke, Ui, vec2};

use super::network_legend::{RING, disc};
use super::weights::place;
use crate::app::neuron_names::{name, numbered};
use crate::app::pointing::Pointing;
use crate::app::theme::{Palette, community_colour};
use crate::app::widgets::number;
use crate::engine::{Findings, Scene};

/// As many neurons as this have their names beside them: more names would hide each other.
const NAMED: usize = 48;

/// The radius of the largest disc, where the picture is looked at so closely.
pub fn largest_disc(painter: &Painter, scene: &Scene, factor: f64) -> f32 {
    let layers = scene.snapshot.topology.layers();
    let largest = match layers.and_then(|layers| layers.sizes.iter().max()) {
        Some(&most) => painter.clip_rect().height() / (2.4 * (most as f32 + 2.0)),
        None => 110.0 / (scene.snapshot.neurons() as f32).sqrt(),
    };
    largest.clamp(1.5, 12.0) * closer(factor)
}

/// Closer, discs are larger, but not so much that they hide more.
fn closer(factor: f64) -> f32 {
    (factor.sqrt() as f32).min(2.5)
}

/// A disc for each neuron. In a connectome its area grows with its strength, and its colour is that
/// of its community; in a layered network its colour is its firing rate. Clamped neurons have a ring.
pub fn neurons(
    painter: &Painter,
    scene: &Scene,
    findings: &Findings,
    (at, factor): (&[Pos2], f64),
    pointing: &Pointing,
    colours: &Palette,
) {
    let strength = &findings.strength;
    let most = strength.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let layers = scene.snapshot.topology.layers();
    let largest = largest_disc(painter, scene, factor);
    let firing = &scene.snapshot.state.firing;
    let given_credit = scene.snapshot.given_credits();
    let given_firing = scene.snapshot.given_firing();
    let fastest = firing.iter().fold(1e-9_f64, |most, x| most.max(x.abs()));
    for (neuron, &pos) in at.iter().enumerate() {
        let (radius, colour) = if layers.is_some() {
            let rate = firing[neuron] / fastest;
            let end = colours.signed(rate);
            (
                largest,
                Color32::WHITE.lerp_to_gamma(end, rate.abs() as f32),
            )
        } else {
            let share = (strength[neuron] / most) as f32;
            let colour = community_colour(scene.community_colour(neuron));
            let least = 1.6 * closer(factor);
            (least + (largest.max(3.0) - least) * share.sqrt(), colour)
        };
        let clamped = [
            (given_credit.contains(&neuron), colours.credit),
            (given_firing.contains(&neuron), colours.firing),
        ];
        let mut ring = radius + 0.8;
        for (_, colour) in clamped.into_iter().filter(|(is_clamped, _)| *is_clamped) {
            ring += RING;
            painter.circle_stroke(pos, ring, Stroke::new(1.4, colour));
        }
        if pointing.lights(neuron) {
            painter.circle_filled(pos, radius + 3.0, colours.highlight);
        }
        disc(painter, pos, radius, colour, colours);
    }
    names(painter, scene, (at, factor), largest, colours);
}

/// The names of the neurons in sight, above them, where there are few.
fn names(
    painter: &Painter,
    scene: &Scene,
    (at, factor): (&[Pos2], f64),
    radius: f32,
    colours: &Palette,
) {
    let topology = &scene.snapshot.topology;
    let seen = painter.clip_rect();
    // Those that the task names have that name beside them.
    let is_unnamed = |neuron: &usize| scene.snapshot.name_of(*neuron).is_none();
    let in_sight = || {
        (0..at.len())
            .filter(|neuron| seen.contains(at[*neuron]))
            .filter(is_unnamed)
    };
    let is_close = factor > 1.0 && in_sight().count() <= NAMED;
    if is_close || (topology.layers().is_some() && at.len() <= NAMED) {
        // Where neurons stand one below the other, there may be no room above them.
        let is_close = |pair: &[Pos2]| pair[0].distance(pair[1]) < 2.0 * radius + 14.0;
        let crowded = topology.layers().is_some() && at.windows(2).any(is_close);
        let (way, anchor) = match crowded {
            true => (vec2(-radius - 3.0, 0.0), Align2::RIGHT_CENTER),
            false => (vec2(0.0, -radius - 2.0), Align2::CENTER_BOTTOM),
        };
        for neuron in in_sight() {
            let name = name(topology, neuron).unwrap_or(neuron.to_string());
            let font = FontId::proportional(10.5);
            let galley = painter.layout_no_wrap(name, font, colours.line);
            let area = anchor.anchor_size(at[neuron] + way, galley.size());
            // Readable above synapses too.
            painter.rect_filled(
                area.expand2(vec2(1.0, 0.0)),
                2.0,
                colours.ground.gamma_multiply(0.75),
            );
            painter.galley(area.min, galley, colours.line);
        }
    }
}

pub fn neuron_hover_ui(ui: &mut Ui, scene: &Scene, neuron: usize) {
    let state = &scene.snapshot.state;
    let name = numbered(&scene.snapshot.topology, neuron);
    ui.label(format!("neuron {name}{}", place(scene, neuron)));
    let [x, s, c] = [&state.firing, &state.net_input, &state.credit].map(|of| number(of[neuron]));
    ui.weak(format!("x = {x}, s = {s}, c = {c}"));
}
