//! GraphML: a node per neuron, an edge from pre to post per synapse that is not zero.

use std::io::{self, Write};

use crate::export::network::file::NetworkFile;
use crate::export::network::sink::Sink;
use crate::export::network::xml::Xml;

/// Writes the network. The graph itself has attributes that say where it comes from.
pub(super) fn write(network: &NetworkFile, to: &mut Sink<'_>) -> io::Result<()> {
    let mut xml = Xml::begin(to)?;
    let schema = "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";
    xml.open(
        "graphml",
        &[
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", schema),
        ],
    )?;
    let about = network.about.entries();
    let columns = network.columns();
    for (name, value) in &about {
        key(&mut xml, "graph", name, value.type_name())?;
    }
    for column in &columns {
        key(&mut xml, "node", column.name, column.kind)?;
    }
    for name in ["weight", "strength"] {
        key(&mut xml, "edge", name, "double")?;
    }
    xml.open("graph", &[("edgedefault", "directed")])?;
    for (name, value) in &about {
        data(&mut xml, "graph", name, &value.text())?;
    }
    for neuron in 0..network.neurons() {
        xml.open("node", &[("id", &neuron.to_string())])?;
        for column in &columns {
            data(&mut xml, "node", column.name, &column.cells[neuron])?;
        }
        xml.close("node")?;
    }
    for synapse in network.synapses() {
        let ends = [("source", &*synapse.pre), ("target", &*synapse.post)];
        xml.open("edge", &ends)?;
        data(&mut xml, "edge", "weight", &synapse.weight)?;
        data(&mut xml, "edge", "strength", &synapse.strength)?;
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.end()
}

fn key<W: Write>(xml: &mut Xml<W>, owner: &str, name: &str, kind: &str) -> io::Result<()> {
    let attributes = [
        ("id", &*id(owner, name)),
        ("for", owner),
        ("attr.name", name),
        ("attr.type", kind),
    ];
    xml.empty("key", &attributes)
}

fn data<W: Write>(xml: &mut Xml<W>, owner: &str, name: &str, value: &str) -> io::Result<()> {
    xml.text("data", &[("key", &*id(owner, name))], value)
}

/// Keys need names of their own in the whole file.
fn id(owner: &str, name: &str) -> String {
    format!("{owner}_{name}")
}
