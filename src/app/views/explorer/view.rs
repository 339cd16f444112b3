//! View "Learning-rate explorer": what becomes of the network at each value of a number.

use std::sync::Arc;
use std::time::Duration;

use egui::{Align, Layout, ProgressBar, Ui, vec2};

use super::screen::{Screen, on_ground};
use super::{panels, setup, strip};
use crate::app::choices::ExplorerChoices;
use crate::app::commands::UserCommand;
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::{Message, Messages};
use crate::app::views::plots::caption;
use crate::app::views::view::{View, ViewInput, waiting};
use crate::app::widgets::command_button;
use crate::engine::sweep::{Plan, PointSummary, RunResult, Sweep, summarise};
use crate::export::sweep::chart::{self, Chart, FAILED, RUNS};

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "What becomes of the network at each value of a number.",
    shows: "What becomes of the network at each value of the learning rate, or of another number or choice, over several seeds, with pictures of the weights below.",
    look_for: "See where the curve leaves its controls, and where it falls: there the picture below changes from blocks to stripes; click a point to run exactly that network.",
    legend: &[
        (
            Mark::Line(Ink(|v| on_ground(RUNS, v.dark_mode))),
            "Line in its band: mean ± one standard deviation over seeds; dashed in other colours are the controls, as the line above the plots says",
        ),
        (
            Mark::Dot(Ink(|v| on_ground(RUNS, v.dark_mode))),
            "Dot: a single run",
        ),
        (
            Mark::Cross(Ink(|v| on_ground(FAILED, v.dark_mode))),
            "Cross: a run that blew up",
        ),
        (
            Mark::Ring(Ink::HIGHLIGHT),
            "Violet ring or frame: the run on screen; violet upright: its value",
        ),
    ],
    symbols: &["r", "ρ", "Q", "controls", "seed"],
};

const NO_SWEEP: &str =
    "Start a sweep: the network is simulated at each value, while the one on screen goes on.";
/// The share of the height that the strip of networks has.
const STRIP_SHARE: f32 = 0.28;
/// The same where it has more pictures than stand well in one row.
const ROWS_SHARE: f32 = 0.42;
const ONE_ROW: usize = 10;
/// The height of a row of words above the chart, whatever stands in it.
const ROW_HEIGHT: f32 = 26.0;

/// The explorer, with the results so far, summed up; worked out anew only when there are more.
#[derive(Default)]
pub struct ExplorerView {
    mark: Option<(usize, u64)>,
    runs: Vec<Option<Arc<RunResult>>>,
    summaries: Vec<PointSummary>,
    strip: strip::Strip,
}

impl View for ExplorerView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        caption(ui, "One run for each value and seed, in the background").on_hover_text("Each point is a whole simulation of this scenario at another value. Line: mean over seeds, band: ± one standard deviation. The other lines and bands are the controls. Click a point or a picture to run exactly that network.");
        let mut choices = input.choices.explorer.clone();
        if !input.on_paper {
            let is_running = input.sweep.is_some_and(|sweep| !sweep.progress().over);
            if setup::setup_ui(ui, &mut choices, input.begun, is_running) {
                messages.push(match choices.design(input.begun, input.folder) {
                    Ok(design) => Message::StartSweep(Box::new(design)),
                    Err(error) => Message::Complain(error.to_string()),
                });
            }
        }
        match input.sweep {
            None => waiting(ui, NO_SWEEP),
            Some(sweep) => {
                let on_screen = on_screen(sweep.plan(), input, choices.on_screen);
                if !input.on_paper {
                    row_ui(ui, |ui| {
                        progress_ui(ui, sweep, messages);
                        on_screen_ui(ui, sweep.plan(), on_screen, input, messages);
                    });
                }
                if let Some(run) = self.sweep_ui(ui, sweep, input, &mut choices, on_screen) {
                    let scenario = sweep.plan().spec(run).scenario;
                    choices.on_screen = Some(run);
                    messages.push(Message::ShowRun(Box::new(scenario)));
                }
            }
        }
        if choices != input.choices.explorer {
            messages.push(Message::SetExplorer(Box::new(choices)));
        }
    }
}

impl ExplorerView {
    /// Draws the results so far. Returns the run that was clicked.
    fn sweep_ui(
        &mut self,
        ui: &mut Ui,
        sweep: &Sweep,
        input: &ViewInput<'_>,
        choices: &mut ExplorerChoices,
        on_screen: Option<usize>,
    ) -> Option<usize> {
        let plan = sweep.plan();
        let mark = Some((std::ptr::from_ref(plan) as usize, sweep.delivered()));
        if std::mem::replace(&mut self.mark, mark) != mark {
            self.runs = sweep.results();
            self.summaries = summarise(plan, &self.runs);
        }
        let chart = Chart {
            plan,
            results: &self.runs,
            summaries: &self.summaries,
        };
        if input.on_paper {
            // What was swept.
            ui.label(chart::varied(plan));
            if let Some(line) = chart::caption(plan, chart.summaries).first() {
                ui.weak(line);
            }
        }
        let is_map = plan.is_map();
        if !is_map {
            legend_ui(ui, &chart);
            falls_ui(ui, &chart);
        }
        let height = ui.available_height();
        if height < 120.0 {
            return None;
        }
        let strip = match plan.points() {
            ..=ONE_ROW => (height * STRIP_SHARE).clamp(90.0, 200.0),
            _ => (height * ROWS_SHARE).clamp(90.0, 360.0),
        };
        let panels = vec2(ui.available_width(), height - strip);
        let down = Layout::top_down(Align::Min);
        let clicked = ui.allocate_ui_with_layout(panels, down, |ui| {
            ui.set_min_size(panels);
            match is_map {
                true => panels::map_ui(ui, chart, &mut choices.measure, on_screen),
                false => panels::curves_ui(ui, chart, input.scene, on_screen),
            }
        });
        let picture = self.strip.ui(ui, &chart, on_screen);
        clicked.inner.or(picture)
    }
}

/// What the marks mean.
fn legend_ui(ui: &mut Ui, chart: &Chart<'_>) {
    const HALF: f64 = 6.0;
    let place = ui.cursor().min;
    let [width, _] = Screen::room(ui.available_size());
    chart::legend(&mut Screen::at(ui, place), chart, [0.0, HALF], width);
    let below = chart::legend_height(chart, width);
    let height = Screen::length(below + 2.0 * HALF);
    ui.allocate_space(vec2(ui.available_width(), height));
}

/// Where the number that is varied changes the picture.
fn falls_ui(ui: &mut Ui, chart: &Chart<'_>) {
    const HELP: &str = "The steepest step of the mean of ρ between neighbouring values, with the steps beside it that are at least half as steep. Said only where the bands of one standard deviation before and after do not overlap, over three seeds or more.";
    if chart.plan.across().1.numbers().is_none() {
        return;
    }
    let told = chart::falls_in_words(chart.plan, chart.summaries);
    let text = match told.is_empty() {
        true => "No clear fall of ρ so far.".to_owned(),
        false => format!("{}.", told.join(". ")),
    };
    ui.label(text).on_hover_text(HELP);
}

/// The run that was put on screen last, if it is still there.
fn on_screen(plan: &Plan, input: &ViewInput<'_>, last: Option<usize>) -> Option<usize> {
    let run = last.filter(|run| *run < plan.runs())?;
    (plan.spec(run).scenario == input.begun.side_a()).then_some(run)
}

/// A row of the same height whatever stands in it, so that nothing moves below it.
fn row_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (area, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let across = Layout::left_to_right(Align::Center);
    let row = egui::UiBuilder::new().max_rect(area).layout(across);
    ui.scope_builder(row, content);
}

/// Says which run is on screen, and offers a look at it.
fn on_screen_ui(
    ui: &mut Ui,
    plan: &Plan,
    run: Option<usize>,
    input: &ViewInput<'_>,
    messages: &mut Messages,
) {
    let Some(run) = run else {
        ui.weak("Click a point, a cell or a picture to run that network.");
        return;
    };
    let spec = plan.spec(run);
    let values = panels::values_in_words(plan, spec.point);
    let seed = spec.scenario.run.seed;
    ui.label(format!("On screen: {values}, seed {seed}."));
    let help = "Arrange all views again; they show this network.";
    if input.choices.enlarged.is_some() && ui.button("Look at it").on_hover_text(help).clicked() {
        messages.push(UserCommand::ShowAllViews);
    }
}

/// How far the sweep is.
fn progress_ui(ui: &mut Ui, sweep: &Sweep, messages: &mut Messages) {
    let progress = sweep.progress();
    let (done, all) = (progress.done, progress.all);
    if progress.over && done == all {
        ui.weak(format!("All {all} runs are done."));
        return;
    }
    if progress.over || sweep.is_cancelled() {
        ui.weak(format!("Cancelled after {done} of {all} runs."));
        return;
    }
    let left = progress
        .left
        .map(|left| format!(", {} left", in_words(left)));
    let text = format!("{done} of {all} runs{}", left.unwrap_or_default());
    let bar = ProgressBar::new(progress.share).desired_width(260.0);
    ui.add(bar.text(text));
    let cancel = UserCommand::CancelSweep;
    command_button(ui, cancel, cancel.row().label, messages);
    // Nothing else would move the time that is left.
    ui.ctx().request_repaint_after(Duration::from_millis(250));
}

/// A time as people say it.
fn in_words(time: Duration) -> String {
    match time.as_secs() {
        0 => "1 s".to_owned(),
        s if s < 90 => format!("{} s", s + 1),
        s if s < 5400 => format!("{} min", s.div_ceil(60)),
        s => format!("{:.1} h", s as f64 / 3600.0),
    }
}
