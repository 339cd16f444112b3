//! What the glossary could explain: the control under the pointer, or the one that has the keyboard.

use egui::{Context, Id, Rect, Response, Ui};

/// What a control is about, and in which pass of the interface that was noted.
#[derive(Clone, Copy)]
struct Topic {
    key: &'static str,
    pass: u64,
    pointed: bool,
}

fn place() -> Id {
    Id::unique("topic")
}

/// Takes note of what a control is about, if the pointer is on it or it has the keyboard. The key is one that
/// the glossary knows; others lead to its beginning.
pub fn note_topic(response: &Response, key: &'static str) {
    let pointed = response.contains_pointer();
    if pointed || response.has_focus() {
        note(&response.ctx, key, pointed);
    }
}

/// The same of a part of the window, for all that has no topic of its own there: before that is drawn.
pub fn note_topic_within(ui: &Ui, area: Rect, key: &'static str) {
    if ui.rect_contains_pointer(area) {
        note(ui.ctx(), key, true);
    }
}

/// The pointer says more than the focus, which stays wherever it was left.
fn note(ctx: &Context, key: &'static str, pointed: bool) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| {
        let known = data.get_temp::<Topic>(place());
        let known = known.filter(|topic| topic.pass == pass && topic.pointed);
        if pointed || known.is_none() {
            data.insert_temp(place(), Topic { key, pass, pointed });
        }
    });
}

/// What the pointer is on, or else the keyboard, as far as it was noted in this pass.
pub fn topic(ctx: &Context) -> Option<&'static str> {
    let topic = ctx.data(|data| data.get_temp::<Topic>(place()))?;
    (topic.pass == ctx.cumulative_pass_nr()).then_some(topic.key)
}
