//! A scenario run from its beginning, and pictures taken of a view on the way.

use super::{FilmError, Order, Take};
use crate::engine::{ClockMap, Scene, Stage, Wants};
use crate::export::gif::Gif;
use crate::export::{PaintError, Painter, Provenance, Subject};
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
    let is_film = order.form.of_moment().is_none();
    if is_film && frames > MOST_FRAMES {
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
    let map = ClockMap::of(&opened.scenario, samples, &mut |_| goes_on(0));
    map.map(Some).ok_or(FilmError::Cancelled)
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
        if self.order.form.of_moment().is_none() {
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
        let bytes = match form.of_moment() {
            Some(encode) => encode(painter, view, &subject, *page)?,
            None => self.film.encode(*fps, HOLD_S, &provenance)?,
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

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::export::canvas::Ink;
    use crate::export::{Canvas, Figure, Form, Page, Table};
    use crate::scenario::check_text;

    /// Draws a bar as long as the iteration, and counts its calls.
    #[derive(Default)]
    struct Bars(usize);

    impl Painter for Bars {
        fn views(&self) -> Vec<(&'static str, &'static str)> {
            vec![("bars", "Bars")]
        }

        fn wants(&self, _: &str, _: &Subject<'_>) -> Result<Wants, PaintError> {
            Ok(Wants::default())
        }

        fn paint(
            &mut self,
            _: &str,
            subject: &Subject<'_>,
            page: Page,
        ) -> Result<Figure, PaintError> {
            self.0 += 1;
            let mut canvas = Canvas::new(page.width, page.height);
            canvas.ground(Ink::WHITE);
            let length = subject.scene.snapshot.iteration as f64;
            canvas.rect([0.0, 0.0], [length, 5.0], &Ink::BLACK.into());
            Ok(Figure {
                canvas,
                provenance: subject.provenance.clone(),
            })
        }

        fn table(&mut self, _: &str, subject: &Subject<'_>) -> Result<Table, PaintError> {
            let mut table = Table::new(["iteration"]);
            table.push([subject.scene.snapshot.iteration]);
            Ok(table)
        }
    }

    fn opened(extra: &str) -> Opened {
        let text = format!(
            "format = 1\nname = \"Tiny\"\n[network]\nneurons = 12\n[run]\nseed = 5\niterations = 25\n{extra}"
        );
        check_text(&text, "a test", None).expect("valid")
    }

    fn order(form: Form) -> Order {
        Order {
            view: "bars".to_owned(),
            form,
            page: Page {
                width: 40.0,
                height: 10.0,
                scale: 1.0,
            },
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

    #[test]
    fn a_film_has_a_frame_every_so_many_iterations_and_one_of_the_end() {
        let mut painter = Bars::default();
        let take = shoot(&opened(""), &order(Form::Gif), &mut painter, &mut |_| true);
        let take = take.expect("a film");
        assert_eq!((take.frames, take.iterations, painter.0), (4, 25, 4));
        let lengths: Vec<usize> = frames(&take.bytes)
            .iter()
            .map(|rgba| rgba[..160].chunks(4).filter(|p| p[0] == 0).count())
            .collect();
        assert_eq!(lengths, [0, 10, 20, 25]);
        let again = shoot(&opened(""), &order(Form::Gif), &mut painter, &mut |_| true);
        assert_eq!(again.expect("a film").bytes, take.bytes);
    }

    #[test]
    fn tables_and_pictures_are_of_the_end() {
        let mut painter = Bars::default();
        let mut bytes = |form| {
            let take = shoot(&opened(""), &order(form), &mut painter, &mut |_| true);
            take.expect("a take").bytes
        };
        let table = String::from_utf8(bytes(Form::Csv)).expect("text");
        assert!(table.contains("# Iteration: 25\n") && table.ends_with("iteration\n25\n"));
        assert!(bytes(Form::Png).starts_with(b"\x89PNG"));
        assert!(bytes(Form::Svg).starts_with(b"<svg "));
    }

    #[test]
    fn a_film_can_be_cancelled_and_one_of_too_many_frames_is_refused_before_any_work() {
        let mut told = 0;
        let cancelled = shoot(
            &opened(""),
            &order(Form::Gif),
            &mut Bars::default(),
            &mut |_| {
                told += 1;
                told < 3
            },
        );
        assert!(matches!(cancelled, Err(FilmError::Cancelled)));
        let long = opened("")
            .text
            .replace("iterations = 25", "iterations = 100000");
        let long = check_text(&long, "a test", None).expect("valid");
        let error = shoot(&long, &order(Form::Gif), &mut Bars::default(), &mut |_| {
            false
        });
        let error = error.expect_err("refused").to_string();
        assert!(error.contains("10001 frames"), "{error}");
    }

    #[test]
    fn a_simulation_that_blows_up_is_shown_as_far_as_it_goes() {
        let wild = "format = 1\n[network]\nneurons = 40\nweight_gain = 4.0\n[drive]\nfiring_noise_sd = 0.1\ncredit_clamp = { fraction = 0.0 }\n[plasticity]\nlearning_rate = 0.0\npruning = 0.0\n[run]\niterations = 2000\n";
        let wild = check_text(wild, "a test", None).expect("valid");
        let hundreds = Order {
            every: Some(100),
            ..order(Form::Gif)
        };
        let take = shoot(&wild, &hundreds, &mut Bars::default(), &mut |_| true);
        let take = take.expect("a film");
        let stopped = take.blow_up.expect("credit runs away");
        assert_eq!(take.iterations, stopped.iteration);
        assert_eq!(take.frames as u64, take.iterations / 100 + 2);
    }
}
