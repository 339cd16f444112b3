//! Weights from GraphML, and the keys that say how weights of a file are meant.

use std::fs;

use accordance::scenario::{
    Scenario, TableKind, WEIGHTS_SCALE, check_text, parse, read_weights, to_toml, with_overrides,
};

const THREE: &str = "format = 1\n[network]\nneurons = 3\n";

/// A graph of nodes a, b and c: an attribute `weight` of edges, then these elements.
fn graph(direction: &str, edges: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
         <key id=\"d0\" for=\"node\" attr.name=\"weight\"><default>9</default></key>\n\
         <key id=\"d1\" for=\"edge\" attr.name=\"Weight\" attr.type=\"double\"/>\n\
         <graph edgedefault=\"{direction}\">\n\
         <node id=\"a\"><data key=\"d0\">5</data></node><node id=\"b\"/>\n<node id=\"c &amp; d\"/>\n\
         {edges}\n</graph>\n</graphml>\n"
    )
}

fn edge(from: &str, to: &str, weight: &str) -> String {
    format!("<edge source=\"{from}\" target=\"{to}\"><data key=\"d1\">{weight}</data></edge>")
}

/// The weights with which a network of three begins.
fn given(keys: &str, text: &str) -> Result<Vec<f64>, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("w.graphml"), text).unwrap();
    let scenario = format!("{THREE}weights = \"w.graphml\"\n{keys}");
    let opened = check_text(&scenario, "low.toml", Some(folder.path()));
    Ok(opened.map_err(|e| e.to_string())?.given.weights.unwrap())
}

fn remarks(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.graphml");
    fs::write(&path, text).unwrap();
    let read = read_weights(&path).unwrap();
    assert_eq!((read.neurons, read.kind), (3, TableKind::GraphMl));
    read.remarks
}

#[test]
fn edges_run_from_the_sending_to_the_receiving_neuron_in_the_order_of_the_nodes() {
    let text = graph(
        "directed",
        &(edge("a", "b", " -0.5 ") + &edge("c &amp; d", "a", "2e1") + &edge("b", "b", "3")),
    );
    let rows = [0.0, 0.0, 20.0, -0.5, 3.0, 0.0, 0.0, 0.0, 0.0];
    assert_eq!(given("", &text).unwrap(), rows);
    assert!(remarks(&text).is_empty());
    let columns = [0.0, -0.5, 0.0, 0.0, 3.0, 0.0, 20.0, 0.0, 0.0];
    assert_eq!(given("weights_transposed = true", &text).unwrap(), columns);
    let halved = rows.map(|w| w * 0.5);
    assert_eq!(given("weights_scale = 0.5", &text).unwrap(), halved);
}

#[test]
fn undirected_parallel_and_unweighted_edges_are_counted_as_documented_and_told() {
    let text = graph(
        "undirected",
        "<edge source=\"a\" target=\"b\"/>\n\
         <edge source=\"b\" target=\"a\" directed=\"true\"><data key=\"d1\"><![CDATA[4]]></data></edge>\n\
         <edge source=\"b\" target=\"b\"/>",
    );
    let rows = [0.0, 5.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    assert_eq!(given("", &text).unwrap(), rows);
    assert_eq!(
        remarks(&text),
        [
            "2 edges were undirected and counted both ways",
            "2 edges were without a weight and counted as 1",
            "1 edge was added to another between the same neurons",
        ]
    );
    let with_default = text.replace(
        "attr.type=\"double\"/>",
        "attr.type=\"double\"><default>0.25</default></key>",
    );
    let rows = [0.0, 4.25, 0.0, 0.25, 0.25, 0.0, 0.0, 0.0, 0.0];
    assert_eq!(given("", &with_default).unwrap(), rows);
}

#[test]
fn edges_may_stand_before_their_nodes() {
    let late = edge("b", "a", "7");
    let text = graph("directed", "").replace("<node id=\"a\">", &(late + "<node id=\"a\">"));
    assert_eq!(given("", &text).unwrap()[1], 7.0);
}

#[test]
fn references_to_characters_are_part_of_a_weight() {
    for (written, weight) in [
        ("1&#46;5", 1.5),
        ("1&#x2E;5", 1.5),
        ("&#49;<![CDATA[2]]>3", 123.0),
    ] {
        let text = graph("directed", &edge("a", "b", written));
        assert_eq!(given("", &text).unwrap()[3], weight, "{written}");
    }
}

#[test]
fn weights_under_a_key_for_each_type_of_number_are_all_read() {
    // As networkx writes a graph some of whose weights are whole.
    let second = "<key id=\"d2\" for=\"edge\" attr.name=\"weight\" attr.type=\"long\"/>\n<graph ";
    let whole = edge("b", "a", "7").replace("d1", "d2");
    let text = graph("directed", &(edge("a", "b", "0.5") + &whole)).replace("<graph ", second);
    let weights = given("", &text).unwrap();
    assert_eq!((weights[3], weights[1]), (0.5, 7.0));
}

#[test]
fn a_graph_of_more_nodes_than_fit_is_refused_where_they_begin_to_be_too_many() {
    let nodes: String = (0..20_000)
        .map(|i| format!("<node id=\"n{i}\"/>\n"))
        .collect();
    let said = given("", &graph("directed", &nodes)).unwrap_err();
    assert!(
        said.ends_with("line 8: there are more than 3 nodes"),
        "{said}"
    );
}

#[test]
fn unusable_graphs_are_refused_in_one_sentence_with_their_line() {
    let whole = graph("directed", &edge("a", "b", "1"));
    let cases = [
        (
            graph("directed", &edge("a", "b", "much")),
            "line 8: the weight from \"a\" to \"b\" is \"much\"; expected a finite number",
        ),
        (
            graph("directed", &format!("\n{}", edge("a", "b", "NaN"))),
            "line 9: the weight from \"a\" to \"b\" is \"NaN\"; expected a finite number",
        ),
        (
            graph("directed", &edge("a", "x", "1")),
            "line 8: an <edge> names \"x\", but there is no such node",
        ),
        (
            graph(
                "directed",
                "<edge source=\"a\" target=\"b\"><data key=\"d1\">1</data><data key=\"d1\">2</data></edge>",
            ),
            "line 8: there is a second weight from \"a\" to \"b\"",
        ),
        (
            graph("directed", "<node id=\"x\" id=\"y\"/>"),
            "line 8: the attributes of \"node\" cannot be read, or one is given twice",
        ),
        (
            graph("directed", &edge("a", "b", "1&dot;5")),
            "line 8: \"&dot;\" is not known",
        ),
        (
            graph("directed", "<edge source=\"a\"/>"),
            "line 8: an <edge> has no target",
        ),
        (
            graph("directed", "<node id=\"a\"/>"),
            "line 8: there is a second node \"a\"",
        ),
        (
            graph("directed", "<hyperedge/>"),
            "line 8: a <hyperedge> joins more than two neurons",
        ),
        (
            whole.replace("</graph>\n</graphml>\n", ""),
            "line 9: it ends too early",
        ),
        (
            "<svg/>".to_owned(),
            "line 1: it begins with <svg>, not <graphml>",
        ),
        ("<graphml/>".to_owned(), "line 1: it has no <graph>"),
    ];
    for (text, why) in cases {
        let start = "low.toml, line 4: network.weights names \"w.graphml\", which";
        assert_eq!(
            given("", &text).unwrap_err(),
            format!("{start} is not a graph in GraphML: {why}")
        );
    }
    let message = given("", &whole.replace("</graph>", "</data>")).unwrap_err();
    assert!(message.contains("GraphML: line 9: "), "{message}");
    let two = whole.replace("<node id=\"c &amp; d\"/>", "");
    let message = given("", &two).unwrap_err();
    assert!(
        message.ends_with("which is 2 × 2; expected 3 × 3, as the network has 3 neurons"),
        "{message}"
    );
}

#[test]
fn only_weights_may_be_a_graph() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.graphml"), graph("directed", "")).unwrap();
    let text = format!("{THREE}firing = \"x.graphml\"\n");
    let error = check_text(&text, "low.toml", Some(folder.path())).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("which is neither a .npy nor a .csv file")
    );
}

#[test]
fn the_preview_refuses_what_is_not_square_or_not_finite_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let said = |text: &str| {
        let path = folder.path().join("w.csv");
        fs::write(&path, text).unwrap();
        read_weights(&path).map_err(|error| error.to_string())
    };
    let read = said("1,2\n0,-4\n").unwrap();
    assert_eq!(
        (read.neurons, &read.weights[..]),
        (2, &[1.0, 2.0, 0.0, -4.0][..])
    );
    let message = said("1,2\n3,4\n5,6\n").unwrap_err();
    let shape = "the file is 3 × 2; expected as many rows as columns, one of each for every neuron";
    assert!(message.contains(shape), "{message}");
    let message = said("1,2\n3,inf\n").unwrap_err();
    assert!(message.contains("has inf in row 2, column 2"), "{message}");
}

#[test]
fn direction_and_scale_need_weights_and_survive_saving() {
    let error = |text: &str| parse(text, "low.toml").unwrap_err().to_string();
    for key in ["weights_transposed = true", "weights_scale = 2.0"] {
        let (name, _) = key.split_once(' ').unwrap();
        assert_eq!(
            error(&format!("{THREE}{key}\n")),
            format!("low.toml, line 4: network.{name} needs network.weights beside it")
        );
    }
    assert!(
        error(&format!("{THREE}weights = \"w.npy\"\nweights_scale = -1\n"))
            .ends_with("network.weights_scale is -1; expected a number ≥ 0")
    );

    let plain = format!("{THREE}weights = \"w.npy\" # mine\n");
    let mut scenario = parse(&plain, "").unwrap();
    assert_eq!((WEIGHTS_SCALE.get)(&scenario), Some(1.0));
    (WEIGHTS_SCALE.set)(&mut scenario, 0.001);
    scenario.network.files.weights_transposed = true;
    let kept = to_toml(&scenario, Some(&plain));
    assert!(kept.contains("weights = \"w.npy\" # mine"), "{kept}");
    for text in [kept, to_toml(&scenario, None)] {
        assert_eq!(parse(&text, "").as_ref(), Ok(&scenario), "{text}");
    }

    let mut added = parse(THREE, "").unwrap();
    (WEIGHTS_SCALE.set)(&mut added, 7.0);
    assert_eq!(
        added,
        parse(THREE, "").unwrap(),
        "there is nothing to scale"
    );
    added.network.files.weights = Some("w.npy".to_owned());
    let text = to_toml(&added, Some(THREE));
    assert_eq!(text, format!("{THREE}weights = \"w.npy\"\n"));
    assert_eq!(to_toml(&parse(THREE, "").unwrap(), Some(&text)), THREE);
    assert!(!to_toml(&Scenario::default(), None).contains("weights_"));

    let settings = ["network.weights_scale=2", "network.weights=w.npy"].map(str::to_owned);
    let set = with_overrides(THREE, "low.toml", &settings).unwrap();
    assert_eq!((WEIGHTS_SCALE.get)(&parse(&set, "").unwrap()), Some(2.0));
}
