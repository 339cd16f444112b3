//! Files and folders that are there whole or not at all.
//!
//! Everything that the program leaves on the disk for others goes through here: written under another
//! name beside its place, synced, moved into its place in one step, and the folder synced. What stood
//! there before stands until then; what fails leaves nothing beside it.

mod backup;
mod disk;
#[cfg(test)]
pub(crate) mod faults;
mod file;
mod folder;
pub(crate) mod npy;
mod reason;

pub use backup::replace_keeping_backup;
pub use disk::{NewFile, folder_of, write_new};
pub use file::{Draft, FileError, Target, clear_unfinished, is_unfinished};
pub use folder::{FolderError, LAST, OfFolder, ResultsFolder, make_folder, remove, rename};
pub use reason::{in_one_line, printable, quoted, reason};
