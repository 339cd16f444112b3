//! The scenario being worked on: where it came from, and whether it has unsaved changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::util::undoer::Undoer;

use crate::export::Subject;
use crate::model::{GivenState, Loss, Rules, Samples};
use crate::scenario::{
    self, NetworkSpec, Opened, Preset, SaveError, Scenario, ScenarioError, Task,
};

/// The scenario being worked on.
pub struct Document {
    /// As the controls show it.
    pub scenario: Scenario,
    /// As it was opened or last saved: what a double-click on a control restores.
    pub saved: Scenario,
    /// The network that the simulation runs, which changes only on reset.
    pub running: RunningNetwork,
    /// Initial values from files.
    pub given: GivenState,
    /// What its task is to learn.
    pub samples: Option<Arc<Samples>>,
    path: Option<PathBuf>,
    /// The text of the file, so that saving keeps its comments.
    text: Option<String>,
    undoer: Undoer<Scenario>,
    /// Brought back after a crash, so unsaved whatever the comparison says.
    recovered: bool,
}

/// What a running simulation cannot change: its network and its seed.
#[derive(Debug, Clone, PartialEq)]
pub struct RunningNetwork {
    network: NetworkSpec,
    task: Option<Task>,
    /// Targets are made for a loss, so it changes only with them.
    loss: Loss,
    seed: u64,
}

impl RunningNetwork {
    fn of(scenario: &Scenario) -> Self {
        Self {
            network: scenario.network.clone(),
            task: scenario.task.clone(),
            loss: scenario.rules.teaching.loss,
            seed: scenario.run.seed,
        }
    }
}

impl Document {
    /// A new scenario with every value at its default.
    pub fn untitled() -> Self {
        Self::new(Scenario::default(), GivenState::default(), None, None, None)
    }

    /// A built-in preset; saving asks for a file.
    ///
    /// # Errors
    /// When the preset is faulty, which tests rule out.
    pub fn from_preset(preset: &Preset) -> Result<Self, ScenarioError> {
        Ok(Self::from_opened(preset.open()?, None))
    }

    /// A scenario file.
    ///
    /// # Errors
    /// When it cannot be read or is faulty.
    pub fn open(path: &Path) -> Result<Self, ScenarioError> {
        Ok(Self::from_opened(
            scenario::open(path)?,
            Some(path.to_path_buf()),
        ))
    }

    /// Brings back unsaved work after the program ended without asking.
    ///
    /// # Errors
    /// When the text is faulty, or files with initial values are gone.
    pub fn recover(text: &str, path: Option<PathBuf>) -> Result<Self, ScenarioError> {
        let folder = path.as_deref().and_then(Path::parent);
        let opened = scenario::check_text(text, "unsaved scenario", folder)?;
        let mut document = Self::from_opened(opened, path);
        document.recovered = true;
        Ok(document)
    }

    fn from_opened(opened: Opened, path: Option<PathBuf>) -> Self {
        let Opened {
            scenario,
            given,
            samples,
            text,
        } = opened;
        Self::new(scenario, given, samples, path, Some(text))
    }

    fn new(
        scenario: Scenario,
        given: GivenState,
        samples: Option<Arc<Samples>>,
        path: Option<PathBuf>,
        text: Option<String>,
    ) -> Self {
        Self {
            saved: scenario.clone(),
            running: RunningNetwork::of(&scenario),
            scenario,
            given,
            samples,
            path,
            text,
            undoer: Undoer::default(),
            recovered: false,
        }
    }

    /// The document behind a picture: all that a view may read of it.
    pub fn on_paper(subject: &Subject<'_>) -> Self {
        let samples = subject.scene.snapshot.samples.clone();
        let scenario = subject.scenario.clone();
        Self::new(scenario, GivenState::default(), samples, None, None)
    }

    /// The file it belongs to.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether it is neither from a file nor from a preset.
    pub fn is_untitled(&self) -> bool {
        self.path.is_none() && self.text.is_none()
    }

    /// Whether there is something to lose.
    pub fn is_unsaved(&self) -> bool {
        self.recovered || self.scenario != self.saved
    }

    /// The scenario file as it would be saved.
    pub fn to_toml(&self) -> String {
        scenario::to_toml(&self.scenario, self.text.as_deref())
    }

    /// Saves to `path`, which becomes its file. Returns the backup of what was there before.
    ///
    /// # Errors
    /// When the file cannot be written; then the old file is as it was.
    pub fn save_to(&mut self, path: &Path) -> Result<Option<PathBuf>, SaveError> {
        let scenario = scenario::relocated(&self.scenario, self.path(), path);
        let saved = scenario::save(path, &scenario, self.text.as_deref())?;
        self.running.network.files = scenario.network.files.clone();
        self.saved = scenario.clone();
        self.scenario = scenario;
        self.text = Some(saved.text);
        self.path = Some(path.to_path_buf());
        self.recovered = false;
        Ok(saved.backup)
    }

    /// The rules that may act on the running simulation.
    pub fn live_rules(&self) -> Rules {
        let mut rules = self.scenario.rules;
        rules.teaching.loss = self.running.loss;
        rules
    }

    /// Whether the network or the seed was changed since the simulation began.
    pub fn needs_reset(&self) -> bool {
        self.running != RunningNetwork::of(&self.scenario)
    }

    /// Takes note that the simulation begins again with the scenario as it stands.
    ///
    /// # Errors
    /// When initial values from files no longer fit the network.
    pub fn begin(&mut self) -> Result<(), ScenarioError> {
        if self.needs_reset() {
            let folder = self.path().and_then(Path::parent);
            let opened = scenario::check_text(&self.to_toml(), "this scenario", folder)?;
            self.given = opened.given;
            self.samples = opened.samples;
        }
        self.running = RunningNetwork::of(&self.scenario);
        Ok(())
    }

    /// Lets undo see the scenario; call once a frame. `now` is in seconds.
    pub fn watch(&mut self, now: f64) {
        self.undoer.feed_state(now, &self.scenario);
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        self.undoer.has_undo(&self.scenario)
    }

    /// Whether there is a change to make again.
    pub fn can_redo(&self) -> bool {
        self.undoer.has_redo(&self.scenario)
    }

    /// Takes back the last change.
    pub fn undo(&mut self) {
        if let Some(earlier) = self.undoer.undo(&self.scenario) {
            self.scenario = earlier.clone();
        }
    }

    /// Makes it again.
    pub fn redo(&mut self) {
        if let Some(later) = self.undoer.redo(&self.scenario) {
            self.scenario = later.clone();
        }
    }
}
