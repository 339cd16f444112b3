//! One iteration of Algorithm 1 at several sizes, and what each rule takes of it.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod common;

use accordance::model::{Clock, NoiseStreams, Rules};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const SIZES: [usize; 5] = [100, 300, 1000, 2000, 4000];

/// All three rules and pruning, many iterations in one go.
fn iteration(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("iteration");
    group.sample_size(20);
    for neurons in SIZES {
        let mut simulation = common::simulation(neurons, Rules::default());
        group.bench_function(BenchmarkId::from_parameter(neurons), |bencher| {
            bencher.iter_custom(|steps| common::run(&mut simulation, steps));
        });
    }
}

/// Rules 1 and 2 alone, in one pass: plasticity never ticks.
fn firing_and_credit(criterion: &mut Criterion) {
    let mut rules = Rules::default();
    rules.clocks.plasticity_ms = 1e9;
    let mut group = criterion.benchmark_group("firing and credit");
    group.sample_size(20);
    for neurons in SIZES {
        let mut simulation = common::simulation(neurons, rules);
        group.bench_function(BenchmarkId::from_parameter(neurons), |bencher| {
            bencher.iter_custom(|steps| common::run(&mut simulation, steps));
        });
    }
}

/// Rule 3 alone, and with the pruning that follows it.
fn plasticity(criterion: &mut Criterion) {
    for (name, pruning) in [("plasticity", 0.0), ("plasticity and pruning", 0.9)] {
        let mut rules = Rules::default();
        rules.plasticity.pruning = pruning;
        // So small that the weights stay as they are, however often they change.
        rules.plasticity.learning_rate = 1e-9.into();
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        for neurons in SIZES {
            let mut simulation = common::simulation(neurons, rules);
            group.bench_function(BenchmarkId::from_parameter(neurons), |bencher| {
                bencher.iter(|| simulation.tick(Clock::Plasticity).expect("finite"));
            });
        }
    }
}

/// The normal deviates of an iteration: one for each firing rate and each credit.
fn noise(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("noise");
    group.sample_size(20);
    for neurons in SIZES {
        let mut stream = NoiseStreams::new(1).firing;
        let mut values = vec![0.0_f32; 2 * neurons];
        group.bench_function(BenchmarkId::from_parameter(neurons), |bencher| {
            bencher.iter(|| stream.fill(&mut values, 0.3));
        });
    }
}

criterion_group! {
    name = benches;
    config = common::short();
    targets = iteration, firing_and_credit, plasticity, noise
}
criterion_main!(benches);
