//! The number type a simulation computes in.

use nalgebra::RealField;

use super::vector::Vector;

/// A floating-point type for firing rates, credits and weights: `f32` for connectomes, where memory
/// traffic decides the speed, `f64` for layered networks, where the theorem is checked to rounding.
///
/// Transcendental functions come from the `libm` crate and not from the operating system, so that a
/// seed gives the same bits on every machine.
pub trait Scalar: RealField + Copy + Default + Vector {
    /// The name used in files: `f32` or `f64`.
    const NAME: &'static str;

    /// The square root of the smallest normal number. The rules take a firing rate, credit or
    /// effective credit smaller than this for zero (see [`Self::tame`]).
    const TINY: Self;

    /// Bits of [`Self::magnitude_key`].
    const KEY_BITS: u32;

    /// Rounds a parameter to this precision.
    fn of(value: f64) -> Self;

    /// Widens without loss.
    fn to_f64(self) -> f64;

    /// The number, or zero if it is smaller in size than [`Self::TINY`]: 1.1e-19 in single, 1.5e-154
    /// in double precision. Our choice: states that die away become zero, and never subnormal
    /// numbers, nor do products of two of them; with those many processors are a hundred times slower.
    fn tame(self) -> Self {
        if self.abs() < Self::TINY {
            Self::zero()
        } else {
            self
        }
    }

    /// A whole number that orders numbers by magnitude: the bits without the sign.
    fn magnitude_key(self) -> u64;

    /// The magnitude with this key.
    fn from_magnitude_key(key: u64) -> Self;

    /// tanh(x), the same bits on every machine.
    fn portable_tanh(self) -> Self;

    /// eˣ, the same bits on every machine.
    fn portable_exp(self) -> Self;
}

impl Scalar for f32 {
    const NAME: &'static str = "f32";
    // 2 to the power of -63.
    const TINY: Self = f32::from_bits(0x2000_0000);
    const KEY_BITS: u32 = 31;

    fn of(value: f64) -> Self {
        value as f32
    }
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    fn magnitude_key(self) -> u64 {
        u64::from(self.to_bits() & (u32::MAX >> 1))
    }
    fn from_magnitude_key(key: u64) -> Self {
        Self::from_bits(key as u32)
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
    // 2 to the power of -511.
    const TINY: Self = f64::from_bits(0x2000_0000_0000_0000);
    const KEY_BITS: u32 = 63;

    fn of(value: f64) -> Self {
        value
    }
    fn to_f64(self) -> f64 {
        self
    }
    fn magnitude_key(self) -> u64 {
        self.to_bits() & (u64::MAX >> 1)
    }
    fn from_magnitude_key(key: u64) -> Self {
        Self::from_bits(key)
    }
    fn portable_tanh(self) -> Self {
        libm::tanh(self)
    }
    fn portable_exp(self) -> Self {
        libm::exp(self)
    }
}
