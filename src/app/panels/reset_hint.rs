//! The line under the learning rate: what of an earlier setting stays, and the offer to begin again.

use egui::{Ui, vec2};

use crate::app::commands::UserCommand;
use crate::app::document::Document;
use crate::app::messages::Messages;
use crate::app::widgets::number;
use crate::engine::Scene;
use crate::engine::measures::LEARNING_RATE;
use crate::model::FeedbackWeights;
use crate::scenario::FEEDBACK;

/// Room for it: always there, so that nothing moves under the pointer.
const HEIGHT: f32 = 22.0;

/// Says when the network on screen is not what the scenario makes from its beginning, and offers that.
pub fn reset_hint_ui(
    ui: &mut Ui,
    document: &Document,
    scenes: [Option<&Scene>; 2],
    messages: &mut Messages,
) {
    let place = vec2(ui.available_width(), HEIGHT);
    let left = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(place, left, |ui| {
        ui.set_min_size(place);
        let (text, offer, hover) = match scenes.into_iter().flatten().find_map(what_stays) {
            _ if document.needs_reset() => (
                "Network changed: applies on reset.".to_owned(),
                "Reset now",
                String::new(),
            ),
            Some(Stays { text, why }) => (text, "Start anew", why),
            None => return,
        };
        let reset = UserCommand::Reset.row().hover;
        ui.colored_label(ui.visuals().warn_fg_color, text);
        let hover = [&hover, reset].map(String::from).join(" ");
        if ui.button(offer).on_hover_text(hover.trim()).clicked() {
            messages.push(UserCommand::Reset);
        }
    });
}

/// What of an earlier setting stays in the synapses of a running network, and why.
struct Stays {
    text: String,
    why: String,
}

/// What stays in an all-to-all network of a learning rate that was much higher, or of another way for credit
/// to return.
fn what_stays(scene: &Scene) -> Option<Stays> {
    let snapshot = &scene.snapshot;
    if snapshot.topology.layers().is_some() {
        return None;
    }
    let of_rate = outgrown(scene).map(|rate| Stays {
        text: format!("Wired at r = {}, which stays.", number(rate)),
        why: "What a high learning rate has wired stays: many neurons are saturated, f(s) ≈ 0, and change no more. Start anew to see what this rate builds.".to_owned(),
    });
    let of_return = || {
        let before = snapshot.returned_before?;
        Some(Stays {
            text: format!("What “{}” has wired stays.", word_of(before)),
            why: "What was wired while credit returned in another way is still there. Start anew to see what this way builds.".to_owned(),
        })
    };
    of_rate.or_else(of_return)
}

/// How much higher a learning rate must have been than it is now, for it to be said.
const MUCH_HIGHER: f64 = 5.0;

/// The learning rate that has shaped a network, if it was much higher than the constant one of now.
fn outgrown(scene: &Scene) -> Option<f64> {
    let now = scene.snapshot.rules.plasticity.learning_rate.constant()?;
    let history = &scene.findings.as_ref()?.history;
    let rates = history.items().iter();
    let highest = rates
        .filter_map(|row| row.measures.get(&LEARNING_RATE))
        .fold(0.0, f64::max);
    (highest >= MUCH_HIGHER * now && highest > 0.0).then_some(highest)
}

/// The word for a way of return, as in files.
fn word_of(weights: FeedbackWeights) -> &'static str {
    let at = FeedbackWeights::ALL.iter().position(|w| *w == weights);
    at.map_or("", |at| FEEDBACK.options[at].word())
}
