//! A look at a connectome of the user's own before a network begins with it.

use std::path::{Path, PathBuf};

use egui::{Checkbox, ColorImage, DragValue, Grid, Image, TextureHandle, TextureOptions, Ui, vec2};

use super::parts::{Answer, answer_ui, quoted};
use crate::analysis::{Connectome, Picture, Spectrum};
use crate::app::widgets::number;
use crate::export::ColourMap;
use crate::scenario::{self, Scenario, TableKind, WEIGHT_GAIN, read_weights};

/// Cells along a side of the thumbnail, and its size in points.
const CELLS: usize = 160;
const SIDE: f32 = 160.0;
/// Larger connectomes are measured by the spread of their weights only.
const MEASURED: usize = 600;

/// A connectome that was chosen, and how a network is to begin with it.
pub struct ConnectomeQuestion {
    path: PathBuf,
    kind: TableKind,
    remarks: Vec<String>,
    facts: Facts,
    picture: Picture,
    texture: Option<TextureHandle>,
    /// Whether rows send, or edges run from receiver to sender.
    transposed: bool,
    scaled: bool,
    gain: f64,
    keep_density: bool,
}

/// What is to be known of a connectome.
struct Facts {
    neurons: usize,
    synapses: usize,
    inhibitory: usize,
    own: usize,
    largest: f64,
    /// sd · √n over all n² weights, which for independent random weights is the spectral radius.
    spread: f64,
    /// The spectral radius of W, where it was worked out.
    radius: Option<f64>,
}

impl Facts {
    fn of(connectome: &Connectome) -> Self {
        let n = connectome.neurons();
        let weights = || connectome.weights().iter().map(|&w| f64::from(w));
        let squares: f64 = weights().map(|w| w * w).sum();
        let radius = || Spectrum::of(connectome, &vec![1.0; n], 0..0).radius;
        Self {
            neurons: n,
            synapses: weights().filter(|w| *w != 0.0).count(),
            inhibitory: weights().filter(|w| *w < 0.0).count(),
            own: (0..n).filter(|&i| connectome.weight(i, i) != 0.0).count(),
            largest: weights().fold(0.0, |most, w| w.abs().max(most)),
            spread: (squares / n as f64).sqrt(),
            radius: (n <= MEASURED).then(radius).flatten(),
        }
    }

    /// How strong the connectome is, in the sense of the gain g.
    fn strength(&self) -> f64 {
        let radius = self.radius.filter(|radius| *radius > 0.0);
        radius.unwrap_or(self.spread)
    }

    fn density(&self) -> f64 {
        self.synapses as f64 / (self.neurons * self.neurons) as f64
    }

    /// The pruning proportion at which as many synapses remain as there are now.
    fn pruning(&self) -> f64 {
        ((1.0 - self.density()) * 1e4).floor() / 1e4
    }
}

impl ConnectomeQuestion {
    /// Reads a connectome and measures it, which may take a while. If it is not square, or has a number
    /// that is not finite, says so in one sentence with row and column, or line.
    pub fn about(path: &Path) -> Result<Self, String> {
        let read = read_weights(path).map_err(|error| {
            let learns = "; a table of samples opens by File ▸ Learn from a table…";
            let table = path.extension().is_some_and(|e| e == "csv" || e == "npy");
            format!("{error}{}", if table { learns } else { "" })
        })?;
        let weights = read.weights.iter().map(|&w| w as f32).collect();
        let connectome = Connectome::new(read.neurons, weights);
        let facts = Facts::of(&connectome);
        let order: Vec<usize> = (0..read.neurons).collect();
        let counts = read.weights.iter().all(|w| w.fract() == 0.0);
        Ok(Self {
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
            kind: read.kind,
            remarks: read.remarks,
            picture: Picture::of(&connectome, &order, CELLS, None),
            texture: None,
            transposed: false,
            scaled: facts.synapses > 0 && (counts || facts.strength() > 1.0),
            gain: Scenario::default().network.weight_gain,
            keep_density: false,
            facts,
        })
    }

    /// What the weights are multiplied by, in three digits.
    fn scale(&self) -> f64 {
        let strength = self.facts.strength();
        if !self.scaled || strength <= 0.0 {
            return 1.0;
        }
        let exact = format!("{:.2e}", self.gain / strength);
        let scale = exact.parse().unwrap_or(1.0);
        f64::min(scale, scenario::WEIGHTS_SCALE.limits.max)
    }

    /// The scenario that begins with the connectome.
    pub fn scenario_text(&self) -> String {
        let [name, path] = quoted(&self.path);
        let mut text = format!(
            "format = 1\nname = {name}\nsummary = \"\"\n\n[network]\nneurons = {}\nweights = {path}\n",
            self.facts.neurons
        );
        if self.transposed {
            text.push_str("weights_transposed = true\n");
        }
        if self.scale() != 1.0 {
            text.push_str(&format!("weights_scale = {:?}\n", self.scale()));
        }
        if self.keep_density {
            let pruning = self.facts.pruning();
            text.push_str(&format!("\n[plasticity]\npruning = {pruning:?}\n"));
        }
        text
    }

    pub fn ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        ui.heading("Start from a connectome");
        let kind = self.kind.in_words();
        ui.label(format!("{}: {kind}.", self.path.display()));
        for remark in &self.remarks {
            ui.label(format!("{remark}."));
        }
        ui.horizontal_top(|ui| {
            self.thumbnail_ui(ui);
            self.facts_ui(ui);
        });
        self.direction_ui(ui);
        self.scale_ui(ui);
        self.pruning_ui(ui);
        let hover = "Open a new scenario whose network begins with these weights.";
        answer_ui(ui, "Start from it", hover, true)
    }

    fn thumbnail_ui(&mut self, ui: &mut Ui) {
        let picture = &self.picture;
        let texture = self.texture.get_or_insert_with(|| {
            let map = ColourMap::weights();
            let colour = |&v: &f32| {
                let [r, g, b] = map.colour(v, picture.limit);
                egui::Color32::from_rgb(r, g, b)
            };
            let pixels = picture.values.iter().map(colour).collect();
            let image = ColorImage::new([picture.side; 2], pixels);
            let options = TextureOptions::NEAREST;
            ui.ctx().load_texture("connectome", image, options)
        });
        let image = Image::new((texture.id(), vec2(SIDE, SIDE))).alt_text("The connectome");
        ui.add(image).on_hover_text(format!(
            "The weights in the order of the file: red excites, blue inhibits, darkest from {}.",
            number(f64::from(picture.limit))
        ));
    }

    fn facts_ui(&self, ui: &mut Ui) {
        let facts = &self.facts;
        let share = |part: usize, of: usize| match of {
            0 => "none".to_owned(),
            _ => format!("{part} ({:.1}%)", 100.0 * part as f64 / of as f64),
        };
        let pairs = facts.neurons * facts.neurons;
        let radius = facts.radius.map(number);
        let rows = [
            ("Neurons n", facts.neurons.to_string()),
            ("Synapses, of n²", share(facts.synapses, pairs)),
            ("Inhibitory", share(facts.inhibitory, facts.synapses)),
            ("Onto themselves", facts.own.to_string()),
            ("Largest |w|", number(facts.largest)),
            ("sd · √n", number(facts.spread)),
            (
                "Spectral radius",
                radius.unwrap_or("not worked out".to_owned()),
            ),
        ];
        Grid::new("facts").show(ui, |ui| {
            for (name, value) in rows {
                ui.label(name);
                ui.monospace(value);
                ui.end_row();
            }
        });
    }

    fn direction_ui(&mut self, ui: &mut Ui) {
        let [usual, other] = match self.kind {
            TableKind::GraphMl => [
                "Edges run from sender to receiver",
                "Edges run from receiver to sender",
            ],
            _ => [
                "Each row lists what a neuron receives",
                "Each row lists what a neuron sends",
            ],
        };
        ui.horizontal_wrapped(|ui| {
            ui.radio_value(&mut self.transposed, false, usual)
                .on_hover_text("Row = post, column = pre, as everywhere in this program.");
            ui.radio_value(&mut self.transposed, true, other)
                .on_hover_text("Row = pre, column = post, as in many published connectomes.");
        });
    }

    fn scale_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            ui.radio_value(&mut self.scaled, false, "Weights as in the file")
                .on_hover_text("The weights are taken as they are.");
            let scaled = ui.radio_value(&mut self.scaled, true, "Scaled to gain g =");
            let scaled = scaled.on_hover_text("All weights are multiplied by one number, so that the spectral radius of W (or, where it is 0 or unknown, sd · √n) is g, as in the random network of this program. Above 1, credit and firing tend to grow without bound.");
            let limits = &WEIGHT_GAIN.limits;
            ui.add(DragValue::new(&mut self.gain).range(limits.min..=limits.max).speed(0.01))
                .labelled_by(scaled.id)
                .on_hover_text("The gain g after scaling.");
            ui.label(format!("× {}", number(self.scale())));
        });
    }

    fn pruning_ui(&mut self, ui: &mut Ui) {
        let usual = Scenario::default().rules.plasticity.pruning;
        let density = 100.0 * self.facts.density();
        ui.label(format!("Learning reaches all n² pairs of neurons, also those that the file leaves out, and pruning keeps the strongest: at p = {usual}, {:.0}% of them. The file has {density:.1}%.", 100.0 * (1.0 - usual)));
        let offered = self.facts.synapses > 0;
        let pruning = self.facts.pruning();
        let text = format!("Keep as many synapses as the file has (p = {pruning})");
        ui.add_enabled(offered, Checkbox::new(&mut self.keep_density, text))
            .on_hover_text("Sets the pruning proportion p of the scenario.");
    }
}
