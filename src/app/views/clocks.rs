//! View "Clocks": the update events of the three clocks over model time, as in Fig. 2A.

use egui::{Align2, Color32, CursorIcon, Painter, Rect, Role, Sense, Stroke, Ui, pos2, vec2};

use super::plots::caption;
use super::view::{ViewInput, waiting};
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::{Change, Message, Messages};
use crate::app::theme::{Palette, palette};
use crate::app::widgets::{named, number, picture_area, write};
use crate::engine::{EVENT_TOLERANCE, Scene, Settling, Side, Snapshot, settling};
use crate::model::{Clock, Presentation};
use crate::scenario::{INPUT_FROM, INPUT_TO, OUTPUT_FROM, OUTPUT_TO};

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "The update events of the three clocks over model time.",
    shows: "When firing x, credit c and the weights W really moved, a row for each clock along model time, with the windows behind in which input and output are clamped.",
    look_for: "Ticks are dense when a window opens and thin out as a state settles; only where both windows are open does ΔW move, so nobody needs to announce a phase of learning.",
    legend: &[
        (
            Mark::Line(Ink::FIRING),
            "Upright in the row Δx: a firing update that moved x; higher for a larger change, on a logarithmic scale",
        ),
        (
            Mark::Line(Ink::CREDIT),
            "Amber upright in the row Δc: a credit update that moved c",
        ),
        (
            Mark::Line(Ink::HIGHLIGHT),
            "Violet upright in the row ΔW: a plasticity update that moved W",
        ),
        (
            Mark::Patch(Ink(|v| tint(INPUT, v.dark_mode))),
            "Blue: the input window, firing is clamped",
        ),
        (
            Mark::Patch(Ink(|v| tint(OUTPUT, v.dark_mode))),
            "Yellow: the output window, credit is clamped",
        ),
        (
            Mark::Patch(Ink(|v| tint(BOTH, v.dark_mode))),
            "Green: both windows are open",
        ),
        (
            Mark::Dot(Ink(|_| SETTLED)),
            "✔ green: settled when the slower clock ticks",
        ),
        (
            Mark::Dot(Ink::EXCITATION),
            "✖ red: still moving, by this much",
        ),
    ],
    symbols: &["Δx, Δc, ΔW", "windows", "residual"],
};

/// Room at the left for names and lights.
const MARGIN: f32 = 132.0;
/// Room at the bottom for the time axis.
const AXIS: f32 = 18.0;
/// Without samples the view reaches back over this many ticks of the slowest clock.
const TICKS: f64 = 12.0;

/// Colours of the windows: of input, of output, and where both are open.
const INPUT: [u8; 3] = [0x56, 0x9C, 0xE8];
const OUTPUT: [u8; 3] = [0xF0, 0xD0, 0x40];
const BOTH: [u8; 3] = [0x5A, 0xB8, 0x5A];
/// The light of a clock that has settled.
const SETTLED: Color32 = Color32::from_rgb(0x3D, 0x9A, 0x50);

/// The colour of a window, behind what happens in it.
fn tint([r, g, b]: [u8; 3], dark: bool) -> Color32 {
    let strength = if dark { 60 } else { 90 };
    Color32::from_rgba_unmultiplied(r, g, b, strength)
}

/// The stretch of model time on screen.
struct Span {
    from_ms: f64,
    to_ms: f64,
    field: Rect,
}

impl Span {
    fn x(&self, at_ms: f64) -> f32 {
        let share = (at_ms - self.from_ms) / (self.to_ms - self.from_ms);
        self.field.left() + self.field.width() * share as f32
    }

    fn ms(&self, x: f32) -> f64 {
        let share = f64::from((x - self.field.left()) / self.field.width());
        self.from_ms + share * (self.to_ms - self.from_ms)
    }
}

/// Three rows of events, and the windows behind them.
pub fn view_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    let snapshot = &input.scene.snapshot;
    caption(ui, "Update events Δx, Δc, ΔW over model time").on_hover_text("Each tick is an update that really moved its state, by more than 10⁻⁶; its height is the size of the change, on a logarithmic scale. Blue: input window. Yellow: output window. Green: both.");
    if snapshot.events.is_empty() {
        return waiting(ui, "No clock has ticked yet.");
    }
    let space = ui.available_size();
    let (area, _) = picture_area(ui, space, Sense::hover(), "Clock events");
    let field = Rect::from_min_max(area.min + vec2(MARGIN, 0.0), area.max - vec2(6.0, AXIS));
    let span = span(snapshot, field);
    let painter = ui.painter_at(area);
    windows(&painter, snapshot, &span, ui.visuals().dark_mode);
    for (row, clock) in Clock::ALL.into_iter().enumerate() {
        let height = field.height() / 3.0;
        let top = field.top() + height * row as f32;
        let lane = Rect::from_x_y_ranges(field.x_range(), top + 4.0..=top + height - 2.0);
        events(&painter, snapshot, &span, clock, lane, palette(ui));
        light(ui, &painter, settled(input.scene, clock), clock, lane);
    }
    axis(ui, &painter, &span);
    edges(ui, snapshot, &span, input.side, messages);
}

/// The last two presentations, or some ticks of the slowest clock.
fn span(snapshot: &Snapshot, field: Rect) -> Span {
    let clocks = &snapshot.rules.clocks;
    let (from_ms, to_ms) = match snapshot.presentation {
        Some(lesson) => {
            let present = snapshot.rules.teaching.present_ms;
            (lesson.begun_ms - present, lesson.begun_ms + present)
        }
        None => {
            let slowest = Clock::ALL
                .map(|c| clocks.ms(c))
                .into_iter()
                .fold(0.0, f64::max);
            (snapshot.now_ms - TICKS * slowest, snapshot.now_ms)
        }
    };
    Span {
        from_ms,
        to_ms: to_ms.max(from_ms + 1e-6),
        field,
    }
}

/// When the last two presentations began, counted from the one before.
fn begins(snapshot: &Snapshot) -> impl Iterator<Item = (usize, f64)> {
    let lesson = snapshot.presentation.iter();
    let begun = |lesson: &Presentation| lesson.begun_ms;
    let present_ms = snapshot.rules.teaching.present_ms;
    let begins = lesson
        .map(begun)
        .flat_map(move |begun| [begun - present_ms, begun]);
    begins.enumerate().filter(|(_, begun)| *begun >= 0.0)
}

/// Where samples are presented: blue while the input is clamped, yellow while the output is, green
/// while both are.
fn windows(painter: &Painter, snapshot: &Snapshot, span: &Span, dark: bool) {
    let [blue, yellow, green] = [INPUT, OUTPUT, BOTH].map(|window| tint(window, dark));
    let teaching = &snapshot.rules.teaching;
    let (input, output) = (teaching.input, teaching.output);
    let both = (
        input.from_ms.max(output.from_ms),
        input.to_ms.min(output.to_ms),
    );
    for (_, begun) in begins(snapshot) {
        let band = |from: f64, to: f64, colour: Color32| {
            let place = |ms: f64| span.x(begun + ms.min(teaching.present_ms));
            let left = place(from).max(span.field.left());
            let right = place(to).min(span.field.right());
            let rect = Rect::from_x_y_ranges(left..=right, span.field.y_range());
            if right > left {
                painter.rect_filled(rect, 0, colour);
            }
        };
        for (window, colour) in [(input, blue), (output, yellow)] {
            // The overlap is drawn on its own, in green, so it is left out here.
            let before = window.to_ms.min(both.0.max(window.from_ms));
            let after = window.from_ms.max(both.1.min(window.to_ms));
            band(window.from_ms, before, colour);
            band(after, window.to_ms, colour);
        }
        if both.1 > both.0 {
            band(both.0, both.1, green);
        }
        let line = Stroke::new(1.0, Color32::from_gray(128));
        painter.vline(span.x(begun), span.field.y_range(), line);
    }
}

fn events(
    painter: &Painter,
    snapshot: &Snapshot,
    span: &Span,
    clock: Clock,
    lane: Rect,
    colours: &Palette,
) {
    let colour = match clock {
        Clock::Firing => colours.firing,
        Clock::Credit => colours.credit,
        Clock::Plasticity => colours.highlight,
    };
    let ground = lane.bottom();
    painter.hline(lane.x_range(), ground, Stroke::new(1.0, colours.rule));
    let all = snapshot.events.iter().filter(|event| event.clock == clock);
    for event in all.filter(|event| (span.from_ms..=span.to_ms).contains(&event.at_ms)) {
        let height = lane.height() * share(event.change);
        if height > 0.0 {
            let up = ground - height..=ground;
            painter.vline(span.x(event.at_ms), up, Stroke::new(1.5, colour));
        }
    }
}

/// The height of a change: from nothing at the tolerance to full at 1, logarithmic.
fn share(change: f64) -> f32 {
    let decades = -EVENT_TOLERANCE.log10();
    let height = 1.0 + change.max(f64::MIN_POSITIVE).log10() / decades;
    height.clamp(0.0, 1.0) as f32
}

/// Whether a clock has settled: by the residual just before the next plasticity update, or, where
/// networks are too large for such a look ahead, by the last update before the slower tick.
fn settled(scene: &Scene, clock: Clock) -> Settling {
    match (&scene.proof, clock) {
        (Some(proof), Clock::Firing) => Settling::of(proof.residuals[0]),
        (Some(proof), Clock::Credit) => Settling::of(proof.residuals[1]),
        _ => settling(&scene.snapshot.events, clock),
    }
}

/// The name of a clock, its light, and the residual if it has not settled.
fn light(ui: &mut Ui, painter: &Painter, settled: Settling, clock: Clock, lane: Rect) {
    let symbol = match clock {
        Clock::Firing => "Δx",
        Clock::Credit => "Δc",
        Clock::Plasticity => "ΔW",
    };
    let left = lane.left() - MARGIN + 2.0;
    let text = ui.visuals().text_color();
    let at = |x: f32, y: f32| pos2(left + x, lane.center().y + y);
    let name = format!("{symbol} {}", clock.name());
    write(
        painter,
        (at(0.0, -8.0), Align2::LEFT_CENTER),
        name,
        12.5,
        text,
    );
    let colours = palette(ui);
    let (colour, words) = match settled {
        _ if clock == Clock::Plasticity => return,
        Settling::Unknown => (colours.chance, "not known yet".to_owned()),
        Settling::Settled => (SETTLED, "✔ settled".to_owned()),
        Settling::Moving(residual) => {
            (colours.excitation, format!("✖ moving {}", number(residual)))
        }
    };
    painter.circle_filled(at(5.0, 9.0), 4.5, colour);
    write(
        painter,
        (at(14.0, 9.0), Align2::LEFT_CENTER),
        words,
        11.0,
        text,
    );
    let place = Rect::from_x_y_ranges(left..=lane.left() - 4.0, lane.y_range());
    let id = ui.scope_id().with(("light", clock.name()));
    ui.interact(place, id, Sense::hover()).on_hover_text("Whether one more update of this clock would still change anything when the slower clock ticks, and by how much: the residual.");
}

fn axis(ui: &Ui, painter: &Painter, span: &Span) {
    let text = ui.visuals().text_color();
    // Only as many times as there is room for.
    let times = [
        (0.0, Align2::LEFT_TOP, 130.0),
        (1.0, Align2::RIGHT_TOP, f32::NEG_INFINITY),
        (0.5, Align2::CENTER_TOP, 220.0),
    ];
    for (share, anchor, above) in times {
        let at = span.from_ms + share * (span.to_ms - span.from_ms);
        let place = pos2(span.x(at), span.field.bottom() + 3.0);
        if span.field.width() > above {
            write(painter, (place, anchor), format!("{at:.0} ms"), 10.5, text);
        }
    }
}

/// The edges of the windows, to be dragged: for each, input edges first, the number that says where it
/// is, where it is, and how far it can go.
fn edges(ui: &mut Ui, snapshot: &Snapshot, span: &Span, side: Side, messages: &mut Messages) {
    let teaching = &snapshot.rules.teaching;
    let (input, output, end) = (&teaching.input, &teaching.output, teaching.present_ms);
    let edges = [
        (&INPUT_FROM, input.from_ms, 0.0, input.to_ms),
        (&INPUT_TO, input.to_ms, input.from_ms, end),
        (&OUTPUT_FROM, output.from_ms, 0.0, output.to_ms),
        (&OUTPUT_TO, output.to_ms, output.from_ms, end),
    ];
    for (sample, begun) in begins(snapshot) {
        for (index, (quantity, at_ms, least, most)) in edges.into_iter().enumerate() {
            let x = span.x(begun + at_ms);
            let others = edges.iter().map(|edge| span.x(begun + edge.1));
            let grip = grip(span, x, index < 2, others);
            let id = ui.scope_id().with(("edge", sample, index));
            let response = ui.interact(grip, id, Sense::drag());
            let response = named(response, Role::Slider, quantity.name);
            if response.hovered() || response.dragged() {
                ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
                let stroke = Stroke::new(2.0, palette(ui).highlight);
                ui.painter().vline(x, grip.y_range(), stroke);
            }
            let held = response.interact_pointer_pos();
            if let Some(pos) = held.filter(|_| response.dragged()) {
                let ms = (span.ms(pos.x) - begun).clamp(least, most);
                let change = Change::Numbers(vec![(quantity, (ms * 10.0).round() / 10.0)]);
                messages.push(Message::Change(side, change));
            }
            let (name, at) = (quantity.name, number(at_ms));
            response.on_hover_text(format!("{name}: {at} ms. Drag to change."));
        }
    }
}

/// Where an edge can be held: over its full height, or, where another edge is near, an input edge at
/// its upper half and an output edge at its lower half.
fn grip(span: &Span, x: f32, is_input: bool, edges: impl Iterator<Item = f32>) -> Rect {
    let crowded = edges.filter(|other| (other - x).abs() < 9.0).count() > 1;
    let field = span.field;
    let (top, bottom) = match (crowded, is_input) {
        (false, _) => (field.top(), field.bottom()),
        (true, true) => (field.top(), field.center().y),
        (true, false) => (field.center().y, field.bottom()),
    };
    Rect::from_x_y_ranges(x - 4.0..=x + 4.0, top..=bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_drawn_on_a_logarithmic_scale_and_those_that_do_not_count_not_at_all() {
        let heights = [0.0, EVENT_TOLERANCE, 1.0, 50.0].map(share);
        assert_eq!(heights, [0.0, 0.0, 1.0, 1.0]);
        assert!((share(1e-3) - 0.5).abs() < 1e-6);
    }
}
