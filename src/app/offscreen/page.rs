//! A sheet of paper with a view on it: title and iteration above, where it comes from below.

use egui::text::LayoutJob;
use egui::{Color32, Context, FontId, Pos2, RawInput, Rect, Ui, UiBuilder, Vec2, pos2, vec2};

use super::shapes::{Translator, point};
use super::textures::Textures;
use crate::export::canvas::{Anchor, Ink, Label, Surface as _};
use crate::export::{Canvas, Page, Provenance, grouped};

/// White around everything, in points.
const MARGIN: f32 = 12.0;
/// Room for the title.
const HEAD: f32 = 24.0;
/// Room for the sentence on what the network has become, on two lines.
const VERDICT: f32 = 28.0;
/// Room for the provenance.
const FOOT: f32 = 16.0;
/// Passes in which widths and bounds settle.
const PASSES: usize = 3;
/// How often a page may grow to hold what is on it.
const GROWTHS: usize = 3;
/// Pages do not become higher than this, in points.
const HIGHEST: f32 = 6_000.0;

/// The page on which a view has as much room as it has on screen.
pub fn page_around(size: Vec2, scale: f64) -> Page {
    Page {
        width: f64::from(size.x + 2.0 * MARGIN),
        height: f64::from(size.y + 2.0 * MARGIN + HEAD + VERDICT + FOOT),
        scale,
    }
}

/// A context that draws on paper instead of a screen.
pub struct Sheet {
    ctx: Context,
    textures: Textures,
}

impl Default for Sheet {
    fn default() -> Self {
        let ctx = Context::default();
        crate::app::theme::install(&ctx);
        ctx.set_theme(egui::Theme::Light);
        ctx.all_styles_mut(|style| {
            style.animation_time = 0.0;
            style.visuals.panel_fill = Color32::WHITE;
        });
        Self {
            ctx,
            textures: Textures::default(),
        }
    }
}

impl Sheet {
    /// Draws `content` on a page, which becomes higher if it needs more room.
    pub fn draw(
        &mut self,
        page: Page,
        heading: &str,
        provenance: &Provenance,
        time_s: f64,
        mut content: impl FnMut(&mut Ui),
    ) -> Canvas {
        let scale = (page.scale as f32).clamp(1.0, 4.0);
        let width = page.width as f32;
        let mut height = page.height as f32;
        let head = match provenance.verdict.is_empty() {
            true => HEAD,
            false => HEAD + VERDICT,
        };
        let mut shapes = Vec::new();
        for _ in 0..=GROWTHS {
            let mut used = Rect::NOTHING;
            for _ in 0..PASSES {
                let paper = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
                let mut field = paper.shrink(MARGIN);
                (field.min.y, field.max.y) = (MARGIN + head, height - MARGIN - FOOT);
                let output = self.ctx.run_ui(input(paper, scale, time_s), |ui| {
                    let mut inner = ui.new_child(UiBuilder::new().max_rect(field));
                    inner.set_clip_rect(field.expand(MARGIN / 2.0));
                    content(&mut inner);
                    used = inner.min_rect();
                    around_ui(ui, paper, provenance);
                    verdict_ui(ui, paper, &provenance.verdict);
                });
                self.textures.apply(output.textures_delta);
                shapes = output.shapes;
            }
            let missing = used.bottom() - (height - MARGIN - FOOT);
            if missing <= 1.0 || height + missing > HIGHEST {
                break;
            }
            height = (height + missing).ceil();
        }
        let mut canvas = Canvas::new(page.width, f64::from(height));
        canvas.set_title(heading);
        canvas.ground(Ink::WHITE);
        title(&mut canvas, heading, provenance);
        let translator = Translator {
            textures: &self.textures,
            pixels_per_point: scale,
        };
        translator.draw(&mut canvas, &shapes);
        canvas
    }
}

fn input(paper: Rect, scale: f32, time_s: f64) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(paper),
        time: Some(time_s),
        focused: false,
        ..RawInput::default()
    };
    let viewport = input.viewports.entry(input.viewport_id).or_default();
    viewport.native_pixels_per_point = Some(scale);
    input
}

/// The title above, and the iteration beside it.
fn title(canvas: &mut Canvas, heading: &str, provenance: &Provenance) {
    let label = Label::new(13.5, Ink::grey(0x20)).bold();
    let [x, y] = point(pos2(MARGIN, MARGIN + 12.0));
    canvas.text([x, y], heading, &label);
    if let Some(iteration) = provenance.iteration {
        let text = format!("iteration {}", grouped(iteration));
        let label = Label::new(11.5, Ink::grey(0x40)).anchored(Anchor::End);
        let right = canvas.size()[0] - f64::from(MARGIN);
        canvas.text([right, y], &text, &label);
    }
}

/// What the network has become, below the title.
fn verdict_ui(ui: &Ui, paper: Rect, verdict: &str) {
    let (font, ink) = (FontId::proportional(10.5), Color32::from_gray(0x20));
    let width = paper.width() - 2.0 * MARGIN;
    let mut job = LayoutJob::simple(verdict.to_owned(), font, ink, width);
    job.wrap.max_rows = 2;
    let painter = ui.painter();
    let laid = painter.layout_job(job);
    painter.galley(pos2(MARGIN, MARGIN + HEAD - 4.0), laid, ink);
}

/// The provenance at the foot: what tells runs apart on the right, the scenario on the left, shortened
/// if there is too little room.
fn around_ui(ui: &Ui, paper: Rect, provenance: &Provenance) {
    let (font, ink) = (FontId::proportional(8.5), Color32::from_gray(0x58));
    let (seed, version) = (provenance.seed, Provenance::VERSION);
    let right = format!("seed {seed} · Accordance {version}");
    let painter = ui.painter();
    let right = painter.layout_no_wrap(right, font.clone(), ink);
    let from = paper.right() - MARGIN - right.size().x;
    let top = paper.bottom() - MARGIN - right.size().y + 3.0;
    let mut job = LayoutJob::simple_singleline(provenance.name.clone(), font, ink);
    job.wrap.max_width = (from - MARGIN - 10.0).max(20.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    painter.galley(pos2(from, top), right, ink);
    let left = painter.layout_job(job);
    painter.galley(pos2(MARGIN, top), left, ink);
}
