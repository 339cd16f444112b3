//! How the sides are told apart: a letter, a colour, and what they differ in.

use egui::{Color32, CornerRadius, Response, RichText, Sense, Ui, vec2};

use crate::app::theme::{of_theme, side_colour};
use crate::app::widgets::{number, write_amid};
use crate::engine::Side;
use crate::scenario::{Difference, LEARNING_RATE, Scenario, differences, quantity};

/// The letter of a side on a patch of its colour.
pub fn side_mark_ui(ui: &mut Ui, side: Side) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(17.0, 16.0), Sense::hover());
    ui.painter()
        .rect_filled(rect, CornerRadius::same(3), side_colour(ui, side));
    write_amid(ui.painter(), rect.center(), side.letter(), 12.0, ink(ui));
    response
}

/// What is written on the colour of a side.
pub fn ink(ui: &Ui) -> Color32 {
    of_theme(ui.visuals().dark_mode, 0xFFFFFF, 0x141414)
}

/// The head of a table: above the column of each side its letter, in its colour.
pub fn marks_ui(ui: &mut Ui) {
    ui.label("");
    for side in Side::ALL {
        let letter = RichText::new(side.letter()).color(side_colour(ui, side));
        ui.label(letter.strong());
    }
    ui.end_row();
}

/// The name of a key in words.
pub fn name_of(key: &str) -> String {
    let last = key.rsplit('.').next().unwrap_or(key);
    quantity(key).map_or_else(|| last.replace('_', " "), |q| q.name.to_lowercase())
}

/// A value as it stands in a file, as people read it.
pub fn value_of(text: Option<&str>) -> String {
    let text = text.unwrap_or("none");
    let value = text.parse().map(number);
    value.unwrap_or_else(|_| text.trim_matches('"').to_owned())
}

/// Differences that a title tells.
const TOLD: usize = 2;

/// The titles of the two sides: in what they differ.
pub fn titles(a: &Scenario, b: &Scenario) -> [String; 2] {
    let mut all = differences(a, b);
    // What matters most comes first.
    all.sort_by_key(|difference| difference.key != LEARNING_RATE.key);
    if all.is_empty() {
        return ["the same settings as B", "the same settings as A"].map(str::to_owned);
    }
    let title = |value: fn(&Difference) -> Option<&str>| {
        let told = all.iter().take(TOLD).map(|difference| {
            let value = value_of(value(difference));
            format!("{} {value}", name_of(difference.key))
        });
        let more = all.len().saturating_sub(TOLD);
        let rest = (more > 0).then(|| format!("{more} more"));
        told.chain(rest).collect::<Vec<_>>().join(", ")
    };
    [title(|d| d.a.as_deref()), title(|d| d.b.as_deref())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_what_the_sides_differ_in() {
        let a = Scenario::default();
        let mut b = a.clone();
        assert_eq!(titles(&a, &b)[1], "the same settings as A");
        b.rules.plasticity.learning_rate = crate::model::LearningRate::Constant(1.0);
        assert_eq!(titles(&a, &b), ["learning rate 0.01", "learning rate 1"]);
        b.rules.plasticity.pruning = 0.5;
        b.rules.activation = crate::model::Activation::Logistic;
        assert_eq!(
            titles(&a, &b),
            [
                "learning rate 0.01, activation tanh, 1 more",
                "learning rate 1, activation logistic, 1 more"
            ]
        );
        b.network.files.weights = Some("w.npy".to_owned());
        let told = differences(&a, &b);
        assert_eq!(value_of(told[1].a.as_deref()), "none");
    }
}
