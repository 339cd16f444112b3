//! The keys of `[task]`: they exist only in a scenario that has one.

use super::choice::{Acts, Choice, named, word};
use super::quantity::{Limits, Quantity};
use super::row::{Row, Text};
use crate::model::{Loss, Teaching, Window};
use crate::scenario::definition::{Dataset, Scenario};

/// The keys, in the order of the file.
pub(super) const ROWS: &[Row] = &[
    Row::Choice(&DATASET),
    Row::Text(&TASK_FILE),
    Row::Number(&Quantity {
        key: "task.samples",
        name: "Samples",
        limits: Limits::whole(4.0, 100_000.0),
        slider: (20.0, 2_000.0),
        logarithmic: true,
        help: "How many samples are made, where they are made: two spirals, teacher.",
        get: |s| s.task.as_ref().map(|task| task.samples as f64),
        set: |s, v| s.task.iter_mut().for_each(|task| task.samples = v as usize),
        ..Quantity::INITIAL
    }),
    Row::Number(&Quantity {
        key: "task.held_out",
        name: "Held out",
        limits: Limits {
            max_included: false,
            ..Limits::within(0.0, 1.0)
        },
        slider: (0.0, 0.5),
        help: "Share of the samples that is not learned from, only tested on.",
        get: |s| s.task.as_ref().map(|task| task.held_out),
        set: |s, v| s.task.iter_mut().for_each(|task| task.held_out = v),
        ..Quantity::INITIAL
    }),
    Row::Choice(&LOSS),
    Row::Number(&BATCH),
    Row::Number(&PRESENT_MS),
    Row::Number(&INPUT_FROM),
    Row::Number(&INPUT_TO),
    Row::Number(&OUTPUT_FROM),
    Row::Number(&OUTPUT_TO),
];

/// Where the samples come from.
pub static DATASET: Choice = Choice {
    key: "task.dataset",
    name: "Data set",
    options: &[
        named("xor", "Exclusive or", "2 inputs at ±1, 1 output."),
        named("two-spirals", "Two spirals", "2 inputs, 1 output."),
        named(
            "teacher",
            "A random network to imitate",
            "Its layers are as large, and its outputs are the targets.",
        ),
        named(
            "digits",
            "Handwritten digits, 8 × 8 pixels",
            "64 inputs, 10 outputs.",
        ),
        named("file", "A table", "A row per sample: inputs, then targets."),
    ],
    acts: Acts::OnReset,
    help: "The samples to be learned; the [task] section of the scenario file says which.",
    get: |s| {
        let chosen = s.task.as_ref()?.dataset.key();
        Dataset::KEYS.iter().position(|key| *key == chosen)
    },
    set: |s, i| {
        if let Some(task) = &mut s.task {
            let file = task.dataset.file().unwrap_or_default();
            if let Some(dataset) = Dataset::from_key(Dataset::KEYS[i], file) {
                task.dataset = dataset;
            }
        }
    },
    ..Choice::PLAIN
};

/// The table of samples.
pub(crate) static TASK_FILE: Text = Text {
    key: "task.file",
    expected: Text::ARRAY,
    note: "a row per sample: inputs, then targets",
    get: |s| s.task.as_ref()?.dataset.file(),
    set: |s, path| {
        if let Some(Dataset::File(file)) = s.task.as_mut().map(|task| &mut task.dataset) {
            *file = path;
        }
    },
};

/// L
pub static LOSS: Choice = Choice {
    key: "task.loss",
    name: "Loss",
    options: &[
        word(
            Loss::Squared.key(),
            "L = ½ ‖x − y‖², clamp c = y − x. Begins again.",
        ),
        word(
            Loss::CrossEntropy.key(),
            "L = −Σ y ln softmax(x), clamp c = y − softmax(x). Needs at least two outputs, one for each class. Begins again.",
        ),
    ],
    // Targets are made for a loss.
    acts: Acts::WithReset,
    help: "What the output clamp descends, a difference in both cases.",
    equation: "c = −∂L/∂x",
    get: |s| {
        s.task.as_ref()?;
        let chosen = s.rules.teaching.loss;
        Loss::ALL.iter().position(|loss| *loss == chosen)
    },
    set: |s, i| s.rules.teaching.loss = Loss::ALL[i],
    ..Choice::PLAIN
};

pub(crate) static BATCH: Quantity = Quantity {
    key: "task.batch",
    name: "Batch",
    symbol: "B",
    limits: Limits::whole(1.0, 1_000_000.0),
    slider: (1.0, 1_000.0),
    logarithmic: true,
    help: "Plasticity updates whose mean is applied at once; 1 is online learning.",
    equation: "W ← W + mean of the last B ΔW",
    get: |s| of(s, |t| t.batch as f64),
    set: |s, v| change(s, |t| t.batch = v as usize),
    ..Quantity::PLAIN
};

pub(crate) static PRESENT_MS: Quantity = Quantity {
    key: "task.present_ms",
    name: "Presentation",
    unit: "ms",
    limits: Limits::within(0.001, LONGEST_MS),
    slider: (1.0, 1_000.0),
    logarithmic: true,
    help: "How long each sample is presented. A window that lasts to the end goes on doing so.",
    get: |s| of(s, |t| t.present_ms),
    set: |s, v| {
        change(s, |t| {
            let old = std::mem::replace(&mut t.present_ms, v);
            for window in [&mut t.input, &mut t.output] {
                if window.to_ms == old {
                    window.from_ms = window.from_ms.min(v);
                    window.to_ms = v;
                }
            }
        })
    },
    ..Quantity::PLAIN
};

/// What the ends of windows share.
const WINDOW: Quantity = Quantity {
    unit: "ms",
    limits: Limits::within(0.0, LONGEST_MS),
    slider: (0.0, 1_000.0),
    // A window lies within the presentation.
    slider_end: |s| of(s, |t| t.present_ms),
    ..Quantity::PLAIN
};

pub(crate) static INPUT_FROM: Quantity = Quantity {
    key: "task.input_window.from_ms",
    name: "Input window opens",
    help: "When the input clamp begins, counted from the beginning of each presentation.",
    equation: "x_k = input while from < t ≤ to",
    get: |s| of(s, |t| t.input.from_ms),
    set: |s, v| change(s, |t| open_at(&mut t.input, v)),
    ..WINDOW
};

pub(crate) static INPUT_TO: Quantity = Quantity {
    key: "task.input_window.to_ms",
    name: "Input window closes",
    help: "When the input clamp ends, counted from the beginning of each presentation.",
    equation: "x_k = input while from < t ≤ to",
    get: |s| of(s, |t| t.input.to_ms),
    set: |s, v| change(s, |t| close_at(&mut t.input, v)),
    ..WINDOW
};

pub(crate) static OUTPUT_FROM: Quantity = Quantity {
    key: "task.output_window.from_ms",
    name: "Output window opens",
    help: "When the output clamp begins, counted from the beginning of each presentation.",
    equation: "c_k = −∂L/∂x_k while from < t ≤ to",
    get: |s| of(s, |t| t.output.from_ms),
    set: |s, v| change(s, |t| open_at(&mut t.output, v)),
    ..WINDOW
};

pub(crate) static OUTPUT_TO: Quantity = Quantity {
    key: "task.output_window.to_ms",
    name: "Output window closes",
    help: "When the output clamp ends, counted from the beginning of each presentation.",
    equation: "c_k = −∂L/∂x_k while from < t ≤ to",
    get: |s| of(s, |t| t.output.to_ms),
    set: |s, v| change(s, |t| close_at(&mut t.output, v)),
    ..WINDOW
};

const LONGEST_MS: f64 = 1e9;

fn of(scenario: &Scenario, number: fn(&Teaching) -> f64) -> Option<f64> {
    let has_task = scenario.task.is_some();
    has_task.then(|| number(&scenario.rules.teaching))
}

fn change(scenario: &mut Scenario, change: impl FnOnce(&mut Teaching)) {
    if scenario.task.is_some() {
        change(&mut scenario.rules.teaching);
    }
}

/// Either end of a window pushes the other one along.
fn open_at(window: &mut Window, ms: f64) {
    window.from_ms = ms;
    window.to_ms = window.to_ms.max(ms);
}

fn close_at(window: &mut Window, ms: f64) {
    window.to_ms = ms;
    window.from_ms = window.from_ms.min(ms);
}
