//! `accordance render`: one view of a scenario as a picture, a table or an animation, without a window.

use std::path::PathBuf;

use clap::Args;

use super::source::Changes;
use super::{CliError, Outcome, find, progress};
use crate::export::{Form, Page, Painter, RenderRequest, Target, render_run};
use crate::scenario::Scenario;

/// What `accordance render` is asked for.
#[derive(Debug, Args)]
pub struct RenderArguments {
    /// Scenario file, or the file name of a built-in preset
    #[arg(value_name = "SCENARIO.toml")]
    scenario: PathBuf,
    /// The view to draw: weights, network, balance, retrograde, series, learning, clocks, proof,
    /// clock-map, stability, predictions, communities, blocks or firing
    #[arg(long, value_name = "VIEW")]
    view: String,
    // The forms of files are listed by their rows.
    #[arg(long, value_name = "FILE", help = help_on_file())]
    out: PathBuf,
    #[command(flatten)]
    changes: Changes,
    /// Draw both sides of a comparison, at one model time; without it side A
    #[arg(long)]
    both: bool,
    /// Iteration of the first frame of an animation
    #[arg(long, value_name = "K", default_value = "0")]
    from: u64,
    /// Iterations from one frame of an animation to the next; without it there are about 60 frames
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u64).range(1..))]
    every: Option<u64>,
    /// Width and height in points of 1/96 inch, or one of: column (85 mm), page (175 mm), slide
    #[arg(long, value_name = "WxH", value_parser = size)]
    size: Option<Page>,
    /// Pixels to a point: 1 for animations, 2 or more for crisp pictures
    #[arg(long, value_name = "F", value_parser = positive)]
    scale: Option<f64>,
    /// Frames of an animation in a second
    #[arg(long, value_name = "FPS", default_value = "12", value_parser = positive)]
    fps: f64,
    /// Replace FILE if there is one
    #[arg(long)]
    force: bool,
    /// Show no progress, and say nothing unless something is wrong
    #[arg(long, short)]
    quiet: bool,
}

fn help_on_file() -> String {
    let animations = Form::endings(|form| form.of_moment().is_none());
    let stills = Form::endings(|form| form.of_moment().is_some());
    format!("File to write: {animations} for an animation; {stills} for the end state")
}

/// The size of pictures if none is asked for, in points.
const SIZE: [f64; 2] = [720.0, 540.0];

impl RenderArguments {
    fn page(&self, form: Form) -> Page {
        let usual = Page {
            width: SIZE[0],
            height: SIZE[1],
            scale: 2.0,
        };
        let page = self.size.unwrap_or(usual);
        // Animations are looked at on screens, pictures on paper too.
        let scale = match form.of_moment() {
            None if page != Page::slide() => 1.0,
            _ => page.scale,
        };
        Page {
            scale: self.scale.unwrap_or(scale),
            ..page
        }
    }
}

/// `640x480`, or the name of a size.
fn size(text: &str) -> Result<Page, String> {
    match text {
        "column" => return Ok(Page::single_column()),
        "page" => return Ok(Page::double_column()),
        "slide" => return Ok(Page::slide()),
        _ => {}
    }
    let sides = text.split_once(['x', 'X', '×']);
    let side = |side: &str| side.trim().parse::<f64>().ok();
    let sides = sides.and_then(|(width, height)| Some((side(width)?, side(height)?)));
    let (width, height) = sides.ok_or("write it as 640x480, or column, page or slide")?;
    let page = Page {
        width,
        height,
        scale: 2.0,
    };
    match page == page.within_limits() {
        true => Ok(page),
        false => Err("sides must be from 160 to 8000 points".to_owned()),
    }
}

fn positive(text: &str) -> Result<f64, String> {
    let value = text.parse().ok().filter(|v| (0.1..=100.0).contains(v));
    value.ok_or_else(|| "write a number from 0.1 to 100".to_owned())
}

/// Refuses what does not go together, before any work is done.
fn fits(arguments: &RenderArguments, form: Form, scenario: &Scenario) -> Result<(), CliError> {
    let (from, last) = (arguments.from, scenario.run.iterations);
    let is_animation = form.of_moment().is_none();
    let refusal = match scenario.compare {
        _ if from > 0 && !is_animation => {
            "--from is for animations; other files are of the end of the run".to_owned()
        }
        _ if from > last => format!("--from {from} lies beyond the last iteration, {last}"),
        _ if arguments.both && is_animation => {
            "--both is for pictures and tables; animations show side A".to_owned()
        }
        None if arguments.both => "--both needs a scenario that compares two sides".to_owned(),
        _ => return Ok(()),
    };
    Err(CliError::Refused(refusal))
}

pub(super) fn render(
    arguments: &RenderArguments,
    painter: &mut dyn Painter,
) -> Result<Outcome, CliError> {
    let source = find(&arguments.scenario)?;
    let Some(form) = Form::of_file(&arguments.out) else {
        let (file, endings) = (arguments.out.display(), Form::endings(|_| true));
        return Err(CliError::Refused(format!(
            "{file} does not say what to draw: let its name end in {endings}"
        )));
    };
    let opened = source.open(&arguments.changes.settings())?;
    fits(arguments, form, &opened.scenario)?;
    let target = Target::reserve(&arguments.out, arguments.force)?;
    let request = RenderRequest {
        view: arguments.view.clone(),
        form,
        page: arguments.page(form),
        both: arguments.both,
        from: arguments.from,
        every: arguments.every,
        fps: arguments.fps,
    };
    let bar = progress::bar(opened.scenario.run.iterations, arguments.quiet);
    let made = render_run(&opened, &request, painter, &mut |iteration| {
        bar.set_position(iteration);
        true
    });
    bar.finish_and_clear();
    let made = made?;
    target.write(&made.bytes)?;
    let what = match made.frames {
        0 => format!("iteration {}", made.iterations),
        frames => format!("{frames} frames of {} iterations", made.iterations),
    };
    let of_side = match (&opened.scenario.compare, arguments.both) {
        (None, _) => "",
        (Some(_), false) => " of side A",
        (Some(_), true) => " of both sides",
    };
    let report = format!("{what}{of_side} in {}\n", arguments.out.display());
    let said = (report, arguments.quiet);
    let kept = "the picture is";
    Ok(Outcome::of_run(said, made.blow_up, kept, made.trouble))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_two_numbers_or_a_name_and_nothing_else() {
        let page = size("640x480").expect("a size");
        assert_eq!((page.width, page.height), (640.0, 480.0));
        assert_eq!(size("slide"), Ok(Page::slide()));
        for wrong in ["640", "640x", "0x10", "9e9x100", "NaNx300", "huge", ""] {
            size(wrong).expect_err(wrong);
        }
        positive("0").expect_err("no frames at all");
        assert_eq!(positive("1.5"), Ok(1.5));
    }
}
