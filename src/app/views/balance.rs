//! View "E/I balance": excitation against inhibition, and net inputs under the bell f.

use egui::Ui;
use egui_plot::{GridMark, HoverPosition, MarkerShape, PlotPoint, PlotResponse};

use super::plot_closer::show;
use super::plots::{axes, bars, caption, curve, diagonal, dots, pair, plot};
use super::view::{ViewInput, waiting};
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::Messages;
use crate::app::pointing::{Pointing, Target};
use crate::app::theme::palette;
use crate::app::widgets::number;

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "Excitation against inhibition of each neuron, and net inputs s under the balance function f.",
    shows: "Two plots: the excitation E of each neuron against its inhibition I, and how many neurons have which net input s under the bell f(s).",
    look_for: "Neurons on the line E = I, under the top of the bell, are balanced and hand back much credit; those far out are saturated or silent and hand back none.",
    legend: &[
        (
            Mark::Dot(Ink::FIRING),
            "Dark dot: a neuron; at the edge if too small for the axes",
        ),
        (
            Mark::Triangle(Ink::CREDIT),
            "Amber triangle: a neuron whose credit is clamped",
        ),
        (
            Mark::Patch(Ink::FIRING),
            "Dark square: a neuron whose firing is clamped",
        ),
        (
            Mark::Line(Ink::BALANCE),
            "Green-grey line: E = I, and in the other plot f(s)",
        ),
        (
            Mark::Patch(Ink::CHANCE),
            "Grey bar: how many neurons have this s; heights are logarithmic",
        ),
        (Mark::Dot(Ink::HIGHLIGHT), "Violet dot: what you point at"),
    ],
    symbols: &["E_i, I_i", "s_i", "f", "f(s_i)"],
};

/// Bins of the histogram of s.
const BINS: usize = 41;
/// How near the pointer must be to a point, in screen points.
const REACH: f32 = 9.0;

pub fn view_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    pair(
        ui,
        messages,
        |ui, messages| currents_ui(ui, input, messages),
        |ui, messages| net_input_ui(ui, input, messages),
    );
}

fn currents_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    caption(ui, "Excitation E against inhibition I").on_hover_text("One point per neuron, on logarithmic axes; what is too small for them stands at the edge. Amber triangles: neurons whose credit is clamped; squares: those whose firing is. On the line excitation and inhibition cancel: E_i = Σ_j max(w_ij x_j, 0), I_i = Σ_j max(−w_ij x_j, 0). E_i − I_i is the net input of the neuron's next firing update.");
    let Some(findings) = &input.scene.findings else {
        return waiting(ui, "Waiting for the first analysis …");
    };
    let currents = &findings.currents;
    let axes_of_both = input.both().filter_map(|scene| {
        let currents = &scene.findings.as_ref()?.currents;
        let values = currents.excitation.iter().chain(&currents.inhibition);
        Some(LogAxis::for_values(values))
    });
    let Some(axis) = axes_of_both.reduce(LogAxis::with) else {
        return;
    };
    let pairs = currents.excitation.iter().zip(&currents.inhibition);
    let points = pairs.map(|(e, i)| [axis.place(*e), axis.place(*i)]);
    let points: Vec<[f64; 2]> = points.collect();
    let shown = currents_plot(ui, &points, axis, (input, messages));
    let Some(pos) = shown.response.hover_pos() else {
        return;
    };
    let distance = |i: &usize| {
        let point = PlotPoint::from(points[*i]);
        shown.transform.position_from_point(&point).distance(pos)
    };
    let nearest = (0..points.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)));
    if let Some(neuron) = nearest.filter(|neuron| distance(neuron) < REACH) {
        messages.point(Target::Neuron(neuron), shown.response.clicked());
        let (e, i) = (currents.excitation[neuron], currents.inhibition[neuron]);
        let [e, i, net] = [e, i, e - i].map(number);
        let text = format!("neuron {neuron}: E = {e}, I = {i}, E − I = {net}");
        shown.response.on_hover_text_at_pointer(text);
    }
}

fn currents_plot(
    ui: &mut Ui,
    points: &[[f64; 2]],
    axis: LogAxis,
    (input, messages): (&ViewInput<'_>, &mut Messages),
) -> PlotResponse<()> {
    let (colours, pointing) = (palette(ui), input.pointing);
    let snapshot = &input.scene.snapshot;
    let of = |given: std::ops::Range<usize>| -> Vec<[f64; 2]> {
        given.filter_map(|i| points.get(i).copied()).collect()
    };
    let [credit, firing] = [snapshot.given_credits(), snapshot.given_firing()].map(of);
    let lit = (0..points.len()).filter(|i| pointing.lights(*i));
    let lit: Vec<[f64; 2]> = lit.map(|i| points[i]).collect();
    let [x_axis, y_axis] = axes("E", "I", move |mark, _| axis.tick(mark.value));
    let ends = [axis.low, axis.high];
    let plot = plot("E against I", ["", ""], &ends, &ends)
        .custom_x_axes(vec![x_axis])
        .custom_y_axes(vec![y_axis])
        .x_grid_spacer(move |_| axis.marks())
        .y_grid_spacer(move |_| axis.marks())
        .label_formatter(move |hover| {
            let HoverPosition::Elsewhere { position } = hover else {
                // The neuron is told beside the pointer.
                return None;
            };
            let [e, i] = [position.x, position.y].map(|place| axis.tick(place));
            Some(format!("E {e}\nI {i}"))
        });
    // As in the margins of the matrices.
    let triangles = dots("credit clamped", credit, 3.0, colours.credit).shape(MarkerShape::Up);
    let squares = dots("firing clamped", firing, 3.4, colours.firing).shape(MarkerShape::Square);
    let all = dots("neurons", points.to_vec(), 2.0, colours.firing);
    let lit = dots("lit", lit, lit_radius(pointing), colours.highlight);
    show(
        ui,
        ("Excitation E against inhibition I", input),
        messages,
        plot,
        move |plot_ui| {
            plot_ui.line(diagonal("E = I", ends, 1.5, colours.balance));
            for points in [all, triangles, squares, lit] {
                plot_ui.points(points);
            }
        },
    )
}

fn net_input_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    let (scene, pointing) = (input.scene, input.pointing);
    caption(ui, "Net input s under the balance function f").on_hover_text("Grey: how many neurons received this net input s at their latest firing update (logarithmic heights). Green: f(s). A neuron hands back credit in proportion to f(s).");
    let rules = scene.snapshot.rules;
    let net_input = &scene.snapshot.state.net_input;
    let f = move |s: f64| rules.balance.value(rules.activation, s);
    // Not that of the other side: beside a network with far larger net inputs no bell would be seen.
    let (low, high) = span(net_input);
    let places = (0..=400).map(|i| low + (high - low) * f64::from(i) / 400.0);
    let peak = places.map(f).fold(1e-9, f64::max);
    let heights = histogram(net_input, low, high).map(|count| (1.0 + count as f64).ln());
    let tallest = heights.into_iter().fold(1e-9, f64::max);
    let width = (high - low) / BINS as f64;
    let colours = palette(ui);
    let grey = colours.chance.gamma_multiply(0.7);
    let counts = heights.iter().enumerate().map(|(bin, height)| {
        let centre = low + (bin as f64 + 0.5) * width;
        (centre, height / tallest * peak, grey)
    });
    let counts = bars("neurons", width, counts);
    let lit = net_input
        .iter()
        .enumerate()
        .filter(|(i, _)| pointing.lights(*i));
    let lit: Vec<[f64; 2]> = lit.map(|(_, s)| [*s, f(*s)]).collect();
    let counted = histogram(net_input, low, high);
    let plot =
        plot("s under f", ["s", "f(s)"], &[], &[0.0]).label_formatter(move |hover| {
            let (HoverPosition::NearDataPoint { position, .. }
            | HoverPosition::Elsewhere { position }) = hover;
            let s = position.x;
            let bin = ((s - low) / width).floor();
            let count = (bin >= 0.0).then(|| counted.get(bin as usize)).flatten();
            let count = count.map_or(String::new(), |count| format!("\n{count} neurons near"));
            Some(format!("s {}\nf(s) {}{count}", number(s), number(f(s))))
        });
    let bell = curve("f(s)", low..=high, f, colours.balance);
    let lit = dots("lit", lit, lit_radius(pointing), colours.highlight);
    show(
        ui,
        ("Net inputs s under the balance function f", input),
        messages,
        plot,
        move |plot_ui| {
            plot_ui.bar_chart(counts);
            plot_ui.line(bell);
            plot_ui.points(lit);
        },
    );
}

/// Many points at once are lit more modestly than one.
fn lit_radius(pointing: &Pointing) -> f32 {
    match pointing.lit() {
        Some(Target::Group(_)) => 3.2,
        _ => 5.0,
    }
}

/// A logarithmic axis from a power of ten to a power of ten; plots know only linear ones.
#[derive(Debug, Clone, Copy, PartialEq)]
struct LogAxis {
    /// log₁₀ of the low end.
    low: f64,
    /// log₁₀ of the high end.
    high: f64,
}

/// Decades on a logarithmic axis.
const DECADES: f64 = 4.0;

impl LogAxis {
    /// An axis that reaches above the largest value.
    fn for_values<'a>(values: impl Iterator<Item = &'a f64>) -> Self {
        let most = values.fold(0.0_f64, |most, v| most.max(*v));
        let high = if most > 0.0 { most.log10().ceil() } else { 0.0 };
        let low = high - DECADES;
        Self { low, high }
    }

    /// An axis that reaches as far as both.
    fn with(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Where a value stands; what is too small stands at the low end.
    fn place(&self, value: f64) -> f64 {
        value.max(f64::MIN_POSITIVE).log10().max(self.low)
    }

    fn marks(&self) -> Vec<GridMark> {
        let decades = self.high - self.low;
        let step_size = (decades / DECADES).ceil().max(1.0);
        let mark = |k: i32| GridMark {
            value: self.low + f64::from(k) * step_size,
            step_size,
        };
        (0..=(decades / step_size) as i32).map(mark).collect()
    }

    fn tick(&self, place: f64) -> String {
        let sign = if place <= self.low { "≤ " } else { "" };
        format!("{sign}{}", number(10.0_f64.powf(place)))
    }
}

/// The range of net inputs shown: symmetric, at least ±3 so that the bell is seen, and steady.
fn span(net_input: &[f64]) -> (f64, f64) {
    let most = net_input.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
    let half = match most <= 3.0 {
        true => 3.0,
        false => 2.0_f64.powf(most.log2().ceil()),
    };
    (-half, half)
}

fn histogram(net_input: &[f64], low: f64, high: f64) -> [usize; BINS] {
    let mut counts = [0; BINS];
    for s in net_input {
        let bin = (s - low) / (high - low) * BINS as f64;
        counts[(bin.max(0.0) as usize).min(BINS - 1)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithmic_axes_hold_the_largest_value_of_both_sides_and_keep_the_smallest_at_their_edge() {
        let axis = LogAxis::for_values([0.0, 3.0, 0.02].iter());
        assert_eq!((axis.low, axis.high), (-3.0, 1.0));
        assert_eq!(axis.place(0.0), -3.0);
        assert!((axis.place(0.02) - 0.02_f64.log10()).abs() < 1e-12);
        assert_eq!(axis.tick(-3.0), "≤ 0.001");
        assert_eq!(axis.tick(1.0), "10");
        let weak = LogAxis::for_values([0.5].iter());
        let strong = LogAxis::for_values([2000.0].iter());
        let both = weak.with(strong);
        assert_eq!((both.low, both.high), (-4.0, 4.0));
        assert_eq!(both.marks().len(), 5);
    }

    #[test]
    fn every_neuron_is_counted_once_whatever_its_net_input() {
        let net_input = [-9.0, -3.0, 0.0, 0.01, 2.9, 3.0, 1e30];
        let (low, high) = span(&net_input[1..6]);
        assert_eq!((low, high), (-3.0, 3.0));
        let counts = histogram(&net_input, low, high);
        assert_eq!(counts.iter().sum::<usize>(), net_input.len());
        assert_eq!(span(&[5.0]), (-8.0, 8.0));
    }
}
