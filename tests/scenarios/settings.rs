//! `--set KEY=VALUE`.

use accordance::model::{Activation, Balance};
use accordance::scenario::{NEURONS, parse, with_overrides};

fn set(text: &str, settings: &[&str]) -> Result<String, String> {
    let settings: Vec<String> = settings.iter().map(|s| (*s).to_owned()).collect();
    with_overrides(text, "low.toml", &settings).map_err(|error| error.to_string())
}

#[test]
fn settings_change_the_text_and_keep_the_rest() {
    let text = "format = 1 # one\n[network]\nneurons = 20\n";
    let changed = set(
        text,
        &[
            "plasticity.learning_rate=0.3",
            "network.activation=logistic",
            "network.layers=[2,8,1]",
            "network.balance.gaussian_width = 2",
            "name=Two = 2",
            "network.weights=1",
        ],
    );
    let changed = changed.unwrap();
    let scenario = parse(&changed, "").unwrap();
    assert!(changed.starts_with("format = 1 # one\n"), "{changed}");
    assert_eq!(scenario.rules.plasticity.learning_rate, 0.3);
    assert_eq!(scenario.rules.activation, Activation::Logistic);
    assert_eq!(scenario.rules.balance, Balance::Gaussian { width: 2.0 });
    assert_eq!(scenario.network.topology.neurons(), 11);
    assert_eq!(scenario.name, "Two = 2");
    assert_eq!(scenario.network.files.weights.as_deref(), Some("1"));

    let back = set(
        &changed,
        &["network.neurons=50", "network.balance=derivative"],
    )
    .unwrap();
    let scenario = parse(&back, "").unwrap();
    assert_eq!((NEURONS.get)(&scenario), Some(50.0));
    assert_eq!(scenario.rules.balance, Balance::Derivative);
}

#[test]
fn a_bad_setting_is_named() {
    let said = |setting| set("format = 1\n", &[setting]).unwrap_err();
    let form = "expected --set KEY=VALUE, such as --set plasticity.learning_rate=0.3";
    for malformed in ["learning_rate", "=3", "run.seed=", "run..seed=1"] {
        assert_eq!(said(malformed), format!("--set {malformed}: {form}"));
    }
    assert_eq!(
        said("plasticity.learning_rate=fast"),
        "--set plasticity.learning_rate=fast: plasticity.learning_rate is \"fast\", a string; \
         expected a number ≥ 0"
    );
    assert!(said("run.sed=1").starts_with(
        "--set run.sed=1: run.sed is not a key of a scenario (did you mean seed?); [run] may"
    ));
    let file = set("format = 2\n", &["run.seed=1"]).unwrap_err();
    assert!(file.starts_with("low.toml, line 1: format is 2"), "{file}");
}
