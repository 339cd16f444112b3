//! Sweeps: one or two numbers or choices of a scenario varied, several seeds for each, all on every core,
//! beside controls.

mod axis;
mod carry_out;
mod control;
mod fall;
mod in_change;
mod numbers;
mod options;
mod plan;
mod pool;
mod refusal;
mod statistics;
mod work;

pub use axis::{Axis, Value};
pub use carry_out::{PICTURE_SIDE, RunResult, carry_out};
pub use control::{
    ByControl, CONTROLS, Control, Controls, Means, NO_RETURN, RANDOM_SYNAPSES, REWIRED, SHUFFLED,
};
pub use fall::{LEAST_RUNS, SteepestFall, steepest_falls};
pub use in_change::InChange;
pub use numbers::{MOST_VALUES, Numbers, Spacing};
pub use options::Options;
pub use plan::{Design, MOST_RUNS, Plan, RunSpec};
pub use pool::{Deliver, Sweep, Work};
pub use refusal::SweepError;
pub use statistics::{PointSummary, Statistic, summarise};
pub(super) use work::work_of_iteration;
