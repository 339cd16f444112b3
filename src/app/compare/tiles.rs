//! The views in pairs.

use egui::{Align, Label, Layout, Rect, RichText, Sense, Ui, UiBuilder, vec2};

use super::marks::{side_mark_ui, titles};
use crate::app::messages::Messages;
use crate::app::pane::Pane;
use crate::app::theme::side_colour;
use crate::app::views::{ViewInput, Views, line_sample, line_style};
use crate::engine::Side;

/// What the views show: one side, or two that are compared.
pub struct Sides<'a> {
    /// Side A, or all there is.
    pub a: ViewInput<'a>,
    pub b: Option<ViewInput<'a>>,
    /// What the two sides differ in.
    pub titles: [String; 2],
}

impl<'a> Sides<'a> {
    /// Side A and, while two sides are compared, side B and whether each has scales of its own.
    pub fn new(mut a: ViewInput<'a>, b: Option<(ViewInput<'a>, bool)>) -> Self {
        let Some((mut b, own_scales)) = b else {
            let titles = Default::default();
            return Self { a, b: None, titles };
        };
        (a.together, b.together) = (a.choices.together, b.choices.together);
        (a.other, b.other) = (Some((b.scene, b.proof)), Some((a.scene, a.proof)));
        if !own_scales {
            (a.beside, b.beside) = (Some(b.scene), Some(a.scene));
        }
        Self {
            titles: titles(a.scenario, b.scenario),
            a,
            b: Some(b),
        }
    }
}

/// Between the two sides of a tile.
const GAP: f32 = 10.0;
/// Height of the titles.
const TITLE: f32 = 18.0;
/// Wider than this many times their height, tiles have their sides side by side.
const WIDE: f32 = 1.25;
/// Wider than this, strips along time stand one above the other.
const STRIP: f32 = 3.0;

/// Strips that would be lower than this show the curves of both sides in one plot.
const LEAST_STRIP: f32 = 96.0;

/// Draws a view: of a comparison both sides, or that of side A where it is shown of A only.
pub fn view_ui(
    ui: &mut Ui,
    pane: Pane,
    views: [&mut Views; 2],
    sides: &Sides<'_>,
    messages: &mut Messages,
) {
    let [views_a, views_b] = views;
    let space = ui.available_rect_before_wrap();
    match &sides.b {
        None => views_a.view_ui(ui, pane, &sides.a, messages),
        Some(_) if pane.0.of_scenario => {
            half_ui(ui, space, Side::A, "shown of side A only", |ui| {
                views_a.view_ui(ui, pane, &sides.a, messages);
            });
        }
        Some(_) if pane.0.is_together && (sides.a.together || is_low(space, pane, &sides.a)) => {
            legend_ui(ui, &sides.titles);
            let both = ViewInput {
                together: true,
                ..sides.a
            };
            views_a.view_ui(ui, pane, &both, messages);
        }
        Some(b) => {
            // Side by side in a wide space, one above the other in a tall one.
            let halves = halves(space, pane);
            let both = [(views_a, &sides.a), (views_b, b)];
            for (((views, input), half), title) in both.into_iter().zip(halves).zip(&sides.titles) {
                half_ui(ui, half, input.side, title, |ui| {
                    views.view_ui(ui, pane, input, messages);
                });
            }
        }
    }
}

/// Whether a strip for each side would be too low to be read; paper is as high as it is.
fn is_low(space: Rect, pane: Pane, input: &ViewInput<'_>) -> bool {
    pane.0.is_strip && !input.on_paper && halves(space, pane)[0].height() < LEAST_STRIP
}

/// Which line is which side's, where both stand in one plot.
fn legend_ui(ui: &mut Ui, titles: &[String; 2]) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let width = (ui.available_width() - 120.0) / 2.0;
        for (side, title) in Side::ALL.into_iter().zip(titles) {
            let told = format!("{} · {title}", side.letter());
            side_mark_ui(ui, side).on_hover_text(&told);
            let (area, _) = ui.allocate_exact_size(vec2(30.0, TITLE), Sense::hover());
            let colour = side_colour(ui, side);
            line_sample(ui.painter(), area, line_style(side), (2.0, colour));
            let label = Label::new(RichText::new(title).small()).truncate();
            let room = vec2(width, TITLE);
            let left = Layout::left_to_right(Align::Center);
            let response = ui
                .allocate_ui_with_layout(room, left, |ui| ui.add(label))
                .inner;
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &told));
            response.on_hover_text(&told);
        }
    });
}

fn halves(space: Rect, pane: Pane) -> [Rect; 2] {
    let size = space.size();
    let in_strips = pane.0.is_strip && size.x > STRIP * size.y;
    let (across, down) = ((size.x - GAP) / 2.0, (size.y - GAP) / 2.0);
    let (half, step) = match size.x > WIDE * size.y && !in_strips {
        true => (vec2(across, size.y), vec2(across + GAP, 0.0)),
        false => (vec2(size.x, down), vec2(0.0, down + GAP)),
    };
    [space.min, space.min + step].map(|at| Rect::from_min_size(at, half))
}

fn half_ui(ui: &mut Ui, space: Rect, side: Side, title: &str, view: impl FnOnce(&mut Ui)) {
    if !space.is_positive() {
        return;
    }
    let builder = UiBuilder::new()
        .id_salt(side.letter())
        .max_rect(space)
        .layout(Layout::top_down(Align::Min));
    ui.scope_builder(builder, |ui| {
        // Numbers at the ends of an axis stand out a little.
        ui.set_clip_rect(ui.clip_rect().intersect(space.expand2(vec2(GAP, 0.0))));
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
