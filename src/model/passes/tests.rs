//! The passes are the same bits with every set of instructions, and do what their equations say.

use pulp::{Scalar as OneByOne, WithSimd};

use super::*;
use crate::model::{Gaussian, NoiseStreams, Rows, Rules, Scalar};

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

fn values<T: Scalar>(stream: &mut Gaussian, count: usize, width: usize) -> Rows<T> {
    let mut values = Rows::zeros(count, width);
    values.iter_mut().for_each(|row| stream.fill(row, 1.0));
    values
}

fn entries<T: Scalar>(rows: &Rows<T>) -> Vec<T> {
    rows.entries().copied().collect()
}

/// Instructions: the best of this machine, or those that any machine has, on so many bits at a time.
#[derive(Debug, Clone, Copy)]
enum With {
    Best,
    Bits32,
    Bits128,
    Bits256,
    Bits512,
}

fn with<P: WithSimd>(instructions: With, pass: P) -> P::Output {
    match instructions {
        With::Best => dispatch(pass),
        With::Bits32 => pass.with_simd(OneByOne),
        With::Bits128 => pass.with_simd(pulp::Scalar128b),
        With::Bits256 => pass.with_simd(pulp::Scalar256b),
        With::Bits512 => pass.with_simd(pulp::Scalar512b),
    }
}

/// Everything that the passes make of one block: weights, net input, rates, balance values, returned
/// credit, threshold counts.
type Outcome<T> = (Vec<T>, Vec<T>, Vec<T>, Vec<T>, Vec<T>, Counted, Vec<T>);

fn outcome<T: Scalar>(instructions: With, count: usize, width: usize) -> Outcome<T> {
    let mut stream = NoiseStreams::new(5).weights;
    let mut weights: Rows<T> = values(&mut stream, count, width);
    let x: Rows<T> = values(&mut stream, 1, width);
    let credit: Vec<T> = entries(&values(&mut stream, 1, count));
    let mut net_input = vec![T::zero(); count];
    let (mut rate, mut balance) = (net_input.clone(), net_input.clone());
    let mut returned = Rows::zeros(1, width);
    let answer = Answer {
        rules: &Rules::default(),
        credit: &credit,
        rate: &mut rate,
        balance: &mut balance,
        returned: returned.padded_mut(),
    };
    let pass = NetInput {
        weights: weights.padded_mut(),
        x: x.padded(),
        threshold: T::of(0.3),
        net_input: &mut net_input,
        answer: Some(answer),
    };
    with(instructions, pass);
    let mut memory = CensusMemory::default();
    let mut census = Census {
        low: T::of(0.4),
        high: T::of(0.43),
        memory: &mut memory,
    };
    let stride = weights.stride();
    for part in census.parts(1, count * stride, stride) {
        let pass = Potentiate {
            weights: weights.padded_mut(),
            factors: &credit,
            x: x.padded(),
            part: Some(part),
        };
        with(instructions, pass);
    }
    let counted = census.counted(count * (stride - width));
    memory.collected.truncate(counted.inside.unwrap_or(0));
    let pass = Retrograde {
        weights: weights.padded(),
        effective: &credit,
        returned: returned.padded_mut(),
    };
    with(instructions, pass);
    let pass = Prune {
        weights: weights.padded_mut(),
        threshold: T::of(0.1),
    };
    with(instructions, pass);
    for rows in [&weights, &x, &returned] {
        let fill = rows
            .padded()
            .chunks(rows.stride())
            .flat_map(|row| &row[width..]);
        assert!(fill.into_iter().all(|entry| *entry == T::zero()));
    }
    let (weights, returned) = (entries(&weights), entries(&returned));
    let collected = memory.collected;
    (
        weights, net_input, rate, balance, returned, counted, collected,
    )
}

fn is_the_same_everywhere<T: Scalar>() {
    for (rows, width) in SHAPES {
        let bits = |with: With| format!("{:?}", outcome::<T>(with, rows, width));
        for with in [With::Bits32, With::Bits128, With::Bits256, With::Bits512] {
            let found = bits(with);
            assert_eq!(found, bits(With::Best), "{with:?}, {rows} rows of {width}");
        }
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
        let mut w: Vec<f64> = entries(&values(&mut stream, rows, width));
        let x: Vec<f64> = entries(&values(&mut stream, 1, width));
        let c: Vec<f64> = entries(&values(&mut stream, 1, rows));
        let (weights, s, rate, balance, returned, counted, collected) =
            outcome::<f64>(With::Best, rows, width);
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
