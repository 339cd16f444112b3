//! Taking the network home: what to ask, and the work in the background.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use egui::{DragValue, Ui};

use crate::engine::{NetworkCopy, Snapshot, Wake};
use crate::export::{
    FRAMES, MOST_FRAMES, NetworkFile, NetworkFormat, Recording, STRONGEST_SYNAPSES,
};
use crate::scenario;

/// What is to be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// As what.
    pub format: NetworkFormat,
    /// Moments, where it is a network over time.
    pub frames: usize,
}

/// How the network is to be exported.
#[derive(Debug)]
pub struct ExportQuestion {
    request: Request,
    neurons: usize,
    synapses: usize,
    iteration: u64,
}

impl ExportQuestion {
    /// A question about the network of a snapshot. `last` is the iteration to which it would be run
    /// again.
    pub fn about(snapshot: &Snapshot, last: u64) -> Self {
        let weights = snapshot.weights.weights();
        Self {
            request: Request {
                format: NetworkFormat::GraphMl,
                frames: FRAMES,
            },
            neurons: snapshot.neurons(),
            synapses: weights.iter().filter(|w| **w != 0.0).count(),
            iteration: last,
        }
    }

    /// Draws the formats. Returns the request, or `None` in it to leave all as it is, once that is
    /// decided.
    pub fn ui(&mut self, ui: &mut Ui) -> Option<Option<Request>> {
        ui.heading("Export the network");
        let (neurons, synapses) = (self.neurons, self.synapses);
        ui.label(format!("{neurons} neurons and {synapses} synapses, as they are when the file is written. Every file says which scenario, seed and version it comes from."));
        ui.add_space(4.0);
        for format in NetworkFormat::ALL {
            ui.radio_value(&mut self.request.format, format, format.title())
                .on_hover_text(format.help());
            ui.indent(format.key(), |ui| ui.weak(format.help()));
        }
        if self.request.format == NetworkFormat::DynamicGexf {
            ui.horizontal(|ui| {
                let label = ui.label("Moments");
                let frames = &mut self.request.frames;
                ui.add(DragValue::new(frames).range(2..=MOST_FRAMES))
                    .labelled_by(label.id)
                    .on_hover_text("How many moments of the run are recorded, evenly spaced.");
            });
            ui.label(format!("Runs the scenario again in the background, from its beginning to iteration {}, with the values that the controls have now; what was changed on the way is not repeated. Keeps the {STRONGEST_SYNAPSES} strongest synapses of each moment.", self.iteration));
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let go_on = ui
                .button("Choose the file…")
                .on_hover_text("Choose where the file goes, and write it.");
            if go_on.clicked() {
                return Some(Some(self.request));
            }
            ui.button("Cancel")
                .on_hover_text("Leave everything as it is.")
                .clicked()
                .then_some(None)
        })
        .inner
    }
}

/// Where a network to be exported comes from.
pub enum Origin {
    /// The engine, which sends a copy of the network as it is; the colours are those that its
    /// communities have on screen.
    Now {
        copy: Receiver<Box<NetworkCopy>>,
        colours: Vec<Option<usize>>,
        name: String,
    },
    /// The scenario, run again to an iteration. Files that it names are beside it in `folder`.
    Again { last: u64, folder: Option<PathBuf> },
}

/// Work that goes on beside the window. Dropping it cancels it.
pub struct Job<T> {
    state: Arc<State<T>>,
    thread: JoinHandle<()>,
    /// What is being done, in words.
    pub what: String,
}

struct State<T> {
    done: AtomicU64,
    /// What is to be done in all; 0 if that is not known.
    total: u64,
    cancelled: AtomicBool,
    outcome: Mutex<Option<Result<T, String>>>,
}

/// What the work itself sees of its job.
pub struct Progress<'a> {
    done: &'a AtomicU64,
    cancelled: &'a AtomicBool,
    wake: &'a Wake,
}

impl Progress<'_> {
    /// Whether to go on.
    pub fn go_on(&self) -> bool {
        !self.cancelled.load(Ordering::Relaxed)
    }

    /// So much is done. Returns whether to go on.
    pub fn at(&self, done: u64) -> bool {
        self.done.store(done, Ordering::Relaxed);
        (self.wake)();
        self.go_on()
    }
}

impl<T: Send + 'static> Job<T> {
    /// Starts work on a thread of its own.
    ///
    /// # Errors
    /// When the system refuses another thread.
    pub fn start(
        what: String,
        total: u64,
        wake: Wake,
        work: impl FnOnce(&Progress<'_>) -> Result<T, String> + Send + 'static,
    ) -> std::io::Result<Self> {
        let state = Arc::new(State {
            done: AtomicU64::new(0),
            total,
            cancelled: AtomicBool::new(false),
            outcome: Mutex::new(None),
        });
        let shared = Arc::clone(&state);
        let thread = Builder::new().name("files".to_owned()).spawn(move || {
            let progress = Progress {
                done: &shared.done,
                cancelled: &shared.cancelled,
                wake: &wake,
            };
            let outcome = work(&progress);
            *shared
                .outcome
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            wake();
        })?;
        Ok(Self {
            state,
            thread,
            what,
        })
    }

    /// The share that is done, where that is known.
    pub fn share(&self) -> Option<f32> {
        let State { done, total, .. } = &*self.state;
        (*total > 0).then(|| done.load(Ordering::Relaxed) as f32 / *total as f32)
    }

    /// What came of it, once it has ended.
    pub fn outcome(&self) -> Option<Result<T, String>> {
        let ended = self.thread.is_finished();
        let outcome = &self.state.outcome;
        let outcome = outcome
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let failed = || Err("The work failed by a fault of ours; nothing was written.".to_owned());
        outcome.or_else(|| ended.then(failed))
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.state.cancelled.store(true, Ordering::Relaxed);
    }
}

/// Exports a network to a file; the outcome is what to tell the user.
pub fn export(
    request: Request,
    origin: Origin,
    toml: &str,
    path: &Path,
    progress: &Progress<'_>,
) -> Result<String, String> {
    let go_on = || progress.go_on();
    let (written, what) = match origin {
        Origin::Now {
            copy,
            colours,
            name,
        } => {
            let copy = wait_for(&copy, progress)?;
            let iteration = copy.snapshot.iteration;
            let network = NetworkFile::of(&name, toml, copy, &colours);
            let written = network.write(request.format, path, &go_on);
            (written, format!("the network at iteration {iteration}"))
        }
        Origin::Again { last, folder } => {
            let opened = scenario::check_text(toml, "this scenario", folder.as_deref())
                .map_err(|error| error.to_string())?;
            let (scenario, frames) = (&opened.scenario, request.frames);
            let at = |iteration| progress.at(iteration);
            let recording =
                Recording::of_run(scenario, opened.given, opened.samples, last, frames, at)
                    .ok_or(CANCELLED)?;
            let written = recording.write(&scenario.name, toml, path, &go_on);
            (
                written,
                format!("{} moments of the network", recording.frames()),
            )
        }
    };
    match written {
        Ok(()) => Ok(format!("Exported {what} to {}.", path.display())),
        Err(_) if !progress.go_on() => Err(CANCELLED.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

const CANCELLED: &str = "The export was cancelled; nothing was written.";

fn wait_for(
    copy: &Receiver<Box<NetworkCopy>>,
    progress: &Progress<'_>,
) -> Result<NetworkCopy, String> {
    while progress.go_on() {
        match copy.recv_timeout(Duration::from_millis(50)) {
            Ok(copy) => return Ok(*copy),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                let why = "There is no network to export, because the simulation has failed.";
                return Err(why.to_owned());
            }
        }
    }
    Err(CANCELLED.to_owned())
}
