//! How the program starts.

use std::path::PathBuf;

use super::window::AccordanceApp;

/// How the program starts.
#[derive(Debug, Clone)]
pub struct Start {
    /// The scenario file, or built-in preset, to open.
    pub scenario: Option<PathBuf>,
    /// Whether files are chosen in native dialogs; otherwise by typing their path.
    pub native_dialogs: bool,
    /// Whether the simulation runs at once.
    pub playing: bool,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            scenario: None,
            native_dialogs: true,
            playing: true,
        }
    }
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When there is no display, or no OpenGL.
pub fn run(start: Start) -> Result<(), eframe::Error> {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Accordance")
            .with_app_id("accordance")
            .with_inner_size([1400.0, 840.0])
            .with_min_inner_size([800.0, 560.0])
            .with_icon(super::icon::icon()),
        ..Default::default()
    };
    let create = move |cc: &eframe::CreationContext<'_>| {
        let app = AccordanceApp::new(cc, &start)?;
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("accordance", options, Box::new(create))
}
