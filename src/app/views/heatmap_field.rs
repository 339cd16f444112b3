//! Where a matrix of all synapses lies, and what part of it is seen.

use std::ops::Range;

use egui::{Pos2, Rect, Vec2, vec2};

use crate::app::view_box::Zoom;
use crate::app::widgets::cell_at;

/// The square in which a matrix is seen, and the one that all of it would fill.
#[derive(Clone, Copy)]
pub struct Field {
    pub square: Rect,
    pub whole: Rect,
    /// Neurons along a side.
    pub neurons: usize,
}

impl Field {
    pub fn new(square: Rect, neurons: usize, zoom: Zoom) -> Self {
        let shown = zoom.shown;
        let width = |[from, to]: [f64; 2]| (to - from) as f32;
        let size = square.size() / vec2(width(shown.x), width(shown.y));
        let start = vec2(shown.x[0] as f32, shown.y[0] as f32);
        Self {
            square,
            whole: Rect::from_min_size(square.min - start * size, size),
            neurons,
        }
    }

    /// Whether all of it is seen.
    pub fn is_all(&self) -> bool {
        self.whole == self.square
    }

    /// The size of the cell of a synapse.
    pub fn cell(&self) -> Vec2 {
        self.whole.size() / self.neurons.max(1) as f32
    }

    /// The corner between a position, of rows and columns, and the one before.
    pub fn corner(&self, position: usize) -> Pos2 {
        self.whole.min + self.cell() * position as f32
    }

    /// The part of a block on the diagonal that is seen along each axis; empty where nothing is.
    pub fn seen(&self, positions: &Range<usize>) -> Rect {
        let [start, end] = [positions.start, positions.end].map(|p| self.corner(p));
        let limit = |at: Pos2| at.clamp(self.square.min, self.square.max);
        Rect::from_min_max(limit(start), limit(end))
    }

    /// The area of these rows and columns.
    pub fn area(&self, [rows, columns]: &[Range<usize>; 2]) -> Rect {
        let [top, bottom] = [rows.start, rows.end].map(|p| self.corner(p).y);
        let [left, right] = [columns.start, columns.end].map(|p| self.corner(p).x);
        Rect::from_x_y_ranges(left..=right, top..=bottom)
    }

    /// The row and the column at a place that is seen.
    pub fn cell_at(&self, pos: Pos2) -> Option<(usize, usize)> {
        let is_seen = self.square.contains(pos);
        cell_at(self.whole, [self.neurons; 2], pos).filter(|_| is_seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn looking_closer_shows_the_same_cells_larger_and_in_their_places() {
        let square = Rect::from_min_size(pos2(10.0, 20.0), vec2(100.0, 100.0));
        let all = Field::new(square, 20, Zoom::PICTURE);
        assert_eq!(all.whole, square);
        assert_eq!(all.cell_at(pos2(12.0, 119.0)), Some((19, 0)));
        let close = Zoom::PICTURE.about([0.5, 0.0], 2.0).expect("closer");
        let close = Field::new(square, 20, close);
        assert_eq!(close.cell(), vec2(10.0, 10.0));
        // The columns 5 to 14 and the rows 0 to 9.
        assert_eq!(close.cell_at(pos2(11.0, 21.0)), Some((0, 5)));
        assert_eq!(close.cell_at(pos2(109.0, 119.0)), Some((9, 14)));
        assert_eq!(close.cell_at(pos2(9.0, 21.0)), None);
        let seen = close.seen(&(0..7));
        assert_eq!((seen.width(), seen.height()), (20.0, 70.0));
        assert!(!close.seen(&(16..20)).is_positive());
    }
}
