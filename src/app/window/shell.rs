//! The frame around the views: the workspace, which is saved, and what is on screen besides: notices,
//! a question, the title of the window.

use egui::Context;

use crate::app::commands::UserCommand;
use crate::app::document::Document;
use crate::app::help::Help;
use crate::app::notices::Notices;
use crate::app::questions::Question;
use crate::app::workspace::Workspace;
use crate::scenario::Arrangement;

/// Windows narrower than this, in points, begin without the inspector; and where views stand in pairs.
const INSPECTOR_FITS: [f32; 2] = [1300.0, 1700.0];

/// In narrower windows, in points, controls and inspector fold away.
const NARROW: f32 = 880.0;

/// Whether controls and inspector fold away for want of room.
pub fn is_narrow(ctx: &Context) -> bool {
    ctx.content_rect().width() < NARROW
}

/// Which of them lie over the views then.
#[derive(Debug, Clone, Copy, Default)]
pub struct Drawers {
    pub controls: bool,
    pub inspector: bool,
}

#[derive(Default)]
pub struct Shell {
    pub workspace: Workspace,
    pub notices: Notices,
    pub help: Help,
    pub question: Option<Question>,
    /// Whether the start screen is shown.
    pub welcomes: bool,
    /// What lies over the views where there is too little room beside them.
    pub(super) drawers: Drawers,
    pub(super) title: String,
}

impl Shell {
    /// The arrangement of the views: as the user has chosen, or else as the scenario says.
    pub fn arrangement(&self, document: &Document) -> Arrangement {
        self.workspace.arrangement(document.scenario.arrangement)
    }

    /// Whether the inspector is shown: as the user said, or else in the laboratory where there is room:
    /// what is to be seen from far away has none beside it.
    pub fn inspector_open(&self, ctx: &Context, document: &Document) -> bool {
        let compares = document.scenario.compare.is_some();
        let wide = ctx.content_rect().width() >= INSPECTOR_FITS[usize::from(compares)];
        let fits = wide && self.arrangement(document) == Arrangement::Laboratory;
        self.workspace.inspector_open.unwrap_or(fits)
    }

    /// Switches the theme, or folds or unfolds controls or inspector.
    pub fn toggle(&mut self, command: UserCommand, ctx: &Context, document: &Document) {
        match command {
            UserCommand::ToggleTheme => self.workspace.toggle_theme(ctx),
            UserCommand::ToggleControls => self.toggle_controls(ctx),
            _ => self.toggle_inspector(ctx, document),
        }
    }

    fn toggle_controls(&mut self, ctx: &Context) {
        match is_narrow(ctx) {
            true => self.drawers.controls ^= true,
            false => self.workspace.controls_folded ^= true,
        }
    }

    fn toggle_inspector(&mut self, ctx: &Context, document: &Document) {
        if is_narrow(ctx) {
            self.drawers.inspector ^= true;
            return;
        }
        self.workspace.inspector_open = Some(!self.inspector_open(ctx, document));
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
