//! The theorem: in layered networks the rule is backpropagation, exactly. Random networks through the
//! function behind `accordance verify`, what breaks the equality, the command itself, and the spectra of
//! credit matrices that are known.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use accordance::analysis::{Connectome, Feedforward, Spectrum, Verdict};
use accordance::cli::{Evidence, Trial};
use accordance::model::{Activation, Balance, GivenState, Layers, Loss};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const SMOOTH: [Activation; 3] = [
    Activation::Tanh,
    Activation::Logistic,
    Activation::ShiftedLogistic,
];

/// Random networks of 2 to 6 layers. Only shapes and seeds are drawn here.
fn trials() -> impl Strategy<Value = Trial> {
    let sizes = prop::collection::vec(1..9_usize, 2..=6);
    let activation = prop::sample::select(Activation::ALL.to_vec());
    let loss = prop::sample::select(Loss::ALL.to_vec());
    let switches = (any::<bool>(), any::<bool>());
    (sizes, activation, loss, switches, 0..10_000_u64).prop_map(
        |(sizes, activation, loss, (bias, skip), seed)| Trial {
            activation,
            loss,
            seed,
            ..Trial::new(Layers {
                bias,
                skip,
                ..Layers::plain(&sizes)
            })
        },
    )
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn run(trial: &Trial) -> Evidence {
    trial.run::<f64>().expect("finite")
}

fn worst(evidence: &Evidence) -> f64 {
    let both = [&evidence.equation, &evidence.measured];
    let worst = both.map(|agreement| agreement.largest_relative_difference);
    worst[0].max(worst[1])
}

/// A network in which every layer learns something.
fn example() -> Trial {
    Trial::new(Layers {
        bias: true,
        ..Layers::plain(&[4, 8, 6, 3])
    })
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn the_rule_is_backpropagation_in_every_layered_network(trial in trials()) {
        let evidence = run(&trial);
        prop_assert!(evidence.settled);
        prop_assert!(worst(&evidence) <= 1e-12, "{:e}", worst(&evidence));
    }

    #[test]
    fn in_single_precision_it_is_so_to_single_rounding(trial in trials()) {
        let evidence = trial.run::<f32>().expect("finite");
        prop_assert!(worst(&evidence) <= 1e-4, "{:e}", worst(&evidence));
    }

    #[test]
    fn reverse_mode_agrees_with_central_differences(trial in trials()) {
        let evidence = run(&trial);
        for layer in &evidence.equation.layers {
            let found = evidence.equation.finite_difference(layer).unwrap_or(0.0);
            prop_assert!(found <= 1e-6, "{found:e}");
        }
    }
}

#[test]
fn the_random_networks_are_no_empty_test() {
    for activation in Activation::ALL {
        for loss in Loss::ALL {
            let evidence = run(&Trial {
                activation,
                loss,
                ..example()
            });
            for layer in &evidence.equation.layers {
                assert!(
                    layer.norm_ratio.is_some(),
                    "{activation:?} learns in each layer"
                );
                let compared = evidence.equation.finite_difference(layer);
                assert!(!SMOOTH.contains(&activation) || compared.is_some());
            }
        }
    }
}

#[test]
fn a_balance_function_that_is_not_the_derivative_breaks_the_equality() {
    let gaussian = Balance::Gaussian { width: 0.5 };
    let evidence = run(&Trial {
        balance: gaussian,
        ..example()
    });
    assert!(worst(&evidence) > 0.01, "{:e}", worst(&evidence));
    assert!(evidence.equation.cosine.unwrap() < 0.9999);
    let [.., last] = evidence.equation.layers.as_slice() else {
        panic!("layers")
    };
    assert!(last.largest_relative_difference > 0.01);
}

#[test]
fn synapses_that_skip_layers_keep_the_equality_and_recurrent_ones_break_it() {
    let mut trial = example();
    trial.layers.skip = true;
    let skipping = run(&trial);
    assert_eq!(skipping.equation.layers.len(), 3 + 3);
    assert!(worst(&skipping) <= 1e-12);
    trial.layers.skip = false;
    trial.layers.recurrent = true;
    trial.weight_gain = 0.5;
    let recurrent = run(&trial);
    assert_eq!(
        recurrent.equation.layers.len(),
        3,
        "only these have a gradient"
    );
    assert!(worst(&recurrent) > 1e-3, "{:e}", worst(&recurrent));
}

#[test]
fn credit_settles_in_every_layer_even_where_hardly_any_arrives() {
    let trial = Trial {
        activation: Activation::Logistic,
        weight_gain: 0.01,
        ..Trial::new(Layers::plain(&[5, 5, 5, 5, 5, 5, 5]))
    };
    let evidence = trial.run::<f32>().expect("finite");
    assert!(evidence.settled);
    for layer in &evidence.equation.layers {
        let found = layer.largest_relative_difference;
        assert!(found < 1e-4, "to layer at {}: {found:e}", layer.post.start);
    }
}

#[test]
fn given_weights_and_samples_are_those_compared() {
    let layers = Layers::plain(&[1, 1, 1]);
    let mut weights = vec![0.0; 9];
    (weights[3], weights[7]) = (0.5, -2.0);
    let given = GivenState {
        weights: Some(weights.clone()),
        ..GivenState::default()
    };
    let evidence = run(&Trial {
        given,
        sample: Some((vec![0.8], vec![1.0])),
        ..Trial::new(layers.clone())
    });
    assert_eq!(evidence.weights, weights);
    assert_eq!((evidence.input[0], evidence.target[0]), (0.8, 1.0));
    let hidden = 0.4_f64.tanh();
    let output = (-2.0 * hidden).tanh();
    let by_hand = (1.0 - output) * (1.0 - output * output) * hidden;
    assert!((evidence.measured.layers[1].rule[0] / by_hand - 1.0).abs() < 1e-14);
    let dense = Feedforward::from_dense(&layers, Activation::Tanh, &weights);
    assert_eq!(dense, evidence.feedforward);
}

// The command.

fn accordance(place: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accordance"));
    command.current_dir(place).args(line.split_whitespace());
    command.output().expect("the program starts")
}

/// What the command says, on standard output or standard error, when it ends with this code.
fn says(place: &Path, line: &str, code: i32) -> String {
    let output = accordance(place, line);
    let said = if code == 2 {
        output.stderr
    } else {
        output.stdout
    };
    let said = String::from_utf8(said).expect("UTF-8");
    assert_eq!(output.status.code(), Some(code), "{line}: {said}");
    said
}

#[test]
fn the_command_prints_a_line_per_layer_and_a_verdict() {
    let place = tempfile::tempdir().expect("a folder");
    for (line, layers) in [
        ("verify", 2),
        ("verify --layers 3,4,5,2 --activation logistic --seed 9", 3),
        ("verify --loss cross-entropy --bias --precision f32", 2),
        ("verify --activation bounded-relu", 2),
    ] {
        let said = says(place.path(), line, 0);
        assert_eq!(said.matches(" → ").count(), layers, "{said}");
        assert!(said.contains("The rule is backpropagation here"), "{said}");
        let table: Vec<&str> = said.lines().skip(3).take(layers + 1).collect();
        let width = table[0].chars().count();
        assert!(
            table.iter().all(|line| line.chars().count() == width),
            "{said}"
        );
    }
}

#[test]
fn the_command_takes_a_scenario_and_exits_with_one_where_the_rule_differs() {
    let place = tempfile::tempdir().expect("a folder");
    let scenario = |balance: &str, more: &str| {
        let text = format!(
            "format = 1\n[network]\nlayers = [2, 5, 4, 1]\nbias = true\nbalance = {balance}\n{more}"
        );
        fs::write(place.path().join("net.toml"), text).expect("written");
    };
    scenario("\"derivative\"", "skip = true\n[task]\ndataset = \"xor\"\n");
    let said = says(place.path(), "verify net.toml", 0);
    assert!(
        said.contains("1 → 3") && said.contains("with skips"),
        "{said}"
    );
    scenario("{ gaussian_width = 0.7 }", "");
    let said = says(place.path(), "verify net.toml", 1);
    assert!(said.contains("NOT backpropagation"), "{said}");
    assert!(said.contains("not the derivative"), "{said}");
    scenario("\"derivative\"", "recurrent = true\nweight_gain = 0.5\n");
    let said = says(place.path(), "verify net.toml", 1);
    assert!(said.contains("recurrent"), "{said}");
}

#[test]
fn what_cannot_be_verified_is_refused_in_a_sentence() {
    let place = tempfile::tempdir().expect("a folder");
    let refused = |line: &str, word: &str| {
        let said = says(place.path(), line, 2);
        assert!(said.contains(word), "{line}: {said}");
    };
    refused("verify low-learning-rate.toml", "has no layers");
    refused("verify nowhere.toml", "neither a scenario file nor");
    refused("verify --layers 4", "two or more whole numbers");
    refused("verify --layers 4,0,3", "two or more whole numbers");
    refused("verify --layers 4,x", "two or more whole numbers");
    refused("verify --activation sine", "bounded-relu");
    refused("verify --tolerance=-1", "at least 0");
    refused("verify --layers 2,1 --loss cross-entropy", "two outputs");
    refused(
        "verify low-learning-rate.toml --layers 4,3",
        "cannot be used",
    );
    fs::create_dir(place.path().join("full")).expect("made");
    fs::write(place.path().join("full/a"), "").expect("written");
    refused("verify --out full", "--force");
    refused("verify --out no/such", "no folder");
}

/// Shape and values of an array file, read by nothing but the published format.
fn npy(path: &Path) -> (Vec<usize>, Vec<f64>) {
    let bytes = fs::read(path).expect("an array");
    assert_eq!(&bytes[..7], b"\x93NUMPY\x01");
    let start = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let header = std::str::from_utf8(&bytes[10..start]).expect("ASCII");
    assert!(
        header.contains("'descr': '<f8', 'fortran_order': False"),
        "{header}"
    );
    let shape = header.split(['(', ')']).nth(1).expect("a shape").split(',');
    let sizes = shape.map(str::trim).filter(|s| !s.is_empty());
    let values = bytes[start..].as_chunks::<8>().0.iter();
    (
        sizes.map(|s| s.parse().expect("a size")).collect(),
        values.map(|b| f64::from_le_bytes(*b)).collect(),
    )
}

#[test]
fn the_files_hold_what_another_program_needs_to_check_the_theorem() {
    let place = tempfile::tempdir().expect("a folder");
    let line = "verify --layers 3,5,2 --bias --seed 4 --out proof";
    assert!(says(place.path(), line, 0).contains("arrays in proof"));
    let file = |name: &str| npy(&place.path().join("proof").join(name));
    let (shape, weights) = file("weights.npy");
    assert_eq!(shape, [12, 12]);
    let (input, target) = (file("input.npy").1, file("target.npy").1);
    assert_eq!((input.len(), target.len()), (3, 2));
    for (layer, shape, post, pre) in [(1, [5, 4], 4, 0), (2, [2, 6], 10, 4)] {
        let [rule, gradient, block] =
            ["rule", "gradient", "weights"].map(|w| file(&format!("layer{layer}_{w}.npy")));
        assert_eq!((&rule.0[..], &gradient.0[..]), (&shape[..], &shape[..]));
        let steepest = gradient.1.iter().fold(0.0, |m: f64, g| m.max(g.abs()));
        assert!(steepest > 0.0);
        for (at, (a, b)) in rule.1.iter().zip(&gradient.1).enumerate() {
            assert!((a - b).abs() <= 1e-12 * steepest);
            let (row, column) = (post + at / shape[1], pre + at % shape[1]);
            assert_eq!(block.1[at], weights[row * 12 + column]);
        }
    }
    // The last layer once more, by hand: (y − x) ⊙ (1 − x²) hᵀ.
    let (first, last) = (file("layer1_weights.npy").1, file("layer2_weights.npy").1);
    let layer = |w: &[f64], x: &[f64]| -> Vec<f64> {
        let s = w
            .chunks(x.len())
            .map(|row| row.iter().zip(x).map(|(w, x)| w * x).sum());
        s.map(f64::tanh).collect()
    };
    let mut hidden = layer(&first, &[&input[..], &[1.0]].concat());
    hidden.push(1.0);
    let output = layer(&last, &hidden);
    for (at, found) in file("layer2_rule.npy").1.iter().enumerate() {
        let (k, j) = (at / 6, at % 6);
        let expected = (target[k] - output[k]) * (1.0 - output[k] * output[k]) * hidden[j];
        assert!((found - expected).abs() < 1e-14);
    }
    let text = fs::read_to_string(place.path().join("proof/layers.json")).expect("JSON");
    let told: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(told["layers"], serde_json::json!([3, 5, 2]));
    assert_eq!((&told["bias"], &told["seed"]), (&true.into(), &4.into()));
    assert_eq!(told["blocks"][1]["name"], "layer2");
}

// Spectra that are known.

fn spectrum(n: usize, weights: &[f32], clamped: std::ops::Range<usize>) -> Spectrum {
    Spectrum::of(
        &Connectome::new(n, weights.to_vec()),
        &vec![1.0; n],
        clamped,
    )
}

/// Real parts, sorted; every imaginary part must vanish.
fn real(spectrum: &Spectrum) -> Vec<f64> {
    assert!(spectrum.complete);
    assert!(spectrum.eigenvalues.iter().all(|v| v[1].abs() < 1e-6));
    let mut found: Vec<f64> = spectrum.eigenvalues.iter().map(|v| v[0]).collect();
    found.sort_by(f64::total_cmp);
    found
}

#[test]
fn a_rotation_has_its_eigenvalues_on_the_unit_circle() {
    let (sin, cos) = 0.7_f32.sin_cos();
    let found = spectrum(2, &[cos, -sin, sin, cos], 0..0);
    assert_eq!(found.eigenvalues.len(), 2);
    for [re, im] in &found.eigenvalues {
        assert!((re.hypot(*im) - 1.0).abs() < 1e-6);
        assert!((im.abs() - f64::from(sin)).abs() < 1e-6);
    }
    assert!((found.radius.unwrap() - 1.0).abs() < 1e-6);
}

#[test]
fn diagonal_and_triangular_matrices_have_their_diagonal() {
    let diagonal = spectrum(3, &[0.5, 0.0, 0.0, 0.0, -0.25, 0.0, 0.0, 0.0, 0.125], 0..0);
    assert_eq!(real(&diagonal), [-0.25, 0.125, 0.5]);
    assert_eq!(diagonal.verdict(), Some(Verdict::DiesAway));
    let triangular = [0.5, 9.0, -3.0, 0.0, -2.0, 7.0, 0.0, 0.0, 0.125];
    let found = spectrum(3, &triangular, 0..0);
    assert_eq!(real(&found), [-2.0, 0.125, 0.5]);
    assert_eq!((found.radius, found.nilpotent), (Some(2.0), None));
    assert_eq!(found.verdict(), Some(Verdict::RunsAway));
    let clamped = spectrum(3, &triangular, 1..2);
    assert_eq!(real(&clamped), [0.125, 0.5]);
    assert_eq!(
        (clamped.free, clamped.verdict()),
        (2, Some(Verdict::Settles))
    );
}

#[test]
fn balance_scales_what_each_neuron_hands_back() {
    let symmetric = Connectome::new(2, vec![2.0, 1.0, 1.0, 2.0]);
    let found = Spectrum::of(&symmetric, &[0.5, 0.5], 0..0);
    assert!((real(&found)[0] - 0.5).abs() < 1e-12 && (real(&found)[1] - 1.5).abs() < 1e-12);
    let saturated = Spectrum::of(&symmetric, &[0.0, 0.0], 0..0);
    assert_eq!(
        (saturated.radius, saturated.nilpotent),
        (Some(0.0), Some(1))
    );
}

#[test]
fn credit_in_a_layered_network_settles_in_one_update_less_than_there_are_layers() {
    for skip in [false, true] {
        let layers = Layers {
            bias: true,
            skip,
            ..Layers::plain(&[3, 5, 4, 6, 2])
        };
        let evidence = run(&Trial::new(layers.clone()));
        let weights: Vec<f32> = evidence.weights.iter().map(|&w| w as f32).collect();
        let found = spectrum(layers.neurons(), &weights, layers.outputs());
        assert_eq!(found.nilpotent, Some(4));
        assert_eq!(
            (found.radius, found.verdict()),
            (Some(0.0), Some(Verdict::Settles))
        );
        assert!(found.complete && found.eigenvalues.iter().all(|v| *v == [0.0; 2]));
    }
}

#[test]
fn another_loss_on_the_command_line_makes_other_targets() {
    let verify = std::process::Command::new(env!("CARGO_BIN_EXE_accordance"))
        .args(["verify", "digits.toml", "--loss", "cross-entropy"])
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&verify.stdout);
    assert!(verify.status.success(), "{said}");
    assert!(
        said.contains("cross-entropy loss") && !said.contains("loss at the sample -"),
        "{said}"
    );
}
