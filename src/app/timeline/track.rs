//! The track of the timeline: iterations from left to right, a measure, marks, and the moment that is shown.

use egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::marks::{Mark, MarkKind};
use crate::app::theme::{Palette, community_colour};
use crate::app::widgets::write;
use crate::engine::measures::Measure;
use crate::engine::{History, Timeline};
use crate::export::grouped;

/// Where iterations stand on the track.
#[derive(Debug, Clone, Copy)]
pub struct Track {
    pub area: Rect,
    first: u64,
    last: u64,
}

/// The curve of a side.
pub struct Curve<'a> {
    pub history: &'a History,
    pub colour: Color32,
    pub is_dashed: bool,
}

/// Marks nearer than this to the pointer are told, in points.
const NEAR: f32 = 5.0;
/// Numbers stand at least so far apart, and in tracks at least so high, in points.
const APART: f32 = 90.0;
const LABELLED: f32 = 26.0;
/// Half the size of a mark.
const SIZE: f32 = 3.5;

impl Track {
    pub fn new(area: Rect, timeline: &Timeline) -> Self {
        let left = timeline.left.map_or(0, |left| left.iteration());
        Self {
            area,
            first: timeline.first.iteration(),
            last: timeline.now.iteration().max(left),
        }
    }

    pub fn x(&self, iteration: u64) -> f32 {
        let span = self.last.saturating_sub(self.first).max(1) as f64;
        let share = iteration.saturating_sub(self.first) as f64 / span;
        self.area.left() + (share.min(1.0) as f32) * self.area.width()
    }

    /// The iteration at a place.
    pub fn iteration(&self, x: f32) -> u64 {
        let share = f64::from((x - self.area.left()) / self.area.width().max(1.0));
        let span = self.last.saturating_sub(self.first) as f64;
        self.first + (share.clamp(0.0, 1.0) * span).round() as u64
    }

    /// Draws the ground, dimmed where another course went on that was left.
    pub fn ground(&self, painter: &Painter, timeline: &Timeline, palette: &Palette) {
        painter.rect_filled(self.area, 3.0, palette.ground);
        let now = self.x(timeline.now.iteration());
        if timeline.left.is_some() && now < self.area.right() {
            let old = Rect::from_x_y_ranges(now..=self.area.right(), self.area.y_range());
            painter.rect_filled(old, 0.0, palette.rule.gamma_multiply(0.5));
        }
        let edge = Stroke::new(1.0, palette.rule);
        painter.rect_stroke(self.area, 3.0, edge, egui::StrokeKind::Inside);
    }

    /// Draws iterations at even steps, with their numbers where the track is high enough to read them.
    pub fn ticks(&self, painter: &Painter, palette: &Palette) {
        let labelled = self.area.height() >= LABELLED;
        for iteration in self.steps() {
            let x = self.x(iteration);
            let line = Stroke::new(1.0, palette.rule.gamma_multiply(0.7));
            painter.vline(x, self.area.y_range(), line);
            if labelled {
                let place = (pos2(x + 3.0, self.area.top() + 1.0), Align2::LEFT_TOP);
                write(painter, place, grouped(iteration), 9.0, palette.chance);
            }
        }
    }

    /// Round numbers between the ends of the track, neither too many nor at its right edge.
    fn steps(&self) -> impl Iterator<Item = u64> + use<> {
        let most = (self.area.width() / APART).max(1.0) as u64;
        let span = self.last.saturating_sub(self.first);
        let powers = (0..19).map(|power| 10_u64.pow(power));
        let mut steps = powers.flat_map(|power| [1, 2, 5].map(|times| power.saturating_mul(times)));
        let step = steps.find(|step| span / step <= most).unwrap_or(u64::MAX);
        let from = (self.first / step + 1).saturating_mul(step);
        let to = self.last.saturating_sub((step / 3).max(1));
        (0..=most)
            .map(move |number| from.saturating_add(number * step))
            .filter(move |at| *at <= to)
    }

    /// Draws a measure over time of each side, all to one scale that fills the room that there is.
    pub fn curves(&self, painter: &Painter, curves: &[Curve<'_>], measure: &Measure) {
        let points = |curve: &Curve<'_>| {
            let rows = curve.history.items().iter();
            let mut points: Vec<(f32, f64)> = rows
                .filter_map(|row| Some((self.x(row.iteration), row.measures.get(measure)?)))
                .filter(|(_, value)| value.is_finite())
                .collect();
            // Nobody sees more than a point to a pixel.
            points.dedup_by_key(|(x, _)| x.round());
            points
        };
        let lines: Vec<Vec<(f32, f64)>> = curves.iter().map(points).collect();
        let values = || lines.iter().flatten().map(|(_, value)| *value);
        let (low, high) = (
            values().fold(f64::INFINITY, f64::min).min(0.0),
            values().fold(f64::NEG_INFINITY, f64::max),
        );
        if high <= low {
            return;
        }
        let room = self.area.shrink2(vec2(0.0, 4.0));
        let at = |(x, value): &(f32, f64)| {
            let share = ((value - low) / (high - low)) as f32;
            pos2(*x, room.bottom() - share * room.height())
        };
        for (curve, points) in curves.iter().zip(&lines) {
            let line: Vec<Pos2> = points.iter().map(at).collect();
            // Counts go in steps.
            let line = match measure.whole {
                false => line,
                true => stairs(&line),
            };
            let stroke = Stroke::new(1.5, curve.colour);
            match curve.is_dashed {
                true => painter.extend(Shape::dashed_line(&line, stroke, 5.0, 3.0)),
                false => {
                    painter.add(Shape::line(line, stroke));
                }
            }
        }
    }

    pub fn marks(&self, painter: &Painter, marks: &[Mark], palette: &Palette) {
        for mark in marks {
            let x = self.x(mark.iteration);
            match mark.kind {
                MarkKind::Change => {
                    let line = Stroke::new(1.0, palette.line.gamma_multiply(0.6));
                    painter.vline(x, self.area.y_range(), line);
                    let top = pos2(x, self.area.top() + SIZE);
                    diamond(painter, top, palette.line);
                }
                MarkKind::Community(community) => {
                    let place = pos2(x, self.area.bottom() - SIZE - 1.0);
                    let rim = Stroke::new(1.0, palette.line);
                    painter.circle(place, SIZE, community_colour(Some(community)), rim);
                }
                MarkKind::Claim => flag(painter, pos2(x, self.area.bottom()), palette.balance),
            }
        }
    }

    /// Draws the moment that is shown.
    pub fn head(&self, painter: &Painter, iteration: u64, (ink, is_exact): (Color32, bool)) {
        let (x, y) = (self.x(iteration), self.area.y_range());
        let width = if is_exact { 2.5 } else { 1.0 };
        painter.vline(x, y, Stroke::new(width, ink));
        let top = self.area.top() - 1.0;
        let points = vec![
            pos2(x - 5.0, top - 5.0),
            pos2(x + 5.0, top - 5.0),
            pos2(x, top + 2.0),
        ];
        painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
    }

    /// The marks at a place.
    pub fn marks_at<'a>(&self, marks: &'a [Mark], x: f32) -> Vec<&'a Mark> {
        let near = |mark: &&Mark| (self.x(mark.iteration) - x).abs() <= NEAR;
        marks.iter().filter(near).take(8).collect()
    }
}

/// A line that keeps its height until the next point.
fn stairs(line: &[Pos2]) -> Vec<Pos2> {
    let steps = line
        .windows(2)
        .flat_map(|pair| [pair[0], pos2(pair[1].x, pair[0].y)]);
    steps.chain(line.last().copied()).collect()
}

fn diamond(painter: &Painter, at: Pos2, ink: Color32) {
    let away = [
        vec2(0.0, -SIZE),
        vec2(SIZE, 0.0),
        vec2(0.0, SIZE),
        vec2(-SIZE, 0.0),
    ];
    let points = away.map(|away| at + away).to_vec();
    painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
}

fn flag(painter: &Painter, foot: Pos2, ink: Color32) {
    let top = foot - vec2(0.0, 14.0);
    painter.line_segment([foot, top], Stroke::new(1.5, ink));
    let cloth = vec![top, top + vec2(8.0, 3.0), top + vec2(0.0, 6.0)];
    painter.add(Shape::convex_polygon(cloth, ink, Stroke::NONE));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Moment;

    #[test]
    fn a_place_on_the_track_and_its_iteration_agree() {
        let moment = |iteration| Moment {
            now_ms: iteration as f64,
            ticks: [iteration; 3],
        };
        let timeline = Timeline {
            first: moment(100),
            now: moment(300),
            ..Timeline::default()
        };
        let area = Rect::from_min_size(pos2(10.0, 0.0), vec2(400.0, 30.0));
        let track = Track::new(area, &timeline);
        for iteration in [100, 101, 200, 299, 300] {
            assert_eq!(track.iteration(track.x(iteration)), iteration);
        }
        assert_eq!((track.iteration(-50.0), track.iteration(900.0)), (100, 300));
        let beyond = Timeline {
            left: Some(moment(500)),
            ..timeline
        };
        assert_eq!(Track::new(area, &beyond).x(300), 210.0);
    }

    #[test]
    fn steps_are_round_numbers_that_leave_room_for_their_names() {
        let steps = |first, last, width| -> Vec<u64> {
            let area = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 30.0));
            Track { area, first, last }.steps().collect()
        };
        assert_eq!(steps(0, 1000, 500.0), [200, 400, 600, 800]);
        assert_eq!(steps(930, 1410, 500.0), [1000, 1100, 1200, 1300]);
        // At the very end there is no room for a name.
        assert_eq!(steps(0, 3, 500.0), [1, 2]);
        assert!(steps(0, 0, 500.0).is_empty());
        assert!(steps(0, u64::MAX, 60.0).len() <= 1);
    }
}
