//! From the numbers of a matrix to places on a colour map.

use super::number;

/// A scale from the magnitude with the darkest colour down to zero: linear, or logarithmic where two
/// pictures of very different magnitudes share it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColourScale {
    /// The magnitude at which colours saturate.
    pub limit: f32,
    /// On a logarithmic scale, the powers of ten between white and the darkest colour.
    decades: Option<f32>,
}

/// Up to this factor between them, two pictures share a linear scale.
const ALIKE: f32 = 5.0;

/// On a logarithmic scale, how far from the darkest colour that of the weaker picture may begin.
const WEAKER: f32 = 0.5;

impl ColourScale {
    /// A common scale for pictures with these limits of their own.
    pub fn common(limits: impl Iterator<Item = f32> + Clone) -> Self {
        let limit = limits.clone().reduce(f32::max).unwrap_or(1.0);
        let factor = limit / limits.reduce(f32::min).unwrap_or(limit);
        Self {
            limit,
            decades: (factor > ALIKE).then(|| (factor.log10() / WEAKER).ceil().clamp(2.0, 20.0)),
        }
    }

    /// Where a number stands, from −1 to 1.
    pub fn place(self, value: f32) -> f32 {
        let share = value / self.limit;
        match self.decades {
            Some(decades) if share != 0.0 => {
                let place = 1.0 + share.abs().log10() / decades;
                place.clamp(0.0, 1.0) * share.signum()
            }
            _ => share.clamp(-1.0, 1.0),
        }
    }

    /// The magnitude half way up a logarithmic scale.
    pub fn at_half(self) -> Option<f32> {
        let decades = self.decades?;
        Some(self.limit * 10.0_f32.powf(-decades / 2.0))
    }

    /// What must be said about a scale that is not linear.
    pub fn remark(self) -> String {
        let Some(decades) = self.decades else {
            return String::new();
        };
        let least = f64::from(self.limit * 10.0_f32.powf(-decades));
        format!(
            " Logarithmic scale, common to A and B, whose magnitudes differ much; white is {} or less.",
            number(least)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_alike_share_a_linear_scale_and_others_a_logarithmic_one() {
        let alone = ColourScale::common([0.5].into_iter());
        assert_eq!((alone.limit, alone.at_half()), (0.5, None));
        assert_eq!(alone.place(0.25), 0.5);
        assert_eq!(alone.place(-3.0), -1.0);
        let alike = ColourScale::common([0.5, 2.0].into_iter());
        assert_eq!((alike.limit, alike.at_half()), (2.0, None));
        let apart = ColourScale::common([0.1, 10.0].into_iter());
        assert_eq!(apart.limit, 10.0);
        assert!((apart.at_half().expect("logarithmic") - 0.1).abs() < 1e-6);
        assert_eq!(apart.place(10.0), 1.0);
        assert!((apart.place(-0.1) + 0.5).abs() < 1e-5);
        assert_eq!((apart.place(0.0), apart.place(1e-9)), (0.0, 0.0));
        assert_eq!(ColourScale::common(std::iter::empty()).limit, 1.0);
    }
}
