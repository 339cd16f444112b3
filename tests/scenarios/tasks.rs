//! The section `[task]`, and the samples that come of it.

use accordance::model::{Loss, Window};
use accordance::scenario::{Dataset, Opened, Scenario, check_text, parse, recheck, with_overrides};

fn text(layers: &str, task: &str) -> String {
    format!("format = 1\n[network]\nlayers = {layers}\n[task]\n{task}\n")
}

fn opened(layers: &str, task: &str) -> Opened {
    check_text(&text(layers, task), "", None).unwrap()
}

#[test]
fn a_task_brings_its_defaults() {
    let scenario = opened("[2, 8, 1]", "dataset = 'two-spirals'\npresent_ms = 40").scenario;
    let task = scenario.task.as_ref().unwrap();
    assert_eq!(task.dataset, Dataset::TwoSpirals);
    assert_eq!((task.samples, task.held_out), (100, 0.2));
    let throughout = Window {
        from_ms: 0.0,
        to_ms: 40.0,
    };
    let teaching = scenario.rules.teaching;
    assert_eq!((teaching.loss, teaching.batch), (Loss::Squared, 1));
    assert_eq!((teaching.input, teaching.output), (throughout, throughout));
    let drive = scenario.rules.drive;
    assert_eq!((drive.firing_noise_sd, drive.credit_noise_sd), (0.0, 0.0));
    assert_eq!(scenario.rules.plasticity.pruning, 0.0);
    assert_eq!(scenario.network.weight_gain, 1.0);
    let xor = opened("[2, 8, 1]", "dataset = 'xor'").scenario;
    assert_eq!(xor.task.unwrap().held_out, 0.0);
    assert_eq!(Scenario::default().task, None);
}

#[test]
fn what_a_task_lacks_is_told_in_one_sentence() {
    let layered = |layers: &str, task: &str| text(layers, task);
    let cases = [
        (
            "format = 1\nnetwork.bias = true\n".to_owned(),
            "low.toml, line 2: network.bias needs network.layers",
        ),
        (
            "format = 1\n[task]\ndataset = 'xor'\n".to_owned(),
            "low.toml, line 3: task.dataset needs network.layers",
        ),
        (
            layered("[2, 1]", "batch = 3"),
            "low.toml, line 5: task.batch needs task.dataset",
        ),
        (
            layered("[20, 10]", "dataset = 'digits'"),
            "low.toml, line 5: task.dataset is \"digits\", which has 64 inputs and 10 outputs, \
             but network.layers begins with 20",
        ),
        (
            layered("[2, 8, 3]", "dataset = 'xor'"),
            "low.toml, line 5: task.dataset is \"xor\", which has 2 inputs and 1 or 2 outputs, \
             but network.layers ends with 3",
        ),
        (
            layered("[2, 8, 1]", "dataset = 'xor'\nloss = 'cross-entropy'"),
            "low.toml, line 6: task.loss needs at least 2 outputs, but network.layers ends with 1",
        ),
        (
            layered("[2, 1]", "dataset = 'file'"),
            "low.toml, line 5: task.dataset needs task.file beside it",
        ),
        (
            layered("[2, 1]", "dataset = 'xor'\nfile = 'a.csv'"),
            "low.toml, line 6: task.file needs dataset = \"file\" beside it",
        ),
        (
            layered("[2, 1]", "dataset = 'xor'\ninput_window = { from_ms = 11 }"),
            "low.toml, line 6: task.input_window.from_ms is 11; \
             expected a number ≤ 10, at which the window closes",
        ),
        (
            layered("[2, 1]", "dataset = 'spirals'"),
            "low.toml, line 5: task.dataset is 'spirals'; expected \"xor\", \"two-spirals\", \
             \"teacher\", \"digits\" or \"file\"",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(parse(&text, "low.toml").unwrap_err().to_string(), message);
    }
}

#[test]
fn settings_that_need_each_other_may_come_in_any_order() {
    let set = |settings: &[&str]| {
        let settings: Vec<String> = settings.iter().map(|s| (*s).to_owned()).collect();
        let text = with_overrides("format = 1", "", &settings).map_err(|e| e.to_string())?;
        Ok::<_, String>(parse(&text, "").unwrap())
    };
    let scenario = set(&["task.dataset=xor", "network.layers=[2, 4, 1]"]).unwrap();
    assert_eq!(scenario.task.unwrap().dataset, Dataset::Xor);
    let message = set(&["network.layers=[3, 1]", "task.dataset=xor"]).unwrap_err();
    assert!(
        message.starts_with("--set task.dataset=xor: task.dataset is"),
        "{message}"
    );
}

#[test]
fn a_task_can_be_taken_out_of_a_file_again() {
    let original = text("[2, 8, 1]", "dataset = 'xor' # four");
    let mut scenario = parse(&original, "").unwrap();
    let without = Scenario::with_topology(scenario.network.topology.clone());
    scenario.task = None;
    scenario.rules = without.rules;
    let text = accordance::scenario::to_toml(&scenario, Some(&original));
    assert!(!text.contains("task"), "{text}");
}

#[test]
fn samples_and_what_is_held_out_follow_from_the_seed() {
    let of_seed = |seed: u64| {
        let mut scenario = opened("[64, 9, 10]", "dataset = 'digits'").scenario;
        scenario.run.seed = seed;
        recheck(&scenario, None).unwrap().samples.unwrap()
    };
    let first = of_seed(1);
    assert_eq!((first.inputs.len(), first.train), (1797, 1437));
    assert_eq!(first, of_seed(1));
    assert_ne!(first.inputs, of_seed(2).inputs);
    for target in &first.targets {
        assert_eq!(target.iter().filter(|y| **y == 1.0).count(), 1);
        assert_eq!(target.iter().filter(|y| **y == -1.0).count(), 9);
    }
}

#[test]
fn targets_are_probabilities_where_the_loss_asks_for_them() {
    for dataset in ["xor", "two-spirals", "teacher"] {
        let task = format!("dataset = '{dataset}'\nloss = 'cross-entropy'");
        let opened = opened("[2, 5, 2]", &task);
        let samples = opened.samples.unwrap();
        for target in &samples.targets {
            assert!(*target == [0.0, 1.0] || *target == [1.0, 0.0], "{dataset}");
        }
    }
}

#[test]
fn a_teacher_answers_within_the_range_of_its_activation() {
    let opened = opened("[3, 6, 2]", "dataset = 'teacher'\nsamples = 500");
    let samples = opened.samples.unwrap();
    assert_eq!((samples.inputs.len(), samples.train), (500, 400));
    let all: Vec<f64> = samples.inputs.iter().flatten().copied().collect();
    let mean = all.iter().sum::<f64>() / 1500.0;
    let variance = all.iter().map(|x| x * x).sum::<f64>() / 1500.0;
    assert!(
        mean.abs() < 0.1 && (0.9..1.1).contains(&variance),
        "{mean} {variance}"
    );
    let targets: Vec<f64> = samples.targets.iter().flatten().copied().collect();
    assert!(targets.iter().all(|y| y.abs() < 1.0));
    assert!(targets.iter().any(|y| y.abs() > 0.3));
}

#[test]
fn a_scenario_whose_task_no_longer_fits_has_no_samples() {
    let mut scenario = opened("[2, 5, 1]", "dataset = 'xor'").scenario;
    scenario.task.as_mut().unwrap().dataset = Dataset::Digits;
    let message = recheck(&scenario, None).unwrap_err().to_string();
    assert!(
        message.ends_with("but network.layers begins with 2"),
        "{message}"
    );
}

#[test]
fn sliders_of_windows_reach_to_the_end_of_the_presentation() {
    let scenario = opened("[2, 8, 1]", "dataset = 'xor'\npresent_ms = 6").scenario;
    let ends = |key: &str| {
        let quantity = accordance::scenario::quantity(key).unwrap();
        quantity.slider_in(&scenario)
    };
    for key in ["input_window.from_ms", "output_window.to_ms"] {
        assert_eq!(ends(&format!("task.{key}")), (0.0, 6.0));
    }
    assert_eq!(ends("task.present_ms"), (1.0, 1_000.0));
}
