//! The page: title, legend, panels, pictures and caption.

use std::sync::Arc;

use super::curves::{Panel, Shown, legend};
use super::frame::{FAINT_TEXT, SMALL, TEXT};
use super::grid::{self, title_of};
use super::scale::short;
use super::strip::Strip;
use crate::engine::sweep::{Axis, Plan, PointSummary, RunResult, summarise};
use crate::export::Canvas;
use crate::export::canvas::{Ink, Label};
use crate::export::grouped;
use crate::model::Topology;

/// Two columns of a journal.
const WIDTH: f64 = 720.0;
const MARGIN: f64 = 24.0;
/// Room for the numbers and the name on the left of a panel.
const LEFT: f64 = 36.0;
/// Room for numbers and name below a panel.
const BELOW: f64 = 32.0;
/// Room for the title above a panel.
const ABOVE: f64 = 20.0;
const GAP: f64 = 16.0;
const PANEL_HEIGHT: f64 = 112.0;
const MAP_HEIGHT: f64 = 132.0;
/// Room for titles, and for the legend of curves.
const HEAD: f64 = 58.0;
const LEGEND: f64 = 18.0;
/// From one line of the caption to the next.
const LINE: f64 = 12.0;

/// The figure of a sweep, light and for print. What is not there yet stays empty. `results` has a place
/// for each run.
pub fn sweep_figure(plan: &Plan, results: &[Option<Arc<RunResult>>]) -> Canvas {
    let summaries = summarise(plan, results);
    let shown = Shown::of(plan);
    let inner = WIDTH - 2.0 * MARGIN;
    let is_map = plan.axes().len() == 2;
    let height = if is_map { MAP_HEIGHT } else { PANEL_HEIGHT };
    let row = ABOVE + height + BELOW;
    let in_a_row = match shown.len() {
        // Narrow panels, where wide ones would leave a row nearly empty.
        7 | 8 | 10.. if !is_map => 4,
        _ => 3,
    };
    let head_height = if is_map { HEAD } else { HEAD + LEGEND };
    let panels = shown.len().div_ceil(in_a_row) as f64 * row;
    let strip = Strip::new(plan, results, inner);
    let below = head_height + panels + 8.0;
    let strip_height = strip.as_ref().map_or(0.0, Strip::height);
    let caption = caption(plan, &summaries);
    let caption_height = 20.0 + LINE * caption.len() as f64;
    let mut canvas = Canvas::new(WIDTH, below + strip_height + caption_height);
    canvas.ground(Ink::WHITE);
    head(&mut canvas, plan, &summaries);
    let room = (inner + GAP) / in_a_row as f64 - GAP;
    for (number, shown) in shown.into_iter().enumerate() {
        let corner = [
            MARGIN + (number % in_a_row) as f64 * (room + GAP) + LEFT,
            head_height + (number / in_a_row) as f64 * row + ABOVE,
        ];
        let size = [room - LEFT, height];
        if is_map {
            grid::draw(&mut canvas, corner, size, plan, &summaries, shown);
        } else {
            let panel = Panel {
                plan,
                results,
                summaries: &summaries,
                shown,
            };
            panel.draw(&mut canvas, corner, size);
        }
    }
    if let Some(strip) = strip {
        strip.draw(&mut canvas, [MARGIN, below]);
    }
    let label = Label::new(SMALL, FAINT_TEXT);
    for (number, line) in caption.iter().enumerate() {
        let y = below + strip_height + 16.0 + LINE * number as f64;
        canvas.text([MARGIN, y], line, &label);
    }
    canvas
}

fn head(canvas: &mut Canvas, plan: &Plan, summaries: &[PointSummary]) {
    let name = &plan.design().scenario.name;
    canvas.set_title(&format!("{name}: {}", varied(plan)));
    let title = Label::new(15.0, TEXT).bold();
    canvas.text([MARGIN, 30.0], name, &title);
    let subtitle = Label::new(10.5, FAINT_TEXT);
    canvas.text([MARGIN, 46.0], &varied(plan), &subtitle);
    if plan.axes().len() == 1 {
        let failed = summaries.iter().any(|summary| summary.failed > 0);
        legend(canvas, plan, [MARGIN, 63.0], failed);
    }
}

/// What is varied and how, in words.
fn varied(plan: &Plan) -> String {
    let of_axis = |axis: &Axis| {
        let (title, values) = (title_of(axis), axis.values());
        match values {
            [only] => format!("{title} = {}", short(*only)),
            [first, .., last] => {
                let count = values.len();
                format!(
                    "{title}, {count} values from {} to {}",
                    short(*first),
                    short(*last)
                )
            }
            [] => title,
        }
    };
    let axes: Vec<String> = plan.axes().iter().map(of_axis).collect();
    let text = axes.join("; ");
    match plan.axes().len() {
        2 => format!("{text} (means over seeds)"),
        _ => text,
    }
}

/// Where the figure comes from and what its measures are, in a few lines.
fn caption(plan: &Plan, summaries: &[PointSummary]) -> Vec<String> {
    let design = plan.design();
    let scenario = &design.scenario;
    let is_varied = |key: &str| plan.axes().iter().any(|a| a.quantity().key == key);
    let seeds = match design.seeds {
        1 => format!("seed {}", scenario.run.seed),
        many => {
            let last = scenario.run.seed + many as u64 - 1;
            let network = if plan.shares_network() {
                ", one initial network"
            } else {
                ""
            };
            format!("{many} seeds, {} to {last}{network}", scenario.run.seed)
        }
    };
    let mut parts = vec![scenario.name.clone(), seeds];
    if !is_varied("run.iterations") {
        parts.push(format!("{} iterations", grouped(scenario.run.iterations)));
    }
    match &scenario.network.topology {
        Topology::AllToAll { neurons } if !is_varied("network.neurons") => {
            parts.push(format!("n = {neurons}"));
        }
        Topology::Layered(layers) => parts.push(format!("layers {:?}", layers.sizes)),
        Topology::AllToAll { .. } => {}
    }
    parts.push(format!("Accordance {}", env!("CARGO_PKG_VERSION")));
    let method = match scenario.method {
        varied if is_varied("analysis.resolution") => {
            format!("{}, {}", varied.quality.key(), varied.direction())
        }
        method => method.to_string(),
    };
    let mut lines = vec![
        parts.join(" · "),
        format!(
            "Communities of |w| by {method}; Q at resolution 1; by chance: at equal strengths."
        ),
    ];
    if Shown::of(plan).contains(&Shown::Agreement) {
        lines.push("ARI: adjusted Rand index of the communities of two seeds, mean ± sd over pairs; 0 by chance, 1 if equal.".to_owned());
    }
    let (failed, runs) = summaries.iter().fold((0, 0), |(failed, runs), summary| {
        (failed + summary.failed, runs + summary.runs)
    });
    if failed > 0 {
        lines.push(format!(
            "{failed} of {runs} runs blew up or failed and do not count."
        ));
    }
    if runs < plan.runs() {
        let (missing, all) = (plan.runs() - runs, plan.runs());
        lines.push(format!("{missing} of {all} runs are not there."));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sweep::{Design, carry_out};
    use crate::export::rasterize;
    use crate::scenario::Scenario;

    fn figure(axes: &[&str], seeds: usize) -> Canvas {
        let mut scenario = Scenario::with_topology(Topology::AllToAll { neurons: 30 });
        scenario.name = "A < B".to_owned();
        scenario.run.iterations = 20;
        let axis = |text: &&str| text.parse::<Axis>().expect("an axis");
        let plan = Plan::new(Design {
            scenario,
            base_dir: None,
            axes: axes.iter().map(axis).collect(),
            seeds,
            same_network: true,
            controls: true,
        })
        .expect("a plan");
        let run = |run| carry_out(&plan, &plan.spec(run), &mut |_| true).map(Arc::new);
        let mut results: Vec<_> = (0..plan.runs()).map(run).collect();
        results[1] = None;
        sweep_figure(&plan, &results)
    }

    #[test]
    fn a_sweep_has_a_panel_for_each_measure_and_a_picture_for_each_value() {
        let svg = figure(&["plasticity.learning_rate=0.01:1:log:3"], 2).to_svg(None);
        for words in [
            "Modularity Q",
            "Hub overlap ρ",
            "Agreement of seeds",
            "r = 0.01",
            "r = 1<",
            "not there",
            "shuffled credit",
            "A &lt; B · 2 seeds, 1 to 2, one initial network · 20 iterations · n = 30",
            "1 of 6 runs are not there",
        ] {
            assert!(svg.contains(words), "{words}");
        }
        // Two pictures and the colour bar.
        assert_eq!(svg.matches("<image").count(), 3);
        let image = rasterize(&svg, 1.0).expect("an image");
        assert!(image.width == 720 && image.height > 400);
    }

    #[test]
    fn two_axes_make_maps_with_their_numbers() {
        let axes = [
            "plasticity.learning_rate=0.01,1",
            "plasticity.pruning=0.5,0.9",
        ];
        let canvas = figure(&axes, 1);
        let svg = canvas.to_svg(None);
        assert!(svg.contains("(means over seeds)") && svg.contains("r = 0.01, p = 0.5"));
        assert_eq!(svg, figure(&axes, 1).to_svg(None));
        rasterize(&svg, 1.0).expect("an image");
    }

    #[test]
    fn a_single_value_and_a_single_seed_have_a_figure_too() {
        let canvas = figure(&["plasticity.pruning=0.5,0.9"], 1);
        assert!(canvas.to_svg(None).contains("one seed"));
    }
}
