//! What a layered network is to learn: from a [`Task`](super::Task) to its samples.

mod build;
mod check;
mod labelled;
mod teacher;

pub(super) use build::load;
pub(super) use check::check;
