//! The pictures of all points in rows, with a title and a bar of colours.

use crate::export::canvas::{Anchor, Image, Label, Stroke};
use crate::export::sweep::chart::{Chart, FAINT_TEXT, FOOT, NORMAL, Picture, RULE, SMALL, TEXT};
use crate::export::{Canvas, ColourMap};

const GAP: f64 = 9.0;
/// Room for the title above.
const HEAD: f64 = 22.0;
/// Pictures are no larger, of one number and of two.
const LARGEST: [f64; 2] = [104.0, 72.0];
/// Pictures in a row, where one number is varied.
const IN_A_ROW: usize = 8;
/// More pictures than this along an axis of a map could not be made out.
const MOST_ALONG_AXIS: usize = 14;

/// How the pictures are laid out.
pub(super) struct Strip<'a> {
    chart: Chart<'a>,
    columns: usize,
    side: f64,
    width: f64,
}

impl<'a> Strip<'a> {
    /// The pictures of a sweep; none where there would be too many.
    pub fn new(chart: Chart<'a>, width: f64) -> Option<Self> {
        let (columns, largest) = match chart.plan.axes() {
            [only] => {
                let rows = only.values().len().div_ceil(IN_A_ROW);
                (only.values().len().div_ceil(rows), LARGEST[0])
            }
            axes if axes.iter().all(|a| a.values().len() <= MOST_ALONG_AXIS) => {
                (axes[0].values().len(), LARGEST[1])
            }
            _ => return None,
        };
        let side = ((width + GAP) / columns as f64 - GAP).min(largest);
        Some(Self {
            chart,
            columns,
            side,
            width,
        })
    }

    fn rows(&self) -> usize {
        self.chart.plan.points().div_ceil(self.columns)
    }

    /// How high all of it is.
    pub fn height(&self) -> f64 {
        HEAD + self.rows() as f64 * (self.side + FOOT)
    }

    /// Draws it at a place.
    pub fn draw(&self, canvas: &mut Canvas, [left, top]: [f64; 2]) {
        let title = Label::new(NORMAL, TEXT).bold();
        canvas.text(
            [left, top + 4.0],
            "Weights by community, first seed",
            &title,
        );
        let note = Label::new(SMALL, FAINT_TEXT);
        let words =
            "a row receives, a column sends; below each picture the weight of its darkest colour";
        canvas.text([left + 172.0, top + 4.0], words, &note);
        colour_bar(canvas, [left + self.width - 92.0, top - 4.0]);
        for point in 0..self.chart.plan.points() {
            let (column, mut row) = (point % self.columns, point / self.columns);
            if self.chart.plan.axes().len() == 2 {
                // The second number rises upwards, as in the maps.
                row = self.rows() - 1 - row;
            }
            let corner = [
                left + column as f64 * (self.side + GAP),
                top + HEAD + row as f64 * (self.side + FOOT),
            ];
            let picture = Picture::new(&self.chart, point);
            if let Some(pixels) = picture.pixels() {
                canvas.image(corner, [self.side, self.side], &pixels, false);
            }
            picture.draw_communities(canvas, corner, self.side);
            picture.draw(canvas, corner, self.side);
        }
    }
}

fn colour_bar(canvas: &mut Canvas, [x, y]: [f64; 2]) {
    const STEPS: u32 = 41;
    let map = ColourMap::weights();
    let pixels = (0..STEPS).flat_map(|step| {
        let value = step as f32 / (STEPS - 1) as f32 * 2.0 - 1.0;
        let [red, green, blue] = map.colour(value, 1.0);
        [red, green, blue, 255]
    });
    if let Some(image) = Image::new(STEPS, 1, pixels.collect()) {
        canvas.image([x + 14.0, y], [64.0, 8.0], &image, false);
    }
    canvas.rect([x + 14.0, y], [64.0, 8.0], &Stroke::new(RULE, 0.5).into());
    let label = Label::new(SMALL, FAINT_TEXT);
    let end = label.clone().anchored(Anchor::End);
    canvas.text([x + 10.0, y + 7.5], "−", &end);
    canvas.text([x + 82.0, y + 7.5], "+", &label);
}
