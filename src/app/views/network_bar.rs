//! The bar of the network view: how many synapses are shown, and a neuron to be found.

use egui::{DragValue, Id, Key, Slider, TextEdit, Ui};

use super::view::ViewInput;
use crate::app::messages::{Message, Messages};
use crate::app::neuron_names::{find, known};
use crate::app::pointing::Target;
use crate::engine::MOST_SYNAPSES;

/// In less room than this, in points across and down, there is no bar.
const ROOM: egui::Vec2 = egui::vec2(320.0, 130.0);
/// Fewer synapses than this are none to look at.
const FEWEST: usize = 20;

/// Draws the bar where there is room for it.
pub fn bar_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    let room = ui.available_size();
    if input.on_paper || room.x < ROOM.x || room.y < ROOM.y {
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = (room.x - 300.0).clamp(30.0, 180.0);
        synapses_ui(ui, input, messages);
        search_ui(ui, input, messages);
    });
}

fn synapses_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    let before = input.choices.synapses();
    let mut count = before;
    let help = "How many synapses are drawn: the strongest by |w|.";
    let label = ui.label("Synapses");
    let range = FEWEST..=MOST_SYNAPSES;
    let slider = Slider::new(&mut count, range.clone()).logarithmic(true);
    let slider = ui.add(slider.show_value(false)).labelled_by(label.id);
    slider.on_hover_text(help);
    let typed = DragValue::new(&mut count).range(range).speed(5.0);
    let typed = ui.add(typed).labelled_by(label.id);
    typed.on_hover_text(help);
    if count != before {
        messages.push(Message::ShowSynapses(count));
    }
}

fn search_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    let place = Id::unique("neuron to be found");
    let mut text: String = ui.data(|data| data.get_temp(place)).unwrap_or_default();
    let label = ui.label("Find neuron");
    let field = TextEdit::singleline(&mut text).desired_width(56.0);
    let topology = &input.scene.snapshot.topology;
    let field = ui.add(field).labelled_by(label.id);
    let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let known = known(topology);
    field.on_hover_text(format!(
        "Enter selects the neuron of this number or name in all views: {known}."
    ));
    ui.data_mut(|data| data.insert_temp(place, text.clone()));
    if !entered || text.trim().is_empty() {
        return;
    }
    match find(topology, &text) {
        Some(neuron) => messages.point(Target::Neuron(neuron), true),
        None => messages.push(Message::Complain(format!(
            "There is no neuron {}: the network has {known}.",
            text.trim()
        ))),
    }
}
