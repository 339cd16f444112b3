//! Screens, and windows that fill them.

use std::cell::RefCell;
use std::fmt;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use accordance::app::{AccordanceApp, Start};
use egui_kittest::{Harness, kittest::Queryable as _};
use image::RgbaImage;

use crate::renderer::{Renderer, Textures, render};

/// A screen: its pixels, how many of them the system gives to a point, and how much the user enlarges text.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    pub pixels: [f32; 2],
    pub per_point: f32,
    pub zoom: f32,
}

const fn screen(width: f32, height: f32, per_point: f32, zoom: f32) -> Screen {
    Screen {
        pixels: [width, height],
        per_point,
        zoom,
    }
}

pub const SCREENS: [Screen; 5] = [
    screen(1024.0, 700.0, 1.0, 1.0),
    screen(1440.0, 900.0, 1.0, 1.0),
    screen(3840.0, 2160.0, 2.0, 1.0),
    screen(1440.0, 900.0, 1.0, 2.0),
    screen(1024.0, 700.0, 1.0, 2.0),
];

impl fmt::Display for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [width, height] = self.pixels;
        write!(f, "{width}x{height}")?;
        match self.zoom == 1.0 {
            true => Ok(()),
            false => write!(f, "-text-{}", 100.0 * self.zoom),
        }
    }
}

/// A window that can be drawn.
pub struct Window {
    pub harness: Harness<'static, AccordanceApp>,
    textures: Rc<RefCell<Textures>>,
}

impl Window {
    /// A window that fills a screen, on a preset or a file.
    pub fn on(screen: Screen, scenario: &Path, welcomes: bool) -> Self {
        let start = Start {
            scenario: Some(scenario.to_path_buf()),
            native_dialogs: false,
            welcomes,
            playing: true,
            state_folder: None,
        };
        let [width, height] = screen.pixels;
        let points = egui::vec2(width, height) / screen.per_point;
        let textures = Rc::new(RefCell::new(Textures::default()));
        let renderer = Renderer(Rc::clone(&textures));
        let harness = Harness::builder()
            .with_size(points)
            .with_pixels_per_point(screen.per_point)
            .with_step_dt(1.0 / 60.0)
            .renderer(renderer)
            .build_eframe(move |cc| AccordanceApp::new(cc, &start).expect("the engine starts"));
        let mut window = Self { harness, textures };
        let ctx = window.harness.ctx.clone();
        let workspace = &mut window.harness.state_mut().shell.workspace;
        workspace.dark = Some(false);
        workspace.zoom_to(screen.zoom, &ctx);
        window.frames(3);
        window
    }

    pub fn frames(&mut self, count: usize) {
        for _ in 0..count {
            self.harness.step();
        }
    }

    /// Lets it live until something is so, or for two seconds.
    pub fn until(&mut self, holds: impl Fn(&AccordanceApp) -> bool) {
        let begun = Instant::now();
        while !holds(self.harness.state()) && begun.elapsed() < Duration::from_secs(2) {
            self.harness.step();
            std::thread::sleep(Duration::from_millis(4));
        }
        self.frames(3);
    }

    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.frames(4);
    }

    pub fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    pub fn press(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.frames(4);
    }

    /// What there is to see.
    pub fn picture(&self) -> RgbaImage {
        let harness = &self.harness;
        render(&self.textures.borrow(), &harness.ctx, harness.output())
    }
}
