//! Points at parts of the window by their accessible names: what a lesson speaks of is framed.

use std::sync::Arc;

use egui::accesskit::{Node, NodeId, Role};
use egui::mutex::Mutex;
use egui::{
    Context, CornerRadius, FullOutput, LayerId, Order, Plugin, Rect, Stroke, StrokeKind, pos2,
};

use crate::app::theme::Palette;

/// From what is framed to its frame, in points.
const GAP: f32 = 3.0;
/// How often a second the frame breathes.
const BREATHS: f64 = 0.6;

/// Points at parts of a window. Copies point at the same.
#[derive(Clone, Default)]
pub struct Pointer(Arc<Mutex<Pointed>>);

#[derive(Default)]
struct Pointed {
    wanted: Vec<String>,
    found: Vec<Rect>,
}

impl Pointer {
    /// A pointer that looks at what a window tells screen readers.
    pub fn install(ctx: &Context) -> Self {
        let pointer = Self::default();
        ctx.add_plugin(pointer.clone());
        pointer
    }

    /// Points at what goes by these names from the next frame on.
    pub fn point(&self, ctx: &Context, names: &[String]) {
        let mut pointed = self.0.lock();
        if pointed.wanted != names {
            pointed.wanted = names.to_vec();
            pointed.found.clear();
            if !names.is_empty() {
                // The names are worked out only where somebody asks for them.
                ctx.enable_accesskit();
                ctx.request_repaint();
            }
        }
    }

    /// What is pointed at, as far as it is in sight.
    pub fn found(&self) -> Vec<Rect> {
        self.0.lock().found.clone()
    }

    /// Frames what is pointed at.
    pub fn paint(&self, ctx: &Context) {
        let found = self.found();
        if found.is_empty() {
            return;
        }
        let colours = Palette::of(&ctx.global_style().visuals);
        let time = ctx.input(|i| i.time);
        let breath = 0.5 + 0.5 * (time * BREATHS * std::f64::consts::TAU).sin() as f32;
        let colour = colours.highlight.gamma_multiply(0.55 + 0.45 * breath);
        let layer = LayerId::new(Order::Foreground, egui::Id::unique("lesson pointer"));
        let painter = ctx.layer_painter(layer);
        for rect in found {
            let stroke = Stroke::new(2.5, colour);
            let frame = rect.expand(GAP);
            painter.rect_stroke(frame, CornerRadius::same(5), stroke, StrokeKind::Outside);
        }
        ctx.request_repaint_after(std::time::Duration::from_millis(50));
    }
}

impl Plugin for Pointer {
    fn debug_name(&self) -> &'static str {
        "lesson pointer"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let mut pointed = self.0.lock();
        let Some(update) = output.platform_output.accesskit_update.as_ref() else {
            return;
        };
        let found = match pointed.wanted.is_empty() {
            true => Vec::new(),
            false => found(&update.nodes, &pointed.wanted),
        };
        if found != pointed.found {
            pointed.found = found;
            ctx.request_repaint();
        }
    }
}

/// Where the nodes are that go by these names. A label counts only where nothing else has its name.
fn found(nodes: &[(NodeId, Node)], wanted: &[String]) -> Vec<Rect> {
    let mut rects = Vec::new();
    for name in wanted {
        let named = nodes.iter().filter(|(_, node)| has_name(nodes, node, name));
        let (labels, others): (Vec<_>, Vec<_>) =
            named.partition(|(_, node)| node.role() == Role::Label);
        let meant = if others.is_empty() { labels } else { others };
        rects.extend(meant.into_iter().filter_map(|(_, node)| rect(node)));
    }
    rects
}

fn has_name(nodes: &[(NodeId, Node)], node: &Node, name: &str) -> bool {
    let own = match node.role() {
        Role::Label => node.value(),
        _ => node.label(),
    };
    let labels = |id: &NodeId| {
        let found = nodes.iter().find(|(other, _)| other == id);
        found.is_some_and(|(_, label)| label.value() == Some(name) || label.label() == Some(name))
    };
    own == Some(name) || (own.is_none() && node.labelled_by().iter().any(labels))
}

fn rect(node: &Node) -> Option<Rect> {
    let bounds = node.bounds()?;
    let [x0, y0, x1, y1] = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(|edge| edge as f32);
    let rect = Rect::from_min_max(pos2(x0, y0), pos2(x1, y1));
    (rect.width() > 0.0 && rect.height() > 0.0).then_some(rect)
}
