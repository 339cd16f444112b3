//! From the numbers of a matrix to places on a colour map.

use crate::analysis::Picture;

/// How magnitudes become shades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scaling {
    /// In proportion.
    Linear,
    /// In proportion to the square root: a hundredth of the limit has a tenth of the shade.
    SquareRoot,
    /// By rank: of the magnitudes that are not zero, the share that is no larger. Of weights with a
    /// heavy tail as many are dark as pale, so that structure is seen from afar.
    #[default]
    Rank,
}

impl Scaling {
    /// All of them, in the order in which a menu shows them.
    pub const ALL: [Self; 3] = [Self::Linear, Self::SquareRoot, Self::Rank];

    /// The name, as the colour bar says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::SquareRoot => "√ scale",
            Self::Rank => "by rank",
        }
    }

    /// What it does, in one sentence for hovers.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Linear => "Shades in proportion to the magnitude: only the strongest are seen.",
            Self::SquareRoot => {
                "Shades in proportion to the square root of the magnitude: a hundredth of the limit has a tenth of the shade."
            }
            Self::Rank => {
                "Shades by rank: the share of the magnitudes, those that are not zero, that is no larger."
            }
        }
    }
}

/// A scale from the magnitude with the darkest colour down to zero; logarithmic where two pictures of
/// very different magnitudes share it, unless it goes by rank.
#[derive(Debug, Clone, PartialEq)]
pub struct ColourScale {
    /// The magnitude at which colours saturate.
    pub limit: f32,
    scaling: Scaling,
    /// On a logarithmic scale, the powers of ten between white and the darkest colour.
    decades: Option<f32>,
    /// By rank: the quantiles of the magnitudes, rising.
    ranks: Vec<f32>,
}

/// Up to this factor between them, two pictures share a scale that is not logarithmic.
const ALIKE: f32 = 5.0;

/// On a logarithmic scale, how far from the darkest colour that of the weaker picture may begin.
const WEAKER: f32 = 0.5;

/// By rank, the shade of the smallest magnitude that is not zero: what is there can be seen.
const LEAST_SHADE: f32 = 0.12;

impl ColourScale {
    /// A common scale for magnitudes with these limits, in proportion.
    pub fn common(limits: impl Iterator<Item = f32> + Clone) -> Self {
        let limit = limits.clone().reduce(f32::max).unwrap_or(1.0);
        let factor = limit / limits.reduce(f32::min).unwrap_or(limit);
        Self {
            limit,
            scaling: Scaling::Linear,
            decades: (factor > ALIKE).then(|| (factor.log10() / WEAKER).ceil().clamp(2.0, 20.0)),
            ranks: Vec::new(),
        }
    }

    /// A common scale for pictures. Those without anything in them have no say.
    pub fn of<'a>(pictures: impl Iterator<Item = &'a Picture>, scaling: Scaling) -> Self {
        let weighty: Vec<&Picture> = pictures.filter(|picture| picture.largest > 0.0).collect();
        let common = Self::common(weighty.iter().map(|picture| picture.limit));
        if scaling != Scaling::Rank {
            return Self { scaling, ..common };
        }
        let ranks = weighty.iter().flat_map(|p| p.quantiles.iter().copied());
        let mut ranks: Vec<f32> = ranks.collect();
        ranks.sort_unstable_by(f32::total_cmp);
        Self {
            limit: ranks.last().copied().unwrap_or(1.0),
            scaling,
            decades: None,
            ranks,
        }
    }

    /// Where a number stands, from −1 to 1.
    pub fn place(&self, value: f32) -> f32 {
        if value == 0.0 || value.is_nan() {
            return 0.0;
        }
        let share = (value / self.limit).abs();
        let place = match (self.decades, self.scaling) {
            (Some(decades), _) => 1.0 + share.log10() / decades,
            (None, Scaling::Linear) => share,
            (None, Scaling::SquareRoot) => share.sqrt(),
            (None, Scaling::Rank) => {
                let below = self.ranks.partition_point(|rank| *rank <= value.abs());
                let rank = below as f32 / self.ranks.len().max(1) as f32;
                LEAST_SHADE + (1.0 - LEAST_SHADE) * rank
            }
        };
        place.clamp(0.0, 1.0) * value.signum()
    }

    /// The magnitude half way up the scale.
    pub fn at_half(&self) -> f32 {
        match (self.decades, self.scaling) {
            (Some(decades), _) => self.limit * 10.0_f32.powf(-decades / 2.0),
            (None, Scaling::Linear) => self.limit / 2.0,
            (None, Scaling::SquareRoot) => self.limit / 4.0,
            (None, Scaling::Rank) => {
                let rank = (0.5 - LEAST_SHADE) / (1.0 - LEAST_SHADE);
                let index = (rank * self.ranks.len() as f32) as usize;
                self.ranks.get(index).copied().unwrap_or(self.limit)
            }
        }
    }

    /// What kind of scale it is, for the colour bar.
    pub fn name(&self) -> &'static str {
        match self.decades {
            Some(_) => "log scale",
            None => self.scaling.name(),
        }
    }

    /// What must be said about the scale, with numbers written in this way.
    pub fn remark(&self, number: impl Fn(f64) -> String) -> String {
        let Some(decades) = self.decades else {
            return self.scaling.explanation().to_owned();
        };
        let least = f64::from(self.limit * 10.0_f32.powf(-decades));
        format!(
            "Logarithmic scale, common to A and B, whose magnitudes differ much; white is {} or less.",
            number(least)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Connectome;

    fn picture(weights: &[f32]) -> Picture {
        let n = weights.len().isqrt();
        let order: Vec<usize> = (0..n).collect();
        Picture::of(&Connectome::new(n, weights.to_vec()), &order, n, None)
    }

    #[test]
    fn pictures_alike_share_a_linear_scale_and_others_a_logarithmic_one() {
        let alone = ColourScale::common([0.5].into_iter());
        assert_eq!((alone.limit, alone.name()), (0.5, "linear"));
        assert_eq!(alone.place(0.25), 0.5);
        assert_eq!(alone.place(-3.0), -1.0);
        let alike = ColourScale::common([0.5, 2.0].into_iter());
        assert_eq!((alike.limit, alike.at_half()), (2.0, 1.0));
        let apart = ColourScale::common([0.1, 10.0].into_iter());
        assert_eq!((apart.limit, apart.name()), (10.0, "log scale"));
        assert!((apart.at_half() - 0.1).abs() < 1e-6);
        assert_eq!(apart.place(10.0), 1.0);
        assert!((apart.place(-0.1) + 0.5).abs() < 1e-5);
        assert_eq!((apart.place(0.0), apart.place(1e-9)), (0.0, 0.0));
        assert_eq!(ColourScale::common(std::iter::empty()).limit, 1.0);
    }

    #[test]
    fn on_a_square_root_scale_a_hundredth_has_a_tenth_of_the_shade() {
        let shown = picture(&[0.0, 1.0, -1.0, 0.01]);
        let scale = ColourScale::of([&shown].into_iter(), Scaling::SquareRoot);
        assert_eq!((scale.limit, scale.place(-1.0)), (1.0, -1.0));
        assert!((scale.place(0.01) - 0.1).abs() < 1e-6);
        assert!((scale.place(scale.at_half()) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn by_rank_shades_are_dealt_out_evenly_whatever_the_tail_and_nothing_there_is_white() {
        let mut weights: Vec<f32> = (0..100).map(|k| 10.0_f32.powi(k % 9)).collect();
        weights[0] = 0.0;
        let scale = ColourScale::of([&picture(&weights)].into_iter(), Scaling::Rank);
        assert_eq!(scale.place(0.0), 0.0);
        assert!(scale.place(-1.0) <= -LEAST_SHADE, "the smallest is seen");
        assert!(scale.place(1e8) > 0.85);
        let places: Vec<f32> = (0..9).map(|k| scale.place(10.0_f32.powi(k))).collect();
        let steps = places.windows(2).map(|pair| pair[1] - pair[0]);
        assert!(steps.into_iter().all(|step| (0.05..0.15).contains(&step)));
        assert!((scale.place(scale.at_half()) - 0.5).abs() < 0.1);
    }
}
