//! Networks for tests.

use super::Connectome;
use crate::model::{InitialConditions, NoiseStreams, Rules, Scalar, Simulation, Topology};

/// n neurons with these synapses, (post, pre, w), and no others.
pub fn wired(n: usize, synapses: impl IntoIterator<Item = (usize, usize, f32)>) -> Connectome {
    let mut connectome = Connectome::new(n, vec![0.0; n * n]);
    for (post, pre, weight) in synapses {
        connectome.weights_mut()[post * n + pre] = weight;
    }
    connectome
}

/// n neurons with w ~ N(0, 1), of which those with |w| below `least` are none.
pub fn random(n: usize, least: f32, seed: u64) -> Connectome {
    let mut weights = vec![0.0_f32; n * n];
    NoiseStreams::new(seed).weights.fill(&mut weights, 1.0);
    for w in weights.iter_mut().filter(|w| w.abs() < least) {
        *w = 0.0;
    }
    Connectome::new(n, weights)
}

/// An all-to-all network that begins at random with seed 1.
pub fn simulation<T: Scalar>(neurons: usize, rules: Rules) -> Simulation<T> {
    let initial = InitialConditions {
        weight_gain: 1.0,
        firing_sd: 1.0,
        credit_sd: 1.0,
        ..Default::default()
    };
    Simulation::new(Topology::AllToAll { neurons }, &initial, rules, 1)
}
