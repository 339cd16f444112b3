//! The passes are the same bits with every set of instructions, and do what their equations say.

use pulp::{Scalar as OneByOne, WithSimd};

use super::*;
use crate::model::{Gaussian, NoiseStreams, Rules, Scalar};

/// Rows, and their width: shorter than a tile, whole tiles, tiles and some more.
const SHAPES: [(usize, usize); 9] = [
    (1, 1),
    (3, 7),
    (4, 15),
    (5, 16),
    (9, 17),
    (4, 31),
    (7, 40),
    (33, 33),
    (6, 300),
];

fn values<T: Scalar>(stream: &mut Gaussian, count: usize) -> Vec<T> {
    let mut values = vec![T::zero(); count];
    stream.fill(&mut values, 1.0);
    values
}

/// Runs a pass with the best instructions of this machine, or with none that are special.
fn with<P: WithSimd>(special: bool, pass: P) -> P::Output {
    match special {
        true => dispatch(pass),
        false => pass.with_simd(OneByOne),
    }
}

/// Everything that the passes make of one block: weights, net input, rates, balance values, returned
/// credit, threshold counts.
type Outcome<T> = (Vec<T>, Vec<T>, Vec<T>, Vec<T>, Vec<T>, Counted, Vec<T>);

fn outcome<T: Scalar>(special: bool, rows: usize, width: usize) -> Outcome<T> {
    let mut stream = NoiseStreams::new(5).weights;
    let mut weights: Vec<T> = values(&mut stream, rows * width);
    let x: Vec<T> = values(&mut stream, width);
    let credit: Vec<T> = values(&mut stream, rows);
    let mut net_input = vec![T::zero(); rows];
    let (mut rate, mut balance) = (net_input.clone(), net_input.clone());
    let mut returned = vec![T::zero(); width];
    let answer = Answer {
        rules: &Rules::default(),
        credit: &credit,
        rate: &mut rate,
        balance: &mut balance,
        returned: &mut returned,
    };
    let pass = NetInput::<T, true> {
        weights: &mut weights,
        x: &x,
        threshold: T::of(0.3),
        net_input: &mut net_input,
        answer: Some(answer),
    };
    with(special, pass);
    let mut memory = CensusMemory::default();
    let mut census = Census {
        low: T::of(0.4),
        high: T::of(0.43),
        memory: &mut memory,
    };
    for part in census.parts(1, rows * width, width) {
        let pass = Potentiate {
            weights: &mut weights,
            factors: &credit,
            x: &x,
            part: Some(part),
        };
        with(special, pass);
    }
    let counted = census.counted();
    memory.collected.truncate(counted.inside.unwrap_or(0));
    let effective = &credit;
    let pass = Retrograde {
        weights: &weights,
        effective,
        returned: &mut returned,
    };
    with(special, pass);
    let threshold = T::of(0.1);
    let pass = Prune {
        weights: &mut weights,
        threshold,
    };
    with(special, pass);
    let collected = memory.collected;
    (
        weights, net_input, rate, balance, returned, counted, collected,
    )
}

fn is_the_same_everywhere<T: Scalar>() {
    for (rows, width) in SHAPES {
        let bits = |outcome: Outcome<T>| format!("{outcome:?}");
        let (special, plain) = (outcome::<T>(true, rows, width), outcome(false, rows, width));
        assert_eq!(bits(special), bits(plain), "{rows} rows of {width}");
    }
}

#[test]
fn every_processor_gives_the_same_bits() {
    is_the_same_everywhere::<f32>();
    is_the_same_everywhere::<f64>();
}

#[test]
fn a_pass_does_what_its_equation_says() {
    for (rows, width) in SHAPES {
        let mut stream = NoiseStreams::new(5).weights;
        let mut w: Vec<f64> = values(&mut stream, rows * width);
        let x: Vec<f64> = values(&mut stream, width);
        let c: Vec<f64> = values(&mut stream, rows);
        let (weights, s, rate, balance, returned, counted, collected) =
            outcome::<f64>(true, rows, width);
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        let mut back = vec![0.0; width];
        for w in &mut w {
            *w = if w.abs() < 0.3 { 0.0 } else { *w };
        }
        for i in 0..rows {
            let row = &w[i * width..][..width];
            close(s[i], row.iter().zip(&x).map(|(w, x)| w * x).sum());
            close(rate[i], s[i].tanh());
            close(balance[i], 1.0 - s[i].tanh().powi(2));
            for j in 0..width {
                back[j] += c[i] * balance[i] * row[j];
            }
        }
        for (k, w) in w.iter_mut().enumerate() {
            *w += c[k / width] * x[k % width];
        }
        let below = w.iter().filter(|w| w.abs() < 0.4).count();
        let mut inside: Vec<f64> = w.iter().map(|w| w.abs()).collect();
        inside.retain(|w| (0.4..0.43).contains(w));
        assert_eq!(counted.below, below);
        if counted.inside.is_some() {
            let mut collected = collected;
            collected.sort_by(f64::total_cmp);
            inside.sort_by(f64::total_cmp);
            assert_eq!(collected, inside);
        }
        for (k, w) in w.iter().enumerate() {
            back[k % width] += c[k / width] * w;
            let kept = if w.abs() < 0.1 { 0.0 } else { *w };
            assert_eq!(weights[k], kept);
        }
        for (found, expected) in returned.iter().zip(back) {
            close(*found, expected);
        }
    }
}
