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

    /// The square root of the smallest normal number. The rules take a firing rate, credit, effective
    /// credit u or factor r·u smaller than this for zero (see [`Self::tame`]).
    const TINY: Self;

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

    #[inline]
    fn of(value: f64) -> Self {
        value as f32
    }
    #[inline]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    #[inline]
    fn magnitude_key(self) -> u64 {
        u64::from(self.to_bits() & (u32::MAX >> 1))
    }
    #[inline]
    fn from_magnitude_key(key: u64) -> Self {
        Self::from_bits(key as u32)
    }
    /// As a fraction of two polynomials in x², worked out in double precision without a branch, so that
    /// several are done at a time. On the way to ±9.1, where tanh rounds to ±1, the fraction differs from
    /// tanh by less than 4.1e-11 of it: the result is the nearest single, but for one in some thousands,
    /// which is next to it. Our own fit: relative error, least squares reweighted until it was even.
    #[inline(always)]
    fn portable_tanh(self) -> Self {
        const P: [f64; 6] = [
            0.9999999999591923,
            0.14096301238455883,
            0.004422070587347332,
            4.217357595734806e-05,
            1.1059893909457754e-07,
            3.638257140597317e-11,
        ];
        const Q: [f64; 6] = [
            1.0,
            0.4742963452723954,
            0.029187519818195198,
            0.0005000874697497644,
            2.59453352574287e-06,
            2.9297362960165475e-09,
        ];
        let x = f64::from(self).clamp(-9.1, 9.1);
        let z = x * x;
        let [p, q] = [P, Q].map(
            #[inline(always)]
            |c| ((((c[5] * z + c[4]) * z + c[3]) * z + c[2]) * z + c[1]) * z + c[0],
        );
        (x * p / q) as f32
    }
    fn portable_exp(self) -> Self {
        libm::expf(self)
    }
}

impl Scalar for f64 {
    const NAME: &'static str = "f64";
    // 2 to the power of -511.
    const TINY: Self = f64::from_bits(0x2000_0000_0000_0000);

    #[inline]
    fn of(value: f64) -> Self {
        value
    }
    #[inline]
    fn to_f64(self) -> f64 {
        self
    }
    #[inline]
    fn magnitude_key(self) -> u64 {
        self.to_bits() & (u64::MAX >> 1)
    }
    #[inline]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_single_tanh_is_the_nearest_single_or_the_one_next_to_it() {
        let mut not_nearest = 0;
        for i in -200_000..=200_000 {
            let x = i as f32 * 5e-5;
            let exact = libm::tanh(f64::from(x));
            let (found, nearest) = (x.portable_tanh(), exact as f32);
            not_nearest += usize::from(found != nearest);
            let step = f64::from(nearest.abs().next_up() - nearest.abs());
            assert!((f64::from(found) - exact).abs() <= 0.51 * step, "at {x}");
        }
        assert!(not_nearest < 400, "{not_nearest} of 400,001");
    }

    #[test]
    fn the_single_tanh_is_right_at_the_ends_of_its_range() {
        let small = [0.0_f32, f32::MIN_POSITIVE, 1e-20].map(|x| (x, x));
        let large = [9.02, 50.0, f32::MAX, f32::INFINITY].map(|x| (x, 1.0));
        for (x, expected) in small.into_iter().chain(large) {
            assert_eq!(x.portable_tanh(), expected);
            assert_eq!((-x).portable_tanh(), -expected);
        }
        assert!(f32::NAN.portable_tanh().is_nan());
    }
}
