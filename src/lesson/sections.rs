//! The parts of a lesson's text: its head between lines of `+++`, what stands before the first heading, and a
//! section for each heading of the second level.

use super::error::Fault;

/// A part of a text, and the line at which it begins, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub text: &'a str,
    pub line: usize,
}

/// The parts of one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section<'a> {
    /// What stands behind `##`.
    pub title: &'a str,
    /// The line of its heading.
    pub line: usize,
    /// What its block of TOML says.
    pub block: Option<Part<'a>>,
    /// What is read first.
    pub text: &'a str,
    /// What stands behind its line of dashes.
    pub explanation: &'a str,
}

/// The parts of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sections<'a> {
    pub head: Part<'a>,
    /// The first is what stands before the first heading.
    pub steps: Vec<Section<'a>>,
}

const HEAD: &str = "+++";
const HEADING: &str = "## ";
const FENCE: &str = "```";
const BLOCK: &str = "```toml";
const DASHES: &str = "---";

/// A line with its place.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    number: usize,
    start: usize,
    end: usize,
    text: &'a str,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let whole = text.split_inclusive('\n').enumerate();
    let lines = whole.map(|(index, line)| {
        let from = start;
        start += line.len();
        Line {
            number: index + 1,
            start: from,
            end: start,
            text: line.trim_end(),
        }
    });
    lines.collect()
}

/// Takes a text apart.
pub(super) fn sections(text: &str) -> Result<Sections<'_>, Fault> {
    let lines = lines(text);
    let begun = lines.iter().position(|line| !line.text.is_empty());
    let first = begun.filter(|at| lines[*at].text == HEAD).ok_or_else(|| {
        Fault::at(
            1,
            "a lesson begins with a line +++, its head, and another line +++",
        )
    })?;
    let fence = |line: &Line<'_>| line.text == HEAD;
    let last = lines[first + 1..].iter().position(fence);
    let last = last.map(|at| first + 1 + at).ok_or_else(|| {
        let why = "the head has no end; put a line +++ behind it";
        Fault::at(lines[first].number, why)
    })?;
    let head = Part {
        text: &text[lines[first].end..lines[last].start],
        line: lines[first].number + 1,
    };
    let body = &lines[last + 1..];
    let mut starts = vec![0];
    starts.extend(headings(body).filter(|at| *at > 0));
    let ends = starts[1..].iter().copied().chain([body.len()]);
    let each = starts.iter().zip(ends);
    let steps = each.map(|(from, to)| section(text, &body[*from..to]));
    let steps = steps.collect::<Result<_, _>>()?;
    Ok(Sections { head, steps })
}

/// Where headings of the second level stand, outside of blocks of code.
fn headings<'a>(body: &'a [Line<'_>]) -> impl Iterator<Item = usize> + 'a {
    let mut in_code = false;
    let is_heading = move |line: &Line<'_>| {
        in_code ^= line.text.starts_with(FENCE);
        !in_code && line.text.starts_with(HEADING)
    };
    let found = body.iter().map(is_heading).collect::<Vec<_>>();
    let found = found.into_iter().enumerate();
    found.filter_map(|(at, is)| is.then_some(at))
}

fn section<'a>(text: &'a str, lines: &[Line<'a>]) -> Result<Section<'a>, Fault> {
    let between = |from: usize, to: usize| match (lines.get(from), lines[..to].last()) {
        (Some(first), Some(last)) if from < to => text[first.start..last.end].trim(),
        _ => "",
    };
    let title = lines
        .first()
        .and_then(|line| line.text.strip_prefix(HEADING));
    let line = lines.first().map_or(1, |line| line.number);
    let mut at = usize::from(title.is_some());
    while lines.get(at).is_some_and(|line| line.text.is_empty()) {
        at += 1;
    }
    let mut block = None;
    if lines.get(at).is_some_and(|line| line.text == BLOCK) {
        let inside = &lines[at + 1..];
        let length = inside.iter().position(|line| line.text == FENCE);
        let length = length.ok_or_else(|| {
            Fault::at(
                lines[at].number,
                "the block has no end; put a line ``` behind it",
            )
        })?;
        block = Some(Part {
            text: &text[lines[at].end..lines[at + 1 + length].start],
            line: lines[at].number + 1,
        });
        at += length + 2;
    }
    let dashes = lines.iter().skip(at).position(|line| line.text == DASHES);
    let split = dashes.map_or(lines.len(), |dashes| at + dashes);
    Ok(Section {
        title: title.unwrap_or_default().trim(),
        line,
        block,
        text: between(at, split),
        explanation: between(split + 1, lines.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "+++\ntitle = \"T\"\n+++\nPlay.\n\n## One\n\n```toml\nwithin = 3\n```\nRead *this*.\n\n---\n\nBecause.\n## Two\nThe end.\n";

    #[test]
    fn a_text_falls_into_its_head_free_play_and_a_section_for_each_heading() {
        let found = sections(TEXT).expect("sections");
        assert_eq!(
            found.head,
            Part {
                text: "title = \"T\"\n",
                line: 2
            }
        );
        let [play, one, two] = found.steps.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!((play.title, play.text, play.block), ("", "Play.", None));
        assert_eq!((one.title, one.line), ("One", 6));
        assert_eq!(
            one.block,
            Some(Part {
                text: "within = 3\n",
                line: 9
            })
        );
        assert_eq!((one.text, one.explanation), ("Read *this*.", "Because."));
        assert_eq!(
            (two.title, two.text, two.explanation),
            ("Two", "The end.", "")
        );
    }

    #[test]
    fn lines_end_as_on_any_system_and_headings_in_code_are_none() {
        let windows = TEXT.replace('\n', "\r\n");
        let found = sections(&windows).expect("sections");
        assert_eq!(found.steps.len(), 3);
        assert_eq!(found.steps[1].explanation, "Because.");
        let code = "+++\n+++\nPlay.\n```\n## not one\n```\n";
        assert_eq!(sections(code).expect("sections").steps.len(), 1);
    }

    #[test]
    fn a_missing_fence_is_told_with_its_line() {
        for (text, line) in [
            ("Play.", 1),
            ("\n+++\ntitle = 1\n", 2),
            ("+++\n+++\n## One\n```toml\nwithin = 1\n", 4),
        ] {
            assert_eq!(sections(text).expect_err("a fault").line, line, "{text}");
        }
    }
}
