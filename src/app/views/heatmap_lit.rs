//! What is pointed at, in a matrix of all synapses.

use egui::{Painter, Pos2, Rect, Stroke, StrokeKind, Vec2};

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
    square: Rect,
    order: &[usize],
    pointing: &Pointing,
    colours: &Palette,
) {
    match pointing.lit() {
        None => {}
        Some(&Target::Synapse { post, pre }) => {
            synapse(painter, square, order, [post, pre], colours)
        }
        Some(_) => neurons(painter, square, order, &pointing.lit_neurons(), colours),
    }
}

/// A frame around the cell, and lines from it to the edges, which leave the cell itself free.
fn synapse(painter: &Painter, square: Rect, order: &[usize], ends: [usize; 2], colours: &Palette) {
    let place = |neuron: usize| order.iter().position(|other| *other == neuron);
    let [Some(row), Some(column)] = ends.map(place) else {
        return;
    };
    let cell = square.size() / order.len() as f32;
    let middle = square.min + cell * Vec2::new(column as f32 + 0.5, row as f32 + 0.5);
    let size = (cell + Vec2::splat(3.0)).max(Vec2::splat(LEAST_FRAME));
    let frame = Rect::from_center_size(middle, size);
    let line = Stroke::new(1.0, colours.highlight.gamma_multiply(0.8));
    painter.hline(square.left()..=frame.left(), middle.y, line);
    painter.hline(frame.right()..=square.right(), middle.y, line);
    painter.vline(middle.x, square.top()..=frame.top(), line);
    painter.vline(middle.x, frame.bottom()..=square.bottom(), line);
    // A pale rim makes the frame visible on dark cells too.
    let pale = Stroke::new(3.5, egui::Color32::WHITE);
    painter.rect_stroke(frame, 1.0, pale, StrokeKind::Middle);
    let frame_line = Stroke::new(1.8, colours.highlight);
    painter.rect_stroke(frame, 1.0, frame_line, StrokeKind::Middle);
}

fn neurons(painter: &Painter, square: Rect, order: &[usize], lit: &[usize], colours: &Palette) {
    let mut is_lit = vec![false; order.len()];
    for &neuron in lit {
        if let Some(lit) = is_lit.get_mut(neuron) {
            *lit = true;
        }
    }
    let n = order.len().max(1) as f32;
    let at = |share: f32| -> Pos2 { square.min + share * square.size() };
    let one = lit.len() == 1;
    let colour = colours.highlight;
    let stroke = Stroke::new(1.0, colour.gamma_multiply(if one { 0.8 } else { 0.35 }));
    let cross = |share: f32| {
        painter.hline(square.x_range(), at(share).y, stroke);
        painter.vline(at(share).x, square.y_range(), stroke);
    };
    let runs = || order.chunk_by(|a, b| is_lit[*a] == is_lit[*b]);
    let mut position = 0;
    for run in runs() {
        let (start, end) = (position as f32 / n, (position + run.len()) as f32 / n);
        position += run.len();
        if is_lit[run[0]] && one {
            cross((start + end) / 2.0);
        } else if is_lit[run[0]] {
            let block = Rect::from_min_max(at(start), at(end));
            strips(painter, square, block, colour);
            if runs().count() <= FEW_RUNS {
                [start, end].into_iter().for_each(cross);
            }
        }
    }
}
