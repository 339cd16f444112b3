//! What was done to a run is part of it: the scenario that takes the same course by itself.

use super::session::Session;
use super::workspace::Unsaved;
use crate::engine::{Course, Scene, Side, Snapshot};
use crate::export::Provenance;
use crate::scenario::{MOST_CHANGES, Scenario};

/// What is said where more was done than a file can hold.
const TOO_MANY: &str = "more numbers were changed while this run went on than a scenario can hold, so it does not make this again";

impl Session {
    /// The courses of what runs, as far as one is another than its scenario takes by itself.
    fn changed_courses(&self) -> Option<[Option<&Course>; 2]> {
        let courses = self.engine.courses()?.each_ref().map(Option::as_deref);
        let mut known = courses.iter().flatten();
        known.any(|course| course.was_changed()).then_some(courses)
    }

    /// Whether somebody has changed something while it ran.
    pub fn was_changed(&self) -> bool {
        self.changed_courses().is_some()
    }

    /// How often somebody has changed something while it ran.
    pub fn changes_made(&self) -> usize {
        let courses = self.engine.courses().into_iter().flatten().flatten();
        let made = courses.flat_map(|course| course.happened());
        made.filter(|made| made.planned.is_none()).count()
    }

    /// The scenario that takes the course of what runs by itself, if somebody has changed something.
    pub fn as_it_happened(&self) -> Option<Scenario> {
        let courses = self.changed_courses()?;
        let sides = courses.map(|course| course.map(Course::as_it_happened));
        Some(self.document.of_courses(sides))
    }

    /// The text of the scenario that makes again what runs: as it happened, if somebody has changed something,
    /// or else as it stands.
    pub fn text_to_make_again(&self) -> String {
        let happened = self.as_it_happened().filter(fits);
        match happened {
            Some(scenario) => self.document.text_of(&scenario),
            None => self.document.to_toml(),
        }
    }

    /// The scenario that makes again what is shown, as text, and what is to be known of it.
    fn made_again(&self, scenes: [Option<&Scene>; 2]) -> (String, &'static str) {
        let document = &self.document;
        let Some(courses) = self.engine.courses() else {
            return (document.to_toml(), "");
        };
        let until = |(course, scene): (&Option<_>, Option<&Scene>)| {
            let (course, snapshot): (&std::sync::Arc<Course>, &Snapshot) =
                (course.as_ref()?, &scene?.snapshot);
            Some(course.until(&snapshot.moment(), &snapshot.rules))
        };
        let [a, b] = courses;
        let sides = [until((a, scenes[0])), until((b, scenes[1]))];
        let was_changed = sides.iter().flatten().any(Course::was_changed);
        if !was_changed && !document.needs_reset() {
            return (document.to_toml(), "");
        }
        let made = document.of_courses(sides.map(|side| Some(side?.as_it_happened())));
        match fits(&made) {
            true => (document.text_of(&made), ""),
            false => (document.to_toml(), TOO_MANY),
        }
    }

    /// Where what is shown comes from.
    pub fn provenance(&self, scene: &Scene, beside: Option<&Scene>) -> Provenance {
        let (text, remark) = self.made_again([Some(scene), beside]);
        let provenance = Provenance::of(&self.document.scenario, text);
        let mut provenance = provenance.at_scene(scene, beside);
        let remarks = [provenance.remark.as_str(), remark];
        let remarks: Vec<&str> = remarks
            .into_iter()
            .filter(|said| !said.is_empty())
            .collect();
        provenance.remark = remarks.join("; ");
        provenance
    }

    /// The text of the scenario that makes again what is shown.
    pub fn text_of_what_is_shown(&self) -> String {
        let scenes = Side::ALL.map(|side| self.scene(side));
        self.made_again(scenes).0
    }

    /// What must outlive a crash, or another document. With another network the run is over: then the scenario
    /// counts as it stands.
    pub fn work(&self) -> Unsaved {
        let document = &self.document;
        Unsaved {
            text: match document.needs_reset() {
                true => document.to_toml(),
                false => self.text_to_make_again(),
            },
            path: document.path.clone(),
        }
    }
}

/// Whether a file can hold all changes of a scenario.
pub fn fits(scenario: &Scenario) -> bool {
    let b = scenario.compare.iter().map(|b| b.changes.len());
    b.chain([scenario.changes.len()])
        .all(|changes| changes <= MOST_CHANGES)
}
