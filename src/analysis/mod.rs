//! What a network has become: communities, hubs, the balance of excitation and inhibition, and
//! pictures of W. Pure functions of a state; nothing here changes one.

mod agreement;
mod balance;
mod communities;
mod connectome;
mod evaluation;
mod gradient;
mod measures;
mod picture;
mod predictions;
mod rand_index;
mod rewiring;
mod skeleton;
mod spectrum;

pub use agreement::{Agreement, LayerAgreement, SpotCheck, relative_difference};
pub use balance::{
    Currents, balance_values, currents, effective_credit, mean_magnitude, mean_of, retrograde,
};
pub use communities::{CommunityError, Partition, graph, stable_colours};
pub use connectome::{Connectome, Strengths};
pub use evaluation::{Classes, Score, Wrong, decision_grid, wrong};
pub use gradient::{Activity, Feedforward, FeedforwardBlock, Gradient};
pub use measures::Structure;
pub use picture::Picture;
pub use predictions::Predictions;
pub use rand_index::adjusted_rand_index;
pub use rewiring::rewired;
pub use skeleton::Skeleton;
pub use spectrum::{Spectrum, Verdict};
