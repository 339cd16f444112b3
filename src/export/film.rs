//! A scenario run from its beginning, and pictures taken of a view on the way.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::gif::Gif;
use super::raster::RasterError;
use super::{Page, PaintError, Painter, Provenance, Subject};
use crate::engine::{ClockMap, Scene, Stage, Wants};
use crate::model::BlowUp;
use crate::scenario::Opened;

/// Quantities over time are noted about so many times.
const NOTES: u64 = 200;
/// What costs more is looked at about so many times.
const LOOKS: u64 = 24;
/// A film has about so many frames, if not told otherwise.
const FRAMES: u64 = 60;
/// Films have at most so many frames.
const MOST_FRAMES: u64 = 2_000;
/// The last updates are searched for one that has something to compare, at most so many.
const SEARCHED: u64 = 64;
/// The last frame is held for so many seconds.
const HOLD_S: f64 = 2.0;

/// What comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The end state as an image.
    Png,
    /// The end state as a drawing.
    Svg,
    /// The end state in numbers.
    Csv,
    /// The way there as an animation.
    Gif,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gif, Self::Png, Self::Svg, Self::Csv];

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Csv => "csv",
            Self::Gif => "gif",
        }
    }

    /// The form that a file name asks for.
    pub fn of_file(path: &std::path::Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_lowercase();
        Self::ALL
            .into_iter()
            .find(|form| form.extension() == extension)
    }
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The name of the view.
    pub view: String,
    /// What comes out.
    pub form: Form,
    /// Its size.
    pub page: Page,
    /// Iterations from one frame to the next; about 60 frames if not said.
    pub every: Option<u64>,
    /// Frames in a second.
    pub fps: f64,
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Take {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many frames a film has; 0 for a single picture.
    pub frames: usize,
    /// Iterations made.
    pub iterations: u64,
    /// Where the simulation stopped, if it blew up: the picture is of its last finite state.
    pub blow_up: Option<BlowUp>,
    /// Why there are no communities in it, if their analysis failed.
    pub trouble: Option<String>,
}

/// Why nothing came out.
#[derive(Debug, thiserror::Error)]
pub enum FilmError {
    /// The view cannot be drawn.
    #[error(transparent)]
    Paint(#[from] PaintError),
    /// The picture is too large.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// Too many frames.
    #[error(
        "{0} frames are too many for an animation; take one less often, such as every {1} iterations"
    )]
    TooManyFrames(u64, u64),
    /// The file cannot be made.
    #[error("the animation cannot be made: {0}")]
    Gif(#[from] io::Error),
    /// It was cancelled.
    #[error("cancelled")]
    Cancelled,
}

/// Runs a scenario from its beginning to its last iteration, or to where it blows up, and takes
/// pictures of a view. `goes_on` is told the iteration now and then, and says whether to go on.
///
/// # Errors
/// When the view cannot be drawn, or the work was cancelled.
pub fn shoot(
    opened: &Opened,
    order: &Order,
    painter: &mut dyn Painter,
    goes_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Take, FilmError> {
    let last = opened.scenario.run.iterations;
    let every = order.every.unwrap_or(last.div_ceil(FRAMES)).max(1);
    let frames = last.div_ceil(every) + 1;
    if order.form == Form::Gif && frames > MOST_FRAMES {
        return Err(FilmError::TooManyFrames(frames, last.div_ceil(FRAMES)));
    }
    let mut camera = Camera {
        provenance: Provenance::of(&opened.scenario, opened.text.clone()),
        stage: Stage::new(opened),
        opened,
        order,
        film: Gif::default(),
        wants: Wants::default(),
        clock_map: None,
    };
    camera.wants = camera.wishes(painter)?;
    if camera.wants.clock_map {
        camera.clock_map = clock_map(opened, goes_on)?;
    }
    let is_film = order.form == Form::Gif;
    loop {
        let at = camera.stage.runner().iteration();
        let over = at >= last || camera.stage.runner().blow_up().is_some();
        if over {
            camera.stage.close();
        }
        camera.note(at, last);
        if is_film && (over || at.is_multiple_of(every)) {
            camera.frame(painter)?;
        }
        if over {
            return camera.develop(painter);
        }
        if !goes_on(at) {
            return Err(FilmError::Cancelled);
        }
        // A blow-up is remembered by the runner, and looked at above.
        let _ = camera.run_until_needed(last, every, goes_on)?;
    }
}

struct Camera<'a> {
    opened: &'a Opened,
    order: &'a Order,
    stage: Stage,
    provenance: Provenance,
    wants: Wants,
    film: Gif,
    clock_map: Option<ClockMap>,
}

/// The three-clock map of a scenario that has samples to learn.
fn clock_map(
    opened: &Opened,
    goes_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<ClockMap>, FilmError> {
    let Some(samples) = &opened.samples else {
        return Ok(None);
    };
    let (done, waiting) = std::sync::mpsc::channel();
    let wake = Arc::new(move || {
        let _ = done.send(());
    });
    let map = ClockMap::start(&opened.scenario, Arc::clone(samples), wake)?;
    while map.progress().0 < map.progress().1 {
        if !goes_on(0) {
            return Err(FilmError::Cancelled);
        }
        // Looked at again soon even if nothing happens, so that it can be cancelled.
        let _ = waiting.recv_timeout(Duration::from_millis(50));
    }
    Ok(Some(map))
}

impl Camera<'_> {
    /// What the view would like to have worked out.
    fn wishes(&mut self, painter: &dyn Painter) -> Result<Wants, PaintError> {
        let scene = self.stage.scene(Wants::default());
        painter.wants(
            &self.order.view,
            &self.subject(&scene, &self.provenance, 0.0),
        )
    }

    /// Takes note of what is shown over time, evenly, and of what views search the last updates for.
    fn note(&mut self, at: u64, last: u64) {
        let due = |times: u64| at.is_multiple_of((last / times).max(1)) || at >= last;
        if due(NOTES) {
            self.stage.study();
        }
        let wants = Wants {
            proof: self.wants.proof && last.saturating_sub(at) <= SEARCHED,
            stability: self.wants.stability && due(LOOKS) && at < last,
            ..Wants::default()
        };
        self.stage.look(wants);
    }

    /// Steps to the next iteration at which there is something to do.
    fn run_until_needed(
        &mut self,
        last: u64,
        every: u64,
        goes_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Result<(), BlowUp>, FilmError> {
        let mut steps = vec![(last / NOTES).max(1)];
        if self.order.form == Form::Gif {
            steps.push(every);
        }
        if self.wants.stability {
            steps.push((last / LOOKS).max(1));
        }
        loop {
            let next = self.stage.runner().iteration() + 1;
            if let Err(blow_up) = self.stage.run_to(next) {
                return Ok(Err(blow_up));
            }
            let searched = self.wants.proof && last.saturating_sub(next) <= SEARCHED;
            let needed = steps.iter().any(|step| next.is_multiple_of(*step));
            if needed || searched || next >= last {
                return Ok(Ok(()));
            }
            if !goes_on(next) {
                return Err(FilmError::Cancelled);
            }
        }
    }

    /// Takes a frame of the film.
    fn frame(&mut self, painter: &mut dyn Painter) -> Result<(), FilmError> {
        let mut scene = self.stage.scene(self.wants);
        // In a film what moves on screen moves.
        let mut snapshot = (*scene.snapshot).clone();
        snapshot.running = true;
        scene.snapshot = snapshot.into();
        let time_s = self.film.frames() as f64 / self.order.fps.max(0.1);
        let provenance = self.provenance.clone().at(&scene.snapshot);
        let subject = self.subject(&scene, &provenance, time_s);
        let figure = painter.paint(&self.order.view, &subject, self.order.page)?;
        self.film.add(&figure.image(self.order.page.scale)?)?;
        Ok(())
    }

    /// Makes the file.
    fn develop(mut self, painter: &mut dyn Painter) -> Result<Take, FilmError> {
        let Order {
            view,
            form,
            page,
            fps,
            ..
        } = self.order;
        let scene = self.stage.scene(self.wants);
        let provenance = self.provenance.clone().at(&scene.snapshot);
        let subject = self.subject(&scene, &provenance, 0.0);
        let bytes = match form {
            Form::Gif => self.film.encode(*fps, HOLD_S, &provenance)?,
            Form::Csv => painter
                .table(view, &subject)?
                .to_csv(Some(&provenance))
                .into_bytes(),
            Form::Svg => painter.paint(view, &subject, *page)?.svg().into_bytes(),
            Form::Png => painter.paint(view, &subject, *page)?.png(page.scale)?,
        };
        Ok(Take {
            bytes,
            frames: self.film.frames(),
            iterations: scene.snapshot.iteration,
            blow_up: scene.snapshot.blow_up,
            trouble: scene.findings.and_then(|found| found.trouble.clone()),
        })
    }

    fn subject<'s>(
        &'s self,
        scene: &'s Scene,
        provenance: &'s Provenance,
        time_s: f64,
    ) -> Subject<'s> {
        Subject {
            scene,
            beside: None,
            scenario: &self.opened.scenario,
            clock_map: self.clock_map.as_ref(),
            sweep: None,
            provenance,
            time_s,
        }
    }
}
