//! Pieces of SVG: numbers, escaped text and attributes.

use std::fmt::Write as _;

use super::ink::{Anchor, Ink, Label, Paint, Stroke};

/// The fonts of proportional text, by preference; the first is the one that widths are made for.
const PROPORTIONAL: &str = "Ubuntu, 'Ubuntu Light', 'Helvetica Neue', Arial, sans-serif";
/// The fonts of text whose letters are equally wide.
const MONOSPACE: &str = "Hack, 'DejaVu Sans Mono', Menlo, Consolas, monospace";

/// A number with at most three decimals. What is not finite has no place in a drawing; it becomes 0.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.3}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_owned(),
        trimmed => trimmed.to_owned(),
    }
}

/// Attributes that are numbers.
pub(super) fn numbers<const N: usize>(attributes: [(&str, f64); N]) -> String {
    let written = attributes.map(|(name, value)| format!(" {name}=\"{}\"", number(value)));
    written.concat()
}

/// The attributes of a rectangle, by its corner and its size.
pub(super) fn area([x, y]: [f64; 2], size: [f64; 2]) -> String {
    let [width, height] = size.map(|side| side.max(0.0));
    numbers([("x", x), ("y", y), ("width", width), ("height", height)])
}

/// A text as it may stand in an element or a quoted attribute. Characters that XML does not have,
/// such as most control characters, are left out.
pub(in crate::export) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\n' | '\t' => safe.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => safe.push(c),
        }
    }
    safe
}

/// Points as `x,y x,y`.
pub(super) fn points(points: &[[f64; 2]]) -> String {
    let mut text = String::with_capacity(points.len() * 14);
    for (index, [x, y]) in points.iter().enumerate() {
        let gap = if index > 0 { " " } else { "" };
        // Writing to a string does not fail.
        let _ = write!(text, "{gap}{},{}", number(*x), number(*y));
    }
    text
}

/// Whether the proportional font lacks a sign, which is then borrowed from the other one. Readers that
/// look for a font by themselves take one for the whole text, and its width with it.
pub fn is_borrowed(sign: char) -> bool {
    const KEPT: &str = "ℓ№™Ω℮∂∆∏∑−∕∙√∞∫≈≠≤≥◊⁰⁴⁵⁶⁷⁸⁹€₮₴₹";
    let known = matches!(sign, '\0'..='\u{1FFF}' | '–'..='⁄' | '₀'..='₉' | '⅓'..='⅞');
    !known && !KEPT.contains(sign)
}

/// A text with signs that its font lacks marked as of another.
pub(super) fn runs(text: &str, label: &Label) -> String {
    if label.monospace || label.width.is_some() || !text.chars().any(is_borrowed) {
        return escaped(text);
    }
    let mut marked = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let borrowed = is_borrowed(first);
        let end = rest.find(|c| is_borrowed(c) != borrowed);
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        let run = escaped(run);
        marked += &match borrowed {
            true => format!("<tspan font-family=\"{MONOSPACE}\">{run}</tspan>"),
            false => run,
        };
        rest = after;
    }
    marked
}

fn inked(kind: &str, ink: Ink) -> String {
    let [red, green, blue] = ink.rgb;
    let mut text = format!(" {kind}=\"#{red:02x}{green:02x}{blue:02x}\"");
    if ink.opacity < 1.0 {
        let _ = write!(text, " {kind}-opacity=\"{}\"", number(ink.opacity.max(0.0)));
    }
    text
}

/// The attributes of a line alone.
pub(super) fn stroke(stroke: &Stroke) -> String {
    let mut text = inked("stroke", stroke.ink);
    let _ = write!(text, " stroke-width=\"{}\"", number(stroke.width));
    if !stroke.dashes.is_empty() {
        let dashes: Vec<String> = stroke.dashes.iter().map(|d| number(*d)).collect();
        let _ = write!(text, " stroke-dasharray=\"{}\"", dashes.join(" "));
    }
    text
}

/// The attributes of inside and outline.
pub(super) fn paint(paint: &Paint) -> String {
    let fill = paint.fill.map(|ink| inked("fill", ink));
    let outline = paint.stroke.as_ref().map(stroke).unwrap_or_default();
    fill.unwrap_or_else(|| " fill=\"none\"".to_owned()) + &outline
}

/// The attributes of a text at a place.
pub(super) fn label([x, y]: [f64; 2], label: &Label) -> String {
    let (family, weight) = match label.monospace {
        true => (MONOSPACE, ""),
        false => (PROPORTIONAL, " font-weight=\"300\""),
    };
    let anchor = match label.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let (place, size) = (numbers([("x", x), ("y", y)]), number(label.size));
    let mut text = format!("{place} font-family=\"{family}\" font-size=\"{size}\"{weight}{anchor}");
    text += &inked("fill", label.ink);
    if label.bold {
        text += &stroke(&Stroke::new(label.ink, 0.04 * label.size));
        text += " stroke-linejoin=\"round\"";
    }
    if let Some(width) = label.width.filter(|w| *w > 0.0) {
        text += &numbers([("textLength", width)]);
        text += " lengthAdjust=\"spacingAndGlyphs\"";
    }
    let mut turns = Vec::new();
    if label.rotation != 0.0 {
        let angle = number(label.rotation);
        turns.push(format!("rotate({angle} {} {})", number(x), number(y)));
    }
    if label.italic {
        // Slanted about its baseline.
        let back = number(y * SLANT.to_radians().tan());
        turns.push(format!("translate({back} 0) skewX(-{})", number(SLANT)));
    }
    if !turns.is_empty() {
        let _ = write!(text, " transform=\"{}\"", turns.join(" "));
    }
    text
}

/// The slant of italics in degrees.
const SLANT: f64 = 12.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_always_finite() {
        let written = [1.0, -0.0001, 0.25, 100.0, f64::NAN, f64::INFINITY].map(number);
        assert_eq!(written, ["1", "0", "0.25", "100", "0", "0"]);
    }

    #[test]
    fn only_signs_that_a_font_lacks_are_taken_from_another() {
        let label = Label::new(10.0, Ink::BLACK);
        assert_eq!(runs("ΔW ≤ −3", &label), "ΔW ≤ −3");
        let arrow = runs("1 → 2", &label);
        assert!(arrow.starts_with("1 <tspan font-family=\"Hack"), "{arrow}");
        assert!(arrow.ends_with("\">→</tspan> 2"), "{arrow}");
    }

    #[test]
    fn what_xml_reserves_is_escaped_and_what_it_lacks_left_out() {
        let reserved = "a < b & \"c\"\u{0}\u{1b}";
        assert_eq!(escaped(reserved), "a &lt; b &amp; &quot;c&quot;");
        assert_eq!(escaped("σ ρ → ∂L/∂W"), "σ ρ → ∂L/∂W");
    }
}
