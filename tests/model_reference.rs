//! The model against an independent, deliberately naive implementation of the same equations: plain
//! loops over nested vectors in double precision, pruning by sorting, formulas written anew. It
//! takes its random numbers from the same streams in the documented order and shares nothing else.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]
// Indices as in the equations.
#![allow(clippy::needless_range_loop)]

use accordance::model::{
    Activation, Balance, Clock, CreditClamp, CreditClampMode, Drive, Feedback, FeedbackWeights,
    Gaussian, GivenState, InitialConditions, Intervals, Layers, NoiseStreams, Plasticity, Rules,
    Scalar, Simulation, State, Teaching, Topology,
};

struct Naive {
    layers: Vec<Vec<usize>>,
    all_to_all: bool,
    /// `synapse[i][j]`: whether i receives from j.
    synapse: Vec<Vec<bool>>,
    w: Vec<Vec<f64>>,
    x: Vec<f64>,
    s: Vec<f64>,
    c: Vec<f64>,
    x0: Vec<f64>,
    c0: Vec<f64>,
    noise: NoiseStreams,
    /// What feedback weights of their own begin with; it learns under Kolen-Pollack.
    own: Vec<Vec<f64>>,
    ms: u64,
}

fn draw(stream: &mut Gaussian, count: usize, sd: f64) -> Vec<f64> {
    (0..count).map(|_| stream.next::<f64>(1.0) * sd).collect()
}

impl Naive {
    fn new(topology: &Topology, gain: f64, seed: u64) -> Self {
        let (sizes, all_to_all) = match topology {
            Topology::AllToAll { neurons } => (vec![*neurons], true),
            Topology::Layered(layers) => (layers.sizes.clone(), false),
        };
        let n: usize = sizes.iter().sum();
        let mut layers = Vec::new();
        let mut next = 0;
        for size in sizes {
            layers.push((next..next + size).collect::<Vec<_>>());
            next += size;
        }
        let mut noise = NoiseStreams::new(seed);
        let mut synapse = vec![vec![false; n]; n];
        let mut w = vec![vec![0.0; n]; n];
        let pairs: Vec<(usize, usize)> = if all_to_all {
            vec![(0, 0)]
        } else {
            (1..layers.len()).map(|k| (k, k - 1)).collect()
        };
        for (post, pre) in pairs {
            for &i in &layers[post] {
                let sd = gain / (layers[pre].len() as f64).sqrt();
                let row = draw(&mut noise.weights, layers[pre].len(), sd);
                for (&j, value) in layers[pre].iter().zip(row) {
                    synapse[i][j] = true;
                    w[i][j] = value;
                }
            }
        }
        let x = draw(&mut noise.initial_firing, n, 1.0);
        let c = draw(&mut noise.initial_credit, n, 1.0);
        let s = times(&w, &x);
        let mut own = vec![vec![0.0; n]; n];
        for i in 0..n {
            let senders: Vec<usize> = (0..n).filter(|&j| synapse[i][j]).collect();
            let scale = if all_to_all { 1.0 } else { gain };
            let sd = scale / (senders.len() as f64).sqrt();
            let row = draw(&mut noise.feedback, senders.len(), sd);
            for (j, value) in senders.into_iter().zip(row) {
                own[i][j] = value;
            }
        }
        Self {
            own,
            layers,
            all_to_all,
            synapse,
            w,
            x0: x.clone(),
            c0: c.clone(),
            x,
            s,
            c,
            noise,
            ms: 0,
        }
    }

    fn n(&self) -> usize {
        self.x.len()
    }

    /// One iteration: on until plasticity has ticked, in whole milliseconds.
    fn iterate(&mut self, rules: &Rules) {
        loop {
            self.ms += 1;
            let due = |interval: f64| self.ms.is_multiple_of(interval as u64);
            let clocks = rules.clocks;
            let (firing, credit) = (due(clocks.firing_ms), due(clocks.credit_ms));
            let plasticity = due(clocks.plasticity_ms);
            if firing {
                self.fire(rules);
            }
            if credit {
                self.hand_back_credit(rules);
            }
            if plasticity {
                self.learn(rules);
                self.prune(rules.plasticity.pruning);
                if rules.feedback.weights == FeedbackWeights::KolenPollack {
                    // What is cut is cut both ways.
                    for (own, w) in self.own.iter_mut().flatten().zip(self.w.iter().flatten()) {
                        *own *= f64::from(u8::from(*w != 0.0));
                    }
                }
                return;
            }
        }
    }

    fn fire(&mut self, rules: &Rules) {
        self.s = times(&self.w, &self.x);
        self.x = self.s.iter().map(|&s| sigma(rules.activation, s)).collect();
        if rules.drive.firing_noise_sd > 0.0 {
            let noise = draw(
                &mut self.noise.firing,
                self.x.len(),
                rules.drive.firing_noise_sd,
            );
            for (x, noise) in self.x.iter_mut().zip(noise) {
                *x += noise;
            }
        }
        let fraction = rules.drive.input_clamp_fraction;
        let held: Vec<usize> = if self.all_to_all {
            let all = &self.layers[0];
            all[all.len() - rounded(all.len(), fraction)..].to_vec()
        } else {
            let input = &self.layers[0];
            input[..rounded(input.len(), fraction)].to_vec()
        };
        for k in held {
            self.x[k] = self.x0[k];
        }
    }

    fn hand_back_credit(&mut self, rules: &Rules) {
        let n = self.n();
        let u = self.effective(rules);
        let mut next = vec![0.0; n];
        let b = self.feedback(rules);
        for j in 0..n {
            for i in 0..n {
                next[j] += u[i] * b[i][j];
            }
        }
        let clamp = rules.drive.credit_clamp;
        let last = &self.layers[self.layers.len() - 1];
        let clamped = &last[..rounded(last.len(), clamp.fraction)];
        for &k in clamped {
            next[k] = clamp.diagonal * self.c[k];
        }
        if rules.drive.credit_noise_sd > 0.0 {
            let noise = draw(&mut self.noise.credit, n, rules.drive.credit_noise_sd);
            for (c, noise) in next.iter_mut().zip(noise) {
                *c += noise;
            }
        }
        if clamp.mode == CreditClampMode::Hold {
            for &k in clamped {
                next[k] = self.c0[k];
            }
        }
        self.c = next;
    }

    fn feedback(&mut self, rules: &Rules) -> Vec<Vec<f64>> {
        let n = self.n();
        let mut b = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..n {
                let (w, own) = (self.w[i][j], self.own[i][j]);
                b[i][j] = match rules.feedback.weights {
                    FeedbackWeights::Same => w,
                    FeedbackWeights::None => 0.0,
                    _ if w == 0.0 => 0.0,
                    FeedbackWeights::Signs => w.signum() * own.abs(),
                    FeedbackWeights::Random | FeedbackWeights::KolenPollack => own,
                };
                let noisy = rules.feedback.transport_noise > 0.0 && b[i][j] != 0.0;
                if noisy {
                    let xi: f64 = self.noise.transport.next(1.0);
                    b[i][j] *= 1.0 + rules.feedback.transport_noise * xi;
                }
            }
        }
        b
    }

    fn effective(&self, rules: &Rules) -> Vec<f64> {
        let f = |s| bell(rules.balance, rules.activation, s);
        self.c.iter().zip(&self.s).map(|(c, &s)| c * f(s)).collect()
    }

    fn learn(&mut self, rules: &Rules) {
        let u = self.effective(rules);
        let mirrored = rules.feedback.weights == FeedbackWeights::KolenPollack;
        for i in 0..self.n() {
            for j in 0..self.n() {
                if self.synapse[i][j] {
                    let change = rules.plasticity.learning_rate.at(0) * u[i] * self.x[j];
                    if mirrored {
                        self.w[i][j] *= 1.0 - 1e-4;
                        self.own[i][j] = (1.0 - 1e-4) * self.own[i][j] + change;
                    }
                    self.w[i][j] += change;
                }
            }
        }
    }

    fn prune(&mut self, proportion: f64) {
        let mut magnitudes = Vec::new();
        for i in 0..self.n() {
            for j in 0..self.n() {
                if self.synapse[i][j] {
                    magnitudes.push(self.w[i][j].abs());
                }
            }
        }
        let k = (proportion * magnitudes.len() as f64).floor() as usize;
        if k == 0 {
            return;
        }
        magnitudes.sort_by(f64::total_cmp);
        for w in self.w.iter_mut().flatten() {
            if w.abs() < magnitudes[k] {
                *w = 0.0;
            }
        }
    }
}

fn rounded(count: usize, fraction: f64) -> usize {
    (count as f64 * fraction).round() as usize
}

fn times(w: &[Vec<f64>], x: &[f64]) -> Vec<f64> {
    w.iter()
        .map(|row| row.iter().zip(x).map(|(w, x)| w * x).sum())
        .collect()
}

fn sigma(activation: Activation, s: f64) -> f64 {
    match activation {
        Activation::Tanh => s.tanh(),
        Activation::Logistic => 0.5 + 0.5 * (s / 2.0).tanh(),
        Activation::ShiftedLogistic => 0.5 * (s / 2.0).tanh(),
        Activation::BoundedRelu => s.clamp(0.0, 1.0),
    }
}

fn sigma_prime(activation: Activation, s: f64) -> f64 {
    match activation {
        Activation::Tanh => s.cosh().powi(-2),
        Activation::Logistic | Activation::ShiftedLogistic => 0.25 * (s / 2.0).cosh().powi(-2),
        Activation::BoundedRelu => f64::from(u8::from(s > 0.0 && s < 1.0)),
    }
}

fn bell(balance: Balance, activation: Activation, s: f64) -> f64 {
    match balance {
        Balance::Derivative => sigma_prime(activation, s),
        Balance::Gaussian { width } => (-s * s / (2.0 * width * width)).exp(),
    }
}

fn rules() -> Rules {
    Rules {
        activation: Activation::Tanh,
        balance: Balance::Derivative,
        drive: Drive {
            firing_noise_sd: 0.3,
            credit_noise_sd: 0.1,
            credit_clamp: CreditClamp {
                fraction: 0.25,
                mode: CreditClampMode::Hold,
                diagonal: 0.9,
                until_ms: 0.0,
            },
            input_clamp_fraction: 0.0,
        },
        feedback: Feedback::default(),
        clocks: clocks(1.0, 1.0, 1.0),
        plasticity: Plasticity {
            learning_rate: 0.01.into(),
            pruning: 0.6,
            shuffled_credit: false,
        },
        teaching: Teaching::default(),
    }
}

fn quiet(rules: Rules) -> Rules {
    let drive = Drive {
        firing_noise_sd: 0.0,
        credit_noise_sd: 0.0,
        ..rules.drive
    };
    Rules { drive, ..rules }
}

fn clocks(firing_ms: f64, credit_ms: f64, plasticity_ms: f64) -> Intervals {
    Intervals {
        firing_ms,
        credit_ms,
        plasticity_ms,
    }
}

fn gain(weight_gain: f64) -> InitialConditions {
    InitialConditions {
        weight_gain,
        firing_sd: 1.0,
        credit_sd: 1.0,
        seed: None,
        given: GivenState::default(),
    }
}

fn all_to_all(neurons: usize) -> Topology {
    Topology::AllToAll { neurons }
}

fn layered(layers: &[usize]) -> Topology {
    Topology::Layered(Layers::plain(layers))
}

fn iterate<T: Scalar>(simulation: &mut Simulation<T>) {
    let next = simulation.iteration() + 1;
    while simulation.iteration() < next {
        simulation.step().expect("finite");
    }
}

fn dense<T: Scalar>(simulation: &Simulation<T>) -> Vec<f64> {
    let n = simulation.network().neurons();
    let mut rows = vec![0.0; n * n];
    let synapses = &simulation.network().synapses;
    synapses.write_dense(&mut rows, 0.0, |w| w.to_f64());
    rows
}

fn wide<T: Scalar>(values: &[T]) -> Vec<f64> {
    values.iter().map(|v| v.to_f64()).collect()
}

/// The largest difference, relative to the largest value.
fn difference(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    let largest = b
        .iter()
        .fold(f64::MIN_POSITIVE, |most, v| most.max(v.abs()));
    let difference = |(a, b): (&f64, &f64)| (a - b).abs() / largest;
    a.iter().zip(b).map(difference).fold(0.0, f64::max)
}

fn assert_agree<T: Scalar>(simulation: &Simulation<T>, naive: &Naive, tolerance: f64, case: &str) {
    let network = simulation.network();
    let weights: Vec<f64> = naive.w.iter().flatten().copied().collect();
    let pairs = [
        ("s", wide(&network.net_input), &naive.s),
        ("x", wide(&network.firing), &naive.x),
        ("c", wide(&network.credit), &naive.c),
        ("w", dense(simulation), &weights),
    ];
    for (name, ours, reference) in &pairs {
        let found = difference(ours, reference);
        assert!(found <= tolerance, "{name} differs by {found:e} in {case}");
    }
    let zeros = |w: &[f64]| w.iter().map(|w| *w == 0.0).collect::<Vec<_>>();
    assert_eq!(zeros(&pairs[3].1), zeros(&weights), "pruned sets in {case}");
}

fn every_case() -> Vec<(Topology, Rules)> {
    let mut cases = Vec::new();
    for topology in [all_to_all(24), layered(&[4, 9, 6, 3])] {
        for activation in Activation::ALL {
            for balance in [Balance::Derivative, Balance::Gaussian { width: 0.8 }] {
                for mode in CreditClampMode::ALL {
                    for clocks in [clocks(1.0, 1.0, 1.0), clocks(5.0, 10.0, 30.0)] {
                        let mut rules = Rules {
                            activation,
                            balance,
                            clocks,
                            ..rules()
                        };
                        rules.drive.credit_clamp.mode = mode;
                        rules.drive.input_clamp_fraction = 0.5;
                        cases.push((topology.clone(), rules));
                        cases.push((topology.clone(), quiet(rules)));
                    }
                }
            }
        }
    }
    cases
}

#[test]
fn every_combination_of_rules_follows_the_naive_implementation_for_200_iterations() {
    for (seed, (topology, rules)) in every_case().into_iter().enumerate() {
        let seed = seed as u64;
        let case = format!("{topology:?}, {rules:?}");
        let mut naive = Naive::new(&topology, 0.5, seed);
        let mut simulation = Simulation::<f64>::new(topology, &gain(0.5), rules, seed);
        assert_agree(&simulation, &naive, 1e-14, &case);
        for iteration in 1..=200 {
            iterate(&mut simulation);
            naive.iterate(&rules);
            if iteration % 20 == 0 {
                assert_agree(&simulation, &naive, 1e-10, &case);
            }
        }
        assert_eq!(simulation.now_ms(), naive.ms as f64);
    }
}

#[test]
fn every_way_for_credit_to_travel_follows_the_naive_implementation() {
    for topology in [all_to_all(24), layered(&[4, 9, 6, 3])] {
        for weights in FeedbackWeights::ALL {
            for transport_noise in [0.0, 0.3] {
                for clocks in [clocks(1.0, 1.0, 1.0), clocks(1.0, 2.0, 8.0)] {
                    let feedback = Feedback {
                        weights,
                        transport_noise,
                    };
                    let rules = Rules {
                        feedback,
                        clocks,
                        ..rules()
                    };
                    let case = format!("{topology:?}, {rules:?}");
                    let mut naive = Naive::new(&topology, 0.5, 5);
                    let mut simulation =
                        Simulation::<f64>::new(topology.clone(), &gain(0.5), rules, 5);
                    for _ in 0..150 {
                        iterate(&mut simulation);
                        naive.iterate(&rules);
                        assert_agree(&simulation, &naive, 1e-10, &case);
                    }
                    let own = weights != FeedbackWeights::Same && weights != FeedbackWeights::None;
                    assert_eq!(simulation.feedback().is_some(), own);
                }
            }
        }
    }
}

#[test]
fn algorithm_1_without_clamps_and_without_pruning_follows_too() {
    let mut rules = rules();
    rules.drive.credit_clamp.fraction = 0.0;
    rules.plasticity.pruning = 0.0;
    let mut naive = Naive::new(&all_to_all(30), 0.1, 9);
    let mut simulation = Simulation::<f64>::new(all_to_all(30), &gain(0.1), rules, 9);
    for _ in 0..200 {
        iterate(&mut simulation);
        naive.iterate(&rules);
    }
    assert_agree(&simulation, &naive, 1e-10, "no clamps");
}

#[test]
fn every_share_of_pruned_synapses_leaves_the_set_that_sorting_leaves() {
    for (n, pruning) in [(60, 0.0), (60, 0.5), (60, 0.9), (60, 0.97), (37, 0.999)] {
        let mut rules = rules();
        rules.plasticity.pruning = pruning;
        // Fast ones let the threshold move far from one iteration to the next, and rounding grow.
        for (learning_rate, iterations) in [(0.003, 200), (1.0, 40)] {
            rules.plasticity.learning_rate = learning_rate.into();
            let mut naive = Naive::new(&all_to_all(n), 0.3, 8);
            let mut simulation = Simulation::<f64>::new(all_to_all(n), &gain(0.3), rules, 8);
            for iteration in 0..iterations {
                iterate(&mut simulation);
                naive.iterate(&rules);
                let case = format!("{n} neurons, p = {pruning}, r = {learning_rate}, {iteration}");
                assert_agree(&simulation, &naive, 1e-10, &case);
            }
        }
    }
}

#[test]
fn networks_that_are_worked_on_in_several_chunks_follow_too() {
    let n = 701;
    let mut naive = Naive::new(&all_to_all(n), 0.1, 3);
    let mut simulation = Simulation::<f64>::new(all_to_all(n), &gain(0.1), rules(), 3);
    for _ in 0..6 {
        naive.iterate(&rules());
    }
    let outcome = simulation.run(|pulse| pulse.iteration < 6);
    outcome.expect("finite");
    assert_agree(&simulation, &naive, 1e-10, "701 neurons");
}

#[test]
fn rules_changed_while_running_act_from_the_next_tick_on() {
    let changes = [
        rules(),
        Rules {
            activation: Activation::ShiftedLogistic,
            clocks: clocks(2.0, 3.0, 7.0),
            ..rules()
        },
        quiet(rules()),
        Rules {
            balance: Balance::Gaussian { width: 0.5 },
            plasticity: Plasticity {
                learning_rate: 0.1.into(),
                pruning: 0.9,
                shuffled_credit: false,
            },
            ..rules()
        },
        {
            let mut rules = rules();
            rules.drive.credit_clamp.mode = CreditClampMode::Identity;
            rules.drive.credit_clamp.fraction = 0.5;
            rules.drive.input_clamp_fraction = 0.2;
            rules.plasticity.pruning = 0.3;
            rules
        },
        rules(),
    ];
    let mut naive = Naive::new(&all_to_all(24), 0.5, 4);
    let mut simulation = Simulation::<f64>::new(all_to_all(24), &gain(0.5), rules(), 4);
    for rules in changes {
        simulation.set_rules(rules);
        for _ in 0..30 {
            iterate(&mut simulation);
            naive.iterate(&rules);
        }
        assert_agree(&simulation, &naive, 1e-10, &format!("{rules:?}"));
    }
}

#[test]
fn single_precision_stays_near_for_a_short_run_without_noise() {
    for topology in [all_to_all(40), layered(&[5, 12, 3])] {
        let mut rules = quiet(rules());
        rules.plasticity.pruning = 0.0;
        let mut naive = Naive::new(&topology, 0.5, 2);
        let mut simulation = Simulation::<f32>::new(topology, &gain(0.5), rules, 2);
        for _ in 0..20 {
            iterate(&mut simulation);
            naive.iterate(&rules);
        }
        assert_agree(&simulation, &naive, 1e-5, "single precision");
    }
}

/// Weights between layers as nested vectors, and what a feedforward pass makes of an input.
struct Feedforward {
    activation: Activation,
    /// `w[k][i][j]`: from neuron j of layer k to neuron i of layer k + 1.
    w: Vec<Vec<Vec<f64>>>,
}

impl Feedforward {
    fn outputs(&self, input: &[f64]) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
        let (mut x, mut s) = (vec![input.to_vec()], Vec::new());
        for w in &self.w {
            let net = times(w, &x[x.len() - 1]);
            x.push(net.iter().map(|&s| sigma(self.activation, s)).collect());
            s.push(net);
        }
        (x, s)
    }

    fn loss(&self, input: &[f64], target: &[f64]) -> f64 {
        let (x, _) = self.outputs(input);
        let output = &x[x.len() - 1];
        output
            .iter()
            .zip(target)
            .map(|(x, y)| (x - y).powi(2))
            .sum::<f64>()
            / 2.0
    }

    /// ∂L/∂W of every layer by reverse-mode differentiation of L = ½‖x^m − y‖².
    fn gradient(&self, input: &[f64], target: &[f64]) -> Vec<Vec<Vec<f64>>> {
        let (x, s) = self.outputs(input);
        let mut gradients = Vec::new();
        let mut by_output: Vec<f64> = x[self.w.len()]
            .iter()
            .zip(target)
            .map(|(x, y)| x - y)
            .collect();
        for k in (0..self.w.len()).rev() {
            let slopes = s[k].iter().map(|&s| sigma_prime(self.activation, s));
            let by_net: Vec<f64> = by_output
                .iter()
                .zip(slopes)
                .map(|(d, slope)| d * slope)
                .collect();
            let rows = by_net.iter().map(|d| x[k].iter().map(|x| d * x).collect());
            gradients.insert(0, rows.collect());
            by_output = (0..x[k].len())
                .map(|j| {
                    by_net
                        .iter()
                        .zip(&self.w[k])
                        .map(|(d, row)| d * row[j])
                        .sum()
                })
                .collect();
        }
        gradients
    }
}

/// With this seed every layer has neurons in the linear zone of every activation function, the
/// bounded ReLU included, so that there is something to learn everywhere.
const LESSON_SEED: u64 = 14;

/// A settled layered network with the output credit clamped at y − x^m: the network before and
/// after one plasticity update at learning rate 1.
fn one_lesson(activation: Activation) -> (Feedforward, Vec<f64>, Vec<f64>, Simulation<f64>) {
    let layers = [4, 7, 5, 3];
    let n: usize = layers.iter().sum();
    let mut rules = quiet(rules());
    rules.activation = activation;
    rules.drive.credit_clamp.fraction = 1.0;
    rules.drive.input_clamp_fraction = 1.0;
    rules.plasticity.learning_rate = 1.0.into();
    rules.plasticity.pruning = 0.0;
    let start = Simulation::<f64>::new(layered(&layers), &gain(1.5), rules, LESSON_SEED);
    let blocks = start.network().synapses.blocks.iter();
    let w = blocks.map(|b| b.rows.iter().map(<[f64]>::to_vec).collect());
    let feedforward = Feedforward {
        activation,
        w: w.collect(),
    };
    let input = start.network().firing[..layers[0]].to_vec();
    let target = vec![0.3, -0.2, 0.45];
    let (x, _) = feedforward.outputs(&input);
    let mut credit = vec![0.0; n];
    for (k, y) in target.iter().enumerate() {
        credit[n - layers[3] + k] = y - x[3][k];
    }
    let mut initial = gain(1.5);
    initial.given.credit = Some(credit);
    let mut simulation = Simulation::<f64>::new(layered(&layers), &initial, rules, LESSON_SEED);
    for clock in [Clock::Firing, Clock::Credit] {
        for _ in 1..layers.len() {
            simulation.tick(clock).expect("finite");
        }
    }
    simulation.tick(Clock::Plasticity).expect("finite");
    (feedforward, input, target, simulation)
}

#[test]
fn a_settled_layered_network_learns_by_the_exact_negative_gradient() {
    for activation in Activation::ALL {
        let (before, input, target, after) = one_lesson(activation);
        let gradient = before.gradient(&input, &target);
        for (k, block) in after.network().synapses.blocks.iter().enumerate() {
            let was: Vec<f64> = before.w[k].iter().flatten().copied().collect();
            let change: Vec<f64> = block.rows.entries().zip(&was).map(|(w, v)| w - v).collect();
            let descent: Vec<f64> = gradient[k].iter().flatten().map(|g| -g).collect();
            assert!(
                descent.iter().any(|d| d.abs() > 1e-3),
                "{activation:?} learns something"
            );
            let found = difference(&change, &descent);
            assert!(found < 1e-12, "{activation:?}, layer {k}: {found:e}");
        }
    }
}

#[test]
fn the_gradient_compared_with_is_the_slope_of_the_loss() {
    for activation in [
        Activation::Tanh,
        Activation::Logistic,
        Activation::ShiftedLogistic,
    ] {
        let (mut network, input, target, _) = one_lesson(activation);
        let gradient = network.gradient(&input, &target);
        for (k, i, j) in [
            (0, 2, 1),
            (0, 6, 3),
            (1, 0, 4),
            (1, 4, 6),
            (2, 0, 0),
            (2, 2, 3),
        ] {
            let mut loss_at = |step: f64| {
                network.w[k][i][j] += step;
                let loss = network.loss(&input, &target);
                network.w[k][i][j] -= step;
                loss
            };
            let slope = (loss_at(1e-5) - loss_at(-1e-5)) / 2e-5;
            assert!(
                (slope - gradient[k][i][j]).abs() < 1e-8,
                "{activation:?} {k} {i} {j}"
            );
        }
    }
}

#[test]
fn a_balance_function_that_is_not_the_derivative_does_not_follow_the_gradient() {
    let (before, input, target, after) = one_lesson(Activation::Tanh);
    let mut rules = *after.rules();
    rules.balance = Balance::Gaussian { width: 0.5 };
    let mut other = after.clone();
    other.set_rules(rules);
    let start = dense(&other);
    other.tick(Clock::Plasticity).expect("finite");
    let change: Vec<f64> = dense(&other)
        .iter()
        .zip(&start)
        .map(|(a, b)| a - b)
        .collect();
    let descent: f64 = before.gradient(&input, &target)[2][0][0];
    let n = other.network().neurons();
    let first_output = (n - 3) * n + (n - 8);
    assert!((change[first_output] + descent).abs() > 1e-3 * descent.abs());
}

/// Runs noise-free separated clocks beside a twin that is made to compute every tick, asserts states
/// equal to `rounding` throughout, and tells whether firing and credit were seen to settle in every
/// iteration.
fn skips_without_a_trace(topology: &Topology, weight_gain: f64, rounding: f64) -> [bool; 2] {
    let mut skipping = quiet(rules());
    skipping.clocks = clocks(1.0, 50.0, 1000.0);
    skipping.drive.input_clamp_fraction = 0.5;
    // A hold clamp does not use its diagonal; changing it makes the simulation forget what it knows
    // to be settled.
    let mut restless = skipping;
    restless.drive.credit_clamp.diagonal += 1.0;

    let mut a = Simulation::<f64>::new(topology.clone(), &gain(weight_gain), skipping, 3);
    let mut b = a.clone();
    let mut naive = Naive::new(topology, weight_gain, 3);
    let mut always = [true; 2];
    for iteration in 0..10 {
        let mut seen = [false; 2];
        while a.iteration() == iteration {
            for (seen, clock) in seen.iter_mut().zip([Clock::Firing, Clock::Credit]) {
                *seen |= a.is_settled(clock);
            }
            a.step().expect("finite");
            b.set_rules(restless);
            b.step().expect("finite");
            b.set_rules(skipping);
        }
        assert!(!a.is_settled(Clock::Firing), "weights have changed");
        if rounding == 0.0 {
            assert_eq!(a.network(), b.network());
        }
        for (a, b) in dense(&a).iter().zip(dense(&b)) {
            assert!((a - b).abs() <= rounding, "{a} against {b}");
        }
        naive.iterate(&skipping);
        always = [always[0] && seen[0], always[1] && seen[1]];
    }
    assert_agree(&a, &naive, 1e-10, "settled");
    always
}

#[test]
fn skipping_settled_ticks_changes_no_bit_of_a_layered_network_and_only_rounding_of_a_recurrent_one()
{
    let feedforward = skips_without_a_trace(&layered(&[4, 9, 6, 3]), 0.5, 0.0);
    assert_eq!(feedforward, [true, true]);
    // The last bits of a recurrent network may flicker for ever; it settles where only they move.
    for weight_gain in [0.0, 0.05, 0.1] {
        let recurrent = skips_without_a_trace(&all_to_all(24), weight_gain, 1e-13);
        assert_eq!(recurrent, [true, true], "gain {weight_gain}");
    }
}

#[test]
fn a_network_with_noise_never_settles() {
    let mut rules = rules();
    rules.clocks = clocks(1.0, 10.0, 100.0);
    let mut simulation = Simulation::<f64>::new(all_to_all(10), &gain(0.1), rules, 3);
    for _ in 0..300 {
        simulation.step().expect("finite");
        assert!(!simulation.is_settled(Clock::Firing) && !simulation.is_settled(Clock::Credit));
    }
}

fn all_finite<T: Scalar>(simulation: &Simulation<T>) -> bool {
    let network = simulation.network();
    let states = [&network.net_input, &network.firing, &network.credit];
    states.into_iter().flatten().all(|v| v.is_finite())
        && dense(simulation).iter().all(|w| w.is_finite())
}

fn runaway_credit<T: Scalar>() {
    let mut rules = rules();
    rules.balance = Balance::Gaussian { width: 1e6 };
    rules.plasticity = Plasticity {
        learning_rate: 0.0.into(),
        pruning: 0.0,
        shuffled_credit: false,
    };
    let mut simulation = Simulation::<T>::new(all_to_all(30), &gain(4.0), rules, 1);
    let mut before = simulation.clone();
    let blow_up = loop {
        match simulation.step() {
            Ok(()) => before = simulation.clone(),
            Err(blow_up) => break blow_up,
        }
        assert!(simulation.iteration() < 10_000, "credit must run away");
    };
    assert_eq!(blow_up.what, State::Credit);
    assert_eq!(blow_up.clock(), Clock::Credit);
    assert_eq!(blow_up.iteration, before.iteration());
    assert_eq!(blow_up.at_ms, before.now_ms() + 1.0);
    assert!(
        blow_up
            .to_string()
            .starts_with("credit c left the range of finite numbers at")
    );
    assert!(all_finite(&simulation));
    assert_eq!(simulation.network().credit, before.network().credit);

    let stopped = simulation.network().clone();
    assert_eq!(simulation.step(), Err(blow_up), "it says the same again");
    assert_eq!(simulation.tick(Clock::Firing), Err(blow_up));
    assert_eq!(simulation.blow_up(), Some(blow_up));
    assert_eq!(simulation.network(), &stopped);

    rules.balance = Balance::Gaussian { width: 1e-3 };
    simulation.set_rules(rules);
    assert_eq!(simulation.blow_up(), None);
    for _ in 0..20 {
        simulation.step().expect("credit dies away");
    }
    assert!(all_finite(&simulation));
}

#[test]
fn runaway_credit_stops_at_the_last_finite_state_and_goes_on_with_better_rules() {
    runaway_credit::<f32>();
    runaway_credit::<f64>();
}

#[test]
fn a_huge_learning_rate_is_refused_before_any_weight_overflows() {
    let mut rules = rules();
    rules.plasticity.learning_rate = 1e38.into();
    let mut simulation = Simulation::<f32>::new(all_to_all(30), &gain(0.1), rules, 1);
    let weights = dense(&simulation);
    let blow_up = simulation.step().expect_err("no room for such a change");
    assert_eq!(
        (blow_up.what, blow_up.clock()),
        (State::Weight, Clock::Plasticity)
    );
    assert_eq!((blow_up.iteration, blow_up.at_ms), (0, 1.0));
    assert_eq!(dense(&simulation), weights);

    rules.plasticity.learning_rate = 0.01.into();
    simulation.set_rules(rules);
    simulation.step().expect("a small rate has room");
    assert_eq!(simulation.iteration(), 1);
    assert!(all_finite(&simulation));
}

#[test]
fn weights_that_grow_without_end_stop_while_finite() {
    for activation in Activation::ALL {
        let mut rules = rules();
        rules.activation = activation;
        rules.balance = Balance::Gaussian { width: 1e38 };
        rules.plasticity.learning_rate = 1e3.into();
        let mut simulation = Simulation::<f32>::new(all_to_all(20), &gain(1.0), rules, 1);
        let stopped = (0..20_000).find_map(|_| simulation.step().err());
        assert!(stopped.is_some(), "{activation:?} must run away");
        assert!(all_finite(&simulation), "{activation:?}");
    }
}
