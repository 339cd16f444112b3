//! Communities: who was where, and how strongly they are connected.

use crate::analysis::{Flow, Membership};
use crate::cells;
use crate::engine::{Findings, Scene};
use crate::export::Table;
use crate::export::table::Cell;

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
