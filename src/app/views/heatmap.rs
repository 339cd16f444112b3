//! What there is at each synapse as a picture, with margins, a colour bar and a read-out.

use egui::{
    Align2, ColorImage, Painter, Rect, Role, Sense, Stroke, StrokeKind, Tooltip, Ui, pos2, vec2,
};

use super::heatmap_field::Field;
use super::heatmap_lit::light;
use super::heatmap_margin::{Edge, Marks};
use super::view::ViewInput;
use crate::analysis::{Part, Picture};
use crate::app::messages::Messages;
use crate::app::pointing::Target;
use crate::app::theme::palette;
use crate::app::view_box::{MATRICES, Zoom};
use crate::app::widgets::{
    CRISP_IF_SMALL, Closer, Kept, image, named, number, picture_area, shade, texture, write,
};
use crate::engine::{Detail, Pictures};
use crate::export::{ColourMap, ColourScale};

/// Width of the colour bar with its numbers.
const BAR: f32 = 68.0;
/// Width of the read-out, whatever the numbers in it.
const READ_OUT: f32 = 300.0;

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
    pub part: fn(&Detail) -> &Part,
    /// The texture of a generation and revision, on a colour scale, and that of the detail.
    pub texture: Kept<(u64, u64, ColourScale)>,
    pub detail: Kept<(u64, u64, ColourScale)>,
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
        let edge = Edge::fitting(space);
        let side = (space.x - BAR - edge.width()).min(space.y - edge.width());
        let side = side.max(40.0);
        let size = space.max(vec2(side, side));
        let (area, response) = picture_area(ui, size, Sense::click_and_drag(), self.name);
        let left = area.left() + ((space.x - BAR - edge.width() - side) / 2.0).max(0.0);
        let corner = pos2(left, area.top()) + vec2(edge.width(), edge.width());
        let square = Rect::from_min_size(corner, vec2(side, side));
        let order = &pictures.partition.order;
        let now = input.choices.zooms.get(MATRICES).unwrap_or(Zoom::PICTURE);
        let field = Field::new(square, order.len(), now);
        let painter = ui.painter_at(area);
        let scale = self.common_scale(input);
        self.cells(ui, &painter, &field, pictures, &scale);
        let marks = Marks::of(&input.scene.snapshot);
        edge.draw(ui, &painter, &field, pictures, &marks);
        light(&painter, &field, order, input.pointing, palette(ui));
        self.colour_bar(ui, &painter, square, (self.of)(pictures), &scale);
        marks.legend(ui, &painter, square);
        if !input.on_paper {
            Closer::picture(MATRICES, self.name, now, square).ui(ui, &response, messages);
        }

        let pointed = response.hover_pos().filter(|_| !response.dragged());
        if let Some((row, column)) = pointed.and_then(|pos| field.cell_at(pos)) {
            let (post, pre) = (order[row], order[column]);
            messages.point(Target::Synapse { post, pre }, response.clicked());
            let [what, place] = said(post, pre);
            let clamped = marks.said(post, pre);
            // Of one size, and beside the pointer: it must not dance while the numbers change.
            Tooltip::for_widget(&response)
                .at_pointer()
                .gap(18.0)
                .show(|ui| {
                    ui.set_width(READ_OUT);
                    ui.label(what);
                    ui.weak(place);
                    ui.weak(clamped);
                });
        } else if let Some(pos) = response.hover_pos().filter(|_| response.hovered())
            && edge.holds(square, pos)
        {
            response.on_hover_text(marks.explanation());
        }
    }

    /// The cells: the picture of all and, where that is reduced, the part that is looked at more closely.
    fn cells(
        &mut self,
        ui: &Ui,
        painter: &Painter,
        field: &Field,
        pictures: &Pictures,
        scale: &ColourScale,
    ) {
        let Self {
            map,
            of,
            part,
            texture: kept,
            detail: kept_detail,
            ..
        } = self;
        let made_of = (pictures.generation, pictures.revision, scale.clone());
        let coloured = |[rows, columns]: [usize; 2], values: &[f32]| {
            let pixels = values.iter().map(|v| shade(map, scale.place(*v)));
            ColorImage::new([columns, rows], pixels.collect())
        };
        let picture = of(pictures);
        let shown = texture(kept, ui, made_of.clone(), CRISP_IF_SMALL, || {
            coloured([picture.side; 2], &picture.values)
        });
        let inside = painter.with_clip_rect(field.square);
        image(&inside, shown, field.whole);
        if let Some(detail) = &pictures.detail {
            let cells = part(detail);
            let shown = texture(kept_detail, ui, made_of, CRISP_IF_SMALL, || {
                coloured(cells.shape, &cells.values)
            });
            image(&inside, shown, field.area(&detail.positions));
        }
        let frame = Stroke::new(1.0, palette(ui).rule);
        painter.rect_stroke(field.square, 0, frame, StrokeKind::Outside);
    }

    /// The colour scale, the same for both sides of a comparison.
    fn common_scale(&self, input: &ViewInput<'_>) -> ColourScale {
        let pictures = input.both().filter_map(|scene| scene.pictures.as_deref());
        ColourScale::of(pictures.map(self.of), input.choices.scaling)
    }

    /// The colour bar: what the colours mean in numbers.
    fn colour_bar(
        &self,
        ui: &Ui,
        painter: &Painter,
        square: Rect,
        picture: &Picture,
        scale: &ColourScale,
    ) {
        let height = (square.height().min(190.0) - 46.0).max(20.0);
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
        // The middle of each half tells how steep the scale is.
        let (half, quarter) = (number(f64::from(scale.at_half())), bar.height() / 4.0);
        if quarter > 12.0 && picture.largest > 0.0 {
            text(right, bar.top() + quarter, &half);
            text(right, bar.bottom() - quarter, &format!("−{half}"));
        }
        text(bar.left(), bar.bottom() + 12.0, scale.name());
        text(right, bar.bottom() - 3.0, &format!("{below}−{limit}"));
        let place = ui.scope_id().with("colour bar");
        let hover = ui.interact(bar.expand(6.0), place, Sense::hover());
        let range = format!("Colours of {}: up to {limit}", self.symbol);
        let largest = number(f64::from(picture.largest));
        let remark = scale.remark(number);
        let explained = format!("{} Largest magnitude: {largest}. {remark}", self.legend);
        named(hover, Role::Image, &range).on_hover_text(explained);
    }
}
