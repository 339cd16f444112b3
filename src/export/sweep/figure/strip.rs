//! Small pictures of W, one for each value: Fig. 4 of the paper from end to end.

use std::sync::Arc;

use super::frame::{FAINT_TEXT, NORMAL, RULE, SMALL, TEXT};
use super::grid::title_of;
use super::scale::short;
use crate::engine::sweep::{Plan, RunResult};
use crate::export::canvas::{Anchor, Image, Ink, Label, Stroke};
use crate::export::{Canvas, ColourMap};

const GAP: f64 = 9.0;
/// Room for the title above.
const HEAD: f64 = 22.0;
/// Room for two lines of words below a picture.
const FOOT: f64 = 27.0;
/// Pictures are no larger, of one number and of two.
const LARGEST: [f64; 2] = [104.0, 72.0];
/// Pictures in a row, where one number is varied.
const IN_A_ROW: usize = 8;
/// More pictures than this along an axis of a map could not be made out.
const MOST_ALONG_AXIS: usize = 14;

/// How the pictures are laid out.
pub(super) struct Strip<'a> {
    plan: &'a Plan,
    results: &'a [Option<Arc<RunResult>>],
    columns: usize,
    side: f64,
    width: f64,
}

impl<'a> Strip<'a> {
    /// The pictures of a sweep; none where there would be too many.
    pub fn new(plan: &'a Plan, results: &'a [Option<Arc<RunResult>>], width: f64) -> Option<Self> {
        let columns = match plan.axes() {
            [only] => {
                let rows = only.values().len().div_ceil(IN_A_ROW);
                only.values().len().div_ceil(rows)
            }
            axes if axes.iter().all(|a| a.values().len() <= MOST_ALONG_AXIS) => {
                axes[0].values().len()
            }
            _ => return None,
        };
        let side = ((width + GAP) / columns as f64 - GAP).min(LARGEST[plan.axes().len() - 1]);
        Some(Self {
            plan,
            results,
            columns,
            side,
            width,
        })
    }

    fn rows(&self) -> usize {
        self.plan.points().div_ceil(self.columns)
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
        self.colour_bar(canvas, [left + self.width - 92.0, top - 4.0]);
        for point in 0..self.plan.points() {
            let (column, mut row) = (point % self.columns, point / self.columns);
            if self.plan.axes().len() == 2 {
                // The second number rises upwards, as in the maps.
                row = self.rows() - 1 - row;
            }
            let corner = [
                left + column as f64 * (self.side + GAP),
                top + HEAD + row as f64 * (self.side + FOOT),
            ];
            self.picture(canvas, corner, point);
        }
    }

    fn picture(&self, canvas: &mut Canvas, corner: [f64; 2], point: usize) {
        let [x, y] = corner;
        let side = self.side;
        let result = self.results.get(self.plan.run_at(point, 0));
        let result = result.and_then(Option::as_deref);
        if let Some(image) = result.and_then(image) {
            canvas.image(corner, [side, side], &image, false);
        }
        if let Some(result) = result {
            outline_communities(canvas, corner, side, result);
        }
        canvas.rect(corner, [side, side], &Stroke::new(RULE, 0.7).into());
        let values = self.plan.values(point);
        let symbols = self
            .plan
            .axes()
            .iter()
            .map(|axis| match axis.quantity().symbol {
                "" => title_of(axis),
                symbol => symbol.to_owned(),
            });
        let pairs = symbols.zip(&values);
        let words: Vec<String> = pairs.map(|(s, v)| format!("{s} = {}", short(*v))).collect();
        let middle = x + side / 2.0;
        let fitting = |text: &str| {
            let wide = text.chars().count() as f64 * 0.5;
            Label::new((side * 1.08 / wide).min(SMALL), TEXT).anchored(Anchor::Middle)
        };
        let text = words.join(", ");
        canvas.text([middle, y + side + 10.5], &text, &fitting(&text));
        let told = match result {
            None => "not there".to_owned(),
            Some(result) if result.blow_up.is_some() => "blew up".to_owned(),
            Some(result) => format!("±{}", short(f64::from(result.picture.limit))),
        };
        let label = Label {
            ink: FAINT_TEXT,
            ..fitting("±0.005 or so")
        };
        canvas.text([middle, y + side + 20.5], &told, &label);
    }

    fn colour_bar(&self, canvas: &mut Canvas, [x, y]: [f64; 2]) {
        const STEPS: u32 = 41;
        let map = ColourMap::weights();
        let colour = |step: u32| {
            let value = step as f32 / (STEPS - 1) as f32 * 2.0 - 1.0;
            map.colour(value, 1.0)
        };
        let pixels = (0..STEPS).flat_map(|step| {
            let [red, green, blue] = colour(step);
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
}

fn image(result: &RunResult) -> Option<Image> {
    let (picture, map) = (&result.picture, ColourMap::weights());
    let pixels = picture.values.iter().flat_map(|&value| {
        let [red, green, blue] = map.colour(value, picture.limit);
        [red, green, blue, 255]
    });
    Image::new(picture.side as u32, picture.side as u32, pixels.collect())
}

/// A fine frame around each community of two neurons or more.
fn outline_communities(canvas: &mut Canvas, [x, y]: [f64; 2], side: f64, result: &RunResult) {
    let neurons = result.labels.len().max(1) as f64;
    let mut start = 0;
    for &size in &result.sizes {
        let from = start as f64 / neurons * side;
        let extent = size as f64 / neurons * side;
        if size > 1 {
            let fine = Stroke::new(Ink::grey(40).at(0.55), 0.5);
            canvas.rect([x + from, y + from], [extent, extent], &fine.into());
        }
        start += size;
    }
}
