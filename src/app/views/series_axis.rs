//! The vertical axis of a measure over time.

use std::ops::RangeInclusive;

use egui_plot::GridMark;

use super::plots::tick;
use crate::app::widgets::number;
use crate::engine::History;
use crate::engine::measures::Measure;

/// The vertical axis of a measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Axis {
    Linear,
    /// With the powers of ten at its ends; plots know only linear axes.
    Logarithmic {
        low: f64,
        high: f64,
    },
}

/// Beyond this factor between its smallest and its largest value, what grows as credit does is seen on a
/// logarithmic axis only.
const WIDE: f64 = 1e4;
/// Powers of ten on a logarithmic axis at most.
const DECADES: f64 = 12.0;

impl Axis {
    /// That of a measure in these histories.
    pub fn of(histories: &[&History], measure: &Measure) -> Self {
        let rows = histories.iter().flat_map(|history| history.items());
        let values = rows.filter_map(|row| row.measures.get(measure));
        let sizes = values.filter(|value| *value > 0.0 && value.is_finite());
        let ends = [f64::INFINITY, 0.0_f64];
        let [least, most] = sizes.fold(ends, |[least, most], value| {
            [least.min(value), most.max(value)]
        });
        match measure.logarithmic && most / least > WIDE {
            true => Self::Logarithmic {
                low: least.log10().max(most.log10() - DECADES),
                high: most.log10(),
            },
            false => Self::Linear,
        }
    }

    /// Where a value stands; what is too small stands at the low end.
    pub fn place(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Logarithmic { low, .. } => value.max(f64::MIN_POSITIVE).log10().max(low),
        }
    }

    pub fn tick(self, mark: GridMark, range: &RangeInclusive<f64>) -> String {
        match self {
            Self::Linear => tick(mark, range),
            Self::Logarithmic { .. } => number(10.0_f64.powf(mark.value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Row;
    use crate::engine::measures::{HUB_OVERLAP, Measures, TRAIN_LOSS};

    #[test]
    fn what_grows_by_powers_of_ten_has_a_logarithmic_axis_and_nothing_else_has() {
        let history = |measure: &'static Measure, values: &[f64]| {
            let mut history = History::default();
            for (at, value) in values.iter().enumerate() {
                let measures = Measures::each(|m| (m == measure).then_some(*value));
                history.push(Row {
                    iteration: at as u64,
                    now_ms: at as f64,
                    measures,
                });
            }
            history
        };
        let growing = history(&TRAIN_LOSS, &[0.0, 1e-3, 1.0, 1e6]);
        let axis = Axis::of(&[&growing], &TRAIN_LOSS);
        assert_eq!(
            axis,
            Axis::Logarithmic {
                low: -3.0,
                high: 6.0
            }
        );
        assert_eq!([0.0, 1e-9, 100.0].map(|v| axis.place(v)), [-3.0, -3.0, 2.0]);
        let steady = history(&TRAIN_LOSS, &[0.1, 0.2, 30.0]);
        assert_eq!(Axis::of(&[&steady], &TRAIN_LOSS), Axis::Linear);
        let overlap = history(&HUB_OVERLAP, &[1e-9, 0.9]);
        assert_eq!(Axis::of(&[&overlap], &HUB_OVERLAP), Axis::Linear);
    }
}
