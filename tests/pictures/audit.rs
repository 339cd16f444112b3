//! What is cut off, lies outside the window, or lies over something else.

use std::collections::HashMap;

use egui::accesskit::{NodeId, Role};
use egui::epaint::TextShape;
use egui::{LayerId, Order, Rect, Shape};
use egui_kittest::kittest::{AccessKitNode, NodeT as _};

use crate::screen::Window;

/// What can be acted on.
const CONTROLS: [Role; 8] = [
    Role::Button,
    Role::CheckBox,
    Role::RadioButton,
    Role::ComboBox,
    Role::Slider,
    Role::SpinButton,
    Role::TextInput,
    Role::Link,
];

/// Less than this, in points, is nothing that anybody sees.
const TOLERATED: f32 = 1.5;

/// Height of the bars at the top and at the bottom, in points.
const BAR: f32 = 34.0;

/// A control.
struct Control {
    name: String,
    layer: LayerId,
    rect: Rect,
    /// What of it is not clipped by what it stands in.
    seen: Rect,
}

/// All that is wrong in a window, in words.
pub fn all(window: &Window) -> Vec<String> {
    let controls = controls(window);
    let screen = window.harness.ctx.content_rect();
    let mut wrong = Vec::new();
    for (at, control) in controls.iter().enumerate() {
        let Control { name, rect, .. } = control;
        if !screen.expand(TOLERATED).contains_rect(control.seen) {
            wrong.push(format!("{name} lies outside the window, at {rect}"));
        }
        if lost(*rect, control.seen) {
            wrong.push(format!("{name} is cut off at a side, {rect}"));
        }
        for other in &controls[..at] {
            let both = control.seen.intersect(other.seen).shrink(TOLERATED / 2.0);
            let edges = is_edge(name) && is_edge(&other.name);
            if control.layer == other.layer && both.is_positive() && !edges {
                wrong.push(format!("{name} lies over {}, at {rect}", other.name));
            }
        }
    }
    let above = window.harness.ctx.memory(|memory| {
        let layers = memory.areas().visible_layer_ids().into_iter();
        let raised = layers.filter(|layer| layer.order == Order::Foreground);
        let places = raised.filter_map(|layer| memory.area_rect(layer.id));
        places.collect::<Vec<Rect>>()
    });
    for place in above
        .iter()
        .filter(|place| !screen.expand(TOLERATED).contains_rect(**place))
    {
        wrong.push(format!(
            "a question or a menu lies outside the window, at {place}"
        ));
    }
    let bars = [screen.top() + BAR, screen.bottom() - BAR];
    let in_bar = |rect: Rect| rect.bottom() < bars[0] || rect.top() > bars[1];
    wrong.extend(texts(window).iter().filter_map(|text| cut(text, in_bar)));
    wrong
}

/// Whether it is the edge of a window of time, two of which may stand at one moment.
fn is_edge(name: &str) -> bool {
    name.contains("window opens") || name.contains("window closes")
}

fn controls(window: &Window) -> Vec<Control> {
    let mut names = HashMap::new();
    gather(window.harness.root().accesskit_node(), &mut names);
    window.harness.ctx.viewport(|viewport| {
        let layers = viewport.prev_pass.widgets.layers();
        let widgets = layers.flat_map(|(layer, widgets)| widgets.iter().map(|w| (*layer, w)));
        let shown = widgets.filter(|(layer, widget)| {
            widget.visible && widget.interact_rect.is_positive() && layer.order != Order::Tooltip
        });
        let control = |(layer, widget): (LayerId, &egui::WidgetRect)| {
            Some(Control {
                name: names.get(&widget.id.accesskit_id())?.clone(),
                layer,
                rect: widget.rect,
                seen: widget.interact_rect,
            })
        };
        shown.filter_map(control).collect()
    })
}

fn gather(node: AccessKitNode<'_>, names: &mut HashMap<NodeId, String>) {
    for child in node.children() {
        if CONTROLS.contains(&child.role()) {
            let name = format!("{:?} “{}”", child.role(), child.label().unwrap_or_default());
            names.insert(child.locate().0, name);
        }
        gather(child, names);
    }
}

/// Whether something is cut off at its left or right. What is above or below may be scrolled to.
fn lost(whole: Rect, seen: Rect) -> bool {
    seen.left() - whole.left() > TOLERATED || whole.right() - seen.right() > TOLERATED
}

/// The texts that are drawn, and what they are clipped by.
fn texts(window: &Window) -> Vec<(TextShape, Rect)> {
    let mut found = Vec::new();
    let shapes = &window.harness.output().shapes;
    for clipped in shapes {
        collect(&clipped.shape, clipped.clip_rect, &mut found);
    }
    found
}

fn collect(shape: &Shape, clip: Rect, found: &mut Vec<(TextShape, Rect)>) {
    match shape {
        Shape::Text(text) => found.push((text.clone(), clip)),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, found)),
        _ => {}
    }
}

/// What is wrong with a text. What a bar has no room for is told on hover.
fn cut((text, clip): &(TextShape, Rect), in_bar: impl Fn(Rect) -> bool) -> Option<String> {
    let whole = text.visual_bounding_rect();
    let said = text.galley.text();
    let seen = whole.intersect(*clip);
    if !seen.is_positive() || said.trim().is_empty() {
        return None;
    }
    let words = match (text.galley.elided, lost(whole, seen)) {
        (true, _) if in_bar(whole) => return None,
        (true, _) => "is shortened",
        (false, true) => "is cut off",
        (false, false) => return None,
    };
    Some(format!("the text “{said}” {words}, at {whole}"))
}
