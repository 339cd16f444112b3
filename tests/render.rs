//! `accordance render`, driven from outside: pictures, tables and animations of views, without a display.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]
#![cfg(feature = "gui")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const SMALL: &str = "format = 1\nname = \"Small\"\n[network]\nneurons = 24\n[plasticity]\nlearning_rate = 0.05\n[run]\nseed = 7\niterations = 40\n";

fn workplace() -> TempDir {
    let place = tempfile::tempdir().expect("a folder");
    fs::write(place.path().join("small.toml"), SMALL).expect("written");
    place
}

fn accordance(place: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_accordance"))
        .current_dir(place)
        .args(line.split_whitespace())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the program starts")
}

fn renders(place: &Path, line: &str, file: &str) -> Vec<u8> {
    let output = accordance(place, &format!("render small.toml {line} --out {file}"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}: {complaint}");
    assert_eq!(complaint, "", "{line}");
    fs::read(place.join(file)).expect("the file")
}

fn refuses(place: &Path, line: &str) -> String {
    let output = accordance(place, &format!("render {line}"));
    let complaint = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert_eq!(complaint.lines().count(), 1, "one sentence: {complaint}");
    complaint
}

#[test]
fn one_view_becomes_a_picture_a_drawing_a_table_and_an_animation() {
    let place = workplace();
    let size = "--view weights --size 320x240 --every 10";
    let png = renders(place.path(), size, "a.png");
    let decoded = image::load_from_memory(&png).expect("a PNG file");
    assert_eq!((decoded.width(), decoded.height()), (640, 480));
    assert!(png.windows(6).any(|w| w == b"Seed\x007"));

    let svg = renders(place.path(), size, "a.svg");
    let svg = String::from_utf8(svg).expect("text");
    assert!(svg.contains("<desc>Small · seed 7 · iteration 40"));

    let csv = renders(place.path(), size, "a.csv");
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(csv.as_slice());
    assert_eq!(reader.headers().expect("names").len(), 2 + 24);
    assert_eq!(reader.records().count(), 24);

    let gif = renders(place.path(), size, "a.gif");
    let decoder = image::codecs::gif::GifDecoder::new(std::io::Cursor::new(gif));
    let frames = image::AnimationDecoder::into_frames(decoder.expect("a GIF file"));
    let frames = frames.collect_frames().expect("frames");
    assert_eq!(frames.len(), 5);
    assert_eq!(frames[0].buffer().dimensions(), (320, 240));
    assert!(frames.windows(2).all(|w| w[0].buffer() != w[1].buffer()));
}

#[test]
fn seed_iterations_and_settings_of_the_command_line_are_in_the_file() {
    let place = workplace();
    let line = "--view balance --iterations 5 --seed 9 --set plasticity.pruning=0.5";
    let csv = String::from_utf8(renders(place.path(), line, "b.csv")).expect("text");
    for expected in ["# Seed: 9\n", "# Iteration: 5\n", "# pruning = 0.5\n"] {
        assert!(csv.contains(expected), "{expected}: {csv}");
    }
}

#[test]
fn mistakes_are_told_in_one_sentence_and_no_file_is_touched() {
    let place = workplace();
    let told = refuses(place.path(), "small.toml --view weights --out a.jpg");
    assert!(told.contains(".gif, .png, .svg or .csv"), "{told}");
    let told = refuses(place.path(), "small.toml --view wieghts --out a.png");
    assert!(told.contains("there is no view “wieghts”"), "{told}");
    let told = refuses(place.path(), "small.toml --view weights --out no/a.png");
    assert!(told.contains("there is no folder no"), "{told}");
    let told = refuses(place.path(), "small.toml --view learning --out a.csv");
    assert!(told.contains("has no data"), "{told}");
    let told = refuses(
        place.path(),
        "small.toml --view weights --every 1 --iterations 9999 --out a.gif",
    );
    assert!(told.contains("10000 frames"), "{told}");
    let told = refuses(
        place.path(),
        "small.toml --view weights --from 5 --out a.png",
    );
    assert!(told.contains("--from is for animations"), "{told}");
    fs::write(place.path().join("mine.png"), "mine").expect("written");
    let told = refuses(place.path(), "small.toml --view weights --out mine.png");
    assert!(
        told.contains("mine.png is there already") && told.contains("--force"),
        "{told}"
    );
    assert_eq!(
        fs::read(place.path().join("mine.png")).expect("there"),
        b"mine"
    );
    assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 2);
    renders(
        place.path(),
        "--view weights --size 320x240 --force",
        "mine.png",
    );
}

#[test]
fn a_simulation_that_blows_up_is_drawn_as_far_as_it_goes_and_said_so() {
    let place = workplace();
    let line = "render runaway-credit.toml --view series --set network.neurons=40 --set network.weight_gain=4 --out a.svg -q";
    let output = accordance(place.path(), line);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{complaint}");
    assert!(complaint.contains("last finite state"), "{complaint}");
    assert!(place.path().join("a.svg").exists());
}

#[test]
fn both_sides_of_a_comparison_are_drawn_and_either_is_run() {
    let place = workplace();
    let small = fs::read_to_string(place.path().join("small.toml")).expect("there");
    let pair = format!("{small}\n[compare]\nfrom = 5\n[compare.plasticity]\nlearning_rate = 2.0\n");
    fs::write(place.path().join("pair.toml"), pair).expect("written");
    let drawn = |rest: &str| {
        let line = format!("render pair.toml --view weights --size 320x240 {rest}");
        let output = accordance(place.path(), &line);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let [both, alone] = [drawn("--both --out both.svg"), drawn("--out alone.svg")];
    assert!(both.contains("of both sides in"), "{both}");
    assert!(alone.contains("of side A in"), "{alone}");
    let read = |name: &str| fs::read_to_string(place.path().join(name)).expect("there");
    assert!(read("both.svg").len() > read("alone.svg").len() * 3 / 2);
    let told = refuses(place.path(), "small.toml --view weights --both --out a.png");
    assert!(told.contains("compares two sides"), "{told}");
    let told = refuses(place.path(), "pair.toml --view weights --both --out a.gif");
    assert!(told.contains("animations show side A"), "{told}");

    let alone = format!("{small}\n[[change]]\nat = 5\nplasticity.learning_rate = 2.0\n");
    fs::write(place.path().join("alone.toml"), alone).expect("written");
    for line in ["run pair.toml --side B --out b", "run alone.toml --out c"] {
        let output = accordance(place.path(), line);
        assert!(output.status.success(), "{output:?}");
    }
    let weights = |folder: &str| fs::read(place.path().join(folder).join("weights.npy"));
    assert_eq!(weights("b").expect("there"), weights("c").expect("there"));
}
