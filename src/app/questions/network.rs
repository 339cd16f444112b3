//! How the network is to be exported, asked in a dialog.

use egui::{DragValue, Ui};

use super::parts::{Answer, answer_ui, number_ui};
use crate::engine::Snapshot;
use crate::export::{FRAMES, MOST_FRAMES, NetworkFormat, STRONGEST_SYNAPSES};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkRequest {
    pub format: NetworkFormat,
    /// Moments, where it is a network over time.
    pub frames: usize,
}

pub struct NetworkQuestion {
    pub request: NetworkRequest,
    neurons: usize,
    synapses: usize,
    iteration: u64,
}

impl NetworkQuestion {
    /// About the network of a snapshot; `last` is the iteration to which it would be run again.
    pub fn about(snapshot: &Snapshot, last: u64) -> Self {
        let weights = snapshot.weights.weights();
        Self {
            request: NetworkRequest {
                format: NetworkFormat::GraphMl,
                frames: FRAMES,
            },
            neurons: snapshot.neurons(),
            synapses: weights.iter().filter(|w| **w != 0.0).count(),
            iteration: last,
        }
    }

    pub fn ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        ui.heading("Export the network");
        let (neurons, synapses) = (self.neurons, self.synapses);
        ui.label(format!("{neurons} neurons and {synapses} synapses, as they are when the file is written. Every file says which scenario, seed and version it comes from."));
        ui.add_space(4.0);
        for format in NetworkFormat::ALL {
            ui.radio_value(&mut self.request.format, format, format.title())
                .on_hover_text(format.help());
            ui.indent(format.key(), |ui| ui.weak(format.help()));
        }
        if self.request.format == NetworkFormat::DynamicGexf {
            ui.horizontal(|ui| {
                let frames = DragValue::new(&mut self.request.frames).range(2..=MOST_FRAMES);
                number_ui(ui, "Moments", frames)
                    .on_hover_text("How many moments of the run are recorded, evenly spaced.");
            });
            ui.label(format!("Runs the scenario again in the background, from its beginning to iteration {}, with what was changed on the way. Keeps the {STRONGEST_SYNAPSES} strongest synapses of each moment.", self.iteration));
        }
        let hover = "Choose where the file goes, and write it.";
        answer_ui(ui, "Choose the file…", hover, true)
    }
}
