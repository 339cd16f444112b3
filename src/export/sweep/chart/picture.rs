//! A small picture of W at a point: Fig. 4 of the paper from end to end.

use super::frame::{FAINT_TEXT, RULE, SMALL, TEXT};
use super::scale::short;
use super::shown::Chart;
use super::words::title_of;
use crate::engine::sweep::{Axis, Plan, RunResult, Value};
use crate::export::canvas::{Anchor, Image, Ink, Label, Stroke, Surface};
use crate::export::{ColourMap, ColourScale, Scaling};

/// Room for two lines of words below a picture.
pub const FOOT: f64 = 27.0;

/// Smaller type than this is made room for by saying less.
const LEAST: f64 = 7.0;

/// The weights that the first seed came to at a point, reordered by community.
pub struct Picture<'a> {
    plan: &'a Plan,
    point: usize,
    result: Option<&'a RunResult>,
}

impl<'a> Picture<'a> {
    pub fn new(chart: &Chart<'a>, point: usize) -> Self {
        Self {
            plan: chart.plan,
            point,
            result: chart.first_at(point).map(|result| &**result),
        }
    }

    /// Its pixels, to be stretched over the square; none before the run is there.
    pub fn pixels(&self) -> Option<Image> {
        let (picture, map) = (&self.result?.picture, ColourMap::weights());
        let scale = ColourScale::of(std::iter::once(picture), Scaling::default());
        let pixels = picture.values.iter().flat_map(|&value| {
            let [red, green, blue] = map.colour(scale.place(value), 1.0);
            [red, green, blue, 255]
        });
        Image::new(picture.side as u32, picture.side as u32, pixels.collect())
    }

    /// Draws what lies on the pixels: a fine frame around each community of two neurons or more.
    pub fn draw_communities<S: Surface>(&self, surface: &mut S, corner: [f64; 2], side: f64) {
        let Some(result) = self.result else { return };
        let neurons = result.labels.len().max(1) as f64;
        let mut start = 0;
        for &size in &result.sizes {
            let from = start as f64 / neurons * side;
            let extent = size as f64 / neurons * side;
            if size > 1 {
                let fine = Stroke::new(Ink::grey(40).at(0.55), 0.5);
                let place = [corner[0] + from, corner[1] + from];
                surface.rect(place, [extent, extent], &fine.into());
            }
            start += size;
        }
    }

    /// Draws what lies around the pixels: a frame, and what is said below.
    pub fn draw<S: Surface>(&self, surface: &mut S, corner: [f64; 2], side: f64) {
        surface.rect(corner, [side, side], &Stroke::new(RULE, 0.7).into());
        let [x, y] = [corner[0] + side / 2.0, corner[1] + side];
        let fitting = |text: &str| {
            let wide = text.chars().count() as f64 * 0.55;
            Label::new((side * 1.08 / wide).min(SMALL), TEXT).anchored(Anchor::Middle)
        };
        let mut values = self.values(true);
        if fitting(&values).size < LEAST {
            values = self.values(false);
        }
        surface.text([x, y + 10.5], &values, &fitting(&values));
        let told = match self.result {
            None => "not there".to_owned(),
            Some(result) if result.blow_up.is_some() => "blew up".to_owned(),
            Some(result) => format!("±{}", short(f64::from(result.picture.limit))),
        };
        let label = Label {
            ink: FAINT_TEXT,
            ..fitting("±0.005 or so")
        };
        surface.text([x, y + 20.5], &told, &label);
    }

    /// What was varied, and its values here, with symbols or without.
    fn values(&self, with_symbols: bool) -> String {
        let axes = self.plan.axes().iter();
        let pair = |(axis, value): (&Axis, Value)| match (value, axis.symbol()) {
            (Value::Option(option), _) => option.word().to_owned(),
            (Value::Number(number), _) if !with_symbols => short(number),
            (Value::Number(number), "") => format!("{} = {}", title_of(axis), short(number)),
            (Value::Number(number), symbol) => format!("{symbol} = {}", short(number)),
        };
        let pairs = axes.zip(self.plan.values(self.point)).map(pair);
        pairs.collect::<Vec<_>>().join(", ")
    }
}
