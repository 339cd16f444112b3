//! First steps: what the README says to try first, in the program itself.

use std::sync::LazyLock;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Label, TextStyle, Ui};

const README: &str = include_str!("../../../README.md");
const TITLE: &str = "\n## What to try first\n";

/// A paragraph: a step of the list, with its number, or what stands below it.
#[derive(Debug, PartialEq)]
struct Paragraph {
    number: Option<usize>,
    text: String,
}

/// Draws the steps.
pub fn first_steps_ui(ui: &mut Ui) {
    static STEPS: LazyLock<Vec<Paragraph>> = LazyLock::new(|| paragraphs(README));
    for step in STEPS.iter() {
        ui.horizontal_top(|ui| {
            if let Some(number) = step.number {
                let width = 20.0;
                ui.allocate_ui(egui::vec2(width, 0.0), |ui| {
                    ui.set_min_width(width);
                    ui.strong(format!("{number}."));
                });
            }
            ui.add(Label::new(laid_out(ui, &step.text)).wrap());
        });
        ui.add_space(4.0);
    }
}

/// The paragraphs of the section, up to the next title.
fn paragraphs(readme: &str) -> Vec<Paragraph> {
    let section = readme.split_once(TITLE).map_or("", |(_, rest)| rest);
    let lines = section.lines().take_while(|line| !line.starts_with('#'));
    let mut found: Vec<Paragraph> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        let step = line.split_once(". ");
        let step = step.and_then(|(number, text)| Some((number.parse().ok()?, text)));
        match (step, found.last_mut()) {
            _ if line.trim().is_empty() => goes_on = false,
            (Some((number, text)), _) => {
                let (number, text) = (Some(number), text.to_owned());
                found.push(Paragraph { number, text });
                goes_on = true;
            }
            (None, Some(last)) if goes_on => {
                last.text += " ";
                last.text += line.trim();
            }
            _ => {
                let (number, text) = (None, line.trim().to_owned());
                found.push(Paragraph { number, text });
                goes_on = true;
            }
        }
    }
    found
}

/// How a piece of text is marked in Markdown.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Style {
    Plain,
    Bold,
    Italic,
    Code,
}

/// The pieces of a text between its marks.
fn pieces(text: &str) -> Vec<(Style, &str)> {
    const MARKS: [(&str, Style); 3] = [
        ("**", Style::Bold),
        ("*", Style::Italic),
        ("`", Style::Code),
    ];
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['*', '`']) {
        let mark = MARKS.iter().find(|(mark, _)| rest[at..].starts_with(mark));
        let marked = mark.and_then(|(mark, style)| {
            let inside = &rest[at + mark.len()..];
            let end = inside.find(mark)?;
            Some((*style, &inside[..end], &inside[end + mark.len()..]))
        });
        let Some((style, inside, after)) = marked else {
            break;
        };
        pieces.extend([(Style::Plain, &rest[..at]), (style, inside)]);
        rest = after;
    }
    pieces.push((Style::Plain, rest));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

fn laid_out(ui: &Ui, text: &str) -> LayoutJob {
    let font = |style: TextStyle| style.resolve(ui.style());
    let (body, code) = (font(TextStyle::Body), font(TextStyle::Monospace));
    let (plain, strong) = (ui.visuals().text_color(), ui.visuals().strong_text_color());
    let format = |font: &FontId, colour: Color32| TextFormat::simple(font.clone(), colour);
    let mut job = LayoutJob::default();
    for (style, piece) in pieces(text) {
        let format = match style {
            Style::Plain => format(&body, plain),
            Style::Bold => TextFormat {
                // The fonts have no bold.
                background: ui.visuals().widgets.inactive.weak_bg_fill,
                ..format(&body, strong)
            },
            Style::Italic => TextFormat {
                italics: true,
                ..format(&body, strong)
            },
            Style::Code => format(&code, strong),
        };
        job.append(piece, 0.0, format);
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::commands::{COMMANDS, MENUS};
    use crate::scenario::presets;

    #[test]
    fn steps_are_numbered_without_a_gap_and_end_where_the_next_title_begins() {
        let found = paragraphs(README);
        let numbers: Vec<usize> = found.iter().filter_map(|step| step.number).collect();
        assert!(numbers.len() >= 10);
        assert!(numbers.iter().copied().eq(1..=numbers.len()));
        assert!(found.iter().all(|step| !step.text.contains('#')));
        assert_eq!(found.iter().filter(|step| step.number.is_none()).count(), 1);
    }

    #[test]
    fn what_the_steps_tell_to_open_is_there() {
        let steps = paragraphs(README);
        let ways = steps.iter().flat_map(|step| pieces(&step.text));
        let ways = ways.filter(|(style, piece)| *style == Style::Italic && piece.contains('▸'));
        let mut told = 0;
        for (_, way) in ways {
            let parts: Vec<&str> = way.split(" ▸ ").collect();
            assert!(MENUS.contains(&parts[0]), "{way}");
            let named = |name: &str| {
                let scenarios = presets().iter().filter_map(|preset| preset.scenario().ok());
                COMMANDS.iter().any(|row| row.label == name)
                    || scenarios.map(|scenario| scenario.name).any(|n| n == name)
            };
            assert!(parts.last().is_some_and(|last| named(last)), "{way}");
            told += 1;
        }
        assert!(told >= 5);
    }

    #[test]
    fn marks_of_markdown_become_bold_italic_and_code_and_lone_ones_stay() {
        use Style::{Bold, Code, Italic, Plain};
        let found = pieces("Drag **r** up, *File ▸ New*, press `.` or 2 * 3");
        let expected = [
            (Plain, "Drag "),
            (Bold, "r"),
            (Plain, " up, "),
            (Italic, "File ▸ New"),
            (Plain, ", press "),
            (Code, "."),
            (Plain, " or 2 * 3"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_of_a_step_are_one_paragraph_and_an_empty_line_ends_it() {
        let text =
            format!("# A\n{TITLE}\n1. One\n   goes on.\n2. Two.\n\nBelow\nit.\n\n### Next\n3. No");
        let step = |number, text: &str| Paragraph {
            number,
            text: text.to_owned(),
        };
        let expected = [
            step(Some(1), "One goes on."),
            step(Some(2), "Two."),
            step(None, "Below it."),
        ];
        assert_eq!(paragraphs(&text), expected);
    }
}
