//! Native file dialogs, without ever blocking the window.

use std::path::PathBuf;
use std::pin::Pin;
use std::time::{Duration, Instant};

use rfd::{AsyncFileDialog, FileHandle};

use super::job_message::JobMessage;
use super::purpose::Purpose;
use crate::engine::{Job, Wake};

/// A dialog that answers sooner than anybody can read it was never shown.
const TOO_SOON: Duration = Duration::from_millis(250);

/// Shows a native dialog, in which a file to be written is first called `name`, and waits for its
/// answer in the background.
///
/// # Errors
/// When the system refuses another thread.
pub fn show_dialog(purpose: Purpose, name: String, wake: Wake) -> std::io::Result<Job<JobMessage>> {
    let (files, endings) = purpose.files();
    let dialog = AsyncFileDialog::new()
        .set_title(purpose.wording().dialog)
        .add_filter(files, &endings);
    // The future is made here, on the main thread, as macOS demands, and awaited elsewhere.
    let chosen: Pin<Box<dyn Future<Output = Option<FileHandle>> + Send>> = match purpose.writes() {
        true => Box::pin(dialog.set_file_name(&name).save_file()),
        false => Box::pin(dialog.pick_file()),
    };
    let begun = Instant::now();
    Job::start("The file dialog", 0, wake, move |_| {
        Ok(match pollster::block_on(chosen) {
            Some(file) => JobMessage::Chosen(purpose, PathBuf::from(file.path())),
            None if begun.elapsed() < TOO_SOON => JobMessage::NoDialog(purpose, name),
            None => JobMessage::NothingChosen,
        })
    })
}
