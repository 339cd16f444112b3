//! Excitation, inhibition, balance and what neurons hand back because of it.

use super::Connectome;
use crate::model::Rules;

/// Excitation and inhibition of each neuron, n values each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Currents {
    /// E_i = Σ_j max(w_ij x_j, 0)
    pub excitation: Vec<f64>,
    /// I_i = Σ_j max(−w_ij x_j, 0)
    pub inhibition: Vec<f64>,
}

/// Excitation and inhibition that the firing rates `firing` (n values) cause through W. Our choice:
/// the sign of the contribution w_ij x_j decides, so that it also holds for rates below zero.
///
/// E_i − I_i = Σ_j w_ij x_j: the net input s of the *next* firing update, which differs from the s of
/// the latest one until firing and weights stand still. Panics if `firing` does not have n values.
pub fn currents(connectome: &Connectome, firing: &[f64]) -> Currents {
    assert_eq!(firing.len(), connectome.neurons(), "a rate for each neuron");
    let (excitation, inhibition) = connectome.rows().map(|row| split(row, firing)).unzip();
    Currents {
        excitation,
        inhibition,
    }
}

/// E and I of one neuron, summed in four lanes, which the processor adds at the same time.
fn split(row: &[f32], firing: &[f64]) -> (f64, f64) {
    let (mut positive, mut negative) = ([0.0_f64; 4], [0.0_f64; 4]);
    let (weights, last_weights) = row.as_chunks::<4>();
    let (rates, last_rates) = firing.as_chunks::<4>();
    let mut add = |lane: usize, w: f32, x: f64| {
        let contribution = f64::from(w) * x;
        positive[lane] += contribution.max(0.0);
        negative[lane] += (-contribution).max(0.0);
    };
    for (w, x) in weights.iter().zip(rates) {
        for lane in 0..4 {
            add(lane, w[lane], x[lane]);
        }
    }
    for (lane, (&w, &x)) in last_weights.iter().zip(last_rates).enumerate() {
        add(lane, w, x);
    }
    (positive.iter().sum(), negative.iter().sum())
}

/// f(s_i), how balanced each neuron is, from its net input.
pub fn balance_values(rules: &Rules, net_input: &[f64]) -> Vec<f64> {
    let f = |&s: &f64| rules.balance.value(rules.activation, s);
    net_input.iter().map(f).collect()
}

/// u_i = c_i f(s_i), the effective credit: what each neuron can hand back.
pub fn effective_credit(rules: &Rules, credit: &[f64], net_input: &[f64]) -> Vec<f64> {
    let balance = balance_values(rules, net_input);
    credit.iter().zip(balance).map(|(c, f)| c * f).collect()
}

/// g_ji = c_i f(s_i) w_ij [Fan & Mysore 2024, eq. 2]: the retrograde signal from post i to pre j, given
/// the effective credit u_i = c_i f(s_i) of the post-neuron and the weight of the synapse.
pub fn retrograde(effective_credit: f64, weight: f32) -> f64 {
    effective_credit * f64::from(weight)
}

/// The mean of `values`, such as the mean f(s) of a network; 0 of nothing.
pub fn mean_of(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The mean |v|, such as the mean |c| of a network; 0 of nothing.
pub fn mean_magnitude(values: &[f64]) -> f64 {
    values.iter().map(|v| v.abs()).sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::examples::simulation;

    fn rules() -> Rules {
        let mut rules = Rules::default();
        rules.drive.credit_clamp.fraction = 0.0;
        rules.plasticity.learning_rate = 0.1.into();
        rules.plasticity.pruning = 0.0;
        rules
    }

    #[test]
    fn the_sign_of_the_contribution_decides_between_excitation_and_inhibition() {
        let w = Connectome::new(2, vec![2.0, -3.0, -1.0, 0.0]);
        let found = currents(&w, &[0.5, -1.0]);
        assert_eq!(found.excitation, [4.0, 0.0]);
        assert_eq!(found.inhibition, [0.0, 0.5]);
    }

    #[test]
    fn excitation_minus_inhibition_is_the_net_input_of_the_next_firing_update() {
        let mut simulation = simulation::<f32>(37, rules());
        simulation.step().expect("finite");
        let connectome = Connectome::of(&simulation.network().synapses);
        let firing = simulation.network().firing.iter();
        let firing: Vec<f64> = firing.map(|&x| f64::from(x)).collect();
        let found = currents(&connectome, &firing);
        simulation.step().expect("finite");
        for (i, &s) in simulation.network().net_input.iter().enumerate() {
            let difference = found.excitation[i] - found.inhibition[i];
            assert!(found.excitation[i] >= 0.0 && found.inhibition[i] >= 0.0);
            assert!((difference - f64::from(s)).abs() < 1e-5, "neuron {i}");
        }
    }

    #[test]
    fn saturated_neurons_hand_nothing_back_and_balanced_ones_all_their_credit() {
        let u = effective_credit(&rules(), &[2.0, -3.0], &[0.0, 40.0]);
        assert_eq!(u, [2.0, 0.0]);
        assert_eq!(retrograde(u[0], -1.5), -3.0);
        assert_eq!(balance_values(&rules(), &[0.0]), [1.0]);
    }

    #[test]
    fn means_of_nothing_are_zero() {
        let both = |values: &[f64]| (mean_of(values), mean_magnitude(values));
        assert_eq!((both(&[]), both(&[1.0, -3.0])), ((0.0, 0.0), (-1.0, 2.0)));
    }
}
