//! Everything that reads what others have written, each with inputs that it likes.

use std::fs;
use std::path::{Path, PathBuf};

use accordance::cli::Arguments;
use accordance::engine::check::stated;
use accordance::engine::condition::Condition;
use accordance::engine::sweep::{Axis, Controls};
use accordance::export::NoPainter;
use accordance::scenario::{
    check_text, choices, preview, quantities, read_weights, to_toml, with_overrides,
};
use clap::Parser as _;

/// A reader. It says in words what came of an input; the same words mean that nothing new has happened.
pub struct Reader {
    pub name: &'static str,
    /// Inputs that are read in a moment; of others fewer are tried.
    pub is_quick: bool,
    pub read: fn(&Path, &[u8]) -> String,
    pub likes: fn() -> Vec<Vec<u8>>,
    pub words: &'static [&'static str],
}

pub static READERS: &[Reader] = &[
    Reader {
        name: "scenario",
        is_quick: true,
        read: |_, input| match str::from_utf8(input) {
            Ok(text) => read_scenario(text),
            Err(_) => String::new(),
        },
        likes: || presets().into_iter().chain([CHANGING.into()]).collect(),
        words: &[
            "[compare]",
            "[[claim]]",
            "[[change]]",
            "[[compare.change]]",
            "from = 3",
            "at_ms = ",
            "tick = \"credit\"",
            "[task]",
            "[credit]",
            "feedback = \"random\"",
            "at = ",
            "when = \"rho >= 0.5 for 10 iterations\"",
            "with = { \"credit.feedback\" = \"none\" }",
            "layers = [2, 1]",
            "dataset = \"file\"",
            "''' '''",
            "1979-05-27",
            "{ from = 1, to = 2 }",
        ],
    },
    Reader {
        name: "override",
        is_quick: true,
        read: |_, input| {
            let text = String::from_utf8_lossy(input).into_owned();
            let base = "format = 1\n[network]\nneurons = 9\n[[change]]\nat = 1\nplasticity.pruning = 0.1\n[compare]\nplasticity.learning_rate = 1\n";
            outcome(
                with_overrides(base, "x", &[text]).and_then(|text| check_text(&text, "x", None)),
            )
        },
        likes: overrides,
        words: &[
            "=",
            ".",
            "compare.",
            "change.1.",
            "at",
            "{",
            "}",
            "\"",
            "[[1]]",
        ],
    },
    Reader {
        name: "condition",
        is_quick: true,
        read: |_, input| outcome(String::from_utf8_lossy(input).parse::<Condition>()),
        likes: || {
            let likes = [
                "dense_modules >= 3 and hub_overlap >= 0.6",
                "not (mean hub_overlap < 0.3 or communities = 2) for 100 iterations",
                "iteration > 10 and learning_rate <= 1e-3",
            ];
            likes.map(Vec::from).to_vec()
        },
        words: &[
            "and",
            "or",
            "not",
            "(",
            ")",
            ">=",
            "for 1 iterations",
            "mean ",
            "dense_modules",
        ],
    },
    Reader {
        name: "lesson",
        is_quick: true,
        read: |_, input| {
            let text = String::from_utf8_lossy(input);
            outcome(accordance::lesson::read(&text, "x", None))
        },
        likes: || {
            let lessons = accordance::lesson::lessons().iter();
            lessons.map(|lesson| Vec::from(lesson.text)).collect()
        },
        words: &[
            "+++",
            "## ",
            "```toml",
            "```",
            "---",
            "choices = [",
            "right = ",
            "until = \"",
            "within = 1",
            "draw = \"hub_overlap\"",
        ],
    },
    Reader {
        name: "vary",
        is_quick: true,
        read: |_, input| {
            let text = String::from_utf8_lossy(input);
            outcome(text.parse::<Axis>()) + &outcome(text.parse::<Controls>())
        },
        likes: || {
            let likes = [
                "plasticity.learning_rate=0.003:3:log:7",
                "credit.feedback=same,none,random",
                "network.neurons=10,20",
                "no-return,rewired",
            ];
            likes.map(Vec::from).to_vec()
        },
        words: &["lin", "log", ":", ",", "="],
    },
    Reader {
        name: "npy",
        is_quick: true,
        read: |folder, input| read_array(&folder.join("x.npy"), input),
        likes: arrays,
        words: &[
            "'descr'", "'<f8'", "'|u1'", "'>i2'", "(3, 3)", "True", "False", "[", "]", "(1,)",
        ],
    },
    Reader {
        name: "csv",
        is_quick: true,
        read: |folder, input| read_array(&folder.join("x.csv"), input),
        likes: || {
            let likes = [
                "1,2.5,-3e2\n4,5,6\n7,8,9\n",
                "# comment\nx;y\n1; 2.5\n-3;4\n",
                "\u{feff}1\t2\r\n3\t4\r\n",
                "  1   2.5 \n 3 4\n\n",
                "\"a\",\"b\"\n\"1\",2\n",
            ];
            likes.map(Vec::from).to_vec()
        },
        words: &[",", ";", "\t", "  ", "\r\n", "\"", "#"],
    },
    Reader {
        name: "graphml",
        is_quick: true,
        read: |folder, input| read_array(&folder.join("x.graphml"), input),
        likes: graphs,
        words: &[
            "<node id=\"n\"/>",
            "<edge source=\"a\" target=\"b\"/>",
            "<data key=\"d1\">1</data>",
            "<!--",
            "-->",
            "<![CDATA[1]]>",
            "&#46;",
            "&amp;",
            "<!DOCTYPE x [<!ENTITY a \"b\">]>",
            "&a;",
            "directed=\"false\"",
            "<default>2</default>",
            "xmlns:x=\"y\"",
        ],
    },
    Reader {
        name: "sweep",
        is_quick: false,
        read: read_sweep,
        likes: sweeps,
        words: &["null", "[]", "{}", "\"\"", "true", "-1", "1e999"],
    },
    #[cfg(feature = "gui")]
    Reader {
        name: "state",
        is_quick: true,
        read: read_state,
        likes: states,
        words: &[
            "null",
            "[]",
            "{}",
            "\"\"",
            "true",
            "1e999",
            "\"zoom\":",
            "\"layouts\":",
            "\"set_aside\":",
            "{\"text\":\"\",\"path\":null}",
            "\"Horizontal\"",
            "\"Tabs\"",
            "\"children\":[1]",
        ],
    },
    #[cfg(feature = "gui")]
    Reader {
        name: "layout",
        is_quick: false,
        read: read_layout,
        likes: layouts,
        words: &[
            "\"Auto\"",
            "{\"Columns\":9}",
            "null",
            "\"Tabs\"",
            "\"children\":[1]",
        ],
    },
];

/// A scenario that changes while it runs, with a side B that parts from it.
const CHANGING: &str = "format = 1\nnetwork.neurons = 9\n\n[[change]]\nat = 3\nplasticity.learning_rate = { from = 1.0, to = 0.1 }\n\
    \"network.balance\" = \"derivative\"\n\n[[change]]\nat_ms = 4.5\ntick = \"credit\"\n\n[[change]]\nat = 5\n\
    [change.drive]\nfiring_noise_sd = 0\n\n[compare]\nfrom = 4\nplasticity.pruning = 0.5\n\n\
    [[compare.change]]\nat = 6\ntick = \"firing\"\n";

/// The words of an outcome.
fn outcome<T, E: std::fmt::Display>(read: Result<T, E>) -> String {
    read.map_or_else(|error| error.to_string(), |_| "read".to_owned())
}

/// What is read as a scenario is written as one that is read as the same.
fn read_scenario(text: &str) -> String {
    let claims = outcome(stated(text, "x"));
    let opened = check_text(text, "x", None);
    if let Ok(opened) = &opened {
        let written = to_toml(&opened.scenario, Some(text));
        let again = check_text(&written, "y", None).map(|again| again.scenario);
        assert_eq!(again.as_ref(), Ok(&opened.scenario), "{written}");
    }
    outcome(opened) + &claims
}

fn read_array(path: &Path, input: &[u8]) -> String {
    fs::write(path, input).expect("written");
    let square = outcome(read_weights(path));
    match path.extension().is_some_and(|ending| ending == "graphml") {
        true => square,
        false => square + &outcome(preview(path, 5)),
    }
}

/// A folder of a sweep whose plan, or first run, is the input; a mark at its beginning says which.
fn read_sweep(folder: &Path, input: &[u8]) -> String {
    let kept = sweep_folder();
    let (out, joined) = (folder.join("sweep"), folder.join("joined"));
    let _ = fs::remove_dir_all(&joined);
    fs::create_dir_all(out.join("runs")).expect("made");
    for name in [
        "plan.json",
        "runs/00000.json",
        "runs/00000.npy",
        "runs/00001.json",
        "runs/00001.npy",
    ] {
        fs::copy(kept.join(name), out.join(name)).expect("copied");
    }
    let name = match input.first() {
        Some(b'[') => "runs/00000.json",
        Some(b'N') => "runs/00000.npy",
        _ => "plan.json",
    };
    fs::write(out.join(name), input.get(1..).unwrap_or_default()).expect("written");
    let line = ["accordance", "sweep", "--quiet", "--merge"].map(PathBuf::from);
    let line = line.into_iter().chain([out, "--out".into(), joined]);
    let arguments =
        Arguments::try_parse_from(line.map(PathBuf::into_os_string)).expect("arguments");
    let command = arguments.command.expect("a command");
    outcome(command.carry_out(&mut NoPainter))
}

/// A sweep of two runs, made once.
fn sweep_folder() -> &'static Path {
    static FOLDER: std::sync::OnceLock<(tempfile::TempDir, PathBuf)> = std::sync::OnceLock::new();
    let make = || {
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path().join("out");
        let line = "accordance sweep low-learning-rate --quiet --iterations 5 --set network.neurons=9 \
                    --no-controls --vary plasticity.learning_rate=0.1,1 --seeds 1 --out";
        let words = line
            .split_whitespace()
            .map(PathBuf::from)
            .chain([out.clone()]);
        let arguments = Arguments::try_parse_from(words.map(PathBuf::into_os_string));
        let command = arguments.expect("arguments").command.expect("a command");
        command.carry_out(&mut NoPainter).expect("a sweep");
        (place, out)
    };
    &FOLDER.get_or_init(make).1
}

fn sweeps() -> Vec<Vec<u8>> {
    let marked = [
        (b' ', "plan.json"),
        (b'[', "runs/00000.json"),
        (b'N', "runs/00000.npy"),
    ];
    let input = |(mark, name): (u8, &str)| {
        let mut input = vec![mark];
        input.extend(fs::read(sweep_folder().join(name)).expect("there"));
        input
    };
    marked.map(input).to_vec()
}

/// What the window remembers. What of it can be used is kept, and then all of it can be used.
#[cfg(feature = "gui")]
fn read_state(folder: &Path, input: &[u8]) -> String {
    fs::write(folder.join("window.json"), input).expect("written");
    let told = accordance::app::remember_again(folder).join("\n");
    let again = accordance::app::remember_again(folder);
    assert_eq!(again, [""; 0], "what was kept cannot be used");
    told.replace(&folder.display().to_string(), "")
}

/// The same, and a window that opens with it.
#[cfg(feature = "gui")]
fn read_layout(folder: &Path, input: &[u8]) -> String {
    use accordance::app::{AccordanceApp, Start};

    fs::write(folder.join("window.json"), input).expect("written");
    let start = Start {
        native_dialogs: false,
        playing: false,
        state_folder: Some(folder.to_owned()),
        ..Start::default()
    };
    let window = egui_kittest::Harness::builder().with_size([1200.0, 800.0]);
    let mut window =
        window.build_eframe(move |cc| AccordanceApp::new(cc, &start).expect("the engine starts"));
    window.step();
    let told = window.state().shell.notices.error().unwrap_or_default();
    told.replace(&folder.display().to_string(), "")
}

/// States with a layout of every kind, and with work of every kind.
#[cfg(feature = "gui")]
fn states() -> Vec<Vec<u8>> {
    let layouts = r#"{"layouts":{"Show":{"arranged":true,"layout":{"id":1,"root":1,"tiles":{"next_tile_id":9,"tiles":{
        "1":{"Container":{"Linear":{"children":[2,3],"dir":"Horizontal","shares":{"shares":{"2":0.25}}}}},
        "2":{"Container":{"Tabs":{"children":[4,5],"active":4}}},
        "3":{"Container":{"Grid":{"children":[6,7],"layout":{"Columns":2},"col_shares":[1,2],"row_shares":[1]}}},
        "4":{"Pane":"Weights"},"5":{"Pane":"Network"},"6":{"Pane":"Series"},"7":{"Pane":"Balance"}
        },"invisible":[]},"height":null,"width":null}}},"zoom":1.25}"#;
    let work = r#"{"chosen":"Laboratory","inspector_open":false,"full_speed":true,"dark":true,"zoom":0.6,
        "window":[800.0,600.5],"maximized":true,"recent":["a.toml"],"set_aside":[{"text":"x = 1","path":null}],
        "unsaved":{"text":"format = 1\n","path":"/b.toml"}}"#;
    [layouts, work, "{}"].map(Vec::from).to_vec()
}

/// States with a layout, among them one that is very deep.
#[cfg(feature = "gui")]
fn layouts() -> Vec<Vec<u8>> {
    let mut deep = String::from("\"998\":{\"Pane\":\"Balance\"},\"999\":{\"Pane\":\"Weights\"}");
    for level in 1..499 {
        let (next, kind) = (2 * level + 1, ["Horizontal", "Vertical"][level % 2]);
        deep += &format!(
            ",\"{}\":{{\"Container\":{{\"Linear\":{{\"children\":[{},{next}],\"dir\":\"{kind}\",\
             \"shares\":{{\"shares\":{{}}}}}}}}}},\"{}\":{{\"Pane\":\"Network\"}}",
            2 * level - 1,
            2 * level,
            2 * level
        );
    }
    let deep = format!(
        "{{\"layouts\":{{\"Show\":{{\"arranged\":true,\"layout\":{{\"id\":1,\"root\":1,\"tiles\":{{\"next_tile_id\":9999,\
         \"tiles\":{{{}}},\"invisible\":[]}},\"height\":null,\"width\":null}}}}}}}}",
        deep.replace("[996,997]", "[996,999]")
    );
    vec![states().swap_remove(0), deep.into_bytes()]
}

fn presets() -> Vec<Vec<u8>> {
    let all = accordance::scenario::presets().iter();
    all.map(|preset| {
        let opened = preset.open().expect("valid");
        opened.text.into_bytes()
    })
    .collect()
}

fn overrides() -> Vec<Vec<u8>> {
    let numbers = quantities().map(|quantity| format!("{}=1", quantity.key));
    let words = choices().map(|choice| format!("{}={}", choice.key, choice.options[0].word()));
    numbers.chain(words).map(String::into_bytes).collect()
}

fn arrays() -> Vec<Vec<u8>> {
    let file = |described: &str, shape: &str, content: &[u8]| {
        let header =
            format!("{{'descr': '{described}', 'fortran_order': False, 'shape': {shape}, }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(content);
        bytes
    };
    let mut second = file("<f8", "(3, 3)", &[0; 72]);
    second[6] = 2;
    second.splice(10..10, [0, 0]);
    vec![
        file("<f8", "(3, 3)", &[1; 72]),
        file(">f4", "(2, 2)", &[63; 16]),
        file("|u1", "(4, 4)", &[9; 16]),
        file("<i8", "(1, 2)", &[7; 16]),
        second,
    ]
}

fn graphs() -> Vec<Vec<u8>> {
    let graph = "<?xml version=\"1.0\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
        <key id=\"d0\" for=\"node\" attr.name=\"weight\"><default>9</default></key>\n\
        <key id=\"d1\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"><default>1</default></key>\n\
        <graph edgedefault=\"directed\">\n<node id=\"a\"/><node id=\"b\"/>\n<node id=\"c &amp; d\"/>\n\
        <edge source=\"a\" target=\"b\"><data key=\"d1\">1&#46;5</data></edge>\n\
        <edge source=\"b\" target=\"c &amp; d\" directed=\"false\"><data key=\"d1\"><![CDATA[-2]]></data></edge>\n\
        </graph>\n</graphml>\n";
    vec![graph.into(), graph.replace('\n', "").into_bytes()]
}
