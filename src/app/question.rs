//! Questions that wait for an answer before anything else goes on.

use std::path::PathBuf;

use egui::{Id, Key, Modal, Ui};

use super::connectome_question::ConnectomeQuestion;
use super::messages::Message;
use super::network_export::{ExportQuestion, Request};
use super::picker::Purpose;
use super::table_question::TableQuestion;
use super::take_home::AnimationQuestion;

/// The question being asked, if any.
#[derive(Debug, Default)]
pub enum Question {
    /// None.
    #[default]
    None,
    /// What to do with unsaved changes before going on.
    Unsaved {
        /// What to go on with.
        then: Message,
    },
    /// Which file, by its path.
    Path {
        /// What for.
        purpose: Purpose,
        /// What has been typed.
        typed: String,
        /// Said above the field.
        remark: String,
    },
    /// Whether to write over a file that is there.
    Overwrite(PathBuf),
    /// Whether an export may replace a file that is there.
    Replace(PathBuf),
    /// What an animation is to show.
    Animation(Box<AnimationQuestion>),
    /// How a table is to be learned.
    Table(Box<TableQuestion>),
    /// How a network is to start from a connectome.
    Connectome(Box<ConnectomeQuestion>),
    /// How the network is to be exported.
    Export(ExportQuestion),
    /// Whether to export over a file that is there.
    OverwriteNetwork(Request, PathBuf),
    /// What this program is.
    About,
}

/// An answer.
#[derive(Debug)]
pub enum Answer {
    /// Leave everything as it is.
    Cancel,
    /// Save, then go on.
    SaveThen(Message),
    /// Give up the changes and go on.
    DiscardThen(Message),
    /// This path.
    Path(Purpose, PathBuf),
    /// Write over it.
    Overwrite(PathBuf),
    /// Replace it by the export.
    Replace(PathBuf),
    /// Make this animation.
    Animate(Box<AnimationQuestion>),
    /// Learn a table, with this scenario.
    Learn(String),
    /// Start from a connectome, with this scenario.
    StartFrom(String),
    /// Export the network.
    Export(Request),
    /// Export over this file.
    OverwriteNetwork(Request, PathBuf),
}

/// Draws the question; returns the answer once it is given.
pub fn question_ui(ctx: &egui::Context, question: &mut Question) -> Option<Answer> {
    if matches!(question, Question::None) {
        return None;
    }
    let shown = Modal::new(Id::unique("question")).show(ctx, |ui| {
        ui.set_width(440.0);
        match question {
            Question::None => None,
            Question::Unsaved { then } => unsaved_ui(ui, then),
            Question::Path {
                purpose,
                typed,
                remark,
            } => path_ui(ui, *purpose, typed, remark),
            Question::Overwrite(path) => {
                let kept = "What it holds now will be kept as a .bak file.";
                overwrite_ui(ui, path, kept, Answer::Overwrite)
            }
            Question::Replace(path) => {
                overwrite_ui(ui, path, "What it holds now will be lost.", Answer::Replace)
            }
            Question::Animation(animation) => match animation.ui(ui)? {
                true => Some(Answer::Animate(std::mem::take(animation))),
                false => Some(Answer::Cancel),
            },
            Question::Table(table) => match table.ui(ui)? {
                true => Some(Answer::Learn(table.scenario_text())),
                false => Some(Answer::Cancel),
            },
            Question::Connectome(connectome) => match connectome.ui(ui)? {
                true => Some(Answer::StartFrom(connectome.scenario_text())),
                false => Some(Answer::Cancel),
            },
            Question::Export(export) => export.ui(ui)?.map_or(Some(Answer::Cancel), |request| {
                Some(Answer::Export(request))
            }),
            Question::OverwriteNetwork(request, path) => overwrite_network_ui(ui, *request, path),
            Question::About => about_ui(ui),
        }
    });
    let closed = shown.should_close().then_some(Answer::Cancel);
    let answer = shown.inner.or(closed)?;
    *question = Question::None;
    Some(answer)
}

fn unsaved_ui(ui: &mut Ui, then: &Message) -> Option<Answer> {
    ui.heading("Save the changes?");
    ui.label("This scenario has changes that are not saved. They would be lost.");
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui
            .button("Save")
            .on_hover_text("Save the scenario, then go on.")
            .clicked()
        {
            Some(Answer::SaveThen(then.clone()))
        } else if ui
            .button("Discard")
            .on_hover_text("Go on; the changes are lost once something else is open.")
            .clicked()
        {
            Some(Answer::DiscardThen(then.clone()))
        } else {
            ui.button("Cancel")
                .on_hover_text("Leave everything as it is.")
                .clicked()
                .then_some(Answer::Cancel)
        }
    })
    .inner
}

fn path_ui(ui: &mut Ui, purpose: Purpose, typed: &mut String, remark: &str) -> Option<Answer> {
    let (title, verb) = match purpose {
        Purpose::Open => ("Open a scenario by its path", "Open file"),
        Purpose::Save => ("Save the scenario to a path", "Save file"),
        Purpose::Export(_) => ("Export to a path", "Export file"),
        Purpose::Table => ("Learn from a table by its path", "Look at it"),
        Purpose::Connectome => ("Import a connectome by its path", "Look at it"),
        Purpose::Network(_) => ("Export the network to a path", "Export"),
    };
    ui.heading(title);
    if !remark.is_empty() {
        ui.label(remark);
    }
    let label = ui.label(match purpose {
        Purpose::Table => "Path of the table (.csv or .npy), inputs then targets",
        Purpose::Export(_) => "Path of the file",
        Purpose::Connectome => "Path of the connectome (.npy, .csv or .graphml)",
        Purpose::Network(_) => "Path of the network file",
        _ => "Path of the scenario file (.toml)",
    });
    let field = egui::TextEdit::singleline(typed)
        .desired_width(f32::INFINITY)
        .hint_text(match purpose {
            Purpose::Table => "/home/me/table.csv",
            Purpose::Export(_) => "/home/me/figure",
            Purpose::Connectome => "/home/me/connectome.graphml",
            Purpose::Network(_) => "/home/me/network.graphml",
            _ => "/home/me/my-scenario.toml",
        });
    let field = ui.add(field).labelled_by(label.id);
    let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !typed.trim().is_empty();
        let accepted =
            ui.add_enabled(ready, egui::Button::new(verb)).clicked() || (entered && ready);
        if accepted {
            Some(Answer::Path(purpose, PathBuf::from(typed.trim())))
        } else {
            ui.button("Cancel")
                .on_hover_text("Leave everything as it is.")
                .clicked()
                .then_some(Answer::Cancel)
        }
    })
    .inner
}

fn overwrite_ui(
    ui: &mut Ui,
    path: &std::path::Path,
    fate: &str,
    answer: fn(PathBuf) -> Answer,
) -> Option<Answer> {
    ui.heading("Replace the file?");
    ui.label(format!("{} is there already. {fate}", path.display()));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui
            .button("Replace")
            .on_hover_text("Write over the file.")
            .clicked()
        {
            Some(answer(path.to_path_buf()))
        } else {
            ui.button("Cancel")
                .on_hover_text("Leave everything as it is.")
                .clicked()
                .then_some(Answer::Cancel)
        }
    })
    .inner
}

fn overwrite_network_ui(ui: &mut Ui, request: Request, path: &std::path::Path) -> Option<Answer> {
    ui.heading("Replace the file?");
    ui.label(format!(
        "{} is there already. What it holds now will be lost.",
        path.display()
    ));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let replace = ui
            .button("Replace")
            .on_hover_text("Write the network over the file.");
        if replace.clicked() {
            return Some(Answer::OverwriteNetwork(request, path.to_path_buf()));
        }
        ui.button("Cancel")
            .on_hover_text("Leave everything as it is.")
            .clicked()
            .then_some(Answer::Cancel)
    })
    .inner
}

fn about_ui(ui: &mut Ui) -> Option<Answer> {
    ui.heading(format!("Accordance {}", env!("CARGO_PKG_VERSION")));
    ui.label("A laboratory for a learning rule from which backpropagation emerges: neurons have a firing rate and a credit, credit flows backwards through the same synapses, and synapses change by credit × balance × firing.");
    ui.add_space(6.0);
    ui.label("X. Fan and S. P. Mysore, “Contribute to balance, wire in accordance: Emergence of backpropagation from a simple, bio-plausible neuroplasticity rule”, 2024.");
    ui.hyperlink_to("arXiv 2405.14139", "https://arxiv.org/abs/2405.14139");
    ui.add_space(8.0);
    ui.button("Close")
        .on_hover_text("Close this window.")
        .clicked()
        .then_some(Answer::Cancel)
}
