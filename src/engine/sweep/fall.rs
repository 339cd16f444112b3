//! Where the number that is varied changes the picture: the steepest fall of a measure such as ρ.

use super::numbers::Numbers;
use super::plan::Plan;
use super::statistics::{PointSummary, Statistic};
use crate::engine::measures::{Measure, Place, measures_in};

/// Of fewer runs than this the spread is not known well enough to judge a fall by it.
pub const LEAST_RUNS: usize = 3;
/// A step belongs to the fall if it is this share as steep as the steepest.
const AS_STEEP: f64 = 0.5;

/// A fall of a measure along the number that is varied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SteepestFall {
    /// What falls.
    pub measure: &'static Measure,
    /// The option that it belongs to, by its place along the axis of a choice, if one is varied too.
    pub beside: Option<usize>,
    /// Where it falls most steeply: the middle between two values, on the scale of the axis.
    pub at: f64,
    /// The value of the number where the fall begins, and the mean there.
    pub from: [f64; 2],
    /// The value where it ends, and the mean there.
    pub to: [f64; 2],
}

/// The steepest fall of each measure that is watched along the number that is varied, one for each curve,
/// where it is clear.
///
/// Between each two neighbouring values the slope of the mean is taken, by difference or, where the axis is
/// logarithmic, by ratio of the values. The fall is the steepest step, with the steps right beside it that
/// are at least half as steep. It is clear if the bands of one standard deviation over the seeds at its two
/// ends do not overlap, and each rests on three runs or more.
pub fn steepest_falls(plan: &Plan, summaries: &[PointSummary]) -> Vec<SteepestFall> {
    let (across, axis) = plan.across();
    let Some(numbers) = axis.numbers().filter(|_| !plan.is_map()) else {
        return Vec::new();
    };
    let fall = |measure: &'static Measure, beside: Option<usize>| {
        let is_of = |summary: &&PointSummary| {
            let steps = plan.steps(summary.point);
            beside.is_none_or(|step| steps[1 - across] == step)
        };
        let means = summaries.iter().filter(is_of);
        let means: Vec<_> = means.map(|s| s.measures.get(measure)).collect();
        let Step { at, from, to } = steepest(numbers, &means)?;
        Some(SteepestFall {
            measure,
            beside,
            at,
            from,
            to,
        })
    };
    let curves: Vec<Option<usize>> = match plan.beside() {
        None => vec![None],
        Some((_, options)) => (0..options.count()).map(Some).collect(),
    };
    let watched = measures_in(Place::Sweep).filter(|measure| measure.is_watched);
    let fall = &fall;
    let each = |measure| {
        curves
            .iter()
            .filter_map(move |&beside| fall(measure, beside))
    };
    watched.flat_map(each).collect()
}

/// Where a mean falls, from where and what, and to where and what.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    at: f64,
    from: [f64; 2],
    to: [f64; 2],
}

/// The steepest fall of a mean over some numbers, if it is clear.
fn steepest(numbers: &Numbers, means: &[Option<Statistic>]) -> Option<Step> {
    let scale = |value: f64| match numbers.is_logarithmic() {
        true => libm::log(value),
        false => value,
    };
    let values = numbers.values();
    let drop = |step: usize| {
        let (before, after) = (means.get(step)?.as_ref()?, means.get(step + 1)?.as_ref()?);
        let length = scale(values[step + 1]) - scale(values[step]);
        Some((before.mean - after.mean) / length)
    };
    let steps = (0..values.len().saturating_sub(1)).filter_map(|step| Some((step, drop(step)?)));
    // The first of equals.
    let (step, slope) = steps.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let belongs = |step: usize| drop(step).is_some_and(|d| d >= AS_STEEP * slope);
    let first = (0..step).rev().take_while(|&s| belongs(s)).last();
    let last = (step + 1..values.len()).take_while(|&s| belongs(s)).last();
    let ends = [first.unwrap_or(step), last.unwrap_or(step) + 1];
    let (before, after) = (means[ends[0]]?, means[ends[1]]?);
    let known = |s: &Statistic| s.sd.filter(|_| s.count >= LEAST_RUNS);
    let is_clear = before.mean - after.mean > known(&before)? + known(&after)?;
    let middle = match numbers.is_logarithmic() {
        true => (values[step] * values[step + 1]).sqrt(),
        false => f64::midpoint(values[step], values[step + 1]),
    };
    is_clear.then_some(Step {
        at: middle,
        from: [values[ends[0]], before.mean],
        to: [values[ends[1]], after.mean],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sweep::Axis;

    /// The fall of means with one spread over the values of an axis, each of so many runs.
    fn fall_of(axis: &str, means: &[f64], sd: f64, count: usize) -> Option<Step> {
        let axis = axis.parse::<Axis>().expect("an axis");
        let statistic = |mean: &f64| {
            let (mean, sd) = (*mean, Some(sd));
            (mean.is_finite()).then_some(Statistic { mean, sd, count })
        };
        let means: Vec<_> = means.iter().map(statistic).collect();
        steepest(axis.numbers().expect("numbers"), &means)
    }

    const RATES: &str = "plasticity.learning_rate=0.001,0.01,0.1,1";
    const PRUNING: &str = "plasticity.pruning=0,0.1,0.2,0.3,0.4,0.5";

    #[test]
    fn a_step_from_one_plateau_to_another_is_found_in_its_middle() {
        let found = fall_of(RATES, &[0.72, 0.71, 0.12, 0.1], 0.05, 4).expect("clear");
        assert!((found.at - 0.001_f64.sqrt()).abs() < 1e-12);
        assert_eq!((found.from, found.to), ([0.01, 0.71], [0.1, 0.12]));
        let linear = fall_of(PRUNING, &[0.7, 0.7, 0.1, 0.1, 0.1, 0.1], 0.05, 4).expect("clear");
        assert!((linear.at - 0.15).abs() < 1e-12);
    }

    #[test]
    fn a_fall_over_several_steps_is_judged_by_its_ends() {
        let means = [0.7, 0.69, 0.5, 0.25, 0.1, 0.09];
        // No step alone exceeds twice the spread.
        let found = fall_of(PRUNING, &means, 0.13, 4).expect("clear");
        assert_eq!((found.from, found.to), ([0.1, 0.69], [0.4, 0.1]));
        assert!((found.at - 0.25).abs() < 1e-12);
    }

    #[test]
    fn the_steepest_is_counted_by_the_distance_of_the_values() {
        let uneven = "plasticity.pruning=0,0.1,0.9";
        let found = fall_of(uneven, &[0.7, 0.5, 0.1], 0.02, 4).expect("clear");
        assert_eq!((found.from, found.to), ([0.0, 0.7], [0.1, 0.5]));
    }

    #[test]
    fn what_is_not_clear_is_not_said() {
        let steep = [0.7, 0.7, 0.1, 0.1];
        for (means, sd, count) in [
            (steep, 0.31, 4),                          // the bands overlap
            (steep, 0.05, 2),                          // two runs do not tell the spread
            ([0.1, 0.1, 0.7, 0.7], 0.01, 4),           // it rises
            ([0.5; 4], 0.0, 4),                        // nothing happens
            ([0.7, f64::NAN, 0.1, f64::NAN], 0.01, 4), // no two neighbours
        ] {
            assert_eq!(fall_of(RATES, &means, sd, count), None, "{means:?}");
        }
        assert_eq!(fall_of("plasticity.pruning=0.5", &[0.5], 0.0, 4), None);
    }
}
