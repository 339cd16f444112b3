//! Where the neurons of the network view stand.

use egui::{Pos2, Vec2, pos2};

use crate::analysis::Partition;
use crate::model::{Layers, Topology};

/// Places for the neurons in the unit square, by neuron. Layered networks stand in layers from left
/// to right; others in one disc per community, the discs in a ring in order of
/// strength. Isolated neurons stand along the bottom.
pub fn places(topology: &Topology, partition: &Partition) -> Vec<Pos2> {
    match topology {
        Topology::Layered(layers) => in_layers(layers),
        Topology::AllToAll { .. } => in_discs(partition),
    }
}

fn in_layers(layers: &Layers) -> Vec<Pos2> {
    let columns = layers.count() - 1;
    let column = |(layer, range): (usize, std::ops::Range<usize>)| {
        let size = range.len();
        let x = 0.08 + 0.84 * layer as f32 / columns as f32;
        (0..size).map(move |row| pos2(x, (row as f32 + 1.0) / (size as f32 + 1.0)))
    };
    let layers = layers.senders().into_iter().enumerate();
    layers.flat_map(column).collect()
}

fn in_discs(partition: &Partition) -> Vec<Pos2> {
    let mut places = vec![pos2(0.5, 0.5); partition.order.len()];
    let discs = discs(&partition.sizes());
    for (community, (centre, radius)) in discs.into_iter().enumerate() {
        for &neuron in partition.members(community) {
            places[neuron] = centre + seed(neuron) * radius;
        }
    }
    let order = &partition.order;
    let (connected, isolated) = order.split_at(order.len() - partition.isolated());
    fill(&mut places, connected);
    let count = isolated.len() as f32;
    for (rank, &neuron) in isolated.iter().enumerate() {
        places[neuron] = pos2(0.03 + 0.94 * (rank as f32 + 0.5) / count, 0.985);
    }
    places
}

/// Stretches the places of these neurons so that they fill the square above the isolated ones.
fn fill(places: &mut [Pos2], neurons: &[usize]) {
    let mut bounds = egui::Rect::NOTHING;
    neurons.iter().for_each(|&i| bounds.extend_with(places[i]));
    let size = bounds.size().max(Vec2::splat(1e-6));
    for &i in neurons {
        let share = (places[i] - bounds.min) / size;
        places[i] = pos2(0.02 + 0.96 * share.x, 0.02 + 0.92 * share.y);
    }
}

/// The centre and radius of each community's disc: area in proportion to size, around a ring so
/// that each disc has an arc in proportion to its diameter.
fn discs(sizes: &[usize]) -> Vec<(Pos2, f32)> {
    let roots: Vec<f32> = sizes.iter().map(|&s| (s as f32).sqrt()).collect();
    let total: f32 = roots.iter().sum();
    if roots.len() <= 1 {
        return roots.iter().map(|_| (pos2(0.5, 0.48), 0.42)).collect();
    }
    // With discs side by side around the ring, half a disc's arc is about its radius.
    let largest = roots.iter().copied().fold(0.0, f32::max);
    let ring = 0.47 / (1.0 + 0.92 * std::f32::consts::PI * (largest / total).min(0.45));
    let mut before = 0.0;
    roots
        .iter()
        .map(|root| {
            let share = root / total;
            let angle = std::f32::consts::TAU * (before + share / 2.0 - 0.25);
            before += share;
            let radius = (0.92 * std::f32::consts::PI * ring * share.min(0.45)).min(0.47);
            (pos2(0.5, 0.48) + ring * Vec2::angled(angle), radius)
        })
        .collect()
}

/// The place of a neuron in the disc of its community: always the same one, so that it stands still
/// while others come and go. Any set of neurons is spread evenly.
fn seed(neuron: usize) -> Vec2 {
    // Steps of 1/ρ and 1/ρ² with ρ the plastic number fill a square evenly [Roberts 2018].
    const STEPS: [f64; 2] = [0.754_877_666_246_693, 0.569_840_290_998_053];
    let [u, v] = STEPS.map(|step| ((neuron as f64 + 0.5) * step).fract() as f32);
    Vec2::angled(v * std::f32::consts::TAU) * u.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_neuron_has_a_place_of_its_own_inside_the_square() {
        let groups: Vec<Option<usize>> = (0..300).map(|i| (i % 10 != 9).then_some(i % 4)).collect();
        let strength: Vec<f64> = (0..300).map(f64::from).collect();
        let partition = Partition::from_labels(&groups, &strength);
        let connectome = places(&Topology::AllToAll { neurons: 300 }, &partition);
        let layered = places(&Topology::Layered(Layers::plain(&[2, 8, 1])), &partition);
        assert_eq!((connectome.len(), layered.len()), (300, 11));
        for places in [connectome, layered] {
            for (i, a) in places.iter().enumerate() {
                let inside = [a.x, a.y].iter().all(|v| (0.0..=1.0).contains(v));
                assert!(inside, "{a:?}");
                assert!(places[..i].iter().all(|b| a.distance(*b) > 1e-4));
            }
        }
    }
}
