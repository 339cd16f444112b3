//! The keys of `[network]`: size and synapses, σ and f, and how the network begins.

use super::choice::{Acts, Choice, ChoiceOption, Written, named, one_of, option, word};
use super::quantity::{Limits, Quantity, number_at};
use super::row::{LAYERS, Row, Text};
use crate::model::{Activation, Balance, Layers, Topology};
use crate::scenario::definition::{InitialFiles, Scenario};

/// The keys, in the order of the file.
pub(super) const ROWS: &[Row] = &[
    Row::Number(&NEURONS),
    Row::Layers,
    Row::Choice(&BIAS),
    Row::Choice(&SKIP),
    Row::Choice(&RECURRENT),
    Row::Choice(&ACTIVATION),
    Row::Choice(&BALANCE),
    Row::Number(&GAUSSIAN_WIDTH),
    Row::Number(&WEIGHT_GAIN),
    Row::Number(&INITIAL_FIRING_SD),
    Row::Number(&INITIAL_CREDIT_SD),
    Row::Text(&Text {
        key: "network.weights",
        expected: Text::WEIGHTS,
        note: "W at the start: a row per receiving neuron, or a graph",
        get: |s| s.network.files.weights.as_deref(),
        set: |s, path| s.network.files.weights = Some(path),
    }),
    Row::Choice(&Choice {
        key: "network.weights_transposed",
        name: "Weights transposed",
        acts: Acts::OnReset,
        help: "Whether a row of the file is a sending neuron, and edges run from the receiving one.",
        equation: "w_ij = (weight in row j, column i)",
        note: "whether rows, or sources of edges, are the other way round",
        get: |s| of_weights(s).map(|files| usize::from(files.weights_transposed)),
        set: |s, i| s.network.files.weights_transposed = i == 1,
        ..Choice::PLAIN
    }),
    Row::Number(&WEIGHTS_SCALE),
    Row::Text(&Text {
        key: "network.firing",
        expected: Text::ARRAY,
        note: "x at the start",
        get: |s| s.network.files.firing.as_deref(),
        set: |s, path| s.network.files.firing = Some(path),
    }),
    Row::Text(&Text {
        key: "network.credit",
        expected: Text::ARRAY,
        note: "c at the start",
        get: |s| s.network.files.credit.as_deref(),
        set: |s, path| s.network.files.credit = Some(path),
    }),
];

/// n
pub static NEURONS: Quantity = Quantity {
    key: "network.neurons",
    name: "Neurons",
    symbol: "n",
    limits: Limits::whole(2.0, 10_000.0),
    slider: (50.0, 2_000.0),
    logarithmic: true,
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
    ..Quantity::INITIAL
};

/// What the rows about layers share.
const OF_LAYERS: Choice = Choice {
    acts: Acts::WithReset,
    needs: Some(LAYERS),
    ..Choice::PLAIN
};

pub(crate) static BIAS: Choice = Choice {
    key: "network.bias",
    name: "Bias neurons",
    help: "Whether every layer but the last has a neuron that always fires at 1.",
    note: "a neuron that fires at 1 in every layer but the last",
    get: |s| of_layers(s, |layers| layers.bias),
    set: |s, i| change_layers(s, |layers| layers.bias = i == 1),
    ..OF_LAYERS
};

pub(crate) static SKIP: Choice = Choice {
    key: "network.skip",
    name: "Skip synapses",
    help: "Whether there are synapses past layers, forward only.",
    note: "synapses past layers too",
    get: |s| of_layers(s, |layers| layers.skip),
    set: |s, i| change_layers(s, |layers| layers.skip = i == 1),
    ..OF_LAYERS
};

pub(crate) static RECURRENT: Choice = Choice {
    key: "network.recurrent",
    name: "Recurrent synapses",
    help: "Whether there are synapses within hidden and output layers.",
    note: "synapses within hidden and output layers too",
    get: |s| of_layers(s, |layers| layers.recurrent),
    set: |s, i| change_layers(s, |layers| layers.recurrent = i == 1),
    ..OF_LAYERS
};

fn of_layers(scenario: &Scenario, value: fn(&Layers) -> bool) -> Option<usize> {
    let layers = scenario.network.topology.layers()?;
    Some(usize::from(value(layers)))
}

fn change_layers(scenario: &mut Scenario, change: impl FnOnce(&mut Layers)) {
    if let Topology::Layered(layers) = &mut scenario.network.topology {
        change(layers);
    }
}

pub(crate) static ACTIVATION: Choice = Choice {
    key: "network.activation",
    name: "Activation σ",
    options: &[
        function(Activation::Tanh),
        function(Activation::Logistic),
        function(Activation::ShiftedLogistic),
        function(Activation::BoundedRelu),
    ],
    help: "From net input to firing rate.",
    equation: "x = σ(s)",
    note: "{help}; {words}",
    ..one_of!(Activation::ALL, rules.activation)
};

const fn function(activation: Activation) -> ChoiceOption {
    word(activation.key(), activation.equation())
}

/// f; beginning with a Gaussian, its width is 1.
pub static BALANCE: Choice = Choice {
    key: "network.balance",
    name: "Balance f is",
    options: &[
        named(
            "derivative",
            "dσ/ds",
            "f = dσ/ds: the rule is backpropagation in layered networks.",
        ),
        option(
            Written::Table("{ gaussian_width = … }"),
            "Gaussian",
            "A bell that is not the derivative of σ: equivalence to backpropagation breaks.",
        ),
    ],
    help: "From net input to balance value.",
    equation: "effective credit is c f(s)",
    note: "f: derivative, or { gaussian_width = b }",
    get: |s| Some(usize::from(s.rules.balance != Balance::Derivative)),
    set: |s, i| {
        s.rules.balance = match (i, s.rules.balance) {
            (0, _) => Balance::Derivative,
            (_, Balance::Derivative) => Balance::Gaussian { width: 1.0 },
            (_, gaussian) => gaussian,
        }
    },
    ..Choice::PLAIN
};

pub(crate) static GAUSSIAN_WIDTH: Quantity = Quantity {
    key: "network.balance.gaussian_width",
    name: "Balance width",
    symbol: "b",
    // In single precision a much narrower bell could not be told from zero.
    limits: Limits::within(1e-6, 1e6),
    slider: (0.1, 10.0),
    logarithmic: true,
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
    ..Quantity::PLAIN
};

pub(crate) static WEIGHT_GAIN: Quantity = Quantity {
    key: "network.weight_gain",
    name: "Initial weight gain",
    symbol: "g",
    slider: (0.01, 10.0),
    logarithmic: true,
    help: "How strong the random synapses are at the start.",
    equation: "w_ij ~ N(0, g²/n)",
    ..number_at!(Quantity::INITIAL, network.weight_gain)
};

pub(crate) static INITIAL_FIRING_SD: Quantity = Quantity {
    key: "network.initial_firing_sd",
    name: "Initial firing",
    symbol: "sd x",
    slider: (0.0, 3.0),
    help: "Spread of the random firing rates at the start.",
    equation: "x_i ~ N(0, sd²)",
    ..number_at!(Quantity::INITIAL, network.initial_firing_sd)
};

pub(crate) static INITIAL_CREDIT_SD: Quantity = Quantity {
    key: "network.initial_credit_sd",
    name: "Initial credit",
    symbol: "sd c",
    slider: (0.0, 3.0),
    help: "Spread of the random credits at the start; held credits keep these values.",
    equation: "c_i ~ N(0, sd²)",
    ..number_at!(Quantity::INITIAL, network.initial_credit_sd)
};

/// What every weight of the file is multiplied by.
pub static WEIGHTS_SCALE: Quantity = Quantity {
    key: "network.weights_scale",
    name: "Scale of the weights",
    limits: Limits::within(0.0, 1e9),
    slider: (1e-4, 10.0),
    logarithmic: true,
    help: "Every weight from the file is multiplied by it; connectomes often come as counts of synapses.",
    equation: "w_ij = scale · (weight in the file)",
    get: |s| of_weights(s).map(|files| files.weights_scale),
    set: |s, v| {
        if of_weights(s).is_some() {
            s.network.files.weights_scale = v;
        }
    },
    ..Quantity::INITIAL
};

fn of_weights(scenario: &Scenario) -> Option<&InitialFiles> {
    let files = &scenario.network.files;
    files.weights.is_some().then_some(files)
}
