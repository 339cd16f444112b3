//! Networks as files, read back by readers that share nothing with the writers: an XML reader, an
//! unzipper and a reader of arrays.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use accordance::analysis::{Method, Partition};
use accordance::engine::Runner;
use accordance::export::{NetworkFile, NetworkFormat};
use accordance::model::GivenState;
use accordance::scenario::{Opened, check_text};
use npy::Npy;
use quick_xml::XmlVersion;
use quick_xml::events::Event;

#[path = "support/npy.rs"]
mod npy;

/// Every neuron in use, some isolated, and a title that XML and CSV must not trip over.
const SMALL: &str = "format = 1\nname = \"A <b> & \\\"c\\\"\\n\\u0007 ρ\"\n[network]\nneurons = 30\n\
    [plasticity]\npruning = 0.97\nlearning_rate = 0.05\n[run]\nseed = 7\niterations = 60\n";
const LAYERED: &str = "format = 1\n[network]\nlayers = [3, 4, 2]\nweight_gain = 1.0\n";

fn opened(text: &str) -> Opened {
    check_text(text, "test", None).expect("a scenario")
}

fn run(text: &str, iterations: u64) -> (Runner, NetworkFile) {
    let Opened { scenario, .. } = opened(text);
    let mut runner = Runner::new(&scenario, GivenState::default(), None);
    runner.run_to(iterations).expect("finite");
    let network = NetworkFile::of(&scenario.name, text, runner.copy_network());
    (runner, network)
}

fn written(network: &NetworkFile, format: NetworkFormat, folder: &Path) -> std::path::PathBuf {
    let path = folder.join(format.file_name());
    network.write(format, &path, &|| true).expect("written");
    path
}

/// An element of XML.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("UTF-8");
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut open = vec![Self::default()];
        loop {
            let event = reader.read_event().expect("well-formed");
            match event {
                Event::Start(ref tag) | Event::Empty(ref tag) => {
                    let attributes = tag.attributes().map(|a| {
                        let a = a.expect("well-formed");
                        let value = a.normalized_value(XmlVersion::Explicit1_0);
                        let name = a.key.as_ref().to_owned();
                        (name, value.expect("well-formed").into_owned())
                    });
                    open.push(Self {
                        name: tag.name().as_ref().to_owned(),
                        attributes: attributes.collect(),
                        ..Self::default()
                    });
                }
                Event::Text(ref text) => {
                    open.last_mut().expect("one").text += &text.xml10_content()
                }
                Event::GeneralRef(ref name) => {
                    let said = format!("&{};", name.xml10_content());
                    let text = quick_xml::escape::unescape(&said).expect("a known entity");
                    open.last_mut().expect("one").text += &text;
                }
                Event::Eof => break,
                _ => {}
            }
            if matches!(event, Event::End(_) | Event::Empty(_)) {
                let closed = open.pop().expect("balanced");
                open.last_mut().expect("balanced").children.push(closed);
            }
        }
        assert_eq!(open.len(), 1, "every element is closed");
        open.pop()
            .and_then(|mut root| root.children.pop())
            .expect("a root")
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn one<'a>(&'a self, name: &'a str) -> &'a Self {
        self.all(name).next().expect(name)
    }

    fn number(&self, attribute: &str) -> usize {
        self.attributes[attribute].parse().expect("a number")
    }

    /// The data of a GraphML element by the name of its key.
    fn data<'a>(&'a self, keys: &BTreeMap<&str, &'a str>) -> BTreeMap<&'a str, &'a str> {
        let entry = |data: &'a Self| (keys[&*data.attributes["key"]], &*data.text);
        self.all("data").map(entry).collect()
    }
}

#[test]
fn graphml_holds_every_neuron_and_synapse_with_all_numbers_and_where_it_comes_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let (runner, network) = run(SMALL, 60);
    let root = Element::read(&written(&network, NetworkFormat::GraphMl, folder.path()));
    let keys: BTreeMap<&str, &str> = root
        .all("key")
        .map(|k| (&*k.attributes["id"], &*k.attributes["attr.name"]))
        .collect();
    let graph = root.one("graph");
    assert_eq!(graph.attributes["edgedefault"], "directed");
    let about = graph.data(&keys);
    assert_eq!(about["scenario"], "A <b> & \"c\"\n\u{fffd} ρ");
    assert_eq!((about["seed"], about["iteration"]), ("7", "60"));
    assert_eq!(about["accordance_version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        about["communities_by"],
        "modularity, undirected, resolution 1"
    );
    assert_eq!(
        opened(about["scenario_toml"]).scenario,
        opened(SMALL).scenario
    );

    let connectome = runner.copy_weights().connectome;
    let partition = Partition::detect(&connectome, &Method::default()).expect("finite");
    assert!(partition.isolated() > 0 && partition.communities() > 1);
    let (state, strengths) = (runner.state(), connectome.strengths());
    for (neuron, node) in graph.all("node").enumerate() {
        assert_eq!(node.number("id"), neuron);
        let data = node.data(&keys);
        let community = partition.identities()[neuron].map_or(-1, |c| c as i64 + 1);
        assert_eq!(data["community"], community.to_string());
        let number = |name: &str| data[name].parse::<f64>().expect("a number");
        assert_eq!(number("in_strength"), strengths.received[neuron]);
        assert_eq!(number("out_strength"), strengths.sent[neuron]);
        assert_eq!(number("credit") as f32, state.credit[neuron] as f32);
        assert_eq!(number("firing") as f32, state.firing[neuron] as f32);
        assert_eq!(number("net_input") as f32, state.net_input[neuron] as f32);
        assert!((0.0..=1.0).contains(&number("balance")));
    }
    assert_eq!(graph.all("node").count(), 30);
    let mut found = vec![0.0_f32; 900];
    for edge in graph.all("edge") {
        let data = edge.data(&keys);
        let weight: f32 = data["weight"].parse().expect("a number");
        assert_eq!(data["strength"].parse(), Ok(weight.abs()));
        found[edge.number("target") * 30 + edge.number("source")] = weight;
    }
    assert_eq!(found, connectome.weights());
    let synapses = connectome.weights().iter().filter(|w| **w != 0.0).count();
    assert_eq!(graph.all("edge").count(), synapses);
}

#[test]
fn gexf_has_positive_weights_for_viewers_signed_ones_beside_them_and_a_colour_per_community() {
    let folder = tempfile::tempdir().expect("a folder");
    let (runner, network) = run(SMALL, 60);
    let root = Element::read(&written(&network, NetworkFormat::Gexf, folder.path()));
    let told = &root.one("meta").one("description").text;
    assert!(
        told.starts_with("scenario: A <b> & \"c\"   ρ\nseed: 7\n"),
        "{told}"
    );
    let graph = root.one("graph");
    let connectome = runner.copy_weights().connectome;
    let partition = Partition::detect(&connectome, &Method::default()).expect("finite");
    let mut colours: BTreeMap<String, String> = BTreeMap::new();
    for (neuron, node) in graph.one("nodes").all("node").enumerate() {
        let mut values = node.one("attvalues").all("attvalue");
        let community = values.find(|v| v.attributes["for"] == "community");
        let community = community.expect("a community").attributes["value"].clone();
        let expected = partition.identities()[neuron].map_or(-1, |c| c as i64 + 1);
        assert_eq!(community, expected.to_string());
        let colour = format!("{:?}", node.one("viz:color").attributes);
        let same = colours.entry(community).or_insert_with(|| colour.clone());
        assert_eq!(*same, colour);
    }
    assert_eq!(
        colours.len(),
        partition.communities() + 1,
        "isolated neurons are grey"
    );
    for edge in graph.one("edges").all("edge") {
        let weight = connectome.weight(edge.number("target"), edge.number("source"));
        assert_eq!(edge.attributes["weight"].parse(), Ok(weight.abs()));
        let signed = edge.one("attvalues").one("attvalue");
        assert_eq!(signed.attributes["for"], "signed_weight");
        assert_eq!(signed.attributes["value"].parse(), Ok(weight));
    }
}

#[test]
fn an_npz_holds_the_arrays_as_simulated_and_the_same_network_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    for (text, descr, n) in [(SMALL, "<f4", 30), (LAYERED, "<f8", 9)] {
        let (runner, network) = run(text, 20);
        let path = written(&network, NetworkFormat::Npz, folder.path());
        let bytes = fs::read(&path).expect("there");
        written(&run(text, 20).1, NetworkFormat::Npz, folder.path());
        assert_eq!(fs::read(&path).expect("there"), bytes);

        let mut zip = zip::ZipArchive::new(File::open(&path).expect("there")).expect("a zip");
        for index in 0..zip.len() {
            let entry = zip.by_index(index).expect("an entry");
            assert_eq!(entry.last_modified().map(|time| time.year()), Some(1980));
        }
        let read = |zip: &mut zip::ZipArchive<File>, name: &str| {
            let mut entry = zip.by_name(&format!("{name}.npy")).expect(name);
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect(name);
            let Npy {
                kind,
                shape,
                values,
            } = npy::npy(&bytes);
            (kind, shape, values)
        };
        let state = runner.state();
        let square = vec![n, n];
        assert_eq!(
            read(&mut zip, "weights"),
            (descr.to_owned(), square, runner.weights())
        );
        for (name, values) in [
            ("firing", state.firing),
            ("credit", state.credit),
            ("net_input", state.net_input),
        ] {
            assert_eq!(read(&mut zip, name), (descr.to_owned(), vec![n], values));
        }
        let strengths = runner.copy_weights().connectome.strengths();
        assert_eq!(read(&mut zip, "in_strength").2, strengths.received);
        assert_eq!(read(&mut zip, "out_strength").2, strengths.sent);
        let (kind, _, mut order) = read(&mut zip, "order");
        assert_eq!(kind, "<i8");
        order.sort_by(f64::total_cmp);
        assert_eq!(order, (0..n).map(|i| i as f64).collect::<Vec<_>>());
        assert!(
            read(&mut zip, "community")
                .2
                .iter()
                .all(|c| *c == -1.0 || *c >= 1.0)
        );
        let toml = std::io::read_to_string(zip.by_name("scenario.toml").expect("there"));
        assert_eq!(toml.expect("UTF-8"), text);
    }
}

#[test]
fn a_network_taken_out_and_in_again_begins_with_the_same_weights_to_the_bit() {
    let folder = tempfile::tempdir().expect("a folder");
    let layered = LAYERED.to_owned();
    let plain = "format = 1\n[network]\nneurons = 30\n".to_owned();
    for (text, next) in [(SMALL, plain), (LAYERED, layered)] {
        let (runner, network) = run(text, 20);
        for format in [
            NetworkFormat::GraphMl,
            NetworkFormat::Npy,
            NetworkFormat::Csv,
        ] {
            written(&network, format, folder.path());
            let again = format!("{next}weights = \"{}\"\n", format.file_name());
            let opened = check_text(&again, "again", Some(folder.path())).expect("it opens");
            let begun = Runner::new(&opened.scenario, opened.given, None);
            let bits = |w: Vec<f64>| w.into_iter().map(f64::to_bits).collect::<Vec<_>>();
            assert_eq!(bits(begun.weights()), bits(runner.weights()), "{format:?}");
        }
    }
}

/// The program, run in a folder with `small.toml`.
fn program(folder: &Path, line: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accordance"));
    let output = command
        .current_dir(folder)
        .args(line.split_whitespace())
        .output();
    let output = output.expect("the program starts");
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && complaint.is_empty(),
        "{line}: {complaint}"
    );
}

#[test]
fn a_headless_run_writes_networks_when_asked_and_leaves_the_other_files_as_they_were() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("small.toml"), SMALL).expect("written");
    program(folder.path(), "run small.toml --out plain");
    let also = "--also graphml,gexf,npz,csv,dynamic-gexf --frames 4";
    program(folder.path(), &format!("run small.toml --out one {also}"));
    program(folder.path(), &format!("run small.toml --out two {also}"));
    let names = |of: &str| {
        let entries = fs::read_dir(folder.path().join(of)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|e| {
                e.expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    let read = |of: &str, name: &str| fs::read(folder.path().join(of).join(name)).expect("there");
    let plain = names("plain");
    let added: Vec<String> = names("one")
        .into_iter()
        .filter(|n| !plain.contains(n))
        .collect();
    assert_eq!(
        added,
        [
            "network-dynamic.gexf",
            "network.gexf",
            "network.graphml",
            "network.npz",
            "weights.csv"
        ]
    );
    for name in plain.iter().filter(|name| *name != "summary.json") {
        assert_eq!(read("plain", name), read("one", name), "{name}");
    }
    for name in &added {
        assert_eq!(
            read("one", name),
            read("two", name),
            "{name} is reproducible"
        );
    }
}

#[test]
fn a_network_over_time_has_edges_that_live_and_values_that_change_at_the_moments_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("small.toml"), SMALL).expect("written");
    program(
        folder.path(),
        "run small.toml --out out --also dynamic-gexf --frames 4",
    );
    let root = Element::read(&folder.path().join("out/network-dynamic.gexf"));
    let told = &root.one("meta").one("description").text;
    assert!(
        told.starts_with("over time: 4 moments, the 2000 strongest"),
        "{told}"
    );
    let graph = root.one("graph");
    assert_eq!(graph.attributes["mode"], "dynamic");
    assert_eq!((graph.number("start"), graph.number("end")), (0, 60));

    let moments = [0, 20, 40, 60];
    let scenario = opened(SMALL).scenario;
    let mut runner = Runner::new(&scenario, GivenState::default(), None);
    let mut connectomes = Vec::new();
    let mut credits = Vec::new();
    for moment in moments {
        runner.run_to(moment).expect("finite");
        connectomes.push(runner.copy_weights().connectome);
        credits.push(runner.state().credit);
    }
    let holds = |element: &Element, moment: u64| {
        (element.number("start") as u64..=element.number("end") as u64).contains(&moment)
    };
    let at = |element: &Element, name: &str, moment: u64| {
        let values = element.one("attvalues").children.iter();
        let mut values = values.filter(|v| v.attributes["for"] == name && holds(v, moment));
        let value = values
            .next()
            .map(|v| v.attributes["value"].parse::<f32>().expect("a number"));
        assert!(values.next().is_none(), "one value at a time");
        value
    };
    for (neuron, node) in graph.one("nodes").all("node").enumerate() {
        for (moment, credit) in moments.into_iter().zip(&credits) {
            assert_eq!(at(node, "credit", moment), Some(credit[neuron] as f32));
        }
    }
    let mut seen = 0;
    for edge in graph.one("edges").all("edge") {
        let (post, pre) = (edge.number("target"), edge.number("source"));
        for (moment, connectome) in moments.into_iter().zip(&connectomes) {
            let weight = connectome.weight(post, pre);
            let lives = edge.one("spells").all("spell").any(|s| holds(s, moment));
            assert_eq!(lives, weight != 0.0);
            assert_eq!(at(edge, "signed_weight", moment), lives.then_some(weight));
            assert_eq!(at(edge, "weight", moment), lives.then_some(weight.abs()));
            seen += usize::from(lives);
        }
    }
    let nonzero =
        |c: &accordance::analysis::Connectome| c.weights().iter().filter(|w| **w != 0.0).count();
    assert_eq!(seen, connectomes.iter().map(|c| nonzero(c)).sum::<usize>());
}
