//! A pad to draw a digit on, as the handwritten digits were made: 32 × 32 points, of which the ink in each block of
//! 4 × 4 is counted.

/// Cells along a side: what the network sees.
pub const SIDE: usize = 8;
/// Points along a side of a cell, and of the pad.
const BLOCK: usize = 4;
const POINTS: usize = SIDE * BLOCK;
/// The count of a cell full of ink.
const INK: u8 = (BLOCK * BLOCK) as u8;
/// The radius of the pen, in points.
const PEN: f32 = 1.9;

/// What is drawn on the pad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigitPad {
    /// Points with ink, a bit each, row by row.
    points: [u32; POINTS],
    /// Ink of a sample or of the keyboard, by cell.
    cells: [u8; SIDE * SIDE],
    /// The cell that the keyboard is at.
    pub cursor: usize,
    /// The sample that was taken last.
    pub sample: Option<usize>,
}

impl Default for DigitPad {
    /// No ink, and the cursor at the first cell.
    fn default() -> Self {
        Self {
            points: [0; POINTS],
            cells: [0; SIDE * SIDE],
            cursor: 0,
            sample: None,
        }
    }
}

impl DigitPad {
    /// Draws a line between two places in the unit square.
    pub fn draw(&mut self, from: [f32; 2], to: [f32; 2]) {
        let [from, to] = [from, to].map(|place| place.map(|at| at * POINTS as f32));
        let length = (to[0] - from[0]).hypot(to[1] - from[1]);
        let steps = length.ceil().clamp(1.0, 4.0 * POINTS as f32) as usize;
        for step in 0..=steps {
            let way = step as f32 / steps as f32;
            let at = [0, 1].map(|axis| from[axis] + way * (to[axis] - from[axis]));
            self.dot(at);
        }
    }

    fn dot(&mut self, [x, y]: [f32; 2]) {
        for (row, line) in self.points.iter_mut().enumerate() {
            for column in 0..POINTS {
                let way = (column as f32 + 0.5 - x).hypot(row as f32 + 0.5 - y);
                if way <= PEN {
                    *line |= 1 << column;
                }
            }
        }
    }

    /// Fills the cell at the cursor with ink, or empties it.
    pub fn toggle(&mut self) {
        let (row, column) = (self.cursor / SIDE, self.cursor % SIDE);
        let was_inked = self.count(self.cursor) > 0;
        self.cells[self.cursor] = if was_inked { 0 } else { INK };
        for line in &mut self.points[row * BLOCK..][..BLOCK] {
            *line &= !(((1 << BLOCK) - 1) << (column * BLOCK));
        }
    }

    /// Moves the cursor by so many cells right and down, within the pad.
    pub fn move_cursor(&mut self, right: isize, down: isize) {
        let moved = |at: usize, by: isize| at.saturating_add_signed(by).min(SIDE - 1);
        let (row, column) = (self.cursor / SIDE, self.cursor % SIDE);
        self.cursor = moved(row, down) * SIDE + moved(column, right);
    }

    /// A pad without ink, the cursor where it is.
    pub fn cleared(&self) -> Self {
        Self {
            cursor: self.cursor,
            ..Self::default()
        }
    }

    /// Shows the sample of this number, with inputs from −1 (paper) to 1 (ink).
    pub fn show(&mut self, sample: usize, inputs: &[f64]) {
        *self = self.cleared();
        self.sample = Some(sample);
        for (cell, input) in self.cells.iter_mut().zip(inputs) {
            *cell = ((input + 1.0) / 2.0 * f64::from(INK))
                .round()
                .clamp(0.0, f64::from(INK)) as u8;
        }
    }

    /// Whether there is no ink.
    pub fn is_empty(&self) -> bool {
        (0..SIDE * SIDE).all(|cell| self.count(cell) == 0)
    }

    /// The ink in a cell, 0 to 16.
    pub fn count(&self, cell: usize) -> u8 {
        let (row, column) = (cell / SIDE, cell % SIDE);
        let lines = &self.points[row * BLOCK..][..BLOCK];
        let inked = lines.iter().map(|line| {
            let block = line >> (column * BLOCK) & ((1 << BLOCK) - 1);
            block.count_ones() as u8
        });
        self.cells[cell].max(inked.sum())
    }

    /// What the network sees: −1 (paper) to 1 (ink) for each cell.
    pub fn inputs(&self) -> Vec<f64> {
        let scaled = |cell| 2.0 * f64::from(self.count(cell)) / f64::from(INK) - 1.0;
        (0..SIDE * SIDE).map(scaled).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_inks_the_cells_that_it_passes_as_the_samples_were_made() {
        let mut pad = DigitPad::default();
        assert!(pad.is_empty() && pad.inputs() == [-1.0; 64]);
        // Down the middle of the third column.
        let x = 2.5 / 8.0;
        pad.draw([x, 0.0], [x, 1.0]);
        for cell in 0..SIDE * SIDE {
            let expected = if cell % SIDE == 2 { INK } else { 0 };
            assert_eq!(pad.count(cell), expected, "cell {cell}");
        }
        assert_eq!(pad.inputs()[2], 1.0);
        assert!(pad.cleared().is_empty());
    }

    #[test]
    fn the_keyboard_moves_within_the_pad_and_turns_cells_on_and_off() {
        let mut pad = DigitPad::default();
        pad.move_cursor(-1, 3);
        pad.move_cursor(1, 0);
        assert_eq!(pad.cursor, 25);
        pad.toggle();
        assert_eq!(pad.count(25), 16);
        pad.toggle();
        assert!(pad.is_empty());
        pad.draw([0.0, 0.0], [1.0, 1.0]);
        pad.cursor = 9;
        pad.toggle();
        assert_eq!(pad.count(9), 0, "what was drawn goes too");
        pad.move_cursor(100, 100);
        assert_eq!(pad.cursor, 63);
    }

    #[test]
    fn a_sample_is_shown_as_it_is() {
        let inputs: Vec<f64> = (0..64)
            .map(|at| 2.0 * f64::from(at % 17) / 16.0 - 1.0)
            .collect();
        let mut pad = DigitPad::default();
        pad.show(3, &inputs);
        assert_eq!((pad.inputs(), pad.sample), (inputs, Some(3)));
    }
}
