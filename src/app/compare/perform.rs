//! Carries out what is asked of a comparison.

use super::Comparing;
use crate::app::action::Action;
use crate::app::window::AccordanceApp;
use crate::engine::{Command, Scene, Side};
use crate::scenario::made_equal;

impl AccordanceApp {
    /// What the engine last said of a side, if there is such a side.
    pub fn scene_of(&self, side: Side) -> Option<&Scene> {
        match side {
            Side::A => self.scene.as_ref(),
            // The engine may not have heard yet that the comparison has ended.
            Side::B => self
                .comparison
                .scene
                .as_ref()
                .filter(|_| self.document.scenario.compare.is_some()),
        }
    }

    /// Carries out what is asked of a comparison.
    pub(in crate::app) fn compare(&mut self, comparing: Comparing, ctx: &egui::Context) {
        match comparing {
            Comparing::Begin if self.document.scenario.compare.is_none() => {
                self.copy_side(Side::A);
                self.comparison.controlled = Side::B;
                self.notices.say("B is a copy of A, from here on.");
            }
            _ if self.document.scenario.compare.is_none() => {}
            Comparing::Begin => {}
            Comparing::CopyAToB => {
                self.copy_side(Side::A);
                self.notices.say("Copied A to B: settings and state.");
            }
            Comparing::CopyBToA => {
                self.copy_side(Side::B);
                self.notices.say("Copied B to A: settings and state.");
            }
            Comparing::Swap => {
                self.document.swap_sides();
                self.engine.send(Command::SwapSides);
                self.told = None;
                self.notices.say("A and B have changed places.");
            }
            Comparing::End => {
                self.document.scenario.compare = None;
                self.notices.say("The comparison has ended; A goes on.");
            }
            Comparing::Control(side) => self.comparison.controlled = side,
            Comparing::ToggleScales => self.comparison.own_scales ^= true,
            Comparing::MakeEqual(key) => self.make_equal(key),
            Comparing::OnB(action) => match *action {
                Action::SetNumbers(_) | Action::SetChoices(_) => self.change(Side::B, *action),
                other => self.go_on(other, ctx),
            },
        }
    }

    fn copy_side(&mut self, from: Side) {
        self.document.copy_side(from);
        self.engine.send(Command::CopySide { from });
        self.told = None;
    }

    fn make_equal(&mut self, key: &'static str) {
        let Some(b) = self.document.side(Side::B) else {
            return;
        };
        match made_equal(&b, &self.document.scenario.side_a(), key) {
            Some(equal) => self.document.scenario.set_side_b(equal),
            None => self.notices.fail(format!(
                "{key} cannot be made equal on its own: B would be no valid scenario."
            )),
        }
    }
}
