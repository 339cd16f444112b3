//! Whether what scenarios claim of themselves is so, in how many seeds.

mod plan;
mod stated;
mod under_way;
mod verdict;
mod watch;

pub use plan::{CheckPlan, RunOfCheck, Seeds, Subject};
pub use stated::{Stated, stated};
pub use under_way::Check;
pub use verdict::{SeedVerdict, Verdict, verdicts};
pub use watch::{RunLog, measured, watch};
