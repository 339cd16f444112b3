//! Sweeps: one or two numbers of a scenario varied, several seeds for each, all on every core.

mod axis;
mod carry_out;
mod plan;
mod pool;
mod statistics;

pub use axis::{Axis, MOST_VALUES, Spacing, SweepError};
pub use carry_out::{PICTURE_SIDE, RunResult, carry_out};
pub(super) use plan::work_of_iteration;
pub use plan::{Design, MOST_RUNS, Plan, RunSpec};
pub use pool::{Deliver, Sweep, Work};
pub use statistics::{PointSummary, Statistic, summarise};
