//! What the program does around the simulation: analysis, snapshots, frames, opening, sweeps.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

mod common;

use std::time::Duration;

use accordance::analysis::{Method, Partition, Structure};
use accordance::engine::Runner;
use accordance::model::GivenState;
use accordance::scenario::presets;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn runner(neurons: usize, iterations: u64) -> Runner {
    let mut runner = Runner::new(&common::scenario(neurons), GivenState::default(), None);
    runner.run_to(iterations).expect("finite");
    runner
}

/// Communities and all that is measured of them.
fn analysis(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("analysis");
    group.sample_size(10);
    for neurons in [300, 1000, 2000] {
        let weights = runner(neurons, 200).copy_weights().connectome;
        let method = Method::default();
        group.bench_function(BenchmarkId::from_parameter(neurons), |bencher| {
            bencher.iter(|| {
                let partition = Partition::detect(&weights, &method).expect("finite");
                Structure::of(&weights, &partition, &method)
            });
        });
    }
}

/// A snapshot of the state, as the engine publishes 60 times a second; and one with a copy of W, as it
/// does when somebody looks at the weights.
fn snapshot(criterion: &mut Criterion) {
    for neurons in [300, 2000] {
        let runner = runner(neurons, 50);
        let weights = runner.copy_weights();
        let mut group = criterion.benchmark_group("snapshot");
        group.bench_function(BenchmarkId::new("of the state", neurons), |bencher| {
            bencher.iter(|| runner.snapshot(weights.clone()));
        });
        group.bench_function(BenchmarkId::new("with W", neurons), |bencher| {
            bencher.iter(|| runner.snapshot(runner.copy_weights()));
        });
    }
}

/// Layout, accessibility and tessellation of the whole window, and of a presentation, while its simulation runs at full speed.
fn frame(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame");
    group.sample_size(50);
    for neurons in [300, 2000] {
        for presents in [false, true] {
            let mut window = common::Window::new(neurons);
            if presents {
                window.present();
            }
            let name = if presents { "presented" } else { "window" };
            group.bench_function(BenchmarkId::new(name, neurons), |bencher| {
                bencher.iter_custom(|frames| {
                    let frame = |_| {
                        // At the pace of a screen, so that there is something new to show.
                        std::thread::sleep(Duration::from_millis(16));
                        window.frame()
                    };
                    (0..frames).map(frame).sum()
                });
            });
        }
    }
}

/// From the text of a scenario to a simulation that is ready to run.
fn opening(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("opening");
    for preset in presets() {
        group.bench_function(preset.stem(), |bencher| {
            bencher.iter(|| {
                let opened = preset.open().expect("a preset opens");
                Runner::new(&opened.scenario, opened.given, opened.samples)
            });
        });
    }
}

/// Sixteen runs of two thousand iterations at n = 300.
fn sweep(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sweep on threads");
    group.sample_size(10);
    for threads in [1, 2] {
        group.bench_function(BenchmarkId::from_parameter(threads), |bencher| {
            bencher.iter_custom(|times| (0..times).map(|_| common::sweep(threads)).sum());
        });
    }
}

criterion_group! {
    name = benches;
    config = common::short();
    targets = analysis, snapshot, frame, opening, sweep
}
criterion_main!(benches);
