//! Network files out and in: from the menu to the work in the background, and what came of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use egui::{Panel, ProgressBar, Ui};

use super::connectome_question::ConnectomeQuestion;
use super::document::Document;
use super::messages::Message;
use super::network_export::{ExportQuestion, Job, Origin, Progress, Request, export};
use super::picker::Purpose;
use super::question::Question;
use super::window::AccordanceApp;
use crate::engine::sweep::{Design, Plan, Sweep};
use crate::engine::{ClockMap, Command, Side};
use crate::export::NetworkFormat;

/// Work on network files that goes on beside the window.
#[derive(Default)]
pub struct NetworkJobs {
    export: Option<Job<String>>,
    reading: Option<Job<ConnectomeQuestion>>,
}

/// Endings of files that may hold a connectome.
pub const CONNECTOMES: [&str; 3] = ["npy", "csv", "graphml"];

impl AccordanceApp {
    /// Asks how the network is to be exported.
    pub(super) fn ask_how_to_export(&mut self) {
        let Some(scene) = self.session.scene(Side::A) else {
            return;
        };
        let last = self.iteration_to_repeat();
        self.shell.question = Question::Export(ExportQuestion::about(&scene.snapshot, last));
    }

    /// Asks for the file to export to.
    pub(super) fn choose_network_file(&mut self, request: Request, ctx: &egui::Context) {
        let name = self.suggested_network(request);
        let name = name.file_name().unwrap_or_default().to_string_lossy();
        self.picker.ask(Purpose::Network(request), &name, ctx);
    }

    /// A path for the network, named after the scenario.
    pub(super) fn suggested_network(&self, request: Request) -> PathBuf {
        let path = self.suggested_path();
        path.with_extension(request.format.extension())
    }

    /// How far a run would be repeated: to where it is, or at its beginning to its planned end.
    fn iteration_to_repeat(&self) -> u64 {
        let made = self
            .session
            .scene(Side::A)
            .map_or(0, |s| s.snapshot.iteration);
        match made {
            0 => self.session.document.scenario.run.iterations,
            made => made,
        }
    }

    /// Acts on a path that was typed for a network file.
    pub(super) fn take_network_path(&mut self, purpose: Purpose, path: PathBuf) {
        match purpose {
            Purpose::Connectome => self.look_at_connectome(&path),
            Purpose::Network(request) => {
                let (request, path) = settled(request, path);
                // Native dialogs have asked about overwriting themselves.
                match path.exists() {
                    true => self.shell.question = Question::OverwriteNetwork(request, path),
                    false => self.export_network(request, path),
                }
            }
            _ => {}
        }
    }

    /// Acts on a file chosen in a native dialog.
    pub(super) fn take_network_file(&mut self, purpose: Purpose, path: PathBuf) {
        match purpose {
            Purpose::Network(request) => {
                let named = path.extension().is_some();
                let (request, path) = settled(request, path);
                match named || !path.exists() {
                    true => self.export_network(request, path),
                    // The dialog has not asked about the name that the ending made.
                    false => self.shell.question = Question::OverwriteNetwork(request, path),
                }
            }
            purpose => self.take_network_path(purpose, path),
        }
    }

    /// Exports the network in the background.
    pub(super) fn export_network(&mut self, request: Request, path: PathBuf) {
        let toml = self.session.document.to_toml();
        let last = self.iteration_to_repeat();
        let (origin, total) = match request.format {
            NetworkFormat::DynamicGexf => {
                let folder = self.session.document.folder();
                let folder = folder.map(Path::to_path_buf);
                (Origin::Again { last, folder }, last)
            }
            _ => {
                let (send, copy) = sync_channel(1);
                self.session.engine.send(Command::CopyNetwork(send));
                let findings = self
                    .session
                    .scene(Side::A)
                    .and_then(|s| s.findings.as_ref());
                let origin = Origin::Now {
                    copy,
                    colours: findings.map(|f| f.colours.to_vec()).unwrap_or_default(),
                    name: self.session.document.scenario.name.clone(),
                };
                (origin, 0)
            }
        };
        let what = format!("Writing {}", path.display());
        let work = move |progress: &Progress<'_>| export(request, origin, &toml, &path, progress);
        match Job::start(what, total, self.session.engine.wake(), work) {
            Ok(job) => self.network_jobs.export = Some(job),
            Err(error) => self
                .shell
                .notices
                .fail(format!("Nothing was exported: {error}.")),
        }
    }

    /// Reads a connectome in the background; the question about it comes when it has been read.
    pub(super) fn look_at_connectome(&mut self, path: &Path) {
        let what = format!("Reading {}", path.display());
        let path = path.to_path_buf();
        let work = move |_: &Progress<'_>| ConnectomeQuestion::about(&path);
        match Job::start(what, 0, self.session.engine.wake(), work) {
            Ok(job) => {
                self.shell.notices.dismiss();
                self.network_jobs.reading = Some(job);
            }
            Err(error) => self
                .shell
                .notices
                .fail(format!("Nothing was read: {error}.")),
        }
    }

    /// Opens the scenario that begins with a connectome.
    pub(super) fn start_from_connectome(&mut self, text: &str) {
        let started = Document::recover(text, None);
        self.show(started, "a network that starts from your connectome");
    }

    /// Opens a file dropped on the window.
    pub(super) fn take_dropped_files(&mut self, ctx: &egui::Context) {
        let dropped = ctx.input(|i| {
            let file = i.raw.dropped_files.first();
            file.map(|file| file.path().to_path_buf())
        });
        let Some(path) = dropped else { return };
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        let is_connectome = CONNECTOMES.iter().any(|known| ending == *known);
        let message = match is_connectome {
            true => Message::LookAtConnectome(path),
            false => Message::OpenFile(path),
        };
        self.apply(message, ctx);
    }

    /// Begins to work out the three-clock map of side A.
    pub(super) fn start_clock_map(&mut self) {
        let document = &self.session.document;
        let Some(samples) = &document.samples else {
            return;
        };
        let (scenario, wake) = (document.scenario.side_a(), self.session.engine.wake());
        match ClockMap::start(&scenario, Arc::clone(samples), wake) {
            Ok(map) => self.clock_map = Some(map),
            Err(error) => {
                let why = format!("The map cannot be worked out: {error}.");
                self.shell.notices.fail(why);
            }
        }
    }

    /// Begins to run a scenario at many values of a number.
    pub(super) fn start_sweep(&mut self, design: Design) {
        let plan = match Plan::new(design) {
            Ok(plan) => plan,
            Err(error) => return self.shell.notices.fail(format!("No sweep: {error}.")),
        };
        let runs = plan.runs();
        match Sweep::start(plan, self.session.engine.wake()) {
            Ok(sweep) => {
                // Shared with exports, which may outlive it on screen.
                self.sweep = Some(Arc::new(sweep));
                let begun = format!("Sweep of {runs} runs begun.");
                self.shell.notices.say(begun);
            }
            Err(error) => {
                let why = format!("The sweep cannot be started: {error}.");
                self.shell.notices.fail(why);
            }
        }
    }

    /// Stops the runs of a sweep.
    pub(super) fn cancel_sweep(&mut self) {
        if let Some(sweep) = &self.sweep {
            sweep.cancel();
            let stay = "Sweep cancelled; the runs that are done stay.";
            self.shell.notices.say(stay);
        }
    }

    /// Tells what came of work that has ended, and shows what goes on, with a way to cancel it.
    pub(super) fn network_jobs_ui(&mut self, ui: &mut Ui) {
        let jobs = &mut self.network_jobs;
        match jobs.export.as_ref().and_then(Job::outcome) {
            None => {}
            Some(outcome) => {
                jobs.export = None;
                match outcome {
                    Ok(told) => self.shell.notices.say(told),
                    Err(error) => self.shell.notices.fail(error),
                }
            }
        }
        // One question at a time.
        let free = matches!(self.shell.question, Question::None);
        let read = jobs
            .reading
            .as_ref()
            .filter(|_| free)
            .and_then(Job::outcome);
        if let Some(outcome) = read {
            jobs.reading = None;
            match outcome {
                Ok(question) => self.shell.question = Question::Connectome(Box::new(question)),
                Err(error) => self.shell.notices.fail(error),
            }
        }
        let export = jobs.export.as_ref().map(|job| (&job.what, job.share()));
        if export.is_some_and(|(what, share)| bar_ui(ui, "exporting", what, share)) {
            jobs.export = None;
            let told = "The export was cancelled; nothing was written.";
            self.shell.notices.say(told);
        }
        let reading = jobs.reading.as_ref().map(|job| (&job.what, job.share()));
        if reading.is_some_and(|(what, share)| bar_ui(ui, "reading", what, share)) {
            jobs.reading = None;
        }
    }
}

/// A bar across the window about work that goes on. Returns whether to cancel it.
fn bar_ui(ui: &mut Ui, id: &str, what: &str, share: Option<f32>) -> bool {
    Panel::top(egui::Id::unique(id))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let cancel = ui
                    .button("Cancel the work")
                    .on_hover_text("Stop; no file is changed.");
                match share {
                    Some(share) => {
                        ui.add(
                            ProgressBar::new(share)
                                .desired_width(220.0)
                                .show_percentage(),
                        );
                    }
                    None => {
                        ui.spinner();
                    }
                }
                ui.label(what);
                cancel.clicked()
            })
            .inner
        })
        .inner
}

/// The format by the ending of the path, or the path with the ending of the format.
fn settled(request: Request, path: PathBuf) -> (Request, PathBuf) {
    match NetworkFormat::of_file(&path, request.format) {
        Some(format) => (Request { format, ..request }, path),
        None => {
            let mut name = path.into_os_string();
            name.push(".");
            name.push(request.format.extension());
            (request, name.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_path_decides_and_is_added_where_it_says_nothing() {
        let settle = |format, path: &str| {
            let (request, path) = settled(Request { format, frames: 2 }, path.into());
            (request.format, path.display().to_string())
        };
        use NetworkFormat::{Csv, DynamicGexf, Gexf, GraphMl, Npz};
        assert_eq!(settle(GraphMl, "a.NPZ"), (Npz, "a.NPZ".to_owned()));
        assert_eq!(settle(GraphMl, "a.gexf").0, Gexf);
        assert_eq!(settle(DynamicGexf, "a.gexf").0, DynamicGexf);
        assert_eq!(settle(Csv, "a"), (Csv, "a.csv".to_owned()));
        assert_eq!(settle(Csv, "r = 0.3"), (Csv, "r = 0.3.csv".to_owned()));
    }
}
