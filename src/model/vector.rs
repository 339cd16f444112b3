//! Vector registers of numbers, in either precision and on any processor.

use pulp::Simd;

/// Numbers that can be worked on many at a time: what the passes over the weights need of `pulp`.
///
/// Every operation is one rounding of each entry, as it is for a single number; there is no fused
/// multiply-add. So results do not depend on how wide the registers of a processor are.
///
/// Magnitudes are compared by their bits, as whole numbers: for finite numbers the order is the same,
/// and compilers see through it.
pub trait Vector: Copy + 'static {
    /// Entries of a tile: the partial sums that a sum is kept in, on every processor. At least as many
    /// as the widest register holds.
    const TILE: usize;

    /// A register.
    type Register<S: Simd>: Copy;
    /// A register of magnitudes that can be compared.
    type Magnitudes<S: Simd>: Copy;
    /// A register of counters.
    type Counters<S: Simd>: Copy;
    /// A truth value for each entry of a register.
    type Mask<S: Simd>: Copy;

    /// Reads a slice as registers; what does not fill one is left out.
    fn registers<S: Simd>(values: &[Self]) -> &[Self::Register<S>];
    /// The mutable twin of [`Self::registers`].
    fn registers_mut<S: Simd>(values: &mut [Self]) -> &mut [Self::Register<S>];
    /// The same number in every entry.
    fn fill<S: Simd>(simd: S, value: Self) -> Self::Register<S>;
    /// a + b
    fn plus<S: Simd>(simd: S, a: Self::Register<S>, b: Self::Register<S>) -> Self::Register<S>;
    /// a · b
    fn times<S: Simd>(simd: S, a: Self::Register<S>, b: Self::Register<S>) -> Self::Register<S>;
    /// |a|
    fn magnitudes<S: Simd>(simd: S, a: Self::Register<S>) -> Self::Magnitudes<S>;
    /// The same magnitude in every entry; `value` is not negative.
    fn bound<S: Simd>(simd: S, value: Self) -> Self::Magnitudes<S>;
    /// a < b
    fn less<S: Simd>(simd: S, a: Self::Magnitudes<S>, b: Self::Magnitudes<S>) -> Self::Mask<S>;
    /// Zero where the mask is true, a elsewhere.
    fn clear<S: Simd>(simd: S, mask: Self::Mask<S>, a: Self::Register<S>) -> Self::Register<S>;
    /// Either a or b, not both.
    fn differ<S: Simd>(simd: S, a: Self::Mask<S>, b: Self::Mask<S>) -> Self::Mask<S>;
    /// a or b or both.
    fn either<S: Simd>(simd: S, a: Self::Mask<S>, b: Self::Mask<S>) -> Self::Mask<S>;
    /// Whether any entry is true.
    fn any<S: Simd>(simd: S, mask: Self::Mask<S>) -> bool;
    /// Counters at zero.
    fn no_counts<S: Simd>(simd: S) -> Self::Counters<S>;
    /// Adds one where the mask is true.
    fn count<S: Simd>(simd: S, counts: Self::Counters<S>, mask: Self::Mask<S>)
    -> Self::Counters<S>;
    /// The sum of all counters.
    fn counted<S: Simd>(simd: S, counts: Self::Counters<S>) -> usize;
}

macro_rules! vector {
    (
        $number:ty: tiles of $tile:literal,
        registers $registers:ident: $split:ident $split_mut:ident $splat:ident $add:ident $mul:ident
            $select:ident,
        magnitudes $whole:ident: $bits:ident $largest:expr, $splat_whole:ident $and_whole:ident
            $less:ident,
        masks $masks:ident: $xor:ident $or:ident $first_true:ident,
        counters $counters:ident of $counter:ty: $splat_counter:ident $select_counter:ident
            $add_counter:ident $split_counters_mut:ident,
    ) => {
        impl Vector for $number {
            const TILE: usize = $tile;
            type Register<S: Simd> = S::$registers;
            type Magnitudes<S: Simd> = S::$whole;
            type Counters<S: Simd> = S::$counters;
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
            fn magnitudes<S: Simd>(simd: S, a: S::$registers) -> S::$whole {
                simd.$and_whole(simd.$bits(a), simd.$splat_whole($largest))
            }
            #[inline(always)]
            fn bound<S: Simd>(simd: S, value: Self) -> S::$whole {
                // Not through `magnitudes`: a compiler that knows that both sides of a comparison
                // have no sign compares in a slower way.
                simd.$splat_whole(value.to_bits().cast_signed())
            }
            #[inline(always)]
            fn less<S: Simd>(simd: S, a: S::$whole, b: S::$whole) -> S::$masks {
                simd.$less(a, b)
            }
            #[inline(always)]
            fn clear<S: Simd>(simd: S, mask: S::$masks, a: S::$registers) -> S::$registers {
                simd.$select(mask, simd.$splat(0.0), a)
            }
            #[inline(always)]
            fn differ<S: Simd>(simd: S, a: S::$masks, b: S::$masks) -> S::$masks {
                simd.$xor(a, b)
            }
            #[inline(always)]
            fn either<S: Simd>(simd: S, a: S::$masks, b: S::$masks) -> S::$masks {
                simd.$or(a, b)
            }
            #[inline(always)]
            fn any<S: Simd>(simd: S, mask: S::$masks) -> bool {
                simd.$first_true(mask) < size_of::<S::$registers>() / size_of::<Self>()
            }
            #[inline(always)]
            fn no_counts<S: Simd>(simd: S) -> S::$counters {
                simd.$splat_counter(0)
            }
            #[inline(always)]
            fn count<S: Simd>(simd: S, counts: S::$counters, mask: S::$masks) -> S::$counters {
                let (one, zero) = (simd.$splat_counter(1), simd.$splat_counter(0));
                simd.$add_counter(counts, simd.$select_counter(mask, one, zero))
            }
            #[inline(always)]
            fn counted<S: Simd>(_: S, counts: S::$counters) -> usize {
                let mut entries: [$counter; $tile] = [0; $tile];
                S::$split_counters_mut(&mut entries).0[0] = counts;
                entries.iter().map(|&count| count as usize).sum()
            }
        }
    };
}

vector! {
    f32: tiles of 16,
    registers f32s: as_simd_f32s as_mut_simd_f32s splat_f32s add_f32s mul_f32s select_f32s,
    magnitudes i32s: transmute_i32s_f32s i32::MAX, splat_i32s and_i32s less_than_i32s,
    masks m32s: xor_m32s or_m32s first_true_m32s,
    counters u32s of u32: splat_u32s select_u32s add_u32s as_mut_simd_u32s,
}
vector! {
    f64: tiles of 8,
    registers f64s: as_simd_f64s as_mut_simd_f64s splat_f64s add_f64s mul_f64s select_f64s,
    magnitudes i64s: transmute_i64s_f64s i64::MAX, splat_i64s and_i64s less_than_i64s,
    masks m64s: xor_m64s or_m64s first_true_m64s,
    counters u64s of u64: splat_u64s select_u64s add_u64s as_mut_simd_u64s,
}
