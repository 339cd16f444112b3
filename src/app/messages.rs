//! What panels and views tell the window. They change nothing themselves: they send messages, and
//! the window applies them once everything is drawn.

use std::path::PathBuf;

use super::breakers::Breaker;
use super::choices::{ExplorerChoices, SizeChoice};
use super::commands::UserCommand;
use super::digit_pad::DigitPad;
use super::lessons::LessonMessage;
use super::pane::Pane;
use super::pointing::Target;
use super::present::Act;
use super::rebuild::Rebuild;
use super::view_box::Zoom;
use crate::engine::Side;
use crate::engine::measures::Measure;
use crate::engine::sweep::Design;
use crate::export::{Form, Page, Scaling};
use crate::scenario::{Choice, Quantity, Scenario};

#[derive(Debug, Clone)]
pub enum Message {
    Command(UserCommand),
    OpenFile(PathBuf),
    /// Open a built-in preset, by its file name.
    OpenPreset(&'static str),
    /// Look at this connectome before starting from it.
    LookAtConnectome(PathBuf),
    /// The scenario as the controls have edited it.
    Edit(Box<Scenario>),
    /// Run at this speed, in model milliseconds per second.
    SetSpeed(f64),
    Change(Side, Change),
    /// Give side B the value that side A has for this key.
    MakeEqual(&'static str),
    Enlarge(Pane),
    /// Open the explanation of a view, or close it.
    Explain(Pane),
    /// Open the glossary at what explains this.
    LookUp(&'static str),
    /// Bring a view to the front, or close the one that is there.
    ToggleView(Pane),
    ExportView(ViewRequest),
    SetPictureSize(SizeChoice),
    SetScaling(Scaling),
    /// Show this part of what has this name, or all of it.
    LookCloser(&'static str, Option<Zoom>),
    /// Show so many synapses in the network.
    ShowSynapses(usize),
    SetExplorer(Box<ExplorerChoices>),
    StartSweep(Box<Design>),
    /// Open one run of a sweep, and go to its end.
    ShowRun(Box<Scenario>),
    RestartEngine,
    /// Show the moment of the past at which so many iterations had been made.
    LookAt(u64),
    SetTimelineMeasure(&'static Measure),
    /// What is on the pad of the digits from now on.
    Draw(Box<DigitPad>),
    /// Let what is kept of the past take so many bytes.
    SetHistoryBudget(usize),
    /// Do something in a lesson.
    Lesson(LessonMessage),
    /// Open the file of a lesson.
    OpenLesson(PathBuf),
    /// Show or hide the start screen.
    Welcome(bool),
    /// What happens while presenting.
    Presenting(Act),
    /// Tell the user why something cannot be done.
    Complain(String),
    Point {
        target: Target,
        clicked: bool,
    },
}

#[derive(Debug, Clone)]
pub enum Change {
    Numbers(Vec<(&'static Quantity, f64)>),
    Choices(Vec<(&'static Choice, usize)>),
    /// Break the theorem in this way, or mend it.
    Break(&'static Breaker),
    /// Another network, which begins anew.
    Rebuild(Rebuild),
    /// What mends a simulation that has stopped; then begin again.
    Mend(fn(&mut Scenario)),
}

/// As what a view is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportAs {
    CopyPicture,
    CopyData,
    File(Form),
}

impl ExportAs {
    /// All that a view offers at one moment.
    pub fn all() -> impl Iterator<Item = Self> {
        let forms = Form::ALL.into_iter();
        let forms = forms.filter(|form| form.of_moment().is_some());
        [Self::CopyPicture, Self::CopyData]
            .into_iter()
            .chain(forms.map(Self::File))
    }

    /// The name in the menu, and one sentence for the hover.
    pub fn words(self) -> [&'static str; 2] {
        match self {
            Self::CopyPicture => [
                "Copy picture",
                "The view as an image, on white, to paste into another program.",
            ],
            Self::CopyData => [
                "Copy data",
                "The numbers that the view shows, as CSV, to paste into a table.",
            ],
            Self::File(form) => [form.label(), form.help()],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ViewRequest {
    pub pane: Pane,
    pub what: ExportAs,
    pub page: Page,
}

impl Message {
    /// Whether it replaces the scenario or ends the program, so that unsaved changes would be lost.
    pub fn loses_changes(&self) -> bool {
        match self {
            Self::Command(command) => command.row().loses_changes,
            Self::OpenFile(_)
            | Self::OpenPreset(_)
            | Self::LookAtConnectome(_)
            | Self::OpenLesson(_)
            | Self::Lesson(LessonMessage::Begin(_)) => true,
            Self::Edit(_)
            | Self::SetSpeed(_)
            | Self::Change(..)
            | Self::MakeEqual(_)
            | Self::Enlarge(_)
            | Self::Explain(_)
            | Self::LookUp(_)
            | Self::ToggleView(_)
            | Self::ExportView(_)
            | Self::SetPictureSize(_)
            | Self::SetScaling(_)
            | Self::LookCloser(..)
            | Self::ShowSynapses(_)
            | Self::SetExplorer(_)
            | Self::StartSweep(_)
            | Self::ShowRun(_)
            | Self::RestartEngine
            | Self::LookAt(_)
            | Self::SetTimelineMeasure(_)
            | Self::Draw(_)
            | Self::SetHistoryBudget(_)
            | Self::Lesson(_)
            | Self::Welcome(_)
            | Self::Presenting(_)
            | Self::Complain(_)
            | Self::Point { .. } => false,
        }
    }
}

impl Message {
    /// Whether it lets a simulation go on, begin again, or be another.
    pub fn moves_simulation(&self) -> bool {
        match self {
            Self::Command(command) => command.moves_simulation(),
            Self::Edit(_) | Self::Change(..) | Self::MakeEqual(_) | Self::ShowRun(_) => true,
            _ => false,
        }
    }
}

impl From<UserCommand> for Message {
    fn from(command: UserCommand) -> Self {
        Self::Command(command)
    }
}

/// The messages of a frame, in the order in which they were sent.
#[derive(Debug, Default)]
pub struct Messages(Vec<Message>);

impl Messages {
    pub fn push(&mut self, message: impl Into<Message>) {
        self.0.push(message.into());
    }

    /// Sends all of these after those that were sent before.
    pub fn append(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Says what the pointer is over, and whether it was clicked.
    pub fn point(&mut self, target: Target, clicked: bool) {
        self.push(Message::Point { target, clicked });
    }
}

impl IntoIterator for Messages {
    type Item = Message;
    type IntoIter = std::vec::IntoIter<Message>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
