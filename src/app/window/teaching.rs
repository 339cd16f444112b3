//! What the window does for a lesson that somebody takes.

use egui::Context;

use super::AccordanceApp;
use crate::app::document::Document;
use crate::app::lessons::{Deed, LessonMessage, Phase, Sitting, Source};
use crate::app::messages::Message;
use crate::engine::{Command, Side};
use crate::lesson::Press;
use crate::scenario::{parse, with_overrides};

/// The name of a lesson's scenario in errors.
const SCENARIO: &str = "the scenario of the lesson";

impl AccordanceApp {
    /// Does what somebody asks for in a lesson.
    pub(super) fn teach(&mut self, message: LessonMessage, ctx: &Context) {
        match message {
            LessonMessage::Begin(name) => return self.begin_lesson(Source::BuiltIn(name)),
            LessonMessage::Leave => return self.leave_lesson(),
            _ => {}
        }
        let Some(sitting) = &mut self.lesson else {
            return;
        };
        let deeds = match message {
            LessonMessage::Answer(answer) => {
                sitting.draft = Some(answer);
                Vec::new()
            }
            LessonMessage::Go if sitting.can_go() => match self.session.scene(Side::A) {
                Some(scene) => sitting.go(&scene.snapshot),
                None => Vec::new(),
            },
            LessonMessage::Next => sitting.move_to(sitting.at + 1),
            LessonMessage::Back => sitting.move_to(sitting.at.saturating_sub(1)),
            LessonMessage::Again => sitting.enter(sitting.step().is_none_or(|step| !step.begins)),
            LessonMessage::Restart => sitting.restart(),
            LessonMessage::Copy => {
                ctx.copy_text(sitting.summary());
                vec![Deed::Say(
                    "Copied what you predicted and what happened.".to_owned(),
                )]
            }
            LessonMessage::DoIt => return self.do_for_learner(),
            LessonMessage::Go | LessonMessage::Begin(_) | LessonMessage::Leave => Vec::new(),
        };
        self.carry_out(deeds);
        self.remember_lesson();
    }

    /// Begins a lesson, or goes on with it where it was left.
    pub(super) fn begin_lesson(&mut self, source: Source) {
        let lesson = match source.open() {
            Ok(lesson) => lesson,
            Err(error) => return self.shell.notices.fail(error.to_string()),
        };
        let progress = self.shell.workspace.lessons.get(&source.key());
        let mut sitting = Sitting::new(lesson, source, progress);
        let deeds = sitting.enter(true);
        self.shell.welcomes = false;
        self.lesson = Some(sitting);
        self.session.choices.enlarged = None;
        self.carry_out(deeds);
        self.remember_lesson();
    }

    pub(super) fn leave_lesson(&mut self) {
        if let Some(left) = self.lesson.take() {
            self.shell.workspace.arrange(None);
            // From here on it is the user's.
            self.session.document.is_taught = false;
            let told = format!("Left “{}”; Lessons goes on with it.", left.lesson.title);
            self.shell.notices.say(told);
        }
    }

    /// Keeps how far the lesson is.
    fn remember_lesson(&mut self) {
        if let Some(sitting) = &self.lesson {
            let lessons = &mut self.shell.workspace.lessons;
            lessons.insert(sitting.source.key(), sitting.progress());
        }
    }

    /// Looks at what runs, for the lesson; once a frame.
    pub(super) fn follow_lesson(&mut self, ctx: &Context) {
        let Some(sitting) = &mut self.lesson else {
            return self.pointer.point(ctx, &[]);
        };
        let deeds = match self.session.scene(Side::A) {
            Some(scene) => sitting.see(scene, self.session.engine.proofs[0].get()),
            None => Vec::new(),
        };
        let points = match (sitting.step(), sitting.phase) {
            (Some(step), Phase::Before | Phase::Under { .. }) => step.points.clone(),
            _ => Vec::new(),
        };
        self.pointer.point(ctx, &points);
        if !deeds.is_empty() {
            self.carry_out(deeds);
            self.remember_lesson();
        }
    }

    fn carry_out(&mut self, deeds: Vec<Deed>) {
        for deed in deeds {
            match deed {
                Deed::Load(text) => self.load_for_lesson(&text),
                Deed::Change(settings) => self.change_for_lesson(&settings),
                Deed::Play(within, seconds) => {
                    if within > 0 {
                        let clocks = self.session.document.scenario.rules.clocks;
                        let length_ms = within as f64 * clocks.plasticity_ms;
                        self.shell.workspace.full_speed = false;
                        self.shell.workspace.speed = (length_ms / seconds).clamp(1e-3, 1e9);
                    }
                    self.tell_engine();
                    self.session.engine.send(Command::Play);
                }
                Deed::Rush(iterations) => self.session.engine.send(Command::PlayTo(iterations)),
                Deed::Pause => self.session.engine.send(Command::Pause),
                Deed::Say(text) => self.shell.notices.say(text),
            }
        }
    }

    fn load_for_lesson(&mut self, text: &str) {
        let base = self
            .lesson
            .as_ref()
            .and_then(|sitting| sitting.lesson.base_dir.clone());
        let document = Document::of_lesson(text, base.as_deref());
        let title = self
            .lesson
            .as_ref()
            .map(|sitting| sitting.lesson.title.clone());
        let what = format!("the lesson “{}”", title.unwrap_or_default());
        self.show(document, &what);
        self.tell_engine();
    }

    fn change_for_lesson(&mut self, settings: &[String]) {
        let document = &mut self.session.document;
        let changed = with_overrides(&document.to_toml(), SCENARIO, settings);
        match changed.and_then(|text| parse(&text, SCENARIO)) {
            Ok(scenario) => document.scenario = scenario,
            Err(error) => self.shell.notices.fail(error.to_string()),
        }
        self.tell_engine();
    }

    /// Does what the step asks the learner to do.
    fn do_for_learner(&mut self) {
        let step = self.lesson.as_ref().and_then(Sitting::step);
        let Some((yours, presses)) = step.map(|step| (step.yours.clone(), step.presses.clone()))
        else {
            return;
        };
        if !yours.is_empty() {
            self.change_for_lesson(&yours);
            if self.session.document.needs_reset() {
                let notice = self.session.begin_again();
                self.shell.notices.tell(notice);
                self.session.engine.send(Command::Play);
            }
        }
        for press in presses {
            self.session.engine.send(match press {
                Press::Step => Command::Step,
                Press::Tick(clock) => Command::Tick(clock),
            });
        }
    }

    /// Whether a message has to wait until somebody has committed to an answer; then says so.
    pub(super) fn waits_for_answer(&mut self, message: &Message) -> bool {
        let holds = self.lesson.as_ref().is_some_and(Sitting::holds_still);
        if !(holds && message.moves_simulation()) {
            return false;
        }
        let why = "Commit to an answer in the lesson first; then it runs.";
        self.shell.notices.say(why);
        true
    }
}
