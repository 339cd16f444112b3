//! The controls that a scenario wants at hand where it is presented.

use accordance::scenario::{Scenario, choice, parse, presets, quantity, to_toml};

fn read(list: &str) -> Result<Vec<&'static str>, String> {
    let text = format!("format = 1\n[window]\nat_hand = {list}\n");
    let scenario = parse(&text, "s.toml").map_err(|error| error.to_string())?;
    let again = parse(&to_toml(&scenario, None), "").expect("it reads back");
    assert_eq!(again, scenario);
    assert_eq!(parse(&to_toml(&scenario, Some(&text)), ""), Ok(again));
    Ok(scenario.at_hand)
}

#[test]
fn keys_of_numbers_and_choices_are_kept_in_their_order() {
    let keys = ["clocks.credit_ms", "credit.feedback"];
    assert_eq!(read(&format!("{keys:?}")).expect("read"), keys);
    assert!(read("[]").expect("read").is_empty());
    assert!(Scenario::default().at_hand.is_empty());
}

#[test]
fn what_is_no_such_key_is_refused_with_line_and_the_nearest_name() {
    let expected = "expected a list of at most 4 keys of numbers or choices, each once";
    let refused = [
        (
            "[\"credit.feedbak\"]",
            "names \"credit.feedbak\", which is no number or choice of a scenario (did you mean credit.feedback?)".to_owned(),
        ),
        (
            "[\"name\"]",
            "names \"name\", which is no number or choice of a scenario".to_owned(),
        ),
        ("\"credit.feedback\"", format!("is \"credit.feedback\", a string; {expected}")),
        ("[1]", format!("is [1]; {expected}")),
        (
            "[\"run.seed\", \"run.seed\"]",
            format!("is [\"run.seed\", \"run.seed\"]; {expected}"),
        ),
    ];
    for (list, told) in refused {
        let expected = format!("s.toml, line 3: window.at_hand {told}");
        assert_eq!(read(list), Err(expected));
    }
    let five = "[\"clocks.firing_ms\", \"clocks.credit_ms\", \"clocks.plasticity_ms\", \"run.seed\", \"credit.feedback\"]";
    assert!(read(five).expect_err("too many").contains(expected));
}

#[test]
fn what_presets_want_at_hand_is_there() {
    for preset in presets() {
        let scenario = preset.scenario().expect("a preset");
        for key in &scenario.at_hand {
            let number = quantity(key).and_then(|number| (number.get)(&scenario));
            let word = choice(key).and_then(|choice| (choice.get)(&scenario));
            assert!(
                number.is_some() || word.is_some(),
                "{key} in {}",
                preset.file_name
            );
        }
    }
}
