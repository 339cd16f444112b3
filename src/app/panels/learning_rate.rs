//! The learning rate: large, as the number that matters most, and, if wanted, falling over time.

use egui::{FontId, RichText, Ui};

use crate::app::theme;
use crate::app::widgets::{large_slider, number, options_ui, quantity_slider};
use crate::engine::Snapshot;
use crate::model::{Fall, LearningRate};
use crate::scenario::{self, Scenario};

/// Draws the controls of r. Of a rate that falls the large slider shows where it is; moving it takes
/// over with a constant rate.
pub fn learning_rate_ui(
    ui: &mut Ui,
    scenario: &mut Scenario,
    saved: &Scenario,
    snapshot: Option<&Snapshot>,
) {
    let iteration = snapshot.map_or(0, |s| s.iteration);
    let now = slider_ui(ui, scenario, saved, iteration, (None, Look::Large));
    if scenario.network.topology.layers().is_none() {
        ui.horizontal(|ui| {
            ui.weak(RichText::new("within modules").small());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.weak(RichText::new("across modules").small());
            });
        });
    }
    match scenario.rules.plasticity.learning_rate {
        LearningRate::Constant(rate) => {
            let offer = ui.small_button("Let it fall over time");
            let help = "Begin with a high learning rate and end with a low one, as in development.";
            if offer.on_hover_text(help).clicked() {
                let known = saved.rules.plasticity.learning_rate.fall();
                let fall = known.unwrap_or_else(|| fall_from(rate));
                scenario.rules.plasticity.learning_rate = LearningRate::Falling(fall);
            }
        }
        LearningRate::Falling(fall) => fall_ui(ui, scenario, saved, fall, now),
    }
}

/// How the slider looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Under a title.
    Large,
    /// On one line.
    Line,
}

/// Draws the slider, under its own title or another where it is large, and returns the rate at this iteration.
pub fn slider_ui(
    ui: &mut Ui,
    scenario: &mut Scenario,
    saved: &Scenario,
    iteration: u64,
    (title, look): (Option<RichText>, Look),
) -> f64 {
    let now = scenario.rules.plasticity.learning_rate.at(iteration);
    let mut shown = scenario.clone();
    shown.rules.plasticity.learning_rate = LearningRate::Constant(now);
    let rate = &scenario::LEARNING_RATE;
    let (title, size) = match title {
        None => (RichText::new(rate.name), 18.0),
        Some(title) => (title, 15.0),
    };
    let title = title.font(FontId::proportional(size * theme::scale(ui)));
    let moved = match look {
        Look::Large => large_slider(ui, rate, title, &mut shown, saved),
        Look::Line => quantity_slider(ui, rate, &mut shown, saved),
    };
    if moved {
        scenario.rules.plasticity.learning_rate = shown.rules.plasticity.learning_rate;
    }
    now
}

/// From the rate there is, or from 1 if that is low already.
fn fall_from(rate: f64) -> Fall {
    let usual = Fall::default();
    Fall {
        from: if rate > usual.to { rate } else { usual.from },
        ..usual
    }
}

fn fall_ui(ui: &mut Ui, scenario: &mut Scenario, saved: &Scenario, fall: Fall, now: f64) {
    ui.label(sentence(&fall))
        .on_hover_text(fall.shape.equation());
    use scenario::{RATE_FROM, RATE_OVER, RATE_TO};
    for quantity in [&RATE_FROM, &RATE_TO, &RATE_OVER] {
        quantity_slider(ui, quantity, scenario, saved);
    }
    ui.horizontal(|ui| {
        if let Some(shape) = options_ui(ui, &scenario::RATE_SHAPE, scenario) {
            (scenario::RATE_SHAPE.set)(scenario, shape);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let hold = ui
                .small_button("Hold")
                .on_hover_text("Keep the learning rate where it is now.");
            if hold.clicked() {
                scenario.rules.plasticity.learning_rate = LearningRate::Constant(now);
            }
        });
    });
}

/// "Falls from 1 to 0.003 over 6000 iterations."
fn sentence(fall: &Fall) -> String {
    let verb = match fall.from.partial_cmp(&fall.to) {
        Some(std::cmp::Ordering::Less) => "Rises",
        Some(std::cmp::Ordering::Equal) => "Stays",
        _ => "Falls",
    };
    let ([from, to], over) = ([fall.from, fall.to].map(number), fall.over_iterations);
    format!("{verb} from {from} to {to} over {over} iterations.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_is_told_in_a_plain_sentence() {
        let told = sentence(&Fall::default());
        assert_eq!(told, "Falls from 1 to 0.003 over 6000 iterations.");
        let rising = Fall {
            from: 0.001,
            ..Fall::default()
        };
        assert!(sentence(&rising).starts_with("Rises from 0.001 to 0.003"));
    }

    #[test]
    fn a_fall_begins_at_the_rate_there_is_unless_that_is_low_already() {
        assert_eq!(fall_from(0.3).from, 0.3);
        assert_eq!(fall_from(0.003).from, 1.0);
        assert_eq!(fall_from(0.0).from, 1.0);
    }
}
