//! The balance of each neuron.

use crate::cells;
use crate::engine::Scene;
use crate::export::Table;

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
