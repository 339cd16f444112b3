//! How the tiles of the window show themselves.

use std::sync::Arc;

use egui::containers::menu::MenuButton;
use egui::{
    Align, Button, Frame, Galley, Layout, Margin, Response, RichText, Sense, Stroke, Ui, Vec2,
    WidgetInfo, vec2,
};
use egui_tiles::{Tile, TileId};

use crate::app::commands::UserCommand;
use crate::app::compare::{self, Sides};
use crate::app::help::{explain_button_ui, explained_ui, explanation_ui};
use crate::app::jobs::{export_menu_ui, note_size};
use crate::app::messages::{Message, Messages};
use crate::app::pane::Pane;
use crate::app::views::Views;
use crate::app::widgets::{command_button, described, note_topic_within};
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
    /// Tabs that their bars have no room for.
    pub hidden: Vec<TileId>,
    /// The one of them that the user wants to see.
    pub picked: Option<TileId>,
}

/// Room at either side of the title of a tab.
const TAB_MARGIN: f32 = 8.0;
/// Room for the button with the list of tabs that do not fit.
const MORE: f32 = 30.0;

/// With less room beside the title, in points, shades and explanation are left to the enlarged view.
const SHADED: f32 = 160.0;
const EXPLAINED: f32 = 90.0;

impl Tiles<'_> {
    /// One view with all the room there is, under a bar that leads back to all of them.
    pub fn enlarged_ui(&mut self, ui: &mut Ui, pane: Pane) {
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            ui.strong(pane.title());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(6.0);
                self.explain_button_ui(ui, pane);
                self.export_menu_ui(ui, pane);
                self.scaling_menu_ui(ui, pane);
                let back = UserCommand::ShowAllViews;
                command_button(ui, back, back.row().label, self.messages);
            });
        });
        ui.separator();
        self.view_ui(ui, pane);
    }

    /// A view, and nothing around it.
    pub fn view_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let wants = pane.0.wants;
        self.wants.proof |= wants.proof;
        self.wants.stability |= wants.stability;
        self.wants.firing |= wants.firing;
        let frame = Frame::new().inner_margin(Margin::symmetric(8, 6));
        frame.show(ui, |ui| {
            note_size(ui, pane);
            let room = ui.available_rect_before_wrap();
            let symbols = pane.0.explained.symbols;
            if let Some(symbol) = symbols.first() {
                note_topic_within(ui, room, symbol);
            }
            ui.push_id(pane.title(), |ui| {
                let [a, b] = &mut self.views;
                compare::view_ui(ui, pane, [a, b], &self.sides, self.messages);
            });
            if self.sides.a.choices.explained.contains(&pane) {
                explanation_ui(ui, room, pane, self.messages);
            }
        });
    }

    fn explain_button_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let is_open = self.sides.a.choices.explained.contains(&pane);
        explain_button_ui(ui, pane, is_open, self.messages);
    }

    fn export_menu_ui(&mut self, ui: &mut Ui, pane: Pane) {
        let size = self.sides.a.choices.picture_size;
        export_menu_ui(ui, pane, size, self.messages);
    }

    /// The list of tabs that the bar has no room for.
    fn more_ui(&mut self, ui: &mut Ui, tiles: &egui_tiles::Tiles<Pane>, others: &[TileId]) {
        if others.is_empty() {
            return;
        }
        let button = MenuButton::from_button(Button::new("⋯").frame(false));
        let (response, _) = button.ui(ui, |ui| {
            for tile in others {
                let Some(pane) = tiles.get_pane(tile) else {
                    continue;
                };
                let entry = ui.button(pane.title());
                if entry.on_hover_text(pane.0.explained.line).clicked() {
                    self.picked = Some(*tile);
                    ui.close();
                }
            }
        });
        let names = others.iter().filter_map(|tile| tiles.get_pane(tile));
        let names: Vec<&str> = names.map(|pane| pane.title()).collect();
        response.widget_info(|| {
            WidgetInfo::labeled(egui::Role::Button, true, "More views in this tile")
        });
        response.on_hover_text(format!("More views in this tile: {}.", names.join(", ")));
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

/// The title of a view, as its tab shows it.
fn title(ui: &Ui, pane: Pane) -> Arc<Galley> {
    let font = egui::TextStyle::Button.resolve(ui.style());
    let ink = egui::Color32::PLACEHOLDER;
    ui.painter()
        .layout_no_wrap(pane.title().to_owned(), font, ink)
}

/// Which tabs of these widths a bar has room for: the active one always, the others from left to right,
/// leaving room for the list of the rest.
fn fitting(widths: &[f32], active: Option<usize>, room: f32) -> Vec<bool> {
    let all: f32 = widths.iter().sum();
    if all <= room {
        return vec![true; widths.len()];
    }
    let of_active = active.and_then(|active| widths.get(active)).unwrap_or(&0.0);
    let mut left = room - MORE - of_active;
    let mut full = false;
    let fits = widths.iter().enumerate().map(|(index, width)| {
        if active == Some(index) {
            return true;
        }
        full |= *width > left;
        left -= width;
        !full
    });
    fits.collect()
}

impl egui_tiles::Behavior<Pane> for Tiles<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, pane: &mut Pane) -> egui_tiles::UiResponse {
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
        _tile: TileId,
        tabs: &egui_tiles::Tabs,
        scroll_offset: &mut f32,
    ) {
        let widths = tabs.children.iter().map(|tab| match tiles.get(*tab) {
            Some(Tile::Pane(pane)) => title(ui, *pane).size().x + 2.0 * TAB_MARGIN,
            _ => 0.0,
        });
        let widths: Vec<f32> = widths.collect();
        let active = tabs.children.iter().position(|tab| tabs.is_active(*tab));
        let list = if widths.len() > 1 { MORE } else { 0.0 };
        let title = active.and_then(|at| widths.get(at)).unwrap_or(&0.0);
        let room = ui.available_width() - title - list;
        if let Some(Tile::Pane(pane)) = tabs.active.and_then(|tile| tiles.get(tile)) {
            ui.add_space(2.0);
            if room > EXPLAINED {
                self.explain_button_ui(ui, *pane);
            }
            self.enlarge_button_ui(ui, *pane);
            self.export_menu_ui(ui, *pane);
            if room > SHADED {
                self.scaling_menu_ui(ui, *pane);
            }
        }
        // Nothing is scrolled: what does not fit is in the list.
        *scroll_offset = 0.0;
        let shown = fitting(&widths, active, ui.available_width());
        let others = tabs.children.iter().zip(shown).filter(|(_, shown)| !shown);
        let others: Vec<TileId> = others.map(|(tab, _)| *tab).collect();
        self.more_ui(ui, tiles, &others);
        self.hidden.extend(others);
    }

    fn tab_ui(
        &mut self,
        tiles: &mut egui_tiles::Tiles<Pane>,
        ui: &mut Ui,
        id: egui::Id,
        tile: TileId,
        state: &egui_tiles::TabState,
    ) -> Response {
        let Some(pane) = tiles.get_pane(&tile).copied() else {
            return ui.allocate_response(Vec2::ZERO, Sense::hover());
        };
        if self.hidden.contains(&tile) {
            return ui.allocate_response(Vec2::ZERO, Sense::hover());
        }
        let title = title(ui, pane);
        let size = vec2(title.size().x + 2.0 * TAB_MARGIN, ui.available_height());
        let (_, area) = ui.allocate_space(size);
        let response = ui.interact(area, id, Sense::click_and_drag());
        response.widget_info(|| {
            WidgetInfo::selected(egui::Role::Button, true, state.active, pane.title())
        });
        if !state.is_being_dragged {
            let ground = self.tab_bg_color(ui.visuals(), tiles, tile, state);
            let stroke = self.tab_outline_stroke(ui.visuals(), tiles, tile, state);
            let inside = egui::StrokeKind::Inside;
            ui.painter()
                .rect(area.shrink(0.5), 0.0, ground, stroke, inside);
            if state.active {
                // The title belongs to what is below.
                let line = Stroke::new(stroke.width + 1.0, ground);
                ui.painter().hline(area.x_range(), area.bottom(), line);
            }
            let ink = self.tab_text_color(ui.visuals(), tiles, tile, state);
            let place = egui::Align2::CENTER_CENTER.align_size_within_rect(title.size(), area);
            ui.painter().galley(place.min, title, ink);
        }
        let explained = pane.0.explained;
        described(
            &response,
            &format!("{} {}", explained.shows, explained.look_for),
        );
        response.on_hover_ui(|ui| {
            ui.set_max_width(380.0);
            explained_ui(ui, explained);
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_that_do_not_fit_are_left_out_from_the_right_but_never_the_active_one() {
        let widths = [100.0, 80.0, 120.0];
        assert_eq!(fitting(&widths, Some(0), 300.0), [true; 3]);
        assert_eq!(fitting(&widths, Some(0), 299.0), [true, true, false]);
        assert_eq!(fitting(&widths, Some(2), 299.0), [true, false, true]);
        assert_eq!(fitting(&widths, Some(1), 120.0), [false, true, false]);
        assert!(fitting(&[], None, 10.0).is_empty());
    }
}
