//! The rule beside backpropagation, the three-clock map, stability and predictions.

use crate::cells;
use crate::engine::{ClockMap, Proof, RATIOS, Scene};
use crate::export::Table;

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
