//! What is pointed at, in a matrix of all synapses.

use egui::{Painter, Rect, Stroke, StrokeKind, Vec2};

use super::heatmap_field::Field;
use super::heatmap_margin::strips;
use crate::app::pointing::{Pointing, Target};
use crate::app::theme::Palette;

/// Where neurons pointed at are scattered over more runs than this, lines would hide the matrix.
const FEW_RUNS: usize = 9;
/// The frame of a synapse is at least so large, however small the cells.
const LEAST_FRAME: f32 = 8.0;

/// Marks what is pointed at in any view: of a synapse its cell, its row and its column; of a neuron its
/// row and its column; many neurons along the edges, with lines where they begin and end.
pub fn light(
    painter: &Painter,
    field: &Field,
    order: &[usize],
    pointing: &Pointing,
    colours: &Palette,
) {
    match pointing.lit() {
        None => {}
        Some(&Target::Synapse { post, pre }) => {
            synapse(painter, field, order, [post, pre], colours)
        }
        Some(_) => neurons(painter, field, order, &pointing.lit_neurons(), colours),
    }
}

/// A frame around the cell, and lines from it to the edges, which leave the cell itself free.
fn synapse(painter: &Painter, field: &Field, order: &[usize], ends: [usize; 2], colours: &Palette) {
    let place = |neuron: usize| order.iter().position(|other| *other == neuron);
    let [Some(row), Some(column)] = ends.map(place) else {
        return;
    };
    let (square, cell) = (field.square, field.cell());
    let painter = painter.with_clip_rect(square.expand(LEAST_FRAME / 2.0));
    let middle = field.whole.min + cell * Vec2::new(column as f32 + 0.5, row as f32 + 0.5);
    let size = (cell + Vec2::splat(3.0)).max(Vec2::splat(LEAST_FRAME));
    let frame = Rect::from_center_size(middle, size);
    let line = Stroke::new(1.0, colours.highlight.gamma_multiply(0.8));
    if square.y_range().contains(middle.y) {
        painter.hline(
            square.left()..=frame.left().max(square.left()),
            middle.y,
            line,
        );
        painter.hline(
            frame.right().min(square.right())..=square.right(),
            middle.y,
            line,
        );
    }
    if square.x_range().contains(middle.x) {
        painter.vline(middle.x, square.top()..=frame.top().max(square.top()), line);
        painter.vline(
            middle.x,
            frame.bottom().min(square.bottom())..=square.bottom(),
            line,
        );
    }
    // A pale rim makes the frame visible on dark cells too.
    let pale = Stroke::new(3.5, egui::Color32::WHITE);
    painter.rect_stroke(frame, 1.0, pale, StrokeKind::Middle);
    let frame_line = Stroke::new(1.8, colours.highlight);
    painter.rect_stroke(frame, 1.0, frame_line, StrokeKind::Middle);
}

fn neurons(painter: &Painter, field: &Field, order: &[usize], lit: &[usize], colours: &Palette) {
    let mut is_lit = vec![false; order.len()];
    for &neuron in lit {
        if let Some(lit) = is_lit.get_mut(neuron) {
            *lit = true;
        }
    }
    let square = field.square;
    let inside = painter.with_clip_rect(square);
    let one = lit.len() == 1;
    let colour = colours.highlight;
    let stroke = Stroke::new(1.0, colour.gamma_multiply(if one { 0.8 } else { 0.35 }));
    let cross = |position: f32| {
        let at = field.whole.min + field.cell() * position;
        inside.hline(square.x_range(), at.y, stroke);
        inside.vline(at.x, square.y_range(), stroke);
    };
    let runs = || order.chunk_by(|a, b| is_lit[*a] == is_lit[*b]);
    let mut position = 0;
    for run in runs() {
        let (start, end) = (position, position + run.len());
        position = end;
        if is_lit[run[0]] && one {
            cross(start as f32 + 0.5);
        } else if is_lit[run[0]] {
            strips(painter, square, field.seen(&(start..end)), colour);
            if runs().count() <= FEW_RUNS {
                [start, end].into_iter().for_each(|at| cross(at as f32));
            }
        }
    }
}
