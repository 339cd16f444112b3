//! The language of conditions on measures: `communities >= 3 and modularity_q > 0.3 for 100 iterations`.
//!
//! A comparison sets a measure against a number or another measure by `>=`, `>`, `<=`, `<` or `==`;
//! comparisons are joined by `and`, `or`, `not` and parentheses. `mean(…)` of a measure is its mean over
//! several runs that differ in their seeds. `for N iterations`, behind all else in its parentheses, says
//! that what stands before it has held without a break for so long.

mod expression;
mod follower;
mod read;

pub use expression::{Condition, Truth, Values};
pub use follower::Follower;
pub use read::ConditionError;
