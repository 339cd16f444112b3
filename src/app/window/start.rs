//! How the program starts.

use std::path::PathBuf;

use egui::IconData;

use super::AccordanceApp;
use crate::app::state_file::Remembered;

/// How the program starts.
#[derive(Debug, Clone)]
pub struct Start {
    /// The scenario file, or built-in preset, to open.
    pub scenario: Option<PathBuf>,
    /// Whether files are chosen in native dialogs; otherwise by typing their path.
    pub native_dialogs: bool,
    /// Whether the simulation runs at once.
    pub playing: bool,
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
const SIDE: usize = 64;

/// The icon of the window: a balance of red and blue around an amber centre.
fn icon() -> IconData {
    let centre = SIDE as f32 / 2.0 - 0.5;
    let pixel = |x: usize, y: usize| {
        let (dx, dy) = (x as f32 - centre, y as f32 - centre);
        let radius = dx.hypot(dy) / (SIDE as f32 / 2.0);
        let edge = ((0.97 - radius) * 24.0).clamp(0.0, 1.0);
        let [r, g, b] = match radius {
            r if r < 0.36 => [0xF2, 0xAE, 0x3C],
            r if r < 0.44 => [0xFF, 0xFF, 0xFF],
            _ if dx < 0.0 => [0xC2, 0x2F, 0x2F],
            _ => [0x1F, 0x66, 0xB0],
        };
        [r, g, b, (edge * 255.0) as u8]
    };
    let pixels = (0..SIDE * SIDE).flat_map(|i| pixel(i % SIDE, i / SIDE));
    let [width, height] = [SIDE as u32; 2];
    IconData {
        rgba: pixels.collect(),
        width,
        height,
    }
}
