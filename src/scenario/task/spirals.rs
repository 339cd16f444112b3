//! Two interleaved spirals in the plane, after K. J. Lang and M. J. Witbrock, "Learning to tell two
//! spirals apart" (1988).

use std::f64::consts::PI;

use super::rows::Labelled;

/// How often each spiral winds round the centre. Our choice; Lang and Witbrock have three turns.
const TURNS: f64 = 1.5;
/// Where a spiral begins, as a share of its outer radius.
const INNERMOST: f64 = 0.1;

/// `count` points in [−1, 1]², in turn on the one spiral and on the other, from the centre outwards.
pub(super) fn labelled(count: usize) -> Labelled {
    let last = (count.div_ceil(2) - 1).max(1) as f64;
    let point = |index: usize| {
        let along = (index / 2) as f64 / last;
        let radius = INNERMOST + (1.0 - INNERMOST) * along;
        let angle = 2.0 * PI * TURNS * along + PI * (index % 2) as f64;
        // Not the ones of the system, which differ in their last bits.
        vec![radius * libm::cos(angle), radius * libm::sin(angle)]
    };
    Labelled {
        inputs: (0..count).map(point).collect(),
        classes: (0..count).map(|index| index % 2).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spirals_lie_in_the_square_and_mirror_each_other_through_the_centre() {
        let Labelled { inputs, classes } = labelled(100);
        for pair in inputs.chunks(2) {
            for (a, b) in pair[0].iter().zip(&pair[1]) {
                assert!((a + b).abs() < 1e-12);
                assert!(a.abs() <= 1.0);
            }
        }
        assert_eq!(classes.iter().sum::<usize>(), 50);
    }
}
