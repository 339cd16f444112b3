//! Looking at the past of a run, and beginning again from it.

use super::commands::UserCommand;
use super::document::Document;
use super::notices::Notice;
use super::session::Session;
use crate::engine::{Command, Side, Target};
use crate::export::grouped;
use crate::model::Clock;

impl Session {
    /// Shows the moment at which so many iterations had been made.
    pub fn look_at(&mut self, iteration: u64) {
        self.engine
            .send(Command::LookAt(Target::Iteration(iteration)));
    }

    /// Shows the moment an iteration, or a tick, before or after the one that is shown.
    pub fn look_beside(&mut self, command: UserCommand) {
        match command {
            UserCommand::IterationBack => self.look_an_iteration(false),
            UserCommand::IterationForward => self.look_an_iteration(true),
            UserCommand::TickBack => self.look_a_tick(false),
            _ => self.look_a_tick(true),
        }
    }

    fn look_an_iteration(&mut self, forward: bool) {
        let Some(timeline) = &self.engine.timeline else {
            return;
        };
        let shown = timeline
            .past
            .map_or(timeline.now, |past| past.at)
            .iteration();
        let first = timeline.first.iteration();
        self.look_at(match forward {
            true => shown + 1,
            false => shown.saturating_sub(1).max(first),
        });
    }

    fn look_a_tick(&mut self, forward: bool) {
        // Nothing ticks more often than firing, if the clocks are as they should be.
        self.engine.send(Command::LookAt(match forward {
            true => Target::Next(Clock::Firing),
            false => Target::Previous(Clock::Firing),
        }));
    }

    /// Lets the run go another way from the moment that is shown.
    pub fn begin_again_here(&mut self) -> Notice {
        let iteration = self.take_what_was();
        self.engine.send(Command::BeginAgainHere);
        Ok(format!(
            "From iteration {iteration} another way; Run ▸ Back to the old course brings the other one back."
        ))
    }

    /// Compares two futures of the moment that is shown.
    pub fn continue_beside(&mut self) -> Notice {
        let iteration = self.take_what_was();
        self.document.copy_side(Side::A);
        self.choices.controlled = Side::B;
        self.engine.send(Command::ContinueBeside);
        Ok(format!(
            "From iteration {iteration} A goes on as it did, and B as you like."
        ))
    }

    /// The numbers of the moment that is shown become those of the scenario; its own are set aside.
    fn take_what_was(&mut self) -> String {
        self.left = Some(Box::new(self.document.scenario.clone()));
        let rules = Side::ALL.map(|side| self.scene(side).map(|scene| scene.snapshot.rules));
        self.document.take_rules(rules);
        let at = self.engine.past().map(|past| past.at.iteration());
        grouped(at.unwrap_or_default())
    }

    /// Goes on with the course that was set aside.
    pub fn take_up_old_course(&mut self) -> Notice {
        if let Some(left) = self.left.take() {
            self.document.scenario = *left;
            // The engine ends the comparison by itself.
            let _: bool = Document::ends_comparison(&mut self.document);
        }
        self.engine.send(Command::TakeUpOldCourse);
        Ok("Back on the old course, as if it had never been left.".to_owned())
    }
}
