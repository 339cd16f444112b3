//! The numbers of a task: they exist only in a scenario that has one.

use super::{Limits, Quantity};
use crate::model::{Teaching, Window};
use crate::scenario::definition::Scenario;

/// Number of samples.
pub static TASK_SAMPLES: Quantity = Quantity {
    key: "task.samples",
    name: "Samples",
    symbol: "",
    unit: "",
    limits: Limits::whole(4.0, 100_000.0),
    slider: (20.0, 2_000.0),
    logarithmic: true,
    live: false,
    help: "How many samples are made, where they are made: two spirals, teacher.",
    equation: "",
    get: |s| s.task.as_ref().map(|task| task.samples as f64),
    set: |s, v| {
        if let Some(task) = &mut s.task {
            task.samples = v as usize;
        }
    },
};

/// Share of held-out samples.
pub static HELD_OUT: Quantity = Quantity {
    key: "task.held_out",
    name: "Held out",
    symbol: "",
    unit: "",
    limits: Limits {
        max_included: false,
        ..Limits::within(0.0, 1.0)
    },
    slider: (0.0, 0.5),
    logarithmic: false,
    live: false,
    help: "Share of the samples that is not learned from, only tested on.",
    equation: "",
    get: |s| s.task.as_ref().map(|task| task.held_out),
    set: |s, v| {
        if let Some(task) = &mut s.task {
            task.held_out = v;
        }
    },
};

/// B
pub static BATCH: Quantity = Quantity {
    key: "task.batch",
    name: "Batch",
    symbol: "B",
    unit: "",
    limits: Limits::whole(1.0, 1_000_000.0),
    slider: (1.0, 1_000.0),
    logarithmic: true,
    live: true,
    help: "Plasticity updates whose mean is applied at once; 1 is online learning.",
    equation: "W ← W + mean of the last B ΔW",
    get: |s| of(s, |t| t.batch as f64),
    set: |s, v| change(s, |t| t.batch = v as usize),
};

/// Length of a presentation.
pub static PRESENT_MS: Quantity = Quantity {
    key: "task.present_ms",
    name: "Presentation",
    symbol: "",
    unit: "ms",
    limits: Limits::within(0.001, LONGEST_MS),
    slider: (1.0, 1_000.0),
    logarithmic: true,
    live: true,
    help: "How long each sample is presented. A window that lasts to the end goes on doing so.",
    equation: "",
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
};

/// When the input window opens.
pub static INPUT_FROM: Quantity = Quantity {
    key: "task.input_window.from_ms",
    name: "Input window opens",
    symbol: "",
    unit: "ms",
    limits: Limits::within(0.0, LONGEST_MS),
    slider: (0.0, 1_000.0),
    logarithmic: false,
    live: true,
    help: "When the input clamp begins, counted from the beginning of each presentation.",
    equation: "x_k = input while from < t ≤ to",
    get: |s| of(s, |t| t.input.from_ms),
    set: |s, v| change(s, |t| open_at(&mut t.input, v)),
};

/// When the input window closes.
pub static INPUT_TO: Quantity = Quantity {
    key: "task.input_window.to_ms",
    name: "Input window closes",
    symbol: "",
    unit: "ms",
    limits: Limits::within(0.0, LONGEST_MS),
    slider: (0.0, 1_000.0),
    logarithmic: false,
    live: true,
    help: "When the input clamp ends, counted from the beginning of each presentation.",
    equation: "x_k = input while from < t ≤ to",
    get: |s| of(s, |t| t.input.to_ms),
    set: |s, v| change(s, |t| close_at(&mut t.input, v)),
};

/// When the output window opens.
pub static OUTPUT_FROM: Quantity = Quantity {
    key: "task.output_window.from_ms",
    name: "Output window opens",
    symbol: "",
    unit: "ms",
    limits: Limits::within(0.0, LONGEST_MS),
    slider: (0.0, 1_000.0),
    logarithmic: false,
    live: true,
    help: "When the output clamp begins, counted from the beginning of each presentation.",
    equation: "c_k = −∂L/∂x_k while from < t ≤ to",
    get: |s| of(s, |t| t.output.from_ms),
    set: |s, v| change(s, |t| open_at(&mut t.output, v)),
};

/// When the output window closes.
pub static OUTPUT_TO: Quantity = Quantity {
    key: "task.output_window.to_ms",
    name: "Output window closes",
    symbol: "",
    unit: "ms",
    limits: Limits::within(0.0, LONGEST_MS),
    slider: (0.0, 1_000.0),
    logarithmic: false,
    live: true,
    help: "When the output clamp ends, counted from the beginning of each presentation.",
    equation: "c_k = −∂L/∂x_k while from < t ≤ to",
    get: |s| of(s, |t| t.output.to_ms),
    set: |s, v| change(s, |t| close_at(&mut t.output, v)),
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
