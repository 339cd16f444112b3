//! What was changed on the way, as marks: each change is put into words once.

use std::sync::Arc;

use super::marks::{Mark, MarkKind};
use crate::engine::{Course, Deed, Happened, Side};
use crate::model::Rules;
use crate::scenario::{Act, Scenario, settings_between};

/// Changes beyond these have no marks.
const MOST: usize = 2_000;

/// The changes of a side in words. What has been put into words stays so; only what is new is looked at.
#[derive(Default)]
pub struct ChangeMarks {
    marks: Vec<Mark>,
    /// What was looked at last, and how much was looked at.
    last: Option<Arc<Happened>>,
    looked_at: usize,
    /// The rules before the change of rules that is the latest, and after it.
    rules: Option<[Rules; 2]>,
}

impl ChangeMarks {
    pub fn get(&self) -> &[Mark] {
        &self.marks
    }

    /// Takes note of what has been changed since. Returns whether there is something new.
    pub fn follow(&mut self, course: Option<&Course>, side: Option<Side>) -> bool {
        let happened = course.map_or(&[][..], Course::happened);
        let known = self
            .looked_at
            .checked_sub(1)
            .and_then(|last| happened.get(last));
        let goes_on = match (&self.last, known) {
            (Some(last), Some(known)) => Arc::ptr_eq(last, known),
            (last, _) => last.is_none(),
        };
        if !goes_on {
            // Another run, or one that went another way.
            *self = Self::default();
        }
        let new = &happened[self.looked_at..];
        if let Some(course) = course {
            new.iter().for_each(|made| self.add(course, made, side));
        }
        (self.looked_at, self.last) = (happened.len(), happened.last().cloned());
        !new.is_empty() || !goes_on
    }

    fn add(&mut self, course: &Course, made: &Arc<Happened>, side: Option<Side>) {
        let says = match &made.deed {
            Deed::Tick(clock) => format!("{} ticked by hand", clock.name()),
            Deed::Rules(after) => {
                let drags_on = self.last.as_ref().is_some_and(|last| drags_on(last, made));
                let before = match (self.rules, drags_on) {
                    (Some([before, _]), true) => before,
                    (Some([_, after]), false) => after,
                    (None, _) => course.begun().rules,
                };
                self.rules = Some([before, **after]);
                if drags_on {
                    self.marks.pop();
                }
                what_changed(course, made, [before, **after])
            }
        };
        self.last = Some(Arc::clone(made));
        if self.marks.len() < MOST {
            let of = side.map_or(String::new(), |side| format!("{}: ", side.letter()));
            let planned = if made.planned.is_some() {
                " (as planned)"
            } else {
                ""
            };
            self.marks.push(Mark {
                iteration: made.at.iteration(),
                kind: MarkKind::Change,
                says: format!("{of}{says}{planned}"),
            });
        }
    }
}

/// Whether a change goes on with the one before, as of a slider that is dragged: then only where it was let go
/// is told.
fn drags_on(before: &Happened, after: &Happened) -> bool {
    let by_hand = |made: &Happened| made.planned.is_none() && matches!(made.deed, Deed::Rules(_));
    let near = after.at.iteration() <= before.at.iteration() + 1;
    by_hand(before) && by_hand(after) && near
}

fn what_changed(course: &Course, made: &Happened, rules: [Rules; 2]) -> String {
    let settings = match made.planned.as_deref().map(|change| &change.act) {
        Some(Act::Set(settings)) => settings.clone(),
        _ => {
            let [before, after] = rules.map(|rules| Scenario {
                rules,
                ..course.begun().side_a()
            });
            settings_between(&before, &after)
        }
    };
    let pairs = settings
        .iter()
        .map(|(key, value)| format!("{key} = {value}"));
    match settings.is_empty() {
        true => "changed and changed back".to_owned(),
        false => pairs.collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Runner;
    use crate::model::{Clock, GivenState, LearningRate, Topology};

    fn change(runner: &mut Runner, rate: f64) {
        let mut rules = *runner.rules();
        rules.plasticity.learning_rate = LearningRate::Constant(rate);
        runner.set_rules(rules);
    }

    fn said(marks: &ChangeMarks) -> Vec<(u64, &str)> {
        let marks = marks.get().iter();
        marks
            .map(|mark| (mark.iteration, mark.says.as_str()))
            .collect()
    }

    #[test]
    fn each_change_is_one_mark_a_drag_is_one_and_another_course_begins_anew() {
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons: 8 });
        let mut runner = Runner::new(&scenario, GivenState::default(), None);
        let mut marks = ChangeMarks::default();
        assert!(!marks.follow(Some(runner.course()), None));
        runner.run_to(5).expect("finite");
        change(&mut runner, 0.5);
        assert!(marks.follow(Some(runner.course()), None));
        change(&mut runner, 0.6);
        change(&mut runner, 0.7);
        marks.follow(Some(runner.course()), None);
        assert_eq!(said(&marks), [(5, "plasticity.learning_rate = 0.7")]);
        runner.run_to(20).expect("finite");
        change(&mut runner, 0.1);
        runner.tick(Clock::Credit).expect("finite");
        marks.follow(Some(runner.course()), None);
        let expected = [
            (5, "plasticity.learning_rate = 0.7"),
            (20, "plasticity.learning_rate = 0.1"),
            (20, "credit ticked by hand"),
        ];
        assert_eq!(said(&marks), expected);
        assert!(!marks.follow(Some(runner.course()), None));

        let mut another = Runner::new(&scenario, GivenState::default(), None);
        another.run_to(7).expect("finite");
        change(&mut another, 0.2);
        assert!(marks.follow(Some(another.course()), Some(Side::B)));
        assert_eq!(said(&marks), [(7, "B: plasticity.learning_rate = 0.2")]);
    }
}
