//! Looking at the past of a run, and beginning again from it.

use super::commands::UserCommand;
use super::document::Document;
use super::notices::Notice;
use super::session::{Left, Session};
use crate::engine::{Command, Side, Target};
use crate::export::grouped;
use crate::model::{Clock, Rules};

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
        self.engine.copy_side(Side::A);
        self.choices.controlled = Side::B;
        self.engine.send(Command::ContinueBeside);
        Ok(format!(
            "From iteration {iteration} A goes on as it did, and B as you like."
        ))
    }

    /// The numbers of the moment that is shown become those of the scenario; its own are set aside.
    fn take_what_was(&mut self) -> String {
        let (document, seen) = (self.document.standing(), self.engine.seen.clone());
        self.left = Some(Box::new(Left { document, seen }));
        for side in Side::ALL {
            if let Some(rules) = self.rules_of_the_moment(side) {
                self.document.take_rules(side, rules);
            }
        }
        self.engine.leave_run();
        let at = self.engine.past().map(|past| past.at.iteration());
        grouped(at.unwrap_or_default())
    }

    /// The rules of a side with which it would begin as it stood at the moment that is shown, and those that were
    /// in force.
    fn rules_of_the_moment(&self, side: Side) -> Option<[Rules; 2]> {
        let snapshot = &self.scene(side)?.snapshot;
        let course = self.engine.courses()?[side as usize].as_deref()?;
        let until = course.until(&snapshot.moment(), &snapshot.rules);
        Some([until.as_it_stands(), snapshot.rules])
    }

    /// Goes on with the course that was set aside.
    pub fn take_up_old_course(&mut self) -> Notice {
        if let Some(left) = self.left.take() {
            self.document.stand_as(left.document);
            self.engine.seen = left.seen;
            self.engine.leave_run();
            // The engine ends the comparison by itself.
            let _: bool = Document::ends_comparison(&mut self.document);
        }
        self.engine.send(Command::TakeUpOldCourse);
        Ok("Back on the old course, as if it had never been left.".to_owned())
    }
}
