//! Carries out actions. The one place where the interface changes anything but controls.

use std::path::{Path, PathBuf};

use super::action::Action;
use super::document::Document;
use super::layout::Pane;
use super::modals::{Answer, Question};
use super::picker::{Picked, Purpose};
use super::table_question::TableQuestion;
use super::window::AccordanceApp;
use super::workspace::Unsaved;
use crate::engine::{Command, Side};
use crate::scenario::{self, Scenario, ScenarioError};

impl AccordanceApp {
    /// Carries out an action; asks first when it would lose unsaved changes.
    pub(super) fn perform(&mut self, action: Action, ctx: &egui::Context) {
        let given_up = self.given_up.as_ref() == Some(&self.document.scenario);
        let at_stake = self.document.is_unsaved() && !self.may_close && !given_up;
        if loses_changes(&action) && at_stake {
            self.question = Question::Unsaved { then: action };
            return;
        }
        self.go_on(action, ctx);
    }

    /// Carries out an action without asking.
    pub(super) fn go_on(&mut self, action: Action, ctx: &egui::Context) {
        match action {
            Action::New => self.show(Ok(Document::untitled()), "a new scenario"),
            Action::Open => self.picker.ask(Purpose::Open, "", ctx),
            Action::OpenPath => self.ask_path(Purpose::Open, ""),
            Action::LearnTable => self.picker.ask(Purpose::Table, "", ctx),
            Action::ImportConnectome => self.picker.ask(Purpose::Connectome, "", ctx),
            Action::LookAtConnectome(path) => self.look_at_connectome(&path),
            Action::ExportNetwork => self.ask_how_to_export(),
            Action::OpenFile(path) => self.open(&path),
            Action::OpenPreset(name) => self.open_preset(name),
            Action::Save => self.save_document(ctx),
            Action::SaveAs => self.picker.ask(Purpose::Save, &self.suggested_name(), ctx),
            Action::Quit => {
                self.may_close = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Action::Undo => self.document.undo(),
            Action::Redo => self.document.redo(),
            Action::CopyScenario => ctx.copy_text(self.document.to_toml()),
            Action::PlayPause => {
                let running = self
                    .scene
                    .as_ref()
                    .is_some_and(|scene| scene.snapshot.running);
                self.engine.send(if running {
                    Command::Pause
                } else {
                    Command::Play
                });
            }
            Action::Step => self.engine.send(Command::Step),
            Action::Tick(clock) => self.engine.send(Command::Tick(clock)),
            Action::Reset => self.restart_simulation(),
            Action::NewSeed => self.new_seed(),
            Action::SetNumbers(_)
            | Action::SetBalance(_)
            | Action::SetLoss(_)
            | Action::SetExtraSynapses { .. } => self.change(Side::A, action),
            Action::Compare(comparing) => self.compare(comparing, ctx),
            Action::StartClockMap => self.start_clock_map(),
            Action::CancelClockMap => (self.clock_map, self.clock_map_job) = (None, None),
            Action::TakeHome(wish) => self.take_home(wish, ctx),
            Action::ExportAnimation => self.ask_animation(),
            Action::CancelAnimation => self.cancel_animation(),
            Action::ShowExplorer => self.choices.enlarged = Some(Pane::Explorer),
            Action::Enlarge(pane) => self.choices.enlarged = pane,
            Action::StartSweep(design) => self.start_sweep(*design),
            Action::CancelSweep => self.cancel_sweep(),
            Action::ShowRun(scenario) => self.show_run(*scenario),
            Action::Complain(what) => self.notices.fail(what),
            Action::ToggleFullSpeed => self.workspace.full_speed = !self.workspace.full_speed,
            Action::ToggleTheme => {
                self.workspace.dark = Some(ctx.theme() != egui::Theme::Dark);
                self.apply_appearance(ctx);
            }
            Action::ToggleInspector => {
                self.workspace.inspector_open = Some(!self.inspector_open(ctx));
            }
            Action::ResetLayout => {
                self.workspace.layout = None;
                self.workspace.lesson_layout = None;
                self.workspace.compared_layouts = [None, None];
                self.workspace.arranged = false;
            }
            Action::ZoomIn => self.zoom_by(1, ctx),
            Action::ZoomOut => self.zoom_by(-1, ctx),
            Action::ZoomReset => self.zoom(1.0, ctx),
            Action::About => self.question = Question::About,
        }
    }

    /// Opens a file or, if there is none of that name, a built-in preset.
    pub(super) fn open(&mut self, path: &Path) {
        if !path.exists()
            && let Some(preset) = scenario::preset(&path.to_string_lossy())
        {
            return self.open_preset(preset.file_name);
        }
        let opened = Document::open(path);
        if opened.is_ok() {
            self.workspace.remember(path);
        }
        self.show(opened, &path.display().to_string());
    }

    /// Opens a built-in preset.
    pub(super) fn open_preset(&mut self, file_name: &str) {
        if let Some(preset) = scenario::preset(file_name) {
            let document = Document::from_preset(preset);
            let name = document
                .as_ref()
                .map_or_else(|_| file_name.to_owned(), |d| d.scenario.name.clone());
            self.show(document, &format!("preset “{name}”"));
        }
    }

    /// Brings back unsaved work.
    pub(super) fn recover(&mut self, unsaved: Unsaved) {
        let recovered = Document::recover(&unsaved.text, unsaved.path);
        self.show(
            recovered,
            "unsaved work of the last session, which ended without asking",
        );
    }

    /// Shows another document, or says why it cannot be shown; then the running one goes on.
    pub(super) fn show(&mut self, document: Result<Document, ScenarioError>, what: &str) {
        match document {
            Ok(document) => {
                self.document = document;
                self.workspace.speed = speed_for(&self.document.scenario);
                self.given_up = None;
                self.notices.dismiss();
                self.pointing = Default::default();
                self.load_into_engine();
                self.notices.say(format!("Opened {what}."));
            }
            Err(error) => self.notices.fail(error.to_string()),
        }
    }

    fn save_document(&mut self, ctx: &egui::Context) {
        match self.document.path().map(Path::to_path_buf) {
            Some(path) => self.save_to(&path, ctx),
            None => self.picker.ask(Purpose::Save, &self.suggested_name(), ctx),
        }
    }

    fn save_to(&mut self, path: &Path, ctx: &egui::Context) {
        match self.document.save_to(path) {
            Ok(backup) => {
                self.workspace.remember(path);
                let kept = backup
                    .map(|b| format!("; what it replaced is in {}", b.display()))
                    .unwrap_or_default();
                self.notices
                    .say(format!("Saved to {}{kept}.", path.display()));
                if let Some(next) = self.after_saving.take() {
                    self.perform(next, ctx);
                }
            }
            Err(error) => {
                self.after_saving = None;
                self.notices.fail(error.to_string());
            }
        }
    }

    /// The name of the scenario, as a file may have it.
    pub(super) fn file_stem(&self) -> String {
        let words = self.document.scenario.name.to_lowercase();
        let stem: String = words
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        stem.trim_matches('-').to_owned()
    }

    fn suggested_name(&self) -> String {
        format!("{}.toml", self.file_stem())
    }

    /// Where to save a scenario that has no file yet: so that the user sees in which folder.
    pub(super) fn suggested_path(&self) -> PathBuf {
        let folder = std::env::current_dir().unwrap_or_default();
        folder.join(self.suggested_name())
    }

    fn ask_path(&mut self, purpose: Purpose, remark: &str) {
        let typed = match purpose {
            Purpose::Open | Purpose::Table | Purpose::Connectome => String::new(),
            Purpose::Export(_) => self.suggested_export().display().to_string(),
            Purpose::Network(request) => self.suggested_network(request).display().to_string(),
            Purpose::Save => self
                .document
                .path()
                .map_or_else(|| self.suggested_path(), Path::to_path_buf)
                .display()
                .to_string(),
        };
        self.question = Question::Path {
            purpose,
            typed,
            remark: remark.to_owned(),
        };
    }

    /// Acts on the answer to a question.
    pub(super) fn take_answer(&mut self, answer: Answer, ctx: &egui::Context) {
        match answer {
            Answer::Cancel => self.after_saving = None,
            Answer::SaveThen(action) => {
                self.after_saving = Some(action);
                self.save_document(ctx);
            }
            // The changes stay until something else has really been opened.
            Answer::DiscardThen(action) => {
                self.given_up = Some(self.document.scenario.clone());
                self.go_on(action, ctx);
            }
            Answer::Path(Purpose::Open, path) => self.perform(Action::OpenFile(path), ctx),
            Answer::Path(Purpose::Table, path) => self.look_at_table(&path),
            Answer::Path(Purpose::Save, path) => self.confirm_save(with_extension(path), ctx),
            Answer::Path(Purpose::Export(_), path) => self.save_export(&path, false, ctx),
            Answer::Path(purpose, path) => self.take_network_path(purpose, path),
            Answer::Export(request) => self.choose_network_file(request, ctx),
            Answer::OverwriteNetwork(request, path) => self.export_network(request, path),
            Answer::StartFrom(text) => self.start_from_connectome(&text),
            Answer::Learn(text) => {
                let learner = Document::recover(&text, None);
                self.show(learner, "a network that learns your table");
            }
            Answer::Overwrite(path) => self.save_to(&path, ctx),
            Answer::Replace(path) => self.save_export(&path, true, ctx),
            Answer::Animate(animation) => self.order_animation(&animation, ctx),
        }
    }

    fn look_at_table(&mut self, path: &Path) {
        match TableQuestion::about(path) {
            Ok(table) => {
                self.notices.dismiss();
                self.question = Question::Table(Box::new(table));
            }
            Err(error) => self.notices.fail(error.to_string()),
        }
    }

    /// Saves to a typed path; native dialogs have asked about overwriting themselves.
    fn confirm_save(&mut self, path: PathBuf, ctx: &egui::Context) {
        if path.exists() && self.document.path() != Some(path.as_path()) {
            self.question = Question::Overwrite(path);
        } else {
            self.save_to(&path, ctx);
        }
    }

    /// Takes what the file dialog answered.
    pub(super) fn take_picked(&mut self, ctx: &egui::Context) {
        match self.picker.answer() {
            None => {}
            Some(Picked::File(Purpose::Open, path)) => self.perform(Action::OpenFile(path), ctx),
            Some(Picked::File(Purpose::Table, path)) => self.look_at_table(&path),
            Some(Picked::File(Purpose::Save, path)) => self.save_to(&with_extension(path), ctx),
            Some(Picked::File(Purpose::Export(_), path)) => self.save_export(&path, true, ctx),
            Some(Picked::File(purpose, path)) => self.take_network_file(purpose, path),
            Some(Picked::Nothing) => self.after_saving = None,
            Some(Picked::Unavailable(purpose)) => {
                self.ask_path(
                    purpose,
                    "This system offers no file dialog, so please type the path.",
                );
            }
        }
    }

    /// Holds the window open while there are unsaved changes, and asks.
    pub(super) fn guard_close(&mut self, ctx: &egui::Context) {
        let closing = ctx.input(|i| i.viewport().close_requested());
        if closing && self.document.is_unsaved() && !self.may_close {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.question = Question::Unsaved { then: Action::Quit };
        }
    }

    /// What must outlive a crash.
    pub(super) fn unsaved_work(&self) -> Option<Unsaved> {
        let lost_otherwise = self.document.is_unsaved() && !self.may_close;
        lost_otherwise.then(|| Unsaved {
            text: self.document.to_toml(),
            path: self.document.path().map(Path::to_path_buf),
        })
    }
}

/// The speed at which a scenario first runs: its whole length in this time, slow enough to watch,
/// fast enough to see the end of it.
const WHOLE_LENGTH_S: f64 = 10.0;

/// Model milliseconds per second at which a scenario takes [`WHOLE_LENGTH_S`].
fn speed_for(scenario: &Scenario) -> f64 {
    let length_ms = scenario.run.iterations as f64 * scenario.rules.clocks.plasticity_ms;
    (length_ms / WHOLE_LENGTH_S).clamp(1.0, 1e9)
}

/// Whether an action replaces the document or ends the program.
fn loses_changes(action: &Action) -> bool {
    matches!(
        action,
        Action::New
            | Action::Open
            | Action::OpenPath
            | Action::LearnTable
            | Action::ImportConnectome
            | Action::LookAtConnectome(_)
            | Action::OpenFile(_)
            | Action::OpenPreset(_)
            | Action::Quit
    )
}

/// A file name without an extension gets `.toml`.
fn with_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension("toml")
    }
}
