//! The latest update events of the three clocks, as in Fig. 2A.

use std::collections::VecDeque;

use crate::model::{Clock, Pulse};

/// Events kept.
pub(in crate::engine) const CAPACITY: usize = 3_000;

/// One update of one clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// Model time in milliseconds.
    pub at_ms: f64,
    /// Whose update.
    pub clock: Clock,
    /// How much it changed: max |Δx|, max |Δc| or mean |ΔW|; 0 when settled.
    pub change: f64,
}

/// The latest events, oldest first.
#[derive(Debug, Clone, Default)]
pub struct EventLog(VecDeque<Event>);

impl EventLog {
    /// Takes note of an event.
    pub fn push(&mut self, event: Event) {
        if self.0.len() == CAPACITY {
            self.0.pop_front();
        }
        self.0.push_back(event);
    }

    /// Takes note of what a step did.
    pub fn follow(&mut self, pulse: &Pulse) {
        for clock in Clock::ALL {
            if pulse.ticked[clock as usize] {
                self.push(Event {
                    at_ms: pulse.now_ms,
                    clock,
                    change: pulse.changes[clock as usize],
                });
            }
        }
    }

    /// The latest so many.
    pub fn latest(&self, most: usize) -> Self {
        let skipped = self.0.len().saturating_sub(most);
        Self(self.0.iter().skip(skipped).copied().collect())
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<Event>()
    }

    /// All events kept, oldest first.
    pub fn to_vec(&self) -> Vec<Event> {
        self.0.iter().copied().collect()
    }
}

/// Whether a faster clock had settled when a slower one last ticked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Settling {
    /// Not known yet.
    Unknown,
    /// The last update before the slower tick changed nothing that counts.
    Settled,
    /// It still changed by so much.
    Moving(f64),
}

/// Changes no larger than this do not count as events [Fan & Mysore 2024, Fig. 2A: an event counts
/// when the state really moved].
pub const EVENT_TOLERANCE: f64 = 1e-6;

impl Settling {
    /// What a residual says.
    pub fn of(residual: f64) -> Self {
        match residual <= EVENT_TOLERANCE {
            true => Self::Settled,
            false => Self::Moving(residual),
        }
    }
}

/// Whether `clock` had settled when the next slower clock last ticked.
pub fn settling(events: &[Event], clock: Clock) -> Settling {
    let slower = match clock {
        Clock::Firing => Clock::Credit,
        Clock::Credit => Clock::Plasticity,
        Clock::Plasticity => return Settling::Unknown,
    };
    let Some(tick) = events.iter().rposition(|e| e.clock == slower) else {
        return Settling::Unknown;
    };
    match events[..tick].iter().rfind(|e| e.clock == clock) {
        None => Settling::Unknown,
        Some(event) => Settling::of(event.change),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at_ms: f64, clock: Clock, change: f64) -> Event {
        Event {
            at_ms,
            clock,
            change,
        }
    }

    #[test]
    fn a_clock_has_settled_if_its_last_update_before_the_slower_tick_moved_nothing() {
        let mut events = vec![
            event(1.0, Clock::Firing, 0.5),
            event(2.0, Clock::Firing, 0.0),
            event(2.0, Clock::Credit, 0.3),
            event(3.0, Clock::Firing, 0.7),
        ];
        assert_eq!(settling(&events, Clock::Firing), Settling::Settled);
        assert_eq!(settling(&events, Clock::Credit), Settling::Unknown);
        events.push(event(3.0, Clock::Credit, 0.2));
        events.push(event(3.0, Clock::Plasticity, 0.1));
        assert_eq!(settling(&events, Clock::Firing), Settling::Moving(0.7));
        assert_eq!(settling(&events, Clock::Credit), Settling::Moving(0.2));
    }

    #[test]
    fn only_the_latest_events_are_kept() {
        let mut log = EventLog::default();
        for i in 0..5_000 {
            log.push(event(f64::from(i), Clock::Firing, 0.0));
        }
        let kept = log.to_vec();
        assert_eq!(kept.len(), CAPACITY);
        assert_eq!(kept.last().map(|e| e.at_ms), Some(4_999.0));
    }
}
