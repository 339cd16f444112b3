//! The margins of a matrix of all synapses: axes, numbers of communities, clamped neurons.

use std::ops::Range;

use egui::epaint::TextShape;
use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

use crate::app::theme::{Palette, community_colour, palette};
use crate::app::widgets::write;
use crate::engine::{Pictures, Snapshot};

/// The frame of a dense module, on the white ground of a matrix.
pub const DENSE: Color32 = Color32::from_black_alpha(190);
/// Width of the strips that show the communities.
const STRIP: f32 = 5.0;
/// Width of the lane with the marks of clamped neurons.
const LANE: f32 = 6.0;
/// Width of the numbers of the communities.
const NUMBERS: f32 = 13.0;
/// Width of the name of an axis.
const NAME: f32 = 14.0;
/// Smaller matrices have no room for the names of the axes.
const NAMED_FROM: f32 = 190.0;
/// A number needs so much of the edge.
const LINE: f32 = 11.0;

/// What stands to the left of a matrix, and above it.
pub struct Edge {
    names: bool,
}

impl Edge {
    /// The edge of a matrix in this space.
    pub fn fitting(space: Vec2) -> Self {
        Self {
            names: space.min_elem() >= NAMED_FROM,
        }
    }

    /// Its width on the left, and its height above.
    pub fn width(&self) -> f32 {
        let name = if self.names { NAME } else { 0.0 };
        STRIP + LANE + NUMBERS + name
    }

    /// Whether it lies at this place.
    pub fn holds(&self, square: Rect, pos: Pos2) -> bool {
        let outer = Rect::from_min_max(square.min - Vec2::splat(self.width()), square.max);
        outer.contains(pos) && !square.contains(pos)
    }

    /// Draws strips and numbers of the communities, frames of dense modules, marks of clamped neurons,
    /// and the names of the axes.
    pub fn draw(
        &self,
        ui: &Ui,
        painter: &Painter,
        square: Rect,
        pictures: &Pictures,
        marks: &Marks,
    ) {
        let partition = &pictures.partition;
        let n = partition.order.len().max(1) as f32;
        let at = |p: usize| square.min + square.size() * p as f32 / n;
        let ink = ui.visuals().text_color();
        let mut free_from = 0.0;
        for (index, bounds) in partition.bounds.iter().enumerate() {
            let identity = partition.identity.get(index).copied();
            let block = Rect::from_min_max(at(bounds.start), at(bounds.end));
            strips(painter, square, block, community_colour(identity));
            if pictures.dense.get(index) == Some(&true) {
                // A tint, which is seen from the last row too.
                let tint = community_colour(identity).gamma_multiply(0.2);
                painter.rect_filled(block, 0, tint);
                let frame = Stroke::new(1.5, DENSE);
                painter.rect_stroke(block, 0, frame, StrokeKind::Inside);
            }
            // Small ones share the room that there is: as many are named as can be read.
            let middle = bounds.start as f32 + bounds.len() as f32 / 2.0;
            let along = middle / n * square.width();
            if let Some(identity) = identity
                && block.width() >= 4.0
                && along - LINE / 2.0 >= free_from
            {
                free_from = along + LINE / 2.0;
                labels(painter, square, along, &(identity + 1).to_string(), ink);
            }
        }
        let weak = ui.visuals().weak_text_color();
        let connected = partition.order.len() - partition.isolated();
        isolated(painter, square, at(connected), weak);
        marks.draw(painter, square, &partition.order, palette(ui));
        if self.names {
            self.axes(painter, square, weak);
        }
    }

    fn axes(&self, painter: &Painter, square: Rect, ink: Color32) {
        let out = self.width() - NAME / 2.0;
        let above = pos2(square.center().x, square.top() - out);
        let centred = (above, Align2::CENTER_CENTER);
        write(painter, centred, "sends (pre j)", 11.0, ink);
        let beside = pos2(square.left() - out, square.center().y);
        upwards(painter, beside, "receives (post i)", 11.0, ink);
    }
}

/// Colours the edges beside a block of the matrix.
pub fn strips(painter: &Painter, square: Rect, block: Rect, colour: Color32) {
    let (top, left) = (square.top(), square.left());
    let above = Rect::from_x_y_ranges(block.x_range(), top - STRIP..=top - 1.0);
    let beside = Rect::from_x_y_ranges(left - STRIP..=left - 1.0, block.y_range());
    painter.rect_filled(above, 0, colour);
    painter.rect_filled(beside, 0, colour);
}

/// Writes beside both edges, so far along them.
fn labels(painter: &Painter, square: Rect, along: f32, text: &str, ink: Color32) {
    let out = STRIP + LANE + NUMBERS / 2.0;
    let above = pos2(square.left() + along, square.top() - out);
    let beside = pos2(square.left() - out, square.top() + along);
    for place in [above, beside] {
        write(painter, (place, Align2::CENTER_CENTER), text, 11.0, ink);
    }
}

/// Names the rows and the columns of the isolated neurons, which begin at `start`.
fn isolated(painter: &Painter, square: Rect, start: Pos2, ink: Color32) {
    let size = 9.5;
    let font = FontId::proportional(size);
    let galley = painter.layout_no_wrap("isolated".to_owned(), font, ink);
    let room = square.bottom() - start.y;
    // It may reach a little beyond the corner.
    if room + 10.0 < galley.size().x {
        return;
    }
    let along = square.height() - room / 2.0;
    let out = STRIP + LANE + NUMBERS / 2.0;
    let above = pos2(square.left() + along, square.top() - out);
    write(
        painter,
        (above, Align2::CENTER_CENTER),
        "isolated",
        size,
        ink,
    );
    let beside = pos2(square.left() - out, square.top() + along);
    upwards(painter, beside, "isolated", size, ink);
}

/// Writes from below upwards, around a place.
fn upwards(painter: &Painter, middle: Pos2, text: &str, size: f32, ink: Color32) {
    let galley = painter.layout_no_wrap(text.to_owned(), FontId::proportional(size), ink);
    let half = galley.size() / 2.0;
    let corner = middle + vec2(-half.y, half.x);
    let quarter = -std::f32::consts::FRAC_PI_2;
    painter.add(TextShape::new(corner, galley, ink).with_angle(quarter));
}

/// Which neurons are clamped.
pub struct Marks {
    credit: Range<usize>,
    firing: Range<usize>,
}

impl Marks {
    /// Those of a simulation, now.
    pub fn of(snapshot: &Snapshot) -> Self {
        Self {
            credit: snapshot.given_credits(),
            firing: snapshot.given_firing(),
        }
    }

    /// A triangle for each neuron whose credit is clamped, a bar for each whose firing is.
    fn draw(&self, painter: &Painter, square: Rect, order: &[usize], colours: &Palette) {
        let n = order.len().max(1) as f32;
        let cell = square.width() / n;
        let out = STRIP + LANE / 2.0;
        for (position, neuron) in order.iter().enumerate() {
            let along = (position as f32 + 0.5) * cell;
            let beside = pos2(square.left() - out, square.top() + along);
            let above = pos2(square.left() + along, square.top() - out);
            if self.credit.contains(neuron) {
                triangle(painter, beside, vec2(1.0, 0.0), colours.credit);
                triangle(painter, above, vec2(0.0, 1.0), colours.credit);
            }
            if self.firing.contains(neuron) {
                let width = cell.clamp(1.0, 3.0);
                let sizes = [vec2(LANE - 1.0, width), vec2(width, LANE - 1.0)];
                for (place, size) in [beside, above].into_iter().zip(sizes) {
                    let bar = Rect::from_center_size(place, size);
                    painter.rect_filled(bar, 0, colours.firing);
                }
            }
        }
    }

    /// What the marks are, below the colour bar, where there is room.
    pub fn legend(&self, ui: &Ui, painter: &Painter, square: Rect) {
        let colours = palette(ui);
        let ink = ui.visuals().text_color();
        let left = square.right() + 8.0;
        let mut y = square.top() + square.height().min(190.0) + 4.0;
        let mut entry = |draw: &dyn Fn(Pos2), lines: [&str; 2]| {
            if y + 26.0 > square.bottom() {
                return;
            }
            draw(pos2(left + 4.0, y));
            for line in lines {
                let place = (pos2(left + 12.0, y), Align2::LEFT_CENTER);
                write(painter, place, line, 10.5, ink);
                y += 12.0;
            }
            y += 4.0;
        };
        if !self.credit.is_empty() {
            let mark = |at| triangle(painter, at, vec2(1.0, 0.0), colours.credit);
            entry(&mark, ["credit", "clamped"]);
        }
        if !self.firing.is_empty() {
            let mark = |at| {
                let bar = Rect::from_center_size(at, vec2(LANE - 1.0, 3.0));
                painter.rect_filled(bar, 0, colours.firing);
            };
            entry(&mark, ["firing", "clamped"]);
        }
    }

    /// What is clamped at the ends of a synapse, in words.
    pub fn said(&self, post: usize, pre: usize) -> String {
        let clamps = [("credit", &self.credit), ("firing", &self.firing)];
        let of = |neuron: usize| {
            let held = clamps.iter().filter(|(_, range)| range.contains(&neuron));
            let held = held.map(|(what, _)| format!("{what} of {neuron} clamped"));
            held.collect::<Vec<_>>()
        };
        let said = match post == pre {
            true => of(post),
            false => [of(post), of(pre)].concat(),
        };
        match said.is_empty() {
            true => "nothing clamped".to_owned(),
            false => said.join(", "),
        }
    }

    /// What stands in the margin.
    pub fn explanation(&self) -> String {
        let list = |what: &str, mark: &str, range: &Range<usize>| match range.len() {
            0 => format!("No neuron has its {what} clamped."),
            _ => format!(
                "{mark}: {what} clamped from outside, neurons {} to {}.",
                range.start,
                range.end - 1
            ),
        };
        format!(
            "Rows receive (post-neuron i), columns send (pre-neuron j). Numbers and colours are those of the communities; a frame is around those that are dense modules. {} {}",
            list("credit", "Triangle", &self.credit),
            list("firing", "Bar", &self.firing),
        )
    }
}

/// A small triangle that points this way.
fn triangle(painter: &Painter, middle: Pos2, way: Vec2, colour: Color32) {
    let half = LANE / 2.0 - 0.25;
    let across = way.rot90() * half;
    let corners = vec![
        middle + way * half,
        middle - way * half + across,
        middle - way * half - across,
    ];
    painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
}
