//! What a scenario file may say, and in which words it is refused.

use accordance::model::{Balance, CreditClampMode, Layers, Topology};
use accordance::scenario::{Scenario, parse, quantities};

/// What is said about a text that must be refused.
fn refusal(text: &str) -> String {
    parse(text, "low.toml").unwrap_err().to_string()
}

#[test]
fn a_file_with_only_its_format_is_the_default_scenario() {
    assert_eq!(parse("format = 1", "").unwrap(), Scenario::default());
    let layered = parse("format = 1\nnetwork.layers = [2, 8, 1]", "").unwrap();
    let layers = vec![2, 8, 1];
    assert_eq!(
        layered,
        Scenario::with_topology(Topology::Layered(Layers::plain(&layers)))
    );
}

#[test]
fn sections_inline_tables_and_dotted_keys_read_alike() {
    let sections = "format = 1\n[network]\nneurons = 20\n[network.balance]\ngaussian_width = 2\n\
                    [drive]\nfiring_noise_sd = 0\n[drive.credit_clamp]\nmode = \"identity\"\n";
    let inline = "format = 1\nnetwork = { neurons = 20, balance = { gaussian_width = 2.0 } }\n\
                  drive = { firing_noise_sd = 0.0, credit_clamp = { mode = 'identity' } }\n";
    let dotted = "format = 1\nnetwork.neurons = 0x14\nnetwork.balance.gaussian_width = 2\n\
                  drive.firing_noise_sd = 0\ndrive.credit_clamp.mode = \"identity\"\n";
    let scenario = parse(sections, "").unwrap();
    assert_eq!(scenario.rules.balance, Balance::Gaussian { width: 2.0 });
    assert_eq!(
        scenario.rules.drive.credit_clamp.mode,
        CreditClampMode::Identity
    );
    assert_eq!(parse(inline, "").unwrap(), scenario);
    assert_eq!(parse(dotted, "").unwrap(), scenario);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_read() {
    let text = "\u{feff}format = 1\r\n[run]\r\nseed = 7\r\n";
    assert_eq!(parse(text, "").unwrap().run.seed, 7);
}

#[test]
fn each_broken_rule_is_told_in_one_sentence() {
    let cases = [
        (
            "format = 1\n[plasticity]\nlearning_rate = \"fast\"\n",
            "low.toml, line 3: plasticity.learning_rate is \"fast\", a string; expected a number ≥ 0",
        ),
        (
            "format = 1\n[plasticity]\n\npruning = 1.0\n",
            "low.toml, line 4: plasticity.pruning is 1.0; expected a number ≥ 0 and < 1",
        ),
        (
            "format = 1\nplasticity.learning_rate = 1e10\n",
            "low.toml, line 2: plasticity.learning_rate is 1e10; \
             expected a number ≥ 0 and ≤ 1000000000",
        ),
        (
            "format = 1\nplasticity = { learning_rate = nan }\n",
            "low.toml, line 2: plasticity.learning_rate is nan; expected a number ≥ 0",
        ),
        (
            "[plasticity]\npruning = 0.5\n",
            "low.toml: the format of the scenario is not stated; add format = 1",
        ),
        (
            "format = 2\nfuture = true\n",
            "low.toml, line 1: format is 2; this version reads format = 1 only",
        ),
        (
            "format = 1\n[plasticity]\nlearning_rat = 1\n",
            "low.toml, line 3: plasticity.learning_rat is not a key of a scenario \
             (did you mean learning_rate?); [plasticity] may have learning_rate, pruning \
             and shuffled_credit",
        ),
        (
            "format = 1\nseed = 1\n",
            "low.toml, line 2: seed is not a key of a scenario (did you mean run.seed?); the top \
             level may have format, name, summary, notes, network, credit, drive, clocks, plasticity, task, analysis, run, \
             window, compare, claim and change",
        ),
        (
            "format = 1\n\"run.seed\" = 1\n",
            "low.toml, line 2: \"run.seed\" is not a key of a scenario; the top level may have \
             format, name, summary, notes, network, credit, drive, clocks, plasticity, task, analysis, run, window, \
             compare, claim and change",
        ),
        (
            "format = 1\n[network]\nneurons = 10\nlayers = [2, 1]\n",
            "low.toml, line 4: network.layers cannot stand beside network.neurons; \
             keep one of the two",
        ),
        (
            "format = 1\nnetwork.activation = \"relu\"\n",
            "low.toml, line 2: network.activation is \"relu\"; expected \"tanh\", \"logistic\", \
             \"shifted-logistic\" or \"bounded-relu\"",
        ),
        (
            "format = 1\nrun = 3\n",
            "low.toml, line 2: run is 3, a whole number; \
             expected a table that may have seed, network_seed and iterations",
        ),
        (
            "format = 1\n[plasticity.learning_rate]\n",
            "low.toml, line 2: plasticity.learning_rate is written in square brackets, a table; \
             expected a number ≥ 0",
        ),
        (
            "format = 1\nnetwork.balance = {}\n",
            "low.toml, line 2: network.balance is {}, a table; \
             expected \"derivative\" or { gaussian_width = … }",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(refusal(text), message);
    }
}

#[test]
fn layers_must_be_at_least_two_sizes_within_the_limits() {
    for layers in [
        "[]",
        "[3]",
        "[2, 0]",
        "[2, 1.5]",
        "[6000, 6000]",
        "[2, -1]",
        "[2, 99999]",
    ] {
        let message = refusal(&format!("format = 1\nnetwork.layers = {layers}"));
        let expected = "a list of at least 2 layer sizes, each a whole number ≥ 1, \
                        together at most 10000";
        assert_eq!(
            message,
            format!("low.toml, line 2: network.layers is {layers}; expected {expected}")
        );
    }
}

#[test]
fn every_number_is_refused_beyond_its_limits() {
    for quantity in quantities() {
        let limits = quantity.limits;
        let mut bad = vec!["nan".to_owned(), "inf".to_owned(), "-inf".to_owned()];
        bad.push(format!("{:?}", limits.min - 1.0));
        bad.push(format!("{:?}", limits.max * 2.0 + 1.0));
        if limits.whole {
            bad.push(format!("{:?}", limits.min + 0.5));
        }
        for value in bad {
            let message = refusal(&format!("format = 1\n{} = {value}", quantity.key));
            let start = format!("low.toml, line 2: {} is {value}; expected a", quantity.key);
            assert!(message.starts_with(&start), "{message}");
        }
    }
}

#[test]
fn a_seed_that_no_number_of_the_program_can_hold_is_refused_rather_than_rounded() {
    assert!(parse("format = 1\nrun.seed = 9007199254740991", "").is_ok());
    for seed in [
        "9007199254740992",
        "9007199254740993",
        "9223372036854775807",
    ] {
        assert!(refusal(&format!("format = 1\nrun.seed = {seed}")).contains("≤ 9007199254740991"));
    }
}

#[test]
fn a_syntax_error_is_one_line_with_its_place() {
    for text in [
        "format = 1\n[network\n",
        "format = 1\nname = \"x",
        "format = 1\nformat = 1",
    ] {
        let message = refusal(text);
        assert!(
            message.starts_with("low.toml, line 2: the text is not valid TOML: "),
            "{message}"
        );
        assert!(!message.contains('\n'), "{message}");
    }
}
