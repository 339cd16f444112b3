//! The colours of communities and of the signs of weights, the same on screen and in files.

use super::Rgb;

/// The colour-blind-safe set of Okabe and Ito, darkest left out. A community also has a number and a
/// place in the order, so colour is never the only cue.
const COMMUNITIES: [Rgb; 8] = [
    [0x00, 0x72, 0xB2],
    [0xE6, 0x9F, 0x00],
    [0x00, 0x9E, 0x73],
    [0xCC, 0x79, 0xA7],
    [0x56, 0xB4, 0xE9],
    [0xD5, 0x5E, 0x00],
    [0xF0, 0xE4, 0x42],
    [0x8C, 0x6B, 0x4F],
];

/// The colour of a community; grey for neurons that belong to none.
pub fn community_rgb(colour: Option<usize>) -> Rgb {
    colour.map_or([0x90; 3], |index| COMMUNITIES[index % COMMUNITIES.len()])
}

/// Red for a weight that excites, blue for one that inhibits.
pub fn sign_rgb(excites: bool) -> Rgb {
    match excites {
        true => [0xC2, 0x2F, 0x2F],
        false => [0x1F, 0x66, 0xB0],
    }
}
