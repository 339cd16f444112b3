//! Small parts and acts of drawing that panels and views share.

use egui::{
    Align2, Button, Color32, ColorImage, FontId, Label, Painter, Pos2, Rect, RectAlign, Response,
    RichText, Role, Sense, TextureFilter, TextureHandle, TextureId, TextureOptions, Tooltip, Ui,
    Vec2, WidgetInfo, pos2,
};

use super::topic::note_topic;
use crate::app::commands::UserCommand;
use crate::app::glossary;
use crate::app::messages::Messages;
use crate::export::ColourMap;

/// Tells screen readers what a part of the window is, and its name.
pub fn named(response: Response, role: Role, name: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
    response
}

/// A button for a command, with its hover and its name for screen readers, which sends the command.
pub fn command_button(
    ui: &mut Ui,
    command: UserCommand,
    text: &str,
    messages: &mut Messages,
) -> Response {
    command_button_as(
        ui,
        command,
        Button::new(text),
        command.row().label,
        messages,
    )
}

/// The same as a button that looks otherwise, or is called otherwise as things stand.
pub fn command_button_as(
    ui: &mut Ui,
    command: UserCommand,
    button: Button<'_>,
    name: &str,
    messages: &mut Messages,
) -> Response {
    let hover = command.row().hover_with_key(ui.ctx());
    let button = ui.add(button).on_hover_text(hover);
    let response = named(button, Role::Button, name);
    note_topic(&response, command.row().label);
    if response.clicked() {
        messages.push(command);
    }
    response
}

/// The sign and the name of the button that plays or pauses.
pub fn play_or_pause(running: bool) -> [&'static str; 2] {
    match running {
        true => ["⏸", "Pause"],
        false => ["▶", "Play"],
    }
}

/// Shows a hover beside a place, where it hides nothing above or below: at the right of `response`, or
/// of what the room that it is drawn in ends with.
pub fn hover_beside(response: &Response, edge: f32, content: impl FnOnce(&mut Ui)) {
    let mut tooltip = Tooltip::for_enabled(response);
    let place = Rect::from_x_y_ranges(edge..=edge, response.rect.y_range());
    tooltip.popup = tooltip.popup.anchor(place).align(RectAlign::RIGHT_START);
    tooltip.show(content);
}

/// Tells screen readers what a hover of its own making tells others.
pub fn described(response: &Response, text: &str) {
    if response.ctx.has_accesskit_node(response.id) {
        let describe = |node: &mut egui::accesskit::Node| node.set_description(text);
        response.ctx.accesskit_node_builder(response.id, describe);
    }
}

/// What a setting is, where it stands in the equations, and that the glossary has it under this key.
pub fn explained_ui(ui: &mut Ui, [help, equation]: [&str; 2], key: &str) {
    ui.set_max_width(320.0);
    ui.label(help);
    if !equation.is_empty() {
        ui.label(RichText::new(equation).monospace());
    }
    let keys = UserCommand::Glossary.row().shortcut;
    if let (Some(term), Some(keys)) = (glossary::find(key), keys) {
        let keys = ui.ctx().format_shortcut(&keys);
        ui.weak(format!("{keys}: {} in the glossary.", term.title()));
    }
}

/// A quiet line that is cut off where there is too little room.
pub fn small_weak_ui(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.add(Label::new(RichText::new(text).small().weak()).truncate())
}

/// A space for a picture, with its name for screen readers.
pub fn picture_area(ui: &mut Ui, size: Vec2, sense: Sense, name: &str) -> (Rect, Response) {
    let (area, response) = ui.allocate_exact_size(size, sense);
    (area, named(response, Role::Image, name))
}

/// The colour of a number between −1 and 1.
pub fn shade(map: &ColourMap, value: f32) -> Color32 {
    let [r, g, b] = map.colour(value, 1.0);
    Color32::from_rgb(r, g, b)
}

/// Large pictures are shown smaller than they are, small ones with crisp cells.
pub const CRISP_IF_SMALL: TextureOptions = TextureOptions {
    minification: TextureFilter::Linear,
    ..TextureOptions::NEAREST
};

/// A texture, and what it is of.
pub type Kept<K> = Option<(K, TextureHandle)>;

/// The texture of a picture, which is renewed only when the picture is.
pub fn texture<K: PartialEq>(
    kept: &mut Kept<K>,
    ui: &Ui,
    of: K,
    options: TextureOptions,
    image: impl FnOnce() -> ColorImage,
) -> TextureId {
    let (shown, texture) = match kept.take() {
        Some((shown, texture)) if shown == of => (shown, texture),
        Some((_, mut texture)) => {
            texture.set(image(), options);
            (of, texture)
        }
        None => (of, ui.ctx().load_texture("picture", image(), options)),
    };
    kept.insert((shown, texture)).1.id()
}

/// Shows the whole of a texture.
pub fn image(painter: &Painter, texture: TextureId, area: Rect) {
    let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    painter.image(texture, area, whole, Color32::WHITE);
}

/// A cell of so many rows and columns of equal cells.
pub fn cell_rect(area: Rect, [rows, columns]: [usize; 2], row: usize, column: usize) -> Rect {
    let cell = area.size() / egui::vec2(columns as f32, rows as f32);
    let place = egui::vec2(column as f32, row as f32) * cell;
    Rect::from_min_size(area.min + place, cell)
}

/// The row and the column, of so many, at a place.
pub fn cell_at(area: Rect, [rows, columns]: [usize; 2], pos: Pos2) -> Option<(usize, usize)> {
    let share = (pos - area.min) / area.size();
    let at = |share: f32, of: usize| Some(((share * of as f32) as usize).min(of.checked_sub(1)?));
    Some((at(share.y, rows)?, at(share.x, columns)?)).filter(|_| area.contains(pos))
}

/// Writes a text of this size, anchored at a place.
pub fn write(
    painter: &Painter,
    (place, anchor): (Pos2, Align2),
    text: impl ToString,
    size: f32,
    ink: Color32,
) {
    painter.text(place, anchor, text, FontId::proportional(size), ink);
}

/// Writes a text of this size around a place.
pub fn write_amid(painter: &Painter, place: Pos2, text: impl ToString, size: f32, ink: Color32) {
    write(painter, (place, Align2::CENTER_CENTER), text, size, ink);
}
