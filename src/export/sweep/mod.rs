//! Sweeps on disk: a folder that a killed program can go on with, tables, and the figure.

pub(crate) mod chart;
mod figure;
mod folder;
mod join;
mod plan_file;
mod record;
mod tables;

pub use figure::sweep_figure;
pub(crate) use folder::{Shard, SweepFolder};
pub(crate) use join::{Joined, join};
pub(crate) use plan_file::PlanFile;
pub(crate) use tables::table_of_runs;
