//! What the jobs tell the window.

use std::path::PathBuf;

use super::connectome_question::ConnectomeQuestion;
use super::purpose::Purpose;
use super::table_question::TableQuestion;
use crate::export::canvas::Image;

/// What came of a job.
pub enum JobMessage {
    /// Something is done, in one sentence.
    Said(String),
    /// Something cannot be done, and why, in one sentence.
    Failed(String),
    /// To be put on the clipboard.
    CopyPicture(Image),
    /// To be put on the clipboard.
    CopyText(String),
    /// The user chose a file in a dialog, which has asked about replacing it itself.
    Chosen(Purpose, PathBuf),
    /// The user closed the dialog without choosing.
    NothingChosen,
    /// There is no dialog: a path is to be typed, beginning with this file name.
    NoDialog(Purpose, String),
    /// A table has been read, and is to be looked at.
    Table(Box<TableQuestion>),
    /// A connectome has been read, and is to be looked at.
    Connectome(Box<ConnectomeQuestion>),
}
