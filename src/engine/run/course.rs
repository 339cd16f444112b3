//! The course of a run: what was changed on its way, and what is still to be changed.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::{Clock, Pulse, Rules};
use crate::scenario::{Act, Change, Scenario, When, changed, merged, settings_between};

/// A moment of a run, exactly: no two states of one run have the same.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Moment {
    /// Model time in milliseconds.
    pub now_ms: f64,
    /// How often each of [`Clock::ALL`] has ticked.
    pub ticks: [u64; 3],
}

impl Moment {
    /// Plasticity updates made.
    pub fn iteration(&self) -> u64 {
        self.ticks[Clock::Plasticity as usize]
    }

    /// Whether it lies after another moment of the same run.
    pub fn is_after(&self, other: &Self) -> bool {
        self > other
    }
}

/// A change that was made to a running simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    /// The state that it found.
    pub at: Moment,
    /// The same as scenarios say it.
    pub when: When,
    /// What was done.
    pub deed: Deed,
    /// What the scenario says, if it had it so. Else somebody did it meanwhile.
    pub planned: Option<Box<Change>>,
}

/// What was done to a running simulation.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// These were the rules from then on.
    Rules(Box<Rules>),
    /// A clock ticked out of its schedule.
    Tick(Clock),
}

/// What is still to be done.
#[derive(Debug, Clone, PartialEq)]
enum Due {
    /// What the scenario says.
    Planned(Change),
    /// What has been done before, when this stretch was first run.
    Again(Happened),
}

impl Due {
    fn when(&self) -> When {
        match self {
            Self::Planned(change) => change.at,
            Self::Again(happened) => happened.when,
        }
    }
}

/// Where a run stands, as far as changes go by it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub at: Moment,
    /// Nothing ticks before this model time.
    pub next_ms: f64,
    pub blown_up: bool,
}

/// The changes of a run: those made, and those to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// As the run began, one side alone.
    begun: Arc<Scenario>,
    happened: Vec<Arc<Happened>>,
    due: VecDeque<Due>,
}

impl Course {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let planned = scenario.changes.iter().cloned();
        Self {
            begun: Arc::new(scenario.side_a()),
            happened: Vec::new(),
            due: planned.map(Due::Planned).collect(),
        }
    }

    /// As the run began; what was changed before anything ticked counts as so from the beginning.
    pub fn begun(&self) -> &Arc<Scenario> {
        &self.begun
    }

    /// What was changed since, in its order.
    pub fn happened(&self) -> &[Arc<Happened>] {
        &self.happened
    }

    /// Whether somebody has changed its course.
    pub fn interfered(&self) -> bool {
        self.happened.iter().any(|made| made.planned.is_none())
    }

    /// Whether it is another than the scenario that began it takes by itself.
    pub fn was_changed(&self) -> bool {
        // Of what was done before, some may have become a plan.
        let planned = self.happened.len() + self.due.len();
        self.interfered() || planned > self.begun.changes.len()
    }

    /// The rules that were in force after so many changes.
    fn rules_at(&self, made: usize) -> &Rules {
        let rules = self.happened[..made].iter().rev();
        let mut rules = rules.filter_map(|made| match &made.deed {
            Deed::Rules(rules) => Some(rules.as_ref()),
            Deed::Tick(_) => None,
        });
        rules.next().unwrap_or(&self.begun.rules)
    }

    /// The rules before and after each change that the scenario has made by itself since an earlier look at
    /// the course, or at another one that it shares its beginning with.
    pub fn planned_since(&self, earlier: Option<&Self>) -> Vec<[Rules; 2]> {
        let shared = earlier.map_or(0, |earlier| self.shared_with(earlier));
        let mut before = *self.rules_at(shared);
        let mut planned = Vec::new();
        for made in &self.happened[shared..] {
            if let Deed::Rules(after) = &made.deed {
                if made.planned.is_some() {
                    planned.push([before, **after]);
                }
                before = **after;
            }
        }
        planned
    }

    /// How many changes two courses have in common.
    fn shared_with(&self, other: &Self) -> usize {
        let is_same = |at: usize| {
            let pair = self.happened.get(at).zip(other.happened.get(at));
            pair.is_some_and(|(own, other)| Arc::ptr_eq(own, other))
        };
        // Mostly one has only gone on.
        match other.happened.len() {
            0 => 0,
            all if is_same(all - 1) => all,
            all => (0..all).take_while(|at| is_same(*at)).count(),
        }
    }

    /// The course until a moment at which these rules were in force. Of what came later, only what the scenario
    /// says is still to come.
    pub fn until(&self, moment: &Moment, rules: &Rules) -> Self {
        let happened = self.happened.iter();
        let before = happened
            .take_while(|made| moment.is_after(&made.at))
            .count();
        let here = self.happened[before..].iter();
        let mut here =
            here.take_while(|made| made.at == *moment && matches!(made.deed, Deed::Rules(_)));
        let put =
            |made: &Arc<Happened>| matches!(&made.deed, Deed::Rules(after) if **after == *rules);
        let made = match self.rules_at(before) == rules {
            true => before,
            false => here.position(put).map_or(before, |at| before + at + 1),
        };
        let mut until = self.back_to(made);
        until.go_another_way();
        until
    }

    /// The rules with which it would begin as it now stands: with what somebody has changed, and without what
    /// the scenario has changed by itself.
    pub fn as_it_stands(&self) -> Rules {
        let (mut begun, mut in_force) = (self.begun.rules, self.begun.rules);
        for made in &self.happened {
            let Deed::Rules(after) = &made.deed else {
                continue;
            };
            if made.planned.is_none() {
                let after = Scenario {
                    rules: **after,
                    ..self.begun.side_a()
                };
                begun = merged(&after, &in_force, &begun);
            }
            in_force = **after;
        }
        begun
    }

    /// Takes note of other rules, before anything has ticked.
    pub(super) fn begin_with(&mut self, rules: Rules) {
        Arc::make_mut(&mut self.begun).rules = rules;
    }

    /// Takes note of what is done now.
    pub(super) fn note(&mut self, made: Happened) {
        self.happened.push(Arc::new(made));
    }

    /// When the next change is due.
    pub(super) fn next(&self) -> Option<When> {
        self.due.front().map(Due::when)
    }

    /// Takes the next change if it is due: before anything ticks that is later than it.
    pub(super) fn take_due(&mut self, standing: &Standing) -> Option<DueNow> {
        let due = match self.next()? {
            When::Iteration(iteration) => standing.at.iteration() >= iteration,
            // What has stopped goes on only by what was done there.
            When::Ms(at_ms) if standing.blown_up => at_ms <= standing.at.now_ms,
            When::Ms(at_ms) => at_ms < standing.next_ms,
        };
        match self.due.pop_front_if(|_| due)? {
            Due::Planned(change) => Some(DueNow {
                at: change.at,
                what: match &change.act {
                    Act::Set(settings) => What::Set(settings.clone()),
                    Act::Tick(clock) => What::Do(Deed::Tick(*clock)),
                },
                planned: Some(Box::new(change)),
            }),
            Due::Again(happened) => Some(DueNow {
                at: happened.when,
                planned: happened.planned,
                what: What::Do(happened.deed),
            }),
        }
    }

    /// The rules after a planned change of rules; what does not go with what was done meanwhile is left.
    pub(super) fn rules_after(&self, rules: Rules, settings: &[(String, String)]) -> Rules {
        let now = Scenario {
            rules,
            ..Scenario::clone(&self.begun)
        };
        changed(&now, settings).map_or(rules, |after| after.rules)
    }

    /// The course as it stood after so many changes, with what was done since to be done again.
    pub(super) fn back_to(&self, made: usize) -> Self {
        let made = made.min(self.happened.len());
        let again = self.happened[made..].iter();
        let again = again.map(|happened| Due::Again(Happened::clone(happened)));
        Self {
            begun: Arc::clone(&self.begun),
            happened: self.happened[..made].to_vec(),
            due: again.chain(self.due.iter().cloned()).collect(),
        }
    }

    /// Makes a plan of what was done before in what is still to come, so that it happens by itself. `rules`
    /// are in force.
    pub(super) fn plan_what_was_done(&mut self, mut rules: Rules) {
        let scenario = |rules| Scenario {
            rules,
            ..self.begun.side_a()
        };
        for due in &mut self.due {
            let Due::Again(made) = due else {
                continue;
            };
            let change = match (made.planned.take(), &made.deed) {
                (Some(planned), _) => *planned,
                (None, Deed::Tick(clock)) => Change {
                    at: made.when,
                    act: Act::Tick(*clock),
                },
                (None, Deed::Rules(after)) => Change {
                    at: made.when,
                    act: Act::Set(settings_between(&scenario(rules), &scenario(**after))),
                },
            };
            if let Deed::Rules(after) = &made.deed {
                rules = **after;
            }
            *due = Due::Planned(change);
        }
    }

    /// Forgets what was done before in what is still to come; what the scenario says stays.
    pub(super) fn go_another_way(&mut self) {
        let due = std::mem::take(&mut self.due).into_iter();
        let planned = due.filter_map(|due| match due {
            Due::Planned(change) => Some(change),
            Due::Again(happened) => happened.planned.map(|change| *change),
        });
        self.due = planned.map(Due::Planned).collect();
    }
}

impl Course {
    /// The scenario that takes this course without anybody's doing: as it began, with all that was changed
    /// since and what it will still change by itself.
    pub fn as_it_happened(&self) -> Scenario {
        let mut rules = self.begun.rules;
        let mut changes: Vec<Change> = Vec::new();
        let scenario = |rules| Scenario {
            rules,
            ..self.begun.side_a()
        };
        for (index, made) in self.happened.iter().enumerate() {
            let before = rules;
            if let Deed::Rules(after) = &made.deed {
                rules = **after;
            }
            let act = match (&made.planned, &made.deed) {
                (Some(planned), _) => planned.act.clone(),
                (None, Deed::Tick(clock)) => Act::Tick(*clock),
                (None, Deed::Rules(after)) => {
                    let next = self.happened.get(index + 1);
                    if next.is_some_and(|next| next.replaces(made)) {
                        // Nothing came of it: a slider that was still being dragged.
                        rules = before;
                        continue;
                    }
                    Act::Set(settings_between(&scenario(before), &scenario(**after)))
                }
            };
            if !matches!(&act, Act::Set(settings) if settings.is_empty()) {
                changes.push(Change { at: made.when, act });
            }
        }
        changes.extend(self.due.iter().filter_map(|due| match due {
            Due::Planned(change) => Some(change.clone()),
            Due::Again(happened) => happened.planned.as_deref().cloned(),
        }));
        Scenario {
            changes,
            ..self.begun.side_a()
        }
    }
}

impl Happened {
    /// Whether it undoes or goes beyond a change of rules at the same moment, so that only this one counts.
    fn replaces(&self, earlier: &Self) -> bool {
        let rules = |made: &Self| made.planned.is_none() && matches!(made.deed, Deed::Rules(_));
        self.at == earlier.at && rules(self) && rules(earlier)
    }
}

/// Rings when the next change may be due: then it is looked at more closely.
pub(super) struct Alarm {
    next: Option<When>,
    shortest_ms: f64,
}

impl Alarm {
    pub fn rings(&self, pulse: &Pulse) -> bool {
        match self.next {
            None => false,
            Some(When::Iteration(iteration)) => pulse.iteration >= iteration,
            Some(When::Ms(at_ms)) => pulse.now_ms + self.shortest_ms > at_ms,
        }
    }
}

impl Course {
    /// What rings before the next change, under these rules.
    pub(super) fn alarm(&self, rules: &Rules) -> Alarm {
        let intervals = Clock::ALL.map(|clock| rules.clocks.ms(clock));
        Alarm {
            next: self.next(),
            shortest_ms: intervals.into_iter().fold(f64::INFINITY, f64::min),
        }
    }
}

/// A change that is due.
pub(super) struct DueNow {
    pub at: When,
    pub planned: Option<Box<Change>>,
    pub what: What,
}

/// What is to be done.
pub(super) enum What {
    Set(Vec<(String, String)>),
    Do(Deed),
}
