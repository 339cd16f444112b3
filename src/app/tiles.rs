//! How the tiles of the window show themselves.

use egui::{Align, Button, Frame, Layout, Margin, RichText, Ui};

use super::action::Action;
use super::compare::{self, SideB};
use super::jobs::{export_menu_ui, note_size};
use super::layout::Pane;
use super::state::Hands;
use super::views::Views;
use crate::engine::Scene;

/// How the tiles show themselves.
pub struct Tiles<'a> {
    /// The views.
    pub views: &'a mut Views,
    /// What they show.
    pub scene: &'a Scene,
    /// Side B of a comparison.
    pub b: Option<SideB<'a>>,
    /// What they may change.
    pub hands: Hands<'a>,
    /// Whether the user has arranged them.
    pub arranged: &'a mut bool,
}

impl Tiles<'_> {
    /// One view with all the room there is, under a bar that leads back to all of them.
    pub fn enlarged_ui(&mut self, ui: &mut Ui, pane: Pane) {
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            ui.strong(pane.title());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(6.0);
                export_menu_ui(ui, pane, self.hands.choices, self.hands.asked);
                let back = Action::Enlarge(None);
                let button = ui.button(back.label()).on_hover_text(back.tooltip());
                if button.clicked() {
                    self.hands.asked.push(back);
                }
            });
        });
        ui.separator();
        self.view_ui(ui, pane);
    }

    fn view_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let frame = Frame::new().inner_margin(Margin::symmetric(8, 6));
        frame.show(ui, |ui| {
            note_size(ui, pane);
            ui.push_id(pane.title(), |ui| {
                let hands = &mut self.hands;
                match &mut self.b {
                    Some(b) if pane.is_paired() => {
                        compare::pair_ui(ui, pane, self.views, self.scene, hands, b);
                    }
                    Some(_) => compare::of_side_a_ui(ui, |ui| {
                        self.views.get(pane).view_ui(ui, self.scene, hands);
                    }),
                    None => self.views.get(pane).view_ui(ui, self.scene, hands),
                }
            });
        });
    }
}

/// A quiet button on the bar of a tile.
fn bar_button_ui(ui: &mut Ui, sign: &str, action: Action, name: &str, asked: &mut Vec<Action>) {
    let button = Button::new(RichText::new(sign).small().weak()).frame(false);
    let response = ui.add(button).on_hover_text(action.tooltip());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    if response.clicked() {
        asked.push(action);
    }
}

impl egui_tiles::Behavior<Pane> for Tiles<'_> {
    fn pane_ui(
        &mut self,
        ui: &mut Ui,
        _tile: egui_tiles::TileId,
        pane: &mut Pane,
    ) -> egui_tiles::UiResponse {
        self.view_ui(ui, *pane);
        egui_tiles::UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> egui::WidgetText {
        pane.title().into()
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &egui_tiles::Tiles<Pane>,
        ui: &mut Ui,
        _tile: egui_tiles::TileId,
        tabs: &egui_tiles::Tabs,
        _scroll_offset: &mut f32,
    ) {
        let active = tabs.active.and_then(|tile| tiles.get(tile));
        if let Some(egui_tiles::Tile::Pane(pane)) = active {
            ui.add_space(2.0);
            let enlarge = Action::Enlarge(Some(*pane));
            bar_button_ui(
                ui,
                "⛶",
                enlarge,
                &format!("Enlarge {}", pane.title()),
                self.hands.asked,
            );
            export_menu_ui(ui, *pane, self.hands.choices, self.hands.asked);
        }
    }

    fn on_edit(&mut self, edit: egui_tiles::EditAction) {
        use egui_tiles::EditAction::{TileDropped, TileResized};
        *self.arranged |= matches!(edit, TileDropped | TileResized);
    }

    fn simplification_options(&self) -> egui_tiles::SimplificationOptions {
        egui_tiles::SimplificationOptions {
            all_panes_must_have_tabs: true,
            ..Default::default()
        }
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        4.0
    }
}
