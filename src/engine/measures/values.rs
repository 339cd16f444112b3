//! A value for each measure.

use super::measure::{Measure, Place};
use super::moment::Moment;
use super::table::{COUNT, MEASURES};

/// Something for each measure, where there is such a thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ByMeasure<T>([Option<T>; COUNT]);

/// A value for each measure; `None` where it is undefined, not finite, or was not asked for.
pub type Measures = ByMeasure<f64>;

impl<T> Default for ByMeasure<T> {
    fn default() -> Self {
        Self([const { None }; COUNT])
    }
}

impl<T: Copy> ByMeasure<T> {
    /// What `of` says of each measure.
    pub fn each(of: impl FnMut(&'static Measure) -> Option<T>) -> Self {
        Self(MEASURES.map(of))
    }

    /// What there is for a measure.
    pub fn get(&self, measure: &Measure) -> Option<T> {
        let index = MEASURES.iter().position(|m| std::ptr::eq(*m, measure));
        index.and_then(|index| self.0[index])
    }
}

impl Measures {
    /// The measures of a moment that appear in one of these places.
    pub fn of(moment: &Moment<'_>, places: &[Place]) -> Self {
        Self::each(|measure| {
            let value = measure.is_in(places).then(|| (measure.of)(moment));
            value.flatten().filter(|v| v.is_finite())
        })
    }
}
