//! Exports that are being made in the background.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::{Deed, Wish};
use crate::app::choices::Choices;
use crate::app::offscreen::ViewPainter;
use crate::app::pointing::Pointing;
use crate::app::results::LatestProof;
use crate::engine::sweep::Sweep;
use crate::engine::{ClockMap, Scene, Snapshot};
use crate::export::canvas::Image;
use crate::export::{
    FilmError, Form, Order, Painter as _, Provenance, SideB, Subject, Take, Target, shoot,
};
use crate::model::Rules;
use crate::scenario::{Opened, Scenario};

/// Exports that are being made, and what is to be made once there is a path for it.
pub struct Exports {
    send: Sender<Outcome>,
    outcomes: Receiver<Outcome>,
    /// Waits for a path.
    pub pending: Option<Pending>,
    /// The animation that is being made.
    pub film: Option<Film>,
    /// Animations begun so far.
    films: u64,
    /// The run being shown, its rules when first seen, and whether they have changed since.
    watched: Option<(u64, Rules, bool)>,
}

/// What waits for a path.
pub struct Pending {
    /// A name to begin with.
    pub file_name: String,
    /// What is to be made.
    pub what: Making,
}

/// What is to be made.
pub enum Making {
    /// A picture or table of a view as it was when it was asked for.
    Still(Box<Still>),
    /// An animation.
    Film(Box<Opened>, Box<Order>),
}

impl Making {
    /// The form of its file.
    pub fn form(&self) -> Form {
        match self {
            Self::Film(..) => Form::Gif,
            Self::Still(still) => match still.wish.deed {
                Deed::Save(form) => form,
                Deed::CopyPicture => Form::Png,
                Deed::CopyData => Form::Csv,
            },
        }
    }
}

/// A view as it was when it was asked for.
pub struct Still {
    /// What is wanted.
    pub wish: Wish,
    /// The simulation.
    pub scene: Scene,
    /// Side B, where two sides are compared, and whether each side has its own scales.
    pub beside: Option<(Scene, bool)>,
    /// The scenario.
    pub scenario: Scenario,
    /// What the user has chosen in views.
    pub choices: Choices,
    /// What is lit up.
    pub pointing: Pointing,
    /// The looks at updates that are shown, of side A and side B.
    pub proofs: [LatestProof; 2],
    /// The three-clock map.
    pub clock_map: Option<ClockMap>,
    /// The sweep behind the explorer.
    pub sweep: Option<Arc<Sweep>>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What came of an export.
pub enum Outcome {
    /// To be put on the clipboard.
    Picture(Image),
    /// To be put on the clipboard.
    Text(String),
    /// Done, in one sentence.
    Said(String),
    /// Not done, and why, in one sentence.
    Failed(String),
    /// The animation of this number has come to its end, in one sentence and well or not.
    FilmOver(u64, Result<String, FilmError>),
}

/// An animation in the making. Dropping it cancels the work, without waiting for it to end.
pub struct Film {
    number: u64,
    at: Arc<AtomicU64>,
    cancelled: Arc<AtomicBool>,
    begun: Instant,
    last: u64,
}

impl Film {
    /// The iteration reached, and the last.
    pub fn progress(&self) -> (u64, u64) {
        (self.at.load(Ordering::Relaxed), self.last)
    }

    /// About how long it will still take, once there is something to go by.
    pub fn time_left(&self) -> Option<Duration> {
        let (at, last) = self.progress();
        let share = at as f64 / last.max(1) as f64;
        let spent = self.begun.elapsed();
        let known = at > 0 && spent.as_secs_f64() > 1.0;
        known.then(|| spent.mul_f64((1.0 - share).max(0.0) / share))
    }
}

impl Drop for Film {
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

impl Default for Exports {
    fn default() -> Self {
        let (send, outcomes) = channel();
        Self {
            send,
            outcomes,
            pending: None,
            film: None,
            films: 0,
            watched: None,
        }
    }
}

impl Exports {
    /// Takes note of the rules of the running simulation.
    pub fn watch(&mut self, snapshot: &Snapshot) {
        match &mut self.watched {
            Some((generation, rules, changed)) if *generation == snapshot.generation => {
                *changed |= *rules != snapshot.rules;
            }
            watched => *watched = Some((snapshot.generation, snapshot.rules, false)),
        }
    }

    /// Whether numbers were changed while this run went on, so that the scenario alone does not
    /// make it again.
    pub fn was_changed(&self, snapshot: &Snapshot) -> bool {
        let same = |watched: &&(u64, Rules, bool)| watched.0 == snapshot.generation;
        self.watched.as_ref().filter(same).is_some_and(|w| w.2)
    }

    /// What has come of an export, once something has.
    pub fn outcome(&mut self) -> Option<Outcome> {
        let outcome = self.outcomes.try_recv().ok()?;
        if let Outcome::FilmOver(number, _) = outcome
            && self.film.as_ref().is_some_and(|f| f.number == number)
        {
            self.film = None;
        }
        Some(outcome)
    }

    /// Makes a picture or table in the background, for a file or the clipboard.
    pub fn make(&self, still: Still, target: Option<Target>, ctx: &egui::Context) {
        let (send, ctx) = (self.send.clone(), ctx.clone());
        let work = move || {
            let outcome = match still.make(target.as_ref()) {
                Ok(outcome) => outcome,
                Err(error) => Outcome::Failed(format!("{error}.")),
            };
            let _ = send.send(outcome);
            ctx.request_repaint();
        };
        self.spawn("export", work);
    }

    /// Makes an animation in the background.
    pub fn shoot(&mut self, opened: Opened, order: Order, target: Target, ctx: &egui::Context) {
        let at: Arc<AtomicU64> = Arc::default();
        let cancelled: Arc<AtomicBool> = Arc::default();
        self.films += 1;
        let number = self.films;
        self.film = Some(Film {
            number,
            at: Arc::clone(&at),
            cancelled: Arc::clone(&cancelled),
            begun: Instant::now(),
            last: opened.scenario.run.iterations,
        });
        let (send, ctx) = (self.send.clone(), ctx.clone());
        let work = move || {
            let mut shown = Instant::now();
            let taken = shoot(
                &opened,
                &order,
                &mut ViewPainter::default(),
                &mut |iteration| {
                    at.store(iteration, Ordering::Relaxed);
                    if shown.elapsed() > Duration::from_millis(100) {
                        shown = Instant::now();
                        ctx.request_repaint();
                    }
                    !cancelled.load(Ordering::Relaxed)
                },
            );
            let kept = match cancelled.load(Ordering::Relaxed) {
                true => Err(FilmError::Cancelled),
                false => taken.and_then(|take| keep(&take, &target)),
            };
            let _ = send.send(Outcome::FilmOver(number, kept));
            ctx.request_repaint();
        };
        if !self.spawn("animation", work) {
            self.film = None;
        }
    }

    fn spawn(&self, name: &str, work: impl FnOnce() + Send + 'static) -> bool {
        let thread = std::thread::Builder::new().name(name.to_owned());
        let spawned = thread.spawn(work);
        if let Err(error) = &spawned {
            let said = format!("The export cannot be made: {error}.");
            let _ = self.send.send(Outcome::Failed(said));
        }
        spawned.is_ok()
    }
}

/// Writes an animation to its file.
fn keep(take: &Take, target: &Target) -> Result<String, FilmError> {
    let written = target.write(&take.bytes);
    written.map_err(|error| FilmError::Gif(std::io::Error::other(error.to_string())))?;
    let path: PathBuf = target.path().to_owned();
    let stopped = take.blow_up.map(|b| format!(" It ends early: {b}."));
    Ok(format!(
        "Saved an animation of {} frames to {}.{}",
        take.frames,
        path.display(),
        stopped.unwrap_or_default()
    ))
}

impl Still {
    fn make(&self, target: Option<&Target>) -> Result<Outcome, Box<dyn std::error::Error>> {
        let proofs = self.proofs.clone();
        let mut painter = ViewPainter::with(self.choices.clone(), self.pointing.clone(), proofs);
        let subject = Subject {
            scene: &self.scene,
            beside: self.beside.as_ref().map(|(scene, own_scales)| SideB {
                scene,
                own_scales: *own_scales,
            }),
            scenario: &self.scenario,
            clock_map: self.clock_map.as_ref(),
            sweep: self.sweep.as_deref(),
            provenance: &self.provenance,
            time_s: 0.0,
        };
        let (view, page) = (self.wish.pane.key(), self.wish.page);
        let bytes = match self.wish.deed {
            Deed::CopyPicture => {
                let figure = painter.paint(view, &subject, page)?;
                return Ok(Outcome::Picture(figure.image(page.scale)?));
            }
            Deed::CopyData => {
                let table = painter.table(view, &subject)?;
                return Ok(Outcome::Text(table.to_csv(Some(&self.provenance))));
            }
            Deed::Save(Form::Csv) => {
                let table = painter.table(view, &subject)?;
                table.to_csv(Some(&self.provenance)).into_bytes()
            }
            Deed::Save(Form::Svg) => painter.paint(view, &subject, page)?.svg().into_bytes(),
            Deed::Save(_) => painter.paint(view, &subject, page)?.png(page.scale)?,
        };
        let Some(target) = target else {
            return Ok(Outcome::Failed("There is no file to save to.".to_owned()));
        };
        target.write(&bytes)?;
        let said = format!("Saved to {}.", target.path().display());
        Ok(Outcome::Said(said))
    }
}
