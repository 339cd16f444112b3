//! The frame around the views: the workspace, which is saved, and what is on screen besides: notices,
//! a question, the title of the window.

use egui::Context;

use crate::app::document::Document;
use crate::app::layout::{self, Layout};
use crate::app::notices::Notices;
use crate::app::questions::Question;
use crate::app::workspace::Workspace;

/// Windows narrower than this, in points, begin without the inspector; and where views stand in pairs.
const INSPECTOR_FITS: [f32; 2] = [1300.0, 1700.0];

/// The frame around the views.
#[derive(Default)]
pub struct Shell {
    pub workspace: Workspace,
    pub notices: Notices,
    pub question: Option<Question>,
    /// What the views were last fitted to: whether samples are learned, a narrow window, and whether
    /// two sides are compared.
    pub(super) fitted: Option<[bool; 3]>,
    pub(super) title: String,
}

impl Shell {
    /// Whether the inspector is shown: as the user said, or else where there is room.
    pub fn inspector_open(&self, ctx: &Context, compares: bool) -> bool {
        let wide = ctx.content_rect().width() >= INSPECTOR_FITS[usize::from(compares)];
        self.workspace.inspector_open.unwrap_or(wide)
    }

    pub fn toggle_inspector(&mut self, ctx: &Context, compares: bool) {
        self.workspace.inspector_open = Some(!self.inspector_open(ctx, compares));
    }

    /// The arrangement of the views for a space of this width in points, and whether it is the user's.
    pub fn arrangement(
        &mut self,
        width: f32,
        learns: bool,
        compares: bool,
    ) -> (&mut Layout, &mut bool) {
        let fitted = [learns, layout::is_narrow(width), compares];
        let refits = self.fitted.replace(fitted) != Some(fitted);
        self.workspace.arrangement(width, learns, compares, refits)
    }

    /// Writes the name of the scenario, and whether it has unsaved changes, above the window.
    pub fn set_title(&mut self, ctx: &Context, document: &Document) {
        let mark = ["", "● "][usize::from(document.is_unsaved())];
        let title = format!("{mark}{} — Accordance", document.scenario.name);
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
