//! What a network has become: communities, hubs, the balance of excitation and inhibition, and
//! pictures of W. Pure functions of a state; nothing here changes one.

mod agreement;
mod alignment;
mod balance;
mod blocks;
mod communities;
mod connectome;
mod dense_modules;
mod evaluation;
#[cfg(test)]
mod examples;
mod flow;
mod gradient;
mod identity;
mod matching;
mod measures;
mod method;
mod picture;
mod predictions;
mod rand_index;
mod reading;
mod rewiring;
mod skeleton;
mod spectrum;
mod turns;

pub use agreement::{Agreement, LayerAgreement, SpotCheck, angle_degrees, relative_difference};
pub use alignment::Alignment;
pub use balance::{
    Currents, balance_values, currents, effective_credit, mean_magnitude, mean_of, retrograde,
};
pub use blocks::{Block, Blocks};
pub use communities::{CommunityError, Partition};
pub use connectome::{Connectome, GroupStrengths, Strengths};
pub use dense_modules::is_dense;
pub use evaluation::{Classes, Confusion, Score, Wrong, decision_grid, wrong};
pub use flow::{Flow, Group, Membership, Move};
pub use gradient::{Activity, Feedforward, FeedforwardBlock, Gradient};
pub use identity::COLOURED;
pub use measures::Structure;
pub use method::{Method, Quality, graph};
pub use picture::{Part, Picture};
pub use predictions::Predictions;
pub use rand_index::adjusted_rand_index;
pub use reading::{Reader, Reading};
pub use rewiring::rewired;
pub use skeleton::Skeleton;
pub use spectrum::{Spectrum, Verdict};
pub use turns::{Turn, TurnKind, Turns};
