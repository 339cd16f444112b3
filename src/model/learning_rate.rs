//! r, the factor on every weight change: constant, or falling over model time.

/// r, the learning rate.
///
/// A rate that falls plays development [Fan & Mysore 2024, section 6, prediction 3]: high while
/// young, low once mature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LearningRate {
    /// The same at every update.
    Constant(f64),
    /// Falling from one rate to another.
    Falling(Fall),
}

/// How a learning rate falls, or rises. Our choice: the paper names no course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fall {
    /// The rate of the first update, > 0.
    pub from: f64,
    /// The rate in the end, > 0.
    pub to: f64,
    /// K, the number of plasticity updates on the way, at least 1.
    pub over_iterations: u64,
    /// The way.
    pub shape: FallShape,
}

/// The way from one learning rate to another; r(k) is the rate of the update after k others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FallShape {
    /// r(k) = from · (to / from)^(k / K) for k ≤ K, then `to`: by the same factor at each update.
    #[default]
    Exponential,
    /// r(k) = from + (to − from) · k / K for k ≤ K, then `to`: by the same amount at each update.
    Linear,
}

impl FallShape {
    /// All shapes, in the order in which a menu shows them.
    pub const ALL: [Self; 2] = [Self::Exponential, Self::Linear];

    /// The equation of r(k).
    pub const fn equation(self) -> &'static str {
        match self {
            Self::Exponential => "r(k) = from · (to / from)^(k / K) for k ≤ K, then r = to",
            Self::Linear => "r(k) = from + (to − from) · k / K for k ≤ K, then r = to",
        }
    }
}

impl Default for Fall {
    /// From 1 to 0.003 over 6000 iterations, exponentially: between the two panels of Fig. 4.
    fn default() -> Self {
        Self {
            from: 1.0,
            to: 0.003,
            over_iterations: 6000,
            shape: FallShape::Exponential,
        }
    }
}

impl Fall {
    /// r(k), see [`FallShape`].
    pub fn at(&self, iteration: u64) -> f64 {
        if iteration >= self.over_iterations {
            return self.to;
        }
        let share = iteration as f64 / self.over_iterations as f64;
        match self.shape {
            // The power of this library is the same on every machine.
            FallShape::Exponential => self.from * libm::pow(self.to / self.from, share),
            FallShape::Linear => self.from + (self.to - self.from) * share,
        }
    }
}

impl LearningRate {
    /// The rate of the plasticity update that follows `iteration` others.
    pub fn at(&self, iteration: u64) -> f64 {
        match self {
            Self::Constant(rate) => *rate,
            Self::Falling(fall) => fall.at(iteration),
        }
    }

    /// The rate, if it is constant.
    pub fn constant(&self) -> Option<f64> {
        match self {
            Self::Constant(rate) => Some(*rate),
            Self::Falling(_) => None,
        }
    }

    /// How it falls, if it does.
    pub fn fall(&self) -> Option<Fall> {
        match self {
            Self::Constant(_) => None,
            Self::Falling(fall) => Some(*fall),
        }
    }

    /// The same course, every rate multiplied by `factor`.
    pub fn scaled(self, factor: f64) -> Self {
        match self {
            Self::Constant(rate) => Self::Constant(rate * factor),
            Self::Falling(fall) => Self::Falling(Fall {
                from: fall.from * factor,
                to: fall.to * factor,
                ..fall
            }),
        }
    }
}

impl From<f64> for LearningRate {
    fn from(rate: f64) -> Self {
        Self::Constant(rate)
    }
}

/// A constant rate equals its number; a falling one equals none.
impl PartialEq<f64> for LearningRate {
    fn eq(&self, rate: &f64) -> bool {
        self.constant() == Some(*rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fall(shape: FallShape, from: f64, to: f64, over_iterations: u64) -> LearningRate {
        LearningRate::Falling(Fall {
            from,
            to,
            over_iterations,
            shape,
        })
    }

    #[test]
    fn a_fall_or_rise_passes_the_mean_of_its_kind_half_way_and_stays_at_its_end() {
        let rate = fall(FallShape::Exponential, 1.0, 0.01, 100);
        assert_eq!(rate.at(0), 1.0);
        assert!((rate.at(50) - 0.1).abs() < 1e-15);
        assert!((rate.at(25) - 0.01_f64.powf(0.25)).abs() < 1e-15);
        assert_eq!((rate.at(100), rate.at(1_000_000)), (0.01, 0.01));
        let ratios: Vec<f64> = (0..100).map(|k| rate.at(k + 1) / rate.at(k)).collect();
        assert!(ratios.iter().all(|r| (r - ratios[0]).abs() < 1e-12));
        let rate = fall(FallShape::Linear, 1.0, 0.01, 100);
        assert_eq!((rate.at(0), rate.at(100)), (1.0, 0.01));
        assert!((rate.at(50) - 0.505).abs() < 1e-15);
        let rising = fall(FallShape::Exponential, 0.01, 1.0, 2);
        assert!((rising.at(1) - 0.1).abs() < 1e-15);
    }

    #[test]
    fn a_constant_rate_is_a_number_and_a_falling_one_is_not() {
        assert_eq!(LearningRate::from(0.3), 0.3);
        assert_eq!(LearningRate::Constant(0.3).at(77), 0.3);
        let falling = fall(FallShape::Linear, 1.0, 0.01, 100);
        assert_ne!(falling, 1.0);
        assert_eq!(LearningRate::Constant(0.3).scaled(2.0), 0.6);
        assert!((falling.scaled(0.5).at(0) - 0.5).abs() < 1e-15);
    }
}
