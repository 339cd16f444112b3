//! A scenario run from its beginning, and pictures, tables or an animation of a view made on the way.

use std::io;

use super::gif::Gif;
use super::{Form, Page, PaintError, Painter, Provenance, RasterError, SideB, Subject};
use crate::engine::{Cadence, Cancelled, ClockMap, Journey, Observer, Runner, Scene, Stop, Wants};
use crate::model::BlowUp;
use crate::scenario::Opened;

/// Quantities over time are noted about so many times.
const NOTES: u64 = 200;
/// What costs more is looked at about so many times.
const LOOKS: u64 = 24;
/// An animation has about so many frames, if not told otherwise.
const FRAMES: u64 = 60;
/// Animations have at most so many frames.
const MOST_FRAMES: u64 = 2_000;
/// The last updates are searched for one that has something to compare, at most so many.
const SEARCHED: Cadence = Cadence::Last(64);
/// The last frame is held for so many seconds.
const HOLD_S: f64 = 2.0;

/// What is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderRequest {
    pub view: String,
    /// What comes out.
    pub form: Form,
    pub page: Page,
    /// Whether both sides of a comparison are shown; else side A. Not in animations.
    pub both: bool,
    /// The iteration of an animation's first frame.
    pub from: u64,
    /// Iterations from one frame to the next; about 60 frames if not said.
    pub every: Option<u64>,
    /// Frames in a second.
    pub fps: f64,
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    pub bytes: Vec<u8>,
    /// How many frames an animation has; 0 for a single picture.
    pub frames: usize,
    pub iterations: u64,
    /// Where the simulation stopped, if it blew up: the picture is of its last finite state.
    pub blow_up: Option<BlowUp>,
    /// Why there are no communities in it, if their analysis failed.
    pub trouble: Option<String>,
}

/// Why nothing came out.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error(transparent)]
    Paint(#[from] PaintError),
    #[error(transparent)]
    Raster(#[from] RasterError),
    #[error(
        "{0} frames are too many for an animation; take one less often, such as every {1} iterations"
    )]
    TooManyFrames(u64, u64),
    #[error("the animation cannot be made: {0}")]
    Gif(#[from] io::Error),
    #[error("cancelled")]
    Cancelled,
}

impl From<Cancelled> for RenderError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// Runs a scenario from its beginning to its last iteration, or to where it blows up, and takes
/// pictures of a view. `goes_on` is told the iteration now and then, and says whether to go on.
/// Fails when the view cannot be drawn, or the work was cancelled.
pub fn render_run(
    opened: &Opened,
    request: &RenderRequest,
    painter: &mut dyn Painter,
    goes_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Rendered, RenderError> {
    let last = opened.scenario.run.iterations;
    let length = last.saturating_sub(request.from);
    let every = request.every.unwrap_or(length.div_ceil(FRAMES)).max(1);
    let count = length.div_ceil(every) + 1;
    let is_animation = request.form.of_moment().is_none();
    if is_animation && count > MOST_FRAMES {
        return Err(RenderError::TooManyFrames(count, length.div_ceil(FRAMES)));
    }
    let mut runner = Runner::of(opened).with_helpers();
    let mut renderer = Renderer::new(opened, request);
    renderer.wants = renderer.wants_of(&runner, painter)?;
    runner.watch_firing(renderer.wants.firing);
    let samples = opened.samples.as_ref();
    if let Some(samples) = samples.filter(|_| renderer.wants.clock_map) {
        let map = ClockMap::of(&opened.scenario, samples, &mut |_| goes_on(0));
        renderer.clock_map = Some(map.ok_or(RenderError::Cancelled)?);
    }
    let frames = is_animation.then_some(Cadence::Since(request.from, every));
    let mut journey = Journey::to(last, renderer.cadences().chain(frames));
    while let Some(stop) = journey.next_stop(&mut runner, goes_on)? {
        renderer.note(&runner, &stop);
        if frames.is_some_and(|frames| stop.is_end || stop.is(frames)) {
            renderer.frame(&runner, painter)?;
        }
    }
    let b = opened.side_b().filter(|_| request.both && !is_animation);
    let b = b.map(|b| beside(&b, &runner, renderer.wants, goes_on));
    renderer.file((&runner, b.transpose()?.as_ref()), painter)
}

/// Runs side B to the model time at which side A stands, as they do in the window.
fn beside(
    opened: &Opened,
    a: &Runner,
    wants: Wants,
    goes_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Scene, RenderError> {
    let (mut runner, mut observer) = (Runner::of(opened).with_helpers(), Observer::default());
    let notes = (opened.scenario.run.iterations / NOTES).max(1);
    let mut next = 0;
    while runner.next_ms() <= a.now_ms() {
        if runner.iteration() >= next {
            observer.study(&runner);
            next += notes;
        }
        // One step at a time, so that it does not go beyond.
        if runner.step().is_err() {
            break;
        }
        if !goes_on(a.iteration()) {
            return Err(RenderError::Cancelled);
        }
    }
    Ok(observer.scene(&runner, wants))
}

/// What is kept of a run for its pictures.
struct Renderer<'a> {
    opened: &'a Opened,
    request: &'a RenderRequest,
    observer: Observer,
    provenance: Provenance,
    wants: Wants,
    gif: Gif,
    clock_map: Option<ClockMap>,
    /// When what is shown over time is noted.
    notes: Cadence,
    /// When what costs more is looked at.
    looks: Cadence,
}

impl<'a> Renderer<'a> {
    fn new(opened: &'a Opened, request: &'a RenderRequest) -> Self {
        let last = opened.scenario.run.iterations;
        Self {
            provenance: Provenance::of(&opened.scenario, opened.text.clone()),
            observer: Observer::default(),
            opened,
            request,
            gif: Gif::default(),
            wants: Wants::default(),
            clock_map: None,
            notes: Cadence::about(NOTES, last),
            looks: Cadence::about(LOOKS, last),
        }
    }

    /// What the view would like to have worked out.
    fn wants_of(&mut self, runner: &Runner, painter: &dyn Painter) -> Result<Wants, PaintError> {
        let scene = self.observer.scene(runner, Wants::default());
        let subject = self.subject(&scene, &self.provenance, 0.0);
        painter.wants(&self.request.view, &subject)
    }

    /// When something is to be noted.
    fn cadences(&self) -> impl Iterator<Item = Cadence> + use<> {
        let looks = self.wants.stability.then_some(self.looks);
        let searched = self.wants.proof.then_some(SEARCHED);
        std::iter::once(self.notes).chain(looks).chain(searched)
    }

    /// Takes note of what is shown over time, evenly, and of what views search the last updates for.
    fn note(&mut self, runner: &Runner, stop: &Stop) {
        if stop.is(self.notes) {
            self.observer.study(runner);
        }
        // What is made in the end looks there itself.
        let before_last = stop.iteration < self.opened.scenario.run.iterations;
        let wants = Wants {
            proof: self.wants.proof && stop.is(SEARCHED),
            stability: self.wants.stability && stop.is(self.looks) && before_last,
            ..Wants::default()
        };
        self.observer.look(runner, wants);
    }

    /// Takes a frame of the animation.
    fn frame(&mut self, runner: &Runner, painter: &mut dyn Painter) -> Result<(), RenderError> {
        let mut scene = self.observer.scene(runner, self.wants);
        // In an animation what moves on screen moves.
        let mut snapshot = (*scene.snapshot).clone();
        snapshot.running = true;
        scene.snapshot = snapshot.into();
        let time_s = self.gif.frames() as f64 / self.request.fps.max(0.1);
        let provenance = self.provenance.clone().at_scene(&scene, None);
        let subject = self.subject(&scene, &provenance, time_s);
        let figure = painter.paint(&self.request.view, &subject, self.request.page)?;
        self.gif.add(&figure.image(self.request.page.scale)?)?;
        Ok(())
    }

    /// Makes the file.
    fn file(
        mut self,
        (runner, beside): (&Runner, Option<&Scene>),
        painter: &mut dyn Painter,
    ) -> Result<Rendered, RenderError> {
        let RenderRequest {
            view,
            form,
            page,
            fps,
            ..
        } = self.request;
        let scene = self.observer.scene(runner, self.wants);
        let provenance = self.provenance.clone().at_scene(&scene, beside);
        let subject = Subject {
            beside: beside.map(|scene| SideB {
                scene,
                own_scales: false,
            }),
            ..self.subject(&scene, &provenance, 0.0)
        };
        let bytes = match form.of_moment() {
            Some(encode) => encode(painter, view, &subject, *page)?,
            None => self.gif.encode(*fps, HOLD_S, &provenance)?,
        };
        Ok(Rendered {
            bytes,
            frames: self.gif.frames(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::canvas::{Ink, Surface as _};
    use crate::export::{Canvas, Figure, Table};
    use crate::scenario::check_text;

    /// Draws a bar as long as the iteration, and counts its calls.
    #[derive(Default)]
    struct Bars(usize);

    impl Painter for Bars {
        fn wants(&self, _: &str, _: &Subject<'_>) -> Result<Wants, PaintError> {
            Ok(Wants::default())
        }

        fn paint(&mut self, _: &str, on: &Subject<'_>, page: Page) -> Result<Figure, PaintError> {
            self.0 += 1;
            let mut canvas = Canvas::new(page.width, page.height);
            canvas.ground(Ink::WHITE);
            let length = on.scene.snapshot.iteration as f64;
            canvas.rect([0.0, 0.0], [length, 5.0], &Ink::BLACK.into());
            let provenance = on.provenance.clone();
            Ok(Figure { canvas, provenance })
        }

        fn table(&mut self, _: &str, subject: &Subject<'_>) -> Result<Table, PaintError> {
            let mut table = Table::new(["iteration"]);
            table.push([subject.scene.snapshot.iteration]);
            Ok(table)
        }
    }

    fn opened() -> Opened {
        let text = "format = 1\nname = \"Tiny\"\n[network]\nneurons = 12\n[run]\nseed = 5\niterations = 25\n";
        check_text(text, "a test", None).expect("valid")
    }

    fn request(form: Form) -> RenderRequest {
        RenderRequest {
            view: "bars".to_owned(),
            form,
            page: Page {
                width: 40.0,
                height: 10.0,
                scale: 1.0,
            },
            both: false,
            from: 0,
            every: Some(10),
            fps: 10.0,
        }
    }

    fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
        let decoder = ::image::codecs::gif::GifDecoder::new(io::Cursor::new(bytes));
        let frames = ::image::AnimationDecoder::into_frames(decoder.expect("a GIF file"));
        let frames = frames.collect_frames().expect("frames");
        frames.iter().map(|f| f.buffer().to_vec()).collect()
    }

    fn rendered(opened: &Opened, form: Form, painter: &mut Bars) -> Rendered {
        render_run(opened, &request(form), painter, &mut |_| true).expect("a file")
    }

    #[test]
    fn an_animation_has_a_frame_every_so_many_iterations_and_one_of_the_end() {
        let mut painter = Bars::default();
        let made = rendered(&opened(), Form::Gif, &mut painter);
        assert_eq!((made.frames, made.iterations, painter.0), (4, 25, 4));
        let bar = |rgba: &Vec<u8>| rgba[..160].chunks(4).filter(|p| p[0] == 0).count();
        let lengths: Vec<usize> = frames(&made.bytes).iter().map(bar).collect();
        assert_eq!(lengths, [0, 10, 20, 25]);
        let again = rendered(&opened(), Form::Gif, &mut painter);
        assert_eq!(again.bytes, made.bytes);
    }

    #[test]
    fn an_animation_of_a_stretch_begins_there() {
        let mut painter = Bars::default();
        let stretch = RenderRequest {
            from: 7,
            ..request(Form::Gif)
        };
        let made = render_run(&opened(), &stretch, &mut painter, &mut |_| true).expect("a file");
        let bar = |rgba: &Vec<u8>| rgba[..160].chunks(4).filter(|p| p[0] == 0).count();
        let lengths: Vec<usize> = frames(&made.bytes).iter().map(bar).collect();
        assert_eq!(lengths, [7, 17, 25]);
    }

    #[test]
    fn tables_and_pictures_are_of_the_end() {
        let bytes = |form| rendered(&opened(), form, &mut Bars::default()).bytes;
        let table = String::from_utf8(bytes(Form::Csv)).expect("text");
        assert!(table.contains("# Iteration: 25\n") && table.ends_with("iteration\n25\n"));
        assert!(bytes(Form::Png).starts_with(b"\x89PNG"));
        assert!(bytes(Form::Svg).starts_with(b"<svg "));
    }

    #[test]
    fn an_animation_can_be_cancelled_and_one_of_too_many_frames_is_refused_before_any_work() {
        let (gif, mut painter, mut told) = (request(Form::Gif), Bars::default(), 0);
        let cancelled = render_run(&opened(), &gif, &mut painter, &mut |_| {
            told += 1;
            told < 3
        });
        assert!(matches!(cancelled, Err(RenderError::Cancelled)));
        let short = opened().text;
        let long = short.replace("iterations = 25", "iterations = 100000");
        let long = check_text(&long, "a test", None).expect("valid");
        let error = render_run(&long, &gif, &mut painter, &mut |_| false);
        let error = error.expect_err("refused").to_string();
        assert!(error.contains("10001 frames"), "{error}");
    }

    #[test]
    fn a_simulation_that_blows_up_is_shown_as_far_as_it_goes() {
        let wild = "format = 1\n[network]\nneurons = 40\nweight_gain = 4.0\n[drive]\nfiring_noise_sd = 0.1\ncredit_clamp = { fraction = 0.0 }\n[plasticity]\nlearning_rate = 0.0\npruning = 0.0\n[run]\niterations = 2000\n";
        let wild = check_text(wild, "a test", None).expect("valid");
        let hundreds = RenderRequest {
            every: Some(100),
            ..request(Form::Gif)
        };
        let made = render_run(&wild, &hundreds, &mut Bars::default(), &mut |_| true);
        let made = made.expect("an animation");
        let stopped = made.blow_up.expect("credit runs away");
        assert_eq!(made.iterations, stopped.iteration);
        assert_eq!(made.frames as u64, made.iterations / 100 + 2);
    }
}
