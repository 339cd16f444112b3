//! The angle between the rule and the gradient when credit returns otherwise than in the paper, with known
//! answers, through the function behind `accordance verify` and through the command.

#![allow(clippy::expect_used, clippy::panic)]

use std::process::Command;

use accordance::cli::{Evidence, Trial};
use accordance::model::{Activation, Feedback, FeedbackWeights, Layers};

/// A wide network in which every layer learns something.
fn wide(weights: FeedbackWeights) -> Trial {
    Trial {
        feedback: Feedback {
            weights,
            transport_noise: 0.0,
        },
        ..Trial::new(Layers::plain(&[40, 300, 200, 10]))
    }
}

/// The angles in degrees, over all seeds the mean.
fn mean_angles(weights: FeedbackWeights) -> Vec<f64> {
    const SEEDS: u64 = 3;
    let evidence = (1..=SEEDS).map(|seed| {
        run(&Trial {
            seed,
            ..wide(weights)
        })
    });
    let all: Vec<Vec<f64>> = evidence.map(|e| angles(&e)).collect();
    let mean = |layer: usize| all.iter().map(|a| a[layer]).sum::<f64>() / SEEDS as f64;
    (0..3).map(mean).collect()
}

fn run(trial: &Trial) -> Evidence {
    trial.run::<f64>().expect("finite")
}

fn angles(evidence: &Evidence) -> Vec<f64> {
    let angles = evidence.angles.iter();
    angles.map(|angle| angle.expect("an angle")).collect()
}

#[test]
fn through_the_same_synapses_the_angle_is_zero_in_every_layer() {
    assert!(mean_angles(FeedbackWeights::Same).iter().all(|a| *a < 1e-6));
}

#[test]
fn without_return_only_the_last_layer_learns_and_it_learns_by_the_gradient() {
    let evidence = run(&wide(FeedbackWeights::None));
    assert_eq!(evidence.angles[..2], [None; 2]);
    assert!(evidence.angles[2].is_some_and(|angle| angle < 1e-6));
    let rules = evidence.equation.layers.iter().map(|layer| &layer.rule);
    let silent: Vec<bool> = rules.map(|rule| rule.iter().all(|r| *r == 0.0)).collect();
    assert_eq!(silent, [true, true, false]);
}

#[test]
fn random_synapses_begin_at_a_right_angle_in_a_wide_network() {
    let found = mean_angles(FeedbackWeights::Random);
    assert!(
        found[..2].iter().all(|a| (80.0..100.0).contains(a)),
        "{found:?}"
    );
    assert!(found[2] < 1e-6);
}

/// With w and b normal, of the same sign and otherwise independent, the cosine of the angle between them is
/// E|w| E|b| ÷ √(E w² E b²) = 2/π: 50.5°. Credit is carried by the transpose, so the angle of Bᵀd to Wᵀd
/// is the same, and through two such layers the cosines multiply: about 66°.
#[test]
fn the_signs_alone_give_an_angle_of_fifty_degrees_for_each_layer_that_credit_crosses() {
    let found = mean_angles(FeedbackWeights::Signs);
    let each = 2.0 / std::f64::consts::PI;
    let [once, twice] = [each, each * each].map(|cosine: f64| cosine.acos().to_degrees());
    assert!((found[1] - once).abs() < 4.0, "{found:?}, expected {once}");
    assert!(
        (found[0] - twice).abs() < 6.0,
        "{found:?}, expected {twice}"
    );
    assert!(found[2] < 1e-6);
}

#[test]
fn noisy_transport_turns_the_change_by_the_angle_of_its_noise() {
    let mut trial = wide(FeedbackWeights::Same);
    trial.feedback.transport_noise = 1.0;
    let found = angles(&run(&trial));
    // w (1 + ξ) to w: cosine 1 ÷ √2.
    assert!((found[1] - 45.0).abs() < 8.0, "{found:?}");
    assert!(found[2] < 1e-6);
}

/// The last layer of the rule is that of the gradient whatever credit does before.
#[test]
fn in_a_network_of_two_layers_the_rule_is_backpropagation_however_credit_returns() {
    for weights in FeedbackWeights::ALL {
        let trial = Trial {
            feedback: Feedback {
                weights,
                transport_noise: 0.0,
            },
            ..Trial::new(Layers::plain(&[5, 3]))
        };
        let evidence = run(&trial);
        assert!(evidence.equation.largest_relative_difference <= 1e-12);
    }
}

/// Weights this weak leave the first layers with gradients of 1e-20, beside weights of 0.1.
#[test]
fn in_a_deep_and_narrow_network_no_digit_of_the_change_is_lost_beside_the_weights() {
    let faint = [(Activation::Tanh, 0.05), (Activation::ShiftedLogistic, 0.1)];
    for (activation, weight_gain) in faint {
        let evidence = run(&Trial {
            activation,
            weight_gain,
            ..Trial::new(Layers::plain(&[3; 17]))
        });
        let found = evidence.measured.largest_relative_difference;
        assert!(found <= 1e-12, "{activation:?}: {found:e}");
    }
}

// The command.

fn verify(line: &str, code: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accordance"));
    let output = command.arg("verify").args(line.split_whitespace()).output();
    let output = output.expect("the program starts");
    let said = match code {
        2 => output.stderr,
        _ => output.stdout,
    };
    let said = String::from_utf8(said).expect("UTF-8");
    assert_eq!(output.status.code(), Some(code), "{line}: {said}");
    said
}

#[test]
fn the_command_says_the_angle_in_each_layer_and_why() {
    let said = verify("digits.toml --feedback random", 1);
    assert!(
        said.contains("credit returns through random synapses"),
        "{said}"
    );
    assert!(said.contains("0° in 2 → 3"), "{said}");
    assert!(said.contains("summed over 256 training samples"), "{said}");
    let said = verify("--layers 4,8,3 --feedback none", 1);
    assert!(said.contains("1 → 2 has none"), "{said}");
    let said = verify("xor.toml --set credit.transport_noise=0.5", 1);
    assert!(said.contains("noise; the angle"), "{said}");
    let said = verify("xor.toml --iterations 100", 0);
    assert!(said.contains("after 100 iterations"), "{said}");
    assert!(verify("--feedback sideways", 2).contains("kolen-pollack"));
    assert!(verify("--iterations 3", 2).contains("SCENARIO"));
}

/// The angles in the table, from the first layer on.
fn told(line: &str) -> Vec<f64> {
    let said = verify(line, 1);
    let rows = said
        .lines()
        .skip_while(|line| !line.starts_with("synapses"));
    let rows = rows.skip(1).take_while(|line| line.contains('→'));
    let last = rows.filter_map(|line| line.split_whitespace().last());
    last.map(|angle| angle.trim_end_matches('°').parse().expect("an angle"))
        .collect()
}

#[test]
fn feedback_weights_that_learn_alike_come_to_point_along_the_gradient_and_random_ones_are_followed()
{
    let with = "digits.toml --feedback kolen-pollack --iterations";
    let [before, after] = ["0", "28740"].map(|n| told(&format!("{with} {n}"))[0]);
    assert!(before > 70.0 && after < 10.0, "{before} → {after}");
    let with = "digits.toml --feedback random --iterations";
    let [before, after] = ["0", "14370"].map(|n| told(&format!("{with} {n}"))[0]);
    assert!(before - after >= 25.0, "{before} → {after}");
}
