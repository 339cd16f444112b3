//! The panel with the pages of help, and what they say of this window.

use egui::{Frame, Panel, Ui};

use super::shell::Shell;
use crate::app::help::{LookingAt, SideSeen};
use crate::app::messages::Messages;
use crate::app::pane::Pane;
use crate::app::session::Session;
use crate::app::views::panes;
use crate::app::widgets::number;
use crate::engine::{Side, Snapshot, verdict};
use crate::export::grouped;

/// Draws the page of help that is open, if one is, beside the views.
pub fn help_panel_ui(ui: &mut Ui, session: &Session, shell: &mut Shell, messages: &mut Messages) {
    if !shell.help.is_open() {
        return;
    }
    let scenario = &session.document.scenario;
    let snapshot = session.scene(Side::A).map(|scene| &*scene.snapshot);
    let workspace = &shell.workspace;
    let views: Vec<Pane> = match session.choices.enlarged {
        Some(pane) => vec![pane],
        None => panes().filter(|pane| workspace.shows(*pane)).collect(),
    };
    let seen = LookingAt {
        name: &scenario.name,
        summary: &scenario.summary,
        standing: snapshot.map_or(String::new(), standing),
        sides: sides(session),
        views,
    };
    let help = &mut shell.help;
    let frame = Frame::side_top_panel(ui.style()).fill(egui::Color32::TRANSPARENT);
    Panel::right("help")
        .frame(frame)
        .default_size(330.0)
        .size_range(250.0..=560.0)
        .show(ui, |ui| help.ui(ui, &seen, messages));
}

fn sides(session: &Session) -> Vec<SideSeen> {
    let compares = session.compares();
    let seen = |side: Side| {
        let scene = session.scene(side)?;
        let findings = scene.findings.as_ref();
        let verdict = findings.map(|findings| verdict(findings));
        Some(SideSeen {
            letter: compares.then(|| side.letter()),
            verdict: verdict.unwrap_or_else(|| "Looking for communities …".to_owned()),
        })
    };
    Side::ALL.into_iter().filter_map(seen).collect()
}

/// "Running at iteration 1,200: 100 neurons, learning rate r = 0.01, seed 1."
fn standing(snapshot: &Snapshot) -> String {
    let how = match (snapshot.blow_up.is_some(), snapshot.past, snapshot.running) {
        (true, ..) => "Stopped",
        (_, true, _) => "The past,",
        (_, _, true) => "Running",
        (_, _, false) => "Paused",
    };
    format!(
        "{how} at iteration {}: {} neurons, learning rate r = {}, seed {}.",
        grouped(snapshot.iteration),
        snapshot.neurons(),
        number(snapshot.learning_rate()),
        snapshot.seed
    )
}
