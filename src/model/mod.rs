//! The model: pure mathematics, without files, threads or the time of day. Others may help with large
//! networks ([`Helpers`]) and change no bit of the results; the engine hands them in.
//!
//! Source: X. Fan and S. P. Mysore, "Contribute to balance, wire in accordance: Emergence of
//! backpropagation from a simple, bio-plausible neuroplasticity rule", arXiv 2405.14139 (2024),
//! cited as `[Fan & Mysore 2024, eq. N]`. Where the paper is silent, the text says "our choice".
//!
//! W is not a matrix of nalgebra: `synapses.rs` says why, and where nalgebra serves.
//!
//! The three rules are in `firing.rs`, `credit.rs` and `plasticity.rs`; [`Simulation`] puts them on
//! their clocks.

mod activation;
mod blow_up;
mod clocks;
mod credit;
mod feedback;
mod firing;
mod helpers;
mod kept;
mod layers;
mod learning_rate;
mod names;
mod network;
mod noise;
mod operations;
mod origins;
mod packed;
mod passes;
mod plasticity;
mod presentation;
mod pruning;
mod rounding;
mod rows;
mod rules;
mod scalar;
mod scratch;
mod simulation;
mod synapses;
mod topology;
mod vector;

pub use activation::{Activation, Balance};
pub use blow_up::{BlowUp, State};
pub use clocks::{Clock, Intervals, Schedule};
pub use feedback::{Feedback, FeedbackWeights};
pub use helpers::Helpers;
pub use kept::Kept;
pub use layers::Layers;
pub use learning_rate::{Fall, FallShape, LearningRate};
pub use names::Names;
pub use network::{GivenState, InitialConditions, Network};
pub use noise::{Gaussian, NoiseStreams};
pub use presentation::{Loss, Presentation, Samples, Teaching, Window};
pub use rows::Rows;
pub use rules::{CreditClamp, CreditClampMode, Drive, Plasticity, Rules};
pub use scalar::Scalar;
pub use simulation::{Pulse, Simulation};
pub use synapses::{Block, Synapses};
pub use topology::Topology;
pub use vector::Vector;
