//! Samples in classes: exclusive or, two spirals, and handwritten digits.

use flate2::read::GzDecoder;
use std::f64::consts::PI;
use std::io::Read;

/// Inputs, and the class that each belongs to.
pub(super) type Labelled = Vec<(Vec<f64>, usize)>;

/// Exclusive or, the smallest task that needs a hidden layer: the four corners of the square, at ±1;
/// class 1 where the two inputs differ.
pub(super) fn xor() -> Labelled {
    let corners = [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)];
    let labelled = |(a, b)| (vec![a, b], usize::from(a != b));
    corners.map(labelled).into()
}

/// How often each spiral winds round the centre. Our choice; Lang and Witbrock have three turns.
const TURNS: f64 = 1.5;
/// Where a spiral begins, as a share of its outer radius.
const INNERMOST: f64 = 0.1;

/// Two interleaved spirals in the plane, after K. J. Lang and M. J. Witbrock, "Learning to tell two
/// spirals apart" (1988): `count` points in [−1, 1]², in turn on the one spiral and on the other,
/// from the centre outwards.
pub(super) fn two_spirals(count: usize) -> Labelled {
    let last = (count.div_ceil(2) - 1).max(1) as f64;
    let point = |index: usize| {
        let along = (index / 2) as f64 / last;
        let radius = INNERMOST + (1.0 - INNERMOST) * along;
        let angle = 2.0 * PI * TURNS * along + PI * (index % 2) as f64;
        // Not the ones of the system, which differ in their last bits.
        let place = vec![radius * libm::cos(angle), radius * libm::sin(angle)];
        (place, index % 2)
    };
    (0..count).map(point).collect()
}

static COMPRESSED: &[u8] = include_bytes!("../../../assets/digits.csv.gz");

/// Pixels of a digit.
pub(super) const PIXELS: usize = 64;
/// The grey value of ink; paper is 0.
const INK: f64 = 16.0;

/// All 1,797 handwritten digits of 8 × 8 pixels, scaled to −1 (paper) … 1 (ink); `assets/digits.md`
/// tells where they come from. Fails only if the program is damaged.
pub(super) fn digits() -> Result<Labelled, String> {
    let mut text = String::new();
    GzDecoder::new(COMPRESSED)
        .read_to_string(&mut text)
        .map_err(|error| error.to_string())?;
    let labelled = |line: &str| {
        let values: Result<Vec<u8>, _> = line.split(',').map(str::parse::<u8>).collect();
        let values = values.map_err(|error| error.to_string())?;
        let Some((&digit, pixels)) = values.split_last().filter(|(_, p)| p.len() == PIXELS) else {
            return Err("a line has not 64 pixels and a digit".to_owned());
        };
        let scaled = pixels.iter().map(|&p| 2.0 * f64::from(p) / INK - 1.0);
        Ok((scaled.collect(), digit.into()))
    };
    text.lines().map(labelled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spirals_lie_in_the_square_and_mirror_each_other_through_the_centre() {
        let spirals = two_spirals(100);
        for pair in spirals.chunks(2) {
            for (a, b) in pair[0].0.iter().zip(&pair[1].0) {
                assert!((a + b).abs() < 1e-12 && a.abs() <= 1.0);
            }
        }
        assert_eq!(spirals.iter().map(|(_, class)| class).sum::<usize>(), 50);
    }

    #[test]
    fn there_are_as_many_of_each_digit_as_in_the_source_and_their_pixels_are_scaled() {
        let digits = digits().unwrap();
        let count = |digit| digits.iter().filter(|(_, class)| *class == digit).count();
        let counts: Vec<usize> = (0..10).map(count).collect();
        assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        assert_eq!(digits[0].0[..4], [-1.0, -1.0, -0.375, 0.625]);
        let range = |v: &f64| (-1.0..=1.0).contains(v);
        assert!(digits.iter().flat_map(|(pixels, _)| pixels).all(range));
    }
}
