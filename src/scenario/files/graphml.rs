//! Weights in GraphML: a graph whose edges run from the sending to the receiving neuron.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::array::{Fit, Table, TableKind, text};
use crate::scenario::error::ArrayFault;
use crate::storage::quoted;

/// Larger files are not read.
const LARGEST: u64 = 1 << 30;

/// Reads a graph as a matrix with a row per receiving and a column per sending node, in the order in
/// which the file lists the nodes. The weight of an edge is its attribute `weight`, or else 1.
/// Undirected edges count both ways, and parallel edges add up.
pub(super) fn read(file: File, fit: Fit) -> Result<Table, ArrayFault> {
    let text = text(file, LARGEST, "it is larger than 1 GiB")?.map_err(ArrayFault::NoGraph)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut graph = Graph {
        most_nodes: fit.columns(),
        ..Graph::default()
    };
    loop {
        let begun = reader.buffer_position();
        let event = reader.read_event();
        let at_end = matches!(event, Ok(Event::Eof));
        let taken = event.map_err(|error| error.to_string());
        let taken = taken.and_then(|event| graph.take(&event, begun));
        taken.map_err(|why| on_line(&text, begun, &why))?;
        if at_end {
            break;
        }
    }
    // Edges that came before their nodes.
    for edge in std::mem::take(&mut graph.late) {
        let numbered = graph.numbered(&edge);
        let numbered = numbered.map_err(|why| on_line(&text, edge.place, &why))?;
        graph.edges.push(numbered);
    }
    graph.table(fit)
}

/// The fault with the line on which the element at `place` begins.
fn on_line(text: &str, place: u64, why: &str) -> ArrayFault {
    let rest = text.as_bytes().get(place as usize..).unwrap_or_default();
    let spaces = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let before = text.as_bytes().iter().take(place as usize + spaces);
    let line = 1 + before.filter(|byte| **byte == b'\n').count();
    ArrayFault::NoGraph(format!("line {line}: {why}"))
}

/// The elements that mean something here.
#[derive(Clone, Copy)]
enum Element {
    Root,
    Key,
    Default,
    Graph,
    Node,
    Edge,
    Data,
    Other,
}

/// An edge whose nodes are known by their numbers.
struct Edge {
    pre: usize,
    post: usize,
    weight: f64,
    directed: bool,
}

/// An edge that is being read, or that came before its nodes.
#[derive(Default)]
struct NamedEdge {
    source: String,
    target: String,
    weight: Option<f64>,
    directed: bool,
    place: u64,
}

#[derive(Default)]
struct Graph {
    /// The elements around the present place.
    open: Vec<Element>,
    /// More nodes than this do not fit.
    most_nodes: usize,
    /// The name of the graph's nodes, and their numbers.
    nodes: HashMap<String, usize>,
    edges: Vec<Edge>,
    late: Vec<NamedEdge>,
    /// The keys of the attribute `weight` (there may be one for each type of number), and the weight of
    /// edges that do not say theirs.
    weight_keys: Vec<String>,
    default_weight: Option<f64>,
    directed: bool,
    has_graph: bool,
    /// The edge being read.
    edge: NamedEdge,
    /// Whether the text being read is a weight, and what it says so far.
    reads_weight: bool,
    said: String,
    without_weight: usize,
}

type Taken = Result<(), String>;

impl Graph {
    fn take(&mut self, event: &Event<'_>, place: u64) -> Taken {
        match event {
            Event::Start(tag) => self.begin(tag, place)?,
            Event::Empty(tag) => {
                self.begin(tag, place)?;
                self.end()?;
            }
            Event::End(_) => self.end()?,
            Event::Text(text) if self.reads_weight => self.said.push_str(&text.xml10_content()),
            Event::CData(text) if self.reads_weight => self.said.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.reads_weight => {
                self.said.push_str(&meant_by(reference)?);
            }
            Event::Eof if !self.open.is_empty() => return Err("it ends too early".to_owned()),
            Event::Eof if !self.has_graph => return Err("it has no <graph>".to_owned()),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: &BytesStart<'_>, place: u64) -> Taken {
        // One given twice is an error here.
        for attribute in tag.attributes() {
            let unusable = |_| {
                let name = quoted(tag.local_name().as_ref());
                format!("the attributes of {name} cannot be read, or one is given twice")
            };
            attribute.map_err(unusable)?;
        }
        let parent = self.open.last().copied();
        let name = tag.local_name();
        let element = match (parent, name.as_ref()) {
            (None, "graphml") => Element::Root,
            (None, other) => return Err(format!("it begins with <{other}>, not <graphml>")),
            (Some(Element::Root), "key") => Element::Key,
            (Some(Element::Key), "default") => Element::Default,
            (Some(Element::Root), "graph") => Element::Graph,
            (Some(Element::Graph), "node") => Element::Node,
            (Some(Element::Graph), "edge") => Element::Edge,
            (Some(Element::Edge), "data") => Element::Data,
            (Some(Element::Graph), "hyperedge") => {
                return Err("a <hyperedge> joins more than two neurons".to_owned());
            }
            (Some(Element::Node | Element::Edge), "graph") => {
                return Err("there is a <graph> within a graph".to_owned());
            }
            _ => Element::Other,
        };
        self.open.push(element);
        self.reads_weight = false;
        self.said.clear();
        match element {
            Element::Key => self.begin_key(tag)?,
            Element::Default => self.reads_weight = true,
            Element::Graph => self.begin_graph(tag)?,
            Element::Node => self.add_node(tag)?,
            Element::Edge => self.begin_edge(tag, place)?,
            Element::Data => {
                let key = attribute(tag, "key")?;
                self.reads_weight = key.is_some_and(|key| self.weight_keys.contains(&key));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self) -> Taken {
        let ended = self.open.pop();
        let weight = std::mem::take(&mut self.reads_weight).then(|| std::mem::take(&mut self.said));
        match (ended, weight) {
            (Some(Element::Default), Some(said)) => {
                let weight = number(&said, || "the default weight".to_owned())?;
                if self.default_weight.replace(weight).is_some() {
                    return Err("there is a second default weight".to_owned());
                }
            }
            (Some(Element::Data), Some(said)) => {
                let NamedEdge { source, target, .. } = &self.edge;
                let what = || format!("weight from {} to {}", quoted(source), quoted(target));
                let weight = number(&said, || format!("the {}", what()))?;
                if self.edge.weight.is_some() {
                    return Err(format!("there is a second {}", what()));
                }
                self.edge.weight = Some(weight);
            }
            (Some(Element::Edge), _) => self.end_edge(),
            _ => {}
        }
        Ok(())
    }

    fn begin_key(&mut self, tag: &BytesStart<'_>) -> Taken {
        let owner = attribute(tag, "for")?.unwrap_or_else(|| "all".to_owned());
        let name = attribute(tag, "attr.name")?.unwrap_or_default();
        let is_weight = name.eq_ignore_ascii_case("weight") && ["edge", "all"].contains(&&*owner);
        if is_weight {
            self.weight_keys.extend(attribute(tag, "id")?);
        } else if let Some(key) = self.open.last_mut() {
            // A default within belongs to another attribute.
            *key = Element::Other;
        }
        Ok(())
    }

    fn begin_graph(&mut self, tag: &BytesStart<'_>) -> Taken {
        if std::mem::replace(&mut self.has_graph, true) {
            return Err("there is a second <graph>".to_owned());
        }
        self.directed = attribute(tag, "edgedefault")?.as_deref() != Some("undirected");
        Ok(())
    }

    fn add_node(&mut self, tag: &BytesStart<'_>) -> Taken {
        let Some(id) = attribute(tag, "id")? else {
            return Err("a <node> has no id".to_owned());
        };
        let number = self.nodes.len();
        match self.nodes.insert(id.clone(), number) {
            None if number == self.most_nodes => Err(format!("there are more than {number} nodes")),
            None => Ok(()),
            Some(_) => Err(format!("there is a second node {}", quoted(&id))),
        }
    }

    fn begin_edge(&mut self, tag: &BytesStart<'_>, place: u64) -> Taken {
        let end =
            |name: &str| attribute(tag, name)?.ok_or_else(|| format!("an <edge> has no {name}"));
        let directed = match attribute(tag, "directed")?.as_deref() {
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            _ => self.directed,
        };
        self.edge = NamedEdge {
            source: end("source")?,
            target: end("target")?,
            weight: None,
            directed,
            place,
        };
        Ok(())
    }

    fn end_edge(&mut self) {
        let edge = std::mem::take(&mut self.edge);
        if edge.weight.is_none() && self.default_weight.is_none() {
            self.without_weight += 1;
        }
        match self.numbered(&edge) {
            Ok(numbered) => self.edges.push(numbered),
            // Its nodes may still come.
            Err(_) => self.late.push(edge),
        }
    }

    fn numbered(&self, edge: &NamedEdge) -> Result<Edge, String> {
        let number = |name: &String| {
            let found = self.nodes.get(name).copied();
            let named = || {
                format!(
                    "an <edge> names {}, but there is no such node",
                    quoted(name)
                )
            };
            found.ok_or_else(named)
        };
        Ok(Edge {
            pre: number(&edge.source)?,
            post: number(&edge.target)?,
            weight: edge.weight.or(self.default_weight).unwrap_or(1.0),
            directed: edge.directed,
        })
    }

    fn table(self, fit: Fit) -> Result<Table, ArrayFault> {
        let n = self.nodes.len();
        let shape = vec![n, n];
        // Before n² numbers are made.
        fit.check(&shape)?;
        let mut values = vec![0.0; n * n];
        let mut seen = vec![false; n * n];
        let (mut undirected, mut parallel) = (0, 0);
        for edge in &self.edges {
            let forth = (edge.post, edge.pre);
            let back = (!edge.directed && edge.pre != edge.post).then_some((edge.pre, edge.post));
            undirected += usize::from(!edge.directed);
            let mut meets = false;
            for (post, pre) in std::iter::once(forth).chain(back) {
                values[post * n + pre] += edge.weight;
                meets |= std::mem::replace(&mut seen[post * n + pre], true);
            }
            parallel += usize::from(meets);
        }
        let remarks = [
            (undirected, "undirected and counted both ways"),
            (self.without_weight, "without a weight and counted as 1"),
            (parallel, "added to another between the same neurons"),
        ];
        Ok(Table {
            shape,
            values,
            kind: TableKind::GraphMl,
            header: None,
            classes: None,
            remarks: remarks
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| match count {
                    1 => format!("1 edge was {what}"),
                    _ => format!("{count} edges were {what}"),
                })
                .collect(),
        })
    }
}

/// The text that a reference such as `&#46;` or `&amp;` stands for.
fn meant_by(reference: &BytesRef<'_>) -> Result<String, String> {
    let character = reference
        .resolve_char_ref()
        .map_err(|error| error.to_string())?;
    if let Some(character) = character {
        return Ok(character.into());
    }
    let name: &str = reference;
    let known = resolve_xml_entity(name).map(str::to_owned);
    known.ok_or_else(|| format!("{} is not known", quoted(&format!("&{name};"))))
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let found = tag
        .try_get_attribute(name)
        .map_err(|error| error.to_string())?;
    let value = found
        .map(|found| found.normalized_value(XmlVersion::Explicit1_0))
        .transpose();
    let value = value.map_err(|error| error.to_string())?;
    Ok(value.map(Cow::into_owned))
}

/// A finite number, told as `what` where it is none.
fn number(said: &str, what: impl Fn() -> String) -> Result<f64, String> {
    let said = said.trim();
    let value = said.parse::<f64>().ok().filter(|v| v.is_finite());
    value.ok_or_else(|| {
        let found = if said.is_empty() {
            "empty".to_owned()
        } else {
            quoted(said)
        };
        format!("{} is {found}; expected a finite number", what())
    })
}
