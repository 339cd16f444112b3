//! `[compare]`: what side B changes, how it is written, and in which words it is refused.

use accordance::model::{Activation, Topology};
use accordance::scenario::{
    LEARNING_RATE, Scenario, check_text, differences, made_equal, open, parse, relocated, save,
    to_toml, with_overrides,
};

const PLAIN: &str = "format = 1\nname = \"Pair\"\n\n[network]\nneurons = 20 # few\n\n\
                     [plasticity]\nlearning_rate = 0.003\n\n[run]\nseed = 7\n";

fn with(compare: &str) -> String {
    format!("{PLAIN}\n{compare}")
}

fn refusal(text: &str) -> String {
    check_text(text, "two.toml", None).unwrap_err().to_string()
}

fn keys(scenario: &Scenario) -> Vec<&'static str> {
    let b = scenario.side_b().unwrap();
    let differences = differences(&scenario.side_a(), &b);
    differences.iter().map(|d| d.key).collect()
}

#[test]
fn side_b_is_side_a_with_the_settings_in_compare() {
    let scenario = parse(&with("[compare.plasticity]\nlearning_rate = 1.0\n"), "").unwrap();
    let a = parse(PLAIN, "").unwrap();
    assert_eq!(scenario.side_a(), a);
    let mut b = a.clone();
    (LEARNING_RATE.set)(&mut b, 1.0);
    assert_eq!(scenario.side_b(), Some(b));
    assert_eq!(keys(&scenario), ["plasticity.learning_rate"]);
    assert_eq!(a.side_b(), None);
}

#[test]
fn sections_inline_tables_and_dotted_keys_compare_alike() {
    let spellings = [
        "[compare.plasticity]\nlearning_rate = 1.0\n[compare.network]\nneurons = 30\n",
        "[compare]\nplasticity = { learning_rate = 1 }\nnetwork.neurons = 30\n",
        "[compare]\nplasticity.learning_rate = 1.0\nnetwork = { neurons = 30 }\n",
    ];
    let scenarios = spellings.map(|text| parse(&with(text), "").unwrap());
    assert_eq!(scenarios[0], scenarios[1]);
    assert_eq!(scenarios[0], scenarios[2]);
    let dotted =
        format!("compare.network.neurons = 30\ncompare.plasticity.learning_rate = 1\n{PLAIN}");
    assert_eq!(parse(&dotted, "").unwrap(), scenarios[0]);
}

#[test]
fn an_empty_table_compares_with_a_copy() {
    let scenario = parse(&with("[compare]\n"), "").unwrap();
    assert_eq!(scenario.side_b(), Some(scenario.side_a()));
    assert_eq!(
        to_toml(&scenario, Some(&with("[compare]\n"))),
        with("[compare]\n")
    );
}

#[test]
fn side_b_may_have_another_network_and_no_task() {
    let layered = "format = 1\nnetwork.layers = [2, 3, 1]\nnetwork.bias = true\n\
                   [task]\ndataset = \"xor\"\n";
    let text = format!("{layered}[compare]\nnetwork.neurons = 12\ntask.dataset = \"none\"\n");
    let b = parse(&text, "").unwrap().side_b().unwrap();
    assert_eq!(b.network.topology, Topology::AllToAll { neurons: 12 });
    assert_eq!(b.task, None);
    assert_eq!(
        b.rules.plasticity.pruning, 0.9,
        "the default beside no task"
    );
    let text = format!("{layered}[compare]\nnetwork.layers = [2, 5, 1]\n");
    let opened = check_text(&text, "", None).unwrap();
    let b = opened.scenario.side_b().unwrap();
    let layers = b.network.topology.layers().unwrap();
    assert!(layers.bias && b.task.is_some());
    assert_eq!(opened.compared.unwrap().samples, opened.samples);
}

#[test]
fn mistakes_in_compare_are_told_with_file_line_and_key() {
    let cases = [
        (
            "[compare.plasticity]\nlearning_rate = \"fast\"\n",
            "two.toml, line 14: compare.plasticity.learning_rate is \"fast\", a string; \
             expected a number ≥ 0",
        ),
        (
            "[compare.plasticity]\nlearning_rat = 1\n",
            "two.toml, line 14: compare.plasticity.learning_rat is not a key of a scenario (did \
             you mean learning_rate?); [compare.plasticity] may have learning_rate, pruning \
             and shuffled_credit",
        ),
        (
            "[compare]\nrun.seed = 2\n",
            "two.toml, line 14: compare.run.seed is shared by both sides of a comparison; \
             set run.seed itself",
        ),
        (
            "[compare]\nname = \"B\"\n",
            "two.toml, line 14: compare.name is shared by both sides of a comparison; \
             set name itself",
        ),
        (
            "[compare]\ncompare = {}\n",
            "two.toml, line 14: compare.compare is not a key of a scenario; \
             [compare] may have network, credit, drive, clocks, plasticity, task, from, from_ms and change",
        ),
        (
            "[compare]\ntask.dataset = \"xor\"\n",
            "two.toml, line 14: compare.task.dataset needs network.layers",
        ),
        (
            "[compare]\nnetwork.weights = \"none.npy\"\n",
            "two.toml, line 14: compare.network.weights names \"none.npy\", which cannot be read: \
             a relative path needs a scenario that is saved in a folder",
        ),
    ];
    for (compare, message) in cases {
        assert_eq!(refusal(&with(compare)), message);
    }
    assert_eq!(
        refusal(&format!("compare = 3\n{PLAIN}")),
        "two.toml, line 1: compare is 3, a whole number; \
         expected a table that may have network, credit, drive, clocks, plasticity, task, from, from_ms and change"
    );
    let task = "format = 1\nnetwork.layers = [2, 1]\ntask.dataset = \"xor\"\n";
    assert_eq!(
        refusal(&format!("{task}compare.network.layers = [3, 1]\n")),
        "two.toml, line 4: compare makes a side B in which task.dataset is \"xor\", which has 2 \
         inputs and 1 or 2 outputs, but network.layers begins with 3"
    );
}

#[test]
fn comments_in_compare_survive_and_only_what_differs_is_written() {
    let original = with("# the fast one\n[compare.plasticity] # b\nlearning_rate = 1e0 # high\n");
    let mut scenario = parse(&original, "").unwrap();
    assert_eq!(to_toml(&scenario, Some(&original)), original);
    let mut b = scenario.side_b().unwrap();
    (LEARNING_RATE.set)(&mut b, 2.0);
    b.rules.activation = Activation::Logistic;
    scenario.set_side_b(b);
    let text = to_toml(&scenario, Some(&original));
    let expected =
        original.replace("1e0", "2.0") + "\n[compare.network]\nactivation = \"logistic\"\n";
    assert_eq!(text, expected);
    scenario.compare = None;
    assert_eq!(
        to_toml(&scenario, Some(&text)),
        with("").trim_end().to_owned() + "\n"
    );
}

#[test]
fn a_copy_that_was_changed_back_leaves_an_empty_table() {
    let original = with("[compare.plasticity]\nlearning_rate = 1.0\n");
    let mut scenario = parse(&original, "").unwrap();
    scenario.set_side_b(scenario.side_a());
    let text = to_toml(&scenario, Some(&original));
    assert_eq!(text, with("[compare]\n"));
    assert_eq!(parse(&text, "").unwrap(), scenario);
}

#[test]
fn a_new_comparison_is_written_at_the_end_and_explains_itself() {
    let mut scenario = parse(PLAIN, "").unwrap();
    let mut b = scenario.side_a();
    (LEARNING_RATE.set)(&mut b, 1.0);
    scenario.set_side_b(b);
    let text = to_toml(&scenario, Some(PLAIN));
    let added = "\n# Side B of a comparison: all as above but for what stands here.\n[compare]\n\n\
                 [compare.plasticity]\nlearning_rate = 1.0\n";
    assert_eq!(text, format!("{PLAIN}{added}"));
    let complete = to_toml(&scenario, None);
    assert!(complete.ends_with(added), "{complete}");
}

#[test]
fn what_both_sides_share_follows_whichever_was_edited() {
    let mut scenario = parse(&with("[compare.network]\nneurons = 30\n"), "").unwrap();
    let mut b = scenario.side_b().unwrap();
    b.run.seed = 12;
    scenario.set_side_b(b);
    assert_eq!(scenario.run.seed, 12);
    assert_eq!(scenario.side_b().unwrap().run.seed, 12);
    assert_eq!(scenario.network.topology.neurons(), 20);
}

#[test]
fn each_difference_can_be_made_equal_and_then_there_is_none() {
    let compare = "[compare.network]\nneurons = 30\nactivation = \"logistic\"\n\
                   balance = { gaussian_width = 2.0 }\nweights = \"w.npy\"\n\
                   [compare.clocks]\ncredit_ms = 3.0\n\
                   [compare.drive]\ncredit_clamp = { mode = \"identity\" }\n";
    let scenario = parse(&with(compare), "").unwrap();
    let (a, mut b) = (scenario.side_a(), scenario.side_b().unwrap());
    assert_eq!(
        keys(&scenario),
        [
            "network.neurons",
            "network.activation",
            "network.balance",
            "network.weights",
            "drive.credit_clamp.mode",
            "clocks.credit_ms"
        ]
    );
    for key in keys(&scenario) {
        b = made_equal(&b, &a, key).unwrap();
        assert!(differences(&a, &b).iter().all(|d| d.key != key), "{key}");
    }
    assert_eq!(b, a);
    let layered = parse(
        "format = 1\nnetwork.layers = [2, 1]\ntask.dataset = 'xor'",
        "",
    )
    .unwrap();
    assert!(
        made_equal(&a, &layered, "task.dataset").is_none(),
        "a task needs layers"
    );
    let equal = made_equal(&a, &layered, "network.layers").unwrap();
    assert_eq!(equal.network.topology, layered.network.topology);
}

#[test]
fn settings_reach_side_b_by_its_keys() {
    let settings = [
        "compare.plasticity.learning_rate=2",
        "compare.network.layers=[2,3]",
        "compare.network.weights=1",
        "run.seed=9",
    ];
    let settings = settings.map(str::to_owned);
    let text = with_overrides(&with("[compare.network]\nneurons = 9\n"), "", &settings).unwrap();
    let scenario = parse(&text, "").unwrap();
    let b = scenario.side_b().unwrap();
    assert_eq!(scenario.rules.plasticity.learning_rate, 0.003);
    assert_eq!(b.rules.plasticity.learning_rate, 2.0);
    assert_eq!(b.network.topology.neurons(), 5);
    assert_eq!(b.network.files.weights.as_deref(), Some("1"));
    assert_eq!((scenario.run.seed, b.run.seed), (9, 9));
    let error = with_overrides(PLAIN, "", &["compare.run.seed=1".to_owned()]).unwrap_err();
    assert!(
        error.to_string().contains("compare.run.seed is shared"),
        "{error}"
    );
}

#[test]
fn a_comparison_is_saved_reopened_and_moved_with_the_files_of_both_sides() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("x.csv"), "1\n2\n3\n").unwrap();
    let text = "format = 1\nnetwork.neurons = 3\n[compare]\nnetwork.firing = \"x.csv\"\n";
    let path = folder.path().join("two.toml");
    std::fs::write(&path, text).unwrap();
    let opened = open(&path).unwrap();
    assert_eq!(opened.given.firing, None);
    let given = opened.compared.unwrap().given;
    assert_eq!(given.firing, Some(vec![1.0, 2.0, 3.0]));

    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let there = inner.join("two.toml");
    let moved = relocated(&opened.scenario, Some(&path), &there).unwrap();
    save(&there, &moved, Some(&opened.text)).unwrap();
    let reopened = open(&there).unwrap();
    assert_eq!(reopened.scenario, moved);
    assert_eq!(reopened.compared.unwrap().given, given);
}

#[test]
fn a_learning_rate_that_falls_may_stand_on_either_side() {
    let falls = "{ from = 1.0, to = 0.003, over_iterations = 600, shape = \"exponential\" }";
    let text = with(&format!("[compare.plasticity]\nlearning_rate = {falls}\n"));
    let scenario = parse(&text, "").unwrap();
    let b = scenario.side_b().unwrap();
    assert!(b.rules.plasticity.learning_rate.fall().is_some());
    assert_eq!(scenario.side_a(), parse(PLAIN, "").unwrap());
    assert_eq!(to_toml(&scenario, Some(&text)), text);
    let equal = made_equal(&b, &scenario.side_a(), "plasticity.learning_rate").unwrap();
    assert_eq!(equal, scenario.side_a());

    let other = PLAIN.replace("learning_rate = 0.003", &format!("learning_rate = {falls}"));
    let text = format!("{other}\n[compare.plasticity]\nlearning_rate = 0.003\n");
    let b = parse(&text, "").unwrap().side_b().unwrap();
    assert_eq!(b, parse(PLAIN, "").unwrap());
    let text = format!("{other}\n[compare.plasticity.learning_rate]\nto = 0.1\n");
    let b = parse(&text, "").unwrap().side_b().unwrap();
    let fall = b.rules.plasticity.learning_rate.fall().unwrap();
    assert_eq!((fall.from, fall.to), (1.0, 0.1));
}
