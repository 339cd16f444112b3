//! Every choice of a scenario: read, written, set and refused by what its row says.

use accordance::model::{Fall, Layers, LearningRate, Topology};
use accordance::scenario::{
    BALANCE, CHOICES, Choice, DATASET, Dataset, LOSS, Scenario, Written, parse, to_toml,
    with_overrides,
};

/// A scenario in which every choice exists, and in which its option `index` is possible.
fn scenario_with(choice: &Choice, index: usize) -> Scenario {
    let sizes = match choice.key == DATASET.key && Dataset::KEYS[index] == "digits" {
        true => [64, 10],
        false => [2, 2],
    };
    let topology = Topology::Layered(Layers::plain(&sizes));
    let mut scenario = Scenario::with_task(topology, Dataset::File("table.csv".to_owned()));
    scenario.network.files.weights = Some("w.npy".to_owned());
    scenario.rules.plasticity.learning_rate = LearningRate::Falling(Fall::default());
    (choice.set)(&mut scenario, index);
    scenario
}

fn each_option() -> impl Iterator<Item = (&'static Choice, usize)> {
    CHOICES
        .into_iter()
        .flat_map(|choice| (0..choice.options.len()).map(move |index| (choice, index)))
}

/// What follows `key=` to choose an option, with nothing in quotes; `None` for a table.
fn said(choice: &Choice, index: usize) -> Option<String> {
    match choice.options[index].written {
        Written::Word(word) => Some(word.to_owned()),
        Written::Truth(truth) => Some(truth.to_string()),
        Written::Table(_) => None,
    }
}

#[test]
fn every_option_is_what_it_was_set_to_and_reads_back_as_written() {
    for (choice, index) in each_option() {
        let scenario = scenario_with(choice, index);
        assert_eq!((choice.get)(&scenario), Some(index), "{}", choice.key);
        let text = to_toml(&scenario, None);
        assert_eq!(parse(&text, ""), Ok(scenario), "{} {index}", choice.key);
    }
}

#[test]
fn every_option_is_changed_in_place_in_a_file_that_names_another() {
    for (choice, index) in each_option() {
        let before = scenario_with(choice, (index + 1) % choice.options.len());
        let scenario = scenario_with(choice, index);
        let text = to_toml(&scenario, Some(&to_toml(&before, None)));
        assert_eq!(parse(&text, ""), Ok(scenario), "{} {index}", choice.key);
    }
}

#[test]
fn a_setting_takes_every_word_of_every_choice() {
    for (choice, index) in each_option() {
        let Some(said) = said(choice, index) else {
            continue;
        };
        let text = to_toml(&scenario_with(choice, 0), None);
        let mut settings = vec![format!("{}={said}", choice.key)];
        match said.as_str() {
            "digits" => settings.push("network.layers=[64, 10]".to_owned()),
            "file" => settings.push("task.file=table.csv".to_owned()),
            _ => {}
        }
        let changed = with_overrides(&text, "", &settings);
        let scenario = parse(&changed.unwrap(), "").unwrap();
        assert_eq!((choice.get)(&scenario), Some(index), "{settings:?}");
    }
}

#[test]
fn a_misspelt_key_is_corrected_and_a_misspelt_word_is_told_what_there_is() {
    for choice in CHOICES {
        let (table, name) = choice.key.rsplit_once('.').unwrap();
        let text = format!("format = 1\n{table}.{name}s = 1\n");
        let told = parse(&text, "").unwrap_err().to_string();
        assert!(told.contains(&format!("(did you mean {name}?)")), "{told}");

        let text = format!("format = 1\n{} = \"wrnog\"\n", choice.key);
        let told = parse(&text, "").unwrap_err().to_string();
        for index in 0..choice.options.len() {
            let offered = said(choice, index).unwrap_or_default();
            assert!(told.contains(&offered), "{told} offers no {offered}");
        }
    }
}

#[test]
fn choices_have_a_key_a_name_and_one_sentence_each() {
    for choice in CHOICES {
        assert!(!choice.name.is_empty() && choice.help.ends_with('.'));
        assert!(choice.options.len() > 1, "{}", choice.key);
        let others = CHOICES.into_iter().filter(|other| other.key == choice.key);
        assert_eq!(others.count(), 1, "{}", choice.key);
    }
}

#[test]
fn some_choices_exist_only_where_there_is_something_to_choose() {
    let plain = Scenario::default();
    let missing = CHOICES
        .into_iter()
        .filter(|choice| (choice.get)(&plain).is_none());
    let keys: Vec<&str> = missing.map(|choice| choice.key).collect();
    assert_eq!(
        keys,
        [
            "network.bias",
            "network.skip",
            "network.recurrent",
            "network.weights_transposed",
            "plasticity.learning_rate.shape",
            "task.dataset",
            "task.loss",
        ]
    );
    assert_eq!(LOSS.chosen(&plain).map(|option| option.label), None);
    assert_eq!(BALANCE.chosen(&plain).unwrap().label, "dσ/ds");
}
