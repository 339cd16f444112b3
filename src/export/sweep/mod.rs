//! Sweeps on disk: a folder that a killed program can go on with, tables, and the figure.

pub mod chart;
mod figure;
mod folder;
mod join;
mod plan_file;
mod record;
mod tables;

pub use figure::sweep_figure;
pub use folder::{Shard, SweepFolder};
pub use join::{Joined, join};
pub use plan_file::PlanFile;
pub use tables::table_of_runs;
