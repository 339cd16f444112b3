//! View "Learning-rate explorer": what becomes of the network at each value of a number.

mod curves;
mod map;
mod setup;
mod strip;

pub use setup::ExplorerChoices;

use std::sync::Arc;

use egui::Ui;

use super::plots::caption;
use super::view::{View, ViewInput, waiting};
use crate::app::commands::UserCommand;
use crate::app::messages::{Message, Messages};
use crate::app::widgets::{command_button, number};
use crate::engine::sweep::{Measure, Plan, PointSummary, RunResult, Sweep, summarise};

/// The share of the height that the strip of networks has.
const STRIP_SHARE: f32 = 0.26;

/// Room for the legend.
const LEGEND: f32 = 28.0;

/// The explorer, with what it has worked out from the results so far.
#[derive(Default)]
pub struct ExplorerView {
    shown: Shown,
    strip: strip::Strip,
}

/// The results so far, summed up; worked out anew only when there are more.
#[derive(Default)]
struct Shown {
    mark: Option<(usize, u64)>,
    results: Vec<Option<Arc<RunResult>>>,
    summaries: Vec<PointSummary>,
}

impl Shown {
    fn follow(&mut self, sweep: &Sweep) {
        let mark = Some((std::ptr::from_ref(sweep.plan()) as usize, sweep.revision()));
        if self.mark == mark {
            return;
        }
        self.mark = mark;
        self.results = sweep.results();
        self.summaries = summarise(sweep.plan(), &self.results);
    }
}

impl View for ExplorerView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        caption(
            ui,
            "One run for each value and seed, in the background",
            "Each point is a whole simulation of this scenario at another value. Line: mean over seeds, band: ± one standard deviation. Grey: what chance gives, from networks rewired at random and from runs with shuffled credit. Click a point or a picture to run exactly that network.",
        );
        let mut choices = input.choices.explorer.clone();
        if !input.on_paper {
            setup::setup_ui(ui, &mut choices, input, messages);
        }
        match input.sweep {
            Some(sweep) => self.sweep_ui(ui, sweep, &mut choices, input, messages),
            None => nothing_yet_ui(ui),
        }
        if choices != input.choices.explorer {
            messages.push(Message::SetExplorer(Box::new(choices)));
        }
    }
}

impl ExplorerView {
    fn sweep_ui(
        &mut self,
        ui: &mut Ui,
        sweep: &Sweep,
        choices: &mut ExplorerChoices,
        input: &ViewInput<'_>,
        messages: &mut Messages,
    ) {
        match input.on_paper {
            true => what_ui(ui, sweep.plan()),
            false => progress_ui(ui, sweep, messages),
        }
        self.shown.follow(sweep);
        let plan = sweep.plan();
        let height = ui.available_height();
        if height < 120.0 {
            return;
        }
        let strip = (height * STRIP_SHARE).clamp(70.0, 190.0);
        let results = egui::vec2(ui.available_width(), height - strip - LEGEND);
        let down = egui::Layout::top_down(egui::Align::Min);
        ui.allocate_ui_with_layout(results, down, |ui| {
            ui.set_min_size(results);
            let clicked = match plan.axes() {
                [axis] => curves::curves_ui(ui, axis, input.scene, plan, &self.shown),
                _ => map::map_ui(ui, plan, &self.shown, choices),
            };
            load(clicked, plan, messages);
        });
        legend_ui(ui, plan);
        let clicked = self.strip.ui(ui, plan, &self.shown.results);
        load(clicked, plan, messages);
    }
}

/// On paper: what was swept, in one line.
fn what_ui(ui: &mut Ui, plan: &Plan) {
    let design = plan.design();
    let axes = plan.axes().iter().map(|axis| {
        let values = axis.values();
        let (first, last) = (values[0], values[values.len() - 1]);
        let (name, count) = (axis.quantity().name, values.len());
        format!(
            "{name} {} … {} ({count} values)",
            number(first),
            number(last)
        )
    });
    let axes = axes.collect::<Vec<_>>().join(", ");
    let (seeds, iterations) = (design.seeds, design.scenario.run.iterations);
    ui.label(format!(
        "{axes}; {seeds} seeds, {iterations} iterations each"
    ));
}

/// What the marks mean, between the curves and the pictures.
fn legend_ui(ui: &mut Ui, plan: &Plan) {
    let design = plan.design();
    let [axis] = plan.axes() else {
        return;
    };
    let (name, symbol) = (axis.quantity().name, axis.quantity().symbol);
    let mut parts = vec![format!("against {} {symbol}", name.to_lowercase())];
    if design.seeds > 1 {
        let seeds = design.seeds;
        parts.push(format!("line and band: mean ± sd over {seeds} seeds"));
    }
    if design.controls {
        parts.push("grey band: rewired at random".to_owned());
    }
    if plan.has_shuffled_control() {
        parts.push("dotted: shuffled credit".to_owned());
    }
    parts.push("dashed: by chance".to_owned());
    let text = egui::RichText::new(parts.join("  ·  ")).small();
    ui.add(egui::Label::new(text.weak()).truncate());
}

/// Asks for a run that was clicked.
fn load(clicked: Option<usize>, plan: &Plan, messages: &mut Messages) {
    if let Some(run) = clicked {
        let scenario = Box::new(plan.spec(run).scenario);
        messages.push(Message::ShowRun(scenario));
    }
}

fn nothing_yet_ui(ui: &mut Ui) {
    waiting(
        ui,
        "Start a sweep: the network is simulated at each value, while the one on screen goes on.",
    );
}

fn progress_ui(ui: &mut Ui, sweep: &Sweep, messages: &mut Messages) {
    let progress = sweep.progress();
    if progress.over && progress.done == progress.all {
        return;
    }
    ui.horizontal(|ui| {
        if progress.over || sweep.is_cancelled() {
            ui.weak(format!(
                "Cancelled after {} of {} runs.",
                progress.done, progress.all
            ));
            return;
        }
        let left = progress
            .left
            .map_or(String::new(), |left| format!(", {} left", in_words(left)));
        let text = format!("{} of {} runs{left}", progress.done, progress.all);
        ui.add(
            egui::ProgressBar::new(progress.share)
                .desired_width(320.0)
                .text(text),
        );
        let cancel = UserCommand::CancelSweep;
        command_button(ui, cancel, cancel.row().label, messages);
        // Nothing else would move the time that is left.
        ui.ctx()
            .request_repaint_after(std::time::Duration::from_millis(250));
    });
}

/// A time as people say it.
fn in_words(time: std::time::Duration) -> String {
    match time.as_secs() {
        0 => "1 s".to_owned(),
        s if s < 90 => format!("{} s", s + 1),
        s if s < 5400 => format!("{} min", s.div_ceil(60)),
        s => format!("{:.1} h", s as f64 / 3600.0),
    }
}

/// The run at a point with the first seed that has come to an end there.
fn run_at(plan: &Plan, results: &[Option<Arc<RunResult>>], point: usize) -> Option<usize> {
    let runs = (0..plan.design().seeds).map(|seed| plan.run_at(point, seed));
    runs.into_iter()
        .find(|&run| results.get(run).is_some_and(Option::is_some))
}

/// The measures that a sweep of this plan has values for.
fn measures(summaries: &[PointSummary], wanted: &[Measure]) -> Vec<Measure> {
    let defined = |measure: &Measure| summaries.iter().any(|s| s.get(*measure).is_some());
    wanted.iter().copied().filter(defined).collect()
}
