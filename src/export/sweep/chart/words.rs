//! What a chart says in words: what was varied, and where it comes from.

use super::scale::short;
use super::shown::Shown;
use crate::engine::sweep::{Axis, Plan, PointSummary};
use crate::export::grouped;
use crate::model::Topology;

/// What is varied along an axis, with its symbol and unit.
pub(super) fn title_of(axis: &Axis) -> String {
    let quantity = axis.quantity();
    let words = [quantity.name, quantity.symbol].join(" ");
    match quantity.unit {
        "" => words.trim().to_owned(),
        unit => format!("{} ({unit})", words.trim()),
    }
}

/// What is varied and how, in words.
pub fn varied(plan: &Plan) -> String {
    let of_axis = |axis: &Axis| {
        let (title, values) = (title_of(axis), axis.values());
        match values {
            [only] => format!("{title} = {}", short(*only)),
            [first, .., last] => {
                let (count, [first, last]) = (values.len(), [*first, *last].map(short));
                format!("{title}, {count} values from {first} to {last}")
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
pub fn caption(plan: &Plan, summaries: &[PointSummary]) -> Vec<String> {
    let design = plan.design();
    let scenario = &design.scenario;
    let is_varied = |key: &str| plan.axes().iter().any(|a| a.quantity().key == key);
    let seeds = match design.seeds {
        1 => format!("seed {}", scenario.run.seed),
        many => {
            let last = scenario.run.seed + many as u64 - 1;
            let network = match plan.shares_network() {
                true => ", one initial network",
                false => "",
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
    let by = format!(
        "Communities of |w| by {method}; Q at resolution 1; by chance: at equal strengths."
    );
    let mut lines = vec![parts.join(" · "), by];
    if Shown::of(plan).contains(&Shown::Agreement) {
        lines.push("ARI: adjusted Rand index of the communities of two seeds, mean ± sd over pairs; 0 by chance, 1 if equal.".to_owned());
    }
    let (failed, runs) = summaries.iter().fold((0, 0), |(failed, runs), summary| {
        (failed + summary.failed, runs + summary.runs)
    });
    if failed > 0 {
        let told = format!("{failed} of {runs} runs blew up or failed and do not count.");
        lines.push(told);
    }
    if runs < plan.runs() {
        let (missing, all) = (plan.runs() - runs, plan.runs());
        lines.push(format!("{missing} of {all} runs are not there."));
    }
    lines
}
