//! Theme and zoom.

use super::window::AccordanceApp;

/// Steps by which text grows and shrinks, and its limits.
const ZOOM_STEP: f32 = 1.1;
const ZOOM: std::ops::RangeInclusive<f32> = 0.6..=3.0;

impl AccordanceApp {
    /// Applies theme and zoom.
    pub(super) fn apply_appearance(&self, ctx: &egui::Context) {
        ctx.set_theme(match self.workspace.dark {
            None => egui::ThemePreference::System,
            Some(true) => egui::ThemePreference::Dark,
            Some(false) => egui::ThemePreference::Light,
        });
        ctx.set_zoom_factor(self.workspace.zoom);
    }

    /// Makes all text larger, or smaller, by so many steps.
    pub(super) fn zoom_by(&mut self, steps: i32, ctx: &egui::Context) {
        self.zoom(self.workspace.zoom * ZOOM_STEP.powi(steps), ctx);
    }

    /// Sets the size of all text.
    pub(super) fn zoom(&mut self, factor: f32, ctx: &egui::Context) {
        self.workspace.zoom = factor.clamp(*ZOOM.start(), *ZOOM.end());
        self.apply_appearance(ctx);
    }
}
