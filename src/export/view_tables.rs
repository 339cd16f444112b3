//! What each view shows, in numbers. Neurons are counted from 0, communities and layers from 1; an empty
//! cell is a value that is not defined.

use std::sync::Arc;

use petgraph::visit::EdgeRef as _;

use super::Table;
use super::table::Cell;
use crate::analysis::{self, Flow, Membership, Partition};
use crate::cells;
use crate::engine::measures::{Measure, Measures, Moment, Place, measures_in};
use crate::engine::{ClockMap, Epoch, Findings, Proof, RATIOS, Row, Scene};

/// E, I, s, f(s), x and c of each neuron.
pub fn balance(scene: &Scene) -> Option<Table> {
    let snapshot = &scene.snapshot;
    let currents = &scene.findings.as_ref()?.currents;
    if currents.excitation.len() != snapshot.neurons() {
        return None;
    }
    let mut table = Table::new([
        "neuron",
        "community",
        "excitation_e",
        "inhibition_i",
        "net_input_s",
        "balance_f",
        "firing_x",
        "credit_c",
    ]);
    let (state, balance) = (&snapshot.state, snapshot.balance());
    for (neuron, f) in balance.into_iter().enumerate() {
        table.push(cells![
            neuron,
            scene.community_number(neuron),
            currents.excitation[neuron],
            currents.inhibition[neuron],
            state.net_input[neuron],
            f,
            state.firing[neuron],
            state.credit[neuron],
        ]);
    }
    Some(table)
}

/// The community of each neuron at the moments shown, a row per neuron; empty where it is isolated.
pub fn communities(scene: &Scene) -> Option<Table> {
    let moments = scene.findings.as_ref()?.memberships.items();
    let iterations: Vec<u64> = moments.iter().map(|moment| moment.iteration).collect();
    let shown: Vec<&Membership> = Flow::evenly(&iterations, Flow::COLUMNS)
        .into_iter()
        .map(|index| &*moments[index])
        .collect();
    let named = |moment: &&Membership| format!("community_at_iteration_{}", moment.iteration);
    let head = std::iter::once("neuron".to_owned());
    let mut table = Table::new(head.chain(shown.iter().map(named)));
    for neuron in 0..shown.last()?.neurons() {
        let number = |moment: &&Membership| Cell::from(moment.colour(neuron).map(|c| c + 1));
        let [head]: [Cell; 1] = cells![neuron];
        table.push(std::iter::once(head).chain(shown.iter().map(number)));
    }
    Some(table)
}

/// The blocks of W between communities, a row per pair of them.
pub fn blocks(scene: &Scene) -> Option<Table> {
    let findings = scene.findings.as_ref()?;
    let blocks = &findings.blocks;
    let mut table = Table::new([
        "receiving_community",
        "sending_community",
        "mean_abs_weight",
        "synapses",
        "pairs",
    ]);
    for post in 0..blocks.side() {
        for pre in 0..blocks.side() {
            let cell = blocks.cell(post, pre);
            table.push(cells![
                name(findings, post),
                name(findings, pre),
                cell.mean(),
                cell.synapses,
                cell.pairs
            ]);
        }
    }
    Some(table)
}

/// The number of a community as it is shown, or "others" for those that share a row.
fn name(findings: &Findings, index: usize) -> String {
    let number = findings.block_colour(index).map(|c| (c + 1).to_string());
    number.unwrap_or_else(|| "others".to_owned())
}

/// W as the heatmap shows it: a row for each post-neuron, a column for each pre-neuron.
pub fn weights(scene: &Scene) -> Option<Table> {
    let weights = &scene.snapshot.weights;
    matrix(scene, "w", |post, pre| f64::from(weights.weight(post, pre)))
}

/// g_ji = c_i f(s_i) w_ij as the heatmap shows it: a row for each post-neuron i, which hands back, and a
/// column for each pre-neuron j. The credit of each post-neuron stands before.
pub fn retrograde(scene: &Scene) -> Option<Table> {
    let weights = &scene.snapshot.weights;
    let effective = scene.snapshot.effective_credit();
    let signals = matrix(scene, "g", |post, pre| {
        analysis::retrograde(effective[post], weights.weight(post, pre))
    })?;
    let mut table = Table::new(["credit_c", "effective_credit_c_f"]);
    table.columns.extend(signals.columns);
    let credit = &scene.snapshot.state.credit;
    let order = &shown_order(scene)?.order;
    for (row, &post) in signals.rows.into_iter().zip(order) {
        let mut cells = Table::new(["c", "u"]);
        cells.push(cells![credit[post], effective[post]]);
        let mut whole = cells.rows.remove(0);
        whole.extend(row);
        table.rows.push(whole);
    }
    Some(table)
}

fn matrix(scene: &Scene, symbol: &str, value: impl Fn(usize, usize) -> f64) -> Option<Table> {
    let order = &shown_order(scene)?.order;
    let columns = order.iter().map(|pre| format!("{symbol}_from_{pre}"));
    let head = ["post_neuron", "community"].map(str::to_owned);
    let mut table = Table::new(head.into_iter().chain(columns));
    for &post in order {
        let head: [Cell; 2] = cells![post, scene.community_number(post)];
        let row = order.iter().map(|&pre| Cell::from(value(post, pre)));
        table.push(head.into_iter().chain(row));
    }
    Some(table)
}

/// The order of the neurons on screen.
fn shown_order(scene: &Scene) -> Option<&Partition> {
    let pictured = scene.pictures.as_ref().map(|p| &*p.partition);
    let found = scene.findings.as_ref().map(|f| &*f.partition);
    let n = scene.snapshot.weights.neurons();
    pictured.or(found).filter(|p| p.order.len() == n)
}

/// The synapses that the network view draws, strongest first.
pub fn network(scene: &Scene) -> Option<Table> {
    let findings = scene.findings.as_ref()?;
    let snapshot = &scene.snapshot;
    let effective = snapshot.effective_credit();
    let mut table = Table::new([
        "pre_neuron",
        "post_neuron",
        "weight",
        "retrograde_signal",
        "pre_community",
        "post_community",
    ]);
    for edge in findings.skeleton.graph.edge_references() {
        let (post, pre) = (edge.source().index(), edge.target().index());
        let signal = effective.get(post)?;
        table.push(cells![
            pre,
            post,
            *edge.weight(),
            analysis::retrograde(*signal, *edge.weight()),
            scene.community_number(pre),
            scene.community_number(post),
        ]);
    }
    Some(table)
}

/// Measures over time, a row per analysis.
pub fn series(scene: &Scene) -> Option<Table> {
    Some(history(scene.findings.as_ref()?.history.items()))
}

/// Measures over time, a row per sample.
pub fn history(samples: &[Row]) -> Table {
    let head = ["iteration", "model_time_ms"];
    let mut table = Table::new(head.into_iter().chain(columns(Place::OverTime)));
    for sample in samples {
        let head: [Cell; 2] = cells![sample.iteration, sample.now_ms];
        let values = values(Place::OverTime, &sample.measures);
        table.push(head.into_iter().chain(values));
    }
    table
}

/// Loss and accuracy, a row per scored epoch.
pub fn learning(scene: &Scene) -> Option<Table> {
    scene.snapshot.samples.as_ref()?;
    Some(learning_curve(scene.snapshot.learning.epochs()))
}

/// Loss and accuracy, a row per scored epoch.
pub fn learning_curve(epochs: &[Arc<Epoch>]) -> Table {
    let head = std::iter::once("epoch");
    let mut table = Table::new(head.chain(columns(Place::LearningCurve)));
    for epoch in epochs {
        let scores = Moment {
            train: Some(epoch.train),
            held_out: epoch.held_out,
            ..Moment::default()
        };
        let measures = Measures::of(&scores, &[Place::LearningCurve]);
        let head = std::iter::once(Cell::from(epoch.epoch));
        table.push(head.chain(values(Place::LearningCurve, &measures)));
    }
    table
}

/// The latest updates of the three clocks.
pub fn clocks(scene: &Scene) -> Option<Table> {
    let mut table = Table::new(["model_time_ms", "clock", "change"]);
    for event in &scene.snapshot.events {
        table.push(cells![event.at_ms, event.clock.name(), event.change]);
    }
    Some(table)
}

fn columns(place: Place) -> impl Iterator<Item = &'static str> {
    measures_in(place).map(Measure::column)
}

fn values(place: Place, measures: &Measures) -> impl Iterator<Item = Cell> {
    measures_in(place).map(|measure| Cell::from(measures.get(measure)))
}

/// Each synapse's change by the rule beside the gradient, layer by layer.
pub fn proof(scene: &Scene, proof: &Proof) -> Option<Table> {
    let agreement = proof.agreement.as_ref()?;
    let layers = scene.snapshot.topology.layers()?.senders();
    let number = |neuron: usize| {
        let at = layers.iter().position(|range| range.contains(&neuron));
        at.map(|index| index + 1)
    };
    let mut table = Table::new([
        "pre_layer",
        "post_layer",
        "pre_neuron",
        "post_neuron",
        "rule_dw_over_r",
        "minus_gradient",
        "by_finite_difference",
    ]);
    for block in &agreement.layers {
        let synapses = block.post.clone().flat_map(|post| {
            let pres = block.pre.clone();
            pres.map(move |pre| (post, pre))
        });
        for (index, (post, pre)) in synapses.enumerate() {
            let checks = &agreement.spot_checks;
            let check = checks.iter().find(|c| (c.post, c.pre) == (post, pre));
            table.push(cells![
                number(pre),
                number(post),
                pre,
                post,
                block.rule[index],
                block.gradient[index],
                check.and_then(|check| check.finite_difference),
            ]);
        }
    }
    Some(table)
}

/// The mean cosine of each pair of clock ratios that has been worked out.
pub fn clock_map(map: &ClockMap) -> Table {
    let mut table = Table::new([
        "credit_over_firing_interval",
        "plasticity_over_credit_interval",
        "mean_cosine",
    ]);
    for (row, plasticity) in RATIOS.into_iter().enumerate() {
        for (column, credit) in RATIOS.into_iter().enumerate() {
            if let Some(cosine) = map.cosine(row, column) {
                table.push(cells![credit, plasticity, cosine]);
            }
        }
    }
    table
}

/// The eigenvalues of J, and its spectral radius over the iterations, one below the other.
pub fn stability(scene: &Scene) -> Option<Table> {
    let stability = scene.stability.as_ref()?;
    let mut table = Table::new([
        "what",
        "iteration",
        "real_part",
        "imaginary_part",
        "magnitude",
    ]);
    for &[re, im] in &stability.spectrum.eigenvalues {
        table.push(cells![
            "eigenvalue",
            stability.iteration,
            re,
            im,
            re.hypot(im)
        ]);
    }
    for &(iteration, radius) in stability.radii.items() {
        table.push(cells![
            "spectral_radius",
            iteration,
            None::<f64>,
            None::<f64>,
            radius
        ]);
    }
    Some(table)
}

/// The points of both predictions, one below the other.
pub fn predictions(scene: &Scene) -> Option<Table> {
    let predictions = &scene.proof.as_ref()?.predictions;
    let mut table = Table::new(["prediction", "x_axis", "x", "y_axis", "y"]);
    for &[s, amplitude] in &predictions.amplitude {
        let axes = ("net_input_s", "retrograde_amplitude_abs_g");
        table.push(cells![1_usize, axes.0, s, axes.1, amplitude]);
    }
    for &[expected, measured] in &predictions.ratio {
        let axes = ("r_x_over_w", "dw_over_g");
        table.push(cells![2_usize, axes.0, expected, axes.1, measured]);
    }
    Some(table)
}
