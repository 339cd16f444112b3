//! Where the neurons of the network view stand.

use egui::{Pos2, Vec2, pos2};

use crate::analysis::{COLOURED, Partition};
use crate::model::{Layers, Topology};

/// Places for the neurons in the unit square, by neuron. Layered networks stand in layers from left
/// to right; others in one disc per community, each in a direction that is always the same. Isolated
/// neurons stand along the bottom. The same partition has the same places. `margin` is the room beside the first
/// and the last layer.
pub fn places(topology: &Topology, partition: &Partition, margin: f32) -> Vec<Pos2> {
    match topology {
        Topology::Layered(layers) => in_layers(layers, margin),
        Topology::AllToAll { .. } => in_discs(partition),
    }
}

/// The room beside the first and the last layer, where nothing is written there.
pub const MARGIN: f32 = 0.08;

/// Where a layer stands from left to right; halves lie between two layers.
pub fn column(layer: f32, layers: usize, margin: f32) -> f32 {
    margin + (1.0 - 2.0 * margin) * layer / (layers - 1) as f32
}

fn in_layers(layers: &Layers, margin: f32) -> Vec<Pos2> {
    let column = |(layer, range): (usize, std::ops::Range<usize>)| {
        let size = range.len();
        let x = column(layer as f32, layers.count(), margin);
        (0..size).map(move |row| pos2(x, (row as f32 + 1.0) / (size as f32 + 1.0)))
    };
    let layers = layers.senders().into_iter().enumerate();
    layers.flat_map(column).collect()
}

fn in_discs(partition: &Partition) -> Vec<Pos2> {
    let mut places = vec![pos2(0.5, 0.5); partition.order.len()];
    let discs = discs(&partition.sizes(), &partition.identity);
    for (community, (centre, radius)) in discs.into_iter().enumerate() {
        for &neuron in partition.members(community) {
            places[neuron] = centre + seed(neuron) * radius;
        }
    }
    let order = &partition.order;
    let isolated = &order[order.len() - partition.isolated()..];
    let count = isolated.len() as f32;
    for (rank, &neuron) in isolated.iter().enumerate() {
        places[neuron] = pos2(0.03 + 0.94 * (rank as f32 + 0.5) / count, 0.985);
    }
    places
}

/// Steps in which discs make room for each other.
const STEPS: usize = 80;
/// Space between two discs, in radii of a disc of one neuron.
const SPACE: f32 = 0.6;

/// The centre and the radii, across and down, of each community's disc, area in proportion to size, in the square above the
/// isolated neurons. Each identity has a direction of its own, so that nothing turns over while
/// communities grow and go; from there discs are pulled together until they touch.
fn discs(sizes: &[usize], identity: &[usize]) -> Vec<(Pos2, Vec2)> {
    let radii: Vec<f32> = sizes.iter().map(|&s| (s as f32).sqrt()).collect();
    let total: f32 = radii.iter().sum();
    let mut centres: Vec<Vec2> = identity
        .iter()
        .map(|&i| direction(i) * total / 3.0)
        .collect();
    for _ in 0..STEPS {
        centres.iter_mut().for_each(|centre| *centre *= 0.96);
        for a in 0..centres.len() {
            for b in 0..a {
                let way = centres[a] - centres[b];
                let overlap = radii[a] + radii[b] + SPACE - way.length();
                if overlap > 0.0 {
                    let push = way.normalized() * overlap / 2.0;
                    centres[a] += push;
                    centres[b] -= push;
                }
            }
        }
    }
    // Scaled by what all of them take.
    let mut bounds = egui::Rect::NOTHING;
    for (centre, radius) in centres.iter().zip(&radii) {
        let disc = egui::Rect::from_center_size(centre.to_pos2(), Vec2::splat(2.0 * radius));
        bounds = bounds.union(disc);
    }
    let scale = Vec2::splat(0.94) / bounds.size().max(Vec2::splat(1e-6));
    let place = |centre: &Vec2| pos2(0.5, 0.485) + (centre.to_pos2() - bounds.center()) * scale;
    let discs = centres.iter().zip(&radii);
    discs
        .map(|(centre, radius)| (place(centre), *radius * scale))
        .collect()
}

/// The direction of an identity: those that have colours stand evenly around a circle, the first ones
/// far from each other; the others beyond them, on a spiral.
fn direction(identity: usize) -> Vec2 {
    const GOLDEN: f32 = 2.399_963_2;
    match identity < COLOURED {
        true => {
            let turn = (identity * 5 % COLOURED) as f32 / COLOURED as f32;
            Vec2::angled(std::f32::consts::TAU * (turn - 0.25))
        }
        false => Vec2::angled(GOLDEN * identity as f32) * 1.5,
    }
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
        let connectome = places(&Topology::AllToAll { neurons: 300 }, &partition, MARGIN);
        let layered = places(
            &Topology::Layered(Layers::plain(&[2, 8, 1])),
            &partition,
            MARGIN,
        );
        assert_eq!((connectome.len(), layered.len()), (300, 11));
        for places in [connectome, layered] {
            for (i, a) in places.iter().enumerate() {
                let inside = [a.x, a.y].iter().all(|v| (0.0..=1.0).contains(v));
                assert!(inside, "{a:?}");
                assert!(places[..i].iter().all(|b| a.distance(*b) > 1e-4));
            }
        }
    }

    #[test]
    fn a_community_stays_on_its_side_while_others_grow_come_and_go() {
        let before = discs(&[20, 20, 20], &[1, 4, 7]);
        let after = discs(&[30, 15, 10, 3], &[1, 4, 9, 14]);
        for community in 0..2 {
            let way = before[community].0.distance(after[community].0);
            assert!(way < 0.25, "{way}");
        }
        assert_eq!(discs(&[5], &[3]).len(), 1);
        assert!(discs(&[], &[]).is_empty());
    }

    #[test]
    fn discs_do_not_overlap() {
        let discs = discs(&[40, 25, 12, 8, 8, 5, 1, 1], &[0, 3, 4, 6, 8, 11, 12, 13]);
        for (index, (a, r)) in discs.iter().enumerate() {
            for (b, q) in &discs[..index] {
                let apart = (*a - *b) / (*r + *q);
                assert!(apart.length() > 0.93, "{a:?} {b:?}");
            }
        }
    }
}
