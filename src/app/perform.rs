//! Applies messages: the one place where the interface changes anything but controls.

use std::path::{Path, PathBuf};

use egui::Context;

use super::commands::UserCommand;
use super::document::Document;
use super::messages::Message;
use super::notices::Notice;
use super::picker::{Picked, Purpose};
use super::question::{Answer, Question};
use super::start::Start;
use super::table_question::TableQuestion;
use super::views;
use super::window::AccordanceApp;
use super::workspace::Unsaved;
use crate::engine::{Command, Side};
use crate::model::Clock;
use crate::scenario::{self, ScenarioError};

/// The preset that opens when nothing else is asked for.
const FIRST: &str = "low-learning-rate.toml";

impl AccordanceApp {
    /// Opens the first scenario: what was asked for, or else unsaved work of a session that ended
    /// without asking, or else the first preset.
    pub(super) fn begin(&mut self, start: &Start) {
        match (self.shell.workspace.unsaved.take(), &start.scenario) {
            (Some(unsaved), None) => self.recover(unsaved),
            (Some(unsaved), Some(path)) => {
                self.recover(unsaved);
                // Asks, as always when changes would be lost.
                let then = Message::OpenFile(path.clone());
                self.shell.question = Question::Unsaved { then };
            }
            (None, Some(path)) => {
                self.open(path);
                if self.session.document.is_untitled() {
                    // The file was refused, and says so; meanwhile there is something to see.
                    self.open_preset(FIRST);
                }
            }
            (None, None) => self.open_preset(FIRST),
        }
        self.tell_engine();
        if start.playing {
            self.session.engine.send(Command::Play);
        }
    }

    /// Applies a message; asks first when unsaved changes would be lost.
    pub(super) fn apply(&mut self, message: Message, ctx: &Context) {
        if message.loses_changes() && self.unsaved.are_at_stake(&self.session.document) {
            self.shell.question = Question::Unsaved { then: message };
            return;
        }
        self.go_on(message, ctx);
    }

    /// Applies a message without asking.
    fn go_on(&mut self, message: Message, ctx: &Context) {
        let session = &mut self.session;
        match message {
            Message::Command(command) => self.perform(command, ctx),
            Message::OpenFile(path) => self.open(&path),
            Message::OpenPreset(name) => self.open_preset(name),
            Message::LookAtConnectome(path) => self.look_at_connectome(&path),
            Message::Change(side, change) => {
                let notice = session.change(side, change);
                self.tell(notice);
            }
            Message::MakeEqual(key) => {
                let notice = session.make_equal(key);
                self.tell(notice);
            }
            Message::Enlarge(pane) => session.choices.enlarged = Some(pane),
            Message::ExportView(wish) => self.take_home(wish, ctx),
            Message::SetPictureSize(size) => session.choices.picture_size = size,
            Message::SetExplorer(choices) => session.choices.explorer = *choices,
            Message::StartSweep(design) => self.start_sweep(*design),
            Message::ShowRun(run) => {
                let notice = session.show_run(*run, self.shell.workspace.pace());
                self.shell.notices.tell(notice);
            }
            Message::RestartEngine => {
                let notice = session.restart_engine();
                self.shell.notices.tell(notice);
            }
            Message::Complain(what) => self.shell.notices.fail(what),
            Message::Point { target, clicked } => {
                session.pointing.at(target, clicked);
                if clicked {
                    ctx.request_repaint();
                }
            }
        }
    }

    /// Does what a menu, a key or a button says, if there is anything to do it to.
    fn perform(&mut self, command: UserCommand, ctx: &Context) {
        use UserCommand as C;
        if !self.session.document.meets(command.row().needs) {
            return;
        }
        let Self { session, shell, .. } = self;
        let workspace = &mut shell.workspace;
        let notice = match command {
            C::BeginComparison => session.begin_comparison(),
            C::CopyAToB => session.copy_side(Side::A),
            C::CopyBToA => session.copy_side(Side::B),
            C::SwapSides => session.swap_sides(),
            C::EndComparison => session.end_comparison(),
            C::Reset => session.begin_again(),
            C::NewSeed => session.begin_with_new_seed(),
            C::New => return self.show(Ok(Document::untitled()), "a new scenario"),
            C::Open => return self.picker.ask(Purpose::Open, "", ctx),
            C::OpenPath => return self.ask_path(Purpose::Open, ""),
            C::LearnTable => return self.picker.ask(Purpose::Table, "", ctx),
            C::ImportConnectome => return self.picker.ask(Purpose::Connectome, "", ctx),
            C::Save => return self.save_document(ctx),
            C::SaveAs => return self.picker.ask(Purpose::Save, &self.suggested_name(), ctx),
            C::ExportAnimation => return self.ask_animation(),
            C::ExportNetwork => return self.ask_how_to_export(),
            C::Quit => {
                self.unsaved.may_close = true;
                return ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            C::StartClockMap => return self.start_clock_map(),
            C::CancelClockMap => return self.clock_map = None,
            C::CancelSweep => return self.cancel_sweep(),
            C::CancelAnimation => return self.cancel_animation(),
            C::Undo => return session.document.undo(),
            C::Redo => return session.document.redo(),
            C::CopyScenario => return ctx.copy_text(session.document.to_toml()),
            C::PlayPause => return session.play_or_pause(),
            C::Step => return session.engine.send(Command::Step),
            C::TickFiring => return session.engine.send(Command::Tick(Clock::Firing)),
            C::TickCredit => return session.engine.send(Command::Tick(Clock::Credit)),
            C::TickPlasticity => return session.engine.send(Command::Tick(Clock::Plasticity)),
            C::ShowExplorer => return session.choices.enlarged = Some(views::EXPLORER),
            C::ShowAllViews => return session.choices.enlarged = None,
            C::ControlA => return session.comparison.controlled = Side::A,
            C::ControlB => return session.comparison.controlled = Side::B,
            C::ToggleScales => return session.comparison.own_scales ^= true,
            C::ToggleFullSpeed => return workspace.full_speed ^= true,
            C::ToggleTheme => return workspace.toggle_theme(ctx),
            C::ToggleInspector => return shell.toggle_inspector(ctx, session.compares()),
            C::ResetLayout => return workspace.reset_layouts(),
            C::ZoomIn => return workspace.zoom_by(1, ctx),
            C::ZoomOut => return workspace.zoom_by(-1, ctx),
            C::ZoomReset => return workspace.zoom_to(1.0, ctx),
            C::About => return shell.question = Question::About,
        };
        shell.notices.tell(notice);
    }

    /// Tells the user what a part of the window has to say, if anything.
    fn tell(&mut self, notice: Option<Notice>) {
        if let Some(notice) = notice {
            self.shell.notices.tell(notice);
        }
    }

    /// Tells the engine what has changed.
    pub(super) fn tell_engine(&mut self) {
        let notice = self.session.tell_engine(self.shell.workspace.pace());
        self.tell(notice);
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
            self.shell.workspace.remember(path);
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
                self.shell.workspace.fit_speed(&document.scenario);
                self.unsaved.forget();
                self.shell.notices.dismiss();
                self.session.open(document);
                self.shell.notices.say(format!("Opened {what}."));
            }
            Err(error) => self.shell.notices.fail(error.to_string()),
        }
    }

    fn save_document(&mut self, ctx: &Context) {
        match self.session.document.path().map(Path::to_path_buf) {
            Some(path) => self.save_to(&path, ctx),
            None => self.picker.ask(Purpose::Save, &self.suggested_name(), ctx),
        }
    }

    fn save_to(&mut self, path: &Path, ctx: &Context) {
        match self.session.document.save_to(path) {
            Ok(backup) => {
                self.shell.workspace.remember(path);
                let kept = backup
                    .map(|b| format!("; what it replaced is in {}", b.display()))
                    .unwrap_or_default();
                self.shell
                    .notices
                    .say(format!("Saved to {}{kept}.", path.display()));
                if let Some(next) = self.unsaved.after_saving.take() {
                    self.apply(next, ctx);
                }
            }
            Err(error) => {
                self.unsaved.after_saving = None;
                self.shell.notices.fail(error.to_string());
            }
        }
    }

    /// The name of the scenario, as a file may have it.
    pub(super) fn file_stem(&self) -> String {
        let words = self.session.document.scenario.name.to_lowercase();
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
                .session
                .document
                .path()
                .map_or_else(|| self.suggested_path(), Path::to_path_buf)
                .display()
                .to_string(),
        };
        self.shell.question = Question::Path {
            purpose,
            typed,
            remark: remark.to_owned(),
        };
    }

    /// Acts on the answer to a question.
    pub(super) fn take_answer(&mut self, answer: Answer, ctx: &Context) {
        match answer {
            Answer::Cancel => self.unsaved.after_saving = None,
            Answer::SaveThen(message) => {
                self.unsaved.after_saving = Some(message);
                self.save_document(ctx);
            }
            // The changes stay until something else has really been opened.
            Answer::DiscardThen(message) => {
                self.unsaved.give_up(&self.session.document);
                self.go_on(message, ctx);
            }
            Answer::Path(Purpose::Open, path) => self.apply(Message::OpenFile(path), ctx),
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
                self.shell.notices.dismiss();
                self.shell.question = Question::Table(Box::new(table));
            }
            Err(error) => self.shell.notices.fail(error.to_string()),
        }
    }

    /// Saves to a typed path; native dialogs have asked about overwriting themselves.
    fn confirm_save(&mut self, path: PathBuf, ctx: &Context) {
        if path.exists() && self.session.document.path() != Some(path.as_path()) {
            self.shell.question = Question::Overwrite(path);
        } else {
            self.save_to(&path, ctx);
        }
    }

    /// Takes what the file dialog answered.
    pub(super) fn take_picked(&mut self, ctx: &Context) {
        match self.picker.answer() {
            None => {}
            Some(Picked::File(Purpose::Open, path)) => self.apply(Message::OpenFile(path), ctx),
            Some(Picked::File(Purpose::Table, path)) => self.look_at_table(&path),
            Some(Picked::File(Purpose::Save, path)) => self.save_to(&with_extension(path), ctx),
            Some(Picked::File(Purpose::Export(_), path)) => self.save_export(&path, true, ctx),
            Some(Picked::File(purpose, path)) => self.take_network_file(purpose, path),
            Some(Picked::Nothing) => self.unsaved.after_saving = None,
            Some(Picked::Unavailable(purpose)) => {
                self.ask_path(
                    purpose,
                    "This system offers no file dialog, so please type the path.",
                );
            }
        }
    }

    /// Holds the window open while there are unsaved changes, and asks.
    pub(super) fn guard_close(&mut self, ctx: &Context) {
        let closing = ctx.input(|i| i.viewport().close_requested());
        if closing && self.unsaved.holds_window(&self.session.document) {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            let then = Message::Command(UserCommand::Quit);
            self.shell.question = Question::Unsaved { then };
        }
    }
}

/// A file name without an extension gets `.toml`.
fn with_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension("toml")
    }
}
