//! Scales of axes: where a value lies, and which values are marked.

/// A linear or logarithmic scale, or one of names, which stand at 0, 1, 2 and so on.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    logarithmic: bool,
    names: Vec<String>,
}

/// A marked value, with its number where there is room for one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub value: f64,
    pub label: Option<String>,
}

impl Scale {
    /// A scale that has room for all values, and for `margin` of its length beyond them at both ends.
    pub fn around(
        values: impl IntoIterator<Item = f64>,
        logarithmic: bool,
        margin: f64,
    ) -> Option<Self> {
        let on_scale = |v: f64| if logarithmic { v.log10() } else { v };
        let finite = values.into_iter().map(on_scale).filter(|v| v.is_finite());
        let nothing = [f64::INFINITY, f64::NEG_INFINITY];
        let [low, high] = finite.fold(nothing, |[low, high], v| [low.min(v), high.max(v)]);
        if low > high {
            return None;
        }
        let length = high - low;
        // Values that hardly differ are not blown up to the size of the panel.
        let least = match logarithmic {
            true => 0.3,
            false => 1e-3_f64.max(0.02 * high.abs()),
        };
        let margin = (margin * length).max((least - length) / 2.0);
        Some(Self {
            low: low - margin,
            high: high + margin,
            logarithmic,
            names: Vec::new(),
        })
    }

    /// A scale of names, each with as much room as the others.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        Self {
            low: -0.5,
            high: names.len() as f64 - 0.5,
            logarithmic: false,
            names,
        }
    }

    /// Whether names stand on it.
    pub fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// Where a value lies: 0 at the low end and below, 1 at the high one and above. On a logarithmic
    /// scale zero and what is below it lie at the low end.
    pub fn place(&self, value: f64) -> f64 {
        let value = match self.logarithmic {
            true => value.max(0.0).log10(),
            false => value,
        };
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Whether a value lies between the ends.
    fn holds(&self, value: f64) -> bool {
        let value = match self.logarithmic {
            true => value.log10(),
            false => value,
        };
        let rounding = 1e-9 * (self.high - self.low);
        (self.low - rounding..=self.high + rounding).contains(&value)
    }

    /// Round values on the scale, about so many of them with numbers.
    pub fn ticks(&self, about: usize) -> Vec<Tick> {
        if self.has_names() {
            let names = self.names.iter().enumerate();
            let tick = |(place, name): (usize, &String)| Tick {
                value: place as f64,
                label: Some(name.clone()),
            };
            names.map(tick).collect()
        } else if self.logarithmic {
            self.decades(about)
        } else {
            self.steps(about)
        }
    }

    fn steps(&self, about: usize) -> Vec<Tick> {
        let step = round_step((self.high - self.low) / about.max(1) as f64);
        let decimals = (-step.log10().floor()).max(0.0) as usize;
        let (first, last) = ((self.low / step).ceil(), (self.high / step).floor());
        (first as i64..=last as i64)
            .map(|k| {
                let value = k as f64 * step;
                let label = match value.abs() {
                    large if large >= 1e5 => short(value),
                    _ => format!("{value:.decimals$}").replace('-', "−"),
                };
                Tick {
                    value,
                    label: Some(label),
                }
            })
            .collect()
    }

    fn decades(&self, about: usize) -> Vec<Tick> {
        let (first, last) = (self.low.floor() as i32, self.high.floor() as i32);
        let whole = (self.high.floor() - self.low.ceil()) as i32 + 1;
        let about = about.max(1) as i32;
        let every = ((whole + about - 1) / about).max(1);
        let mut ticks = Vec::new();
        for decade in first..=last {
            for digit in 1..10 {
                // Read, not worked out: 10⁻³ is then the number that is written 0.001.
                let value: f64 = format!("{digit}e{decade}").parse().unwrap_or(f64::NAN);
                let labelled = match digit {
                    1 => decade.rem_euclid(every) == 0 || whole < 2,
                    2 | 5 => whole < 2,
                    _ => false,
                };
                let label = labelled.then(|| short(value));
                ticks.extend(self.holds(value).then_some(Tick { value, label }));
            }
        }
        ticks
    }
}

/// The first of 1, 2, 5 × 10ᵏ that is not much smaller.
fn round_step(step: f64) -> f64 {
    let decade = 10_f64.powf(step.log10().floor());
    let mut steps = [1.0, 2.0, 5.0].map(|digit| digit * decade).into_iter();
    steps.find(|&s| s >= step * 0.7).unwrap_or(10.0 * decade)
}

/// A number in three digits at most, without a tail of zeros.
pub fn short(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        return "0".to_owned();
    }
    let text = if !(1e-4..1e6).contains(&size) {
        format!("{value:.1e}").replace(".0e", "e")
    } else {
        let decimals = (2 - size.log10().floor() as i32).max(0) as usize;
        let text = format!("{value:.decimals$}");
        match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => text,
        }
    };
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: &Scale, about: usize) -> Vec<String> {
        let ticks = scale.ticks(about);
        ticks.into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_are_round_and_lie_on_the_scale() {
        let scale = Scale::around([0.07, 0.31], false, 0.05).expect("values");
        assert_eq!(labels(&scale, 4), ["0.10", "0.15", "0.20", "0.25", "0.30"]);
        let below = Scale::around([-1.0, 1.0], false, 0.0).expect("values");
        assert_eq!(labels(&below, 2), ["−1", "0", "1"]);
        assert_eq!([-1.0, 0.0, 1.0].map(|v| below.place(v)), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn a_logarithmic_scale_marks_decades_or_parts_of_one() {
        let wide = Scale::around([0.001, 3.0], true, 0.0).expect("values");
        assert_eq!(labels(&wide, 6), ["0.001", "0.01", "0.1", "1"]);
        assert!((wide.place(0.001)).abs() < 1e-12);
        let narrow = Scale::around([15.0, 80.0], true, 0.0).expect("values");
        assert_eq!(labels(&narrow, 6), ["20", "50"]);
        let huge = Scale::around([1e-9, 1e9], true, 0.0).expect("values");
        assert!(labels(&huge, 6).len() <= 7);
    }

    #[test]
    fn names_stand_in_the_middle_of_equal_rooms() {
        let scale = Scale::named(["same", "none"]);
        assert_eq!(labels(&scale, 1), ["same", "none"]);
        assert_eq!([0.0, 1.0].map(|v| scale.place(v)), [0.25, 0.75]);
    }

    #[test]
    fn equal_values_have_a_scale_and_no_values_have_none() {
        let one = Scale::around([5.0], false, 0.05).expect("a value");
        assert!((one.place(5.0) - 0.5).abs() < 1e-9);
        assert_eq!(Scale::around([], false, 0.05), None);
        assert_eq!(Scale::around([f64::NAN, 0.0], true, 0.05), None);
    }

    #[test]
    fn numbers_are_short() {
        let cases = [
            (0.0, "0"),
            (0.003_138_57, "0.00314"),
            (0.5, "0.5"),
            (-1.25, "−1.25"),
            (1500.0, "1500"),
            (123_456.0, "123456"),
            (2e-7, "2e−7"),
            (1.26e9, "1.3e9"),
        ];
        for (value, text) in cases {
            assert_eq!(short(value), text);
        }
    }
}
