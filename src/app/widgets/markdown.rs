//! Markdown as text: paragraphs, lists, headings, and in them emphasis and code.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Label, Ui};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Room between paragraphs, in points.
const GAP: f32 = 6.0;

/// How the text stands that comes next.
#[derive(Default, Clone, Copy)]
struct Style {
    strong: bool,
    leaning: bool,
    heading: bool,
}

/// Draws Markdown, as wide as there is room, in text of this size.
pub fn markdown_ui(ui: &mut Ui, text: &str, size: f32) {
    let mut page = Page {
        job: LayoutJob::default(),
        style: Style::default(),
        size,
        lists: Vec::new(),
    };
    for event in Parser::new(text) {
        page.take(ui, event);
    }
    page.flush(ui);
}

struct Page {
    job: LayoutJob,
    style: Style,
    size: f32,
    /// The numbers of the lists that are open; `None`: without numbers.
    lists: Vec<Option<u64>>,
}

impl Page {
    fn take(&mut self, ui: &mut Ui, event: Event<'_>) {
        match event {
            Event::Start(Tag::Strong) => self.style.strong = true,
            Event::End(TagEnd::Strong) => self.style.strong = false,
            Event::Start(Tag::Emphasis) => self.style.leaning = true,
            Event::End(TagEnd::Emphasis) => self.style.leaning = false,
            Event::Start(Tag::Heading { .. }) => {
                self.flush(ui);
                self.style.heading = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.flush(ui);
                self.style.heading = false;
            }
            Event::Start(Tag::List(first)) => {
                self.flush(ui);
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.flush(ui);
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                self.flush(ui);
                self.item(ui);
            }
            Event::End(TagEnd::Item | TagEnd::Paragraph | TagEnd::CodeBlock) => self.flush(ui),
            Event::Text(text) => self.write(ui, &text, false),
            Event::Code(text) => self.write(ui, &text, true),
            Event::SoftBreak => self.write(ui, " ", false),
            Event::HardBreak => self.write(ui, "\n", false),
            _ => {}
        }
    }

    /// The sign before an item of a list.
    fn item(&mut self, ui: &Ui) {
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.  ", *number - 1)
            }
            _ => "•  ".to_owned(),
        };
        self.write(ui, &sign, false);
    }

    fn write(&mut self, ui: &Ui, text: &str, code: bool) {
        let visuals = ui.visuals();
        let size = if self.style.heading {
            self.size * 1.25
        } else {
            self.size
        };
        let stands_out = self.style.strong || self.style.heading || code;
        let format = TextFormat {
            font_id: match code {
                true => FontId::monospace(size * 0.95),
                false => FontId::proportional(size),
            },
            color: match stands_out {
                true => visuals.strong_text_color(),
                false => visuals.text_color(),
            },
            italics: self.style.leaning,
            background: match code {
                true => visuals.code_bg_color,
                false => Color32::TRANSPARENT,
            },
            line_height: Some(size * 1.4),
            ..TextFormat::default()
        };
        self.job.append(text, 0.0, format);
    }

    /// Draws the paragraph so far.
    fn flush(&mut self, ui: &mut Ui) {
        let job = std::mem::take(&mut self.job);
        if job.text.trim().is_empty() {
            return;
        }
        let indent = 14.0 * self.lists.len() as f32;
        ui.horizontal_top(|ui| {
            ui.add_space(indent);
            ui.add(Label::new(job).wrap());
        });
        ui.add_space(GAP);
    }
}
