//! Layered networks learn samples by the three rules alone.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

use accordance::model::{Activation, Clock, InitialConditions, Samples, Simulation};
use accordance::scenario::{Opened, check_text, preset};
use std::ops::Range;

/// A built-in preset.
fn opened(name: &str) -> Opened {
    preset(name).unwrap().open().unwrap()
}

/// A text with some of it replaced.
fn changed(name: &str, changes: &[(&str, &str)]) -> Opened {
    let mut text = preset(name).unwrap().text.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    check_text(&text, name, None).unwrap()
}

fn simulation(opened: &Opened) -> Simulation<f64> {
    let scenario = &opened.scenario;
    let initial = InitialConditions {
        given: opened.given.clone(),
        ..scenario.initial_conditions()
    };
    let topology = scenario.network.topology.clone();
    let simulation = Simulation::new(topology, &initial, scenario.rules, scenario.run.seed);
    match &opened.samples {
        Some(samples) => simulation.with_samples(samples.clone()),
        None => simulation,
    }
}

fn run(simulation: &mut Simulation<f64>, iterations: u64) {
    while simulation.iteration() < iterations {
        simulation.step().unwrap();
    }
}

/// The matrices from each layer to the next, a row per receiving neuron.
fn matrices(simulation: &Simulation<f64>) -> Vec<Vec<Vec<f64>>> {
    let blocks = simulation.network().synapses.blocks.iter();
    blocks
        .map(|b| b.rows.iter().map(<[f64]>::to_vec).collect())
        .collect()
}

/// Net inputs and rates of every layer, worked out without the simulation; inputs first. Rates have
/// the bias behind them where there is one.
fn forward(matrices: &[Vec<Vec<f64>>], sigma: Activation, input: &[f64]) -> Vec<Vec<f64>> {
    let mut layers = vec![input.to_vec()];
    for matrix in matrices {
        let rates = layers.last_mut().unwrap();
        rates.resize(matrix[0].len(), 1.0);
        let net = |row: &Vec<f64>| row.iter().zip(&*rates).map(|(w, x)| w * x).sum();
        let next = matrix.iter().map(|row| sigma.rate::<f64>(net(row)));
        let next = next.collect();
        layers.push(next);
    }
    layers
}

/// −∂L/∂W of L = ½‖x − y‖² for a network with σ = tanh, by the chain rule.
fn descent(matrices: &[Vec<Vec<f64>>], input: &[f64], target: &[f64]) -> Vec<Vec<Vec<f64>>> {
    let layers = forward(matrices, Activation::Tanh, input);
    let output = layers.last().unwrap();
    let mut error: Vec<f64> = target.iter().zip(output).map(|(y, x)| y - x).collect();
    let mut found = Vec::new();
    for (layer, matrix) in matrices.iter().enumerate().rev() {
        let rates = &layers[layer + 1];
        let delta: Vec<f64> = (0..matrix.len())
            .map(|i| error[i] * (1.0 - rates[i] * rates[i]))
            .collect();
        let pre = &layers[layer];
        let row = |d: &f64| pre.iter().map(|x| d * x).collect();
        found.push(delta.iter().map(row).collect());
        error = (0..pre.len())
            .map(|j| matrix.iter().zip(&delta).map(|(row, d)| row[j] * d).sum())
            .collect();
    }
    found.reverse();
    found
}

fn samples_of(opened: &Opened) -> &Samples {
    opened.samples.as_ref().unwrap()
}

/// Mean loss ½‖x − y‖² and share of right answers over some of the samples.
fn score(opened: &Opened, simulation: &Simulation<f64>, range: Range<usize>) -> (f64, f64) {
    let samples = samples_of(opened);
    let matrices = matrices(simulation);
    let class = |rates: &[f64]| match rates {
        [only] => usize::from(*only > 0.0),
        several => (0..several.len()).fold(0, |m, k| if several[k] > several[m] { k } else { m }),
    };
    let (mut loss, mut right) = (0.0, 0);
    let count = range.len() as f64;
    for index in range {
        let target = &samples.targets[index];
        let layers = forward(
            &matrices,
            opened.scenario.rules.activation,
            &samples.inputs[index],
        );
        let output = layers.last().unwrap();
        loss += output
            .iter()
            .zip(target)
            .map(|(x, y)| 0.5 * (x - y) * (x - y))
            .sum::<f64>();
        right += usize::from(class(output) == class(target));
    }
    (loss / count, f64::from(right as u32) / count)
}

/// Trains a preset to its end and gives the final accuracy on what it learned and what was held out.
fn trained(name: &str) -> (f64, f64) {
    let opened = opened(name);
    let mut simulation = simulation(&opened);
    run(&mut simulation, opened.scenario.run.iterations);
    let Samples { train, inputs, .. } = samples_of(&opened);
    let right = |range| score(&opened, &simulation, range).1;
    (right(0..*train), right(*train..inputs.len()))
}

#[test]
fn exclusive_or_is_solved() {
    assert_eq!(trained("xor").0, 1.0);
}

#[test]
fn the_two_spirals_are_told_apart_at_every_point() {
    assert_eq!(trained("two-spirals").0, 1.0);
}

#[test]
fn digits_that_were_never_learned_are_read_with_97_percent_accuracy() {
    let (learned, held_out) = trained("digits");
    assert!(learned >= 0.99, "{learned}");
    assert!(held_out >= 0.97, "{held_out}");
}

#[test]
fn digits_are_learned_with_cross_entropy_too() {
    let task = (
        "dataset = \"digits\"",
        "dataset = \"digits\"\nloss = \"cross-entropy\"",
    );
    let opened = changed("digits", &[task]);
    let mut simulation = simulation(&opened);
    let Samples { train, inputs, .. } = samples_of(&opened);
    run(&mut simulation, 5 * *train as u64);
    let (_, held_out) = score(&opened, &simulation, *train..inputs.len());
    assert!(held_out >= 0.9, "{held_out}");
}

fn flat(matrices: &[Vec<Vec<f64>>]) -> Vec<f64> {
    matrices.iter().flatten().flatten().copied().collect()
}

/// The weight change of each of the next plasticity updates per unit of learning rate, beside
/// −∂L/∂W for the sample then presented, and the rounding that taking differences costs.
fn changes_and_descents(opened: &Opened, updates: usize) -> Vec<(Vec<f64>, Vec<f64>, f64)> {
    let mut simulation = simulation(opened);
    let r = opened.scenario.rules.plasticity.learning_rate.at(0);
    let next = |_| {
        simulation.step_until_plasticity().unwrap();
        let before = matrices(&simulation);
        let sample = simulation.presentation().unwrap().sample;
        let samples = samples_of(opened);
        let descent = descent(&before, &samples.inputs[sample], &samples.targets[sample]);
        simulation.tick(Clock::Plasticity).unwrap();
        let (before, after) = (flat(&before), flat(&matrices(&simulation)));
        let change = after.iter().zip(&before).map(|(a, b)| (a - b) / r);
        let rounding = f64::EPSILON * before.iter().fold(0.0, |m, w| w.abs().max(m)) / r;
        (change.collect(), flat(&descent), rounding)
    };
    (0..updates).map(next).collect()
}

#[test]
fn presets_that_learn_online_change_the_weights_along_the_exact_gradient() {
    for name in [
        "xor",
        "two-spirals",
        "digits",
        "clocks",
        "associative-learning",
    ] {
        let mut changed = 0;
        for (change, descent, rounding) in changes_and_descents(&opened(name), 200) {
            if change.iter().all(|d| *d == 0.0) {
                continue;
            }
            changed += 1;
            let most = descent.iter().fold(0.0, |m: f64, g| m.max(g.abs()));
            for (d, g) in change.iter().zip(&descent) {
                assert!(
                    (d - g).abs() <= 1e-12 * most + 4.0 * rounding,
                    "{name}: {d} {g}"
                );
            }
        }
        let expected = match name {
            // Of ten updates in a presentation, those at 400, 500, 600 and 700 ms.
            "clocks" => 80,
            // Of twenty, those at 110 and 120 ms.
            "associative-learning" => 20,
            _ => 200,
        };
        assert_eq!(changed, expected, "{name}");
    }
}

#[test]
fn clocks_too_close_together_leave_the_gradient() {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let cosines: Vec<f64> = changes_and_descents(&opened("clocks-too-close"), 500)
        .iter()
        .map(|(d, g, _)| dot(d, g) / (dot(d, d) * dot(g, g)).sqrt())
        .filter(|cosine| cosine.is_finite())
        .collect();
    let mean = cosines.iter().sum::<f64>() / cosines.len() as f64;
    assert!((0.5..0.9).contains(&mean), "{mean}");
}

#[test]
fn the_longer_input_and_output_overlap_the_more_is_learned() {
    let loss = |opens_at: &str| {
        let window = ("from_ms = 100.0", opens_at);
        let opened = changed("associative-learning", &[window]);
        let mut simulation = simulation(&opened);
        let train = samples_of(&opened).train;
        let before = score(&opened, &simulation, 0..train).0;
        run(&mut simulation, 800);
        score(&opened, &simulation, 0..train).0 / before
    };
    let losses = ["from_ms = 100.0", "from_ms = 70.0", "from_ms = 20.0"].map(loss);
    assert!(losses[0] < 0.9, "{losses:?}");
    assert!(
        losses.windows(2).all(|pair| pair[1] < 0.8 * pair[0]),
        "{losses:?}"
    );
}

#[test]
fn windows_that_do_not_overlap_change_nothing() {
    let window = ("from_ms = 100.0", "from_ms = 150.0");
    let opened = changed("associative-learning", &[window]);
    let mut simulation = simulation(&opened);
    let before = matrices(&simulation);
    run(&mut simulation, 800);
    assert_eq!(matrices(&simulation), before);
}

#[test]
fn credit_dies_away_when_its_outside_source_is_removed_and_the_weights_stand_still() {
    let opened = opened("sensory-deprivation");
    let mut simulation = simulation(&opened);
    let mean_credit = |simulation: &Simulation<f64>| {
        let credit = &simulation.network().credit;
        credit.iter().map(|c| c.abs()).sum::<f64>() / credit.len() as f64
    };
    run(&mut simulation, 500);
    let half_way = mean_credit(&simulation);
    run(&mut simulation, 1000);
    let clamped = mean_credit(&simulation);
    assert!(half_way > 0.05 && clamped > 0.05, "{half_way} {clamped}");
    run(&mut simulation, 1050);
    assert!(mean_credit(&simulation) < 1e-12 * clamped);
    let weights = flat(&matrices(&simulation));
    run(&mut simulation, 1200);
    assert_eq!(flat(&matrices(&simulation)), weights);
    let firing = &simulation.network().firing;
    assert!(firing.iter().map(|x| x.abs()).sum::<f64>() > 1.0);
}

#[test]
fn bias_neurons_fire_at_1_at_every_moment() {
    let opened = opened("two-spirals");
    let mut simulation = simulation(&opened);
    for _ in 0..1000 {
        simulation.step().unwrap();
        let firing = &simulation.network().firing;
        assert_eq!([firing[2], firing[23], firing[44]], [1.0; 3]);
    }
}

#[test]
fn a_batch_applies_the_mean_of_the_changes_it_has_gathered() {
    let text = "format = 1\n[network]\nlayers = [2, 3, 1]\nbias = true\n\
                [clocks]\nfiring_ms = 1\ncredit_ms = 3\nplasticity_ms = 6\n\
                [plasticity]\nlearning_rate = 0.5\n\
                [task]\ndataset = \"xor\"\npresent_ms = 6\nbatch = 4\n";
    let opened = check_text(text, "", None).unwrap();
    let mut simulation = simulation(&opened);
    let before = matrices(&simulation);
    let samples = samples_of(&opened);
    let mut mean = vec![0.0; flat(&before).len()];
    for (input, target) in samples.inputs.iter().zip(&samples.targets) {
        let descent = flat(&descent(&before, input, target));
        mean.iter_mut()
            .zip(descent)
            .for_each(|(m, d)| *m += d / 4.0);
    }
    run(&mut simulation, 3);
    assert_eq!(matrices(&simulation), before);
    run(&mut simulation, 4);
    let after = flat(&matrices(&simulation));
    for ((after, before), mean) in after.iter().zip(flat(&before)).zip(mean) {
        assert!((after - (before + 0.5 * mean)).abs() < 1e-14);
    }
}
