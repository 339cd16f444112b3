//! What there is at each synapse as a picture, with community borders, a colour bar and a read-out.

use egui::{
    Align2, Color32, ColorImage, FontId, Painter, Rect, Role, Sense, Stroke, StrokeKind, Ui, pos2,
    vec2,
};

use super::view::ViewInput;
use crate::analysis::Picture;
use crate::app::messages::Messages;
use crate::app::pointing::Target;
use crate::app::theme::{community_colour, palette};
use crate::app::widgets::{
    CRISP_IF_SMALL, ColourScale, Kept, cell_at, image, named, number, picture_area, shade, texture,
    write,
};
use crate::engine::Pictures;
use crate::export::ColourMap;

/// Width of the strips along the edges that show the communities.
const STRIP: f32 = 5.0;
/// Width of the colour bar with its numbers.
const BAR: f32 = 68.0;

/// A heatmap of all synapses, in the order of the communities.
pub struct Heatmap {
    pub map: ColourMap,
    /// A name for screen readers.
    pub name: &'static str,
    /// The quantity, for the colour bar.
    pub symbol: &'static str,
    /// What the colours mean, for the hover of the colour bar.
    pub legend: &'static str,
    pub of: fn(&Pictures) -> &Picture,
    /// The texture of a generation and revision, on a colour scale.
    pub texture: Kept<(u64, u64, ColourScale)>,
}

impl Heatmap {
    /// Draws the heatmap into the space there is, and lights up the synapse (post, pre) under the
    /// pointer, of which `said` tells what it is and where.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        input: &ViewInput<'_>,
        pictures: &Pictures,
        messages: &mut Messages,
        said: impl FnOnce(usize, usize) -> [String; 2],
    ) {
        let space = ui.available_size();
        let side = (space.x - BAR - STRIP).min(space.y - STRIP).max(40.0);
        let size = space.max(vec2(side, side));
        let (area, response) = picture_area(ui, size, Sense::click(), self.name);
        let left = area.left() + ((space.x - BAR - STRIP - side) / 2.0).max(0.0);
        let square = Rect::from_min_size(pos2(left + STRIP, area.top() + STRIP), vec2(side, side));
        let painter = ui.painter_at(area);

        let (picture, scale) = ((self.of)(pictures), self.common_scale(input));
        let of = (pictures.generation, pictures.revision, scale);
        let shown = texture(&mut self.texture, ui, of, CRISP_IF_SMALL, || {
            let values = picture.values.iter();
            let pixels = values.map(|v| shade(&self.map, scale.place(*v)));
            ColorImage::new([picture.side; 2], pixels.collect())
        });
        image(&painter, shown, square);
        let frame = Stroke::new(1.0, palette(ui).rule);
        painter.rect_stroke(square, 0, frame, StrokeKind::Outside);
        communities(&painter, square, pictures);
        let (order, lit) = (&pictures.partition.order, input.pointing.lit_neurons());
        light(&painter, square, order, &lit, palette(ui).highlight);
        self.colour_bar(ui, &painter, square, picture, scale);

        let cell = |pos| cell_at(square, [order.len(); 2], pos);
        if let Some((row, column)) = response.hover_pos().and_then(cell) {
            let (post, pre) = (order[row], order[column]);
            messages.point(Target::Synapse { post, pre }, response.clicked());
            let [what, place] = said(post, pre);
            response.on_hover_ui_at_pointer(|ui| {
                ui.label(what);
                ui.weak(place);
            });
        }
    }

    /// The colour scale, the same for both sides of a comparison.
    fn common_scale(&self, input: &ViewInput<'_>) -> ColourScale {
        let pictures = input.both().filter_map(|scene| scene.pictures.as_deref());
        // A picture without any weight has no scale of its own.
        let weighty = pictures
            .map(self.of)
            .filter(|picture| picture.largest > 0.0);
        let limits: Vec<f32> = weighty.map(|picture| picture.limit).collect();
        ColourScale::common(limits.into_iter())
    }

    /// The colour bar: what the colours mean in numbers.
    fn colour_bar(
        &self,
        ui: &Ui,
        painter: &Painter,
        square: Rect,
        picture: &Picture,
        scale: ColourScale,
    ) {
        let height = (square.height().min(180.0) - 28.0).max(20.0);
        let bar = Rect::from_min_size(square.right_top() + vec2(8.0, 14.0), vec2(9.0, height));
        let steps = 48;
        for step in 0..steps {
            let t = 1.0 - 2.0 * (step as f32 + 0.5) / steps as f32;
            let y = |k: usize| bar.top() + bar.height() * k as f32 / steps as f32;
            let cell = Rect::from_x_y_ranges(bar.x_range(), y(step)..=y(step + 1));
            painter.rect_filled(cell, 0, shade(&self.map, t));
        }
        let frame = Stroke::new(1.0, palette(ui).rule);
        painter.rect_stroke(bar, 0, frame, StrokeKind::Outside);
        let ink = ui.visuals().text_color();
        let text = |x: f32, y: f32, text: &str| {
            write(painter, (pos2(x, y), Align2::LEFT_CENTER), text, 11.0, ink);
        };
        let limit = number(f64::from(scale.limit));
        let [above, below] = match picture.largest > scale.limit {
            true => ["≥ ", "≤ "],
            false => ["", ""],
        };
        text(bar.center().x - 6.0, bar.top() - 13.0, self.symbol);
        let right = bar.right() + 4.0;
        text(right, bar.top() + 3.0, &format!("{above}{limit}"));
        text(right, bar.center().y, "0");
        // On a logarithmic scale the middle of each half tells how steep it is.
        if let Some(half) = scale.at_half() {
            let (half, quarter) = (number(f64::from(half)), bar.height() / 4.0);
            text(right, bar.top() + quarter, &half);
            text(right, bar.bottom() - quarter, &format!("−{half}"));
        }
        text(right, bar.bottom() - 3.0, &format!("{below}−{limit}"));
        let place = ui.scope_id().with("colour bar");
        let hover = ui.interact(bar.expand(6.0), place, Sense::hover());
        let range = format!("Colours of {}: up to {limit}", self.symbol);
        let (largest, remark) = (number(f64::from(picture.largest)), scale.remark());
        let explained = format!("{} Largest magnitude: {largest}.{remark}", self.legend);
        named(hover, Role::Image, &range).on_hover_text(explained);
    }
}

/// Colours the edges beside a block of the matrix.
fn strips(painter: &Painter, square: Rect, block: Rect, colour: Color32) {
    let (top, left) = (square.top(), square.left());
    let above = Rect::from_x_y_ranges(block.x_range(), top - STRIP..=top - 1.0);
    let beside = Rect::from_x_y_ranges(left - STRIP..=left - 1.0, block.y_range());
    painter.rect_filled(above, 0, colour);
    painter.rect_filled(beside, 0, colour);
}

/// Colour strips along the edges, and a frame and a number for each community.
fn communities(painter: &Painter, square: Rect, pictures: &Pictures) {
    let order = &pictures.partition.order;
    let n = order.len().max(1) as f32;
    let at = |p: usize| square.min + square.size() * p as f32 / n;
    for bounds in &pictures.partition.bounds {
        let first = order.get(bounds.start);
        let colour = first.and_then(|&i| pictures.colours.get(i).copied().flatten());
        let block = Rect::from_min_max(at(bounds.start), at(bounds.end));
        strips(painter, square, block, community_colour(colour));
        if block.width() >= 3.0 {
            let frame = Stroke::new(1.0, Color32::from_black_alpha(150));
            painter.rect_stroke(block, 0, frame, StrokeKind::Inside);
        }
        if block.width() >= 16.0 {
            let number = colour.map_or(String::new(), |colour| (colour + 1).to_string());
            let ink = Color32::from_black_alpha(210);
            let galley = painter.layout_no_wrap(number, FontId::proportional(11.0), ink);
            let place = Rect::from_min_size(block.left_top() + vec2(3.0, 2.0), galley.size());
            let ground = Color32::from_white_alpha(190);
            painter.rect_filled(place.expand2(vec2(1.5, 0.0)), 2, ground);
            painter.galley(place.min, galley, ink);
        }
    }
}

/// Where neurons pointed at are scattered over more runs than this, lines would hide the matrix.
const FEW_RUNS: usize = 9;

/// A cross through the row and the column of neurons pointed at; many are marked along the edges,
/// and lines show where they begin and end.
fn light(painter: &Painter, square: Rect, order: &[usize], lit: &[usize], colour: Color32) {
    if lit.is_empty() {
        return;
    }
    let mut is_lit = vec![false; order.len()];
    for &neuron in lit {
        if let Some(lit) = is_lit.get_mut(neuron) {
            *lit = true;
        }
    }
    let n = order.len().max(1) as f32;
    let at = |share: f32| square.min + share * square.size();
    let few = lit.len() <= 2;
    let stroke = Stroke::new(1.0, colour.gamma_multiply(if few { 0.8 } else { 0.35 }));
    let cross = |share: f32| {
        painter.hline(square.x_range(), at(share).y, stroke);
        painter.vline(at(share).x, square.y_range(), stroke);
    };
    let runs = || order.chunk_by(|a, b| is_lit[*a] == is_lit[*b]);
    let mut position = 0;
    for run in runs() {
        let (start, end) = (position as f32 / n, (position + run.len()) as f32 / n);
        position += run.len();
        if is_lit[run[0]] && few {
            (0..run.len()).for_each(|i| cross(start + (i as f32 + 0.5) / n));
        } else if is_lit[run[0]] {
            strips(
                painter,
                square,
                Rect::from_min_max(at(start), at(end)),
                colour,
            );
            if runs().count() <= FEW_RUNS {
                [start, end].into_iter().for_each(cross);
            }
        }
    }
}
