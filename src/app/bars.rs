//! The bars above the views: faults, and a simulation that has stopped.

use egui::Ui;

use super::messages::{Change, Message, Messages};
use super::notices;
use super::session::Session;
use super::stopped::Advice;
use crate::engine::Side;

/// Draws what must be read before anything else: a fault of the engine, with a way to start another.
pub fn crash_ui(ui: &mut Ui, session: &Session, messages: &mut Messages) {
    let Some(crash) = session.engine.crash() else {
        return;
    };
    let text =
        format!("The simulation stopped by a fault of ours: {crash}. Your scenario is safe.");
    let restart = notices::bar_ui(ui, "crash", &text, |ui| {
        ui.button("Restart the simulation")
            .on_hover_text("Begin again with the scenario as it stands.")
            .clicked()
    });
    if restart {
        messages.push(Message::RestartEngine);
    }
}

/// Says which side stopped the simulation and why, and offers what helps.
pub fn stopped_ui(ui: &mut Ui, session: &Session, messages: &mut Messages) {
    for (side, id) in Side::ALL.into_iter().zip(["stopped", "stopped B"]) {
        let named = session.compares().then_some(side);
        let scene = session.scene(side).filter(|s| s.snapshot.blow_up.is_some());
        let Some((scene, scenario)) = scene.zip(session.document.side(side)) else {
            continue;
        };
        let Some(advice) = Advice::for_snapshot(&scene.snapshot, &scenario, named) else {
            continue;
        };
        let accepted = notices::bar_ui(ui, id, &advice.text, |ui| {
            ui.button(advice.button)
                .on_hover_text("Changes the scenario, and begins again with the same seed.")
                .clicked()
        });
        if accepted {
            messages.push(Message::Change(side, Change::Mend(advice.mend)));
        }
    }
}
