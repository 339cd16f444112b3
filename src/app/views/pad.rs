//! The pad of the digits: what is drawn on it is read at once by a copy of the network as it is now.

use egui::{
    Align, Align2, Color32, EventFilter, Key, Layout, Pos2, Rect, RichText, Role, Sense, Stroke,
    StrokeKind, Ui, Vec2, vec2,
};

use super::plots::caption;
use super::view::ViewInput;
use crate::analysis::{Classes, Reader, Reading};
use crate::app::digit_pad::{DigitPad, SIDE};
use crate::app::messages::{Message, Messages};
use crate::app::theme::palette;
use crate::app::widgets::{cell_rect, named, number, picture_area, write};
use crate::engine::Snapshot;
use crate::model::{Layers, Loss, Names, Samples};

/// The side of the pad, in points, and what it takes with the bars beside it.
const PAD: f32 = 128.0;
pub const WIDTH: f32 = PAD + BARS + 24.0;
const BARS: f32 = 120.0;

/// Larger networks are copied only so often while they run, in seconds.
const LARGE: usize = 256;
const COPIED_EVERY: f64 = 0.25;

/// The copy of the network that reads, and what it last read.
#[derive(Default)]
pub struct PadReader {
    reader: Option<(Mark, f64, Reader)>,
    read: Option<(Mark, DigitPad, Reading)>,
}

/// Which weights were copied: of which run, and when.
type Mark = (u64, u64);

impl PadReader {
    /// The pad with its buttons, and what the network says.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        input: &ViewInput<'_>,
        (samples, layers): (&Samples, &Layers),
        messages: &mut Messages,
    ) {
        let mut pad = input.choices.pad.clone();
        ui.vertical(|ui| {
            caption(ui, "Draw a digit").on_hover_text("What you draw is counted in 8 × 8 blocks, as the samples were made, and read by a copy of the network as it is now.");
            // Below each other where both do not fit side by side.
            let room = ui.clip_rect().right() - ui.max_rect().left();
            let layout = match room < WIDTH {
                true => Layout::top_down(Align::Min),
                false => Layout::left_to_right(Align::Min),
            };
            ui.with_layout(layout, |ui| {
                ui.vertical(|ui| {
                    pad_ui(ui, &mut pad);
                    buttons_ui(ui, &mut pad, samples);
                });
                ui.vertical(|ui| {
                    ui.set_width(BARS);
                    self.reading_ui(ui, input, &pad, samples, layers);
                });
            });
        });
        if pad != input.choices.pad {
            messages.push(Message::Draw(Box::new(pad)));
        }
    }

    fn reading_ui(
        &mut self,
        ui: &mut Ui,
        input: &ViewInput<'_>,
        pad: &DigitPad,
        samples: &Samples,
        layers: &Layers,
    ) {
        if pad.is_empty() {
            let told = RichText::new("Read as you draw").weak().small();
            ui.label(told)
                .on_hover_text("The network says what it is while you draw.");
            return;
        }
        let now = ui.input(|i| i.time);
        let snapshot = &input.scene.snapshot;
        let reading = self.read(snapshot, layers, pad, now);
        let shares = shares(reading, snapshot.rules.teaching.loss);
        let said = Classes::Highest.class(&reading.outputs);
        let told = format!("It says {}", samples.names.class(said));
        ui.label(RichText::new(told).strong())
            .on_hover_text("The class of the output that fires most.");
        bars_ui(ui, &samples.names, &shares, &reading.outputs, said);
        let truth = pad.sample.and_then(|sample| samples.targets.get(sample));
        if let Some(target) = truth {
            let class = Classes::Highest.class(target);
            ui.weak(RichText::new(format!("the sample is {}", samples.names.class(class))).small());
        }
        if !reading.settled {
            ui.weak(RichText::new("firing does not settle").small());
        }
    }

    /// What the network makes of the pad. The copy is as new as it can be without costing frames.
    fn read(&mut self, snapshot: &Snapshot, layers: &Layers, pad: &DigitPad, now: f64) -> &Reading {
        let mark = (snapshot.generation, snapshot.weights_revision);
        let is_small = layers.neurons() <= LARGE || !snapshot.running;
        let keeps = |(known, at, _): &(Mark, f64, Reader)| {
            let recent = (0.0..COPIED_EVERY).contains(&(now - at));
            *known == mark || known.0 == mark.0 && recent && !is_small
        };
        let (mark, _, reader) = match self.reader.take() {
            Some(known) if keeps(&known) => self.reader.insert(known),
            _ => {
                let weights = snapshot.weights.weights();
                let reader = Reader::new(layers, snapshot.rules.activation, weights);
                self.reader.insert((mark, now, reader))
            }
        };
        let is_read = |(of, drawn, _): &(Mark, DigitPad, Reading)| of == mark && drawn == pad;
        let (_, _, reading) = match self.read.take() {
            Some(known) if is_read(&known) => self.read.insert(known),
            _ => {
                let reading = reader.read(&pad.inputs());
                self.read.insert((*mark, pad.clone(), reading))
            }
        };
        reading
    }
}

/// How full the bar of each class is.
fn shares(reading: &Reading, loss: Loss) -> Vec<f32> {
    let outputs = &reading.outputs;
    let share = |x: &f64| match loss {
        // Targets are −1 and 1.
        Loss::Squared => (x + 1.0) / 2.0,
        Loss::CrossEntropy => {
            let total: f64 = outputs.iter().map(|y| (y - x).exp()).sum();
            1.0 / total
        }
    };
    outputs
        .iter()
        .map(|x| share(x).clamp(0.0, 1.0) as f32)
        .collect()
}

/// The height of the bar of a class, with the space below it.
const LINE: f32 = 11.0;
/// Room for the name of a class.
const NAME: f32 = 24.0;

/// A bar for each class, the one that it says in another colour and in bold letters.
fn bars_ui(ui: &mut Ui, names: &Names, shares: &[f32], outputs: &[f64], said: usize) {
    let size = vec2(BARS, LINE * shares.len() as f32);
    let (area, response) = picture_area(ui, size, Sense::hover(), "What each output says");
    let (painter, colours) = (ui.painter_at(area), palette(ui));
    let line = |class: usize| {
        let top = area.top() + LINE * class as f32;
        Rect::from_x_y_ranges(area.x_range(), top..=top + LINE)
    };
    for (class, share) in shares.iter().enumerate() {
        let (name, bar) = line(class).split_left_right_at_x(area.left() + NAME);
        let (fill, ink) = match class == said {
            true => (colours.highlight, ui.visuals().strong_text_color()),
            false => (colours.line, ui.visuals().text_color()),
        };
        let text: String = names.class(class).chars().take(4).collect();
        let place = (name.right_center() - vec2(6.0, 0.0), Align2::RIGHT_CENTER);
        write(&painter, place, text, 10.0, ink);
        let bar = bar.shrink2(vec2(0.0, 2.0));
        painter.rect_filled(bar, 1, ui.visuals().faint_bg_color);
        let full = Rect::from_min_size(bar.min, vec2(bar.width() * share, bar.height()));
        painter.rect_filled(full, 1, fill);
    }
    if let Some(pos) = response.hover_pos() {
        let class = ((pos.y - area.top()) / LINE) as usize;
        if let Some(x) = outputs.get(class) {
            let told = format!("x of the output {} is {}.", names.class(class), number(*x));
            response.on_hover_ui_at_pointer(|ui| {
                ui.label(told);
            });
        }
    }
}

/// The pad itself: drawn on by pointer, or by arrow keys and space.
fn pad_ui(ui: &mut Ui, pad: &mut DigitPad) {
    let (area, response) = ui.allocate_exact_size(Vec2::splat(PAD), Sense::click_and_drag());
    let response = named(response, Role::Image, "Pad to draw a digit on");
    let share = |pos: Pos2| ((pos - area.min) / PAD).into();
    if response.is_pointer_button_down_on()
        && let Some(pos) = response.interact_pointer_pos()
    {
        let way = ui.input(|i| {
            if i.pointer.any_pressed() {
                Vec2::ZERO
            } else {
                i.pointer.delta()
            }
        });
        pad.draw(share(pos - way), share(pos));
        response.request_focus();
    }
    if response.has_focus() {
        keys(ui, &response, pad);
    }
    let painter = ui.painter_at(area.expand(1.0));
    for cell in 0..SIDE * SIDE {
        let place = cell_rect(area, [SIDE; 2], cell / SIDE, cell % SIDE);
        let paper = 255 - (u16::from(pad.count(cell)) * 255 / 16) as u8;
        painter.rect_filled(place, 0, Color32::from_gray(paper));
    }
    frame(
        ui,
        &painter,
        area,
        response.has_focus().then_some(pad.cursor),
    );
    response.on_hover_text(
        "Draw with the pointer; or move with the arrow keys, and press space for ink.",
    );
}

fn keys(ui: &Ui, response: &egui::Response, pad: &mut DigitPad) {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input(|i| i.key_pressed(key));
    for (key, right, down) in [
        (Key::ArrowLeft, -1, 0),
        (Key::ArrowRight, 1, 0),
        (Key::ArrowUp, 0, -1),
        (Key::ArrowDown, 0, 1),
    ] {
        if pressed(key) {
            pad.move_cursor(right, down);
        }
    }
    if pressed(Key::Space) {
        pad.toggle();
    }
}

fn frame(ui: &Ui, painter: &egui::Painter, area: Rect, cursor: Option<usize>) {
    let line = Stroke::new(1.0, palette(ui).rule);
    painter.rect_stroke(area, 0, line, StrokeKind::Outside);
    if let Some(cursor) = cursor {
        let cell = cell_rect(area, [SIDE; 2], cursor / SIDE, cursor % SIDE);
        let stroke = Stroke::new(2.0, palette(ui).highlight);
        painter.rect_stroke(cell, 0, stroke, StrokeKind::Inside);
    }
}

fn buttons_ui(ui: &mut Ui, pad: &mut DigitPad, samples: &Samples) {
    ui.horizontal(|ui| {
        ui.spacing_mut().button_padding = vec2(4.0, 1.0);
        let clear = ui.small_button("Clear");
        if clear.on_hover_text("Take all ink off the pad.").clicked() {
            *pad = pad.cleared();
        }
        let take = ui.small_button("Take a sample");
        let take = take.on_hover_text(
            "Put the next of the samples held out on the pad, or of all where none are.",
        );
        if take.clicked() {
            let all = samples.inputs.len();
            let first = if samples.train < all {
                samples.train
            } else {
                0
            };
            let next = pad.sample.map_or(first, |sample| sample + 1);
            let next = if next < all { next } else { first };
            if let Some(inputs) = samples.inputs.get(next) {
                pad.show(next, inputs);
            }
        }
    });
}
