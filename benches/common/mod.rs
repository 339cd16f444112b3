//! What several benchmarks need.

// Each benchmark is a program of its own and uses its part.
#![allow(dead_code)]

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use accordance::app::{AccordanceApp, Start};
use accordance::engine::sweep::{Controls, Design, Plan, Sweep, Work};
use accordance::model::{Rules, Simulation, Topology};
use accordance::scenario::Scenario;
use egui_kittest::Harness;

/// Long enough for figures that repeat themselves, short enough to be run.
pub fn short() -> criterion::Criterion {
    criterion::Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(2))
}

/// Algorithm 1 with the defaults and so many neurons.
pub fn scenario(neurons: usize) -> Scenario {
    Scenario::with_topology(Topology::AllToAll { neurons })
}

/// Its simulation, under these rules.
pub fn simulation(neurons: usize, rules: Rules) -> Simulation<f32> {
    let scenario = scenario(neurons);
    let topology = scenario.network.topology.clone();
    Simulation::new(topology, &scenario.initial_conditions(), rules, 1)
}

/// Steps `steps` times in one go, and tells how long that took.
pub fn run(simulation: &mut Simulation<f32>, steps: u64) -> Duration {
    let mut left = steps;
    let begun = Instant::now();
    let go_on = |_: &_| {
        left -= 1;
        left > 0
    };
    simulation.run(go_on).expect("finite");
    begun.elapsed()
}

/// Runs a sweep of 16 runs to its end on so many threads, and tells how long that took.
pub fn sweep(threads: usize) -> Duration {
    let mut short = scenario(300);
    short.run.iterations = 2000;
    let design = Design {
        scenario: short,
        base_dir: None,
        axes: vec![
            "plasticity.learning_rate=0.001:1:log:8"
                .parse()
                .expect("an axis"),
        ],
        seeds: 2,
        same_network: false,
        controls: Controls::NONE,
    };
    let plan = Plan::new(design).expect("a plan");
    let work = Work {
        runs: (0..plan.runs()).collect(),
        threads,
        deliver: Box::new(|_| ControlFlow::Continue(())),
        wake: std::sync::Arc::new(|| {}),
    };
    let begun = Instant::now();
    let sweep = Sweep::with(plan, work).expect("threads");
    while !sweep.wait(Duration::from_secs(60)) {}
    begun.elapsed()
}

/// A window on a connectome of so many neurons that runs at full speed, with all its views, and no
/// screen.
pub struct Window(Harness<'static, AccordanceApp>);

impl Window {
    pub fn new(neurons: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("bench.toml");
        let mut long = scenario(neurons);
        long.run.iterations = 1_000_000_000;
        accordance::scenario::save(&path, &long, None).expect("a file");
        let start = Start {
            scenario: Some(path),
            native_dialogs: false,
            playing: true,
            ..Start::default()
        };
        let mut window = Self(
            Harness::builder()
                .with_size([1440.0, 900.0])
                .with_step_dt(1.0 / 60.0)
                .build_eframe(move |cc| AccordanceApp::new(cc, &start).expect("the engine")),
        );
        // Until views, layout and analysis have all been shown.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(3) {
            window.frame();
            std::thread::sleep(Duration::from_millis(16));
        }
        window
    }

    /// Presents a view, with the dot at the pointer.
    pub fn present(&mut self) {
        for key in [egui::Key::F11, egui::Key::L] {
            self.0.key_press(key);
            self.frame();
        }
        self.0.hover_at(egui::pos2(700.0, 450.0));
        self.frame();
    }

    /// One frame on this thread: layout, accessibility and tessellation, no GPU.
    pub fn frame(&mut self) -> Duration {
        let begun = Instant::now();
        self.0.step();
        let output = self.0.output();
        let shapes = output.shapes.clone();
        let meshes = self.0.ctx.tessellate(shapes, output.pixels_per_point);
        std::hint::black_box(meshes);
        begun.elapsed()
    }
}
