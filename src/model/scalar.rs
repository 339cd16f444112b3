//! The number type a simulation computes in.

use nalgebra::RealField;

/// A floating-point type for firing rates, credits and weights: `f32` for connectomes, where memory
/// traffic decides the speed, `f64` for layered networks, where the theorem is checked to rounding.
///
/// Transcendental functions come from the `libm` crate and not from the operating system, so that a
/// seed gives the same bits on every machine.
pub trait Scalar: RealField + Copy + Default {
    /// The name used in files: `f32` or `f64`.
    const NAME: &'static str;

    /// Rounds a parameter to this precision.
    fn of(value: f64) -> Self;

    /// Widens without loss.
    fn to_f64(self) -> f64;

    /// tanh(x), the same bits on every machine.
    fn portable_tanh(self) -> Self;

    /// eˣ, the same bits on every machine.
    fn portable_exp(self) -> Self;
}

impl Scalar for f32 {
    const NAME: &'static str = "f32";

    fn of(value: f64) -> Self {
        value as f32
    }
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    fn portable_tanh(self) -> Self {
        libm::tanhf(self)
    }
    fn portable_exp(self) -> Self {
        libm::expf(self)
    }
}

impl Scalar for f64 {
    const NAME: &'static str = "f64";

    fn of(value: f64) -> Self {
        value
    }
    fn to_f64(self) -> f64 {
        self
    }
    fn portable_tanh(self) -> Self {
        libm::tanh(self)
    }
    fn portable_exp(self) -> Self {
        libm::exp(self)
    }
}
