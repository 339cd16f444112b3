//! Carries out what the user asked to take home.

use std::path::{Path, PathBuf};

use super::exports::{Making, Outcome, Pending, Still};
use super::{AnimationQuestion, Deed, Wish};
use crate::app::modals::Question;
use crate::app::picker::Purpose;
use crate::app::window::AccordanceApp;
use crate::export::{FileError, FilmError, Provenance, Target};
use crate::scenario::{check_text, with_overrides};

impl AccordanceApp {
    /// Whether an animation is being made.
    pub fn is_filming(&self) -> bool {
        self.exports.film.is_some()
    }

    /// Copies a view, or asks where to save it.
    pub(in crate::app) fn take_home(&mut self, wish: Wish, ctx: &egui::Context) {
        let Some(still) = self.still(wish) else {
            return self.notices.say("There is nothing to export yet.");
        };
        match wish.deed {
            Deed::CopyPicture | Deed::CopyData => self.exports.make(still, None, ctx),
            Deed::Save(form) => {
                let iteration = still.scene.snapshot.iteration;
                let (stem, view) = (self.file_stem(), wish.pane.key());
                let file_name = format!("{stem}-{view}-{iteration}.{}", form.extension());
                let what = Making::Still(Box::new(still));
                self.ask_where(Pending { file_name, what }, ctx);
            }
        }
    }

    /// A view as it is now.
    fn still(&self, wish: Wish) -> Option<Still> {
        let scene = self.scene.clone()?;
        let mut provenance =
            Provenance::of(&self.document.scenario, self.document.to_toml()).at(&scene.snapshot);
        let mut remarks = vec![provenance.remark.clone()];
        if self.document.needs_reset() {
            remarks.push("the scenario was changed after this run began".to_owned());
        }
        if self.exports.was_changed(&scene.snapshot) {
            remarks.push("numbers of the scenario were changed while this run went on".to_owned());
        }
        remarks.retain(|remark| !remark.is_empty());
        provenance.remark = remarks.join("; ");
        Some(Still {
            wish,
            scene,
            beside: self
                .comparison
                .scene
                .clone()
                .map(|scene| (scene, self.comparison.own_scales)),
            scenario: self.document.scenario.clone(),
            choices: self.choices.clone(),
            pointing: self.pointing.clone(),
            sweep: self.sweep.clone(),
            clock_map: self.clock_map.clone(),
            provenance,
        })
    }

    /// Asks what an animation is to show.
    pub(in crate::app) fn ask_animation(&mut self) {
        if self.exports.film.is_some() {
            return self
                .notices
                .fail("An animation is being made already. Wait for it, or cancel it.");
        }
        let iterations = self.document.scenario.run.iterations;
        self.question = Question::Animation(Box::new(AnimationQuestion::about(iterations)));
    }

    /// Asks where to put the animation; then it is made.
    pub(in crate::app) fn order_animation(
        &mut self,
        asked: &AnimationQuestion,
        ctx: &egui::Context,
    ) {
        let setting = format!("run.iterations={}", asked.iterations());
        let text = self.document.to_toml();
        let folder = self.document.path().and_then(Path::parent);
        let opened = with_overrides(&text, "this scenario", &[setting])
            .and_then(|text| check_text(&text, "this scenario", folder));
        match opened {
            Ok(opened) => {
                let order = asked.order();
                let file_name = format!("{}-{}.gif", self.file_stem(), order.view);
                let what = Making::Film(Box::new(opened), Box::new(order));
                self.ask_where(Pending { file_name, what }, ctx);
            }
            Err(error) => self.notices.fail(error.to_string()),
        }
    }

    fn ask_where(&mut self, pending: Pending, ctx: &egui::Context) {
        let purpose = Purpose::Export(pending.what.form());
        self.picker.ask(purpose, &pending.file_name, ctx);
        self.exports.pending = Some(pending);
    }

    /// Where to save the export that waits for a path, so that the user sees in which folder.
    pub(in crate::app) fn suggested_export(&self) -> PathBuf {
        let folder = std::env::current_dir().unwrap_or_default();
        let name = self.exports.pending.as_ref().map(|p| p.file_name.as_str());
        folder.join(name.unwrap_or_default())
    }

    /// Makes the export that waits for a path. If there is a file already that is not known to be
    /// meant, asks.
    pub(in crate::app) fn save_export(&mut self, path: &Path, replace: bool, ctx: &egui::Context) {
        let Some(pending) = self.exports.pending.take() else {
            return;
        };
        let extension = pending.what.form().extension();
        let path = named(path, extension);
        let target = match Target::reserve(&path, replace) {
            Ok(target) => target,
            Err(FileError::Exists(path)) => {
                self.exports.pending = Some(pending);
                self.question = Question::Replace(path);
                return;
            }
            Err(error) => return self.notices.fail(format!("{error}.")),
        };
        match pending.what {
            Making::Still(still) => self.exports.make(*still, Some(target), ctx),
            Making::Film(opened, order) => self.exports.shoot(*opened, *order, target, ctx),
        }
    }

    /// Stops making the animation.
    pub(in crate::app) fn cancel_animation(&mut self) {
        if self.exports.film.take().is_some() {
            self.notices.say("The animation was cancelled.");
        }
    }

    /// Tells what has come of exports.
    pub(in crate::app) fn take_exports(&mut self, ctx: &egui::Context) {
        if let Some(scene) = &self.scene {
            self.exports.watch(&scene.snapshot);
        }
        while let Some(outcome) = self.exports.outcome() {
            match outcome {
                Outcome::Picture(image) => {
                    let size = [image.width as usize, image.height as usize];
                    ctx.copy_image(egui::ColorImage::from_rgba_unmultiplied(size, &image.rgba));
                    self.notices.say("Copied the picture.");
                }
                Outcome::Text(text) => {
                    ctx.copy_text(text);
                    self.notices.say("Copied the data.");
                }
                Outcome::Said(said) | Outcome::FilmOver(_, Ok(said)) => self.notices.say(said),
                Outcome::Failed(why) => self.notices.fail(sentence(&why)),
                // Said when it was cancelled.
                Outcome::FilmOver(_, Err(FilmError::Cancelled)) => {}
                Outcome::FilmOver(_, Err(error)) => {
                    self.notices.fail(sentence(&format!("{error}.")))
                }
            }
        }
    }
}

/// The path with this extension; another one stays as part of the name.
fn named(path: &Path, extension: &str) -> PathBuf {
    let has = |e: &std::ffi::OsStr| e.eq_ignore_ascii_case(extension);
    if path.extension().is_some_and(has) {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_name_gets_the_extension_of_what_is_saved() {
        let name = |typed: &str| named(Path::new(typed), "png").display().to_string();
        assert_eq!(name("a"), "a.png");
        assert_eq!(name("a.PNG"), "a.PNG");
        assert_eq!(name("v1.2"), "v1.2.png");
    }
}
