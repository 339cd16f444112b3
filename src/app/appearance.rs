//! Theme and zoom.

use egui::Context;

use super::workspace::Workspace;

/// Steps by which text grows and shrinks, and its limits.
const ZOOM_STEP: f32 = 1.1;
const ZOOM: std::ops::RangeInclusive<f32> = 0.6..=3.0;

impl Workspace {
    /// Applies theme and zoom.
    pub fn apply_appearance(&self, ctx: &Context) {
        ctx.set_theme(match self.dark {
            None => egui::ThemePreference::System,
            Some(true) => egui::ThemePreference::Dark,
            Some(false) => egui::ThemePreference::Light,
        });
        ctx.set_zoom_factor(self.zoom);
    }

    /// From light to dark, or back.
    pub fn toggle_theme(&mut self, ctx: &Context) {
        self.dark = Some(ctx.theme() != egui::Theme::Dark);
        self.apply_appearance(ctx);
    }

    /// Makes all text larger, or smaller, by so many steps.
    pub fn zoom_by(&mut self, steps: i32, ctx: &Context) {
        self.zoom_to(self.zoom * ZOOM_STEP.powi(steps), ctx);
    }

    /// Sets the size of all text.
    pub fn zoom_to(&mut self, factor: f32, ctx: &Context) {
        self.zoom = factor.clamp(*ZOOM.start(), *ZOOM.end());
        self.apply_appearance(ctx);
    }
}
