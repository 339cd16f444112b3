//! What is saved to a scenario file: the scenario being worked on, where it came from, and whether it
//! has unsaved changes.

mod running;
mod undo;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::util::undoer::Undoer;

use running::{Running, RunningNetwork};

use super::commands::Needs;
use super::folds::Folds;
use crate::engine::check::{Stated, stated};
use crate::engine::{Beside, Command, Side};
use crate::model::{Rules, Samples, Teaching};
use crate::scenario::{
    self, Opened, Preset, SaveError, Scenario, ScenarioError, Supplies, Variant,
};

/// The scenario being worked on.
pub struct Document {
    /// As the controls show it: with what its own changes have changed.
    pub scenario: Scenario,
    /// What these have changed.
    folds: Folds,
    /// As it was opened or last saved: what a double-click on a control restores.
    pub saved: Scenario,
    /// What the simulation runs, as side A.
    running: Running,
    /// What it runs as side B, while two sides are compared.
    beside: Option<Running>,
    /// The file it belongs to.
    pub path: Option<PathBuf>,
    /// Without a file: the folder in which files that it names are.
    base_dir: Option<PathBuf>,
    /// The text of the file, so that saving keeps its comments.
    text: Option<String>,
    /// What it claims; nothing in the window changes that.
    claims: Vec<Stated>,
    undoer: Undoer<Scenario>,
    /// Brought back after a crash, so unsaved whatever the comparison says.
    recovered: bool,
    /// What a lesson runs; it can be had again, so nothing of it is lost.
    pub is_taught: bool,
}

/// How the numbers of a document stand.
pub struct Standing(Scenario, Folds);

impl Document {
    /// A new scenario with every value at its default.
    pub(super) fn untitled() -> Self {
        let supplies = Supplies::default();
        Self::new(Scenario::default(), supplies, None, None, None)
    }

    /// A scenario that was made just now; fails where the system would not give its memory.
    pub(super) fn made(scenario: Scenario) -> Result<Self, ScenarioError> {
        scenario::check_memory(&scenario, "this scenario")?;
        let Opened { given, samples, .. } = scenario::recheck(&scenario, None)?;
        Ok(Self::new(
            scenario,
            Supplies { given, samples },
            None,
            None,
            None,
        ))
    }

    /// A built-in preset; saving asks for a file. Tests rule out that one is faulty.
    pub(super) fn from_preset(preset: &Preset) -> Result<Self, ScenarioError> {
        let claims = stated(preset.text, preset.file_name)?;
        Ok(Self::from_opened(preset.open()?, claims, None))
    }

    /// A scenario file; fails when it cannot be read or is faulty.
    pub(super) fn open(path: &Path) -> Result<Self, ScenarioError> {
        let opened = scenario::open(path)?;
        let claims = stated(&opened.text, &path.display().to_string())?;
        Ok(Self::from_opened(opened, claims, Some(path.to_path_buf())))
    }

    /// What a lesson runs, whose files are in this folder.
    pub(super) fn of_lesson(text: &str, folder: Option<&Path>) -> Result<Self, ScenarioError> {
        let name = "the scenario of the lesson";
        let opened = scenario::check_text(text, name, folder)?;
        let claims = stated(&opened.text, name)?;
        let mut document = Self::from_opened(opened, claims, None);
        document.base_dir = folder.map(Path::to_path_buf);
        document.is_taught = true;
        Ok(document)
    }

    /// Brings back unsaved work after the program ended without asking; fails when the text is faulty,
    /// or files with initial values are gone.
    pub(super) fn recover(text: &str, path: Option<PathBuf>) -> Result<Self, ScenarioError> {
        let folder = path.as_deref().and_then(Path::parent);
        let opened = scenario::check_text(text, "unsaved scenario", folder)?;
        // A claim that cannot be understood must not keep work from coming back.
        let claims = stated(&opened.text, "unsaved scenario").unwrap_or_default();
        let mut document = Self::from_opened(opened, claims, path);
        document.recovered = true;
        Ok(document)
    }

    fn from_opened(opened: Opened, claims: Vec<Stated>, path: Option<PathBuf>) -> Self {
        let (given, samples) = (opened.given, opened.samples);
        let (supplies, text) = (Supplies { given, samples }, Some(opened.text));
        Self {
            claims,
            ..Self::new(opened.scenario, supplies, opened.compared, path, text)
        }
    }

    fn new(
        scenario: Scenario,
        supplies: Supplies,
        compared: Option<Supplies>,
        path: Option<PathBuf>,
        text: Option<String>,
    ) -> Self {
        let (running, beside) = Running::sides(&scenario, supplies, compared);
        Self {
            saved: scenario.clone(),
            scenario,
            folds: Folds::default(),
            running,
            beside,
            path,
            base_dir: None,
            text,
            claims: Vec::new(),
            undoer: Undoer::default(),
            recovered: false,
            is_taught: false,
        }
    }

    /// The folder of its file, which files that it names are relative to.
    pub(super) fn folder(&self) -> Option<&Path> {
        let of_file = self.path.as_deref().and_then(Path::parent);
        of_file.or(self.base_dir.as_deref())
    }

    /// Whether it is neither from a file nor from a preset.
    pub(super) fn is_untitled(&self) -> bool {
        self.path.is_none() && self.text.is_none()
    }

    /// What it claims, understood.
    pub fn claims(&self) -> &[Stated] {
        &self.claims
    }

    /// The scenario as it begins: what its own changes have changed since is as it was before.
    pub fn as_begun(&self) -> Cow<'_, Scenario> {
        self.folds.as_begun(&self.scenario)
    }

    /// Whether there is something to lose.
    pub fn is_unsaved(&self) -> bool {
        !self.is_taught && (self.recovered || *self.as_begun() != self.saved)
    }

    pub(super) fn to_toml(&self) -> String {
        self.text_of(&self.as_begun())
    }

    /// A scenario in the place of this one, as text.
    pub(super) fn text_of(&self, scenario: &Scenario) -> String {
        scenario::to_toml(scenario, self.text.as_deref())
    }

    /// Saves a scenario, which takes the place of this one while the simulation goes on, to `path`, which
    /// becomes its file. Returns the backup of what was there before. When the file cannot be written, the
    /// old one is as it was.
    pub(super) fn save_to(
        &mut self,
        scenario: Scenario,
        path: &Path,
    ) -> Result<Option<PathBuf>, SaveError> {
        let scenario = scenario::settled(&scenario);
        let scenario = scenario::relocated(&scenario, self.path.as_deref(), path)?;
        let saved = scenario::save(path, &scenario, self.text.as_deref())?;
        self.running.network.network.files = scenario.network.files.clone();
        if let (Some(beside), Some(b)) = (&mut self.beside, &scenario.compare) {
            beside.network.network.files = b.network.files.clone();
        }
        let shown = Side::ALL.map(|side| Some(self.side(side)?.rules));
        self.saved = scenario.clone();
        self.scenario = scenario;
        self.folds = Folds::default();
        for (side, shown) in Side::ALL.into_iter().zip(shown) {
            if let Some((begun, shown)) = self.side(side).zip(shown) {
                let rules = [begun.rules, shown];
                self.folds.put(&mut self.scenario, side, rules);
            }
        }
        self.text = Some(saved.text);
        self.path = Some(path.to_path_buf());
        self.recovered = false;
        Ok(saved.backup)
    }

    /// The scenario that takes the courses of both sides by itself.
    pub(super) fn of_courses(&self, [a, b]: [Option<Scenario>; 2]) -> Scenario {
        let mut made = self.as_begun().into_owned();
        if let Some(a) = a {
            let running = &self.running.network;
            made.network = running.network.clone();
            made.task = running.task.clone();
            (made.run.seed, made.run.network_seed) = running.seeds;
            (made.rules, made.changes) = (a.rules, a.changes);
        }
        let beside = self.beside.as_ref().zip(b);
        made.compare = beside.map(|(Running { network, .. }, b)| {
            Box::new(Variant {
                network: network.network.clone(),
                task: network.task.clone(),
                rules: b.rules,
                changes: b.changes,
                from: None,
            })
        });
        made
    }

    /// The scenario of a side; side B only where two are compared.
    pub fn side(&self, side: Side) -> Option<Scenario> {
        match side {
            Side::A => Some(self.scenario.side_a()),
            Side::B => self.scenario.side_b(),
        }
    }

    /// The scenario of a side as it was opened or last saved, or side A's if that had no side B.
    pub(super) fn saved_side(&self, side: Side) -> Scenario {
        let b = self.saved.side_b().filter(|_| side == Side::B);
        b.unwrap_or_else(|| self.saved.side_a())
    }

    /// Side B, and as it was opened or last saved, while it runs beside side A.
    pub(super) fn running_side_b(&self) -> Option<[Scenario; 2]> {
        self.beside.as_ref()?;
        Some([self.side(Side::B)?, self.saved_side(Side::B)])
    }

    /// The rules that may act on the running simulation of a side.
    pub(super) fn live_rules(&self, side: Side) -> Option<Rules> {
        let (mut rules, running) = match side {
            Side::A => (self.scenario.rules, &self.running),
            Side::B => (self.scenario.compare.as_ref()?.rules, self.beside.as_ref()?),
        };
        rules.teaching.loss = running.network.loss;
        Some(rules)
    }

    /// What the running simulation of side A learns.
    pub(super) fn samples(&self) -> Option<&Arc<Samples>> {
        self.running.supplies.samples.as_ref()
    }

    /// Whether the network or the seed of a side was changed since the simulation began.
    pub(super) fn needs_reset(&self) -> bool {
        let b = self.scenario.side_b().as_ref().map(RunningNetwork::of);
        self.running.network != RunningNetwork::of(&self.scenario)
            || self.beside.as_ref().map(|beside| &beside.network) != b.as_ref()
    }

    /// Whether there is a side B that does not run yet.
    pub(super) fn begins_comparison(&self) -> bool {
        self.scenario.compare.is_some() && self.beside.is_none()
    }

    /// Takes note that side B runs no more if there is none. Returns whether that is new.
    pub(super) fn ends_comparison(&mut self) -> bool {
        let ends = self.scenario.compare.is_none();
        self.beside.take_if(|_| ends).is_some()
    }

    /// Takes note that the simulation begins again with the scenario as it stands; fails when initial
    /// values from files no longer fit the network. Then a side B that does not run yet is given up.
    pub(super) fn begin(&mut self) -> Result<(), ScenarioError> {
        if self.needs_reset() {
            let folder = self.folder();
            let name = "this scenario";
            let opened = scenario::check_text(&self.to_toml(), name, folder).and_then(|opened| {
                scenario::check_memory(&opened.scenario, name)?;
                Ok(opened)
            });
            if opened.is_err() && self.begins_comparison() {
                self.scenario.compare = None;
            }
            let opened = opened?;
            let (given, samples) = (opened.given, opened.samples);
            let supplies = Supplies { given, samples };
            (self.running, self.beside) = Running::sides(&self.scenario, supplies, opened.compared);
        }
        Ok(())
    }

    /// What lets the engine begin with what runs, all changes still to come.
    pub(super) fn load_command(&mut self) -> Command {
        self.scenario = self.as_begun().into_owned();
        self.folds = Folds::default();
        let beside = self.beside.as_ref().zip(self.scenario.side_b());
        let Supplies { given, samples } = self.running.supplies.clone();
        Command::Load {
            scenario: Box::new(self.scenario.side_a()),
            given,
            samples,
            beside: beside.map(|(running, scenario)| {
                let Supplies { given, samples } = running.supplies.clone();
                Box::new(Beside {
                    scenario,
                    given,
                    samples,
                })
            }),
        }
    }

    /// Makes one side what the other is, also in what runs.
    pub(super) fn copy_side(&mut self, from: Side) {
        let running = match from {
            Side::A => Some(self.running.clone()),
            Side::B => self.beside.clone(),
        };
        if let (Some(scenario), Some(running)) = (self.side(from), running) {
            self.scenario = scenario.clone();
            self.scenario.set_side_b(scenario);
            self.running = running.clone();
            self.beside = Some(running);
            self.folds.copy(from);
        }
    }

    /// Takes over what a change of the scenario's own has made of the rules of a side.
    pub(super) fn take_planned(&mut self, side: Side, change: &[Rules; 2]) {
        self.folds.fold(&mut self.scenario, side, change);
    }

    /// Takes over the rules that a side had at another moment, and those with which it would begin as it stood
    /// then.
    pub(super) fn take_rules(&mut self, side: Side, rules: [Rules; 2]) {
        if let Some(own) = self.side(side) {
            let loss = own.rules.teaching.loss;
            let rules = rules.map(|then| Rules {
                teaching: Teaching {
                    loss,
                    ..then.teaching
                },
                ..then
            });
            self.folds.put(&mut self.scenario, side, rules);
        }
    }

    /// How the numbers stand, to go back to.
    pub(super) fn standing(&self) -> Standing {
        Standing(self.scenario.clone(), self.folds.clone())
    }

    pub(super) fn stand_as(&mut self, Standing(scenario, folds): Standing) {
        (self.scenario, self.folds) = (scenario, folds);
    }

    /// Puts another scenario in the place of this one, which nothing has changed yet.
    pub(super) fn replace(&mut self, scenario: Scenario) {
        self.stand_as(Standing(scenario, Folds::default()));
    }

    pub(super) fn swap_sides(&mut self) {
        if let (Some(b), Some(beside)) = (self.scenario.side_b(), &mut self.beside) {
            std::mem::swap(&mut self.running, beside);
            let a = std::mem::replace(&mut self.scenario, b).side_a();
            self.scenario.set_side_b(a);
            self.folds.swap();
        }
    }

    /// Whether there is what a command needs.
    pub(super) fn meets(&self, needs: Needs) -> bool {
        match needs {
            // What was left is no matter of this document.
            Needs::Nothing | Needs::SetAside => true,
            Needs::Past | Needs::ExactPast | Needs::OldCourse => true,
            Needs::ChangeToTakeBack => self.undoer.has_undo(&self.as_begun()),
            Needs::ChangeToMakeAgain => self.undoer.has_redo(&self.as_begun()),
            Needs::Comparison => self.scenario.compare.is_some(),
            Needs::NoComparison | Needs::ExactPastAlone => self.scenario.compare.is_none(),
        }
    }
}

/// Changes the side of a scenario.
pub fn change_side(scenario: &mut Scenario, side: Side, change: impl FnOnce(&mut Scenario)) {
    if side == Side::A {
        return change(scenario);
    }
    let Some(before) = scenario.side_b() else {
        return;
    };
    let mut b = before.clone();
    change(&mut b);
    if b != before {
        scenario.set_side_b(b);
    }
}
