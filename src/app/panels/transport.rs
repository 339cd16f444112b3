//! The ways to run: play, pause, step, begin again, tick a clock, and how fast.

use egui::{Button, DragValue, RichText, Slider, SliderClamping, Ui, vec2};

use crate::app::commands::UserCommand;
use crate::app::messages::{Message, Messages};
use crate::app::widgets::{command_button, command_button_as, number, play_or_pause};
use crate::app::workspace::Workspace;
use crate::engine::Snapshot;
use crate::model::Clock;

/// The chosen speeds, in model milliseconds per second.
const SPEEDS: std::ops::RangeInclusive<f64> = 1.0..=100_000.0;

/// With less room than this, in points, the buttons that begin again have signs and no words.
const WORDS: f32 = 296.0;

/// Why the speed cannot be chosen then.
const AT_FULL_SPEED: &str = "At full speed none is chosen: take the tick from Full.";

/// Draws the buttons.
pub fn transport_ui(ui: &mut Ui, snapshot: Option<&Snapshot>, messages: &mut Messages) {
    let running = snapshot.is_some_and(|s| s.running);
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let [sign, name] = play_or_pause(running);
        let text = RichText::new(format!("{sign} {name}")).size(16.0).strong();
        let words = ui.available_width() > WORDS;
        let width = if words { 88.0 } else { 104.0 };
        let play = Button::new(text).min_size(vec2(width, 34.0));
        command_button_as(ui, UserCommand::PlayPause, play, name, messages);
        ui.spacing_mut().interact_size = vec2(0.0, 34.0);
        command_button(ui, UserCommand::Step, "⏭ Step", messages);
        let [again, new] = match words {
            true => ["↺ Again", "🎲 New"],
            false => ["↺", "🎲"],
        };
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.spacing_mut().button_padding.x = 6.0;
        command_button(ui, UserCommand::Reset, again, messages);
        command_button(ui, UserCommand::NewSeed, new, messages);
    });
    use UserCommand::{TickCredit, TickFiring, TickPlasticity};
    ui.horizontal(|ui| {
        ui.weak("Tick once");
        let ticks = [TickFiring, TickCredit, TickPlasticity];
        for (clock, tick) in Clock::ALL.into_iter().zip(ticks) {
            command_button(ui, tick, clock.name(), messages);
        }
    });
}

/// Draws how fast it runs.
pub fn speed_ui(ui: &mut Ui, workspace: &Workspace, messages: &mut Messages) {
    let (mut speed, mut full) = (workspace.speed, workspace.full_speed);
    ui.horizontal(|ui| {
        let label = ui.label("Speed");
        ui.spacing_mut().slider_width = 88.0;
        let help = "Model milliseconds that pass in a second of real time.";
        let slider = Slider::new(&mut speed, SPEEDS)
            .logarithmic(true)
            .clamping(SliderClamping::Never)
            .show_value(false);
        let slider = ui.add_enabled(!full, slider).labelled_by(label.id);
        slider
            .on_hover_text(help)
            .on_disabled_hover_text(AT_FULL_SPEED);
        let pull = speed * 0.01;
        let field = DragValue::new(&mut speed).speed(pull).suffix(" ms/s");
        let field = field.range(1e-3..=1e9).custom_formatter(|v, _| number(v));
        let field = ui.add_enabled(!full, field).labelled_by(label.id);
        field
            .on_hover_text(help)
            .on_disabled_hover_text(AT_FULL_SPEED);
        let row = UserCommand::ToggleFullSpeed.row();
        let box_of_full = ui.checkbox(&mut full, "Full").on_hover_text(row.hover);
        if box_of_full.changed() {
            messages.push(row.command);
        }
    });
    if speed != workspace.speed {
        messages.push(Message::SetSpeed(speed));
    }
}
