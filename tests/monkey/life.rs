//! One life of a window: from its start on a preset to its end, with what must hold in between.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use accordance::app::{AccordanceApp, Start};
use accordance::engine::{Command, Side, Snapshot};
use accordance::scenario::Scenario;
use egui::{Event, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;

use crate::action::Action;
use crate::settings::Bounds;
use crate::{audits, checks, files, hand, panics};

pub type Window = Harness<'static, AccordanceApp>;

/// What went wrong: its kind, by which shrinking knows it again, and all that there is to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    pub kind: String,
    pub what: String,
}

pub fn failure(kind: impl Into<String>, what: impl Into<String>) -> Failure {
    Failure {
        kind: kind.into(),
        what: what.into(),
    }
}

/// How a life begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Birth {
    /// The file name of a preset.
    pub preset: String,
    pub playing: bool,
}

const FRAME_S: f64 = 1.0 / 60.0;
/// Frames are short, but not on a machine that has much else to do.
const SIZE: [f32; 2] = [1280.0, 800.0];

/// A window that a monkey lives with.
pub struct Life {
    pub window: Window,
    /// Where all files are, and the only place where any may come.
    pub work: PathBuf,
    pub bounds: Bounds,
    /// In seconds; the window knows no other clock, so that it goes as fast as it can.
    clock: f64,
    size: [f32; 2],
    closes: bool,
    /// The scenario when its text was last checked.
    pub checked: Option<Scenario>,
    /// The program has just been started again, so that it has nothing to remark.
    pub anew: bool,
    /// How often something was saved or opened by a check.
    pub checks: usize,
    pub slowest_answer: Duration,
    pub slowest_frame: Duration,
    _folder: tempfile::TempDir,
}

fn window(preset: Option<&str>, playing: bool, state: Option<&Path>) -> Window {
    let start = Start {
        scenario: preset.map(PathBuf::from),
        native_dialogs: false,
        playing,
        state_folder: state.map(Path::to_path_buf),
        ..Start::default()
    };
    Harness::builder()
        .with_size(SIZE)
        .with_step_dt(FRAME_S as f32)
        .with_max_steps(2)
        .build_eframe(move |cc| AccordanceApp::new(cc, &start).expect("the engine starts"))
}

impl Life {
    /// Opens a window, with files to play with.
    pub fn begin(birth: &Birth, bounds: Bounds) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let work = folder.path().canonicalize().expect("a folder");
        files::write_all(&work);
        // Whatever is written to a path that is not absolute comes here too.
        std::env::set_current_dir(&work).expect("the folder");
        let mut life = Self {
            window: window(
                Some(&birth.preset),
                birth.playing,
                Some(&work.join("state")),
            ),
            work,
            bounds,
            clock: 1.0,
            size: SIZE,
            closes: false,
            checked: None,
            anew: false,
            checks: 0,
            slowest_answer: Duration::ZERO,
            slowest_frame: Duration::ZERO,
            _folder: folder,
        };
        life.settle().expect("the engine answers");
        life
    }

    /// One frame with these events.
    pub fn frame(&mut self, events: Vec<Event>) {
        self.clock += FRAME_S;
        let input = self.window.input_mut();
        input.time = Some(self.clock);
        input.events.extend(events);
        let begun = Instant::now();
        self.window.step();
        self.slowest_frame = self.slowest_frame.max(begun.elapsed());
        let told = &self.window.output().viewport_output[&ViewportId::ROOT].commands;
        self.closes |= told
            .iter()
            .any(|command| matches!(command, ViewportCommand::Close));
    }

    /// Lets time pass, in one frame, and one for what comes of it.
    pub fn pass(&mut self, seconds: f64) {
        self.clock += seconds;
        self.frame(Vec::new());
        self.frame(Vec::new());
    }

    /// Gives the window another size, in points without zoom.
    pub fn resize(&mut self, size: [f32; 2]) {
        self.size = size;
        let size = egui::Vec2::from(size) / self.window.ctx.zoom_factor();
        self.window.set_size(size);
        self.frame(Vec::new());
    }

    /// The folder of the monkey stands in the place of its sign in texts.
    pub fn expanded(&self, text: &str) -> String {
        text.replace("{work}", &self.work.display().to_string())
    }

    /// The scenario as it begins: what it changes by itself is no matter of the user.
    pub fn scenario(&self) -> Scenario {
        let document = &self.window.state().session.document;
        document.as_begun().into_owned()
    }

    /// Asks the window to close, as its system does; it may refuse.
    pub fn ask_to_close(&mut self) {
        self.closes = false;
        let root = self.window.input_mut().viewports.get_mut(&ViewportId::ROOT);
        root.expect("a window").events.push(ViewportEvent::Close);
        self.frame(Vec::new());
        let told = &self.window.output().viewport_output[&ViewportId::ROOT].commands;
        let refused = told
            .iter()
            .any(|command| matches!(command, ViewportCommand::CancelClose));
        if !refused {
            eframe::App::on_exit(self.window.state_mut(), None);
            self.open_anew();
        }
    }

    /// Starts the program again, where it has ended one way or another.
    pub fn open_anew(&mut self) {
        // Another stands in its place for a moment: what it holds must be free.
        self.window = window(None, false, None);
        self.window = window(None, false, Some(&self.work.join("state")));
        self.closes = false;
        self.anew = true;
        self.checked = None;
        let size = self.size;
        self.resize(size);
    }

    /// Does an action, and looks whether all is as it must be.
    pub fn act(&mut self, action: &Action) -> Result<bool, Failure> {
        let done = catch_unwind(AssertUnwindSafe(|| {
            let done = hand::act(self, action);
            self.frame(Vec::new());
            if self.closes {
                self.ask_to_close();
            }
            done
        }));
        panics::none()?;
        let done = done.map_err(|_| failure("panic", "the window"))?;
        let looked = catch_unwind(AssertUnwindSafe(|| {
            self.settle()?;
            checks::all(self)?;
            match action {
                Action::CheckUndo(times) => audits::undo(self, *times),
                Action::CheckSave => audits::save(self),
                Action::CheckRestart => audits::restart(self),
                _ => Ok(()),
            }
        }));
        panics::none()?;
        looked.unwrap_or_else(|_| Err(failure("panic", "a check")))?;
        Ok(done)
    }

    /// Waits for the engine to have carried out all that it was asked, and for its word of that.
    pub fn settle(&mut self) -> Result<(), Failure> {
        let begun = Instant::now();
        let stands = |snapshot: &Snapshot| (snapshot.ticks, snapshot.neurons());
        let mut waited = false;
        loop {
            // Asked again each time: what was just begun may run for a moment.
            let Some(now) = self.answer()? else {
                return Ok(());
            };
            let scene = self.window.state().session.scene(Side::A);
            let shown = scene.map(|scene| &scene.snapshot);
            if shown.is_some_and(|shown| shown.running || stands(shown) == stands(&now)) {
                if waited {
                    self.frame(Vec::new());
                }
                return Ok(());
            }
            if begun.elapsed() > self.bounds.answer {
                return Err(failure("engine", "what the engine does is never shown"));
            }
            waited = true;
            std::thread::sleep(Duration::from_millis(1));
            self.window.state_mut().session.look();
        }
    }

    /// The answer of the engine to a question that it takes after all that it was asked before; nothing
    /// of one that has crashed.
    fn answer(&mut self) -> Result<Option<Snapshot>, Failure> {
        let begun = Instant::now();
        let (send, answer) = sync_channel(1);
        let engine = &mut self.window.state_mut().session.engine;
        engine.send(Command::CopyNetwork(send));
        loop {
            match answer.recv_timeout(Duration::from_millis(5)) {
                Ok(copy) => {
                    self.slowest_answer = self.slowest_answer.max(begun.elapsed());
                    return Ok(Some(copy.snapshot));
                }
                Err(_) if self.window.state().session.engine.crash().is_some() => return Ok(None),
                Err(_) if begun.elapsed() > self.bounds.answer => {
                    let bound = self.bounds.answer;
                    return Err(failure("engine", format!("no answer within {bound:?}")));
                }
                // What did not fit into its channel is passed on once a frame.
                Err(_) => self.window.state_mut().session.look(),
            }
        }
    }
}
