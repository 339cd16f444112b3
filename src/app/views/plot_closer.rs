//! Plots that can be looked at more closely, and what is told of the point under the pointer.

use egui::Ui;
use egui_plot::{Plot, PlotBounds, PlotResponse, PlotUi};

use super::view::ViewInput;
use crate::app::messages::Messages;
use crate::app::view_box::{ViewBox, Zoom};
use crate::app::widgets::{Closer, named};

/// Shows a plot under its name, of which both sides of a comparison show the same part.
pub fn show<'a, R>(
    ui: &mut Ui,
    (key, input): (&'static str, &ViewInput<'_>),
    messages: &mut Messages,
    plot: Plot<'a>,
    draw: impl FnOnce(&mut PlotUi<'a>) -> R + 'a,
) -> PlotResponse<R> {
    show_within(ui, (key, key, input), false, messages, plot, draw)
}

/// As [`show`], under another name than that which both sides share; within something that scrolls the wheel alone is left to that.
pub fn show_within<'a, R>(
    ui: &mut Ui,
    (key, name, input): (&'static str, &str, &ViewInput<'_>),
    scrolls: bool,
    messages: &mut Messages,
    plot: Plot<'a>,
    draw: impl FnOnce(&mut PlotUi<'a>) -> R + 'a,
) -> PlotResponse<R> {
    let zoom = input.choices.zooms.get(key);
    let shown = plot.show(ui, move |plot_ui| {
        match zoom {
            Some(Zoom { shown, .. }) => {
                let [min, max] = [0, 1].map(|end| [shown.x[end], shown.y[end]]);
                plot_ui.set_plot_bounds(PlotBounds::from_min_max(min, max));
            }
            None => plot_ui.set_auto_bounds(true),
        }
        draw(plot_ui)
    });
    named(shown.response.clone(), egui::Role::Image, name);
    let bounds = shown.transform.bounds();
    let ([left, low], [right, high]) = (bounds.min(), bounds.max());
    let seen = ViewBox {
        x: [left, right],
        y: [low, high],
    };
    let closer = Closer {
        key,
        name,
        now: zoom.map_or(Zoom::plot(seen), |zoom| zoom.showing(seen)),
        field: *shown.transform.frame(),
        is_upwards: true,
        has_wheel: !scrolls,
        is_usable: !input.on_paper && bounds.is_valid(),
    };
    closer.ui(ui, &shown.response, messages);
    shown
}
