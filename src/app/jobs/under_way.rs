//! The jobs that are under way. Once a frame they are asked what came of them.

use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Frame, Id, Panel, ProgressBar, Ui};
use rfd::{AsyncFileDialog, FileHandle};

use super::network_export::{NetworkSource, export_network};
use super::purpose::{JobMessage, Purpose};
use super::view_copy::ViewCopy;
use crate::app::commands::UserCommand;
use crate::app::messages::Messages;
use crate::app::offscreen::ViewPainter;
use crate::app::questions::{ConnectomeQuestion, NetworkRequest, TableQuestion};
use crate::app::widgets::command_button;
use crate::engine::sweep::{Design, Plan, Sweep};
use crate::engine::{ClockMap, Job, Reporter, Wake};
use crate::export::{RenderRequest, Target, grouped, render_run};
use crate::model::Samples;
use crate::scenario::{Opened, Scenario};

/// The jobs of the window. What came of them is told by [`Self::poll`].
pub struct Jobs {
    wake: Wake,
    native_dialogs: bool,
    dialog: Option<Job<JobMessage>>,
    reading: Option<Job<JobMessage>>,
    network: Option<Job<JobMessage>>,
    pub animation: Option<Job<JobMessage>>,
    views: Vec<Job<JobMessage>>,
    /// The three-clock map as far as it is known, if it was asked for.
    pub clock_map: Option<ClockMap>,
    clock_map_job: Option<Job<ClockMap>>,
    /// The sweep behind the explorer. Exports share it, and may outlive it on screen.
    pub sweep: Option<Arc<Sweep>>,
    /// Whether the end of the sweep is still to be told.
    sweep_goes_on: bool,
    /// What is to be told without any job.
    untold: Vec<JobMessage>,
}

impl Jobs {
    /// No jobs yet. `wake` is called when there is something new to show; without native dialogs,
    /// every path is typed.
    pub fn new(wake: Wake, native_dialogs: bool) -> Self {
        Self {
            wake,
            native_dialogs,
            dialog: None,
            reading: None,
            network: None,
            animation: None,
            views: Vec::new(),
            clock_map: None,
            clock_map_job: None,
            sweep: None,
            sweep_goes_on: false,
            untold: Vec::new(),
        }
    }

    /// What has come of jobs since the last time. What has been read waits until there is room to
    /// `ask` about it.
    pub fn poll(&mut self, ask: bool) -> Vec<JobMessage> {
        let mut told = std::mem::take(&mut self.untold);
        let ended = [&mut self.dialog, &mut self.network, &mut self.animation];
        let read = ask.then_some(&mut self.reading);
        let mut goes_on = |job: &Job<JobMessage>| {
            let outcome = job.outcome();
            let ended = outcome.is_some();
            told.extend(outcome.map(|outcome| outcome.unwrap_or_else(JobMessage::Failed)));
            !ended
        };
        for slot in ended.into_iter().chain(read) {
            slot.take_if(|job| !goes_on(job));
        }
        self.views.retain(goes_on);
        while let Some(outcome) = self.clock_map_job.as_ref().and_then(Job::outcome) {
            match outcome {
                Ok(map) => {
                    self.clock_map_job.take_if(|_| map.is_complete());
                    self.clock_map = Some(map);
                }
                Err(why) => {
                    self.clock_map_job = None;
                    told.push(JobMessage::Failed(why));
                }
            }
        }
        told.extend(self.end_of_sweep());
        told
    }

    /// Word of the end of the sweep, once.
    fn end_of_sweep(&mut self) -> Option<JobMessage> {
        let progress = self.sweep.as_ref()?.progress();
        if !progress.over || !std::mem::take(&mut self.sweep_goes_on) {
            return None;
        }
        let all = progress.all;
        Some(JobMessage::Said(format!("Sweep of {all} runs done.")))
    }

    /// Asks for a file in a native dialog, in which one to be written is first called `name`. A second
    /// dialog is not opened while one is open.
    pub fn ask_for_file(&mut self, purpose: Purpose, name: &str) {
        let name = name.to_owned();
        if !self.native_dialogs {
            self.tell(JobMessage::NoDialog(purpose, name));
        } else if self.dialog.is_none() {
            let dialog = show_dialog(purpose, name, Arc::clone(&self.wake));
            self.dialog = self.started("No dialog can be shown", dialog);
        }
    }

    pub fn read_table(&mut self, path: &Path) {
        self.read(path, |path| {
            let question = TableQuestion::about(path).map_err(|error| error.to_string())?;
            Ok(JobMessage::Table(Box::new(question)))
        });
    }

    pub fn read_connectome(&mut self, path: &Path) {
        self.read(path, |path| {
            let question = ConnectomeQuestion::about(path)?;
            Ok(JobMessage::Connectome(Box::new(question)))
        });
    }

    fn read(&mut self, path: &Path, read: fn(&Path) -> Result<JobMessage, String>) {
        let (name, path) = (format!("Reading {}", path.display()), path.to_path_buf());
        let job = Job::start(name, 0, Arc::clone(&self.wake), move |_| read(&path));
        self.reading = self.started("Nothing was read", job);
    }

    pub fn export_view(&mut self, mut view: ViewCopy, target: Option<Target>) {
        let job = Job::start("The export", 0, Arc::clone(&self.wake), move |_| {
            let exported = view.export(target.as_ref());
            exported.map_err(|error| sentence(&error.to_string()))
        });
        let job = self.started("The export cannot be made", job);
        self.views.extend(job);
    }

    /// Runs a scenario, and makes an animation of it.
    pub fn export_animation(&mut self, opened: Opened, order: RenderRequest, target: Target) {
        let (last, wake) = (opened.scenario.run.iterations, Arc::clone(&self.wake));
        let job = Job::start("The animation", last, wake, move |reporter| {
            animate(&opened, &order, &target, reporter)
        });
        self.animation = self.started("The export cannot be made", job);
    }

    pub fn cancel_animation(&mut self) {
        if self.animation.take().is_some() {
            self.say("The animation was cancelled.");
        }
    }

    pub fn export_network(
        &mut self,
        request: NetworkRequest,
        source: NetworkSource,
        toml: String,
        path: PathBuf,
    ) {
        let name = format!("Writing {}", path.display());
        let wake = Arc::clone(&self.wake);
        let iterations = match &source {
            NetworkSource::Now { .. } => 0,
            NetworkSource::Again { last, .. } => *last,
        };
        let job = Job::start(name, iterations, wake, move |reporter| {
            export_network(request, source, &toml, &path, reporter)
        });
        self.network = self.started("Nothing was exported", job);
    }

    pub fn start_clock_map(&mut self, scenario: &Scenario, samples: Arc<Samples>) {
        let job = ClockMap::start(scenario, samples, Arc::clone(&self.wake));
        if let Some(job) = self.started("The map cannot be worked out", job) {
            self.clock_map = Some(ClockMap::default());
            self.clock_map_job = Some(job);
        }
    }

    /// Stops working out the three-clock map, and forgets it.
    pub fn cancel_clock_map(&mut self) {
        (self.clock_map, self.clock_map_job) = (None, None);
    }

    pub fn start_sweep(&mut self, design: Design) {
        let plan = Plan::new(design).map_err(|error| self.fail(format!("No sweep: {error}.")));
        let Ok(plan) = plan else { return };
        let runs = plan.runs();
        let sweep = Sweep::start(plan, Arc::clone(&self.wake));
        if let Some(sweep) = self.started("The sweep cannot be started", sweep) {
            self.sweep = Some(Arc::new(sweep));
            self.sweep_goes_on = true;
            self.say(format!("Sweep of {runs} runs begun."));
        }
    }

    /// Stops the runs of the sweep that are under way; those that are done stay.
    pub fn cancel_sweep(&mut self) {
        if let Some(sweep) = &self.sweep {
            sweep.cancel();
            self.sweep_goes_on = false;
            self.say("Sweep cancelled; the runs that are done stay.");
        }
    }

    /// Draws the bar about an animation that is being made, with a button that cancels it.
    pub fn animation_bar_ui(&self, ui: &mut Ui, messages: &mut Messages) {
        let Some(job) = &self.animation else { return };
        let progress = job.progress();
        let frame = Frame::side_top_panel(ui.style());
        Panel::bottom("animation").frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label("Animation");
                let (done, all) = (grouped(progress.done), grouped(progress.all));
                let bar = ProgressBar::new(progress.share);
                let bar = bar.text(format!("iteration {done} of {all}"));
                ui.add(bar.desired_width(260.0));
                if let Some(left) = progress.left {
                    ui.label(format!("{} s left", left.as_secs() + 1));
                }
                let cancel = UserCommand::CancelAnimation;
                command_button(ui, cancel, cancel.row().label, messages);
            });
        });
    }

    /// Draws the bars about files that are being read and written, with a way to cancel that.
    pub fn file_bars_ui(&mut self, ui: &mut Ui) {
        let network = &mut self.network;
        if network
            .take_if(|job| file_bar_ui(ui, "exporting", job))
            .is_some()
        {
            self.say("The export was cancelled; nothing was written.");
        }
        self.reading.take_if(|job| file_bar_ui(ui, "reading", job));
    }

    /// What was started, or word that it was refused.
    fn started<T>(&mut self, refused: &str, started: io::Result<T>) -> Option<T> {
        let told = started.map_err(|error| self.fail(format!("{refused}: {error}.")));
        told.ok()
    }

    fn say(&mut self, said: impl Into<String>) {
        self.tell(JobMessage::Said(said.into()));
    }

    fn fail(&mut self, why: String) {
        self.tell(JobMessage::Failed(why));
    }

    /// Tells something in the next frame.
    fn tell(&mut self, message: JobMessage) {
        self.untold.push(message);
        (self.wake)();
    }
}

/// A dialog that answers sooner than anybody can read it was never shown.
const TOO_SOON: Duration = Duration::from_millis(250);

/// Shows a native dialog, in which a file to be written is first called `name`, and waits for its
/// answer in the background.
fn show_dialog(purpose: Purpose, name: String, wake: Wake) -> std::io::Result<Job<JobMessage>> {
    let (files, endings) = purpose.files();
    let dialog = AsyncFileDialog::new()
        .set_title(purpose.wording().dialog)
        .add_filter(files, &endings);
    // The future is made here, on the main thread, as macOS demands, and awaited elsewhere.
    let chosen: Pin<Box<dyn Future<Output = Option<FileHandle>> + Send>> = match purpose.writes() {
        true => Box::pin(dialog.set_file_name(&name).save_file()),
        false => Box::pin(dialog.pick_file()),
    };
    let begun = Instant::now();
    Job::start("The file dialog", 0, wake, move |_| {
        Ok(match pollster::block_on(chosen) {
            Some(file) => JobMessage::Chosen(purpose, PathBuf::from(file.path())),
            None if begun.elapsed() < TOO_SOON => JobMessage::NoDialog(purpose, name),
            None => JobMessage::NothingChosen,
        })
    })
}

/// A bar across the window about reading or writing. Returns whether to cancel it.
fn file_bar_ui(ui: &mut Ui, id: &str, job: &Job<JobMessage>) -> bool {
    let bar = |ui: &mut Ui| {
        let cancel = ui
            .button("Cancel the work")
            .on_hover_text("Stop; no file is changed.");
        let progress = job.progress();
        let bar = ProgressBar::new(progress.share).desired_width(220.0);
        match progress.all {
            0 => ui.spinner(),
            _ => ui.add(bar.show_percentage()),
        };
        ui.label(job.name());
        cancel.clicked()
    };
    let panel = Panel::top(Id::unique(id));
    panel.show(ui, |ui| ui.horizontal(bar).inner).inner
}

/// Runs a scenario, and writes an animation of it.
fn animate(
    opened: &Opened,
    order: &RenderRequest,
    target: &Target,
    reporter: &Reporter<JobMessage>,
) -> Result<JobMessage, String> {
    let mut goes_on = |iteration| reporter.at(iteration);
    let take = render_run(opened, order, &mut ViewPainter::default(), &mut goes_on)
        .map_err(|error| sentence(&error.to_string()))?;
    if !reporter.goes_on() {
        return Err("The animation was cancelled.".to_owned());
    }
    let written = target.write(&take.bytes);
    written.map_err(|error| format!("The animation cannot be made: {error}."))?;
    let stopped = take.blow_up.map(|b| format!(" It ends early: {b}."));
    Ok(JobMessage::Said(format!(
        "Saved an animation of {} frames to {}.{}",
        take.frames,
        target.path.display(),
        stopped.unwrap_or_default()
    )))
}

/// An error as a sentence.
fn sentence(error: &str) -> String {
    let mut letters = error.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
