//! How the tiles of the window show themselves.

use egui::containers::menu::MenuButton;
use egui::{Align, Button, Frame, Layout, Margin, RichText, Ui};

use crate::app::commands::UserCommand;
use crate::app::compare::{self, Sides};
use crate::app::jobs::{export_menu_ui, note_size};
use crate::app::messages::{Message, Messages};
use crate::app::pane::Pane;
use crate::app::views::Views;
use crate::app::widgets::command_button;
use crate::engine::Wants;
use crate::export::Scaling;

pub struct Tiles<'a> {
    /// The views of side A and of side B.
    pub views: [&'a mut Views; 2],
    pub sides: Sides<'a>,
    pub messages: &'a mut Messages,
    /// What those on screen would like to have worked out.
    pub wants: Wants,
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
                self.export_menu_ui(ui, pane);
                self.scaling_menu_ui(ui, pane);
                let back = UserCommand::ShowAllViews;
                command_button(ui, back, back.row().label, self.messages);
            });
        });
        ui.separator();
        self.view_ui(ui, pane);
    }

    fn view_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let wants = pane.0.wants;
        self.wants.proof |= wants.proof;
        self.wants.stability |= wants.stability;
        let frame = Frame::new().inner_margin(Margin::symmetric(8, 6));
        frame.show(ui, |ui| {
            note_size(ui, pane);
            ui.push_id(pane.title(), |ui| {
                let [a, b] = &mut self.views;
                compare::view_ui(ui, pane, [a, b], &self.sides, self.messages);
            });
        });
    }

    fn export_menu_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let size = self.sides.a.choices.picture_size;
        export_menu_ui(ui, pane, size, self.messages);
    }

    /// The menu of how magnitudes become shades, for views that show a matrix.
    fn scaling_menu_ui(&mut self, ui: &mut Ui, pane: Pane) {
        if !pane.0.has_shades {
            return;
        }
        let chosen = self.sides.a.choices.scaling;
        let text = RichText::new(chosen.name()).small().weak();
        let button = MenuButton::from_button(Button::new(text).frame(false));
        let (response, _) = button.ui(ui, |ui| {
            ui.weak("Shades");
            for scaling in Scaling::ALL {
                let row = ui.radio(scaling == chosen, scaling.name());
                if row.on_hover_text(scaling.explanation()).clicked() {
                    self.messages.push(Message::SetScaling(scaling));
                    ui.close();
                }
            }
        });
        let name = format!("Shades of {}", pane.title());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        response.on_hover_text(
            "How magnitudes become shades: in proportion, by square root, or by rank.",
        );
    }

    /// A quiet button on the bar of a tile.
    fn enlarge_button_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let button = Button::new(RichText::new("⛶").small().weak()).frame(false);
        let help = "Give this view all the room of the views; Escape brings the others back.";
        let response = ui.add(button).on_hover_text(help);
        let name = format!("Enlarge {}", pane.title());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        if response.clicked() {
            self.messages.push(Message::Enlarge(pane));
        }
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
            self.enlarge_button_ui(ui, *pane);
            self.export_menu_ui(ui, *pane);
            self.scaling_menu_ui(ui, *pane);
        }
    }

    fn on_tab_button(
        &mut self,
        tiles: &mut egui_tiles::Tiles<Pane>,
        tile: egui_tiles::TileId,
        button: egui::Response,
    ) -> egui::Response {
        match tiles.get(tile) {
            Some(egui_tiles::Tile::Pane(pane)) => button.on_hover_text(pane.0.explanation),
            _ => button,
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
