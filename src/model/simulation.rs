//! A network on its three clocks: the one simulator behind the window, the command line and the tests.

use super::plasticity::PlasticityRule;
use super::{
    BlowUp, Clock, InitialConditions, Network, NoiseStreams, Rules, Scalar, Schedule, Topology,
    credit, firing,
};

/// A network, the rules it follows, its clocks and its random streams. The same topology, initial
/// conditions, rules and seed give the same bits, however the steps are driven.
#[derive(Debug, Clone)]
pub struct Simulation<T: Scalar> {
    network: Network<T>,
    rules: Rules,
    schedule: Schedule,
    streams: NoiseStreams,
    plasticity: PlasticityRule<T>,
    scratch: [Vec<T>; 2],
    ticks: [u64; 3],
    /// Size of the latest change each clock made: max |Δx|, max |Δc|, mean |ΔW|.
    changes: [f64; 3],
    settled: Settled,
    blow_up: Option<BlowUp>,
}

/// Which states stand at a fixed point, so that ticks of their clock would change nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Settled {
    firing: bool,
    credit: bool,
}

/// A state has settled when an update without noise moves no entry by more than this many units of
/// rounding of the largest entry. Our choice: what remains is the flicker of the last bits, so the
/// state may stand. Layered networks reach their fixed point exactly.
const SETTLED_ROUNDINGS: f64 = 4.0;

/// Whether a residual is no more than the flicker of the last bits of a state.
fn is_rounding<T: Scalar>(residual: f64, state: &[T]) -> bool {
    let largest = state.iter().map(|v| v.to_f64().abs()).fold(0.0, f64::max);
    residual <= SETTLED_ROUNDINGS * T::default_epsilon().to_f64() * largest
}

impl<T: Scalar> Simulation<T> {
    /// A simulation at model time zero.
    pub fn new(topology: Topology, initial: &InitialConditions, rules: Rules, seed: u64) -> Self {
        let mut streams = NoiseStreams::new(seed);
        let network = Network::new(topology, initial, &mut streams);
        let n = network.neurons();
        Self {
            plasticity: PlasticityRule::new(&network),
            schedule: Schedule::new(&rules.clocks),
            scratch: [vec![T::zero(); n], vec![T::zero(); n]],
            ticks: [0; 3],
            changes: [0.0; 3],
            settled: Settled::default(),
            blow_up: None,
            network,
            rules,
            streams,
        }
    }

    /// Moves model time to the next due clock and ticks every clock that is due, firing first, then
    /// credit, then plasticity. With equal intervals this is one iteration of Algorithm 1.
    ///
    /// # Errors
    /// When an update would leave the finite numbers. The simulation then stays as it was before
    /// that update, and says the same again until its rules are changed.
    pub fn step(&mut self) -> Result<(), BlowUp> {
        if let Some(blow_up) = self.blow_up {
            return Err(blow_up);
        }
        let due = self.schedule.advance();
        Clock::ALL
            .into_iter()
            .zip(due)
            .filter(|(_, due)| *due)
            .try_for_each(|(clock, _)| self.tick(clock))
    }

    /// Ticks one clock now, outside its schedule; model time stands still.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn tick(&mut self, clock: Clock) -> Result<(), BlowUp> {
        if let Some(blow_up) = self.blow_up {
            return Err(blow_up);
        }
        let outcome = match clock {
            Clock::Firing => self.tick_firing(),
            Clock::Credit => self.tick_credit(),
            Clock::Plasticity => self.tick_plasticity(),
        };
        let change = outcome.map_err(|found| {
            *self.blow_up.insert(BlowUp {
                at_ms: self.schedule.now_ms(),
                iteration: self.iteration(),
                ..found
            })
        })?;
        self.changes[clock as usize] = change;
        self.ticks[clock as usize] += 1;
        Ok(())
    }

    fn tick_firing(&mut self) -> Result<f64, BlowUp> {
        if self.settled.firing {
            return Ok(0.0);
        }
        let noise = &mut self.streams.firing;
        let residual = firing::update(&mut self.network, &self.rules, noise, &mut self.scratch)?;
        let noiseless = self.rules.drive.firing_noise_sd == 0.0;
        self.settled.firing = noiseless && is_rounding(residual, self.network.firing());
        self.settled.credit = false;
        Ok(residual)
    }

    fn tick_credit(&mut self) -> Result<f64, BlowUp> {
        if self.settled.credit {
            return Ok(0.0);
        }
        let noise = &mut self.streams.credit;
        let residual = credit::update(&mut self.network, &self.rules, noise, &mut self.scratch)?;
        let noiseless = self.rules.drive.credit_noise_sd == 0.0;
        self.settled.credit = noiseless && is_rounding(residual, self.network.credit());
        Ok(residual)
    }

    fn tick_plasticity(&mut self) -> Result<f64, BlowUp> {
        let scratch = &mut self.scratch;
        let change = self
            .plasticity
            .update(&mut self.network, &self.rules, scratch)?;
        self.settled = Settled::default();
        Ok(change)
    }

    /// Changes the rules from the next tick on. A simulation that had blown up may go on.
    pub fn set_rules(&mut self, rules: Rules) {
        if rules == self.rules {
            return;
        }
        self.schedule.set_intervals(&rules.clocks);
        self.rules = rules;
        self.settled = Settled::default();
        self.blow_up = None;
    }

    /// The network as it stands.
    pub fn network(&self) -> &Network<T> {
        &self.network
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// How often plasticity has ticked: the iterations of Algorithm 1.
    pub fn iteration(&self) -> u64 {
        self.ticks(Clock::Plasticity)
    }

    /// How often a clock has ticked.
    pub fn ticks(&self, clock: Clock) -> u64 {
        self.ticks[clock as usize]
    }

    /// Size of the latest change that a clock made: max |Δx|, max |Δc|, or mean |ΔW| before pruning.
    pub fn change(&self, clock: Clock) -> f64 {
        self.changes[clock as usize]
    }

    /// Whether firing, or credit, has settled: its further ticks are skipped, until something that it
    /// depends on changes.
    pub fn is_settled(&self, clock: Clock) -> bool {
        match clock {
            Clock::Firing => self.settled.firing,
            Clock::Credit => self.settled.credit,
            Clock::Plasticity => false,
        }
    }

    /// Model time in milliseconds.
    pub fn now_ms(&self) -> f64 {
        self.schedule.now_ms()
    }

    /// The blow-up at which the simulation stopped, if it did.
    pub fn blow_up(&self) -> Option<BlowUp> {
        self.blow_up
    }
}
