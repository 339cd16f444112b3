//! Activation functions σ and balance functions f [Fan & Mysore 2024, section 2 and Fig. 3].

use super::Scalar;

/// Activation function σ: the firing rate a neuron answers its net input `s` with, x = σ(s).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Activation {
    /// σ(s) = tanh(s), range (−1, 1); σ'(s) = 1 − σ(s)².
    #[default]
    Tanh,
    /// σ(s) = 1 / (1 + e⁻ˢ), range (0, 1); σ'(s) = σ(s) (1 − σ(s)). Note σ(0) = ½.
    Logistic,
    /// σ(s) = 1 / (1 + e⁻ˢ) − ½, range (−½, ½), so that σ(0) = 0; σ'(s) = ¼ − σ(s)².
    ShiftedLogistic,
    /// σ(s) = min(max(s, 0), 1), range [0, 1]; σ'(s) = 1 for 0 < s < 1 and 0 elsewhere: a box.
    /// At the two corners, where no derivative exists, we take 0 (our choice).
    BoundedRelu,
}

impl Activation {
    /// All of them, in the order a menu shows them.
    pub const ALL: [Self; 4] = [
        Self::Tanh,
        Self::Logistic,
        Self::ShiftedLogistic,
        Self::BoundedRelu,
    ];

    /// The name in scenario files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Tanh => "tanh",
            Self::Logistic => "logistic",
            Self::ShiftedLogistic => "shifted-logistic",
            Self::BoundedRelu => "bounded-relu",
        }
    }

    /// The inverse of [`Self::key`].
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.key() == key)
    }

    /// The equation, for people.
    pub const fn equation(self) -> &'static str {
        match self {
            Self::Tanh => "σ(s) = tanh s",
            Self::Logistic => "σ(s) = 1 / (1 + exp(−s))",
            Self::ShiftedLogistic => "σ(s) = 1 / (1 + exp(−s)) − ½",
            Self::BoundedRelu => "σ(s) = min(max(s, 0), 1)",
        }
    }

    /// σ(s).
    pub fn rate<T: Scalar>(self, s: T) -> T {
        match self {
            Self::Tanh => s.portable_tanh(),
            Self::Logistic => logistic(s),
            // The same as logistic(s) − ½, without losing the digits of a small rate in the ½.
            Self::ShiftedLogistic => (s * T::of(0.5)).portable_tanh() * T::of(0.5),
            Self::BoundedRelu => s.max(T::zero()).min(T::one()),
        }
    }

    /// dσ/ds at `s`.
    pub fn slope<T: Scalar>(self, s: T) -> T {
        match self {
            Self::Tanh => {
                let x = s.portable_tanh();
                T::one() - x * x
            }
            Self::Logistic | Self::ShiftedLogistic => {
                let x = logistic(s);
                x * (T::one() - x)
            }
            Self::BoundedRelu if s > T::zero() && s < T::one() => T::one(),
            Self::BoundedRelu => T::zero(),
        }
    }
}

fn logistic<T: Scalar>(s: T) -> T {
    T::one() / (T::one() + (-s).portable_exp())
}

/// Balance function f: how balanced a neuron with net input `s` is, so how much credit it hands back.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Balance {
    /// f = dσ/ds. With it the rule is backpropagation in layered networks.
    #[default]
    Derivative,
    /// f(s) = exp(−s² / 2b²), with the width b > 0 in units of net input: a bell that is *not* the
    /// derivative of σ, with which the equivalence to backpropagation breaks.
    Gaussian {
        /// The width b.
        width: f64,
    },
}

impl Balance {
    /// f(s), given the activation function whose derivative it may be.
    pub fn value<T: Scalar>(self, activation: Activation, s: T) -> T {
        match self {
            Self::Derivative => activation.slope(s),
            Self::Gaussian { width } => {
                let z = s / T::of(width);
                (-(z * z) * T::of(0.5)).portable_exp()
            }
        }
    }

    /// The equation, for people.
    pub fn equation(self) -> String {
        match self {
            Self::Derivative => "f(s) = dσ/ds".to_owned(),
            Self::Gaussian { width } => format!("f(s) = exp(−s² / 2·{width}²)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_are_the_derivatives_of_the_rates_which_stay_finite() {
        let h = 1e-6;
        for activation in Activation::ALL {
            for s in [-3.0, -0.7, 0.2, 0.51, 0.9, 2.5_f64] {
                let difference = (activation.rate(s + h) - activation.rate(s - h)) / (2.0 * h);
                let off = (activation.slope(s) - difference).abs();
                assert!(off < 1e-8, "{activation:?} at {s}");
            }
            for s in [-1e30_f32, 1e30] {
                assert!(activation.rate(s).is_finite());
                assert_eq!(activation.slope(s), 0.0);
            }
        }
    }

    #[test]
    fn every_balance_function_peaks_where_excitation_cancels_inhibition_or_is_a_box() {
        assert_eq!(Balance::Derivative.value(Activation::Tanh, 0.0), 1.0);
        assert_eq!(Balance::Derivative.value(Activation::Logistic, 0.0), 0.25);
        assert_eq!(Balance::Derivative.value(Activation::BoundedRelu, 0.5), 1.0);
        assert_eq!(Balance::Derivative.value(Activation::BoundedRelu, 1.5), 0.0);
        let gaussian = Balance::Gaussian { width: 2.0 };
        assert_eq!(gaussian.value(Activation::Tanh, 0.0), 1.0);
        assert!((gaussian.value(Activation::Tanh, 2.0_f64) - (-0.5_f64).exp()).abs() < 1e-15);
    }
}
