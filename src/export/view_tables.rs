//! What each view shows, in numbers. Neurons are counted from 0, communities and layers from 1; an empty
//! cell is a value that is not defined.

use std::sync::Arc;

use petgraph::visit::EdgeRef as _;

use super::table::{Cell, Column, Table};
use crate::analysis::{self, Flow, Partition};
use crate::cells;
use crate::engine::measures::{Measures, Moment, Place, measures_in};
use crate::engine::{ClockMap, Epoch, Findings, Proof, RATIOS, Row, Scene};

/// E, I, s, f(s), x and c of each neuron.
pub fn balance(scene: &Scene) -> Option<Table> {
    let snapshot = &scene.snapshot;
    let (currents, state) = (&scene.findings.as_ref()?.currents, &snapshot.state);
    if currents.excitation.len() != snapshot.neurons() {
        return None;
    }
    let balance = snapshot.balance();
    let columns: [Column<'_, usize>; 8] = [
        ("neuron", &|&i| i.into()),
        ("community", &|&i| scene.community_number(i).into()),
        ("excitation_e", &|&i| currents.excitation[i].into()),
        ("inhibition_i", &|&i| currents.inhibition[i].into()),
        ("net_input_s", &|&i| state.net_input[i].into()),
        ("balance_f", &|&i| balance[i].into()),
        ("firing_x", &|&i| state.firing[i].into()),
        ("credit_c", &|&i| state.credit[i].into()),
    ];
    Some(Table::of(0..snapshot.neurons(), &columns))
}

/// x of each neuron now, and after each of the latest firing updates, a row per neuron.
pub fn firing(scene: &Scene) -> Option<Table> {
    let (snapshot, raster) = (&scene.snapshot, &scene.snapshot.firing);
    let times = raster.at_ms.iter().map(|at| format!("x_at_{at}_ms"));
    let given = snapshot.given_firing();
    let fixed = ["neuron", "community", "clamped", "firing_x"].map(str::to_owned);
    let mut table = Table::new(fixed.into_iter().chain(times));
    for (neuron, x) in snapshot.state.firing.iter().enumerate() {
        let community = scene.community_number(neuron).into();
        let clamped = usize::from(given.contains(&neuron)).into();
        let then =
            (0..raster.at_ms.len()).map(|update| f64::from(raster.row(update)[neuron]).into());
        let now: [Cell; 4] = [neuron.into(), community, clamped, (*x).into()];
        table.push(now.into_iter().chain(then));
    }
    Some(table)
}

/// The community of each neuron at the moments shown, a row per neuron; empty where it is isolated.
pub fn communities(scene: &Scene) -> Option<Table> {
    let moments = scene.findings.as_ref()?.memberships.items();
    let iterations: Vec<u64> = moments.iter().map(|moment| moment.iteration).collect();
    let shown = Flow::evenly(&iterations, Flow::COLUMNS).into_iter();
    let shown: Vec<_> = shown.map(|index| &moments[index]).collect();
    let named = shown
        .iter()
        .map(|m| format!("community_at_iteration_{}", m.iteration));
    let mut table = Table::new(std::iter::once("neuron".to_owned()).chain(named));
    for neuron in 0..shown.last()?.neurons() {
        let numbers = shown
            .iter()
            .map(|moment| moment.colour(neuron).map(|c| c + 1).into());
        table.push(std::iter::once(Cell::from(neuron)).chain(numbers));
    }
    Some(table)
}

/// The blocks of W between communities, a row per pair of them.
pub fn blocks(scene: &Scene) -> Option<Table> {
    let findings = scene.findings.as_ref()?;
    let side = findings.blocks.side();
    let cell = |&(post, pre): &(usize, usize)| findings.blocks.cell(post, pre);
    let columns: [Column<'_, (usize, usize)>; 5] = [
        ("receiving_community", &|ends| name(findings, ends.0).into()),
        ("sending_community", &|ends| name(findings, ends.1).into()),
        ("mean_abs_weight", &|ends| cell(ends).mean().into()),
        ("synapses", &|ends| cell(ends).synapses.into()),
        ("pairs", &|ends| cell(ends).pairs.into()),
    ];
    let pairs = (0..side).flat_map(|post| (0..side).map(move |pre| (post, pre)));
    Some(Table::of(pairs, &columns))
}

/// The number of a community as it is shown, or "others" for those that share a row.
fn name(findings: &Findings, index: usize) -> String {
    let number = findings.block_colour(index).map(|c| (c + 1).to_string());
    number.unwrap_or_else(|| "others".to_owned())
}

/// W as the heatmap shows it: a row for each post-neuron, a column for each pre-neuron.
pub fn weights(scene: &Scene) -> Option<Table> {
    let weights = &scene.snapshot.weights;
    matrix(scene, &[], "w", |post, pre| {
        weights.weight(post, pre).into()
    })
}

/// g_ji = c_i f(s_i) b_ij, in the paper b = w, as the heatmap shows it: a row for each post-neuron i, which hands back, and a
/// column for each pre-neuron j. The credit of each post-neuron stands before.
pub fn retrograde(scene: &Scene) -> Option<Table> {
    let (feedback, credit) = (&scene.snapshot.feedback, &scene.snapshot.state.credit);
    let effective = scene.snapshot.effective_credit();
    let head: [Column<'_, usize>; 2] = [
        ("credit_c", &|&post| credit[post].into()),
        ("effective_credit_c_f", &|&post| effective[post].into()),
    ];
    matrix(scene, &head, "g", |post, pre| {
        analysis::retrograde(effective[post], feedback.weight(post, pre))
    })
}

/// A matrix in the order of the heatmaps; a row begins with these columns.
fn matrix(
    scene: &Scene,
    head: &[Column<'_, usize>],
    symbol: &str,
    value: impl Fn(usize, usize) -> f64,
) -> Option<Table> {
    let order = &shown_order(scene)?.order;
    let neuron: [Column<'_, usize>; 2] = [
        ("post_neuron", &|&post| post.into()),
        ("community", &|&post| scene.community_number(post).into()),
    ];
    let mut table = Table::of(order.iter().copied(), &[head, &neuron].concat());
    table
        .columns
        .extend(order.iter().map(|pre| format!("{symbol}_from_{pre}")));
    for (row, &post) in table.rows.iter_mut().zip(order) {
        row.extend(order.iter().map(|&pre| Cell::from(value(post, pre)).0));
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
pub fn network(scene: &Scene, count: usize) -> Option<Table> {
    let skeleton = &scene.findings.as_ref()?.skeleton;
    let edges = skeleton.graph.edge_references().take(count);
    let synapses = edges.map(|e| (e.target().index(), e.source().index(), *e.weight()));
    let effective = scene.snapshot.effective_credit();
    if synapses.clone().any(|(_, post, _)| post >= effective.len()) {
        return None;
    }
    let columns: [Column<'_, (usize, usize, f32)>; 6] = [
        ("pre_neuron", &|&(pre, ..)| pre.into()),
        ("post_neuron", &|&(_, post, _)| post.into()),
        ("weight", &|&(.., weight)| weight.into()),
        ("retrograde_signal", &|&(pre, post, _)| {
            analysis::retrograde(effective[post], scene.snapshot.feedback.weight(post, pre)).into()
        }),
        ("pre_community", &|&(pre, ..)| {
            scene.community_number(pre).into()
        }),
        ("post_community", &|&(_, post, _)| {
            scene.community_number(post).into()
        }),
    ];
    Some(Table::of(synapses, &columns))
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

/// How often samples of each class were taken for each, a row for each pair of classes.
pub fn confusion(scene: &Scene) -> Option<Table> {
    let (snapshot, mut table) = (
        &scene.snapshot,
        Table::new(["epoch", "samples", "class", "said", "count"]),
    );
    let (confused, names) = (
        snapshot.learning.confused()?,
        &snapshot.samples.as_ref()?.names,
    );
    let samples = if confused.held_out {
        "held out"
    } else {
        "train"
    };
    let classes = 0..confused.confusion.classes;
    for belongs in classes.clone() {
        for said in classes.clone() {
            let count = confused.confusion.count(belongs, said);
            let [belongs, said] = [belongs, said].map(|class| names.class(class));
            table.push(cells![confused.epoch, samples, belongs, said, count]);
        }
    }
    Some(table)
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
    measures_in(place).map(|measure| measure.key)
}

fn values(place: Place, measures: &Measures) -> impl Iterator<Item = Cell> {
    measures_in(place).map(|measure| Cell::from(measures.get(measure)))
}

/// Each synapse's change by the rule beside the gradient, layer by layer, and below the angle between the two in
/// each layer over the iterations.
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
        "iteration",
        "angle_degrees",
    ]);
    for block in &agreement.layers {
        let posts = block.post.clone();
        let synapses = posts.flat_map(|post| block.pre.clone().map(move |pre| (post, pre)));
        let changes = block.rule.iter().zip(&block.gradient);
        for ((post, pre), (&rule, &gradient)) in synapses.zip(changes) {
            let checks = &agreement.spot_checks;
            let check = checks.iter().find(|c| (c.post, c.pre) == (post, pre));
            let check = check.and_then(|check| check.finite_difference);
            let [from, to] = [pre, post].map(number);
            table.push(cells![from, to, pre, post, rule, gradient, check, "", ""]);
        }
    }
    for angles in proof.angles.items() {
        for (block, angle) in agreement.layers.iter().zip(&angles.degrees) {
            let [from, to] = [block.pre.start, block.post.start].map(number);
            let (at, none) = (angles.iteration, "");
            table.push(cells![from, to, none, none, none, none, none, at, *angle]);
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
    let at = stability.iteration;
    for &[re, im] in &stability.spectrum.eigenvalues {
        table.push(cells!["eigenvalue", at, re, im, re.hypot(im)]);
    }
    for &(at, radius) in stability.radii.items() {
        table.push(cells!["spectral_radius", at, "", "", radius]);
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
