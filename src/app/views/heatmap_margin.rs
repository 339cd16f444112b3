//! The margins of a matrix of all synapses: axes, numbers of communities, clamped neurons.

use std::ops::Range;

use egui::epaint::TextShape;
use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::heatmap_field::Field;
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
        field: &Field,
        pictures: &Pictures,
        marks: &Marks,
    ) {
        let (partition, square) = (&pictures.partition, field.square);
        let inside = painter.with_clip_rect(square);
        let ink = ui.visuals().text_color();
        let mut free_from = [0.0; 2];
        for (index, bounds) in partition.bounds.iter().enumerate() {
            let identity = partition.identity.get(index).copied();
            let seen = field.seen(bounds);
            strips(painter, square, seen, community_colour(identity));
            if pictures.dense.get(index) == Some(&true) {
                dense(&inside, field, bounds, community_colour(identity));
            }
            let Some(identity) = identity else {
                continue;
            };
            // Small ones share the room that there is: as many are named as can be read. What is seen of a
            // large one has the number in its middle.
            let middle = seen.center() - square.min;
            for (axis, (along, width)) in [(middle.x, seen.width()), (middle.y, seen.height())]
                .into_iter()
                .enumerate()
            {
                if width >= 4.0 && along - LINE / 2.0 >= free_from[axis] {
                    free_from[axis] = along + LINE / 2.0;
                    label(
                        painter,
                        square,
                        (axis, along),
                        &(identity + 1).to_string(),
                        ink,
                    );
                }
            }
        }
        let weak = ui.visuals().weak_text_color();
        let connected = partition.order.len() - partition.isolated();
        isolated(
            painter,
            square,
            field.seen(&(connected..partition.order.len())),
            weak,
        );
        marks.draw(painter, field, &partition.order, palette(ui));
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

/// Marks a dense module.
fn dense(painter: &Painter, field: &Field, bounds: &Range<usize>, colour: Color32) {
    let block = field.area(&[bounds.clone(), bounds.clone()]);
    // A tint, which is seen from the last row too; looked at closely, cells have their own colours.
    if field.is_all() {
        painter.rect_filled(block, 0, colour.gamma_multiply(0.2));
    }
    let frame = Stroke::new(1.5, DENSE);
    painter.rect_stroke(block, 0, frame, StrokeKind::Inside);
}

/// Colours the edges beside a block of the matrix.
pub fn strips(painter: &Painter, square: Rect, block: Rect, colour: Color32) {
    let (top, left) = (square.top(), square.left());
    let above = Rect::from_x_y_ranges(block.x_range(), top - STRIP..=top - 1.0);
    let beside = Rect::from_x_y_ranges(left - STRIP..=left - 1.0, block.y_range());
    for strip in [above, beside].into_iter().filter(Rect::is_positive) {
        painter.rect_filled(strip, 0, colour);
    }
}

/// Writes above the matrix or, on the second axis, beside it, so far along.
fn label(painter: &Painter, square: Rect, (axis, along): (usize, f32), text: &str, ink: Color32) {
    let out = STRIP + LANE + NUMBERS / 2.0;
    let place = match axis {
        0 => pos2(square.left() + along, square.top() - out),
        _ => pos2(square.left() - out, square.top() + along),
    };
    write(painter, (place, Align2::CENTER_CENTER), text, 11.0, ink);
}

/// Names the rows and the columns of the isolated neurons, as far as they are seen.
fn isolated(painter: &Painter, square: Rect, seen: Rect, ink: Color32) {
    let size = 9.5;
    let font = FontId::proportional(size);
    let galley = painter.layout_no_wrap("isolated".to_owned(), font, ink);
    let out = STRIP + LANE + NUMBERS / 2.0;
    // It may reach a little beyond the corner.
    let has_room = |room: f32| room + 10.0 >= galley.size().x;
    if has_room(seen.width()) {
        let above = pos2(seen.center().x, square.top() - out);
        let centred = (above, Align2::CENTER_CENTER);
        write(painter, centred, "isolated", size, ink);
    }
    if has_room(seen.height()) {
        let beside = pos2(square.left() - out, seen.center().y);
        upwards(painter, beside, "isolated", size, ink);
    }
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
    fn draw(&self, painter: &Painter, field: &Field, order: &[usize], colours: &Palette) {
        let (square, cell) = (field.square, field.cell());
        let out = STRIP + LANE / 2.0;
        let width = cell.min_elem().clamp(1.0, 3.0);
        for (position, neuron) in order.iter().enumerate() {
            let at = field.corner(position) + cell / 2.0;
            let beside = pos2(square.left() - out, at.y);
            let above = pos2(at.x, square.top() - out);
            let sides = [
                (square.y_range().contains(at.y), beside, vec2(1.0, 0.0)),
                (square.x_range().contains(at.x), above, vec2(0.0, 1.0)),
            ];
            for (_, place, way) in sides.into_iter().filter(|(is_seen, ..)| *is_seen) {
                if self.credit.contains(neuron) {
                    triangle(painter, place, way, colours.credit);
                }
                if self.firing.contains(neuron) {
                    let size = way * (LANE - 1.0) + way.yx() * width;
                    painter.rect_filled(Rect::from_center_size(place, size), 0, colours.firing);
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
