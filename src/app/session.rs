//! The session: the scenario, which can be saved; the engine and its results; and what is pointed at
//! and chosen, which lasts as long as the window.

use std::io;

use super::engine_link::{EngineLink, LatestProof, Seen};
use crate::app::breakers::{Breaker, Replaced};
use crate::app::choices::Choices;
use crate::app::commands::{Needs, UserCommand};
use crate::app::compare::Sides;
use crate::app::document::{Document, Standing, change_side};
use crate::app::messages::Change;
use crate::app::notices::Notice;
use crate::app::pointing::Pointing;
use crate::app::rebuild::Rebuild;
use crate::app::views::ViewInput;
use crate::engine::sweep::Sweep;
use crate::engine::{ClockMap, Command, Pace, Scene, Side, Wake};
use crate::model::Clock;
use crate::scenario::{Acts, Choice, Scenario, made_equal};

pub struct Session {
    pub document: Document,
    pub engine: EngineLink,
    pub pointing: Pointing,
    pub choices: Choices,
    /// What views show while the picture stands still.
    frozen: Option<Frozen>,
    /// What ways to break the theorem have replaced.
    replaced: Replaced,
    /// How things stood on the course that was left.
    pub(super) left: Option<Box<Left>>,
}

/// A picture that stands still.
struct Frozen {
    scenes: [Option<Scene>; 2],
    proofs: [LatestProof; 2],
}

/// How things stood on a course that was left for another.
pub(super) struct Left {
    pub document: Standing,
    pub seen: Seen,
}

impl Session {
    /// Starts an engine that calls `wake` when there is something new; fails without threads.
    pub fn start(wake: Wake) -> io::Result<Self> {
        Ok(Self {
            document: Document::untitled(),
            engine: EngineLink::start(wake)?,
            pointing: Pointing::default(),
            choices: Choices::default(),
            frozen: None,
            replaced: Replaced::default(),
            left: None,
        })
    }

    /// Takes over what the engine has to show.
    pub fn look(&mut self) {
        self.engine.look();
        for (side, change) in self.engine.follow() {
            self.document.take_planned(side, &change);
        }
        let scenes = self.engine.scenes.iter().flatten();
        if let Some(largest) = scenes.map(|scene| scene.snapshot.neurons()).max() {
            self.pointing.keep_below(largest);
        }
    }

    /// What the engine last said of a side, if there is such a side.
    pub fn scene(&self, side: Side) -> Option<&Scene> {
        // The engine may not have heard yet that the comparison has ended.
        let there_is = side == Side::A || self.compares();
        self.engine.scenes[side as usize]
            .as_ref()
            .filter(|_| there_is)
    }

    /// What is to be seen of a side: what the engine last said, or a picture that stands still.
    pub fn shown(&self, side: Side) -> Option<&Scene> {
        match &self.frozen {
            Some(frozen) if self.scene(side).is_some() => frozen.scenes[side as usize].as_ref(),
            _ => self.scene(side),
        }
    }

    /// Lets the picture stand still while the simulation goes on, or lets it go on too.
    pub fn freeze(&mut self, still: bool) {
        self.frozen = still.then(|| Frozen {
            scenes: self.engine.scenes.clone(),
            proofs: self.engine.proofs.clone(),
        });
    }

    pub fn is_frozen(&self) -> bool {
        self.frozen.is_some()
    }

    /// What the views read, once there is something to show: `begun` is the scenario as it begins, `side_b` is
    /// side B and as it was saved, and the jobs are the three-clock map and the sweep behind the explorer.
    pub fn sides<'a>(
        &'a self,
        begun: &'a Scenario,
        side_b: Option<&'a [Scenario; 2]>,
        (clock_map, sweep): (Option<&'a ClockMap>, Option<&'a Sweep>),
    ) -> Option<Sides<'a>> {
        let proofs = self.frozen.as_ref().map(|frozen| &frozen.proofs);
        let proofs = proofs.unwrap_or(&self.engine.proofs);
        let input = |side, [scenario, begun, saved]: [&'a Scenario; 3]| {
            Some(ViewInput {
                side,
                scene: self.shown(side)?,
                beside: None,
                other: None,
                together: false,
                scenario,
                begun,
                saved,
                folder: self.document.folder(),
                proof: proofs[side as usize].get(),
                pointing: &self.pointing,
                choices: &self.choices,
                clock_map,
                sweep,
                on_paper: false,
            })
        };
        let document = &self.document;
        let a = input(Side::A, [&document.scenario, begun, &document.saved])?;
        // What is begun anew by a view is side A.
        let b = side_b.and_then(|[scenario, saved]| input(Side::B, [scenario, scenario, saved]));
        Some(Sides::new(a, b.map(|b| (b, self.choices.own_scales))))
    }

    pub fn compares(&self) -> bool {
        self.document.scenario.compare.is_some()
    }

    /// Whether there is what a command needs.
    pub fn meets(&self, needs: Needs) -> bool {
        self.document.meets(needs) && self.engine.meets(needs)
    }

    /// Ticks a clock by hand.
    pub fn tick(&mut self, command: UserCommand) {
        self.engine.send(Command::Tick(match command {
            UserCommand::TickFiring => Clock::Firing,
            UserCommand::TickCredit => Clock::Credit,
            _ => Clock::Plasticity,
        }));
    }

    /// Shows the controls of a side, or both sides another way.
    pub fn control(&mut self, command: UserCommand) {
        let choices = &mut self.choices;
        match command {
            UserCommand::ToggleScales => choices.own_scales ^= true,
            UserCommand::ToggleTogether => choices.together ^= true,
            UserCommand::ControlB => choices.controlled = Side::B,
            _ => choices.controlled = Side::A,
        }
    }

    /// Runs the simulation, or lets it stand still.
    pub fn play_or_pause(&mut self) {
        let running = self.scene(Side::A).is_some_and(|s| s.snapshot.running);
        self.engine.send(match running {
            true => Command::Pause,
            false => Command::Play,
        });
    }

    pub fn open(&mut self, document: Document) {
        self.document = document;
        self.frozen = None;
        self.replaced = Replaced::default();
        self.pointing = Pointing::default();
        self.load();
    }

    /// Lets the engine begin with what the document holds.
    fn load(&mut self) {
        let mut scenes = Side::ALL.into_iter().filter_map(|side| self.scene(side));
        let stopped = scenes.any(|scene| scene.snapshot.blow_up.is_some());
        let load = self.document.load_command();
        self.engine.begin(&self.document);
        self.engine.send(load);
        if stopped {
            self.engine.send(Command::Play);
        }
    }

    /// Begins the simulation again with the scenario as it stands.
    pub fn begin_again(&mut self) -> Notice {
        self.document.begin().map_err(|error| error.to_string())?;
        self.load();
        let seed = self.document.scenario.run.seed;
        Ok(format!("Began again with seed {seed}."))
    }

    pub fn begin_with_new_seed(&mut self) -> Notice {
        let seed = &mut self.document.scenario.run.seed;
        *seed = seed.wrapping_add(1) % (1 << 53);
        self.begin_again()
    }

    pub fn restart_engine(&mut self) -> Notice {
        self.engine.restart().map_err(|error| {
            format!("The simulation cannot be restarted: {error}; save your scenario and start the program again.")
        })?;
        self.load();
        Ok("The simulation was restarted.".to_owned())
    }

    /// Tells the engine what has changed: whether two sides are compared, the rules, the pace.
    pub fn tell_engine(&mut self, pace: Pace) -> Option<Notice> {
        let mut notice = None;
        if self.document.begins_comparison() {
            // A side B that came by undo: both begin again, so that they stand at the same time.
            notice = Some(self.begin_again());
        } else if self.document.ends_comparison() {
            self.engine.send(Command::EndComparison);
        }
        self.engine.tell(&self.document, pace);
        notice
    }

    pub fn change(&mut self, side: Side, change: Change) -> Option<Notice> {
        match change {
            Change::Numbers(numbers) => {
                change_side(&mut self.document.scenario, side, |scenario| {
                    for (quantity, value) in numbers {
                        (quantity.set)(scenario, value);
                    }
                });
                None
            }
            Change::Choices(choices) => self.choose(side, &choices),
            Change::Break(breaker) => self.switch(side, breaker),
            Change::Rebuild(rebuild) => Some(self.rebuild(side, &rebuild)),
            Change::Mend(mend) => {
                change_side(&mut self.document.scenario, side, mend);
                Some(self.begin_again())
            }
        }
    }

    /// Breaks the theorem in some way, or mends it.
    fn switch(&mut self, side: Side, breaker: &Breaker) -> Option<Notice> {
        let (saved, replaced) = (self.document.saved_side(side), &mut self.replaced);
        change_side(&mut self.document.scenario, side, |scenario| {
            breaker.switch(side, scenario, &saved, replaced);
        });
        breaker.begins_again().then(|| self.begin_again())
    }

    /// Chooses options of a side. Where one asks for it the simulation begins again; where that is
    /// refused, what acts only with a new beginning is taken back.
    fn choose(&mut self, side: Side, choices: &[(&'static Choice, usize)]) -> Option<Notice> {
        let any = |acts| choices.iter().any(|(choice, _)| choice.acts == acts);
        let choose = |scenario: &mut Scenario| {
            for (choice, option) in choices {
                (choice.set)(scenario, *option);
            }
        };
        if any(Acts::WithReset) {
            return Some(self.change_anew(side, choose));
        }
        change_side(&mut self.document.scenario, side, choose);
        any(Acts::OnReset).then(|| self.begin_again())
    }

    /// Changes the network of a side, or what it learns.
    fn rebuild(&mut self, side: Side, rebuild: &Rebuild) -> Notice {
        let before = self.document.side(side);
        let began = self.change_anew(side, |scenario| rebuild.apply(scenario))?;
        let both = before.zip(self.document.side(side));
        let told = both.map_or_else(String::new, |(before, now)| rebuild.told(&before, &now));
        Ok(format!("{told}. {began}"))
    }

    /// Changes a side and begins again, as one step for undo; where that is refused, nothing has changed.
    fn change_anew(&mut self, side: Side, change: impl FnOnce(&mut Scenario)) -> Notice {
        self.document.begin_step();
        let before = self.document.standing();
        change_side(&mut self.document.scenario, side, change);
        let notice = self.begin_again();
        match notice {
            Ok(_) => self.document.begin_step(),
            Err(_) => self.document.stand_as(before),
        }
        notice
    }

    /// Changes what the scenario says of itself, as one step for undo.
    pub fn describe(&mut self, describe: impl FnOnce(&mut Scenario)) {
        self.document.begin_step();
        describe(&mut self.document.scenario);
        self.document.begin_step();
    }

    /// Takes back the last change, or makes it again. What runs begins anew where it was the network that
    /// changed.
    pub fn undo_or_redo(&mut self, command: UserCommand) -> Option<Notice> {
        let was_rebuilt = self.document.was_rebuilt();
        match command {
            UserCommand::Redo => self.document.redo(),
            _ => self.document.undo(),
        }
        let rebuilt = self.document.was_rebuilt() && !was_rebuilt;
        rebuilt.then(|| self.begin_again())
    }

    /// Makes the scenario that of a run of a sweep, which undo takes back, and goes to the end of
    /// the run.
    pub fn show_run(&mut self, run: Scenario, pace: Pace) -> Notice {
        let (seed, iterations) = (run.run.seed, run.run.iterations);
        // A comparison stays, so that nothing on screen is laid out anew below the pointer.
        let compare = self.document.as_begun().compare.clone();
        self.document.replace(Scenario { compare, ..run });
        self.begin_again()?;
        self.tell_engine(pace).transpose()?;
        self.engine.send(Command::PlayTo(iterations));
        Ok(format!(
            "Seed {seed}, to its end at iteration {iterations}; Edit ▸ Undo brings back what was there."
        ))
    }

    /// Begins or ends a comparison, or changes which side is what.
    pub fn compare(&mut self, command: UserCommand) -> Notice {
        match command {
            UserCommand::CopyAToB => self.copy_side(Side::A),
            UserCommand::CopyBToA => self.copy_side(Side::B),
            UserCommand::SwapSides => self.swap_sides(),
            UserCommand::EndComparison => self.end_comparison(),
            _ => self.begin_comparison(),
        }
    }

    /// Puts a copy of what runs beside it, as side B.
    pub fn begin_comparison(&mut self) -> Notice {
        self.copy_from(Side::A);
        self.choices.controlled = Side::B;
        Ok("B is a copy of A, from here on.".to_owned())
    }

    /// Makes one side what the other is: settings and state.
    pub fn copy_side(&mut self, from: Side) -> Notice {
        self.copy_from(from);
        let (from, to) = (from.letter(), from.other().letter());
        Ok(format!("Copied {from} to {to}: settings and state."))
    }

    fn copy_from(&mut self, from: Side) {
        self.document.copy_side(from);
        self.engine.copy_side(from);
        self.engine.send(Command::CopySide { from });
    }

    pub fn swap_sides(&mut self) -> Notice {
        self.document.swap_sides();
        self.engine.swap_sides();
        self.engine.send(Command::SwapSides);
        Ok("A and B have changed places.".to_owned())
    }

    pub fn end_comparison(&mut self) -> Notice {
        self.document.scenario.compare = None;
        Ok("The comparison has ended; A goes on.".to_owned())
    }

    /// Gives side B the value that side A has for a key.
    pub fn make_equal(&mut self, key: &str) -> Option<Notice> {
        let scenario = &mut self.document.scenario;
        let b = scenario.side_b()?;
        let Some(equal) = made_equal(&b, &scenario.side_a(), key) else {
            let why = "cannot be made equal on its own: B would be no valid scenario.";
            return Some(Err(format!("{key} {why}")));
        };
        scenario.set_side_b(equal);
        None
    }
}
