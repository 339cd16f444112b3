//! Predictions 1 and 2 of the theory, on the synapses of one network [Fan & Mysore 2024, section 6].

use super::effective_credit;
use crate::model::Rules;

/// Points shown at most.
const POINTS: usize = 1_500;

/// What a network predicts, synapse by synapse.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Predictions {
    /// Prediction 1: (s_i, |g_ji|): the amplitude of a retrograde signal follows the bell f(s_i).
    pub amplitude: Vec<[f64; 2]>,
    /// Prediction 2: (r x_j / w_ij, Δw_ij / g_ji): on the identity line. Δw is measured as the
    /// difference of the weights after and before an update, so its last digits are rounding.
    pub ratio: Vec<[f64; 2]>,
}

impl Predictions {
    /// Examines the synapses with w ≠ 0 before and after a plasticity update. `states` are s, x and
    /// c just before it, `weights` W before and after, `feedback` b_ij before, n × n, row = post;
    /// `r` is the learning rate of the update.
    pub fn of(
        rules: &Rules,
        r: f64,
        states: [&[f64]; 3],
        weights: [&[f64]; 2],
        feedback: &[f64],
    ) -> Self {
        let [net_input, firing, credit] = states;
        let [before, after] = weights;
        let effective = effective_credit(rules, credit, net_input);
        let n = firing.len().max(1);
        let exists: Vec<usize> = (0..before.len())
            .filter(|&i| before[i] != 0.0 && after[i] != 0.0)
            .collect();
        let stride = exists.len().div_ceil(POINTS).max(1);
        let mut predictions = Self::default();
        for &index in exists.iter().step_by(stride) {
            let (post, pre) = (index / n, index % n);
            let signal = effective[post] * feedback[index];
            predictions.amplitude.push([net_input[post], signal.abs()]);
            let expected = r * firing[pre] / before[index];
            let measured = (after[index] - before[index]) / signal;
            if expected.is_finite() && measured.is_finite() && signal != 0.0 {
                predictions.ratio.push([expected, measured]);
            }
        }
        predictions
    }

    /// Prediction 1 in one number: the mean |g| of balanced neurons, |s_i| ≤ 1, ÷ that of driven ones,
    /// |s_i| ≥ 2; `None` where there are not both.
    pub fn balanced_signal(&self) -> Option<f64> {
        let mean = |fits: fn(f64) -> bool| {
            let signals = self.amplitude.iter().filter(|[s, _]| fits(s.abs()));
            let signals: Vec<f64> = signals.map(|[_, amplitude]| *amplitude).collect();
            let total: f64 = signals.iter().sum();
            (!signals.is_empty()).then(|| total / signals.len() as f64)
        };
        let ratio = mean(|s| s <= 1.0)? / mean(|s| s >= 2.0)?;
        ratio.is_finite().then_some(ratio)
    }

    /// Prediction 2 in one number: the median of |Δw/g − r x/w| ÷ |r x/w|; `None` without synapses.
    pub fn ratio_error(&self) -> Option<f64> {
        let pairs = self.ratio.iter().filter(|[expected, _]| *expected != 0.0);
        let errors = pairs.map(|[expected, measured]| ((measured - expected) / expected).abs());
        let mut errors: Vec<f64> = errors.collect();
        errors.sort_by(f64::total_cmp);
        errors.get(errors.len() / 2).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::examples::simulation;
    use crate::model::{Clock, Simulation};

    #[test]
    fn changes_divided_by_retrograde_signals_lie_on_the_identity_line() {
        let mut rules = Rules::default();
        rules.plasticity.pruning = 0.5;
        let mut simulation = simulation::<f64>(20, rules);
        for _ in 0..10 {
            simulation.step().expect("finite");
        }
        let dense = |s: &Simulation<f64>| {
            let mut rows = vec![0.0; 400];
            s.network().synapses.write_dense(&mut rows, 0.0, |w| w);
            rows
        };
        simulation.step_until_plasticity().expect("finite");
        let network = simulation.network();
        let states = [&network.net_input, &network.firing, &network.credit].map(Vec::clone);
        let before = dense(&simulation);
        simulation.tick(Clock::Plasticity).expect("finite");
        let [s, x, c] = &states;
        let found = Predictions::of(
            &rules,
            0.01,
            [s, x, c],
            [&before, &dense(&simulation)],
            &before,
        );
        assert!(found.ratio.len() > 100);
        assert!(found.ratio_error().is_some_and(|error| error < 1e-6));
        assert_eq!(found.balanced_signal(), None, "nobody is driven hard here");
        let driven = Predictions {
            amplitude: vec![[0.5, 4.0], [-0.5, 2.0], [2.5, 0.5], [-1.5, 9.0]],
            ..Predictions::default()
        };
        assert_eq!(driven.balanced_signal(), Some(6.0));
        for [expected, measured] in found.ratio {
            assert!(
                (expected - measured).abs() < 1e-6 * expected.abs().max(1e-3),
                "{expected} {measured}"
            );
        }
        for [net_input, amplitude] in found.amplitude {
            let f = rules.balance.value(rules.activation, net_input);
            assert!(amplitude <= f * 100.0);
        }
    }
}
