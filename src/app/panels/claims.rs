//! The claims of a scenario, and whether each holds now.

use egui::{
    CollapsingHeader, Color32, Label, Rect, Response, RichText, Role, Sense, Stroke, Ui, pos2, vec2,
};

use crate::app::document::Document;
use crate::app::widgets::{named, number};
use crate::engine::check::Stated;
use crate::engine::condition::Truth;
use crate::engine::{Scene, Side};

/// What can be said of a claim as things are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Holds,
    Fails,
    /// A measure that it speaks of is undefined.
    Undefined,
    /// The iteration at which it must hold is not reached.
    NotYet,
    /// The run has not gone as it would from its beginning.
    Interfered,
    /// It is about a scenario with other values than those that run.
    Elsewhere,
}

impl Standing {
    fn words(self) -> &'static str {
        match self {
            Self::Holds => "Holds now",
            Self::Fails => "Does not hold now",
            Self::Undefined => "Cannot be told now",
            Self::NotYet => "Not yet",
            Self::Interfered => {
                "Not told: numbers were changed, or clocks ticked by hand, while this run went on. Start anew to see"
            }
            Self::Elsewhere => "About another setting",
        }
    }
}

/// Draws the claims of a scenario, each with a mark; on hover its condition and the values now. A claim
/// with changes is about the side that has them, if one
/// has. Those about settings that no side has are folded.
pub fn claims_ui(ui: &mut Ui, document: &Document, scenes: [Option<&Scene>; 2]) {
    let side = |stated: &&Stated| side_of(stated, document);
    let claims = document.claims().iter();
    let (here, elsewhere): (Vec<_>, Vec<_>) = claims.partition(|stated| side(stated).is_some());
    for stated in &here {
        claim_ui(
            ui,
            stated,
            side(stated).and_then(|side| scenes[side as usize]),
        );
    }
    if !elsewhere.is_empty() {
        let title = match elsewhere.len() {
            1 => "1 claim about another setting".to_owned(),
            count => format!("{count} claims about other settings"),
        };
        let fold = CollapsingHeader::new(RichText::new(title).weak()).id_salt("other claims");
        fold.show(ui, |ui| {
            for stated in elsewhere {
                claim_ui(ui, stated, None);
            }
        });
    }
    if !document.claims().is_empty() {
        ui.add_space(4.0);
    }
}

/// The side that a claim is about.
fn side_of(stated: &Stated, document: &Document) -> Option<Side> {
    let begun = document.as_begun();
    let sides = [Some(begun.side_a()), begun.side_b()];
    let is_about =
        |side: &Side| (sides[*side as usize].as_ref()).is_some_and(|s| stated.is_about(s));
    Side::ALL.into_iter().find(is_about)
}

impl Standing {
    /// Whether nothing has been decided.
    fn is_open(self) -> bool {
        matches!(self, Self::NotYet | Self::Interfered | Self::Elsewhere)
    }
}

fn standing(stated: &Stated, scene: Option<&Scene>) -> Standing {
    let Some(scene) = scene else {
        return Standing::Elsewhere;
    };
    let Some(findings) = scene.findings.as_deref() else {
        return Standing::NotYet;
    };
    match stated.now(findings) {
        _ if scene.snapshot.interfered => Standing::Interfered,
        _ if findings.iteration < stated.at => Standing::NotYet,
        Truth::Holds => Standing::Holds,
        Truth::Fails => Standing::Fails,
        Truth::Undefined => Standing::Undefined,
    }
}

fn claim_ui(ui: &mut Ui, stated: &Stated, scene: Option<&Scene>) {
    let standing = standing(stated, scene);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let told = format!("{}: {}", words(standing, stated, scene), stated.claim.says);
        let mark = named(mark_ui(ui, standing), Role::Image, &told);
        let weak = standing.is_open();
        let text = RichText::new(says(stated));
        let text = if weak { text.weak() } else { text };
        let label = ui.add(Label::new(text).wrap());
        for response in [mark, label] {
            response.on_hover_ui(|ui| hover_ui(ui, stated, standing, scene));
        }
    });
}

/// How a claim stands, and when that was decided, if it was before now.
fn words(standing: Standing, stated: &Stated, scene: Option<&Scene>) -> String {
    let findings = scene.and_then(|scene| scene.findings.as_deref());
    let is_past = findings.is_some_and(|findings| findings.iteration > stated.at);
    match standing {
        Standing::Holds if is_past => format!("Held at iteration {}", stated.at),
        Standing::Fails if is_past => format!("Did not hold at iteration {}", stated.at),
        other => other.words().to_owned(),
    }
}

/// The sentence, with what is changed for it.
fn says(stated: &Stated) -> String {
    let pairs = stated.claim.with.iter();
    let pairs: Vec<String> = pairs
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    match pairs.as_slice() {
        [] => stated.claim.says.clone(),
        pairs => format!("{} (with {})", stated.claim.says, pairs.join(", ")),
    }
}

fn hover_ui(ui: &mut Ui, stated: &Stated, standing: Standing, scene: Option<&Scene>) {
    ui.strong(words(standing, stated, scene));
    ui.label(RichText::new(stated.condition.to_string()).monospace());
    let findings = scene.and_then(|scene| scene.findings.as_deref());
    let Some(findings) = findings.filter(|_| standing != Standing::Elsewhere) else {
        ui.label("Make that change to see it here, or run `accordance check` with this scenario.");
        return;
    };
    for (measure, value) in stated.values(&findings.measures) {
        let value = value.map_or("undefined".to_owned(), number);
        ui.label(format!("{}: {value}", measure.title()))
            .on_hover_text(measure.definition);
    }
    let (at, now) = (stated.at, findings.iteration);
    ui.label(format!("Claimed at iteration {at}; this is {now}."));
    let claim = &stated.claim;
    let needed = claim.needed(claim.seeds as usize);
    let means = match stated.condition.means().is_empty() {
        true => "",
        false => " Means are over those; here they are the values of this run.",
    };
    ui.label(format!(
        "`accordance check` looks in {} seeds; it must hold in {needed}.{means}",
        claim.seeds
    ));
}

/// A tick, a cross, a question of three dots or an empty circle.
fn mark_ui(ui: &mut Ui, standing: Standing) -> Response {
    let height = ui.text_style_height(&egui::TextStyle::Body);
    let (rect, response) = ui.allocate_exact_size(vec2(13.0, height), Sense::hover());
    let area = Rect::from_center_size(rect.center(), vec2(10.0, 10.0));
    let visuals = ui.visuals();
    let (strong, weak) = (visuals.strong_text_color(), visuals.weak_text_color());
    let at = |x: f32, y: f32| {
        pos2(
            area.left() + x * area.width(),
            area.top() + y * area.height(),
        )
    };
    let painter = ui.painter();
    let line = |from, to, colour: Color32| {
        painter.line_segment([from, to], Stroke::new(2.0, colour));
    };
    match standing {
        Standing::Holds => {
            line(at(0.0, 0.55), at(0.35, 0.95), strong);
            line(at(0.35, 0.95), at(1.0, 0.1), strong);
        }
        Standing::Fails => {
            line(at(0.1, 0.1), at(0.9, 0.9), strong);
            line(at(0.9, 0.1), at(0.1, 0.9), strong);
        }
        Standing::Undefined => {
            for x in [0.1, 0.5, 0.9] {
                painter.circle_filled(at(x, 0.5), 1.2, strong);
            }
        }
        Standing::NotYet | Standing::Interfered | Standing::Elsewhere => {
            painter.circle_stroke(area.center(), 4.0, Stroke::new(1.0, weak));
        }
    }
    response
}
