//! What is there to act on: the accessibility tree of the window.

use std::collections::HashMap;

use egui::Rect;
use egui::accesskit::{NodeId, TreeId};
use egui_kittest::kittest::{AccessKitNode, NodeT as _};

use crate::action::Target;
use crate::life::Window;

/// Something on screen.
#[derive(Debug, Clone)]
pub struct Thing {
    pub target: Target,
    /// In points; nothing where it has no place.
    pub rect: Option<Rect>,
    pub disabled: bool,
    pub value: Option<String>,
    /// By what accessibility actions find it.
    pub place: (NodeId, TreeId),
}

/// Roles of what can be acted on, which must have a name.
pub const INTERACTIVE: [&str; 9] = [
    "button",
    "checkbox",
    "radiobutton",
    "combobox",
    "slider",
    "spinbutton",
    "textinput",
    "link",
    "image",
];

/// All that is there, in the order of the tree.
pub fn things(window: &Window) -> Vec<Thing> {
    let root = window.root();
    let scale = f64::from(window.ctx.pixels_per_point());
    let mut counts = HashMap::new();
    let mut found = Vec::new();
    gather(root.accesskit_node(), scale, &mut counts, &mut found);
    found
}

fn gather(
    node: AccessKitNode<'_>,
    scale: f64,
    counts: &mut HashMap<(String, String), usize>,
    found: &mut Vec<Thing>,
) {
    for child in node.children() {
        if !child.is_hidden() {
            let thing = thing(&child, scale, counts);
            found.extend(thing);
            gather(child, scale, counts, found);
        }
    }
}

fn thing(
    node: &AccessKitNode<'_>,
    scale: f64,
    counts: &mut HashMap<(String, String), usize>,
) -> Option<Thing> {
    let role = format!("{:?}", node.role()).to_lowercase();
    if matches!(role.as_str(), "genericcontainer" | "textrun" | "window") {
        return None;
    }
    let name = match role.as_str() {
        "label" => node.value().or_else(|| node.label()),
        _ => node.label(),
    };
    let name = name.unwrap_or_default();
    let count = counts.entry((role.clone(), name.clone())).or_default();
    *count += 1;
    let number = *count;
    let rect = node.bounding_box().map(|bounds| {
        let [x0, y0, x1, y1] = [bounds.x0, bounds.y0, bounds.x1, bounds.y1];
        let at = |x: f64, y: f64| egui::pos2((x / scale) as f32, (y / scale) as f32);
        Rect::from_min_max(at(x0, y0), at(x1, y1))
    });
    Some(Thing {
        target: Target { role, name, number },
        rect,
        disabled: node.is_disabled(),
        value: node.value(),
        place: node.locate(),
    })
}

/// The thing that a target names, if it is there.
pub fn find(window: &Window, target: &Target) -> Option<Thing> {
    let mut all = things(window).into_iter();
    all.find(|thing| thing.target == *target)
}

/// Where menus, lists and questions stand, above all else.
pub fn raised(window: &Window) -> Vec<Rect> {
    window.ctx.memory(|memory| {
        let layers = memory.areas().visible_layer_ids();
        let above = layers
            .into_iter()
            .filter(|layer| layer.order == egui::Order::Foreground);
        above
            .filter_map(|layer| memory.area_rect(layer.id))
            .collect()
    })
}
