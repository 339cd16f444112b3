//! GEXF: the graph for viewers, coloured by community. Version 1.2, which more programs read than 1.3.

use std::io::{self, Write};

use crate::export::colour_map::{Rgb, sign_rgb};
use crate::export::community_rgb;
use crate::export::network::file::NetworkFile;
use crate::export::network::sink::Sink;
use crate::export::network::xml::Xml;

/// Writes the network. The weight that viewers draw, and that layouts take as attraction, is |w|; the
/// attribute `signed_weight` has the sign.
pub(super) fn write(network: &NetworkFile, to: &mut Sink<'_>) -> io::Result<()> {
    let columns = network.columns();
    let nodes: Vec<_> = columns.iter().map(|c| (c.name, c.kind)).collect();
    let mut xml = begin(to, &network.about.lines(), &[("mode", "static")])?;
    attributes(&mut xml, "node", "static", &nodes)?;
    attributes(&mut xml, "edge", "static", &[("signed_weight", "double")])?;
    xml.open("nodes", &[])?;
    for neuron in 0..network.neurons() {
        let name = neuron.to_string();
        xml.open("node", &[("id", &name), ("label", &name)])?;
        xml.open("attvalues", &[])?;
        for column in &columns {
            let value = &*column.cells[neuron];
            xml.empty("attvalue", &[("for", column.name), ("value", value)])?;
        }
        xml.close("attvalues")?;
        colour(&mut xml, community_rgb(network.identities[neuron]))?;
        xml.close("node")?;
    }
    xml.close("nodes")?;
    xml.open("edges", &[])?;
    for (number, synapse) in network.synapses().enumerate() {
        let edge = [
            ("id", &*number.to_string()),
            ("source", &*synapse.pre),
            ("target", &*synapse.post),
            ("weight", &*synapse.strength),
        ];
        xml.open("edge", &edge)?;
        xml.open("attvalues", &[])?;
        let weight = &*synapse.weight;
        xml.empty("attvalue", &[("for", "signed_weight"), ("value", weight)])?;
        xml.close("attvalues")?;
        colour(&mut xml, sign_rgb(!weight.starts_with('-')))?;
        xml.close("edge")?;
    }
    xml.close("edges")?;
    end(xml)
}

/// Begins a document that says these lines about itself, with a graph of these attributes.
pub(super) fn begin<W: Write>(
    to: W,
    about: &[String],
    graph: &[(&str, &str)],
) -> io::Result<Xml<W>> {
    let mut xml = Xml::begin(to)?;
    let names = [
        ("xmlns", "http://www.gexf.net/1.2draft"),
        ("xmlns:viz", "http://www.gexf.net/1.2draft/viz"),
        ("version", "1.2"),
    ];
    xml.open("gexf", &names)?;
    xml.open("meta", &[])?;
    let creator = format!("Accordance {}", env!("CARGO_PKG_VERSION"));
    xml.text("creator", &[], &creator)?;
    xml.text("description", &[], &about.join("\n"))?;
    xml.close("meta")?;
    let mut attributes = vec![("defaultedgetype", "directed")];
    attributes.extend(graph);
    xml.open("graph", &attributes)?;
    Ok(xml)
}

pub(super) fn end<W: Write>(mut xml: Xml<W>) -> io::Result<()> {
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.end()
}

/// Declares attributes of nodes or edges by name and type.
pub(super) fn attributes<W: Write>(
    xml: &mut Xml<W>,
    class: &str,
    mode: &str,
    names: &[(&str, &str)],
) -> io::Result<()> {
    xml.open("attributes", &[("class", class), ("mode", mode)])?;
    for (name, kind) in names {
        // GEXF has a name of its own for whole numbers.
        let kind = if *kind == "int" { "integer" } else { kind };
        xml.empty(
            "attribute",
            &[("id", name), ("title", name), ("type", kind)],
        )?;
    }
    xml.close("attributes")
}

fn colour<W: Write>(xml: &mut Xml<W>, rgb: Rgb) -> io::Result<()> {
    let [r, g, b] = rgb.map(|part| part.to_string());
    xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)])
}
