//! What the window does with files: which one is meant, whether it may be replaced, and what becomes
//! of it; and what it does with other jobs that have come to their end.

use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

use egui::Context;

use super::AccordanceApp;
use super::saving::file_stem;
use crate::app::jobs::{JobMessage, NetworkSource, Purpose, ViewCopy};
use crate::app::messages::{ExportAs, Message, ViewRequest};
use crate::app::offscreen::ViewPainter;
use crate::app::questions::{
    AnimationQuestion, NetworkQuestion, NetworkRequest, PathQuestion, Question,
};
use crate::app::session::Session;
use crate::engine::{Command, Scene, Side};
use crate::export::{NetworkFormat, Target};
use crate::scenario::{check_text, with_overrides};

impl AccordanceApp {
    /// Applies what has come of jobs.
    pub(super) fn take_job_messages(&mut self, ctx: &Context) {
        // One question at a time.
        let ask = self.shell.question.is_none();
        for message in self.jobs.poll(ask) {
            match message {
                JobMessage::Said(said) => self.shell.notices.say(said),
                JobMessage::Failed(why) => self.shell.notices.fail(why),
                JobMessage::CopyPicture(image) => {
                    let size = [image.width as usize, image.height as usize];
                    ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied(size, &image.rgba));
                    self.shell.notices.say("Copied the picture.");
                }
                JobMessage::CopyText(text) => {
                    ctx.copy_text(text);
                    self.shell.notices.say("Copied the data.");
                }
                JobMessage::Chosen(purpose, path) => self.take_path(purpose, path, true, ctx),
                JobMessage::NothingChosen => self.unsaved.forget_saving(),
                JobMessage::NoDialog(purpose, name) => {
                    let remark = "This system offers no file dialog, so please type the path.";
                    self.ask_path(purpose, &name, remark);
                }
                JobMessage::Table(table) => {
                    self.shell.notices.error = None;
                    self.shell.question = Some(Question::Table(table));
                }
                JobMessage::Connectome(connectome) => {
                    self.shell.notices.error = None;
                    self.shell.question = Some(Question::Connectome(connectome));
                }
            }
        }
    }

    /// Asks for a path to be typed. Where a file is written, it begins with the file that the document
    /// has, or with `name` in the folder where it would go.
    pub(super) fn ask_path(&mut self, purpose: Purpose, name: &str, remark: &'static str) {
        let own = self.session.document.path.clone();
        let path = match &purpose {
            Purpose::SaveScenario if own.is_some() => own.unwrap_or_default(),
            purpose if purpose.writes() => std::env::current_dir().unwrap_or_default().join(name),
            _ => PathBuf::new(),
        };
        self.shell.question = Some(Question::Path(PathQuestion {
            purpose,
            typed: path.display().to_string(),
            remark,
        }));
    }

    /// Acts on a path that was typed or chosen. Asks before a file is replaced, unless a dialog `asked`
    /// or it is the document's own.
    pub(super) fn take_path(
        &mut self,
        mut purpose: Purpose,
        path: PathBuf,
        asked: bool,
        ctx: &Context,
    ) {
        let settled = purpose.settle(path.clone());
        // The dialog has not asked about a name that the ending made.
        let asked = asked && settled == path;
        let is_own = matches!(purpose, Purpose::SaveScenario)
            && self.session.document.path.as_ref() == Some(&settled);
        let there = std::fs::symlink_metadata(&settled).is_ok_and(|found| !found.is_dir());
        match purpose.writes() && there && !asked && !is_own {
            true => self.shell.question = Some(Question::Replace(purpose, settled)),
            false => self.use_file(purpose, settled, asked, ctx),
        }
    }

    /// Opens or writes a file. Only with `replace` may an export find one in its place.
    pub(super) fn use_file(
        &mut self,
        purpose: Purpose,
        path: PathBuf,
        replace: bool,
        ctx: &Context,
    ) {
        match purpose {
            Purpose::OpenScenario => self.apply(Message::OpenFile(path), ctx),
            Purpose::OpenLesson => self.apply(Message::OpenLesson(path), ctx),
            Purpose::LearnTable => self.jobs.read_table(&path),
            Purpose::ImportConnectome => self.jobs.read_connectome(&path),
            Purpose::SaveScenario => self.save_to(&path, ctx),
            Purpose::ExportView(_, view) => {
                if let Some(target) = self.reserved(&path, replace) {
                    self.jobs.export_view(*view, Some(target));
                }
            }
            Purpose::ExportAnimation(opened, order) => {
                if let Some(target) = self.reserved(&path, replace) {
                    self.jobs.export_animation(*opened, *order, target);
                }
            }
            Purpose::ExportNetwork(request) => self.export_network(request, path),
        }
    }

    /// The place for an export, or word of why it cannot be there.
    fn reserved(&mut self, path: &Path, replace: bool) -> Option<Target> {
        let target = Target::reserve(path, replace);
        let told = target.map_err(|error| self.shell.notices.fail(format!("{error}.")));
        told.ok()
    }

    /// The name of the scenario, as a file may have it.
    pub(super) fn file_stem(&self) -> String {
        file_stem(&self.session.document.scenario.name)
    }

    /// Copies a view, or asks where to save it.
    pub(super) fn export_view(&mut self, request: ViewRequest) {
        let Some(scene) = self.session.scene(Side::A).cloned() else {
            return self.shell.notices.say("There is nothing to export yet.");
        };
        let iteration = scene.snapshot.iteration;
        let view = self.copy_of_view(request, scene);
        match request.what {
            ExportAs::CopyPicture | ExportAs::CopyData => self.jobs.export_view(view, None),
            ExportAs::File(form) => {
                let (stem, key) = (self.file_stem(), request.pane.key());
                let name = format!("{stem}-{key}-{iteration}.{}", form.extension());
                let purpose = Purpose::ExportView(form, Box::new(view));
                self.jobs.ask_for_file(purpose, &name);
            }
        }
    }

    fn copy_of_view(&self, request: ViewRequest, scene: Scene) -> ViewCopy {
        let Session {
            document,
            engine,
            choices,
            pointing,
            ..
        } = &self.session;
        let provenance = self.session.provenance(&scene, engine.scenes[1].as_ref());
        let beside = engine.scenes[1].clone();
        ViewCopy {
            request,
            scene,
            beside: beside.map(|scene| (scene, choices.own_scales)),
            scenario: document.scenario.clone(),
            painter: ViewPainter::with(choices.clone(), pointing.clone(), engine.proofs.clone()),
            sweep: self.jobs.sweep.clone(),
            clock_map: self.jobs.clock_map.clone(),
            provenance,
        }
    }

    pub(super) fn ask_animation(&mut self) {
        if self.jobs.animation.is_some() {
            let why = "An animation is being made already. Wait for it, or cancel it.";
            return self.shell.notices.fail(why);
        }
        let planned = self.session.document.scenario.run.iterations;
        let past = self.session.engine.past();
        // In the past the stretch between the marks around the moment that is shown.
        let (from, to) = match past {
            Some(past) => self.timeline.stretch_around(past.at.iteration()),
            None => (0, planned),
        };
        let question = AnimationQuestion::about(from, to);
        self.shell.question = Some(Question::Animation(Box::new(question)));
    }

    pub(super) fn choose_animation_file(&mut self, asked: &AnimationQuestion) {
        let setting = format!("run.iterations={}", asked.iterations);
        let text = self.session.text_to_make_again();
        let folder = self.session.document.folder();
        let opened = with_overrides(&text, "this scenario", &[setting])
            .and_then(|text| check_text(&text, "this scenario", folder));
        match opened {
            Ok(opened) => {
                let order = asked.order();
                let name = format!("{}-{}.gif", self.file_stem(), order.view);
                let purpose = Purpose::ExportAnimation(Box::new(opened), Box::new(order));
                self.jobs.ask_for_file(purpose, &name);
            }
            Err(error) => self.shell.notices.fail(error.to_string()),
        }
    }

    pub(super) fn ask_how_to_export(&mut self) {
        let Some(scene) = self.session.scene(Side::A) else {
            return;
        };
        let last = self.iteration_to_repeat();
        self.shell.question = Some(Question::Network(NetworkQuestion::about(
            &scene.snapshot,
            last,
        )));
    }

    pub(super) fn choose_network_file(&mut self, request: NetworkRequest) {
        let name = format!("{}.{}", self.file_stem(), request.format.extension());
        let purpose = Purpose::ExportNetwork(request);
        self.jobs.ask_for_file(purpose, &name);
    }

    /// How far a run would be repeated: to where it is, or at its beginning to its planned end.
    fn iteration_to_repeat(&self) -> u64 {
        let scene = self.session.scene(Side::A);
        match scene.map_or(0, |scene| scene.snapshot.iteration) {
            0 => self.session.document.scenario.run.iterations,
            made => made,
        }
    }

    fn export_network(&mut self, request: NetworkRequest, path: PathBuf) {
        let source = match request.format {
            NetworkFormat::DynamicGexf => NetworkSource::Again {
                last: self.iteration_to_repeat(),
                folder: self.session.document.folder().map(Into::into),
            },
            _ => {
                let (send, copy) = sync_channel(1);
                self.session.engine.send(Command::CopyNetwork(send));
                NetworkSource::Now {
                    copy,
                    name: self.session.document.scenario.name.clone(),
                }
            }
        };
        let toml = match request.format {
            NetworkFormat::DynamicGexf => self.session.text_to_make_again(),
            _ => self.session.text_of_what_is_shown(),
        };
        self.jobs.export_network(request, source, toml, path);
    }

    /// Begins to work out the three-clock map of side A.
    pub(super) fn start_clock_map(&mut self) {
        let document = &self.session.document;
        if let Some(samples) = document.samples().cloned() {
            let scenario = document.as_begun().side_a();
            self.jobs.start_clock_map(&scenario, samples);
        }
    }

    pub(super) fn take_dropped_files(&mut self, ctx: &Context) {
        let dropped = ctx.input(|i| {
            let file = i.raw.dropped_files.first();
            file.map(|file| file.path().to_path_buf())
        });
        let Some(path) = dropped else { return };
        // Others are opened as scenarios.
        let message = match Purpose::ImportConnectome.knows(&path) {
            true => Message::LookAtConnectome(path),
            false => Message::OpenFile(path),
        };
        self.apply(message, ctx);
    }
}
