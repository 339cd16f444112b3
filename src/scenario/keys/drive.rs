//! The keys of `[drive]`: noise and clamps.

use super::choice::{Choice, named, one_of};
use super::quantity::{Limits, Quantity, number_at};
use super::row::Row;
use crate::model::CreditClampMode;

/// The keys, in the order of the file.
pub(super) const ROWS: &[Row] = &[
    Row::Number(&FIRING_NOISE),
    Row::Number(&CREDIT_NOISE),
    Row::Number(&CREDIT_CLAMP),
    Row::Choice(&CREDIT_CLAMP_MODE),
    Row::Number(&CREDIT_CLAMP_DIAGONAL),
    Row::Number(&Quantity {
        key: "drive.credit_clamp.until_ms",
        name: "Credit clamp ends",
        unit: "ms",
        limits: Limits::within(0.0, 1e12),
        slider: (0.0, 10_000.0),
        help: "Model time at which the credit clamp is removed (sensory deprivation); 0 means never.",
        equation: "c_k clamped while t ≤ until; 0: always",
        ..number_at!(Quantity::PLAIN, rules.drive.credit_clamp.until_ms)
    }),
    Row::Number(&INPUT_CLAMP),
];

/// Standard deviation of ε_x.
pub static FIRING_NOISE: Quantity = Quantity {
    key: "drive.firing_noise_sd",
    name: "Firing noise",
    symbol: "ε_x",
    slider: (0.0, 2.0),
    help: "Spread of the noise added at each firing update; it stands in for sensory input.",
    equation: "x ← σ(W x) + ε_x, ε_x ~ N(0, sd²)",
    ..number_at!(Quantity::PLAIN, rules.drive.firing_noise_sd)
};

/// Standard deviation of ε_c.
pub static CREDIT_NOISE: Quantity = Quantity {
    key: "drive.credit_noise_sd",
    name: "Credit noise",
    symbol: "ε_c",
    slider: (0.0, 2.0),
    help: "Spread of the noise added at each credit update; it stands in for error and reward.",
    equation: "c ← J c + ε_c, ε_c ~ N(0, sd²)",
    ..number_at!(Quantity::PLAIN, rules.drive.credit_noise_sd)
};

/// Share of clamped credits.
pub static CREDIT_CLAMP: Quantity = Quantity {
    key: "drive.credit_clamp.fraction",
    name: "Clamped credit",
    limits: Limits::within(0.0, 1.0),
    help: "Share of the neurons whose credit is given from outside (output clamp): the first ones, or those of the output layer.",
    equation: "hold: c_k stays; identity: c_k ← d·c_k + ε_c",
    ..number_at!(Quantity::PLAIN, rules.drive.credit_clamp.fraction)
};

/// How clamped credits behave.
pub static CREDIT_CLAMP_MODE: Choice = Choice {
    key: "drive.credit_clamp.mode",
    name: "Clamped credit is",
    options: &[
        named(
            "hold",
            "held",
            "Credit fixed at its initial value, without noise.",
        ),
        named(
            "identity",
            "a random walk",
            "c_k ← d·c_k + ε_c: a diagonal row of J.",
        ),
    ],
    help: "How credit that is given from outside goes on.",
    equation: CREDIT_CLAMP.equation,
    ..one_of!(CreditClampMode::ALL, rules.drive.credit_clamp.mode)
};

/// d
pub static CREDIT_CLAMP_DIAGONAL: Quantity = Quantity {
    key: "drive.credit_clamp.diagonal",
    name: "Clamp diagonal",
    symbol: "d",
    limits: Limits::within(-10.0, 10.0),
    slider: (0.0, 1.2),
    help: "The factor by which an identity-clamped credit carries itself over.",
    equation: "c_k ← d·c_k + ε_c",
    ..number_at!(Quantity::PLAIN, rules.drive.credit_clamp.diagonal)
};

/// Share of clamped firing rates.
pub static INPUT_CLAMP: Quantity = Quantity {
    key: "drive.input_clamp.fraction",
    name: "Clamped firing",
    limits: Limits::within(0.0, 1.0),
    help: "Share of the neurons whose firing is held at its initial rate (input clamp): the last ones, or those of the input layer.",
    equation: "x_k stays at its initial value",
    ..number_at!(Quantity::PLAIN, rules.drive.input_clamp_fraction)
};
