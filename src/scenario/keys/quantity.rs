//! The numbers of a scenario: one table that decides for files, sliders, hovers and sweeps alike
//! what each is called, what it may be and what it does.

use super::task::{
    BATCH, HELD_OUT, INPUT_FROM, INPUT_TO, OUTPUT_FROM, OUTPUT_TO, PRESENT_MS, TASK_SAMPLES,
};
use super::weights_scale::WEIGHTS_SCALE;
use super::{Limits, RATE_FROM, RATE_OVER, RATE_TO, RESOLUTION, names};
use crate::model::{Balance, Topology};
use crate::scenario::definition::Scenario;

/// A number in a scenario.
#[derive(Debug)]
pub struct Quantity {
    /// Its place in the file, such as `plasticity.learning_rate`.
    pub key: &'static str,
    /// Its name in words.
    pub name: &'static str,
    /// Its symbol in formulas; may be empty.
    pub symbol: &'static str,
    /// Its unit; empty for pure numbers.
    pub unit: &'static str,
    /// What a file may say.
    pub limits: Limits,
    /// The ends of its slider.
    pub slider: (f64, f64),
    /// Whether its slider is logarithmic.
    pub logarithmic: bool,
    /// Whether a change acts on the running simulation; otherwise it applies on reset.
    pub live: bool,
    /// One sentence on what it does.
    pub help: &'static str,
    /// Where it stands in the equations.
    pub equation: &'static str,
    /// Reads it; `None` where the scenario has no such number.
    pub get: fn(&Scenario) -> Option<f64>,
    /// Writes it; does nothing where the scenario has no such number.
    pub set: fn(&mut Scenario, f64),
}

/// The quantity with this key.
pub fn quantity(key: &str) -> Option<&'static Quantity> {
    QUANTITIES.into_iter().find(|quantity| quantity.key == key)
}

/// The key of the quantity that a writer of `key` probably meant.
pub fn nearest_quantity(key: &str) -> Option<String> {
    let (table, name) = key.rsplit_once('.').unwrap_or(("", key));
    let nearest = names::nearest(&names::names_in(table), name)?;
    let full = [format!("{table}.{nearest}"), nearest];
    full.into_iter().find(|key| quantity(key).is_some())
}

/// n
pub static NEURONS: Quantity = Quantity {
    key: "network.neurons",
    name: "Neurons",
    symbol: "n",
    unit: "",
    limits: Limits::whole(2.0, 10_000.0),
    slider: (50.0, 2_000.0),
    logarithmic: true,
    live: false,
    help: "Number of neurons in the all-to-all network; it has n² synapses.",
    equation: "s_i = Σ_j w_ij x_j over j = 1 … n",
    get: |s| match s.network.topology {
        Topology::AllToAll { neurons } => Some(neurons as f64),
        Topology::Layered(_) => None,
    },
    set: |s, v| {
        if let Topology::AllToAll { neurons } = &mut s.network.topology {
            *neurons = v as usize;
        }
    },
};

/// b
pub static GAUSSIAN_WIDTH: Quantity = Quantity {
    key: "network.balance.gaussian_width",
    name: "Balance width",
    symbol: "b",
    unit: "",
    // In single precision a much narrower bell could not be told from zero.
    limits: Limits::within(1e-6, 1e6),
    slider: (0.1, 10.0),
    logarithmic: true,
    live: true,
    help: "Width of a Gaussian balance function; it is not the derivative of σ, so backpropagation breaks.",
    equation: "f(s) = exp(−s² / 2b²)",
    get: |s| match s.rules.balance {
        Balance::Gaussian { width } => Some(width),
        Balance::Derivative => None,
    },
    set: |s, v| {
        if let Balance::Gaussian { width } = &mut s.rules.balance {
            *width = v;
        }
    },
};

/// g
pub static WEIGHT_GAIN: Quantity = Quantity {
    key: "network.weight_gain",
    name: "Initial weight gain",
    symbol: "g",
    unit: "",
    limits: Limits::within(0.0, 1e6),
    slider: (0.01, 10.0),
    logarithmic: true,
    live: false,
    help: "How strong the random synapses are at the start.",
    equation: "w_ij ~ N(0, g²/n)",
    get: |s| Some(s.network.weight_gain),
    set: |s, v| s.network.weight_gain = v,
};

/// Standard deviation of the initial firing rates.
pub static INITIAL_FIRING_SD: Quantity = Quantity {
    key: "network.initial_firing_sd",
    name: "Initial firing",
    symbol: "sd x",
    unit: "",
    limits: Limits::within(0.0, 1e6),
    slider: (0.0, 3.0),
    logarithmic: false,
    live: false,
    help: "Spread of the random firing rates at the start.",
    equation: "x_i ~ N(0, sd²)",
    get: |s| Some(s.network.initial_firing_sd),
    set: |s, v| s.network.initial_firing_sd = v,
};

/// Standard deviation of the initial credits.
pub static INITIAL_CREDIT_SD: Quantity = Quantity {
    key: "network.initial_credit_sd",
    name: "Initial credit",
    symbol: "sd c",
    unit: "",
    limits: Limits::within(0.0, 1e6),
    slider: (0.0, 3.0),
    logarithmic: false,
    live: false,
    help: "Spread of the random credits at the start; held credits keep these values.",
    equation: "c_i ~ N(0, sd²)",
    get: |s| Some(s.network.initial_credit_sd),
    set: |s, v| s.network.initial_credit_sd = v,
};

/// Standard deviation of ε_x.
pub static FIRING_NOISE: Quantity = Quantity {
    key: "drive.firing_noise_sd",
    name: "Firing noise",
    symbol: "ε_x",
    unit: "",
    limits: Limits::within(0.0, 1e6),
    slider: (0.0, 2.0),
    logarithmic: false,
    live: true,
    help: "Spread of the noise added at each firing update; it stands in for sensory input.",
    equation: "x ← σ(W x) + ε_x, ε_x ~ N(0, sd²)",
    get: |s| Some(s.rules.drive.firing_noise_sd),
    set: |s, v| s.rules.drive.firing_noise_sd = v,
};

/// Standard deviation of ε_c.
pub static CREDIT_NOISE: Quantity = Quantity {
    key: "drive.credit_noise_sd",
    name: "Credit noise",
    symbol: "ε_c",
    unit: "",
    limits: Limits::within(0.0, 1e6),
    slider: (0.0, 2.0),
    logarithmic: false,
    live: true,
    help: "Spread of the noise added at each credit update; it stands in for error and reward.",
    equation: "c ← J c + ε_c, ε_c ~ N(0, sd²)",
    get: |s| Some(s.rules.drive.credit_noise_sd),
    set: |s, v| s.rules.drive.credit_noise_sd = v,
};

/// Share of clamped credits.
pub static CREDIT_CLAMP: Quantity = Quantity {
    key: "drive.credit_clamp.fraction",
    name: "Clamped credit",
    symbol: "",
    unit: "",
    limits: Limits::within(0.0, 1.0),
    slider: (0.0, 1.0),
    logarithmic: false,
    live: true,
    help: "Share of the neurons whose credit is given from outside (output clamp): the first ones, or those of the output layer.",
    equation: "hold: c_k stays; identity: c_k ← d·c_k + ε_c",
    get: |s| Some(s.rules.drive.credit_clamp.fraction),
    set: |s, v| s.rules.drive.credit_clamp.fraction = v,
};

/// d
pub static CREDIT_CLAMP_DIAGONAL: Quantity = Quantity {
    key: "drive.credit_clamp.diagonal",
    name: "Clamp diagonal",
    symbol: "d",
    unit: "",
    limits: Limits::within(-10.0, 10.0),
    slider: (0.0, 1.2),
    logarithmic: false,
    live: true,
    help: "The factor by which an identity-clamped credit carries itself over.",
    equation: "c_k ← d·c_k + ε_c",
    get: |s| Some(s.rules.drive.credit_clamp.diagonal),
    set: |s, v| s.rules.drive.credit_clamp.diagonal = v,
};

/// When the credit clamp ends.
pub static CREDIT_CLAMP_UNTIL: Quantity = Quantity {
    key: "drive.credit_clamp.until_ms",
    name: "Credit clamp ends",
    symbol: "",
    unit: "ms",
    limits: Limits::within(0.0, 1e12),
    slider: (0.0, 10_000.0),
    logarithmic: false,
    live: true,
    help: "Model time at which the credit clamp is removed (sensory deprivation); 0 means never.",
    equation: "c_k clamped while t ≤ until; 0: always",
    get: |s| Some(s.rules.drive.credit_clamp.until_ms),
    set: |s, v| s.rules.drive.credit_clamp.until_ms = v,
};

/// Share of clamped firing rates.
pub static INPUT_CLAMP: Quantity = Quantity {
    key: "drive.input_clamp.fraction",
    name: "Clamped firing",
    symbol: "",
    unit: "",
    limits: Limits::within(0.0, 1.0),
    slider: (0.0, 1.0),
    logarithmic: false,
    live: true,
    help: "Share of the neurons whose firing is held at its initial rate (input clamp): the last ones, or those of the input layer.",
    equation: "x_k stays at its initial value",
    get: |s| Some(s.rules.drive.input_clamp_fraction),
    set: |s, v| s.rules.drive.input_clamp_fraction = v,
};

const INTERVAL: Limits = Limits::within(0.001, 1e6);

/// Interval of the firing clock.
pub static FIRING_MS: Quantity = Quantity {
    key: "clocks.firing_ms",
    name: "Firing clock",
    symbol: "Δx",
    unit: "ms",
    limits: INTERVAL,
    slider: (0.1, 1_000.0),
    logarithmic: true,
    live: true,
    help: "Time between two firing updates: the fast clock.",
    equation: "x ← σ(W x) + ε_x",
    get: |s| Some(s.rules.clocks.firing_ms),
    set: |s, v| s.rules.clocks.firing_ms = v,
};

/// Interval of the credit clock.
pub static CREDIT_MS: Quantity = Quantity {
    key: "clocks.credit_ms",
    name: "Credit clock",
    symbol: "Δc",
    unit: "ms",
    limits: INTERVAL,
    slider: (0.1, 1_000.0),
    logarithmic: true,
    live: true,
    help: "Time between two credit updates: the middle clock. Firing should settle in between.",
    equation: "c_j ← Σ_i c_i f(s_i) w_ij + ε_c",
    get: |s| Some(s.rules.clocks.credit_ms),
    set: |s, v| s.rules.clocks.credit_ms = v,
};

/// Interval of the plasticity clock.
pub static PLASTICITY_MS: Quantity = Quantity {
    key: "clocks.plasticity_ms",
    name: "Plasticity clock",
    symbol: "ΔW",
    unit: "ms",
    limits: INTERVAL,
    slider: (0.1, 1_000.0),
    logarithmic: true,
    live: true,
    help: "Time between two plasticity updates: the slow clock. Credit should settle in between.",
    equation: "W ← W + r (c ⊙ f(s)) xᵀ",
    get: |s| Some(s.rules.clocks.plasticity_ms),
    set: |s, v| s.rules.clocks.plasticity_ms = v,
};

/// r, where it is constant; setting it makes it so.
pub static LEARNING_RATE: Quantity = Quantity {
    key: "plasticity.learning_rate",
    name: "Learning rate",
    symbol: "r",
    unit: "",
    limits: Limits::within(0.0, 1e9),
    slider: (0.001, 10.0),
    logarithmic: true,
    live: true,
    help: "Scales every weight change. Low rates build modules, high rates wire across them.",
    equation: "Δw_ij = r · c_i f(s_i) x_j",
    get: |s| s.rules.plasticity.learning_rate.constant(),
    set: |s, v| s.rules.plasticity.learning_rate = v.into(),
};

/// p
pub static PRUNING: Quantity = Quantity {
    key: "plasticity.pruning",
    name: "Pruning",
    symbol: "p",
    unit: "",
    limits: Limits {
        max_included: false,
        ..Limits::within(0.0, 1.0)
    },
    slider: (0.0, 0.99),
    logarithmic: false,
    live: true,
    help: "Share of the synapses held at zero: after each plasticity update the weakest are cut.",
    equation: "w_ij ← 0 where |w_ij| is among the p·n² smallest",
    get: |s| Some(s.rules.plasticity.pruning),
    set: |s, v| s.rules.plasticity.pruning = v,
};

/// The seed of all randomness.
pub static SEED: Quantity = Quantity {
    key: "run.seed",
    name: "Seed",
    symbol: "",
    unit: "",
    // Up to here every whole number is exact as a floating-point number too, and the next is told
    // apart from it.
    limits: Limits::whole(0.0, 9_007_199_254_740_991.0),
    slider: (0.0, 1_000.0),
    logarithmic: false,
    live: false,
    help: "The same scenario and seed give the same network and the same noise, bit for bit.",
    equation: "",
    get: |s| Some(s.run.seed as f64),
    set: |s, v| s.run.seed = v as u64,
};

/// The seed of the initial network, where it is not that of all randomness.
pub static NETWORK_SEED: Quantity = Quantity {
    key: "run.network_seed",
    name: "Network seed",
    symbol: "",
    unit: "",
    limits: SEED.limits,
    slider: SEED.slider,
    logarithmic: false,
    live: false,
    help: "A seed of its own for initial weights, firing and credits: seeds then differ in noise only.",
    equation: "",
    get: |s| s.run.network_seed.map(|seed| seed as f64),
    set: |s, v| s.run.network_seed = Some(v as u64),
};

/// Length of a headless run.
pub static ITERATIONS: Quantity = Quantity {
    key: "run.iterations",
    name: "Iterations",
    symbol: "",
    unit: "",
    limits: Limits::whole(0.0, 1e12),
    slider: (100.0, 100_000.0),
    logarithmic: true,
    live: true,
    help: "Plasticity updates that a headless run makes; the window goes on until it is paused.",
    equation: "",
    get: |s| Some(s.run.iterations as f64),
    set: |s, v| s.run.iterations = v as u64,
};

/// All of them, in the order of the file.
pub static QUANTITIES: [&Quantity; 32] = [
    &NEURONS,
    &GAUSSIAN_WIDTH,
    &WEIGHT_GAIN,
    &INITIAL_FIRING_SD,
    &INITIAL_CREDIT_SD,
    &WEIGHTS_SCALE,
    &FIRING_NOISE,
    &CREDIT_NOISE,
    &CREDIT_CLAMP,
    &CREDIT_CLAMP_DIAGONAL,
    &CREDIT_CLAMP_UNTIL,
    &INPUT_CLAMP,
    &FIRING_MS,
    &CREDIT_MS,
    &PLASTICITY_MS,
    &LEARNING_RATE,
    &RATE_FROM,
    &RATE_TO,
    &RATE_OVER,
    &PRUNING,
    &TASK_SAMPLES,
    &HELD_OUT,
    &BATCH,
    &PRESENT_MS,
    &INPUT_FROM,
    &INPUT_TO,
    &OUTPUT_FROM,
    &OUTPUT_TO,
    &RESOLUTION,
    &SEED,
    &NETWORK_SEED,
    &ITERATIONS,
];
