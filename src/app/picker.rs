//! Native file dialogs, without ever blocking the window.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::network_export::Request;
use super::network_files::CONNECTOMES;
use crate::export::Form;

/// What a file is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To open it.
    Open,
    /// To save to it.
    Save,
    /// To learn the samples in it.
    Table,
    /// To put an export into it.
    Export(Form),
    /// To start from the weights in it.
    Connectome,
    /// To export the network to it.
    Network(Request),
}

/// What came of a dialog.
#[derive(Debug, PartialEq)]
pub enum Picked {
    /// The user chose a file.
    File(Purpose, PathBuf),
    /// The user closed the dialog without choosing.
    Nothing,
    /// No dialog appeared: this system has none. A typed path will do instead.
    Unavailable(Purpose),
}

/// A dialog that answers sooner than anybody can read it was never shown.
const TOO_SOON: Duration = Duration::from_millis(250);

/// Shows native dialogs, or none at all where they are not wanted (in tests).
pub struct Picker {
    native: bool,
    answers: Receiver<Picked>,
    send: Sender<Picked>,
    open: bool,
}

impl Picker {
    /// A picker; without `native`, every path is typed.
    pub fn new(native: bool) -> Self {
        let (send, answers) = channel();
        Self {
            native,
            answers,
            send,
            open: false,
        }
    }

    /// Asks for a file; the answer comes by [`Self::answer`]. A second dialog is not opened while
    /// one is open.
    pub fn ask(&mut self, purpose: Purpose, suggestion: &str, ctx: &egui::Context) {
        if self.open {
            return;
        }
        self.open = true;
        if !self.native {
            let _ = self.send.send(Picked::Unavailable(purpose));
            return;
        }
        let dialog = match purpose {
            Purpose::Table => {
                rfd::AsyncFileDialog::new().add_filter("Table", &["csv", "npy", "txt", "tsv"])
            }
            Purpose::Export(form) => {
                let extension = form.extension();
                rfd::AsyncFileDialog::new().add_filter(extension.to_uppercase(), &[extension])
            }
            Purpose::Connectome => {
                rfd::AsyncFileDialog::new().add_filter("Connectome", &CONNECTOMES)
            }
            Purpose::Network(Request { format, .. }) => {
                rfd::AsyncFileDialog::new().add_filter(format.title(), &[format.extension()])
            }
            _ => rfd::AsyncFileDialog::new().add_filter("Accordance scenario", &["toml"]),
        };
        let (send, ctx, begun) = (self.send.clone(), ctx.clone(), Instant::now());
        // The future is made here, on the main thread, as macOS demands, and awaited elsewhere.
        let chosen: std::pin::Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>> =
            match purpose {
                Purpose::Table => Box::pin(dialog.set_title("Learn from a table").pick_file()),
                Purpose::Open => Box::pin(dialog.set_title("Open scenario").pick_file()),
                Purpose::Connectome => {
                    Box::pin(dialog.set_title("Import a connectome").pick_file())
                }
                Purpose::Save | Purpose::Export(_) | Purpose::Network(_) => Box::pin(
                    dialog
                        .set_title(match purpose {
                            Purpose::Export(_) => "Export",
                            Purpose::Network(_) => "Export the network",
                            _ => "Save scenario",
                        })
                        .set_file_name(suggestion)
                        .save_file(),
                ),
            };
        let wait = move || {
            let picked = match pollster::block_on(chosen) {
                Some(file) => Picked::File(purpose, file.path().to_path_buf()),
                None if begun.elapsed() < TOO_SOON => Picked::Unavailable(purpose),
                None => Picked::Nothing,
            };
            let _ = send.send(picked);
            ctx.request_repaint();
        };
        if std::thread::Builder::new()
            .name("file dialog".to_owned())
            .spawn(wait)
            .is_err()
        {
            let _ = self.send.send(Picked::Unavailable(purpose));
        }
    }

    /// The answer, once there is one.
    pub fn answer(&mut self) -> Option<Picked> {
        let answer = self.answers.try_recv().ok()?;
        self.open = false;
        Some(answer)
    }
}
