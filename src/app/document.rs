//! What is saved to a scenario file: the scenario being worked on, where it came from, and whether it
//! has unsaved changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::util::undoer::Undoer;

use super::commands::Needs;
use crate::engine::{Beside, Side};
use crate::model::{GivenState, Loss, Rules, Samples};
use crate::scenario::{
    self, NetworkSpec, Opened, Preset, SaveError, Scenario, ScenarioError, Supplies, Task,
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
    /// What the simulation runs as side B, while two sides are compared.
    pub beside: Option<RunningSide>,
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
    seeds: (u64, Option<u64>),
}

/// What the simulation runs as side B.
#[derive(Debug, Clone)]
pub struct RunningSide {
    network: RunningNetwork,
    supplies: Supplies,
}

impl RunningNetwork {
    fn of(scenario: &Scenario) -> Self {
        Self {
            network: scenario.network.clone(),
            task: scenario.task.clone(),
            loss: scenario.rules.teaching.loss,
            seeds: (scenario.run.seed, scenario.run.network_seed),
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
            compared,
            text,
        } = opened;
        let mut document = Self::new(scenario, given, samples, path, Some(text));
        document.beside = document.running_beside(compared);
        document
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
            beside: None,
            path,
            text,
            undoer: Undoer::default(),
            recovered: false,
        }
    }

    /// The file it belongs to.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The folder of its file, which files that it names are relative to.
    pub fn folder(&self) -> Option<&Path> {
        self.path().and_then(Path::parent)
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
        if let (Some(beside), Some(b)) = (&mut self.beside, &scenario.compare) {
            beside.network.network.files = b.network.files.clone();
        }
        self.saved = scenario.clone();
        self.scenario = scenario;
        self.text = Some(saved.text);
        self.path = Some(path.to_path_buf());
        self.recovered = false;
        Ok(saved.backup)
    }

    /// The scenario of a side; side B only where two are compared.
    pub fn side(&self, side: Side) -> Option<Scenario> {
        match side {
            Side::A => Some(self.scenario.side_a()),
            Side::B => self.scenario.side_b(),
        }
    }

    /// The scenario of a side as it was opened or last saved, or side A's if that had no side B.
    pub fn saved_side(&self, side: Side) -> Scenario {
        let b = self.saved.side_b().filter(|_| side == Side::B);
        b.unwrap_or_else(|| self.saved.side_a())
    }

    /// Changes the scenario of a side.
    pub fn change<R: Default>(&mut self, side: Side, change: impl FnOnce(&mut Scenario) -> R) -> R {
        if side == Side::A {
            return change(&mut self.scenario);
        }
        let Some(mut b) = self.scenario.side_b() else {
            return R::default();
        };
        let before = b.clone();
        let answer = change(&mut b);
        if b != before {
            self.scenario.set_side_b(b);
        }
        answer
    }

    /// Side B, and as it was opened or last saved, while it runs beside side A.
    pub fn running_side_b(&self) -> Option<[Scenario; 2]> {
        self.beside.as_ref()?;
        Some([self.side(Side::B)?, self.saved_side(Side::B)])
    }

    /// The rules that may act on the running simulation of a side.
    pub fn live_rules(&self, side: Side) -> Option<Rules> {
        let (mut rules, loss) = match side {
            Side::A => (self.scenario.rules, self.running.loss),
            Side::B => (
                self.scenario.compare.as_ref()?.rules,
                self.beside.as_ref()?.network.loss,
            ),
        };
        rules.teaching.loss = loss;
        Some(rules)
    }

    /// Whether the network or the seed of a side was changed since the simulation began.
    pub fn needs_reset(&self) -> bool {
        let b = self.scenario.side_b().as_ref().map(RunningNetwork::of);
        self.running != RunningNetwork::of(&self.scenario)
            || self.beside.as_ref().map(|beside| &beside.network) != b.as_ref()
    }

    /// Whether there is a side B that does not run yet.
    pub fn begins_comparison(&self) -> bool {
        self.scenario.compare.is_some() && self.beside.is_none()
    }

    /// Whether a side B runs that there is no more.
    pub fn ends_comparison(&self) -> bool {
        self.scenario.compare.is_none() && self.beside.is_some()
    }

    /// Takes note that the simulation begins again with the scenario as it stands.
    ///
    /// # Errors
    /// When initial values from files no longer fit the network. Then a side B that does not run
    /// yet is given up.
    pub fn begin(&mut self) -> Result<(), ScenarioError> {
        if self.needs_reset() {
            let folder = self.folder();
            let opened = scenario::check_text(&self.to_toml(), "this scenario", folder);
            if opened.is_err() && self.begins_comparison() {
                self.scenario.compare = None;
            }
            let opened = opened?;
            self.given = opened.given;
            self.samples = opened.samples;
            self.beside = self.running_beside(opened.compared);
        }
        self.running = RunningNetwork::of(&self.scenario);
        Ok(())
    }

    fn running_beside(&self, compared: Option<Supplies>) -> Option<RunningSide> {
        Some(RunningSide {
            network: RunningNetwork::of(&self.scenario.side_b()?),
            supplies: compared?,
        })
    }

    /// What the engine is to load as side B.
    pub fn beside_to_load(&self) -> Option<Beside> {
        let Supplies { given, samples } = self.beside.as_ref()?.supplies.clone();
        Some(Beside {
            scenario: self.scenario.side_b()?,
            given,
            samples,
        })
    }

    /// Makes one side what the other is, also in what runs.
    pub fn copy_side(&mut self, from: Side) {
        let Some(copied) = self.side(from) else {
            return;
        };
        let supplies = |document: &Self| Supplies {
            given: document.given.clone(),
            samples: document.samples.clone(),
        };
        match (from, self.beside.as_ref()) {
            (Side::B, Some(beside)) => {
                self.running = beside.network.clone();
                self.given = beside.supplies.given.clone();
                self.samples = beside.supplies.samples.clone();
            }
            _ => {
                self.beside = Some(RunningSide {
                    network: self.running.clone(),
                    supplies: supplies(self),
                });
            }
        }
        self.scenario = copied.clone();
        self.scenario.set_side_b(copied);
    }

    /// Lets the sides change places, also in what runs.
    pub fn swap_sides(&mut self) {
        let (Some(b), Some(beside)) = (self.scenario.side_b(), &mut self.beside) else {
            return;
        };
        std::mem::swap(&mut self.running, &mut beside.network);
        std::mem::swap(&mut self.given, &mut beside.supplies.given);
        std::mem::swap(&mut self.samples, &mut beside.supplies.samples);
        let a = std::mem::replace(&mut self.scenario, b).side_a();
        self.scenario.set_side_b(a);
    }

    /// Lets undo see the scenario; call once a frame. `now` is in seconds.
    pub fn watch(&mut self, now: f64) {
        self.undoer.feed_state(now, &self.scenario);
    }

    /// Whether there is what a command needs.
    pub fn meets(&self, needs: Needs) -> bool {
        match needs {
            Needs::Nothing => true,
            Needs::ChangeToTakeBack => self.undoer.has_undo(&self.scenario),
            Needs::ChangeToMakeAgain => self.undoer.has_redo(&self.scenario),
            Needs::Comparison => self.scenario.compare.is_some(),
            Needs::NoComparison => self.scenario.compare.is_none(),
        }
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
