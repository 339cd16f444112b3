//! View "Firing": x of every neuron now, and over the latest firing updates.

use egui::{Align2, Color32, ColorImage, Rect, Sense, Stroke, TextureOptions, Ui, pos2, vec2};

use super::plot_closer::show;
use super::plots::{bars, caption, plot};
use super::view::{View, ViewInput, waiting};
use super::weights::place;
use crate::app::explained::{Explained, Ink, Mark, WEIGHTS};
use crate::app::messages::Messages;
use crate::app::pointing::Target;
use crate::app::theme::palette;
use crate::app::widgets::{
    CRISP_IF_SMALL, Kept, cell_at, cell_rect, image, number, picture_area, shade, texture, write,
};
use crate::engine::Scene;
use crate::export::ColourMap;

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "x of every neuron, now and over the latest firing updates.",
    shows: "The firing rate x of each neuron now, as bars, and below it over the latest firing updates, a row for each neuron; both in the order of the communities.",
    look_for: "Columns that stop changing mean that firing has settled before the slower clocks tick; stripes that go on mean that it has not, or that noise drives it.",
    legend: &[
        (Mark::Patch(Ink::FIRING), "Dark bar: x now"),
        (WEIGHTS, "Blue is x below 0, white 0, red above 0"),
        (
            Mark::Triangle(Ink::HIGHLIGHT),
            "Violet triangle below the axis: firing is clamped",
        ),
        (
            Mark::Line(Ink::HIGHLIGHT),
            "Violet bar or line: what you point at",
        ),
    ],
    symbols: &["x_i", "σ", "ε_x"],
};

/// Room at the left, where the plot above has its numbers.
const MARGIN: f32 = 34.0;
/// Room at the bottom for the times.
const AXIS: f32 = 18.0;

/// Firing now above, the raster below; both in the order of the communities.
pub struct FiringView {
    map: ColourMap,
    raster: Kept<(u64, u64, u64)>,
}

impl Default for FiringView {
    fn default() -> Self {
        Self {
            map: ColourMap::weights(),
            raster: None,
        }
    }
}

impl View for FiringView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let order = order(input.scene);
        let height = (ui.available_height() * 0.36).clamp(56.0, 170.0);
        let size = vec2(ui.available_width(), height);
        ui.allocate_ui(size, |ui| now_ui(ui, input, &order, messages));
        caption(ui, "x over the latest firing updates").on_hover_text("A row for each neuron, in the order above from top to bottom; a column for each firing update. Red is positive, blue negative.");
        self.raster_ui(ui, input, &order, messages);
    }
}

/// The neurons in the order of the communities, or by number before there are any.
fn order(scene: &Scene) -> Vec<usize> {
    let neurons = scene.snapshot.neurons();
    let found = scene.findings.as_ref();
    let order = found.map(|findings| findings.partition.order.clone());
    let order = order.filter(|order| order.len() == neurons);
    order.unwrap_or_else(|| (0..neurons).collect())
}

/// The largest |x| there is in what is shown, at least 1: rates lie between −1 and 1 for most functions.
/// With the latest updates, so that the scale does not jump from one to the next.
fn reach(input: &ViewInput<'_>) -> f64 {
    let largest = |scene: &Scene| {
        let snapshot = &scene.snapshot;
        let now = snapshot.state.firing.iter().copied();
        let then = snapshot.firing.firing.iter().map(|x| f64::from(*x));
        now.chain(then).fold(1.0, |most: f64, x| most.max(x.abs()))
    };
    input.both().map(largest).fold(1.0, f64::max)
}

fn now_ui(ui: &mut Ui, input: &ViewInput<'_>, order: &[usize], messages: &mut Messages) {
    let scene = input.scene;
    caption(ui, "Firing x of each neuron, by community").on_hover_text("x ← σ(W x) + ε_x at the latest firing update. Neurons whose firing is given from outside are marked below the axis.");
    let colours = palette(ui);
    let firing = &scene.snapshot.state.firing;
    let given = scene.snapshot.given_firing();
    let bar = |(at, neuron): (usize, &usize)| {
        let colour = match input.pointing.lights(*neuron) {
            true => colours.highlight,
            false => colours.firing,
        };
        (at as f64, firing[*neuron], colour)
    };
    let now = bars("x", 1.0, order.iter().enumerate().map(bar));
    let reach = reach(input);
    let places = order.iter().enumerate();
    let clamped = places.filter(|(_, neuron)| given.contains(neuron));
    let clamped: Vec<[f64; 2]> = clamped.map(|(at, _)| [at as f64, -1.06 * reach]).collect();
    let marks = egui_plot::Points::new("clamped", clamped)
        .shape(egui_plot::MarkerShape::Up)
        .radius(3.0)
        .color(colours.highlight);
    let edges = [0.0, order.len() as f64 - 1.0];
    let plot = plot("firing", ["", "x"], &edges, &[-1.06 * reach, reach])
        .label_formatter(|_| None)
        .height(ui.available_height().max(30.0))
        .show_x(false)
        .show_axes([false, true])
        .show_grid([false, true]);
    let shown = show(
        ui,
        ("Firing of each neuron", input),
        messages,
        plot,
        move |plot_ui| {
            plot_ui.bar_chart(now);
            plot_ui.points(marks);
            plot_ui.pointer_coordinate()
        },
    );
    let position = shown.inner.map(|point| point.x.round());
    let position = position.filter(|x| *x >= 0.0 && shown.response.hovered());
    if let Some(&neuron) = position.and_then(|x| order.get(x as usize)) {
        messages.point(Target::Neuron(neuron), shown.response.clicked());
        let clamped = if given.contains(&neuron) {
            ", held"
        } else {
            ""
        };
        let (place, x) = (place(scene, neuron), number(firing[neuron]));
        let text = format!("neuron {neuron}{place}: x = {x}{clamped}");
        shown.response.on_hover_text_at_pointer(text);
    }
}

impl FiringView {
    fn raster_ui(
        &mut self,
        ui: &mut Ui,
        input: &ViewInput<'_>,
        order: &[usize],
        messages: &mut Messages,
    ) {
        let (scene, raster) = (input.scene, &input.scene.snapshot.firing);
        let updates = raster.at_ms.len();
        if updates == 0 || raster.row(0).len() != order.len() {
            return waiting(ui, "Play, or step, to see firing over time.");
        }
        let space = ui.available_size();
        let (area, response) = picture_area(ui, space, Sense::click(), "Firing over time");
        let field = Rect::from_min_max(area.min + vec2(MARGIN, 0.0), area.max - vec2(6.0, AXIS));
        let reach = reach(input) as f32;
        let snapshot = &scene.snapshot;
        let found = scene.findings.as_ref().map_or(0, |found| found.iteration);
        let of = (snapshot.generation, snapshot.ticks[0], found);
        let map = &self.map;
        let options = TextureOptions {
            mipmap_mode: None,
            ..CRISP_IF_SMALL
        };
        let picture = texture(&mut self.raster, ui, of, options, || {
            let pixels = order.iter().flat_map(|neuron| {
                (0..updates).map(|update| shade(map, raster.row(update)[*neuron] / reach))
            });
            ColorImage::new([updates, order.len()], pixels.collect::<Vec<Color32>>())
        });
        let painter = ui.painter_at(area);
        image(&painter, picture, field);
        let rule = Stroke::new(1.0, palette(ui).rule);
        painter.rect_stroke(field, 0.0, rule, egui::StrokeKind::Outside);
        times(ui, &painter, field, &raster.at_ms);
        let cells = [order.len(), updates];
        for (row, neuron) in order.iter().enumerate() {
            if input.pointing.lights(*neuron) {
                let line = cell_rect(field, cells, row, 0);
                let colour = palette(ui).highlight;
                painter.hline(field.x_range(), line.center().y, Stroke::new(1.0, colour));
            }
        }
        let pointed = response
            .hover_pos()
            .and_then(|pos| cell_at(field, cells, pos));
        if let Some((row, update)) = pointed {
            let neuron = order[row];
            messages.point(Target::Neuron(neuron), response.clicked());
            let x = number(f64::from(raster.row(update)[neuron]));
            let (place, at) = (place(scene, neuron), raster.at_ms[update]);
            response
                .on_hover_text_at_pointer(format!("neuron {neuron}{place} at {at:.1} ms: x = {x}"));
        }
    }
}

/// The first and the last time, below the raster.
fn times(ui: &Ui, painter: &egui::Painter, field: Rect, at_ms: &[f64]) {
    let ink = ui.visuals().text_color();
    let ends = [
        (at_ms.first(), field.left(), Align2::LEFT_TOP),
        (at_ms.last(), field.right(), Align2::RIGHT_TOP),
    ];
    for (at, x, anchor) in ends {
        if let Some(at) = at {
            let place = pos2(x, field.bottom() + 3.0);
            write(painter, (place, anchor), format!("{at:.0} ms"), 10.5, ink);
        }
    }
    if field.width() > 220.0 {
        let place = pos2(field.center().x, field.bottom() + 3.0);
        write(
            painter,
            (place, Align2::CENTER_TOP),
            "model time",
            10.5,
            ink,
        );
    }
}
