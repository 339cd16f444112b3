//! What a layered network is to learn: from a [`Task`](super::Task) to its samples.

mod build;
mod labelled;
mod teacher;

pub(super) use build::{check, load};
