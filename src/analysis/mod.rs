//! What a network has become: communities, hubs, the balance of excitation and inhibition, and
//! pictures of W. Pure functions of a state; nothing here changes one.

mod balance;
mod communities;
mod connectome;
mod measures;
mod picture;
mod skeleton;

pub use balance::{
    Currents, balance_values, currents, effective_credit, mean_magnitude, mean_of, retrograde,
};
pub use communities::{CommunityError, Partition, graph, stable_colours};
pub use connectome::{Connectome, Strengths};
pub use measures::Structure;
pub use picture::Picture;
pub use skeleton::Skeleton;
