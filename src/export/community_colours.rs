//! The colours of communities, the same on screen and in files.

use super::Rgb;
use crate::analysis::COLOURED;

/// Colours that are told apart with normal sight and without red or green cones, of which none looks
/// like credit, like the sign of a weight, or like what is pointed at; found by a search over sRGB. They differ in lightness as
/// much as in hue, so on any ground discs of them need a rim. A community also has a number and a place
/// in the order, so colour is never the only cue.
const COLOURS: [Rgb; COLOURED] = [
    [0x69, 0x1E, 0x96],
    [0xF0, 0xE1, 0x2D],
    [0xD2, 0x69, 0xB4],
    [0x87, 0xA5, 0x00],
    [0xA5, 0xE1, 0xFF],
    [0x69, 0x3C, 0x4B],
    [0x4B, 0xD2, 0x69],
    [0x96, 0x78, 0xF0],
    [0x2D, 0x69, 0x00],
    [0xE1, 0xA5, 0xC3],
    [0x87, 0x5A, 0x87],
    [0x1E, 0xFF, 0xB4],
];

/// The colour of a community, by its identity; grey for small communities and for neurons in none.
pub fn community_rgb(identity: Option<usize>) -> Rgb {
    let colour = identity.and_then(|identity| COLOURS.get(identity));
    colour.copied().unwrap_or([0x90; 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    type Linear = [f64; 3];

    /// What is seen without cones for red, and without those for green: in linear RGB
    /// [Machado, Oliveira & Fernandes 2009, severity 1].
    const PROTANOPIA: [Linear; 3] = [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ];
    const DEUTERANOPIA: [Linear; 3] = [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ];
    const NORMAL: [Linear; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

    fn times(matrix: &[Linear; 3], v: Linear) -> Linear {
        let dot = |row: Linear| row.iter().zip(v).map(|(a, b)| a * b).sum();
        matrix.map(dot)
    }

    /// A colour as it is seen, in Oklab [Ottosson 2020].
    fn seen(rgb: Rgb, sight: &[Linear; 3]) -> Linear {
        let linear = rgb.map(|part| match f64::from(part) / 255.0 {
            c if c <= 0.040_45 => c / 12.92,
            c => ((c + 0.055) / 1.055).powf(2.4),
        });
        let linear = times(sight, linear).map(|c| c.clamp(0.0, 1.0));
        let cones = [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ];
        let lab = [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ];
        times(&lab, times(&cones, linear).map(f64::cbrt))
    }

    fn distance(a: Rgb, b: Rgb, sight: &[Linear; 3]) -> f64 {
        let [a, b] = [a, b].map(|rgb| seen(rgb, sight));
        let squares = a.iter().zip(b).map(|(a, b)| (a - b).powi(2));
        squares.sum::<f64>().sqrt()
    }

    #[test]
    fn communities_are_told_apart_with_normal_sight_and_without_red_or_green_cones() {
        // Colours side by side are told apart from about 0.02 on.
        for (sight, least) in [(NORMAL, 0.11), (PROTANOPIA, 0.09), (DEUTERANOPIA, 0.09)] {
            for (index, &a) in COLOURS.iter().enumerate() {
                for &b in &COLOURS[..index] {
                    let apart = distance(a, b, &sight);
                    assert!(apart >= least, "{a:x?} and {b:x?}: {apart:.3}");
                }
            }
        }
    }

    #[test]
    fn no_community_has_the_colour_of_credit_a_sign_what_is_pointed_at_or_the_rest() {
        // Credit, both signs, and what is pointed at, in light and dark; and grey.
        let taken: [Rgb; 9] = [
            [0x6B, 0x45, 0xC6],
            [0xB4, 0x9B, 0xFF],
            [0xB8, 0x70, 0x00],
            [0xF2, 0xAE, 0x3C],
            [0xC2, 0x2F, 0x2F],
            [0xF0, 0x6A, 0x5E],
            [0x1F, 0x66, 0xB0],
            [0x62, 0xA8, 0xF0],
            community_rgb(None),
        ];
        for colour in COLOURS {
            for other in taken {
                let apart = distance(colour, other, &NORMAL);
                assert!(apart >= 0.1, "{colour:x?} and {other:x?}: {apart:.3}");
            }
        }
    }

    #[test]
    fn small_communities_and_isolated_neurons_are_grey() {
        assert_eq!(community_rgb(Some(COLOURED)), community_rgb(None));
        assert_ne!(community_rgb(Some(COLOURED - 1)), community_rgb(None));
    }
}
