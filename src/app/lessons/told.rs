//! What a lesson says in words: how a step ended, and at the end what was predicted and what happened.

use super::record::{Record, distance, happened};
use crate::app::widgets::number;
use crate::engine::measures::{ByMeasure, Measures, measure};
use crate::lesson::{Answer, Expected, Lesson, Question, Step};

/// How a step has ended, in one or two sentences.
pub fn ended(step: &Step, record: &Record) -> String {
    let verdict = match (step.question.is_some(), record.right) {
        (true, Some(true)) => "As you predicted. ",
        (true, Some(false)) => "Not as you predicted. ",
        _ => "",
    };
    let happened = match (&step.question, record.came_true) {
        (Some(question), _) => format!("What happened: {}.", outcome(question, record)),
        (None, true) => done(record),
        (None, false) => match &step.until {
            Some(until) => format!(
                "“{until}” has not come true within {} iterations; do the step again, or go on.",
                step.within
            ),
            None => "The simulation stopped before its end.".to_owned(),
        },
    };
    format!("{verdict}{happened}")
}

fn done(record: &Record) -> String {
    match record.outcome() {
        outcome if outcome.is_empty() => "Done.".to_owned(),
        outcome => format!("Done: {outcome}."),
    }
}

/// What was answered, in words.
pub fn answer(question: &Question, answer: &Answer) -> String {
    match (&question.expected, answer) {
        (Expected::Choice { options, .. }, Answer::Choice(chosen)) => {
            let option = options.get(*chosen);
            option.map_or_else(String::new, |option| option.says.clone())
        }
        (Expected::Estimate { measure, .. }, Answer::Estimate(value)) => {
            format!("{} {}{}", measure.title(), number(*value), measure.unit)
        }
        (Expected::Curve { measure, .. }, Answer::Curve(drawn)) => {
            let at = |share: f64| drawn.get((share * (drawn.len() as f64 - 1.0)) as usize);
            let values =
                [0.0, 0.5, 1.0].map(|share| at(share).map_or_else(String::new, |v| number(*v)));
            format!(
                "{} from {} by {} to {}",
                measure.title(),
                values[0],
                values[1],
                values[2]
            )
        }
        _ => String::new(),
    }
}

/// What has happened, in the words of the question.
pub fn outcome(question: &Question, record: &Record) -> String {
    let values = values(record);
    match &question.expected {
        Expected::Choice { options, right } => {
            let option = &options[happened(options, *right, &values)];
            match record.outcome() {
                numbers if numbers.is_empty() => option.says.clone(),
                numbers => format!("{} ({numbers})", option.says),
            }
        }
        Expected::Estimate { .. } => record.outcome(),
        Expected::Curve { .. } => {
            let off = match &record.answer {
                Some(Answer::Curve(drawn)) => {
                    let last = record.curve.last().map_or(0.0, |[at, _]| *at);
                    distance(drawn, &record.curve, last as u64)
                }
                _ => None,
            };
            let off = off.map(|off| format!("; your curve was off by {} on average", number(off)));
            format!("{} at the end{}", record.outcome(), off.unwrap_or_default())
        }
    }
}

/// The values of a record as measures.
fn values(record: &Record) -> Measures {
    ByMeasure::each(|wanted| {
        let is = |(key, _): &&(String, Option<f64>)| measure(key) == Some(wanted);
        record.values.iter().find(is).and_then(|(_, value)| *value)
    })
}

/// What was predicted and what happened, as text that can be copied: a paragraph for each question.
pub fn summary(lesson: &Lesson, records: &[Record]) -> String {
    let mut text = format!("{}\n{}\n", lesson.title, lesson.teaches);
    let answered = lesson.steps.iter().zip(records).enumerate();
    for (index, (step, record)) in answered {
        let Some(question) = &step.question else {
            continue;
        };
        text += &format!("\n{}. {}\n{}\n", index + 1, step.title, question.asks);
        let predicted = record.answer.as_ref().map(|given| answer(question, given));
        text += &format!(
            "Predicted: {}\n",
            predicted.unwrap_or_else(|| "nothing".to_owned())
        );
        let came = match record.ended {
            true => outcome(question, record),
            false => "not seen".to_owned(),
        };
        text += &format!("Happened: {came}\n");
    }
    text
}

/// How many predictions came true, of how many that could.
pub fn score(records: &[Record]) -> (usize, usize) {
    let told: Vec<bool> = records.iter().filter_map(|record| record.right).collect();
    (told.iter().filter(|right| **right).count(), told.len())
}
