//! How a question is asked and answered.

use egui::{Label, RichText, Slider, Ui};

use super::curve::curve_ui;
use super::message::LessonMessage;
use super::record::Record;
use super::sitting::{Phase, Sitting};
use super::told;
use crate::app::messages::{Message, Messages};
use crate::lesson::{Answer, Choice, Expected, Question};

/// Draws the question of a step, if it has one, with what is or was answered.
pub fn question_ui(ui: &mut Ui, sitting: &Sitting, messages: &mut Messages) {
    let Some(question) = sitting.step().and_then(|step| step.question.as_ref()) else {
        return;
    };
    let record = &sitting.records[sitting.at];
    let open = sitting.phase == Phase::Before;
    let given = if open { &sitting.draft } else { &record.answer };
    ui.add_space(4.0);
    let asks = RichText::new(&question.asks).strong().size(15.0);
    ui.add(Label::new(asks).wrap());
    ui.add_space(4.0);
    let answered = ui.add_enabled_ui(open, |ui| match &question.expected {
        Expected::Choice { options, .. } => choices_ui(ui, options, given.as_ref()),
        Expected::Estimate { .. } => estimate_ui(ui, question, given.as_ref()),
        Expected::Curve { .. } => {
            let within = sitting.step().map_or(0, |step| step.within);
            curve_ui(ui, question, given.as_ref(), record, within)
        }
    });
    if let Some(answer) = answered.inner.filter(|_| open) {
        messages.push(Message::Lesson(LessonMessage::Answer(answer)));
    }
    if sitting.phase == Phase::After {
        outcome_ui(ui, question, record);
    }
}

fn choices_ui(ui: &mut Ui, options: &[Choice], given: Option<&Answer>) -> Option<Answer> {
    let mut picked = None;
    for (index, option) in options.iter().enumerate() {
        let chosen = given == Some(&Answer::Choice(index));
        let text = RichText::new(&option.says).size(14.0);
        let row = ui.radio(chosen, text);
        let row = row.on_hover_text(
            "Choose this answer. You commit to it below; until then you can change it.",
        );
        if row.clicked() {
            picked = Some(Answer::Choice(index));
        }
    }
    picked
}

fn estimate_ui(ui: &mut Ui, question: &Question, given: Option<&Answer>) -> Option<Answer> {
    let Expected::Estimate {
        measure,
        between: [low, high],
        ..
    } = &question.expected
    else {
        return None;
    };
    let mut value = match given {
        Some(Answer::Estimate(value)) => *value,
        _ => (low + high) / 2.0,
    };
    let title = measure.title();
    let response = ui
        .horizontal(|ui| {
            let name = ui.label(&title).on_hover_text(measure.definition);
            let slider = Slider::new(&mut value, *low..=*high)
                .suffix(measure.unit)
                .max_decimals(2);
            ui.add(slider).labelled_by(name.id)
        })
        .inner;
    let hover = "Your estimate: drag, or type a number. You commit to it below.";
    let response = response.on_hover_text(hover);
    response.changed().then_some(Answer::Estimate(value))
}

/// What was predicted and what happened.
fn outcome_ui(ui: &mut Ui, question: &Question, record: &Record) {
    ui.add_space(6.0);
    let (sign, words) = match record.right {
        Some(true) => ("✔", "As you predicted."),
        Some(false) => ("×", "Not as you predicted."),
        None => ("•", "It has been seen."),
    };
    let line = RichText::new(format!("{sign} {words}")).strong().size(15.0);
    ui.label(line);
    let happened = format!("What happened: {}.", told::outcome(question, record));
    ui.add(Label::new(RichText::new(happened).size(14.0)).wrap());
    ui.add_space(6.0);
}
