//! `[compare] from`: a side B that is side A until a moment.

use accordance::scenario::{
    Act, Change, LEARNING_RATE, Scenario, When, parse, to_toml, with_overrides,
};

const A: &str = "format = 1\n[network]\nneurons = 20 # few\n\n\
                 [[change]]\nat = 100\nplasticity.pruning = 0.5\n\n\
                 [[change]]\nat_ms = 900\ntick = \"credit\"\n\n\
                 [[change]]\nat = 300 # later\nplasticity.pruning = 0.25\n";
const B: &str = "\n# What if?\n[compare] # a branch\nfrom = 200 # here\nplasticity.learning_rate = 1e0 # fast\n\n\
                 [[compare.change]]\nat = 250\ncredit.feedback = \"none\"\n";

fn branch() -> String {
    format!("{A}{B}")
}

fn read(text: &str) -> Scenario {
    parse(text, "").unwrap()
}

fn refusal(compare: &str) -> String {
    let text = format!("{A}{compare}");
    parse(&text, "b.toml").unwrap_err().to_string()
}

fn again(scenario: &Scenario, original: Option<&str>) -> String {
    let text = to_toml(scenario, original);
    assert_eq!(parse(&text, "").as_ref(), Ok(scenario), "{text}");
    text
}

fn set(at: u64, key: &str, value: &str) -> Change {
    Change {
        at: When::Iteration(at),
        act: Act::Set(vec![(key.to_owned(), value.to_owned())]),
    }
}

#[test]
fn a_branch_is_side_a_until_then_and_goes_on_with_its_own_changes() {
    let scenario = read(&branch());
    let compare = scenario.compare.as_deref().unwrap();
    assert_eq!(compare.from, Some(When::Iteration(200)));
    assert_eq!(
        (compare.rules, &compare.network),
        (scenario.rules, &scenario.network)
    );
    let mut expected = scenario.changes[..2].to_vec();
    expected.push(set(200, "plasticity.learning_rate", "1.0"));
    expected.push(set(250, "credit.feedback", "\"none\""));
    assert_eq!(compare.changes, expected);

    // In model time what is counted in iterations cannot be told to be later.
    let by_ms = read(&format!("{A}[compare]\nfrom_ms = 899.5\n"));
    let compare = by_ms.compare.as_deref().unwrap();
    assert_eq!(compare.from, Some(When::Ms(899.5)));
    assert_eq!(compare.changes, scenario.changes[..1]);
}

#[test]
fn saving_keeps_a_branch_short_and_as_it_is_written() {
    let original = branch();
    let mut scenario = read(&original);
    assert_eq!(again(&scenario, Some(&original)), original);
    scenario.run.seed = 7;
    assert!(again(&scenario, Some(&original)).contains(B));
    let text = again(&scenario, None);
    let short = "[compare]\nfrom = 200\nplasticity.learning_rate = 1.0\n\n[[compare.change]]\nat = 250\ncredit.feedback = \"none\"\n";
    assert!(text.contains(short), "{text}");

    // What both sides have in common changes in both.
    (LEARNING_RATE.set)(&mut scenario, 3.0);
    let rules = scenario.rules;
    scenario.compare.as_mut().unwrap().rules = rules;
    assert!(again(&scenario, Some(&original)).contains(B));

    // Another branch is written anew.
    scenario.compare.as_mut().unwrap().changes.pop();
    let text = again(&scenario, Some(&original));
    assert!(
        text.contains("# What if?") && !text.contains("compare.change"),
        "{text}"
    );
}

#[test]
fn what_is_a_branch_no_more_is_written_as_any_side_b() {
    let original = branch();
    let mut scenario = read(&original);
    let mut other_rules = scenario.clone();
    (LEARNING_RATE.set)(&mut other_rules, 2.0);
    scenario.rules = other_rules.rules;
    let text = to_toml(&scenario, Some(&original));
    let read_back = read(&text);
    scenario.compare.as_mut().unwrap().from = None;
    assert_eq!(read_back, scenario, "{text}");
    assert!(
        text.contains("neurons = 20 # few") && !text.contains("from"),
        "{text}"
    );

    // And may become one again.
    let mut back = read(&text);
    let compare = back.compare.as_mut().unwrap();
    (compare.rules, compare.from) = (back.rules, Some(When::Iteration(200)));
    assert!(again(&back, Some(&text)).contains("from = 200"));
}

#[test]
fn a_branch_whose_past_is_another_is_no_branch() {
    let mut scenario = read(&branch());
    scenario.changes[0] = set(50, "plasticity.pruning", "0.5");
    let text = to_toml(&scenario, None);
    scenario.compare.as_mut().unwrap().from = None;
    assert_eq!(read(&text), scenario, "{text}");
}

#[test]
fn mistakes_in_a_branch_are_told_with_line_and_key() {
    for (compare, told) in [
        (
            "[compare]\nfrom = 3\nfrom_ms = 4\n",
            "b.toml, line 18: compare.from_ms cannot stand beside from; keep one of the two",
        ),
        (
            "[compare]\nfrom = -3\n",
            "b.toml, line 17: compare.from is -3, a whole number; expected a whole number ≥ 0",
        ),
        (
            "[compare]\nfrom = 3\nnetwork.neurons = 30\n",
            "b.toml, line 18: compare.network.neurons acts only with a new beginning, so it cannot change while a scenario runs",
        ),
        (
            "[compare]\nfrom = 3\nrun.seed = 30\n",
            "b.toml, line 18: compare.run.seed is shared by both sides of a comparison; set run.seed itself",
        ),
        (
            "[compare]\nfrom = 3\nplasticity.pruning = 2\n",
            "b.toml, line 18: compare.plasticity.pruning is 2; expected a number ≥ 0 and < 1",
        ),
        (
            "[compare]\nfrom = 200\n[[compare.change]]\nat = 199\ntick = 'firing'\n",
            "b.toml, line 19: compare.change.at is 199, but what stands before it is at 200; changes stand in the order of time",
        ),
        (
            "[compare]\nfron = 200\n",
            "b.toml, line 17: compare.fron is not a key of a scenario (did you mean from?); [compare] may have network, credit, drive, clocks, plasticity, task, from, from_ms and change",
        ),
    ] {
        assert_eq!(refusal(compare), told);
    }
}

#[test]
fn settings_move_a_branch() {
    let moved = |setting: &str| {
        let text = with_overrides(&branch(), "", &[setting.to_owned()]).unwrap();
        read(&text).compare.unwrap().from
    };
    assert_eq!(moved("compare.from=150"), Some(When::Iteration(150)));
    assert_eq!(moved("compare.from_ms=150"), Some(When::Ms(150.0)));
}
