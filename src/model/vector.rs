//! Vector registers of numbers, in either precision and on any processor.

use pulp::Simd;

/// Numbers that can be worked on many at a time: what the passes over the weights need of `pulp`.
///
/// Every operation is one rounding of each entry, as it is for a single number; there is no fused
/// multiply-add. So results do not depend on how wide the registers of a processor are.
pub trait Vector: Copy + 'static {
    /// Entries of a tile: the partial sums that a sum is kept in, on every processor. At least as many
    /// as the widest register holds.
    const TILE: usize;

    /// A register.
    type Register<S: Simd>: Copy;
    /// A truth value for each entry of a register.
    type Mask<S: Simd>: Copy;

    /// Reads a slice as registers; what does not fill one is left out.
    fn registers<S: Simd>(values: &[Self]) -> &[Self::Register<S>]
    where
        Self: Sized;
    /// The mutable twin of [`Self::registers`].
    fn registers_mut<S: Simd>(values: &mut [Self]) -> &mut [Self::Register<S>]
    where
        Self: Sized;
    /// The same number in every entry.
    fn fill<S: Simd>(simd: S, value: Self) -> Self::Register<S>;
    /// a + b
    fn plus<S: Simd>(simd: S, a: Self::Register<S>, b: Self::Register<S>) -> Self::Register<S>;
    /// a · b
    fn times<S: Simd>(simd: S, a: Self::Register<S>, b: Self::Register<S>) -> Self::Register<S>;
    /// |a|
    fn magnitude<S: Simd>(simd: S, a: Self::Register<S>) -> Self::Register<S>;
    /// a < b
    fn less<S: Simd>(simd: S, a: Self::Register<S>, b: Self::Register<S>) -> Self::Mask<S>;
    /// a ≤ b
    fn at_most<S: Simd>(simd: S, a: Self::Register<S>, b: Self::Register<S>) -> Self::Mask<S>;
    /// a where the mask is true, b elsewhere.
    fn choose<S: Simd>(
        simd: S,
        mask: Self::Mask<S>,
        a: Self::Register<S>,
        b: Self::Register<S>,
    ) -> Self::Register<S>;
    /// a and b
    fn both<S: Simd>(simd: S, a: Self::Mask<S>, b: Self::Mask<S>) -> Self::Mask<S>;
    /// Either a or b
    fn differ<S: Simd>(simd: S, a: Self::Mask<S>, b: Self::Mask<S>) -> Self::Mask<S>;
    /// The largest entry.
    fn largest<S: Simd>(simd: S, a: Self::Register<S>) -> Self;
}

macro_rules! vector {
    ($number:ty, $tile:literal, $registers:ident, $masks:ident,
     $split:ident, $split_mut:ident, $splat:ident, $add:ident, $mul:ident, $abs:ident,
     $less:ident, $at_most:ident, $select:ident, $and:ident, $xor:ident, $largest:ident) => {
        impl Vector for $number {
            const TILE: usize = $tile;
            type Register<S: Simd> = S::$registers;
            type Mask<S: Simd> = S::$masks;

            #[inline(always)]
            fn registers<S: Simd>(values: &[Self]) -> &[S::$registers] {
                S::$split(values).0
            }
            #[inline(always)]
            fn registers_mut<S: Simd>(values: &mut [Self]) -> &mut [S::$registers] {
                S::$split_mut(values).0
            }
            #[inline(always)]
            fn fill<S: Simd>(simd: S, value: Self) -> S::$registers {
                simd.$splat(value)
            }
            #[inline(always)]
            fn plus<S: Simd>(simd: S, a: S::$registers, b: S::$registers) -> S::$registers {
                simd.$add(a, b)
            }
            #[inline(always)]
            fn times<S: Simd>(simd: S, a: S::$registers, b: S::$registers) -> S::$registers {
                simd.$mul(a, b)
            }
            #[inline(always)]
            fn magnitude<S: Simd>(simd: S, a: S::$registers) -> S::$registers {
                simd.$abs(a)
            }
            #[inline(always)]
            fn less<S: Simd>(simd: S, a: S::$registers, b: S::$registers) -> S::$masks {
                simd.$less(a, b)
            }
            #[inline(always)]
            fn at_most<S: Simd>(simd: S, a: S::$registers, b: S::$registers) -> S::$masks {
                simd.$at_most(a, b)
            }
            #[inline(always)]
            fn choose<S: Simd>(
                simd: S,
                mask: S::$masks,
                a: S::$registers,
                b: S::$registers,
            ) -> S::$registers {
                simd.$select(mask, a, b)
            }
            #[inline(always)]
            fn both<S: Simd>(simd: S, a: S::$masks, b: S::$masks) -> S::$masks {
                simd.$and(a, b)
            }
            #[inline(always)]
            fn differ<S: Simd>(simd: S, a: S::$masks, b: S::$masks) -> S::$masks {
                simd.$xor(a, b)
            }
            #[inline(always)]
            fn largest<S: Simd>(simd: S, a: S::$registers) -> Self {
                simd.$largest(a)
            }
        }
    };
}

vector!(
    f32,
    16,
    f32s,
    m32s,
    as_simd_f32s,
    as_mut_simd_f32s,
    splat_f32s,
    add_f32s,
    mul_f32s,
    abs_f32s,
    less_than_f32s,
    less_than_or_equal_f32s,
    select_f32s,
    and_m32s,
    xor_m32s,
    reduce_max_f32s
);
vector!(
    f64,
    8,
    f64s,
    m64s,
    as_simd_f64s,
    as_mut_simd_f64s,
    splat_f64s,
    add_f64s,
    mul_f64s,
    abs_f64s,
    less_than_f64s,
    less_than_or_equal_f64s,
    select_f64s,
    and_m64s,
    xor_m64s,
    reduce_max_f64s
);
