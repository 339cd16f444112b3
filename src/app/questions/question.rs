//! Questions that wait for an answer before anything else goes on.

use std::path::PathBuf;

use egui::{Id, Modal, ScrollArea, Ui};

use super::about::{Licences, about_ui};
use super::parts::{Answer, cancel_ui};
use super::path::{PathQuestion, replace_ui};
use super::{
    AnimationQuestion, ConnectomeQuestion, NetworkQuestion, NewQuestion, NotesQuestion,
    SavingQuestion, TableQuestion,
};
use crate::app::jobs::Purpose;
use crate::app::messages::Message;

/// What a question leaves of the height of the window, with its own margin, in points.
const AROUND: f32 = 40.0;

pub enum Question {
    Unsaved { then: Message },
    New(Box<NewQuestion>),
    Notes(NotesQuestion),
    Saving(SavingQuestion),
    Path(PathQuestion),
    Replace(Purpose, PathBuf),
    Animation(Box<AnimationQuestion>),
    Table(Box<TableQuestion>),
    Connectome(Box<ConnectomeQuestion>),
    Network(NetworkQuestion),
    About,
    Licences(Box<Licences>),
}

/// Draws the question, if any; returns it with its answer once that is given.
pub fn question_ui(
    ctx: &egui::Context,
    question: &mut Option<Question>,
) -> Option<(Question, Answer)> {
    let asked = question.as_mut()?;
    let shown = Modal::new(Id::unique("question")).show(ctx, |ui| {
        ui.set_width(440.0);
        // Where the window is low, what does not fit can be scrolled to.
        let room = ui.ctx().content_rect().height() - AROUND;
        let scroll = ScrollArea::vertical()
            .max_height(room)
            .min_scrolled_height(room);
        scroll.show(ui, |ui| asked_ui(ui, asked)).inner
    });
    let closed = shown.should_close().then_some(Answer::Cancel);
    let answer = shown.inner.or(closed)?;
    question.take().zip(Some(answer))
}

fn asked_ui(ui: &mut Ui, asked: &mut Question) -> Option<Answer> {
    match asked {
        Question::Unsaved { .. } => unsaved_ui(ui),
        Question::New(new) => new.ui(ui),
        Question::Notes(notes) => notes.ui(ui),
        Question::Saving(saving) => saving.ui(ui),
        Question::Path(path) => path.ui(ui),
        Question::Replace(purpose, path) => replace_ui(ui, purpose, path),
        Question::Animation(animation) => animation.ui(ui),
        Question::Table(table) => table.ui(ui),
        Question::Connectome(connectome) => connectome.ui(ui),
        Question::Network(network) => network.ui(ui),
        Question::About => about_ui(ui),
        Question::Licences(licences) => licences.ui(ui),
    }
}

fn unsaved_ui(ui: &mut Ui) -> Option<Answer> {
    ui.heading("Save the changes?");
    ui.label("This scenario has changes that are not saved. They would be lost.");
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let save = ui.button("Save");
        let save = save.on_hover_text("Save the scenario, then go on.");
        let discard = ui
            .button("Discard")
            .on_hover_text("Go on; the changes are lost once something else is open.");
        let cancel = cancel_ui(ui);
        match (save.clicked(), discard.clicked()) {
            (true, _) => Some(Answer::Accept),
            (_, true) => Some(Answer::Discard),
            _ => cancel,
        }
    })
    .inner
}
