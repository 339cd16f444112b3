//! GEXF over time, for viewers with a timeline. Time is counted in iterations.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::gexf::{attributes, begin, end};
use crate::export::network::file;
use crate::export::network::sink::Sink;
use crate::export::network::xml::Xml;

/// What is kept of one moment.
pub(in crate::export::network) struct Frame {
    pub iteration: u64,
    /// For each neuron the identity of its community.
    pub community: Vec<Option<usize>>,
    /// In-strength, out-strength, firing, credit and balance of each neuron.
    pub values: [Vec<f32>; 5],
    /// The strongest synapses by (post, pre), with their weights.
    pub synapses: Vec<([usize; 2], f32)>,
}

/// The quantities of [`Frame::values`].
const VALUES: [&str; 5] = ["in_strength", "out_strength", "firing", "credit", "balance"];

/// Writes the recording: attributes that hold from one moment to the next, and edges that exist while
/// they are among the strongest. As in the GEXF of one moment, `weight` is |w|. Communities keep
/// their numbers over time.
pub(in crate::export::network) fn write(
    frames: &[Frame],
    about: &[String],
    to: &mut Sink<'_>,
) -> io::Result<()> {
    let times = times(frames);
    let (first, last) = (times.first(), times.last());
    let graph = [
        ("mode", "dynamic"),
        ("timeformat", "double"),
        ("start", first.map_or("", |[start, _]| start)),
        ("end", last.map_or("", |[_, end]| end)),
    ];
    let mut xml = begin(to, about, &graph)?;
    let mut names = vec![("community", "int")];
    names.extend(VALUES.map(|name| (name, "double")));
    attributes(&mut xml, "node", "dynamic", &names)?;
    let names = [("weight", "double"), ("signed_weight", "double")];
    attributes(&mut xml, "edge", "dynamic", &names)?;
    nodes(&mut xml, frames, &times)?;
    edges(&mut xml, frames, &times)?;
    end(xml)
}

/// When each moment begins, and the last iteration before the next one, so that no two moments hold at
/// the same iteration. The last one is a point in time.
type Times = [[String; 2]];

fn times(frames: &[Frame]) -> Vec<[String; 2]> {
    let ends = frames.iter().skip(1).map(|next| next.iteration - 1);
    let last = frames.last().map(|last| last.iteration);
    let times = frames.iter().zip(ends.chain(last));
    let written = |(frame, end): (&Frame, u64)| [frame.iteration, end].map(|t| t.to_string());
    times.map(written).collect()
}

fn nodes<W: Write>(xml: &mut Xml<W>, frames: &[Frame], times: &Times) -> io::Result<()> {
    xml.open("nodes", &[])?;
    let neurons = frames.first().map_or(0, |frame| frame.community.len());
    for neuron in 0..neurons {
        let name = neuron.to_string();
        xml.open("node", &[("id", &name), ("label", &name)])?;
        xml.open("attvalues", &[])?;
        let community = |frame: &Frame| file::number(frame.community[neuron]).to_string();
        let all = frames.iter().map(community).enumerate();
        values(xml, "community", all, times)?;
        for (index, name) in VALUES.into_iter().enumerate() {
            let value = |frame: &Frame| file::single(frame.values[index][neuron]);
            values(xml, name, frames.iter().map(value).enumerate(), times)?;
        }
        xml.close("attvalues")?;
        xml.close("node")?;
    }
    xml.close("nodes")
}

fn edges<W: Write>(xml: &mut Xml<W>, frames: &[Frame], times: &Times) -> io::Result<()> {
    let mut courses: BTreeMap<[usize; 2], Vec<(usize, f32)>> = BTreeMap::new();
    for (index, frame) in frames.iter().enumerate() {
        for (ends, weight) in &frame.synapses {
            courses.entry(*ends).or_default().push((index, *weight));
        }
    }
    xml.open("edges", &[])?;
    for (number, ([post, pre], course)) in courses.iter().enumerate() {
        let edge = [
            ("id", &*number.to_string()),
            ("source", &*pre.to_string()),
            ("target", &*post.to_string()),
        ];
        xml.open("edge", &edge)?;
        xml.open("attvalues", &[])?;
        let strengths = course.iter().map(|(at, w)| (*at, file::single(w.abs())));
        values(xml, "weight", strengths, times)?;
        let weights = course.iter().map(|(at, w)| (*at, file::single(*w)));
        values(xml, "signed_weight", weights, times)?;
        xml.close("attvalues")?;
        xml.open("spells", &[])?;
        for (start, end) in spans(course.iter().map(|(frame, _)| (*frame, ()))) {
            let spell = [("start", &*times[start][0]), ("end", &*times[end][1])];
            xml.empty("spell", &spell)?;
        }
        xml.close("spells")?;
        xml.close("edge")?;
    }
    xml.close("edges")
}

/// The course of one attribute; moments in a row with the same value are written as one.
fn values<W: Write>(
    xml: &mut Xml<W>,
    name: &str,
    course: impl Iterator<Item = (usize, String)>,
    times: &Times,
) -> io::Result<()> {
    let course: Vec<(usize, String)> = course.collect();
    let value = |frame: usize| {
        let found = course.binary_search_by_key(&frame, |(at, _)| *at);
        found.map_or("", |at| &*course[at].1)
    };
    for (start, end) in spans(course.iter().map(|(at, text)| (*at, text))) {
        let attributes = [
            ("for", name),
            ("value", value(start)),
            ("start", &times[start][0]),
            ("end", &times[end][1]),
        ];
        xml.empty("attvalue", &attributes)?;
    }
    Ok(())
}

/// The first and last moment of each run of moments that follow each other with the same value.
fn spans<T: PartialEq>(course: impl Iterator<Item = (usize, T)>) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<T> = None;
    for (frame, value) in course {
        match spans.last_mut() {
            Some((_, end)) if *end + 1 == frame && before.as_ref() == Some(&value) => *end = frame,
            _ => spans.push((frame, frame)),
        }
        before = Some(value);
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_moments_in_a_row_are_one_span_and_gaps_divide() {
        let course = [(0, 'a'), (1, 'a'), (2, 'b'), (4, 'b'), (5, 'b')];
        assert_eq!(spans(course.into_iter()), [(0, 1), (2, 2), (4, 5)]);
        assert!(spans(std::iter::empty::<(usize, char)>()).is_empty());
    }
}
