//! How the program starts.

use std::path::PathBuf;

use egui::IconData;

use super::AccordanceApp;
use crate::app::state_file::Remembered;
use crate::export::rasterize;

/// How the program starts.
#[derive(Debug, Clone)]
pub struct Start {
    /// The scenario file, or built-in preset, to open.
    pub scenario: Option<PathBuf>,
    /// Whether files are chosen in native dialogs; otherwise by typing their path.
    pub native_dialogs: bool,
    /// Whether the simulation runs at once.
    pub playing: bool,
    /// Whether the start screen is shown, unless the user has said that it is not.
    pub welcomes: bool,
    /// The folder in which the window remembers how the user likes to work, and work not saved; nothing is
    /// remembered without.
    pub state_folder: Option<PathBuf>,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            scenario: None,
            native_dialogs: true,
            playing: true,
            welcomes: false,
            state_folder: None,
        }
    }
}

/// Width and height of a window that opens for the first time.
const SIZE: [f32; 2] = [1400.0, 840.0];

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When there is no display, or no OpenGL.
pub fn run(start: Start) -> Result<(), eframe::Error> {
    let remembered = Remembered::of(start.state_folder.as_deref());
    let workspace = &remembered.workspace;
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Accordance")
            .with_app_id("accordance")
            .with_inner_size(workspace.window.unwrap_or(SIZE))
            .with_maximized(workspace.maximized)
            .with_min_inner_size([800.0, 560.0])
            .with_icon(icon()),
        ..Default::default()
    };
    let create = move |cc: &eframe::CreationContext<'_>| {
        let app = AccordanceApp::with(cc, &start, remembered)?;
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("accordance", options, Box::new(create))
}

/// Pixels along a side of the icon.
const SIDE: f64 = 128.0;
/// Points along a side, as it is drawn.
const DRAWN: f64 = 64.0;

/// The icon of the window, drawn from the file that all icons are drawn from. Were that damaged, the
/// system would choose one.
fn icon() -> IconData {
    let svg = include_str!("../../../assets/icon.svg");
    let image = rasterize(svg, SIDE / DRAWN).ok();
    let icon = image.map(|image| IconData {
        width: image.width,
        height: image.height,
        rgba: image.rgba,
    });
    icon.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_that_of_the_packages() {
        let icon = icon();
        assert_eq!([icon.width, icon.height], [SIDE as u32; 2]);
        let centre = (icon.width * icon.height / 2 + icon.width / 2) as usize * 4;
        assert_eq!(icon.rgba[centre..centre + 4], [0xF2, 0xAE, 0x3C, 0xFF]);
        assert_eq!(icon.rgba[..4], [0; 4]);
    }
}
