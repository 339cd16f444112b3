//! The parameters of the rules: everything that may change while a simulation runs.

use super::{Activation, Balance, Feedback, Intervals, LearningRate, Scalar, Teaching};

/// Parameters of the three rules. A simulation accepts new ones at any time between two ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// σ, from net input to firing rate.
    pub activation: Activation,
    /// f, from net input to balance value.
    pub balance: Balance,
    /// Noise and clamps: what drives the network from outside.
    pub drive: Drive,
    /// How credit travels back.
    pub feedback: Feedback,
    /// The intervals of the three clocks.
    pub clocks: Intervals,
    /// Learning rate and pruning.
    pub plasticity: Plasticity,
    /// How samples are presented; without samples it has no effect.
    pub teaching: Teaching,
}

impl Default for Rules {
    /// Algorithm 1 with our choices where the paper gives no values.
    fn default() -> Self {
        Self {
            activation: Activation::Tanh,
            balance: Balance::Derivative,
            drive: Drive {
                firing_noise_sd: 0.3,
                credit_noise_sd: 0.1,
                credit_clamp: CreditClamp {
                    fraction: 0.1,
                    mode: CreditClampMode::Hold,
                    diagonal: 1.0,
                    until_ms: 0.0,
                },
                input_clamp_fraction: 0.0,
            },
            feedback: Feedback::default(),
            clocks: Intervals {
                firing_ms: 1.0,
                credit_ms: 1.0,
                plasticity_ms: 1.0,
            },
            plasticity: Plasticity {
                learning_rate: LearningRate::Constant(0.01),
                pruning: 0.9,
                shuffled_credit: false,
            },
            teaching: Teaching::default(),
        }
    }
}

impl Rules {
    /// σ(s) and f(s) of net inputs; the slices are of one length.
    #[inline(always)]
    pub fn respond<T: Scalar>(&self, net_input: &[T], rate: &mut [T], balance: &mut [T]) {
        let answers = net_input.iter().zip(rate.iter_mut().zip(balance));
        match (self.activation, self.balance) {
            // Without branches inside, so that several neurons are worked on at a time.
            (Activation::Tanh, Balance::Derivative) => {
                for (&s, (x, f)) in answers {
                    *x = s.portable_tanh();
                    *f = T::one() - *x * *x;
                }
            }
            (activation, balance) => {
                for (&s, (x, f)) in answers {
                    (*x, *f) = (activation.rate(s), balance.value(activation, s));
                }
            }
        }
    }
}

/// What drives the network from outside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drive {
    /// Standard deviation of ε_x, drawn anew at each firing update, in units of firing rate.
    pub firing_noise_sd: f64,
    /// Standard deviation of ε_c, drawn anew at each credit update, in units of credit.
    pub credit_noise_sd: f64,
    /// Output clamp: the credit of some neurons is given from outside.
    pub credit_clamp: CreditClamp,
    /// Input clamp: the share of the neurons whose firing rate is held at its initial value.
    pub input_clamp_fraction: f64,
}

/// Output clamp: which neurons have their credit given from outside, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CreditClamp {
    /// The share of the neurons that are clamped (see [`Topology::clamped_credits`](super::Topology::clamped_credits)).
    pub fraction: f64,
    /// How they are clamped.
    pub mode: CreditClampMode,
    /// The factor d of [`CreditClampMode::Identity`].
    pub diagonal: f64,
    /// The clamp ends at this model time in milliseconds; 0 means never.
    pub until_ms: f64,
}

impl CreditClamp {
    /// Whether the clamp acts at this model time.
    pub fn acts_at(&self, now_ms: f64) -> bool {
        self.until_ms == 0.0 || now_ms <= self.until_ms
    }
}

/// How a clamped credit behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CreditClampMode {
    /// The credit stays at its initial value, without noise.
    #[default]
    Hold,
    /// c_k ← d·c_k + ε_c: the row of J is diagonal. With d = 1 a random walk.
    Identity,
}

impl CreditClampMode {
    /// All modes, in the order in which a menu shows them.
    pub const ALL: [Self; 2] = [Self::Hold, Self::Identity];
}

/// Parameters of the plasticity rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plasticity {
    /// r, the factor on every weight change.
    pub learning_rate: LearningRate,
    /// p, the share of the synapses held at zero, 0 ≤ p < 1.
    pub pruning: f64,
    /// A control (our choice): each update deals the effective credits c ⊙ f(s) out among the neurons
    /// at random. What then still emerges owes nothing to who has earned the credit.
    pub shuffled_credit: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neurons_respond_together_as_each_would_alone_to_the_bit() {
        let net_input: Vec<f32> = (-40..=40).map(|k| k as f32 * 0.173).collect();
        for activation in Activation::ALL {
            for balance in [Balance::Derivative, Balance::Gaussian { width: 0.7 }] {
                let rules = Rules {
                    activation,
                    balance,
                    ..Rules::default()
                };
                let mut rate = vec![0.0; net_input.len()];
                let mut balances = rate.clone();
                rules.respond(&net_input, &mut rate, &mut balances);
                for ((&s, x), f) in net_input.iter().zip(rate).zip(balances) {
                    assert_eq!(x.to_bits(), activation.rate(s).to_bits());
                    assert_eq!(f.to_bits(), balance.value(activation, s).to_bits());
                }
            }
        }
    }
}
