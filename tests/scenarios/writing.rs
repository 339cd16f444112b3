//! How scenarios are written: into a new text, and into one that people have written.

use accordance::analysis::Quality;
use accordance::model::{
    Activation, Balance, CreditClampMode, Fall, FallShape, Layers, LearningRate, Loss, Topology,
};
use accordance::scenario::{Dataset, Scenario, parse, quantities, to_toml, with_overrides};
use proptest::prelude::*;

#[test]
fn comments_order_and_spellings_survive_a_change() {
    let original = "# My study\nformat = 1 # the first\n\n[plasticity] # rule 3\n\
                    pruning = 0.90 # keep\n# r, slowly\nlearning_rate = 1e-2 # r\n\n\
                    [network]\n# few\nneurons = 0x20 # thirty-two\n# the end\n";
    let mut scenario = parse(original, "").unwrap();
    assert_eq!(to_toml(&scenario, Some(original)), original);
    scenario.rules.plasticity.learning_rate = 0.5.into();
    scenario.run.seed = 3;
    let expected = original
        .replace("1e-2", "0.5")
        .replace("# the end", "\n[run]\nseed = 3\n# the end");
    assert_eq!(to_toml(&scenario, Some(original)), expected);
}

#[test]
fn switching_to_layers_takes_the_place_of_neurons_with_its_comments() {
    let original = "format = 1\n[network]\n# size\nneurons = 20 # few\n\n[drive]\n\
                    credit_clamp = { fraction = 0.5 } # half\n";
    let mut scenario = parse(original, "").unwrap();
    let layers = vec![2, 3];
    scenario.network.topology = Topology::Layered(Layers::plain(&layers));
    let text = to_toml(&scenario, Some(original));
    assert_eq!(
        text,
        "format = 1\n[network]\n# size\nlayers = [2, 3] # few\n\n[drive]\n\
         credit_clamp = { fraction = 0.5 } # half\ninput_clamp = { fraction = 0.0 }\n"
    );
    scenario.network.topology = Topology::AllToAll { neurons: 20 };
    let back = to_toml(&scenario, Some(&text));
    assert!(
        back.contains("# size\nneurons = 20 # few") && !back.contains("layers"),
        "{back}"
    );
}

#[test]
fn a_key_is_added_to_an_inline_table_without_spoiling_it() {
    let original = "format = 1\ndrive = { credit_clamp = { fraction = 0.5 } }\n";
    let mut scenario = parse(original, "").unwrap();
    scenario.rules.drive.credit_clamp.mode = CreditClampMode::Identity;
    assert_eq!(
        to_toml(&scenario, Some(original)),
        "format = 1\ndrive = { credit_clamp = { fraction = 0.5, mode = \"identity\" } }\n"
    );
}

#[test]
fn a_new_file_has_every_key_and_teaches_the_format() {
    let text = to_toml(&Scenario::default(), None);
    assert!(
        text.contains("learning_rate = 0.01     # Δw_ij = r · c_i f(s_i) x_j\n"),
        "{text}"
    );
    for quantity in quantities() {
        let name = quantity.key.rsplit('.').next().unwrap();
        let has = text.contains(&format!("{name} = ")) && name != "gaussian_width";
        assert_eq!(
            has,
            (quantity.get)(&Scenario::default()).is_some(),
            "{name}"
        );
    }
    for line in text.lines() {
        assert!(line.chars().count() <= 110, "{line}");
    }
}

#[test]
fn windows_line_ends_survive_a_change() {
    let original = "format = 1\r\n# note\r\n[run]\r\nseed = 7\r\n";
    let mut scenario = parse(original, "").unwrap();
    scenario.run.seed = 8;
    assert_eq!(
        to_toml(&scenario, Some(original)),
        original.replace('7', "8")
    );
}

fn number_within(min: f64, max: f64, whole: bool) -> BoxedStrategy<f64> {
    if whole {
        (min as u64..=max as u64).prop_map(|v| v as f64).boxed()
    } else {
        let odd = prop_oneof![
            Just(0.1 + 0.2),
            Just(1e-300),
            Just(-0.0),
            Just(1.0 / 3.0),
            Just(7e5)
        ];
        prop_oneof![Just(min), min..max, odd, proptest::num::f64::NORMAL]
            .prop_map(move |v| v.clamp(min, max))
            .boxed()
    }
}

/// The default scenario for layers and a task, if there are any; layers are made to fit the task.
fn base(
    layers: Option<Vec<usize>>,
    (bias, skip, recurrent): (bool, bool, bool),
    task: Option<(usize, bool, String)>,
) -> Scenario {
    let Some(mut sizes) = layers else {
        return Scenario::default();
    };
    let task = task.map(|(choice, cross_entropy, file)| {
        let dataset = Dataset::from_key(Dataset::KEYS[choice], &file).unwrap();
        let last = sizes.len() - 1;
        match &dataset {
            Dataset::Xor | Dataset::TwoSpirals => (sizes[0], sizes[last]) = (2, 2),
            Dataset::Digits => (sizes[0], sizes[last]) = (64, 10),
            Dataset::Teacher | Dataset::File(_) => sizes[last] = sizes[last].max(2),
        }
        (dataset, cross_entropy)
    });
    let topology = Topology::Layered(Layers {
        sizes,
        bias,
        skip,
        recurrent,
    });
    let Some((dataset, cross_entropy)) = task else {
        return Scenario::with_topology(topology);
    };
    let mut scenario = Scenario::with_task(topology, dataset);
    if cross_entropy {
        scenario.rules.teaching.loss = Loss::CrossEntropy;
    }
    scenario
}

prop_compose! {
    fn scenarios()(
        topology in prop_oneof![
            Just(None),
            prop::collection::vec(1_usize..2000, 2..5).prop_map(Some),
        ],
        words in (".*", "\\PC*[\"'\\\\#\n]?", prop::option::of(".+"), prop::option::of("[a-z]+\\.npy")),
        choices in (0..4_usize, 0..2_usize, any::<bool>()),
        falls in prop::option::of(0..2_usize),
        method in (0..2_usize, any::<bool>()),
        switches in (any::<bool>(), any::<bool>(), any::<bool>()),
        task in prop::option::of((0..5_usize, any::<bool>(), "[a-z\\\\\"]+\\.csv")),
        changed in prop::collection::vec(any::<bool>(), quantities().count()),
        numbers in quantities()
            .map(|q| number_within(q.limits.min, q.limits.max, q.limits.whole))
            .collect::<Vec<_>>(),
    ) -> Scenario {
        let mut s = base(topology, switches, task);
        s.notes = words.1.clone();
        (s.name, s.summary, s.network.files.weights, s.network.files.credit) = words;
        s.rules.activation = Activation::ALL[choices.0];
        s.rules.drive.credit_clamp.mode = CreditClampMode::ALL[choices.1];
        if choices.2 {
            s.rules.balance = Balance::Gaussian { width: 1.0 };
        }
        if let Some(shape) = falls {
            let shape = FallShape::ALL[shape];
            s.rules.plasticity.learning_rate = LearningRate::Falling(Fall { shape, ..Fall::default() });
        }
        (s.method.quality, s.method.directed) = (Quality::ALL[method.0], method.1);
        for ((quantity, number), changed) in quantities().zip(numbers).zip(changed) {
            // A constant rate would take the place of a fall.
            let replaces = quantity.key == "plasticity.learning_rate" && falls.is_some();
            if changed && quantity.limits.contains(number) && !replaces {
                (quantity.set)(&mut s, number);
            }
        }
        s
    }
}

prop_compose! {
    /// Scenarios of which half compare with another one.
    fn comparisons()(scenario in scenarios(), b in prop::option::of(scenarios())) -> Scenario {
        let mut scenario = scenario;
        if let Some(mut b) = b {
            (b.name, b.summary) = (scenario.name.clone(), scenario.summary.clone());
            b.notes = scenario.notes.clone();
            b.run = scenario.run;
            b.method = scenario.method;
            scenario.set_side_b(b);
        }
        scenario
    }
}

const ORIGINALS: [&str; 14] = [
    "format = 1\n[plasticity]\nlearning_rate = { from = 2, shape = 'linear' } # falls\n[analysis]\nmeasure = 'cpm'\n",
    "format = 1\n[plasticity.learning_rate]\nto = 0.5\n# end\n",
    "format = 1",
    "format = 1\n[network.balance]\ngaussian_width = 2 # b\n# end",
    "# c\nformat = 1\nnetwork = { neurons = 20, balance = { gaussian_width = 2.0 } }\ndrive = {}\n",
    "network.layers = [1, 2] # l\nnetwork.balance.gaussian_width = 2\nformat = 1\nrun.seed = 2\n",
    "format = 1\n[network]\nlayers = [\n  1, # in\n  2,\n]\nweights = 'w.npy'\n[drive.credit_clamp]\nmode = 'hold'\n",
    "format = 1\r\nname = '''\r\nlong\r\nname'''\r\n[network]\r\nneurons = 3\r\nbalance = 'derivative'\r\n",
    "format = 1\nnetwork.layers = [2, 3, 1]\nnetwork.bias = true\n[task]\ndataset = 'xor' # four\npresent_ms = 9\ninput_window = { to_ms = 4 }\n[run]\nseed = 2\n",
    "format = 1\n[network]\nneurons = 20\n\n[compare.plasticity]\n# fast\nlearning_rate = 1.0 # b\n\n[run]\nseed = 2\n# end\n",
    "# c\nformat = 1\ncompare = { network = { layers = [2, 3], balance = { gaussian_width = 2 } } }\n[network]\nweights = 'w.npy'\n",
    "format = 1\ncompare.network.weights = ''\ncompare.drive.credit_clamp.mode = 'identity'\nnetwork.weights = 'w'\n",
    "format = 1\nnetwork.layers = [2, 1]\n[task]\ndataset = 'file'\nfile = 'd.csv'\n[compare]\ntask.dataset = 'none'\nnetwork.neurons = 9\n",
    "[run]\nseed = 1\n[network]\nfiring = 'x'\n[broken",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_is_written_reads_back_equal(
        scenario in comparisons(),
        other in comparisons(),
        original in prop::sample::select(&ORIGINALS[..]),
    ) {
        let complete = to_toml(&scenario, None);
        prop_assert_eq!(parse(&complete, ""), Ok(scenario.clone()));
        let edited = to_toml(&scenario, Some(original));
        prop_assert_eq!(parse(&edited, ""), Ok(scenario.clone()));
        let in_place = !edited.starts_with("# A scenario of Accordance.");
        prop_assert_eq!(in_place, parse(original, "").is_ok(), "{}", edited);
        for comment in ["# end", "# c\n", "# b"] {
            let lost = original.contains(comment) && !edited.contains(comment);
            // The comment on a width goes with the width.
            prop_assert!(!lost || comment == "# b", "{}", edited);
        }
        let edited = to_toml(&scenario, Some(&to_toml(&other, None)));
        prop_assert_eq!(parse(&edited, ""), Ok(scenario.clone()));
        prop_assert!(edited.starts_with("# A scenario of Accordance."));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(format = 1\n)?[a-z\\[\\]{}=\"'.,0-9\n #]*") {
        let _ = parse(&text, "");
        let _ = with_overrides("format = 1", "", &[text]);
    }
}

#[test]
fn notes_of_several_lines_are_written_as_such_and_comments_stay() {
    for original in [
        "format = 1 # mine\nname = 'A'\n\n# of the run\n[run]\nseed = 3\n",
        "format = 1 # mine\r\nname = 'A'\r\n\r\n# of the run\r\n[run]\r\nseed = 3\r\n",
    ] {
        let mut scenario = parse(original, "a.toml").unwrap();
        assert_eq!(scenario.notes, "");
        scenario.notes = "First \"line\"\n\n  back\\slash\tand \"\"\" quotes".to_owned();
        let text = to_toml(&scenario, Some(original));
        assert_eq!(parse(&text, "a.toml").unwrap(), scenario, "{text}");
        assert!(
            text.contains("# mine") && text.contains("# of the run"),
            "{text}"
        );
        if !original.contains('\r') {
            assert!(
                text.contains("notes = \"\"\"\nFirst \\\"line\\\"\n\n"),
                "{text}"
            );
        }
        scenario.notes = String::new();
        assert_eq!(
            to_toml(&scenario, Some(&text)),
            original,
            "gone without a trace"
        );
        // Without a text to begin with, too.
        scenario.notes = "a\nb".to_owned();
        assert_eq!(
            parse(&to_toml(&scenario, None), "a.toml").unwrap(),
            scenario
        );
    }
}
