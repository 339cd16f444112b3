//! Handwritten digits of 8 × 8 pixels; `assets/digits.md` tells where they come from.

use flate2::read::GzDecoder;
use std::io::Read;

use super::rows::Labelled;

static COMPRESSED: &[u8] = include_bytes!("../../../assets/digits.csv.gz");

/// Pixels of a digit.
pub(super) const PIXELS: usize = 64;
/// The grey value of ink; paper is 0.
const INK: f64 = 16.0;

/// All 1,797 digits, their pixels scaled to −1 (paper) … 1 (ink). Fails only if the program is
/// damaged.
pub(super) fn labelled() -> Result<Labelled, String> {
    let mut text = String::new();
    GzDecoder::new(COMPRESSED)
        .read_to_string(&mut text)
        .map_err(|error| error.to_string())?;
    let mut digits = Labelled::default();
    for line in text.lines() {
        let values: Result<Vec<u8>, _> = line.split(',').map(str::parse).collect();
        let values = values.map_err(|error| error.to_string())?;
        let Some((&digit, pixels)) = values.split_last().filter(|(_, p)| p.len() == PIXELS) else {
            return Err("a line has not 64 pixels and a digit".to_owned());
        };
        let scaled = pixels.iter().map(|&p| 2.0 * f64::from(p) / INK - 1.0);
        digits.inputs.push(scaled.collect());
        digits.classes.push(digit.into());
    }
    Ok(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_of_each_digit_as_in_the_source_and_their_pixels_are_scaled() {
        let Labelled { inputs, classes } = labelled().unwrap();
        let count = |digit| classes.iter().filter(|c| **c == digit).count();
        let counts: Vec<usize> = (0..10).map(count).collect();
        assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        assert_eq!(inputs[0][..4], [-1.0, -1.0, -0.375, 0.625]);
        let range = |v: &f64| (-1.0..=1.0).contains(v);
        assert!(inputs.iter().flatten().all(range));
    }
}
