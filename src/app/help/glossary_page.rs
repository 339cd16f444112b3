//! The page with the glossary, in which one can look for something.

use egui::{Align, Frame, Label, Margin, RichText, ScrollArea, Stroke, TextEdit, Ui};

use crate::app::glossary::{Term, find, terms};
use crate::app::theme::palette;

/// What is looked for, and the entry that is marked.
#[derive(Default)]
pub struct GlossaryPage {
    sought: String,
    marked: Option<&'static str>,
    /// Whether the marked entry is still to be brought in sight.
    goes_there: bool,
}

impl GlossaryPage {
    /// Marks the entry that explains something. Returns whether there is one.
    pub fn look_up(&mut self, topic: &'static str) -> bool {
        let found = find(topic).map(|term| term.title());
        if found.is_some() {
            (self.marked, self.goes_there) = (found, true);
            self.sought.clear();
        }
        found.is_some()
    }

    pub fn ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let label = ui.label("Look for");
            let field = TextEdit::singleline(&mut self.sought);
            let field = field
                .hint_text("a symbol or a word")
                .desired_width(f32::INFINITY);
            ui.add(field)
                .labelled_by(label.id)
                .on_hover_text("A symbol, a word, a part of an equation, or “eq. 4”.");
        });
        let found: Vec<Term> = terms().filter(|term| term.is_about(&self.sought)).collect();
        if found.is_empty() {
            ui.label("No entry says that.");
        }
        let scroll = ScrollArea::vertical().auto_shrink([false, false]);
        scroll.id_salt("glossary").show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            for term in found {
                self.term_ui(ui, &term);
            }
        });
    }

    fn term_ui(&mut self, ui: &mut Ui, term: &Term) {
        let is_marked = self.marked == Some(term.title());
        let stroke = match is_marked {
            true => Stroke::new(1.5, palette(ui).highlight),
            false => Stroke::NONE,
        };
        let frame = Frame::new().inner_margin(Margin::same(6)).stroke(stroke);
        let shown = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            let head = head_ui(ui, term);
            if is_marked {
                // A screen reader says the entry that was asked for.
                ui.ctx().accesskit_node_builder(head.id, |node| {
                    node.set_live(egui::accesskit::Live::Polite);
                });
            }
            ui.add(Label::new(term.says).wrap());
            if !term.equation.is_empty() {
                ui.add(Label::new(RichText::new(term.equation).monospace()).wrap());
            }
            let source = match term.is_of_the_paper() {
                true => format!("Fan & Mysore 2024, {}", term.paper),
                false => format!("Not in the paper: {}", term.paper),
            };
            ui.weak(RichText::new(source).small());
        });
        if is_marked && self.goes_there {
            // Until it is there: a panel that has just opened may not know its size yet.
            self.goes_there = !ui.clip_rect().contains(shown.response.rect.center());
            let at_once = egui::style::ScrollAnimation::none();
            ui.scroll_to_rect_animation(shown.response.rect, Some(Align::TOP), at_once);
        }
    }
}

fn head_ui(ui: &mut Ui, term: &Term) -> egui::Response {
    let text = match term.symbol {
        "" => term.name.to_owned(),
        symbol if symbol.eq_ignore_ascii_case(term.name) => term.name.to_owned(),
        symbol => format!("{symbol}   {}", term.name),
    };
    ui.add(Label::new(RichText::new(text).strong().size(15.0)).wrap())
}
