//! W and the retrograde signals in the order of the heatmaps, and the strongest synapses.

use petgraph::visit::EdgeRef as _;

use crate::analysis::{self, Partition};
use crate::cells;
use crate::engine::Scene;
use crate::export::Table;
use crate::export::table::Cell;

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
