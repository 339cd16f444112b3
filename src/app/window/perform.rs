//! Applies messages: the one place where the interface changes anything but controls.

use std::path::Path;

use egui::Context;

use super::AccordanceApp;
use super::saving::Saves;
use super::start::Start;
use crate::app::commands::{Needs, UserCommand};
use crate::app::document::Document;
use crate::app::jobs::Purpose;
use crate::app::lessons::Source;
use crate::app::messages::Message;
use crate::app::notices::Notice;
use crate::app::pane::Pane;
use crate::app::questions::{Answer, Licences, Made, NotesQuestion, Question};
use crate::app::widgets::topic;
use crate::app::workspace::Unsaved;
use crate::app::{layout, views};
use crate::engine::Command;
use crate::scenario::{self, Arrangement, ScenarioError};

/// The preset that opens when nothing else is asked for.
const FIRST: &str = "low-learning-rate.toml";

impl AccordanceApp {
    /// Opens the first scenario: what was asked for, or else unsaved work of a session that ended
    /// without asking, or else the first preset.
    pub(super) fn begin(&mut self, start: &Start) {
        // What was asked for comes as it says.
        self.begins = start.scenario.is_none();
        match (self.shell.workspace.unsaved.take(), &start.scenario) {
            (Some(unsaved), None) => self.recover(unsaved),
            (Some(unsaved), Some(path)) => {
                self.recover(unsaved);
                // Asks, as always when changes would be lost.
                let then = Message::OpenFile(path.clone());
                self.shell.question = Some(Question::Unsaved { then });
            }
            (None, Some(path)) => {
                self.open(path);
                if self.session.document.is_untitled() {
                    // The file was refused, and says so; meanwhile there is something to see.
                    let refusal = self.shell.notices.error.take();
                    self.open_preset(FIRST);
                    self.shell.notices.error = refusal;
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
        if self.waits_for_answer(&message) {
            return;
        }
        let document = &self.session.document;
        let is_end = matches!(&message, Message::Command(UserCommand::Quit));
        let is_kept = !is_end && self.unsaved.can_be_set_aside(document);
        if message.loses_changes() && self.unsaved.are_at_stake(document) && !is_kept {
            self.shell.question = Some(Question::Unsaved { then: message });
            return;
        }
        self.go_on(message, ctx);
    }

    /// Applies a message without asking.
    fn go_on(&mut self, message: Message, ctx: &Context) {
        if message.loses_changes() && !matches!(message, Message::Command(UserCommand::Quit)) {
            // Another scenario is another story.
            self.leave_lesson();
        }
        let session = &mut self.session;
        let notice = match message {
            Message::Command(command) => return self.perform(command, ctx),
            Message::OpenFile(path) => return self.open(&path),
            Message::OpenPreset(name) => {
                self.open_preset(name);
                // Whoever opens a preset wants to see it happen.
                return self.session.engine.send(Command::Play);
            }
            Message::LookAtConnectome(path) => return self.jobs.read_connectome(&path),
            Message::Edit(scenario) => return session.document.scenario = *scenario,
            Message::SetSpeed(speed) => return self.shell.workspace.speed = speed.clamp(1e-3, 1e9),
            Message::Change(side, change) => session.change(side, change),
            Message::MakeEqual(key) => session.make_equal(key),
            Message::Enlarge(pane) => return session.choices.enlarged = Some(pane),
            Message::Explain(pane) => return session.choices.explain(pane),
            Message::LookUp(topic) => return self.shell.help.look_up(topic),
            Message::ToggleView(pane) => return self.toggle_view(pane),
            Message::ExportView(request) => return self.export_view(request),
            Message::SetPictureSize(size) => return session.choices.picture_size = size,
            Message::SetScaling(scaling) => return session.choices.scaling = scaling,
            Message::ShowSynapses(count) => return session.choices.synapses = Some(count),
            Message::LookCloser(name, zoom) => return session.choices.zooms.set(name, zoom),
            Message::SetExplorer(choices) => return session.choices.explorer = *choices,
            Message::StartSweep(design) => return self.jobs.start_sweep(*design),
            Message::ShowRun(run) => Some(session.show_run(*run, self.shell.workspace.pace())),
            Message::RestartEngine => Some(session.restart_engine()),
            Message::LookAt(iteration) => return session.look_at(iteration),
            Message::SetTimelineMeasure(measure) => {
                return session.choices.timeline = Some(measure);
            }
            Message::Draw(pad) => return session.choices.pad = *pad,
            Message::SetHistoryBudget(bytes) => {
                return session.engine.send(Command::SetHistoryBudget(bytes));
            }
            Message::Lesson(message) => return self.teach(message, ctx),
            Message::OpenLesson(path) => return self.begin_lesson(Source::File(path)),
            Message::Welcome(shown) => return self.shell.welcomes = shown,
            Message::Presenting(act) => return self.present(act, ctx),
            Message::Complain(what) => Some(Err(what)),
            Message::Point { target, clicked } => {
                session.pointing.at(target, clicked);
                return if clicked {
                    ctx.request_repaint()
                };
            }
        };
        self.tell(notice);
    }

    /// Does what a menu, a key or a button says, if there is anything to do it to.
    fn perform(&mut self, command: UserCommand, ctx: &Context) {
        use UserCommand as C;
        if !self.meets(command.row().needs) {
            return;
        }
        let Self { session, shell, .. } = self;
        let workspace = &mut shell.workspace;
        let notice = match command {
            C::BeginComparison | C::CopyAToB | C::CopyBToA | C::SwapSides | C::EndComparison => {
                session.compare(command)
            }
            C::Reset => session.begin_again(),
            C::NewSeed => session.begin_with_new_seed(),
            C::New => return shell.question = Some(Question::New(Box::default())),
            C::Save | C::SaveAs => return self.save_document(command == C::SaveAs, ctx),
            C::Open | C::OpenPath | C::OpenLesson | C::LearnTable => return self.ask(command),
            C::ImportConnectome | C::ExportAnimation | C::ExportNetwork => {
                return self.ask(command);
            }
            C::Quit => return self.quit(ctx),
            C::StartClockMap => return self.start_clock_map(),
            C::CancelClockMap | C::CancelSweep | C::CancelAnimation => return self.cancel(command),
            C::Undo | C::Redo => return self.undo_or_redo(command),
            C::BringBack => return self.bring_back(),
            C::EditNotes => return self.ask_notes(),
            C::CopyScenario => return ctx.copy_text(session.text_to_make_again()),
            C::PlayPause => return session.play_or_pause(),
            C::Step => return session.engine.send(Command::Step),
            C::TickFiring | C::TickCredit | C::TickPlasticity => return session.tick(command),
            C::IterationBack | C::IterationForward | C::TickBack | C::TickForward => {
                return session.look_beside(command);
            }
            C::ReturnToNow => return session.engine.send(Command::ReturnToNow),
            C::BeginAgainHere => session.begin_again_here(),
            C::ContinueBeside => session.continue_beside(),
            C::TakeUpOldCourse => session.take_up_old_course(),
            C::ShowExplorer => return session.choices.enlarged = views::pane("explorer"),
            C::ShowAllViews => return session.choices.enlarged = None,
            C::ControlA | C::ControlB | C::ToggleScales | C::ToggleTogether => {
                return session.control(command);
            }
            C::ToggleFullSpeed => return workspace.full_speed ^= true,
            C::ArrangeShow | C::ArrangeTheorem | C::ArrangeClocks | C::ArrangeLaboratory => {
                return self.arrange(command);
            }
            C::Present => return self.begin_or_end_presenting(ctx),
            C::ToggleTheme | C::ToggleControls | C::ToggleInspector => {
                return shell.toggle(command, ctx, &session.document);
            }
            C::ResetLayout => return workspace.reset_layouts(),
            C::ZoomIn | C::ZoomOut | C::ZoomReset => return workspace.zoom(command, ctx),
            C::Welcome => return shell.welcomes = true,
            C::FirstSteps | C::LookingAt | C::Glossary | C::Shortcuts => {
                return shell.help.turn_to(command, topic(ctx));
            }
            C::About => return shell.question = Some(Question::About),
        };
        shell.notices.tell(notice);
    }

    /// Asks for a file, or what else must be known first.
    fn ask(&mut self, command: UserCommand) {
        use UserCommand as C;
        let purpose = match command {
            C::OpenPath => return self.ask_path(Purpose::OpenScenario, "", ""),
            C::ExportAnimation => return self.ask_animation(),
            C::ExportNetwork => return self.ask_how_to_export(),
            C::LearnTable => Purpose::LearnTable,
            C::ImportConnectome => Purpose::ImportConnectome,
            C::OpenLesson => Purpose::OpenLesson,
            _ => Purpose::OpenScenario,
        };
        self.jobs.ask_for_file(purpose, "");
    }

    fn quit(&mut self, ctx: &Context) {
        self.unsaved.may_close = true;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }

    fn undo_or_redo(&mut self, command: UserCommand) {
        let notice = self.session.undo_or_redo(command);
        self.tell(notice);
    }

    fn ask_notes(&mut self) {
        let about = NotesQuestion::about(&self.session.document.scenario);
        self.shell.question = Some(Question::Notes(about));
    }

    /// Gives up work in the background.
    fn cancel(&mut self, command: UserCommand) {
        match command {
            UserCommand::CancelClockMap => self.jobs.cancel_clock_map(),
            UserCommand::CancelSweep => self.jobs.cancel_sweep(),
            _ => self.jobs.cancel_animation(),
        }
    }

    /// Whether there is what a command needs.
    fn meets(&self, needs: Needs) -> bool {
        self.session.meets(needs) && self.shell.workspace.meets(needs)
    }

    /// Arranges the views in a way that the user has chosen.
    fn arrange(&mut self, command: UserCommand) {
        let chosen = match command {
            UserCommand::ArrangeTheorem => Arrangement::Theorem,
            UserCommand::ArrangeClocks => Arrangement::Clocks,
            UserCommand::ArrangeLaboratory => Arrangement::Laboratory,
            _ => Arrangement::Show,
        };
        self.session.choices.enlarged = None;
        self.shell.workspace.arrange(Some(chosen));
    }

    /// Brings a view to the front, or closes the one that is there.
    fn toggle_view(&mut self, pane: Pane) {
        let was_enlarged = self.session.choices.enlarged.take();
        let workspace = &mut self.shell.workspace;
        // Another one is enlarged: then nobody sees whether this one is open.
        if was_enlarged.is_some() && workspace.shows(pane) {
            return;
        }
        if let Some(layout) = workspace.layout_in_sight() {
            layout::toggle(layout, pane);
        }
    }

    /// Tells the user what a part of the window has to say, if anything.
    fn tell(&mut self, notice: Option<Notice>) {
        if let Some(notice) = notice {
            self.shell.notices.tell(notice);
        }
    }

    pub(super) fn tell_engine(&mut self) {
        let notice = self.session.tell_engine(self.shell.workspace.pace());
        self.tell(notice);
    }

    /// Opens a file or, if there is none of that name, a built-in preset.
    fn open(&mut self, path: &Path) {
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

    fn open_preset(&mut self, file_name: &str) {
        if let Some(preset) = scenario::preset(file_name) {
            let document = Document::from_preset(preset);
            let name = document
                .as_ref()
                .map(|document| document.scenario.name.clone());
            let name = name.unwrap_or_else(|_| file_name.to_owned());
            self.show(document, &format!("preset “{name}”"));
        }
    }

    fn recover(&mut self, unsaved: Unsaved) {
        let recovered = Document::recover(&unsaved.text, unsaved.path.clone());
        let what = "unsaved work of the last session, which ended without asking";
        if recovered.is_err() {
            // Another version may know what to do with it.
            self.shell.workspace.set_aside(unsaved);
        }
        self.show(recovered, what);
    }

    /// Shows another document, or says why it cannot be shown; then the running one goes on.
    pub(super) fn show(&mut self, document: Result<Document, ScenarioError>, what: &str) {
        match document {
            Ok(document) => {
                let kept = self.set_aside();
                self.shell.workspace.fit_speed(&document.scenario);
                if !self.begins {
                    self.shell.workspace.arrange(None);
                }
                self.unsaved.forget();
                self.shell.notices.error = None;
                self.session.open(document);
                self.shell.notices.say(format!("Opened {what}.{kept}"));
            }
            Err(error) => self.shell.notices.fail(error.to_string()),
        }
    }

    /// Keeps the changes of a document without a file that is left for another, and says so.
    fn set_aside(&mut self) -> String {
        let document = &self.session.document;
        if !self.unsaved.can_be_set_aside(document) {
            return String::new();
        }
        self.shell.workspace.set_aside(self.session.work());
        let name = &document.scenario.name;
        format!(" Edit ▸ Back to your changes brings back “{name}” as you left it.")
    }

    /// Brings back what was set aside last; what is open now is set aside in its place.
    fn bring_back(&mut self) {
        if let Some(left) = self.shell.workspace.set_aside.pop() {
            let brought = Document::recover(&left.text, left.path);
            self.show(brought, "what you had changed");
        }
    }

    pub(super) fn take_answer(&mut self, asked: Question, answer: Answer, ctx: &Context) {
        match (asked, answer) {
            (_, Answer::Cancel) => self.unsaved.forget_saving(),
            // The changes stay until something else has really been opened.
            (Question::Unsaved { then }, Answer::Discard) => {
                self.unsaved.give_up(&self.session.document);
                self.go_on(then, ctx);
            }
            (Question::Unsaved { then }, _) => {
                self.unsaved.after_saving = Some(then);
                self.save_document(false, ctx);
            }
            (Question::New(asked), _) => match asked.made() {
                Made::Scenario(made) => self.show(Document::made(*made), "a new scenario"),
                Made::Table => self.jobs.ask_for_file(Purpose::LearnTable, ""),
                Made::Connectome => self.jobs.ask_for_file(Purpose::ImportConnectome, ""),
            },
            (Question::Notes(asked), _) => self.session.describe(|scenario| asked.apply(scenario)),
            (Question::Saving(asked), answer) => {
                let saves = match answer {
                    Answer::AsItHappened => Saves::AsItHappened,
                    _ => Saves::AsItStands,
                };
                self.save(saves, asked.elsewhere, ctx);
            }
            (Question::Path(asked), _) => {
                self.take_path(asked.purpose, asked.typed.trim().into(), false, ctx);
            }
            (Question::Replace(purpose, path), _) => self.use_file(purpose, path, true, ctx),
            (Question::Animation(asked), _) => self.choose_animation_file(&asked),
            (Question::Network(asked), _) => self.choose_network_file(asked.request),
            (Question::Table(table), _) => {
                let made = Document::recover(&table.scenario_text(), None);
                self.show(made, "a network that learns your table");
            }
            (Question::Connectome(asked), _) => {
                let made = Document::recover(&asked.scenario_text(), None);
                self.show(made, "a network that starts from your connectome");
            }
            (Question::About, _) => match Licences::new() {
                Ok(licences) => self.shell.question = Some(Question::Licences(Box::new(licences))),
                Err(error) => self.shell.notices.fail(error),
            },
            (Question::Licences(_), _) => {}
        }
    }

    /// Holds the window open while there are unsaved changes, and asks.
    pub(super) fn guard_close(&mut self, ctx: &Context) {
        let closing = ctx.input(|i| i.viewport().close_requested());
        if closing && !self.unsaved.holds_window(&self.session.document) {
            self.unsaved.may_close = true;
        } else if closing {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            let then = Message::Command(UserCommand::Quit);
            self.shell.question = Some(Question::Unsaved { then });
        }
    }
}
