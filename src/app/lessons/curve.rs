//! A plot on which a curve is drawn before it is seen.

use egui::{
    Align2, FontId, Painter, Pos2, Rect, Role, Sense, Shape, Slider, Stroke, Ui, pos2, vec2,
};

use super::record::Record;
use crate::app::theme::palette;
use crate::app::widgets::{named, number};
use crate::lesson::{Answer, Expected, Question};

/// Values of a drawn curve.
const POINTS: usize = 61;
const HEIGHT: f32 = 150.0;

/// What a curve is drawn on.
#[derive(Clone, Copy)]
struct Board {
    area: Rect,
    between: [f64; 2],
}

impl Board {
    fn at(self, share: f64, value: f64) -> Pos2 {
        let [low, high] = self.between;
        let up = ((value - low) / (high - low)).clamp(0.0, 1.0) as f32;
        pos2(
            self.area.left() + share as f32 * self.area.width(),
            self.area.bottom() - up * self.area.height(),
        )
    }

    /// The number of the point of the curve, and the value, at a place.
    fn under(self, place: Pos2) -> (usize, f64) {
        let share = ((place.x - self.area.left()) / self.area.width()).clamp(0.0, 1.0);
        let up = ((self.area.bottom() - place.y) / self.area.height()).clamp(0.0, 1.0);
        let [low, high] = self.between;
        let point = (share * (POINTS - 1) as f32).round() as usize;
        (point, low + f64::from(up) * (high - low))
    }
}

/// Draws the plot; returns what has been drawn on it since.
pub fn curve_ui(
    ui: &mut Ui,
    question: &Question,
    given: Option<&Answer>,
    record: &Record,
    within: u64,
) -> Option<Answer> {
    let Expected::Curve {
        measure, between, ..
    } = &question.expected
    else {
        return None;
    };
    let drawn = match given {
        Some(Answer::Curve(drawn)) if drawn.len() == POINTS => Some(drawn.clone()),
        _ => None,
    };
    let name = format!("Draw {} over {within} iterations", measure.name);
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let response = named(response, Role::Image, &name);
    let board = Board {
        area: Rect::from_min_max(rect.min + vec2(34.0, 8.0), rect.max - vec2(6.0, 20.0)),
        between: *between,
    };
    frame(ui, board, &measure.title(), within);
    let painter = ui.painter_at(rect);
    let colours = palette(ui);
    if let Some(drawn) = &drawn {
        let points = drawn.iter().enumerate();
        let points = points.map(|(at, value)| board.at(at as f64 / (POINTS - 1) as f64, *value));
        dashed(
            &painter,
            points.collect(),
            Stroke::new(2.0, colours.highlight),
        );
    }
    let happened = record.curve.iter();
    let happened = happened.map(|[at, value]| board.at(at / within.max(1) as f64, *value));
    painter.add(Shape::line(
        happened.collect(),
        Stroke::new(2.5, colours.line),
    ));
    let hover = "Draw with the mouse from left to right, or move the three sliders. Dashed: your prediction; full: what happened.";
    let response = response.on_hover_text(hover);
    let by_mouse = response
        .interact_pointer_pos()
        .filter(|_| response.is_pointer_button_down_on());
    let by_mouse = by_mouse.map(|place| painted(ui, board, drawn.clone(), place));
    let by_sliders = sliders_ui(ui, drawn.as_deref(), *between);
    by_mouse.or(by_sliders).map(Answer::Curve)
}

/// Axes with their ends.
fn frame(ui: &Ui, board: Board, title: &str, within: u64) {
    let (painter, colours) = (ui.painter(), palette(ui));
    let stroke = Stroke::new(1.0, colours.rule);
    painter.rect_stroke(board.area, 0.0, stroke, egui::StrokeKind::Outside);
    let (font, ink) = (FontId::proportional(11.0), ui.visuals().text_color());
    let write = |place: Pos2, align: Align2, text: String| {
        painter.text(place, align, text, font.clone(), ink);
    };
    let [low, high] = board.between;
    let (area, gap) = (board.area, vec2(4.0, 4.0));
    write(
        area.left_bottom() - vec2(gap.x, 0.0),
        Align2::RIGHT_BOTTOM,
        number(low),
    );
    write(
        area.left_top() - vec2(gap.x, 0.0),
        Align2::RIGHT_TOP,
        number(high),
    );
    write(area.left_top() + gap, Align2::LEFT_TOP, title.to_owned());
    write(
        area.left_bottom() + vec2(0.0, gap.y),
        Align2::LEFT_TOP,
        "0".to_owned(),
    );
    let end = format!("{} iterations", crate::export::grouped(within));
    write(
        area.right_bottom() + vec2(0.0, gap.y),
        Align2::RIGHT_TOP,
        end,
    );
    if low < 0.0 && high > 0.0 {
        let zero = [board.at(0.0, 0.0), board.at(1.0, 0.0)];
        painter.line_segment(zero, stroke);
    }
}

fn dashed(painter: &Painter, points: Vec<Pos2>, stroke: Stroke) {
    painter.extend(Shape::dashed_line(&points, stroke, 6.0, 3.0));
}

/// A curve after the pointer has come to a place; between the place before and this one it is straight.
fn painted(ui: &Ui, board: Board, drawn: Option<Vec<f64>>, place: Pos2) -> Vec<f64> {
    let (to, value) = board.under(place);
    let mut curve = drawn.unwrap_or_else(|| vec![value; POINTS]);
    let before = place - ui.input(|i| i.pointer.delta());
    let (from, value_before) = match ui.input(|i| i.pointer.any_pressed()) {
        true => (to, value),
        false => board.under(before),
    };
    let steps = from.abs_diff(to).max(1);
    for step in 0..=steps {
        let share = step as f64 / steps as f64;
        let at = (from as f64 + share * (to as f64 - from as f64)).round() as usize;
        curve[at.min(POINTS - 1)] = value_before + share * (value - value_before);
    }
    curve
}

/// The curve by its beginning, middle and end, for those who do not draw.
fn sliders_ui(ui: &mut Ui, drawn: Option<&[f64]>, [low, high]: [f64; 2]) -> Option<Vec<f64>> {
    let middle = POINTS / 2;
    let places = [("beginning", 0), ("middle", middle), ("end", POINTS - 1)];
    let mut values =
        places.map(|(_, at)| drawn.map_or(f64::midpoint(low, high), |drawn| drawn[at]));
    let mut changed = false;
    for ((name, _), value) in places.into_iter().zip(&mut values) {
        ui.horizontal(|ui| {
            let label = ui.label(format!("At the {name}"));
            let slider = Slider::new(value, low..=high).max_decimals(2);
            let hover = "Makes the curve straight from the beginning to the middle, and from there to the end.";
            changed |= ui.add(slider).labelled_by(label.id).on_hover_text(hover).changed();
        });
    }
    let line = |at: usize| match at < middle {
        true => values[0] + (values[1] - values[0]) * at as f64 / middle as f64,
        false => {
            values[1]
                + (values[2] - values[1]) * (at - middle) as f64 / (POINTS - 1 - middle) as f64
        }
    };
    changed.then(|| (0..POINTS).map(line).collect())
}
