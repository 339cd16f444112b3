//! View "Network": the strongest synapses, with credit flowing back along them.

use egui::{Align2, Color32, Painter, Pos2, Rect, Sense, Stroke, Ui, pos2, vec2};
use petgraph::visit::EdgeRef as _;

use super::network_bar::bar_ui;
use super::network_layers::{STRIP, layers_ui};
use super::network_layout::places;
use super::network_legend::{RING, legend};
use super::network_names::{margin, names as written_names};
use super::network_neurons::{largest_disc, neuron_hover_ui, neurons};
use super::view::{View, ViewInput, waiting};
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::Messages;
use crate::app::pointing::{Pointing, Target};
use crate::app::theme::{Palette, palette};
use crate::app::view_box::Zoom;
use crate::app::widgets::{Closer, picture_area, write};
use crate::engine::{Findings, Scene};

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "The strongest synapses, with credit flowing back along them.",
    shows: "Neurons as discs and the strongest synapses as lines; each community stands together, or, in a layered network, each layer in a column of its own.",
    look_for: "Watch amber dots of credit travel back along the lines, against the way that firing went: they show who has earned credit from whom.",
    legend: &[
        (
            Mark::Line(Ink::EXCITATION),
            "Red line: a synapse that excites, thicker where it is stronger; in small networks with a head where it ends",
        ),
        (
            Mark::Line(Ink::INHIBITION),
            "Blue line: a synapse that inhibits",
        ),
        (
            Mark::Dot(Ink::CREDIT),
            "Amber dot: credit on its way from post to pre, larger for a larger signal g_ji",
        ),
        (
            Mark::Dot(Ink::FIRING),
            "Dark dot, with layers: firing on its way from pre to post",
        ),
        (
            Mark::Dot(Ink::COMMUNITY),
            "Disc: a neuron in the colour of its community, larger where its synapses are stronger; with layers blue, white or red for x below, at or above 0",
        ),
        (Mark::Ring(Ink::CREDIT), "Amber ring: credit is clamped"),
        (Mark::Ring(Ink::FIRING), "Dark ring: firing is clamped"),
        (Mark::Dot(Ink::HIGHLIGHT), "Violet rim: what you point at"),
        (
            Mark::Word("isolated"),
            "The row at the bottom: neurons without a synapse to another",
        ),
        (
            Mark::Word("357"),
            "A number below: how many lines there are; the slider above sets how many are drawn at most",
        ),
    ],
    symbols: &["w_ij", "g_ji", "c_i", "x_i"],
};

/// The name under which the network is looked at.
const NETWORK: &str = "network";
/// How near the pointer must be to a neuron, in screen points.
const REACH: f32 = 10.0;
/// Seconds in which neurons glide to a new place.
const GLIDE_S: f32 = 0.6;
/// Trips per second of a credit dot along its synapse.
const TRIPS_PER_S: f64 = 0.7;

#[derive(Default)]
pub struct NetworkView {
    shown: Vec<Pos2>,
    generation: u64,
    /// Where the neurons belong at an iteration.
    goal: (u64, Vec<Pos2>),
}

impl View for NetworkView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        let Some(findings) = &scene.findings else {
            return waiting(ui, "Waiting for the first analysis …");
        };
        if findings.partition.order.len() != scene.snapshot.neurons() {
            return;
        }
        bar_ui(ui, input, messages);
        let space = ui.available_size();
        let sense = Sense::click_and_drag();
        let (area, response) = picture_area(ui, space, sense, "Network graph");
        let all = Rect::from_min_max(area.min, area.max - vec2(0.0, 16.0));
        let (strip, below) = all.split_top_bottom_at_y(all.top() + STRIP);
        let has_layers = scene.snapshot.topology.layers().is_some();
        let seen = if has_layers { below } else { all };
        self.glide(ui, input, findings);
        let now = input.choices.zooms.get(NETWORK).unwrap_or(Zoom::PICTURE);
        let field = whole(seen.shrink(8.0), now);
        let at = self.shown.iter().map(|p| field.lerp_inside(p.to_vec2()));
        let at: Vec<Pos2> = at.collect();
        let (pointing, colours) = (input.pointing, palette(ui));
        let edges = strongest(findings, input.choices.synapses());
        let painter = ui.painter_at(seen);
        synapses(&painter, scene, (findings, &edges), &at, pointing, colours);
        dots(ui, &painter, scene, &edges, &at);
        isolated(ui, &painter, scene, findings, field, &at);
        neurons(
            &painter,
            scene,
            findings,
            (&at, now.factor()),
            pointing,
            colours,
        );
        let radius = largest_disc(&painter, scene, now.factor()) + 2.0 * RING;
        written_names(ui, &painter, &scene.snapshot, &at, radius);
        legend(ui, &ui.painter_at(area), area, scene, edges.len());
        if !input.on_paper {
            let closer = Closer::picture(NETWORK, "Network", now, seen.shrink(8.0));
            closer.ui(ui, &response, messages);
        }
        if now == Zoom::PICTURE {
            layers_ui(ui, strip, field, input, messages);
        }
        if response.dragged() {
            return;
        }
        let Some(pos) = response.hover_pos().filter(|pos| seen.contains(*pos)) else {
            return;
        };
        let distance = |neuron: &usize| at[*neuron].distance(pos);
        let nearest = (0..at.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        if let Some(neuron) = nearest.filter(|neuron| distance(neuron) < REACH) {
            messages.point(Target::Neuron(neuron), response.clicked());
            response.on_hover_ui_at_pointer(|ui| neuron_hover_ui(ui, scene, neuron));
        }
    }
}

impl NetworkView {
    /// Moves the neurons towards their places.
    fn glide(&mut self, ui: &Ui, input: &ViewInput<'_>, findings: &Findings) {
        let snapshot = &input.scene.snapshot;
        let is_new = self.generation != findings.generation;
        if is_new || self.goal.0 != findings.iteration || self.goal.1.is_empty() {
            let places = places(&snapshot.topology, &findings.partition, margin(snapshot));
            self.goal = (findings.iteration, places);
        }
        let goal = &self.goal.1;
        if is_new || self.shown.len() != goal.len() {
            self.generation = findings.generation;
            self.shown.clone_from(goal);
            return;
        }
        let dt = ui.input(|i| i.stable_dt).min(0.1);
        let share = match input.on_paper {
            // Few frames, some time apart: each shows the neurons close to their places.
            true => 0.45,
            false => 1.0 - (-4.0 * dt / GLIDE_S).exp(),
        };
        let mut moving = false;
        for (now, goal) in self.shown.iter_mut().zip(goal) {
            let way = *goal - *now;
            if way.length() < 0.002 {
                *now = *goal;
            } else {
                *now += way * share;
                moving = true;
            }
        }
        // While the simulation runs it asks for frames itself, and not too many.
        if moving && !snapshot.running {
            ui.ctx().request_repaint();
        }
    }
}

/// Where all of the unit square lies, of which a part is seen.
fn whole(seen: Rect, zoom: Zoom) -> Rect {
    let shown = zoom.shown;
    let width = |[from, to]: [f64; 2]| (to - from) as f32;
    let size = seen.size() / vec2(width(shown.x), width(shown.y));
    let start = vec2(shown.x[0] as f32, shown.y[0] as f32);
    Rect::from_min_size(seen.min - start * size, size)
}

/// A synapse that is drawn: from post to pre, the way credit flows, with its weight.
struct Edge {
    post: usize,
    pre: usize,
    weight: f32,
}

/// So many of the strongest synapses, strongest first.
fn strongest(findings: &Findings, count: usize) -> Vec<Edge> {
    let edges = findings.skeleton.graph.edge_references().take(count);
    let edge = |edge: petgraph::graph::EdgeReference<'_, f32>| Edge {
        post: edge.source().index(),
        pre: edge.target().index(),
        weight: *edge.weight(),
    };
    edges.map(edge).collect()
}

fn synapses(
    painter: &Painter,
    scene: &Scene,
    (findings, edges): (&Findings, &[Edge]),
    at: &[Pos2],
    pointing: &Pointing,
    colours: &Palette,
) {
    let largest = findings.skeleton.largest.max(f32::MIN_POSITIVE);
    let lit = pointing.lit();
    // Weakest first, so that the strongest lie on top.
    for Edge { post, pre, weight } in edges.iter().rev() {
        let strength = weight.abs() / largest;
        let colour = colours.signed(f64::from(*weight));
        let touched = lit.is_none_or(|target| target.touches_synapse(*post, *pre));
        let opacity = if touched { 0.18 + 0.6 * strength } else { 0.05 };
        let stroke = Stroke::new(0.7 + 2.0 * strength, colour.gamma_multiply(opacity));
        painter.add(egui::Shape::line_segment([at[*post], at[*pre]], stroke));
        if touched && strength > 0.45 && scene.snapshot.neurons() <= 64 {
            head(painter, at[*pre], at[*post], stroke);
        }
    }
    // What is pointed at elsewhere may be too weak to be among them.
    if let Some(&Target::Synapse { post, pre }) = lit
        && post.max(pre) < at.len().min(scene.snapshot.weights.neurons())
        && post != pre
        && scene.snapshot.weights.weight(post, pre) != 0.0
    {
        let stroke = Stroke::new(2.0, colours.highlight);
        painter.line_segment([at[pre], at[post]], stroke);
        head(painter, at[pre], at[post], stroke);
    }
}

/// An arrow head where a synapse ends on its post-neuron.
fn head(painter: &Painter, from: Pos2, to: Pos2, stroke: Stroke) {
    let way = (to - from).normalized();
    let tip = to - way * 5.0;
    for side in [way.rot90(), -way.rot90()] {
        painter.line_segment([tip, tip - way * 6.0 + side * 3.0], stroke);
    }
}

/// Names the row of the neurons without a synapse to another.
fn isolated(
    ui: &Ui,
    painter: &Painter,
    scene: &Scene,
    findings: &Findings,
    field: Rect,
    at: &[Pos2],
) {
    let order = &findings.partition.order;
    let first = order.get(order.len() - findings.partition.isolated());
    let in_a_row = scene.snapshot.topology.layers().is_none();
    if let Some(&neuron) = first.filter(|_| in_a_row) {
        let place = (pos2(field.left(), at[neuron].y - 6.0), Align2::LEFT_BOTTOM);
        let ink = ui.visuals().weak_text_color();
        write(painter, place, "isolated", 10.5, ink);
    }
}

/// Dots of credit on their way from post to pre, larger for larger |g|; in layered networks also
/// dots of firing on their way from pre to post, larger for larger |w x|.
fn dots(ui: &Ui, painter: &Painter, scene: &Scene, edges: &[Edge], at: &[Pos2]) {
    // Standing still, the dots stand still too, and nothing needs to be drawn again.
    let time = match scene.snapshot.running {
        true => ui.input(|i| i.time),
        false => 0.0,
    };
    let ends = |edge: &Edge| ([edge.post, edge.pre], f64::from(edge.weight.abs()));
    let edges: Vec<([usize; 2], f64)> = edges.iter().map(ends).collect();
    let feedback = &scene.snapshot.feedback;
    // What flows from the one end, `from`, of each synapse to the other; back by the feedback weights.
    let flow = |sent: &[f64], from: usize, colour: Color32| {
        let size = |(ends, w): &([usize; 2], f64)| {
            let carried = match from {
                0 => f64::from(feedback.weight(ends[0], ends[1]).abs()),
                _ => *w,
            };
            sent[ends[from]].abs() * carried
        };
        let largest = edges.iter().map(size).fold(0.0, f64::max);
        for (index, edge) in edges.iter().enumerate() {
            let share = (size(edge) / largest).sqrt() as f32;
            if largest <= 0.0 || share < 0.25 {
                continue;
            }
            let offset = index as f64 * 0.618_033_988_75;
            let way = (time * TRIPS_PER_S + offset).fract() as f32;
            let (from, to) = (at[edge.0[from]], at[edge.0[1 - from]]);
            painter.circle_filled(from.lerp(to, way), 0.8 + 2.2 * share, colour);
        }
    };
    flow(&scene.snapshot.effective_credit(), 0, palette(ui).credit);
    if scene.snapshot.topology.layers().is_some() {
        flow(&scene.snapshot.state.firing, 1, palette(ui).firing);
    }
}
