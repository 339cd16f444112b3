//! Lessons: those that come with the program go as they say, and those that do not are told so.

#![allow(clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use accordance::lesson::{Expected, lesson, lessons, open, read, rehearse};

fn accordance(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accordance"));
    command.args(arguments).output().expect("the program runs")
}

#[test]
fn every_lesson_that_comes_with_the_program_goes_as_it_says() {
    for built_in in lessons() {
        let lesson = built_in.open().unwrap_or_else(|error| panic!("{error}"));
        let seed = lesson.steps[0].scenario.run.seed;
        let rehearsal = rehearse(lesson, seed, &mut |_| true).expect("it runs");
        let rehearsal = rehearsal.expect("nobody has given it up");
        for step in &rehearsal.steps {
            assert!(step.faults.is_empty(), "{}: {step:?}", built_in.file_name);
        }
        assert!(!rehearsal.steps.is_empty());
    }
}

#[test]
fn every_lesson_begins_with_free_play_asks_before_it_shows_and_leaves_a_question() {
    for built_in in lessons() {
        let lesson = built_in.open().unwrap_or_else(|error| panic!("{error}"));
        assert!((5..=8).contains(&lesson.minutes), "{}", lesson.title);
        let (first, last) = (&lesson.steps[0], lesson.steps.last().expect("steps"));
        assert!(!first.acts() && first.question.is_none() && !first.text.is_empty());
        assert_eq!(last.title, "Take home");
        assert!(last.text.contains('?') && !last.acts());
        let asked = lesson.steps.iter().filter(|step| step.question.is_some());
        assert!(asked.count() >= 2, "{}", lesson.title);
        for step in &lesson.steps {
            assert!(step.acts() || step.explanation.is_empty(), "{}", step.title);
        }
    }
}

#[test]
fn the_template_is_a_lesson_that_goes_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("presets/lessons/template.md");
    let path = path.to_str().expect("UTF-8");
    let output = accordance(&["lesson", "--seeds", "2", path]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("A step with an estimate”: 2 of 2 seeds"),
        "{said}"
    );
}

const HEAD: &str = "+++\nformat = 1\ntitle = \"T\"\nminutes = 5\nteaches = \"All.\"\nscenario = \"xor\"\n+++\nPlay.\n";

#[test]
fn a_lesson_that_does_not_go_as_it_says_is_told_step_by_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wrong.md");
    let steps = "## Never\n```toml\nbegin = true\nuntil = \"train_accuracy > 2\"\nwithin = 8\n```\n\
        ## Already\n```toml\nbegin = true\nuntil = \"plasticity_updates >= 0\"\nwithin = 8\npoint = [\"Learning rat\"]\n```\n\
        ## Wrong\n```toml\nbegin = true\nask = \"?\"\nchoices = [{ says = \"Falls\", when = \"train_loss < 0\" }, { says = \"Stays\", when = \"train_loss > 0\" }]\nright = 1\nwithin = 8\n```\n";
    fs::write(&path, format!("{HEAD}{steps}")).expect("written");
    let output = accordance(&["lesson", "--seeds", "1", path.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in [
        "“train_accuracy > 2” did not come true within 8 iterations",
        "“plasticity_updates >= 0” holds before anything has happened",
        "the answer “Falls” is marked as right, but “train_loss < 0” is not so",
        "the answer “Stays” is marked as wrong, but “train_loss > 0” is so",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    if cfg!(feature = "gui") {
        let part = "step 3 points at \"Learning rat\", which no window has; did you mean \"Learning rate\"?";
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn what_is_wrong_with_a_lesson_is_one_sentence_with_its_line() {
    for (step, line, part) in [
        (
            "```toml\nwithn = 3\n```\n",
            11,
            "withn is no key here; did you mean within?",
        ),
        (
            "```toml\nwithin = -3\n```\n",
            11,
            "within is \"-3\"; expected a whole number from 1",
        ),
        (
            "```toml\n\nuntil = \"speed > 3\"\nwithin = 3\n```\n",
            12,
            "until",
        ),
        (
            "```toml\nset = { \"plasticity.learning_rat\" = 1.0 }\n```\n",
            11,
            "did you mean",
        ),
        (
            "```toml\nask = \"?\"\n```\n",
            11,
            "ask needs choices, estimate or draw",
        ),
        (
            "```toml\nask = \"?\"\nchoices = [\"a\", \"b\"]\nright = 3\n```\n",
            13,
            "right is \"3\"",
        ),
        (
            "```toml\nask = \"?\"\nestimate = \"hub_overlop\"\n```\n",
            12,
            "did you mean hub_overlap?",
        ),
        (
            "```toml\ncontrols = [\"plasticity.prunning\"]\n```\n",
            11,
            "did you mean plasticity.pruning?",
        ),
        (
            "```toml\npress = [\"jump\"]\n```\n",
            11,
            "there are step, firing, credit and plasticity",
        ),
    ] {
        let text = format!("{HEAD}## A step\n{step}");
        let error = read(&text, "own.md", None).expect_err(step);
        assert_eq!(error.line, Some(line), "{error}");
        let told = error.to_string();
        assert!(told.contains(part) && !told.contains('\n'), "{told}");
    }
}

#[test]
fn a_lesson_reads_nothing_that_does_not_lie_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("lessons");
    fs::create_dir(&inside).expect("a folder");
    fs::write(folder.path().join("outside.toml"), "format = 1\n").expect("written");
    let path = inside.join("own.md");
    for named in ["../outside.toml", "/etc/passwd", "nothing.toml"] {
        fs::write(&path, HEAD.replace("xor", named)).expect("written");
        let error = open(&path).expect_err(named).to_string();
        assert!(error.contains("line 6: scenario names"), "{error}");
    }
    fs::write(inside.join("own.toml"), "format = 1\nname = \"Mine\"\n").expect("written");
    fs::write(&path, HEAD.replace("xor", "own.toml")).expect("written");
    assert_eq!(
        open(&path).expect("a lesson").steps[0].scenario.name,
        "Mine"
    );
}

#[test]
fn a_lesson_is_found_by_its_name_and_may_ask_for_a_curve() {
    let growing = lesson("growing-up").expect("there").open().expect("read");
    let curves = growing
        .steps
        .iter()
        .filter_map(|step| step.question.as_ref());
    let curves = curves.filter(|question| matches!(question.expected, Expected::Curve { .. }));
    assert_eq!(curves.count(), 1);
}
