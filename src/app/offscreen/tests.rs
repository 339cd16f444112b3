//! Every view, drawn without a window.

use std::sync::Arc;
use std::time::Duration;

use super::ViewPainter;
use crate::app::views;
use crate::engine::sweep::{Controls, Design, Plan, Sweep};
use crate::engine::{ClockMap, Observer, Runner, Scene, Wants};
use crate::export::{
    ColourMap, ColourScale, Figure, Page, PaintError, Painter as _, Provenance, Scaling, Subject,
    rasterize,
};
use crate::scenario::{Opened, Scenario, check_text, preset};

const ALL: Wants = Wants {
    proof: true,
    stability: true,
    clock_map: true,
    firing: true,
};

const PAGE: Page = Page {
    width: 420.0,
    height: 320.0,
    scale: 1.0,
};

/// A name with all that could break a drawing.
const CONNECTOME: &str = "format = 1\nname = \"Small & <odd> ρ → 1\"\n[network]\nneurons = 30\n[plasticity]\nlearning_rate = 0.05\n[run]\nseed = 7\niterations = 30\n";

fn connectome() -> Opened {
    check_text(CONNECTOME, "a test", None).expect("valid")
}

fn xor() -> Opened {
    preset("xor").expect("a preset").open().expect("valid")
}

/// A scenario after some iterations.
struct Shown {
    opened: Opened,
    scene: Scene,
    provenance: Provenance,
    clock_map: Option<ClockMap>,
    sweep: Sweep,
}

/// A sweep of two values and two seeds, at its end.
fn swept(scenario: &Scenario) -> Sweep {
    let mut scenario = scenario.clone();
    scenario.run.iterations = 5;
    let design = Design {
        scenario,
        base_dir: None,
        axes: vec!["plasticity.learning_rate=0.01,1".parse().expect("an axis")],
        seeds: 2,
        same_network: false,
        controls: Controls::default(),
    };
    let plan = Plan::new(design).expect("a plan");
    let sweep = Sweep::start(plan, Arc::new(|| {})).expect("threads");
    assert!(sweep.wait(Duration::from_secs(60)));
    sweep
}

impl Shown {
    fn after(iterations: u64, opened: Opened) -> Self {
        let (mut runner, mut observer) = (Runner::of(&opened), Observer::default());
        for iteration in 0..=iterations {
            runner.run_to(iteration).expect("finite");
            observer.study(&runner);
        }
        let scene = observer.scene(&runner, ALL);
        let provenance = Provenance::of(&opened.scenario, opened.text.clone());
        Self {
            provenance: provenance.at_scene(&scene, None),
            clock_map: None,
            sweep: swept(&opened.scenario),
            scene,
            opened,
        }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            scene: &self.scene,
            beside: None,
            scenario: &self.opened.scenario,
            clock_map: self.clock_map.as_ref(),
            sweep: Some(&self.sweep),
            provenance: &self.provenance,
            time_s: 0.0,
        }
    }

    fn figure(&self, view: &str, page: Page) -> Figure {
        let figure = ViewPainter::default().paint(view, &self.subject(), page);
        figure.expect("a figure")
    }

    fn svg(&self, view: &str, page: Page) -> String {
        self.figure(view, page).svg()
    }
}

#[test]
fn every_view_of_every_kind_of_network_becomes_a_drawing_that_says_where_it_comes_from() {
    for shown in [Shown::after(30, connectome()), Shown::after(24, xor())] {
        for pane in views::panes() {
            let name = pane.key();
            let svg = shown.svg(name, PAGE);
            for wrong in ["NaN", "inf", "\u{FFFD}"] {
                assert!(!svg.contains(wrong), "{name} contains {wrong}");
            }
            assert!(svg.contains(&format!(">{}</text>", pane.title())), "{name}");
            let seed = format!("seed {} · Accordance", shown.provenance.seed);
            assert!(svg.contains(&seed), "{name} says its seed");
            assert!(svg.contains("<scenario>"), "{name} holds its scenario");
            let image = rasterize(&svg, 1.0).expect("an image");
            assert_eq!(image.pixel(1, 1), [255; 3], "{name} has white margins");
            let inked = image.rgba.chunks(4).filter(|p| p[..3] != [255; 3]).count();
            assert!(inked > 1_500, "{name} is nearly blank: {inked} pixels");
        }
    }
}

#[test]
fn an_explorer_without_a_sweep_is_no_figure() {
    let shown = Shown::after(2, connectome());
    let subject = Subject {
        sweep: None,
        ..shown.subject()
    };
    let refused = ViewPainter::default().paint("explorer", &subject, PAGE);
    assert!(matches!(refused, Err(PaintError::NoData { .. })));
}

#[test]
fn the_same_scene_gives_the_same_drawing_byte_for_byte() {
    let shown = Shown::after(24, xor());
    for view in ["network", "proof", "series"] {
        assert_eq!(shown.svg(view, PAGE), shown.svg(view, PAGE), "{view}");
    }
}

/// The numbers of an attribute of the image in a drawing.
fn image_rect(svg: &str) -> [f64; 4] {
    let from = svg.find("<image ").expect("an image");
    let element = &svg[from..svg[from..].find("/>").expect("its end") + from];
    ["x", "y", "width", "height"].map(|name| {
        let attribute = format!(" {name}=\"");
        let from = element.find(&attribute).expect("the attribute") + attribute.len();
        let text = element[from..].split('"').next().expect("its value");
        text.parse().expect("a number")
    })
}

#[test]
fn the_pixels_of_the_weights_are_those_of_the_colour_map() {
    let shown = Shown::after(30, connectome());
    let svg = shown.svg("weights", PAGE);
    let [x, y, width, height] = image_rect(&svg);
    let image = rasterize(&svg, 2.0).expect("an image");
    let picture = &shown.scene.pictures.as_ref().expect("pictures").weights;
    let map = ColourMap::weights();
    let scale = ColourScale::of(std::iter::once(picture), Scaling::default());
    let side = picture.side;
    let mut equal = 0;
    for row in 0..side {
        for column in 0..side {
            let centre = |cell: usize| (cell as f64 + 0.5) / side as f64;
            let place = [x + width * centre(column), y + height * centre(row)];
            let [px, py] = place.map(|v| (2.0 * v) as u32);
            let value = picture.values[row * side + column];
            equal += usize::from(image.pixel(px, py) == map.colour(scale.place(value), 1.0));
        }
    }
    // The frames of dense modules cover parts of a few cells.
    assert!(equal > side * side * 95 / 100, "{equal} of {}", side * side);
}

#[test]
fn a_page_grows_until_nothing_is_cut_off_and_has_no_buttons() {
    let shown = Shown::after(24, xor());
    let low = Page {
        height: 200.0,
        ..PAGE
    };
    let figure = shown.figure("proof", low);
    assert!(figure.canvas.size()[1] > 350.0);
    let svg = figure.svg();
    assert!(svg.contains("Spot checks") && !svg.contains("Break it"));
    let map = shown.svg("clock-map", PAGE);
    assert!(!map.contains("Work out the map"));
}

#[test]
fn views_say_what_they_would_like_to_have_worked_out() {
    let shown = Shown::after(2, xor());
    let wants = |view| ViewPainter::default().wants(view, &shown.subject());
    assert!(wants("proof").is_ok_and(|w| w.proof && !w.stability));
    assert!(wants("stability").is_ok_and(|w| w.stability));
    assert!(wants("clock-map").is_ok_and(|w| w.clock_map));
    assert_eq!(wants("weights"), Ok(Wants::default()));
    let error = wants("wieghts").expect_err("no such view").to_string();
    assert!(error.contains("“wieghts”") && error.contains("weights, network"));
}

#[test]
fn the_table_of_each_view_holds_what_the_scene_holds() {
    let connectome = Shown::after(30, connectome());
    let lesson = Shown::after(24, xor());
    let table = |shown: &Shown, view: &str| ViewPainter::default().table(view, &shown.subject());
    let cell = |shown: &Shown, view: &str, row: usize, column: &str| -> f64 {
        let table = table(shown, view).expect(view);
        let at = table.columns.iter().position(|c| c == column);
        let text = &table.rows[row][at.unwrap_or_else(|| panic!("{view} has {column}"))];
        text.parse().expect("a number")
    };
    let snapshot = &connectome.scene.snapshot;
    let findings = connectome.scene.findings.as_ref().expect("findings");
    let order = &findings.partition.order;
    let receives = cell(&connectome, "weights", 0, "post_neuron");
    assert_eq!(receives, order[0] as f64);
    let column = format!("w_from_{}", order[5]);
    let weight = snapshot.weights.weight(order[3], order[5]);
    // Written as short as reads back as the same f32.
    assert_eq!(cell(&connectome, "weights", 3, &column) as f32, weight);
    let credit = snapshot.state.credit[order[2]];
    assert_eq!(cell(&connectome, "retrograde", 2, "credit_c"), credit);
    let net_input = cell(&connectome, "balance", 4, "net_input_s");
    assert_eq!(net_input, snapshot.state.net_input[4]);
    assert_eq!(cell(&connectome, "series", 30, "iteration"), 30.0);
    let strongest = cell(&connectome, "network", 0, "weight").abs();
    let weights = snapshot.weights.weights().iter();
    let largest = weights.fold(0.0_f32, |m, w| m.max(w.abs()));
    assert!(strongest as f32 <= largest);
    assert!(cell(&connectome, "stability", 0, "magnitude") >= 0.0);
    let rule = cell(&lesson, "proof", 0, "rule_dw_over_r");
    let gradient = cell(&lesson, "proof", 0, "minus_gradient");
    assert!((rule - gradient).abs() <= 1e-12 * gradient.abs().max(1e-3));
    assert_eq!(cell(&lesson, "learning", 0, "epoch"), 0.0);
    for view in ["clocks", "predictions", "network", "balance"] {
        table(&lesson, view).expect(view);
    }
    let none = [table(&connectome, "learning"), table(&connectome, "proof")];
    for table in none.into_iter().chain([table(&lesson, "clock-map")]) {
        let error = table.expect_err("no data").to_string();
        assert!(error.ends_with("has no data yet"), "{error}");
    }
}
