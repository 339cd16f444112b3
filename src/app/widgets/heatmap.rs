//! A square matrix as a picture, with community borders, a colour bar and a read-out.

use std::ops::Range;

use egui::{
    Align2, Color32, ColorImage, CornerRadius, FontId, Painter, Pos2, Rect, Response, Sense,
    Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, pos2, vec2,
};

use super::{ColourScale, number};
use crate::analysis::{Partition, Picture};
use crate::app::theme::community_colour;
use crate::app::theme::palette;
use crate::export::ColourMap;

/// Width of the strips along the edges that show the communities.
const STRIP: f32 = 5.0;
/// Width of the colour bar with its numbers.
const BAR: f32 = 68.0;

/// A heatmap and its texture, which is renewed only when the picture is.
pub struct Heatmap {
    map: ColourMap,
    texture: Option<TextureHandle>,
    /// The picture in the texture, and its colour scale.
    shown: Option<((u64, u64), ColourScale)>,
}

/// What a heatmap shows.
pub struct HeatmapSpec<'a> {
    /// A name for screen readers.
    pub name: &'a str,
    /// The quantity, for the colour bar.
    pub symbol: &'a str,
    /// What the colours mean, for the hover of the colour bar.
    pub legend: &'a str,
    /// The matrix.
    pub picture: &'a Picture,
    /// From numbers to colours.
    pub scale: ColourScale,
    /// The generation and revision of the picture.
    pub version: (u64, u64),
    /// The order of the neurons, and where communities begin and end.
    pub partition: &'a Partition,
    /// For each neuron the colour of its community.
    pub colours: &'a [Option<usize>],
    /// Neurons to light up, by number.
    pub lit: &'a [usize],
}

impl Heatmap {
    /// A heatmap with this colour map.
    pub fn new(map: ColourMap) -> Self {
        Self {
            map,
            texture: None,
            shown: None,
        }
    }

    /// Draws the heatmap into the space there is. Returns the response and the neurons (post, pre)
    /// under the pointer.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        spec: &HeatmapSpec<'_>,
    ) -> (Response, Option<(usize, usize)>) {
        let space = ui.available_size();
        let side = (space.x - BAR - STRIP).min(space.y - STRIP).max(40.0);
        let (area, response) = ui.allocate_exact_size(space.max(vec2(side, side)), Sense::click());
        let left = area.left() + ((space.x - BAR - STRIP - side) / 2.0).max(0.0);
        let square = Rect::from_min_size(pos2(left + STRIP, area.top() + STRIP), vec2(side, side));
        let painter = ui.painter_at(area);

        self.refresh(ui, spec);
        if let Some(texture) = &self.texture {
            let uv = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            painter.image(texture.id(), square, uv, Color32::WHITE);
        }
        let frame = Stroke::new(1.0, palette(ui).rule);
        painter.rect_stroke(square, CornerRadius::ZERO, frame, StrokeKind::Outside);
        communities(&painter, square, spec);
        light(&painter, square, spec, palette(ui).highlight);
        self.colour_bar(ui, &painter, square, spec);

        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, spec.name));
        let pointed = response
            .hover_pos()
            .and_then(|pos| neurons_at(square, spec.partition, pos));
        (response, pointed)
    }

    fn colour(&self, value: f32, limit: f32) -> Color32 {
        let [r, g, b] = self.map.colour(value, limit);
        Color32::from_rgb(r, g, b)
    }

    fn refresh(&mut self, ui: &Ui, spec: &HeatmapSpec<'_>) {
        let scale = spec.scale;
        let shown = Some((spec.version, scale));
        if self.shown == shown && self.texture.is_some() {
            return;
        }
        self.shown = shown;
        let side = spec.picture.side;
        let pixels = spec
            .picture
            .values
            .iter()
            .map(|&v| self.colour(scale.place(v), 1.0))
            .collect();
        let image = ColorImage::new([side, side], pixels);
        // Large matrices are shown smaller than they are, small ones with crisp cells.
        let options = TextureOptions {
            minification: egui::TextureFilter::Linear,
            ..TextureOptions::NEAREST
        };
        match &mut self.texture {
            Some(texture) => texture.set(image, options),
            None => self.texture = Some(ui.ctx().load_texture(spec.name, image, options)),
        }
    }

    /// The colour bar: what the colours mean in numbers.
    fn colour_bar(&self, ui: &Ui, painter: &Painter, square: Rect, spec: &HeatmapSpec<'_>) {
        let height = square.height().min(180.0);
        let bar = Rect::from_min_size(
            square.right_top() + vec2(8.0, 14.0),
            vec2(9.0, (height - 28.0).max(20.0)),
        );
        let steps = 48;
        for step in 0..steps {
            let t = 1.0 - 2.0 * (step as f32 + 0.5) / steps as f32;
            let y = |k: usize| bar.top() + bar.height() * k as f32 / steps as f32;
            let cell = Rect::from_x_y_ranges(bar.x_range(), y(step)..=y(step + 1));
            painter.rect_filled(cell, 0, self.colour(t, 1.0));
        }
        let frame = Stroke::new(1.0, palette(ui).rule);
        painter.rect_stroke(bar, 0, frame, StrokeKind::Outside);
        bar_numbers(ui, painter, bar, spec);
        let place = ui.scope_id().with("colour bar");
        let hover = ui.interact(bar.expand(6.0), place, Sense::hover());
        let limit = number(f64::from(spec.scale.limit));
        let range = format!("Colours of {}: up to {limit}", spec.symbol);
        hover.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &range));
        hover.on_hover_text(format!(
            "{} Largest magnitude: {}.{}",
            spec.legend,
            number(f64::from(spec.picture.largest)),
            spec.scale.remark()
        ));
    }
}

/// The symbol above a colour bar, and the numbers beside it.
fn bar_numbers(ui: &Ui, painter: &Painter, bar: Rect, spec: &HeatmapSpec<'_>) {
    let (font, ink) = (FontId::proportional(11.0), ui.visuals().text_color());
    let text = |x: f32, y: f32, text: &str| {
        painter.text(pos2(x, y), Align2::LEFT_CENTER, text, font.clone(), ink);
    };
    let limit = number(f64::from(spec.scale.limit));
    let [above, below] = match spec.picture.largest > spec.scale.limit {
        true => ["≥ ", "≤ "],
        false => ["", ""],
    };
    text(bar.center().x - 6.0, bar.top() - 13.0, spec.symbol);
    let right = bar.right() + 4.0;
    text(right, bar.top() + 3.0, &format!("{above}{limit}"));
    text(right, bar.center().y, "0");
    // On a logarithmic scale the middle of each half tells how steep it is.
    if let Some(half) = spec.scale.at_half() {
        let half = number(f64::from(half));
        let quarter = bar.height() / 4.0;
        text(right, bar.top() + quarter, &half);
        text(right, bar.bottom() - quarter, &format!("−{half}"));
    }
    text(right, bar.bottom() - 3.0, &format!("{below}−{limit}"));
}

/// Colour strips along the edges, and a frame and a number for each community.
fn communities(painter: &Painter, square: Rect, spec: &HeatmapSpec<'_>) {
    let n = spec.partition.order.len().max(1) as f32;
    let across = |p: usize| square.left() + square.width() * p as f32 / n;
    let down = |p: usize| square.top() + square.height() * p as f32 / n;
    for bounds in &spec.partition.bounds {
        let Range { start, end } = *bounds;
        let member = spec
            .partition
            .order
            .get(start)
            .and_then(|&i| spec.colours.get(i).copied().flatten());
        let colour = community_colour(member);
        let number = member.map_or(String::new(), |colour| (colour + 1).to_string());
        let (x, y) = (across(start)..=across(end), down(start)..=down(end));
        let top = Rect::from_x_y_ranges(x.clone(), square.top() - STRIP..=square.top() - 1.0);
        let left = Rect::from_x_y_ranges(square.left() - STRIP..=square.left() - 1.0, y.clone());
        painter.rect_filled(top, 0, colour);
        painter.rect_filled(left, 0, colour);
        let block = Rect::from_x_y_ranges(x, y);
        if block.width() >= 3.0 {
            painter.rect_stroke(
                block,
                0,
                Stroke::new(1.0, Color32::from_black_alpha(150)),
                StrokeKind::Inside,
            );
        }
        if block.width() >= 16.0 {
            let font = FontId::proportional(11.0);
            let ink = Color32::from_black_alpha(210);
            let galley = painter.layout_no_wrap(number, font, ink);
            let place = Rect::from_min_size(block.left_top() + vec2(3.0, 2.0), galley.size());
            painter.rect_filled(
                place.expand2(vec2(1.5, 0.0)),
                2,
                Color32::from_white_alpha(190),
            );
            painter.galley(place.min, galley, ink);
        }
    }
}

/// Where neurons pointed at are scattered over more runs than this, lines would hide the matrix.
const FEW_RUNS: usize = 9;

/// A cross through the row and the column of neurons pointed at; many are marked along the edges,
/// and lines show where they begin and end.
fn light(painter: &Painter, square: Rect, spec: &HeatmapSpec<'_>, colour: Color32) {
    if spec.lit.is_empty() {
        return;
    }
    let order = &spec.partition.order;
    let mut is_lit = vec![false; order.len()];
    for &neuron in spec.lit {
        if let Some(lit) = is_lit.get_mut(neuron) {
            *lit = true;
        }
    }
    let n = order.len().max(1) as f32;
    let (across, down) = (
        |share: f32| square.left() + share * square.width(),
        |share: f32| square.top() + share * square.height(),
    );
    let cross = |share: f32, stroke: Stroke| {
        painter.hline(square.x_range(), down(share), stroke);
        painter.vline(across(share), square.y_range(), stroke);
    };
    let few = spec.lit.len() <= 2;
    let runs = order.chunk_by(|a, b| is_lit[*a] == is_lit[*b]).count();
    let stroke = Stroke::new(1.0, colour.gamma_multiply(if few { 0.8 } else { 0.35 }));
    let mut position = 0;
    for run in order.chunk_by(|a, b| is_lit[*a] == is_lit[*b]) {
        let (start, end) = (position as f32 / n, (position + run.len()) as f32 / n);
        position += run.len();
        if !is_lit[run[0]] {
            continue;
        }
        if few {
            (0..run.len()).for_each(|i| cross(start + (i as f32 + 0.5) / n, stroke));
            continue;
        }
        let (x, y) = (across(start)..=across(end), down(start)..=down(end));
        let top = Rect::from_x_y_ranges(x, square.top() - STRIP..=square.top() - 1.0);
        let left = Rect::from_x_y_ranges(square.left() - STRIP..=square.left() - 1.0, y);
        painter.rect_filled(top, 0, colour);
        painter.rect_filled(left, 0, colour);
        if runs <= FEW_RUNS {
            cross(start, stroke);
            cross(end, stroke);
        }
    }
}

/// The neurons (post, pre) at a place in the square.
fn neurons_at(square: Rect, partition: &Partition, pos: Pos2) -> Option<(usize, usize)> {
    if !square.contains(pos) {
        return None;
    }
    let n = partition.order.len() as f32;
    let row = ((pos.y - square.top()) / square.height() * n) as usize;
    let column = ((pos.x - square.left()) / square.width() * n) as usize;
    Some((*partition.order.get(row)?, *partition.order.get(column)?))
}
