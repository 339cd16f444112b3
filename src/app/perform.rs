//! Carries out actions. The one place where the interface changes anything but controls.

use std::path::Path;

use super::action::Action;
use super::document::Document;
use super::jobs::{Answer, Purpose};
use super::layout::Pane;
use super::modals::Question;
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
            Action::Open => self.jobs.ask_for_file(Purpose::OpenScenario, String::new()),
            Action::OpenPath => self.ask_path(Purpose::OpenScenario, "", ""),
            Action::LearnTable => self.jobs.ask_for_file(Purpose::LearnTable, String::new()),
            Action::ImportConnectome => self
                .jobs
                .ask_for_file(Purpose::ImportConnectome, String::new()),
            Action::LookAtConnectome(path) => self.jobs.read_connectome(&path),
            Action::ExportNetwork => self.ask_how_to_export(),
            Action::OpenFile(path) => self.open(&path),
            Action::OpenPreset(name) => self.open_preset(name),
            Action::Save => self.save_document(ctx),
            Action::SaveAs => self.save_document_as(),
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
            Action::CancelClockMap => self.jobs.cancel_clock_map(),
            Action::ExportView(request) => self.export_view(request),
            Action::ExportAnimation => self.ask_animation(),
            Action::CancelAnimation => self.jobs.cancel_animation(),
            Action::ShowExplorer => self.choices.enlarged = Some(Pane::Explorer),
            Action::Enlarge(pane) => self.choices.enlarged = pane,
            Action::StartSweep(design) => self.jobs.start_sweep(*design),
            Action::CancelSweep => self.jobs.cancel_sweep(),
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

    /// Acts on the answer to a question.
    pub(super) fn take_answer(&mut self, asked: Question, answer: Answer, ctx: &egui::Context) {
        match (asked, answer) {
            (_, Answer::Cancel) => self.after_saving = None,
            // The changes stay until something else has really been opened.
            (Question::Unsaved { then }, Answer::Discard) => {
                self.given_up = Some(self.document.scenario.clone());
                self.go_on(then, ctx);
            }
            (Question::Unsaved { then }, Answer::Accept) => {
                self.after_saving = Some(then);
                self.save_document(ctx);
            }
            (Question::Path(asked), _) => {
                let path = asked.path();
                self.take_path(asked.purpose, path, false, ctx);
            }
            (Question::Replace(purpose, path), _) => self.use_file(purpose, path, true, ctx),
            (Question::Animation(asked), _) => self.choose_animation_file(&asked),
            (Question::Network(asked), _) => self.choose_network_file(asked.request()),
            (Question::Table(table), _) => {
                self.show_made(&table.scenario_text(), "a network that learns your table");
            }
            (Question::Connectome(asked), _) => {
                let what = "a network that starts from your connectome";
                self.show_made(&asked.scenario_text(), what);
            }
            (Question::None | Question::About, _) => {}
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
