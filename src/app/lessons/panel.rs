//! The lesson beside the views: the text of a step, its question, what happened, and the way on.

use egui::{Align, Button, Layout, Panel, ProgressBar, RichText, Role, ScrollArea, Ui, vec2};

use super::answer::question_ui;
use super::message::LessonMessage;
use super::sitting::{Phase, Sitting};
use super::told;
use crate::app::messages::{Message, Messages};
use crate::app::widgets::{markdown_ui, named};
use crate::engine::Snapshot;
use crate::lesson::{Press, Step};

const TEXT: f32 = 14.5;

/// Draws the lesson that somebody takes.
pub fn panel_ui(ui: &mut Ui, sitting: &Sitting, now: Option<&Snapshot>, messages: &mut Messages) {
    head_ui(ui, sitting, messages);
    ui.separator();
    let way = Panel::bottom("the way through the lesson").show_separator_line(true);
    way.show(ui, |ui| way_ui(ui, sitting, now, messages));
    let scroll = ScrollArea::vertical().auto_shrink([false, false]);
    // Each step begins at its top.
    scroll.id_salt((sitting.at, "lesson")).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 10.0);
        match sitting.step() {
            Some(step) => step_ui(ui, sitting, step, messages),
            None => end_ui(ui, sitting, messages),
        }
    });
}

fn head_ui(ui: &mut Ui, sitting: &Sitting, messages: &mut Messages) {
    let lesson = &sitting.lesson;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let leave = button(
                ui,
                "×",
                "Leave the lesson",
                "Close the lesson. You can go on with it later: Lessons.",
            );
            if leave {
                messages.push(Message::Lesson(LessonMessage::Leave));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = RichText::new(&lesson.title).strong().size(16.0);
                ui.add(egui::Label::new(title).truncate())
                    .on_hover_text(&lesson.teaches);
            });
        });
    });
    let steps = lesson.steps.len();
    let words = match sitting.at < steps {
        true => format!("Step {} of {steps}", sitting.at + 1),
        false => "The end".to_owned(),
    };
    let share = sitting.at as f32 / steps.max(1) as f32;
    let bar = ProgressBar::new(share).desired_height(5.0).corner_radius(2);
    named(ui.add(bar), Role::ProgressIndicator, &words).on_hover_text(&words);
    ui.weak(words);
}

fn step_ui(ui: &mut Ui, sitting: &Sitting, step: &Step, messages: &mut Messages) {
    let title = ui.label(RichText::new(&step.title).strong().size(18.0));
    live(ui, &title);
    ui.add_space(4.0);
    markdown_ui(ui, &step.text, TEXT);
    question_ui(ui, sitting, messages);
    let record = &sitting.records[sitting.at];
    match sitting.phase {
        Phase::Before => {}
        Phase::Under { .. } => asked_ui(ui, step, messages),
        Phase::After => {
            if step.question.is_none() && step.acts() {
                let told = told::ended(step, record);
                ui.add_space(4.0);
                let label = ui.add(egui::Label::new(RichText::new(told).strong()).wrap());
                live(ui, &label);
                ui.add_space(4.0);
            }
            markdown_ui(ui, &step.explanation, TEXT);
        }
    }
}

/// What the learner is asked to do while a step is under way, and the offer to do it.
fn asked_ui(ui: &mut Ui, step: &Step, messages: &mut Messages) {
    let asks = !step.presses.is_empty() || !step.yours.is_empty();
    if !asks {
        return;
    }
    ui.add_space(4.0);
    let presses = step.presses.iter().map(|press| match press {
        Press::Step => "Step".to_owned(),
        Press::Tick(clock) => format!("Tick {}", clock.name()),
    });
    let presses: Vec<String> = presses.collect();
    let words = match presses.is_empty() {
        true => "It runs. Now it is your turn.".to_owned(),
        false => format!("Your turn: {}.", presses.join(", then ")),
    };
    let label = ui.label(RichText::new(words).strong());
    live(ui, &label);
    let hover = "Have the program do what you are asked to do.";
    if button(ui, "Do it for me", "Do it for me", hover) {
        messages.push(Message::Lesson(LessonMessage::DoIt));
    }
}

fn end_ui(ui: &mut Ui, sitting: &Sitting, messages: &mut Messages) {
    ui.label(
        RichText::new("What you predicted, and what happened")
            .strong()
            .size(18.0),
    );
    let (right, all) = told::score(&sitting.records);
    if all > 0 {
        ui.label(format!("{right} of {all} predictions came true. The others are where there was something to learn."));
    }
    ui.add_space(6.0);
    for (step, record) in sitting.lesson.steps.iter().zip(&sitting.records) {
        let Some(question) = &step.question else {
            continue;
        };
        ui.label(RichText::new(&step.title).strong());
        let predicted = record
            .answer
            .as_ref()
            .map(|given| told::answer(question, given));
        ui.label(format!(
            "Predicted: {}",
            predicted.as_deref().unwrap_or("nothing")
        ));
        let happened = match record.ended {
            true => told::outcome(question, record),
            false => "not seen".to_owned(),
        };
        ui.label(format!("Happened: {happened}"));
        ui.add_space(6.0);
    }
    let hover = "Copy the table as text, for a teacher or for yourself.";
    if button(ui, "Copy", "Copy predictions and outcomes", hover) {
        messages.push(Message::Lesson(LessonMessage::Copy));
    }
}

/// The buttons that lead on and back, and how far the run is.
fn way_ui(ui: &mut Ui, sitting: &Sitting, now: Option<&Snapshot>, messages: &mut Messages) {
    ui.add_space(4.0);
    if let Some((made, all)) = now.and_then(|now| sitting.made(now)) {
        let share = made as f32 / all.max(1) as f32;
        let words = format!("iteration {made} of {all}");
        let bar = ProgressBar::new(share).text(RichText::new(&words).small());
        named(
            ui.add(bar),
            Role::ProgressIndicator,
            "Iterations of this step",
        )
        .on_hover_text("How many of the iterations of this step have been made.");
        ui.add_space(4.0);
    }
    ui.horizontal(|ui| {
        main_ui(ui, sitting, messages);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let mut say = |there, text, name, hover, message| {
                let response = ui
                    .add_enabled(there, Button::new(text))
                    .on_hover_text(hover);
                if named(response, Role::Button, name).clicked() {
                    messages.push(Message::Lesson(message));
                }
            };
            let last = sitting.lesson.steps.len();
            let skip = "Go to the next step without doing this one.";
            say(
                sitting.at < last,
                "Skip",
                "Skip this step",
                skip,
                LessonMessage::Next,
            );
            let again = "Do this step again from its beginning.";
            say(
                sitting.phase != Phase::Before,
                "Again",
                "Do this step again",
                again,
                LessonMessage::Again,
            );
            let back = "Go back to the step before.";
            say(
                sitting.at > 0,
                "Back",
                "Step back in the lesson",
                back,
                LessonMessage::Back,
            );
        });
    });
    ui.add_space(4.0);
}

/// The button that leads on.
fn main_ui(ui: &mut Ui, sitting: &Sitting, messages: &mut Messages) {
    let Some(step) = sitting.step() else {
        let hover = "Take the lesson again from its first step.";
        if large(ui, true, "Begin again", hover) {
            messages.push(Message::Lesson(LessonMessage::Restart));
        }
        return;
    };
    let acts = step.acts();
    let (text, hover, message) = match (sitting.phase, step.question.is_some(), acts) {
        (Phase::Before, true, _) => (
            "Commit",
            "Commit to this answer. Only then anything runs, and it cannot be changed any more.",
            LessonMessage::Go,
        ),
        (Phase::Before, false, true) => ("Run it", "See what happens.", LessonMessage::Go),
        (Phase::Under { .. }, ..) => (
            "…",
            "It goes on once this step has ended.",
            LessonMessage::Next,
        ),
        _ => ("Next", "Go on to the next step.", LessonMessage::Next),
    };
    let ready = match sitting.phase {
        Phase::Under { .. } => false,
        Phase::Before => sitting.can_go(),
        Phase::After => true,
    };
    if large(ui, ready, text, hover) {
        messages.push(Message::Lesson(message));
    }
}

fn large(ui: &mut Ui, enabled: bool, text: &str, hover: &str) -> bool {
    let button = Button::new(RichText::new(text).size(15.0).strong());
    let button = button.min_size(vec2(96.0, 32.0));
    let response = ui.add_enabled(enabled, button).on_hover_text(hover);
    response
        .on_disabled_hover_text("Choose an answer first, or wait until the step has ended.")
        .clicked()
}

fn button(ui: &mut Ui, text: &str, name: &str, hover: &str) -> bool {
    let response = ui.button(text).on_hover_text(hover);
    named(response, Role::Button, name).clicked()
}

/// Has a screen reader say a label when it changes.
fn live(ui: &Ui, label: &egui::Response) {
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}
