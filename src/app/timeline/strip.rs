//! The strip below the views: where the run stands, its course, and the ways through its past.

use egui::{
    Align, Button, ComboBox, EventFilter, Frame, Label, Layout, Margin, Panel, Rect, Response,
    RichText, Role, Sense, Slider, Ui, WidgetInfo, vec2,
};

use super::changes::ChangeMarks;
use super::marks::{MadeOf, Mark, found_marks, said};
use super::track::{Curve, Track};
use crate::app::commands::UserCommand;
use crate::app::messages::{Message, Messages};
use crate::app::session::Session;
use crate::app::theme::{palette, side_colour};
use crate::app::widgets::{command_button, described, number};
use crate::engine::check::Stated;
use crate::engine::measures::{Measure, Place, measures_in};
use crate::engine::{History, Side, Timeline};
use crate::export::grouped;

/// Height of the strip.
const HEIGHT: f32 = 50.0;
/// Room for where the run stands.
const WORDS: f32 = 232.0;
/// Room for what can be done, the same whatever that is, so that nothing moves.
const BUTTONS: f32 = 336.0;
/// In narrower windows, in points, the buttons say less.
const WIDE: f32 = 1240.0;
const NARROW_BUTTONS: f32 = 196.0;

/// The strip keeps only the marks, which it can make again.
#[derive(Default)]
pub struct TimelineStrip {
    marks: Vec<Mark>,
    /// What was changed on each side.
    changes: [ChangeMarks; 2],
    /// What was found besides on each side, and in what.
    found: [Vec<Mark>; 2],
    made_of: [Option<MadeOf>; 2],
    /// How far the run has come.
    known: u64,
}

impl TimelineStrip {
    /// Draws the strip once there is something to show.
    pub fn ui(&mut self, ui: &mut Ui, session: &Session, messages: &mut Messages) {
        self.strip_ui(ui, session, HEIGHT, |strip, ui, timeline| {
            let buttons = match ui.available_width() > WIDE {
                true => BUTTONS,
                false => NARROW_BUTTONS,
            };
            words_ui(ui, session, timeline, messages);
            let room = vec2(ui.available_width() - buttons - 8.0, ui.available_height());
            strip.track_ui(ui, room, session, timeline, messages);
            let layout = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(buttons, HEIGHT - 8.0), layout, |ui| {
                ui.set_min_width(buttons);
                buttons_ui(ui, timeline, buttons == BUTTONS, messages);
            });
        });
    }

    /// The same on one line of this height: where the run stands, its course and, where there is room for them
    /// (`acts`), the ways out of the past.
    pub fn line_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        (height, acts): (f32, bool),
        messages: &mut Messages,
    ) {
        self.strip_ui(ui, session, height, |strip, ui, timeline| {
            let size = (height * 0.6).clamp(8.0, 13.0);
            let words = vec2(13.0 * size, ui.available_height());
            ui.allocate_ui_with_layout(words, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(words.x);
                let text = RichText::new(standing(timeline)).size(size);
                ui.add(Label::new(text).truncate());
            });
            let buttons = match acts && timeline.past.is_some() {
                true => NARROW_BUTTONS,
                false => 0.0,
            };
            let room = vec2(ui.available_width() - buttons - 8.0, ui.available_height());
            strip.track_ui(ui, room, session, timeline, messages);
            if buttons > 0.0 {
                buttons_ui(ui, timeline, false, messages);
            }
        });
    }

    fn strip_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        height: f32,
        content: impl FnOnce(&Self, &mut Ui, &Timeline),
    ) {
        let ground = match session.engine.past() {
            Some(_) => ui.visuals().selection.bg_fill,
            None => ui.visuals().panel_fill,
        };
        let margin = if height < HEIGHT { 0 } else { 4 };
        let frame = Frame::new()
            .fill(ground)
            .inner_margin(Margin::symmetric(8, margin));
        let panel = Panel::bottom("timeline").frame(frame).exact_size(height);
        panel.show(ui, |ui| {
            let Some(timeline) = session.engine.timeline.clone() else {
                return;
            };
            self.refresh(session, &timeline);
            ui.horizontal_centered(|ui| content(self, ui, &timeline));
        });
    }

    /// From the last mark before an iteration to the first one after it, or from the beginning to the end of
    /// what is known.
    pub fn stretch_around(&self, iteration: u64) -> (u64, u64) {
        let at = self.marks.iter().map(|mark| mark.iteration);
        let before = at.clone().filter(|at| *at <= iteration).max();
        let after = at.filter(|at| *at > iteration).min();
        (before.unwrap_or(0), after.unwrap_or(self.known))
    }

    /// Brings the marks up to date.
    fn refresh(&mut self, session: &Session, timeline: &Timeline) {
        self.known = timeline.now.iteration();
        let compares = timeline.courses[1].is_some();
        let mut is_new = false;
        for (side, course) in Side::ALL.into_iter().zip(&timeline.courses) {
            let changes = &mut self.changes[side as usize];
            is_new |= changes.follow(course.as_deref(), compares.then_some(side));
        }
        for side in Side::ALL {
            is_new |= self.find(session, side, compares);
        }
        if is_new {
            let changes = self.changes.iter().flat_map(ChangeMarks::get);
            // What lies before the first moment that can be shown has no place.
            let first = timeline.first.iteration();
            let all = changes.chain(self.found.iter().flatten());
            self.marks = all
                .filter(|mark| mark.iteration >= first)
                .cloned()
                .collect();
            self.marks.sort_by_key(|mark| mark.iteration);
        }
    }

    /// Brings the marks of what was found on a side up to date. Returns whether there is anything new.
    fn find(&mut self, session: &Session, side: Side, compares: bool) -> bool {
        let claims = session.document.claims();
        let found = session
            .scene(side)
            .and_then(|scene| scene.findings.as_deref());
        let of = found.map(|found| MadeOf::of(found, claims, compares));
        if of == self.made_of[side as usize] {
            return false;
        }
        let scenario = session.document.side(side);
        let is_about =
            |claim: &&Stated| (scenario.as_ref()).is_some_and(|scenario| claim.is_about(scenario));
        let claims: Vec<Stated> = claims.iter().filter(is_about).cloned().collect();
        let named = compares.then_some(side);
        self.found[side as usize] =
            found.map_or(Vec::new(), |found| found_marks(found, &claims, named));
        self.made_of[side as usize] = of;
        true
    }

    fn track_ui(
        &self,
        ui: &mut Ui,
        room: egui::Vec2,
        session: &Session,
        timeline: &Timeline,
        messages: &mut Messages,
    ) {
        let (outer, response) =
            ui.allocate_exact_size(room.max(vec2(40.0, 8.0)), Sense::click_and_drag());
        let above = (0.2 * outer.height()).min(8.0);
        let area = Rect::from_min_max(outer.min + vec2(2.0, above), outer.max - vec2(2.0, 2.0));
        let (track, palette) = (Track::new(area, timeline), palette(ui));
        let shown = timeline
            .past
            .map_or(timeline.now, |past| past.at)
            .iteration();
        let painter = ui.painter_at(outer.expand2(vec2(4.0, 0.0)));
        track.ground(&painter, timeline, palette);
        track.ticks(&painter, palette);
        let compares = timeline.courses[1].is_some();
        let curves = histories(session).map(|(side, history)| Curve {
            history,
            colour: match compares {
                true => side_colour(ui, side),
                false => palette.line,
            },
            is_dashed: side == Side::B,
        });
        track.curves(&painter, &curves.collect::<Vec<_>>(), measure(session));
        track.marks(&painter, &self.marks, palette);
        if timeline.past.is_some() {
            track.head(&painter, timeline.now.iteration(), (palette.chance, false));
        }
        let is_exact = timeline.past.is_none_or(|past| past.is_exact);
        track.head(&painter, shown, (palette.highlight, is_exact));
        if response.has_focus() {
            let ring = ui.visuals().selection.stroke;
            painter.rect_stroke(area, 3.0, ring, egui::StrokeKind::Outside);
        }
        response.widget_info(|| WidgetInfo::slider(true, shown as f64, "Timeline"));
        described(
            &response,
            "The whole run, from left to right: drag, or use the arrow keys, to look at a moment of it.",
        );
        if let Some(pos) = response.hover_pos() {
            let text = self.told(session, timeline, (track, pos.x));
            response.clone().on_hover_text_at_pointer(text);
        }
        steered(ui, &response, track, timeline, messages);
    }

    /// What there is to say of a place on the track.
    fn told(&self, session: &Session, timeline: &Timeline, (track, x): (Track, f32)) -> String {
        let near = track.marks_at(&self.marks, x);
        if !near.is_empty() {
            return said(&near);
        }
        let iteration = track.iteration(x);
        if iteration > timeline.now.iteration() {
            return "The course that was left went on here.".to_owned();
        }
        let measure = measure(session);
        let compares = timeline.courses[1].is_some();
        let values = histories(session).map(|(side, history)| {
            let rows = history.items();
            let after = rows.partition_point(|row| row.iteration < iteration);
            let row = rows.get(after.min(rows.len().saturating_sub(1)));
            let value = row.and_then(|row| row.measures.get(measure));
            let value = value.map_or("undefined".to_owned(), number);
            match compares {
                true => format!("{} {value}", side.letter()),
                false => value,
            }
        });
        format!(
            "Iteration {}: {} {}. Click or drag to look.",
            grouped(iteration),
            measure.name.to_lowercase(),
            values.collect::<Vec<_>>().join(", ")
        )
    }
}

/// The histories of the sides that there are.
fn histories(session: &Session) -> impl Iterator<Item = (Side, &History)> {
    Side::ALL.into_iter().filter_map(|side| {
        let found = session.scene(side)?.findings.as_ref()?;
        Some((side, &found.history))
    })
}

/// Lets a moment be chosen by the pointer and, while the track has the focus, by keys.
fn steered(
    ui: &Ui,
    response: &Response,
    track: Track,
    timeline: &Timeline,
    messages: &mut Messages,
) {
    if let Some(pos) = response.interact_pointer_pos()
        && (response.dragged() || response.clicked())
    {
        let iteration = track.iteration(pos.x);
        match iteration >= timeline.now.iteration() {
            true => messages.push(UserCommand::ReturnToNow),
            false => messages.push(Message::LookAt(iteration)),
        }
    }
    if !response.has_focus() {
        return;
    }
    let arrows = EventFilter {
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for command in [
        UserCommand::TickBack,
        UserCommand::TickForward,
        UserCommand::IterationBack,
        UserCommand::IterationForward,
    ] {
        let shortcut = command.row().shortcut;
        if shortcut.is_some_and(|keys| pressed(keys.modifiers, keys.logical_key)) {
            messages.push(command);
        }
    }
}

/// Where the run stands, or which moment of it is shown, in words.
fn standing(timeline: &Timeline) -> String {
    let now = grouped(timeline.now.iteration());
    match timeline.past {
        None => format!("Now: iteration {now}"),
        Some(past) => {
            let on_the_way = if past.is_exact { "" } else { " …" };
            format!(
                "Past: {} of {now}{on_the_way}",
                grouped(past.at.iteration())
            )
        }
    }
}

/// The same, with ways to move and what is drawn.
fn words_ui(ui: &mut Ui, session: &Session, timeline: &Timeline, messages: &mut Messages) {
    let layout = Layout::top_down(Align::Min);
    ui.allocate_ui_with_layout(vec2(WORDS, HEIGHT - 8.0), layout, |ui| {
        ui.set_min_width(WORDS);
        ui.spacing_mut().item_spacing = vec2(4.0, 1.0);
        let text = standing(timeline);
        let moment = timeline.past.map_or(timeline.now, |past| past.at);
        let strong = ui.add(Label::new(RichText::new(text).strong()).truncate());
        strong.on_hover_text(format!(
            "The whole run, from left to right. Drag on it to look at a moment; the simulation waits meanwhile. Arrow keys go one iteration, with Shift one tick. Diamonds: what was changed. Discs: what happened to a community. Flags: where a claim began to hold. In a comparison the curve of A is solid, that of B dashed.\n\n{} ms of model time. Firing has ticked {} times, credit {}, plasticity {}.",
            grouped(moment.now_ms as u64),
            grouped(moment.ticks[0]),
            grouped(moment.ticks[1]),
            grouped(moment.ticks[2]),
        ));
        ui.horizontal(|ui| {
            command_button(ui, UserCommand::IterationBack, "◀", messages);
            let forward = |ui: &mut Ui| {
                command_button(ui, UserCommand::IterationForward, "▶", messages);
            };
            ui.add_enabled_ui(timeline.past.is_some(), forward);
            measure_ui(ui, measure(session), learns(session), messages);
        });
    });
}

/// Whether the network learns samples.
fn learns(session: &Session) -> bool {
    let scene = session.scene(Side::A);
    scene.is_some_and(|scene| scene.snapshot.samples.is_some())
}

/// The measure that is drawn.
fn measure(session: &Session) -> &'static Measure {
    session.choices.timeline_measure(learns(session))
}

/// Chooses the measure that is drawn.
fn measure_ui(ui: &mut Ui, chosen: &'static Measure, learns: bool, messages: &mut Messages) {
    let choice = ComboBox::from_id_salt("measure of the timeline")
        .width(132.0)
        .truncate()
        .selected_text(chosen.name)
        .show_ui(ui, |ui| {
            let learned = measures_in(Place::LearningCurve).filter(|_| learns);
            for measure in learned.chain(measures_in(Place::OverTime)) {
                let is_chosen = measure.key == chosen.key;
                let entry = ui.selectable_label(is_chosen, measure.name);
                if entry.on_hover_text(measure.help).clicked() {
                    messages.push(Message::SetTimelineMeasure(measure));
                }
            }
        });
    let name = format!("Measure on the timeline: {}", chosen.name);
    let response = choice.response;
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    response.on_hover_text(format!("The curve on the timeline. {}", chosen.help));
}

/// What can be done with the moment that is shown.
fn buttons_ui(ui: &mut Ui, timeline: &Timeline, wide: bool, messages: &mut Messages) {
    let words = |long: &'static str, short: &'static str| if wide { long } else { short };
    let left = timeline.left.is_some();
    let Some(past) = timeline.past else {
        if left {
            let text = words("Back to the old course", "Old course");
            command_button(ui, UserCommand::TakeUpOldCourse, text, messages);
        }
        return memory_ui(ui, timeline, messages);
    };
    // Where the old course can be gone back to as well, all say less.
    let words = |long: &'static str, short: &'static str| if wide && !left { long } else { short };
    command_button(ui, UserCommand::ReturnToNow, "Now", messages);
    ui.add_enabled_ui(past.is_exact, |ui| {
        let text = words("Begin again from here", "From here");
        command_button(ui, UserCommand::BeginAgainHere, text, messages);
        let text = words("Go on as side B", "As B");
        ui.add_enabled_ui(timeline.courses[1].is_none(), |ui| {
            let beside = command_button(ui, UserCommand::ContinueBeside, text, messages);
            beside.on_disabled_hover_text("Two sides are compared already: end the comparison, and look at this moment again, to compare two futures of it.");
        });
    });
    if left && wide {
        command_button(ui, UserCommand::TakeUpOldCourse, "Old course", messages);
    }
}

const MEGABYTE: usize = 1 << 20;

/// How much of the past is kept, and how much may be.
fn memory_ui(ui: &mut Ui, timeline: &Timeline, messages: &mut Messages) {
    let megabytes = |bytes: usize| (bytes as f64 / MEGABYTE as f64).ceil() as usize;
    let (used, most) = (megabytes(timeline.bytes), megabytes(timeline.budget));
    let text = format!("Past: {used} of {most} MB");
    let button = ui.add(Button::new(RichText::new(text).weak()).frame(false));
    let hover = format!(
        "{} states of this run are kept, to look at its past; those between are worked out again. When {most} MB are full, every second of the older ones is dropped. Click to change that.",
        grouped(timeline.states as u64)
    );
    let button = button.on_hover_text(hover);
    egui::Popup::menu(&button)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            let mut chosen = most;
            let label = ui.label("Memory for the past");
            let slider = Slider::new(&mut chosen, 16..=4096)
                .logarithmic(true)
                .suffix(" MB");
            let slider = ui.add(slider).labelled_by(label.id);
            let help = "The most memory that kept states of the run may take.";
            if slider.on_hover_text(help).changed() {
                messages.push(Message::SetHistoryBudget(chosen * MEGABYTE));
            }
        });
}
