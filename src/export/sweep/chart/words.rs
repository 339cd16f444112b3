//! What a chart says in words: what was varied, and where it comes from.

use super::scale::short;
use super::shown::Shown;
use crate::engine::measures::{Measure, Place, measures_in};
use crate::engine::sweep::{
    Axis, LEAST_RUNS, Plan, PointSummary, SteepestFall, Value, steepest_falls,
};
use crate::export::grouped;
use crate::model::Topology;

/// What is varied along an axis, with its symbol and unit.
pub(super) fn title_of(axis: &Axis) -> String {
    let words = [axis.name(), axis.symbol()].join(" ");
    match axis.numbers().map_or("", |n| n.quantity().unit) {
        "" => words.trim().to_owned(),
        unit => format!("{} ({unit})", words.trim()),
    }
}

/// What is varied and how, in words.
pub fn varied(plan: &Plan) -> String {
    let of_axis = |axis: &Axis| {
        let title = title_of(axis);
        let number = |value: Value| value.number().map_or_else(|| value.to_string(), short);
        let values: Vec<String> = axis.values().into_iter().map(number).collect();
        match values.as_slice() {
            [only] => format!("{title} = {only}"),
            [first, .., last] if axis.numbers().is_some() => {
                let count = values.len();
                format!("{title}, {count} values from {first} to {last}")
            }
            words => format!("{title}: {}", words.join(", ")),
        }
    };
    let axes: Vec<String> = plan.axes().iter().map(of_axis).collect();
    let text = axes.join("; ");
    match plan.is_map() {
        true => format!("{text} (means over seeds)"),
        false => text,
    }
}

/// About which value of a number it is, by its symbol, in two digits.
pub(super) fn about(axis: &Axis, value: f64) -> String {
    let name = match axis.symbol() {
        "" => axis.name(),
        symbol => symbol,
    };
    let value = short(format!("{value:.1e}").parse().unwrap_or(value));
    let unit = axis.numbers().map_or("", |numbers| numbers.quantity().unit);
    format!("{name} ≈ {value} {unit}").trim().to_owned()
}

/// Where the number that is varied changes the picture, in a sentence for each curve where that is clear; or
/// why there is none.
pub fn falls_in_words(plan: &Plan, summaries: &[PointSummary]) -> Vec<String> {
    let sentence = |fall: SteepestFall| {
        let place = about(plan.across().1, fall.at);
        let symbol = fall.measure.symbol;
        let [(from, before), (to, after)] =
            [fall.from, fall.to].map(|[at, mean]| (short(at), mean));
        let told = format!(
            "{symbol} falls most steeply at {place}: from {before:.2} at {from} to {after:.2} at {to}"
        );
        let told = told.replace('-', "−");
        match plan.beside().zip(fall.beside) {
            Some(((_, axis), option)) => {
                let (key, word) = (axis.key(), axis.values()[option]);
                format!("With {key} = {word}, {told}")
            }
            None => told,
        }
    };
    let falls = steepest_falls(plan, summaries);
    match falls.is_empty() {
        true => why_no_fall(plan, summaries).into_iter().collect(),
        false => falls.into_iter().map(sentence).collect(),
    }
}

/// Why nothing is said of a fall, once all runs of a curve are there.
fn why_no_fall(plan: &Plan, summaries: &[PointSummary]) -> Option<String> {
    let numbers = plan.across().1.numbers().filter(|_| !plan.is_map())?;
    let made: usize = summaries.iter().map(|summary| summary.runs).sum();
    if numbers.values().len() < 2 || made < plan.runs() {
        return None;
    }
    let is_there = |m: &&Measure| summaries.iter().any(|s| s.measures.get(m).is_some());
    let watched = measures_in(Place::Sweep).filter(|measure| measure.is_watched);
    let symbol = watched.filter(is_there).map(|m| m.symbol).next()?;
    Some(match plan.design().seeds < LEAST_RUNS {
        true => format!("Where {symbol} falls is not said: it takes {LEAST_RUNS} seeds or more"),
        false => format!("{symbol} falls nowhere by more than its spread over seeds"),
    })
}

/// Where the figure comes from and what its measures are, in a few lines.
pub fn caption(plan: &Plan, summaries: &[PointSummary]) -> Vec<String> {
    let design = plan.design();
    let scenario = &design.scenario;
    let is_varied = |key: &str| plan.axes().iter().any(|a| a.key() == key);
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
    if plan.beside().is_some() && plan.controls().next().is_some() {
        lines.push("The controls stand in the tables.".to_owned());
    }
    let falls = falls_in_words(plan, summaries);
    lines.extend(falls.into_iter().map(|told| format!("{told}.")));
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
