//! The views in pairs.

use egui::{Align, Label, Layout, Rect, RichText, Ui, UiBuilder, vec2};

use super::side_mark_ui;
use crate::app::action::Action;
use crate::app::document::Document;
use crate::app::layout::Pane;
use crate::app::state::Hands;
use crate::app::views::Views;
use crate::engine::{Scene, Side};

/// What it takes to draw side B beside side A.
pub struct SideB<'a> {
    /// The views of side B.
    pub views: &'a mut Views,
    /// What the engine last said of it.
    pub scene: &'a Scene,
    /// Its scenario.
    pub document: &'a Document,
    /// Whether each side has scales and axes of its own.
    pub own_scales: bool,
    /// What the two sides differ in.
    pub titles: &'a [String; 2],
    /// What the user asked for in views of side B.
    pub asked: Vec<Action>,
}

/// Between the two sides of a tile.
const GAP: f32 = 10.0;
/// Height of the titles.
const TITLE: f32 = 18.0;
/// Wider than this many times their height, tiles have their sides side by side.
const WIDE: f32 = 1.25;

/// Draws a view of both sides: side by side in a wide space, one above the other in a tall one.
pub fn pair_ui(
    ui: &mut Ui,
    pane: Pane,
    views: &mut Views,
    scene: &Scene,
    hands: &mut Hands<'_>,
    b: &mut SideB<'_>,
) {
    let (scene_b, common) = (b.scene, !b.own_scales);
    let [left, right] = halves(ui.available_rect_before_wrap());
    half_ui(ui, left, Side::A, &b.titles[0], |ui| {
        let mut hands = Hands {
            beside: common.then_some(scene_b),
            ..hands.again()
        };
        views.get(pane).view_ui(ui, scene, &mut hands);
    });
    half_ui(ui, right, Side::B, &b.titles[1], |ui| {
        let mut hands = Hands {
            beside: common.then_some(scene),
            document: b.document,
            asked: &mut b.asked,
            ..hands.again()
        };
        b.views.get(pane).view_ui(ui, scene_b, &mut hands);
    });
}

/// Draws a view that a comparison shows of side A only.
pub fn of_side_a_ui(ui: &mut Ui, view: impl FnOnce(&mut Ui)) {
    let space = ui.available_rect_before_wrap();
    half_ui(ui, space, Side::A, "shown of side A only", view);
}

fn halves(space: Rect) -> [Rect; 2] {
    let size = space.size();
    if size.x > WIDE * size.y {
        let half = vec2((size.x - GAP) / 2.0, size.y);
        let second = space.min + vec2(half.x + GAP, 0.0);
        [space.min, second].map(|at| Rect::from_min_size(at, half))
    } else {
        let half = vec2(size.x, (size.y - GAP) / 2.0);
        let second = space.min + vec2(0.0, half.y + GAP);
        [space.min, second].map(|at| Rect::from_min_size(at, half))
    }
}

fn half_ui(ui: &mut Ui, space: Rect, side: Side, title: &str, view: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new()
        .id_salt(side.letter())
        .max_rect(space)
        .layout(Layout::top_down(Align::Min));
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(ui.clip_rect().intersect(space));
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.allocate_ui_with_layout(
            vec2(space.width(), TITLE),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let told = format!("{} · {title}", side.letter());
                side_mark_ui(ui, side).on_hover_text(&told);
                let label = Label::new(RichText::new(title).small()).truncate();
                let response = ui.add(label);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &told));
                response.on_hover_text(&told);
            },
        );
        view(ui);
    });
}
