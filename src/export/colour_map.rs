//! The colours of signed quantities and of signs of weights, the same on screen and in files.

/// Red, green and blue of sRGB.
pub type Rgb = [u8; 3];

const WHITE_RGB: Rgb = [255; 3];

/// Steps of a colour map on each side of zero.
const STEPS: usize = 127;

/// A diverging colour map: white at zero, darker the larger the magnitude, evenly to the eye.
pub struct ColourMap {
    table: [Rgb; 2 * STEPS + 1],
}

/// A colour in the Oklab space, where equal distances look equal: lightness, green–red, blue–yellow.
type Lab = [f32; 3];

const WHITE: Lab = [1.0, 0.0, 0.0];

impl ColourMap {
    /// Blue for inhibition, red for excitation.
    pub fn weights() -> Self {
        let blue = [[0.62, -0.045, -0.13], [0.36, -0.02, -0.12]];
        let red = [[0.62, 0.16, 0.075], [0.36, 0.13, 0.055]];
        Self::between(blue, red)
    }

    /// Violet for negative, amber for positive credit.
    pub fn credit() -> Self {
        let violet = [[0.60, 0.055, -0.12], [0.34, 0.05, -0.11]];
        let amber = [[0.74, 0.05, 0.145], [0.46, 0.06, 0.095]];
        Self::between(violet, amber)
    }

    /// For magnitudes, which have no sign: slate.
    pub fn magnitude() -> Self {
        let slate = [[0.62, -0.015, -0.035], [0.32, -0.01, -0.03]];
        Self::between(slate, slate)
    }

    fn between(negative: [Lab; 2], positive: [Lab; 2]) -> Self {
        let mut table = [WHITE_RGB; 2 * STEPS + 1];
        for step in 1..=STEPS {
            let t = step as f32 / STEPS as f32;
            table[STEPS - step] = along(negative, t);
            table[STEPS + step] = along(positive, t);
        }
        Self { table }
    }

    /// The colour of `value` when `limit` (> 0) has the darkest. Values beyond are shown like it.
    pub fn colour(&self, value: f32, limit: f32) -> Rgb {
        let t = (value / limit).clamp(-1.0, 1.0);
        if t.is_nan() {
            return WHITE_RGB;
        }
        // To the nearest step. Not by `round`, which many processors do in a function of its own.
        let at = (t * STEPS as f32 + (STEPS as f32 + 0.5)) as usize;
        self.table.get(at).copied().unwrap_or(WHITE_RGB)
    }
}

/// From white over the middle colour to the dark one.
fn along([middle, dark]: [Lab; 2], t: f32) -> Rgb {
    let (from, to, u) = if t < 0.55 {
        (WHITE, middle, t / 0.55)
    } else {
        (middle, dark, (t - 0.55) / 0.45)
    };
    let mix: Lab = std::array::from_fn(|i| from[i] + (to[i] - from[i]) * u);
    from_oklab(mix)
}

/// Oklab to sRGB [Ottosson 2020, "A perceptual color space for image processing"].
fn from_oklab([lightness, a, b]: Lab) -> Rgb {
    let cube = |v: f32| v * v * v;
    let l = cube(lightness + 0.396_337_78 * a + 0.215_803_76 * b);
    let m = cube(lightness - 0.105_561_346 * a - 0.063_854_17 * b);
    let s = cube(lightness - 0.089_484_18 * a - 1.291_485_5 * b);
    let linear = [
        4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
        -1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s,
        -0.004_196_086 * l - 0.703_418_6 * m + 1.707_614_7 * s,
    ];
    let [r, g, b] = linear.map(|c| {
        let c = c.clamp(0.0, 1.0);
        let encoded = if c <= 0.003_130_8 {
            12.92 * c
        } else {
            1.055 * c.powf(1.0 / 2.4) - 0.055
        };
        (encoded * 255.0).round() as u8
    });
    [r, g, b]
}

/// Red for a weight that excites, blue for one that inhibits.
pub fn sign_rgb(excites: bool) -> Rgb {
    match excites {
        true => [0xC2, 0x2F, 0x2F],
        false => [0x1F, 0x66, 0xB0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance([r, g, b]: Rgb) -> f32 {
        0.2126 * f32::from(r) + 0.7152 * f32::from(g) + 0.0722 * f32::from(b)
    }

    #[test]
    fn zero_is_white_and_magnitude_darkens_without_a_step_back_on_both_sides() {
        let maps = [ColourMap::weights, ColourMap::credit, ColourMap::magnitude];
        for map in maps.map(|make| make()) {
            assert_eq!(map.colour(0.0, 2.0), WHITE_RGB);
            for sign in [-1.0, 1.0] {
                let shades: Vec<f32> = (0..=100)
                    .map(|i| luminance(map.colour(sign * i as f32 / 100.0, 1.0)))
                    .collect();
                assert!(shades.windows(2).all(|pair| pair[1] <= pair[0] + 0.5));
                assert!(shades[100] < 110.0);
            }
        }
    }

    #[test]
    fn signs_are_told_apart_by_blue_against_red_and_excess_looks_like_the_limit() {
        let map = ColourMap::weights();
        let (low, high) = (map.colour(-1.0, 1.0), map.colour(1.0, 1.0));
        assert!(low[2] > low[0] && high[0] > high[2]);
        assert_eq!(map.colour(7.0, 1.0), high);
        assert_eq!(map.colour(f32::NEG_INFINITY, 1.0), low);
    }
}
