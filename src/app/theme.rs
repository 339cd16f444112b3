//! Colours and type. A colour means the same thing in every view.

use egui::{
    Color32, CornerRadius, FontDefinitions, FontFamily, FontId, Stroke, TextStyle, Theme, Ui,
};

use crate::engine::Side;

/// The colours of the model's quantities, in the light or the dark theme.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// Excitation, and positive weights.
    pub excitation: Color32,
    /// Inhibition, and negative weights.
    pub inhibition: Color32,
    /// Credit and retrograde signals.
    pub credit: Color32,
    /// Balance: f(s), and neurons whose excitation and inhibition cancel.
    pub balance: Color32,
    pub firing: Color32,
    pub line: Color32,
    /// What would be found by chance.
    pub chance: Color32,
    /// Axes, frames and thin lines.
    pub rule: Color32,
    /// What is pointed at or selected.
    pub highlight: Color32,
    pub ground: Color32,
}

const LIGHT: Palette = Palette {
    excitation: Color32::from_rgb(0xC2, 0x2F, 0x2F),
    inhibition: Color32::from_rgb(0x1F, 0x66, 0xB0),
    credit: Color32::from_rgb(0xB8, 0x70, 0x00),
    balance: Color32::from_rgb(0x5B, 0x7A, 0x69),
    firing: Color32::from_rgb(0x4A, 0x4F, 0x57),
    line: Color32::from_rgb(0x3C, 0x40, 0x48),
    chance: Color32::from_rgb(0x9A, 0x9D, 0xA3),
    rule: Color32::from_rgb(0xC9, 0xCB, 0xCF),
    highlight: Color32::from_rgb(0x6B, 0x45, 0xC6),
    ground: Color32::from_rgb(0xFF, 0xFF, 0xFF),
};

const DARK: Palette = Palette {
    excitation: Color32::from_rgb(0xF0, 0x6A, 0x5E),
    inhibition: Color32::from_rgb(0x62, 0xA8, 0xF0),
    credit: Color32::from_rgb(0xF2, 0xAE, 0x3C),
    balance: Color32::from_rgb(0x92, 0xB5, 0xA3),
    firing: Color32::from_rgb(0xC3, 0xC8, 0xD0),
    line: Color32::from_rgb(0xC9, 0xCE, 0xD6),
    chance: Color32::from_rgb(0x7B, 0x80, 0x89),
    rule: Color32::from_rgb(0x45, 0x49, 0x51),
    highlight: Color32::from_rgb(0xB4, 0x9B, 0xFF),
    ground: Color32::from_rgb(0x16, 0x18, 0x1C),
};

impl Palette {
    /// The palette that belongs to the theme in use.
    pub fn of(visuals: &egui::Visuals) -> &'static Self {
        if visuals.dark_mode { &DARK } else { &LIGHT }
    }

    /// The colour of a positive or a negative value.
    pub fn signed(&self, value: f64) -> Color32 {
        match value >= 0.0 {
            true => self.excitation,
            false => self.inhibition,
        }
    }
}

/// The palette of the theme in use.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    Palette::of(ui.visuals())
}

/// The colour of a community; grey for neurons that belong to none.
pub fn community_colour(colour: Option<usize>) -> Color32 {
    let [r, g, b] = crate::export::community_rgb(colour);
    Color32::from_rgb(r, g, b)
}

/// Size of ordinary text in points, before the user's zoom.
const BODY: f32 = 13.5;

/// Applies fonts and both themes.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    // Zooming is an action of ours, so that it is remembered.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| restyle(style, theme));
    }
}

/// Makes text and controls of a style larger than usual.
pub fn enlarge(style: &mut egui::Style, by: f32) {
    for font in style.text_styles.values_mut() {
        font.size *= by;
    }
    let spacing = &mut style.spacing;
    spacing.button_padding *= by;
    spacing.interact_size *= by;
    spacing.item_spacing *= by;
    spacing.icon_width *= by;
    spacing.icon_width_inner *= by;
    spacing.combo_width *= by;
    spacing.slider_rail_height *= by;
}

/// How much larger than usual text is here.
pub fn scale(ui: &egui::Ui) -> f32 {
    TextStyle::Body.resolve(ui.style()).size / BODY
}

/// The default fonts, with arrows and operators in proportional text borrowed from Hack.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    proportional.push("Hack".to_owned());
    fonts
}

/// A colour, given as 0xRRGGBB for the light and for the dark theme.
pub fn of_theme(dark: bool, light: u32, in_dark: u32) -> Color32 {
    let [_, r, g, b] = if dark { in_dark } else { light }.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// The colour of a side. No quantity of the model has it.
pub fn side_colour(ui: &Ui, side: Side) -> Color32 {
    let (light, dark) = match side {
        Side::A => (0x0B737D, 0x3DBFC9),
        Side::B => (0xA32F78, 0xEC79BE),
    };
    of_theme(ui.visuals().dark_mode, light, dark)
}

fn restyle(style: &mut egui::Style, theme: Theme) {
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(11.5)),
        (TextStyle::Body, FontId::proportional(BODY)),
        (TextStyle::Button, FontId::proportional(BODY)),
        (TextStyle::Heading, FontId::proportional(17.0)),
        (TextStyle::Monospace, FontId::monospace(12.5)),
    ]
    .into();
    style.spacing.item_spacing = egui::vec2(8.0, 5.0);
    style.spacing.button_padding = egui::vec2(8.0, 4.0);
    style.spacing.interact_size.y = 22.0;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    let dark = theme == Theme::Dark;
    let of_theme = |light, in_dark| of_theme(dark, light, in_dark);
    let palette = if dark { &DARK } else { &LIGHT };
    let v = &mut style.visuals;
    v.panel_fill = of_theme(0xF4F4F2, 0x1E2025);
    v.window_fill = of_theme(0xFFFFFF, 0x26292F);
    v.extreme_bg_color = palette.ground;
    v.faint_bg_color = of_theme(0xECECEA, 0x25282E);
    v.selection.bg_fill = of_theme(0xD9CFF5, 0x4C3F7A);
    v.selection.stroke = Stroke::new(1.0, of_theme(0x2A1C52, 0xF5F5F5));
    v.hyperlink_color = palette.highlight;
    v.warn_fg_color = palette.credit;
    v.error_fg_color = palette.excitation;
    v.slider_trailing_fill = true;
    v.weak_text_alpha = 0.75;
    v.widgets.noninteractive.fg_stroke.color = of_theme(0x262626, 0xDDDDDD);
    v.widgets.noninteractive.bg_stroke.color = palette.rule;
    for widget in [
        &mut v.widgets.inactive,
        &mut v.widgets.hovered,
        &mut v.widgets.active,
        &mut v.widgets.open,
    ] {
        widget.corner_radius = CornerRadius::same(4);
        widget.fg_stroke.color = of_theme(0x202020, 0xE8E8E8);
    }
    v.widgets.inactive.bg_fill = of_theme(0xDCDCDC, 0x3A3A3A);
    v.widgets.inactive.weak_bg_fill = of_theme(0xE4E4E4, 0x353535);
}
