//! How communities are looked for, and a learning rate that falls: reading, saving, settings.

use accordance::analysis::{Method, Quality};
use accordance::model::{Fall, FallShape, LearningRate};
use accordance::scenario::{
    LEARNING_RATE, RATE_FROM, RATE_OVER, RATE_TO, RESOLUTION, Scenario, parse, to_toml,
    with_overrides,
};

fn read(text: &str) -> Scenario {
    parse(text, "some.toml").unwrap_or_else(|error| panic!("{error}"))
}

fn refused(text: &str) -> String {
    parse(text, "some.toml").expect_err("refused").to_string()
}

fn falling(text: &str) -> Fall {
    let scenario = read(text);
    scenario
        .rules
        .plasticity
        .learning_rate
        .fall()
        .expect("it falls")
}

#[test]
fn a_learning_rate_is_a_number_or_a_table_and_what_the_table_leaves_out_has_its_default() {
    let full = "format = 1\n[plasticity]\nlearning_rate = { from = 0.5, to = 0.01, over_iterations = 200, shape = \"linear\" }\n";
    let expected = Fall {
        from: 0.5,
        to: 0.01,
        over_iterations: 200,
        shape: FallShape::Linear,
    };
    assert_eq!(falling(full), expected);
    let some = "format = 1\n[plasticity.learning_rate]\nto = 0.02\n";
    let expected = Fall {
        to: 0.02,
        ..Fall::default()
    };
    assert_eq!(falling(some), expected);
    let constant = read("format = 1\nplasticity.learning_rate = 0.02\n");
    assert_eq!(constant.rules.plasticity.learning_rate, 0.02);
}

#[test]
fn rates_that_no_geometric_way_connects_are_refused() {
    let told = refused("format = 1\nplasticity.learning_rate = { from = 1, to = 0 }\n");
    assert_eq!(
        told,
        "some.toml, line 2: plasticity.learning_rate.to is 0; expected a number > 0"
    );
    let told = refused("format = 1\nplasticity.learning_rate = { shape = \"steps\" }\n");
    assert_eq!(
        told,
        "some.toml, line 2: plasticity.learning_rate.shape is \"steps\"; expected \"exponential\" or \"linear\""
    );
    let told = refused("format = 1\nplasticity.learning_rate = { over_iterations = 0.5 }\n");
    assert!(
        told.ends_with("is 0.5; expected a whole number ≥ 1"),
        "{told}"
    );
    let told = refused("format = 1\nplasticity.learning_rate = { until = 3 }\n");
    assert!(
        told.contains("[plasticity.learning_rate] may have from, to, over_iterations and shape"),
        "{told}"
    );
}

#[test]
fn a_constant_rate_and_a_fall_take_each_others_place_in_a_file_with_its_comments() {
    let original =
        "format = 1\n[plasticity]\n# how fast\nlearning_rate = 0.01 # r\npruning = 0.5\n";
    let mut scenario = read(original);
    scenario.rules.plasticity.learning_rate = LearningRate::Falling(Fall::default());
    let text = to_toml(&scenario, Some(original));
    assert_eq!(
        text,
        "format = 1\n[plasticity]\n# how fast\nlearning_rate = { from = 1.0, to = 0.003, over_iterations = 6000, shape = \"exponential\" } # r\npruning = 0.5\n"
    );
    scenario.rules.plasticity.learning_rate = 0.01.into();
    assert_eq!(to_toml(&scenario, Some(&text)), original);
}

#[test]
fn a_change_within_a_fall_changes_only_that_number() {
    for (original, changed) in [
        (
            "format = 1\n[plasticity]\nlearning_rate = { from = 1, to = 0.1 } # young to old\n",
            "format = 1\n[plasticity]\nlearning_rate = { from = 1, to = 0.2 } # young to old\n",
        ),
        (
            "format = 1\n[plasticity.learning_rate]\nto = 0.1 # old\n",
            "format = 1\n[plasticity.learning_rate]\nto = 0.2 # old\n",
        ),
    ] {
        let mut scenario = read(original);
        (RATE_TO.set)(&mut scenario, 0.2);
        assert_eq!(to_toml(&scenario, Some(original)), changed);
        (RATE_OVER.set)(&mut scenario, 50.0);
        let text = to_toml(&scenario, Some(original));
        assert_eq!(read(&text), scenario, "{text}");
    }
}

#[test]
fn the_numbers_of_a_fall_exist_only_where_there_is_one() {
    let mut scenario = Scenario::default();
    for quantity in [&RATE_FROM, &RATE_TO, &RATE_OVER] {
        assert_eq!((quantity.get)(&scenario), None);
        (quantity.set)(&mut scenario, 5.0);
    }
    assert_eq!(scenario, Scenario::default());
    scenario.rules.plasticity.learning_rate = LearningRate::Falling(Fall::default());
    assert_eq!((LEARNING_RATE.get)(&scenario), None);
    assert_eq!((RATE_OVER.get)(&scenario), Some(6000.0));
    (LEARNING_RATE.set)(&mut scenario, 0.3);
    assert_eq!(scenario.rules.plasticity.learning_rate, 0.3);
}

#[test]
fn a_setting_makes_a_rate_fall_and_another_makes_it_constant() {
    let set = |text: &str, setting: &str| {
        with_overrides(text, "some.toml", &[setting.to_owned()]).expect("valid")
    };
    let text = "format = 1\n[plasticity]\nlearning_rate = 0.01 # r\n";
    let fall = set(text, "plasticity.learning_rate.to=0.02");
    assert_eq!(falling(&fall).to, 0.02);
    let later = set(&fall, "plasticity.learning_rate.from=3");
    assert_eq!((falling(&later).from, falling(&later).to), (3.0, 0.02));
    let constant = read(&set(&later, "plasticity.learning_rate=0.5"));
    assert_eq!(constant.rules.plasticity.learning_rate, 0.5);
}

#[test]
fn a_method_of_communities_is_read_saved_and_refused_in_plain_words() {
    let text =
        "format = 1\n[analysis]\nmeasure = \"cpm\"\ndirection = \"directed\"\nresolution = 2 # γ\n";
    let mut scenario = read(text);
    let expected = Method {
        quality: Quality::Cpm,
        directed: true,
        resolution: 2.0,
    };
    assert_eq!(scenario.method, expected);
    (RESOLUTION.set)(&mut scenario, 0.5);
    assert_eq!(to_toml(&scenario, Some(text)), text.replace("2 #", "0.5 #"));
    let told = refused("format = 1\n[analysis]\nmeasure = \"infomap\"\n");
    assert_eq!(
        told,
        "some.toml, line 3: analysis.measure is \"infomap\"; expected \"modularity\" or \"cpm\""
    );
    assert_eq!(read("format = 1\n").method, Method::default());
}
