//! `[[change]]`: what changes while a scenario runs, how it is read, written and refused.

use std::time::{Duration, Instant};

use accordance::engine::check::stated;
use accordance::model::Clock;
use accordance::scenario::{Act, Change, Scenario, When, parse, to_toml, with_overrides};

const PLAIN: &str = "format = 1\nname = \"Changes\"\n\n[network]\nneurons = 20 # few\n";
const CHANGES: &str = "\n# First faster\n[[change]]\nat = 1_200 # in the middle\nplasticity.learning_rate = 1 # fast\n\
                       \"credit.feedback\" = 'none'\n\n[[change]]\nat_ms = 4801.5\ntick = \"credit\"\n\n\
                       [[change]]\nat = 1200\n[change.drive]\ncredit_clamp = { fraction = 0.5, mode = \"identity\" }\n\
                       [change.plasticity.learning_rate]\nfrom = 1e0\nshape = \"linear\"\n";
const XOR: &str = "format = 1\nnetwork.layers = [2, 3, 1]\n[task]\ndataset = \"xor\"\n";

fn set(at: When, pairs: &[(&str, &str)]) -> Change {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    let act = Act::Set(pairs.iter().map(pair).collect());
    Change { at, act }
}

fn tick(at: When, clock: Clock) -> Change {
    let act = Act::Tick(clock);
    Change { at, act }
}

fn read(text: &str) -> Scenario {
    parse(text, "").unwrap()
}

fn refusal(changes: &str) -> String {
    let text = format!("{PLAIN}{changes}");
    parse(&text, "c.toml").unwrap_err().to_string()
}

fn overridden(text: &str, settings: &[&str]) -> Result<String, String> {
    let settings: Vec<String> = settings.iter().map(|s| (*s).to_owned()).collect();
    with_overrides(text, "c.toml", &settings).map_err(|error| error.to_string())
}

#[test]
fn changes_are_read_in_their_order_however_their_keys_are_written() {
    let scenario = read(&format!("{PLAIN}{CHANGES}"));
    let falls = "{ from = 1.0, shape = \"linear\" }";
    assert_eq!(
        scenario.changes,
        [
            set(
                When::Iteration(1200),
                &[
                    ("credit.feedback", "\"none\""),
                    ("plasticity.learning_rate", "1.0"),
                ],
            ),
            tick(When::Ms(4801.5), Clock::Credit),
            set(
                When::Iteration(1200),
                &[
                    ("drive.credit_clamp.fraction", "0.5"),
                    ("drive.credit_clamp.mode", "\"identity\""),
                    ("plasticity.learning_rate", falls),
                ],
            ),
        ]
    );
    let mut bare = scenario;
    bare.changes.clear();
    assert_eq!(bare, read(PLAIN));
}

#[test]
fn changes_are_written_and_read_back_as_they_were() {
    let mut scenario = read(&format!("{PLAIN}{CHANGES}"));
    scenario
        .changes
        .insert(1, tick(When::Ms(0.1 + 0.2), Clock::Firing));
    let text = to_toml(&scenario, None);
    assert_eq!(parse(&text, ""), Ok(scenario.clone()), "{text}");
    assert!(
        text.contains(
            "\n[[change]]\nat = 1200\ncredit.feedback = \"none\"\nplasticity.learning_rate = 1.0\n"
        ),
        "{text}"
    );
    let of_b = scenario.side_a();
    scenario.set_side_b(of_b);
    let text = to_toml(&scenario, None);
    assert_eq!(parse(&text, ""), Ok(scenario.clone()), "{text}");
}

#[test]
fn saving_keeps_changes_as_they_are_written_unless_they_are_others() {
    let original = format!("{PLAIN}{CHANGES}");
    let mut scenario = read(&original);
    assert_eq!(to_toml(&scenario, Some(&original)), original);
    scenario.run.seed = 9;
    let text = to_toml(&scenario, Some(&original));
    assert_eq!(parse(&text, ""), Ok(scenario.clone()));
    assert!(text.contains(CHANGES.trim_start()), "{text}");

    scenario.changes.remove(0);
    let text = to_toml(&scenario, Some(&original));
    assert_eq!(parse(&text, ""), Ok(scenario.clone()));
    assert!(
        text.contains("neurons = 20 # few") && !text.contains("# fast"),
        "{text}"
    );
    scenario.changes.clear();
    let text = to_toml(&scenario, Some(&original));
    assert!(!text.contains("change"), "{text}");
}

#[test]
fn sides_change_each_by_itself() {
    let text = format!(
        "{PLAIN}{CHANGES}\n[compare]\nnetwork.activation = \"logistic\"\n\n[[compare.change]] # early\nat = 3\nplasticity.pruning = 0\n"
    );
    let scenario = read(&text);
    let b = scenario.side_b().unwrap();
    assert_eq!(
        b.changes,
        [set(When::Iteration(3), &[("plasticity.pruning", "0.0")])]
    );
    assert_eq!(
        (scenario.changes.len(), scenario.side_a().changes.len()),
        (3, 3)
    );
    assert_eq!(to_toml(&scenario, Some(&text)), text);
    for original in [None, Some(PLAIN)] {
        let text = to_toml(&scenario, original);
        assert_eq!(parse(&text, ""), Ok(scenario.clone()), "{text}");
    }
    let dotted = format!("compare.network.activation = \"logistic\"\n{PLAIN}");
    let written = to_toml(&scenario, Some(&dotted));
    assert_eq!(parse(&written, ""), Ok(scenario), "{written}");
}

#[test]
fn a_mistake_in_a_change_is_told_with_line_and_key() {
    let begun = "[[change]]\nat = 200\nplasticity.pruning = 0.5\n";
    for (changes, told) in [
        (
            "[change]\nat = 1\n",
            "c.toml, line 6: change is written in square brackets, a table; expected tables [[change]], each with at, and keys or tick",
        ),
        (
            "[[change]]\nplasticity.pruning = 0.5\n",
            "c.toml, line 6: change needs at or at_ms, when it is made",
        ),
        (
            "[[change]]\nat = 3\nat_ms = 3\ntick = 'credit'\n",
            "c.toml, line 8: change.at_ms cannot stand beside at; keep one of the two",
        ),
        (
            "[[change]]\nat = 3\n",
            "c.toml, line 6: change needs a key that it changes, or tick",
        ),
        (
            "[[change]]\nat = 3\nplasticity.pruning = 0.5\ntick = 'credit'\n",
            "c.toml, line 9: change.tick cannot stand beside plasticity.pruning; keep one of the two",
        ),
        (
            "[[change]]\nat = 3\ntick = 'credits'\n",
            "c.toml, line 8: change.tick is 'credits', a string; expected \"firing\", \"credit\" or \"plasticity\"",
        ),
        (
            "[[change]]\nat = 1.5\ntick = 'credit'\n",
            "c.toml, line 7: change.at is 1.5, a number; expected a whole number ≥ 0",
        ),
        (
            "[[change]]\nat = 2_000_000_000_000\ntick = 'credit'\n",
            "c.toml, line 7: change.at is 2_000_000_000_000, a whole number; expected a whole number ≥ 0 and ≤ 1000000000000",
        ),
        (
            "[[change]]\nat_ms = -1\ntick = 'credit'\n",
            "c.toml, line 7: change.at_ms is -1, a whole number; expected a number ≥ 0",
        ),
        (
            "[[change]]\nat_ms = nan\ntick = 'credit'\n",
            "c.toml, line 7: change.at_ms is nan, a number; expected a number ≥ 0",
        ),
        (
            "[[change]]\nat_ms = inf\ntick = 'credit'\n",
            "c.toml, line 7: change.at_ms is inf, a number; expected a number ≥ 0 and ≤ 1000000000000",
        ),
        (
            "[[change]]\nat = 3\nplasticity.prunin = 0.5\n",
            "c.toml, line 8: change.plasticity.prunin is not a key of a scenario (did you mean pruning?); [change.plasticity] may have learning_rate, pruning and shuffled_credit",
        ),
        (
            "[[change]]\natt = 3\n",
            "c.toml, line 6: change needs at or at_ms, when it is made",
        ),
        (
            "[[change]]\nat = 3\ntik = 'credit'\n",
            "c.toml, line 8: change.tik is not a key of a scenario (did you mean tick?); a [[change]] may have network, credit, drive, clocks, plasticity, task, at, at_ms and tick",
        ),
        (
            "[[change]]\nat = 3\n'plasticity.prunin' = 0.5\n",
            "c.toml, line 8: change.plasticity.prunin is not a key of a scenario",
        ),
        (
            "[[change]]\nat = 3\nplasticity.pruning = 1\n",
            "c.toml, line 8: change.plasticity.pruning is 1; expected a number ≥ 0 and < 1",
        ),
        (
            "[[change]]\nat = 3\nplasticity.pruning = 0.1\n'plasticity.pruning' = 0.2\n",
            "c.toml, line 9: change.plasticity.pruning cannot stand beside plasticity.pruning; keep one of the two",
        ),
        (
            "[[change]]\nat = 3\n'network.balance' = 'derivative'\n'network.balance.gaussian_width' = 1\n",
            "c.toml, line 9: change.network.balance.gaussian_width cannot stand beside network.balance; keep one of the two",
        ),
        (
            "[[change]]\nat = 3\nnetwork.neurons = 30\n",
            "c.toml, line 8: change.network.neurons acts only with a new beginning, so it cannot change while a scenario runs",
        ),
        (
            "[[change]]\nat = 3\nnetwork.weights = 'w.npy'\n",
            "c.toml, line 8: change.network.weights acts only with a new beginning, so it cannot change while a scenario runs",
        ),
        (
            "[[change]]\nat = 3\ntask.loss = 'squared'\n",
            "c.toml, line 8: change.task.loss acts only with a new beginning, so it cannot change while a scenario runs",
        ),
        (
            "[[change]]\nat = 3\ntask.batch = 2\n",
            "c.toml, line 8: change.task.batch needs task.dataset",
        ),
        (
            "[[change]]\nat = 3\nrun.seed = 2\n",
            "c.toml, line 8: change.run.seed is none of the rules, so it cannot change while a scenario runs; set run.seed itself",
        ),
        (
            "[[change]]\nat = 3\nanalysis.resolution = 2\n",
            "c.toml, line 8: change.analysis.resolution is none of the rules, so it cannot change while a scenario runs; set analysis.resolution itself",
        ),
        (
            &format!(
                "{begun}[[change]]\nat_ms = 3\ntick = 'credit'\n[[change]]\nat = 100\ntick = 'credit'\n"
            ),
            "c.toml, line 13: change.at is 100, but what stands before it is at 200; changes stand in the order of time",
        ),
        (
            "[[change]]\nat_ms = 1.5\ntick = 'credit'\n[[change]]\nat_ms = 1.25\ntick = 'credit'\n",
            "c.toml, line 10: change.at_ms is 1.25, but what stands before it is at 1.5; changes stand in the order of time",
        ),
        (
            "[[changes]]\nat = 3\n",
            "c.toml, line 6: changes is not a key of a scenario (did you mean change?)",
        ),
        (
            "[compare]\n[[compare.change]]\nat = 3\nnetwork.neurons = 30\n",
            "c.toml, line 9: compare.change.network.neurons acts only with a new beginning",
        ),
        (
            "[compare]\nchange = 3\n",
            "c.toml, line 7: compare.change is 3, a whole number; expected tables [[compare.change]], each with at, and keys or tick",
        ),
    ] {
        let refused = refusal(changes);
        assert!(refused.starts_with(told), "{refused}");
    }
}

#[test]
fn a_change_is_checked_on_the_scenario_as_it_then_stands() {
    let with = |changes: &str| parse(&format!("{XOR}{changes}"), "x").map_err(|e| e.to_string());
    let shorter = "[[change]]\nat = 1\ntask.present_ms = 5\n";
    let opens = "[[change]]\nat = 2\ntask.input_window.from_ms = 8\n";
    assert!(with(opens).is_ok());
    assert_eq!(
        with(&format!("{shorter}{opens}")).unwrap_err(),
        "x, line 10: change.task.input_window.from_ms is 8; expected a number ≤ 5, at which the window closes"
    );
    let later = "[[change]]\nat = 1\ntask.output_window.from_ms = 8\n[[change]]\nat = 1\ntask.output_window.to_ms = 7\n";
    assert_eq!(
        with(later).unwrap_err(),
        "x, line 10: change.task.output_window.to_ms is 7; expected a number ≥ 8, at which the window opens"
    );
    let other = "[[change]]\nat = 1\nnetwork.activation = \"logistic\"\ntask.batch = 4\n";
    assert!(with(other).is_ok());
}

#[test]
fn settings_address_a_change_by_its_number() {
    let text = format!("{PLAIN}{CHANGES}");
    let changed = overridden(
        &text,
        &[
            "change.1.plasticity.learning_rate=0.5",
            "change.1.credit.feedback=random",
            "change.1.at=900",
            "change.1.plasticity.pruning=0.25",
            "change.3.plasticity.learning_rate.from=2",
            "change.2.at=950",
        ],
    )
    .unwrap();
    for kept in [
        "at = 900 # in the middle\nplasticity.learning_rate = 0.5 # fast\n",
        "\"credit.feedback\" = \"random\"\n",
    ] {
        assert!(changed.contains(kept), "{changed}");
    }
    let scenario = read(&changed);
    let pairs = [
        ("credit.feedback", "\"random\""),
        ("plasticity.learning_rate", "0.5"),
        ("plasticity.pruning", "0.25"),
    ];
    assert_eq!(scenario.changes[0], set(When::Iteration(900), &pairs));
    assert_eq!(
        scenario.changes[1],
        tick(When::Iteration(950), Clock::Credit)
    );
    let Act::Set(third) = &scenario.changes[2].act else {
        panic!("keys");
    };
    assert_eq!(third[2].1, "{ from = 2.0, shape = \"linear\" }");

    let later = overridden(&text, &["change.1.at=2000", "change.3.at=2000"]).unwrap();
    assert_eq!(read(&later).changes[2].at, When::Iteration(2000));
    let of_b = format!(
        "{PLAIN}[compare]\n[[compare.change]]\nat = 1\n'plasticity.learning_rate' = {{ from = 1, to = 2 }}\n"
    );
    let of_b = overridden(
        &of_b,
        &[
            "compare.change.1.plasticity.learning_rate.to=3",
            "compare.change.1.at_ms=7",
        ],
    )
    .unwrap();
    let b = read(&of_b).side_b().unwrap();
    assert_eq!(
        b.changes,
        [set(
            When::Ms(7.0),
            &[("plasticity.learning_rate", "{ from = 1.0, to = 3.0 }")]
        )]
    );
    let constant = overridden(&of_b, &["compare.change.1.plasticity.learning_rate=3"]).unwrap();
    let b = read(&constant).side_b().unwrap();
    assert_eq!(
        b.changes,
        [set(When::Ms(7.0), &[("plasticity.learning_rate", "3.0")])]
    );
}

#[test]
fn a_claim_may_be_about_another_change() {
    let claim = |key: &str| {
        let claim = format!(
            "\n[[claim]]\nsays = 'A'\nwhen = 'communities > 1'\nwith = {{ \"{key}\" = 0.5 }}\n"
        );
        let text = format!("{PLAIN}{CHANGES}{claim}");
        stated(&text, "c.toml").map_err(|error| error.to_string())
    };
    assert!(claim("change.1.plasticity.learning_rate").is_ok());
    assert_eq!(
        claim("change.9.plasticity.learning_rate").unwrap_err(),
        "c.toml, line 28: claim.with change.9 is not there; there are 3 changes"
    );
}

#[test]
fn a_setting_of_a_change_that_is_not_there_is_named() {
    let text = format!("{PLAIN}{CHANGES}");
    for (setting, told) in [
        (
            "change.4.at=1",
            "change.4 is not there; there are 3 changes",
        ),
        (
            "change.0.at=1",
            "change.0 is not there; changes are counted from 1, as in change.1.at",
        ),
        (
            "change.x.at=1",
            "change.x is not there; changes are counted from 1, as in change.1.at",
        ),
        (
            "change.1=1",
            "change.1 is not there; changes are counted from 1, as in change.1.at",
        ),
        (
            "compare.change.1.at=1",
            "compare.change.1 is not there; there are no changes",
        ),
        (
            "change.1.plasticity.learning_rat=1",
            "change.plasticity.learning_rat is not a key of a scenario (did you mean learning_rate?); [change.plasticity] may have learning_rate, pruning and shuffled_credit",
        ),
        (
            "change.1.at=1300",
            "change.at is 1200, but what stands before it is at 1300; changes stand in the order of time",
        ),
        (
            "change.1.network.neurons=3",
            "change.network.neurons acts only with a new beginning, so it cannot change while a scenario runs",
        ),
    ] {
        let refused = overridden(&text, &[setting]).unwrap_err();
        assert_eq!(refused, format!("--set {setting}: {told}"));
    }
}

#[test]
fn thousands_of_changes_are_read_and_written_in_a_moment_and_more_are_refused() {
    let change = |number: usize| {
        let rate = 1.0 + number as f64 / 7.0;
        format!(
            "[[change]]\nat = {number}\nplasticity.learning_rate = {rate:?}\ndrive.credit_clamp.fraction = 0.5\n"
        )
    };
    let text = |count: usize| PLAIN.to_owned() + &(0..count).map(change).collect::<String>();
    let most = text(4096) + "[compare]\nfrom = 4000\nplasticity.pruning = 0.5\n";
    let begin = Instant::now();
    let mut scenario = read(&most);
    let read_in = begin.elapsed();
    assert_eq!(scenario.changes.len(), 4096);
    let begin = Instant::now();
    scenario.changes.pop();
    let written = to_toml(&scenario, Some(&most));
    let written_in = begin.elapsed();
    eprintln!("4,096 changes: read in {read_in:?}, written in {written_in:?}");
    assert_eq!(parse(&written, ""), Ok(scenario));
    assert!(
        read_in + written_in < Duration::from_secs(8),
        "{read_in:?}, {written_in:?}"
    );
    let more = parse(&text(4097), "c.toml").unwrap_err().to_string();
    assert_eq!(
        more,
        "c.toml, line 16390: change may stand 4096 times at most"
    );
}
