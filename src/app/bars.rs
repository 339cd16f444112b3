//! The bars above the views: faults, a simulation that has stopped, errors.

use egui::Ui;

use super::window::AccordanceApp;
use super::{notices, stopped};
use crate::engine::Side;

impl AccordanceApp {
    /// Draws what must be read before anything else.
    pub(super) fn bars_ui(&mut self, ui: &mut Ui) {
        let crash = self.engine.crash();
        if let Some(crash) = crash {
            let text = format!(
                "The simulation stopped by a fault of ours: {crash}. Your scenario is safe."
            );
            let restart = notices::bar_ui(ui, "crash", &text, |ui| {
                ui.button("Restart the simulation")
                    .on_hover_text("Begin again with the scenario as it stands.")
                    .clicked()
            });
            if restart {
                self.restart_engine();
            }
        }
        self.stopped_ui(ui);
        self.jobs.file_bars_ui(ui);
        self.notices.error_ui(ui);
    }

    /// Says which side stopped the simulation and why, and offers what helps.
    fn stopped_ui(&mut self, ui: &mut Ui) {
        let compares = self.document.scenario.compare.is_some();
        for side in Side::ALL {
            let advice = self.scene_of(side).and_then(|scene| {
                let named = compares.then_some(side);
                let scenario = self.document.side(side)?;
                stopped::Advice::for_snapshot(&scene.snapshot, &scenario, named)
            });
            let Some(advice) = advice else { continue };
            let id = ["stopped", "stopped B"][side as usize];
            let accepted = notices::bar_ui(ui, id, &advice.text, |ui| {
                ui.button(&advice.button)
                    .on_hover_text("Changes the scenario, and begins again with the same seed.")
                    .clicked()
            });
            if accepted {
                self.document.change(side, advice.apply);
                self.restart_simulation();
            }
        }
    }
}
