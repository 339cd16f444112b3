//! From the text of a lesson to a checked [`Lesson`].

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::block::Block;
use super::definition::{Choice, Expected, Lesson, Press, Question, Shown, Step};
use super::error::{Fault, LessonError};
use super::sections::{Section, sections};
use crate::engine::condition::Condition;
use crate::engine::measures::{MEASURES, Measure, measure};
use crate::model::Clock;
use crate::scenario::{self, choice, nearest_word, parse, preset, quantity, with_overrides};
use crate::storage::{quoted, reason};

/// A longer file is no lesson.
const LARGEST: u64 = 1 << 20;
/// More steps than this no learner takes.
const MOST_STEPS: usize = 100;
const MOST_ITERATIONS: u64 = 1_000_000;
/// How long a step takes that does not say so.
const SECONDS: f64 = 6.0;

/// The name of the scenario in errors.
const SCENARIO: &str = "the scenario of the lesson";

const HEAD: [&str; 7] = [
    "format", "title", "minutes", "teaches", "scenario", "views", "controls",
];
const STEP: [&str; 17] = [
    "point",
    "views",
    "controls",
    "begin",
    "set",
    "yours",
    "press",
    "ask",
    "choices",
    "estimate",
    "draw",
    "between",
    "right",
    "tolerance",
    "until",
    "within",
    "seconds",
];

/// Reads the file of a lesson, and the scenario that it names.
///
/// # Errors
/// When the file cannot be read, or is no valid lesson.
pub fn open(path: &Path) -> Result<Lesson, LessonError> {
    let source_name = path.display().to_string();
    let refuse = |why: String| LessonError {
        source_name: source_name.clone(),
        line: None,
        why,
    };
    let unreadable = |why: &str| refuse(format!("the lesson cannot be read: {why}"));
    let file = File::open(path).map_err(|error| unreadable(&reason(&error)))?;
    let mut bytes = Vec::new();
    let taken = file.take(LARGEST + 1).read_to_end(&mut bytes);
    taken.map_err(|error| unreadable(&reason(&error)))?;
    if bytes.len() as u64 > LARGEST {
        return Err(unreadable("it is larger than 1 MiB"));
    }
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is no text in UTF-8"))?;
    // The folder of a bare name is the one that the program runs in.
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    read(&text, &source_name, folder.or(Some(Path::new("."))))
}

/// Reads the text of a lesson, which goes by `source_name` in errors and whose files lie in `folder`.
///
/// # Errors
/// When it is no valid lesson.
pub fn read(text: &str, source_name: &str, folder: Option<&Path>) -> Result<Lesson, LessonError> {
    lesson(text, folder).map_err(|fault| fault.of(source_name))
}

fn lesson(text: &str, folder: Option<&Path>) -> Result<Lesson, Fault> {
    let parts = sections(text)?;
    let head = Block::read(parts.head, &HEAD)?;
    match head.whole("format", 0, u64::MAX >> 1)? {
        Some(1) => {}
        Some(_) => {
            return Err(head.fault("format", "is another; this version reads format = 1 only"));
        }
        None => return Err(head.fault("format", "is missing; add format = 1")),
    }
    let (scenario, base_dir) = first_scenario(&head, folder)?;
    let steps = &parts.steps;
    if steps.len() > MOST_STEPS {
        let why = format!("a lesson has {MOST_STEPS} steps at most");
        return Err(Fault::at(steps[MOST_STEPS].line, why));
    }
    let mut so_far = SoFar {
        text: scenario.clone(),
        shown: shown(&head, &Shown::default())?,
    };
    let steps = steps.iter().map(|section| step(section, &mut so_far));
    Ok(Lesson {
        title: head.needed("title", "a few words")?,
        minutes: head.whole("minutes", 1, 180)?.ok_or_else(|| {
            head.fault("minutes", "is missing; say about how long the lesson takes")
        })? as u32,
        teaches: head.needed("teaches", "one sentence on what is learned")?,
        scenario,
        base_dir,
        steps: steps.collect::<Result<_, _>>()?,
    })
}

/// The scenario with which a lesson begins, as text, and the folder of its files.
fn first_scenario(
    head: &Block<'_>,
    folder: Option<&Path>,
) -> Result<(String, Option<PathBuf>), Fault> {
    let named = head.needed(
        "scenario",
        "a preset, a file beside the lesson, or a scenario itself",
    )?;
    let base_dir = folder.map(Path::to_owned);
    if named.contains('\n') {
        parse(&named, SCENARIO)
            .map_err(|error| head.fault("scenario", format!("is refused: {error}")))?;
        return Ok((named, base_dir));
    }
    if let Some(preset) = preset(&named) {
        return Ok((preset.text.to_owned(), None));
    }
    let inside = Path::new(&named).components().all(|part| {
        matches!(
            part,
            std::path::Component::Normal(_) | std::path::Component::CurDir
        )
    });
    if !inside {
        let why = format!(
            "names {}, which is not in the folder of the lesson or below; copy it there",
            quoted(&named)
        );
        return Err(head.fault("scenario", why));
    }
    // Nor may a link lead out of it.
    let real = |path: &Path| path.canonicalize().ok();
    let path = folder.and_then(|folder| {
        let path = folder.join(&named);
        let lies_inside = real(&path)?.starts_with(real(folder)?);
        (lies_inside && path.is_file()).then_some(path)
    });
    let path = path.ok_or_else(|| {
        let why = format!(
            "names {}, which is neither a preset nor a file beside the lesson",
            quoted(&named)
        );
        head.fault("scenario", why)
    })?;
    let opened = scenario::open(&path);
    let opened = opened.map_err(|error| head.fault("scenario", format!("is refused: {error}")))?;
    Ok((opened.text, path.parent().map(Path::to_owned)))
}

/// How things stand before a step.
struct SoFar {
    text: String,
    shown: Shown,
}

fn step(section: &Section<'_>, so_far: &mut SoFar) -> Result<Step, Fault> {
    let block = match section.block {
        Some(part) => Block::read(part, &STEP)?,
        None => Block::read(
            super::sections::Part {
                text: "",
                line: section.line,
            },
            &STEP,
        )?,
    };
    let changes = block.settings("set")?;
    let yours = block.settings("yours")?;
    let text = changed(&block, "set", &so_far.text, &changes)?;
    let presses = block
        .list(
            "press",
            "buttons, such as [\"step\", \"firing\", \"credit\"]",
        )?
        .unwrap_or_default();
    let presses = presses.iter().map(|name| press(&block, name));
    let until = match block.words("until", "a condition on measures")? {
        Some(words) => Some(condition(&block, "until", &words)?),
        None => None,
    };
    so_far.shown = shown(&block, &so_far.shown)?;
    so_far.text = changed(&block, "yours", &text, &yours)?;
    let scenario = parse(&text, SCENARIO).map_err(|error| block.fault("set", error.to_string()))?;
    let step = Step {
        title: match section.title {
            "" => "Free play".to_owned(),
            title => title.to_owned(),
        },
        line: section.line,
        text: section.text.to_owned(),
        explanation: section.explanation.to_owned(),
        points: block
            .list("point", "names of controls or views")?
            .unwrap_or_default(),
        shown: so_far.shown.clone(),
        begins: block.truth("begin")?,
        changes,
        yours,
        presses: presses.collect::<Result<_, _>>()?,
        question: question(&block)?,
        until,
        within: block.whole("within", 1, MOST_ITERATIONS)?.unwrap_or(0),
        seconds: block
            .number("seconds", "a number of seconds")?
            .unwrap_or(SECONDS)
            .clamp(0.1, 600.0),
        scenario,
        scenario_text: text,
    };
    fits(&block, &step)?;
    Ok(step)
}

/// Whether the parts of a step go together.
fn fits(block: &Block<'_>, step: &Step) -> Result<(), Fault> {
    if step.until.is_some() && step.within == 0 && step.presses.is_empty() {
        return Err(block.fault(
            "until",
            "needs within, the iterations within which it comes true",
        ));
    }
    if let Some(span) = step
        .until
        .as_ref()
        .map(Condition::span)
        .filter(|span| *span > step.within)
    {
        return Err(block.fault(
            "until",
            format!("must last for {span} iterations, but within allows fewer"),
        ));
    }
    if !step.yours.is_empty() && step.until.is_none() {
        return Err(block.fault(
            "yours",
            "needs until, a condition that says when it is done",
        ));
    }
    match &step.question {
        Some(Question {
            expected: Expected::Choice { options, right },
            ..
        }) if step.acts() && options[*right].when.is_none() => {
            let why = format!(
                "is {}, but no condition (when) of that choice says what then holds",
                right + 1
            );
            Err(block.fault("right", why))
        }
        Some(Question {
            expected: Expected::Estimate { .. } | Expected::Curve { .. },
            ..
        }) if step.within == 0 => {
            Err(block.fault("ask", "needs within, the iterations after which it is seen"))
        }
        _ => Ok(()),
    }
}

fn changed(block: &Block<'_>, key: &str, text: &str, settings: &[String]) -> Result<String, Fault> {
    let changed = with_overrides(text, SCENARIO, settings);
    changed.map_err(|error| {
        let why = error.to_string();
        block.fault(key, format!("is refused: {}", why.replace("--set ", "")))
    })
}

fn press(block: &Block<'_>, name: &str) -> Result<Press, Fault> {
    if name == "step" {
        return Ok(Press::Step);
    }
    let clock = Clock::ALL.into_iter().find(|clock| clock.name() == name);
    clock.map(Press::Tick).ok_or_else(|| {
        let found = quoted(name);
        let why = format!("names {found}; there are step, firing, credit and plasticity");
        block.fault("press", why)
    })
}

fn condition(block: &Block<'_>, key: &str, words: &str) -> Result<Condition, Fault> {
    let read = words.parse::<Condition>();
    read.map_err(|error| block.fault(key, error.to_string()))
}

/// What is shown, in place of what was before.
fn shown(block: &Block<'_>, before: &Shown) -> Result<Shown, Fault> {
    let controls = block.list(
        "controls",
        "keys of a scenario, such as [\"plasticity.learning_rate\"]",
    )?;
    if let Some(unknown) = controls
        .iter()
        .flatten()
        .find(|key| quantity(key).is_none() && choice(key).is_none())
    {
        let keys = scenario::quantities().map(|quantity| quantity.key);
        let keys = keys.chain(scenario::choices().map(|choice| choice.key));
        let meant = nearest_word(keys, unknown).map(|meant| format!("; did you mean {meant}?"));
        let why = format!(
            "names {}, which is no number or choice of a scenario{}",
            quoted(unknown),
            meant.unwrap_or_default()
        );
        return Err(block.fault("controls", why));
    }
    Ok(Shown {
        views: block
            .list("views", "keys of views")?
            .unwrap_or_else(|| before.views.clone()),
        controls: controls.or_else(|| before.controls.clone()),
    })
}

fn question(block: &Block<'_>) -> Result<Option<Question>, Fault> {
    let kinds = ["choices", "estimate", "draw"]
        .into_iter()
        .filter(|kind| block.has(kind));
    let kinds: Vec<&str> = kinds.collect();
    let Some(asks) = block.words("ask", "a question")? else {
        return match kinds.first() {
            Some(kind) => Err(block.fault(kind, "needs ask, the question")),
            None => Ok(None),
        };
    };
    let expected = match kinds.as_slice() {
        ["choices"] => choices(block)?,
        ["estimate"] => Expected::Estimate {
            measure: measured(block, "estimate")?,
            between: between(block)?,
            right: needed(
                block,
                "right",
                block.range(
                    "right",
                    "the values between which it lies, such as [0.6, 1.0]",
                )?,
            )?,
        },
        ["draw"] => Expected::Curve {
            measure: measured(block, "draw")?,
            between: between(block)?,
            right: needed(
                block,
                "right",
                block.pairs(
                    "right",
                    "points (iteration, value) of the curve, such as [[0, 0.0], [1000, 0.7]]",
                )?,
            )?,
            tolerance: needed(
                block,
                "tolerance",
                block.number("tolerance", "how far a curve may be off")?,
            )?,
        },
        [] => return Err(block.fault("ask", "needs choices, estimate or draw")),
        [_, other, ..] => {
            return Err(block.fault(other, "cannot stand beside another kind of answer"));
        }
        [_] => return Ok(None),
    };
    Ok(Some(Question { asks, expected }))
}

fn choices(block: &Block<'_>) -> Result<Expected, Fault> {
    let expected = "answers: words, or tables { says = \"…\", when = \"…\" }";
    let rows = block.tables("choices", ["says", "when"], expected)?;
    let count = rows.len() as u64;
    if count < 2 {
        return Err(block.fault("choices", "needs two answers or more"));
    }
    let right = needed(block, "right", block.whole("right", 1, count)?)?;
    let options = rows.into_iter().map(|[says, when]| {
        let when = when.map(|words| condition(block, "choices", &words));
        Ok(Choice {
            says: says.unwrap_or_default(),
            when: when.transpose()?,
        })
    });
    Ok(Expected::Choice {
        options: options.collect::<Result<_, _>>()?,
        right: right as usize - 1,
    })
}

fn between(block: &Block<'_>) -> Result<[f64; 2], Fault> {
    let found = block.range(
        "between",
        "the least and the largest answer, such as [0.0, 1.0]",
    )?;
    needed(block, "between", found)
}

fn needed<T>(block: &Block<'_>, key: &str, found: Option<T>) -> Result<T, Fault> {
    found.ok_or_else(|| block.fault(key, "is missing here"))
}

fn measured(block: &Block<'_>, key: &str) -> Result<&'static Measure, Fault> {
    let name = block.needed(key, "a measure, such as \"hub_overlap\"")?;
    measure(&name).ok_or_else(|| {
        let meant = nearest_word(MEASURES.into_iter().map(Measure::short_key), &name);
        let meant = meant.map(|meant| format!("; did you mean {meant}?"));
        block.fault(
            key,
            format!(
                "is {}, which is no measure{}",
                quoted(&name),
                meant.unwrap_or_default()
            ),
        )
    })
}
