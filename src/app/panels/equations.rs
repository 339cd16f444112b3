//! The equations of a neuron or a synapse with their live numbers, which add up to what is shown.

use crate::app::widgets::number;
use crate::engine::Snapshot;
use crate::model::FeedbackWeights;

/// An equation in symbols, and below it the same in numbers, or what there is to say instead.
#[derive(Debug, PartialEq)]
pub struct Equation {
    pub symbols: &'static str,
    pub numbers: String,
}

/// How the rate and the credit of a neuron came about at their latest updates; none where the network has no
/// such neuron.
pub fn of_neuron(snapshot: &Snapshot, neuron: usize) -> Vec<Equation> {
    match neuron < snapshot.neurons() {
        true => vec![firing(snapshot, neuron), credit(snapshot, neuron)],
        false => Vec::new(),
    }
}

/// What is said of a number that is given from outside.
const HELD: &str = "held from outside";

/// What is said while the latest update was made under other rules.
const SOON: &str = "seen after the next update under the present rules";

fn firing(snapshot: &Snapshot, neuron: usize) -> Equation {
    let (state, rules) = (&snapshot.state, &snapshot.rules);
    let x = state.firing[neuron];
    let held = snapshot.given_firing().contains(&neuron);
    let layers = snapshot.topology.layers();
    let numbers = if held {
        format!("{}, {HELD}", number(x))
    } else if layers.is_some_and(|layers| layers.biases().contains(&neuron)) {
        format!("{}, a bias neuron", number(x))
    } else if state.has_fired {
        let s = state.net_input[neuron];
        let answer = format!("σ({})", precise(s));
        let noisy = rules.drive.firing_noise_sd > 0.0;
        sum(&format!("{answer} = "), rules.activation.rate(s), x, noisy)
    } else {
        format!("{}; {SOON}", number(x))
    };
    Equation {
        symbols: "x_i = σ(s_i) + ε_x",
        numbers,
    }
}

fn credit(snapshot: &Snapshot, neuron: usize) -> Equation {
    let (state, rules) = (&snapshot.state, &snapshot.rules);
    let c = state.credit[neuron];
    let returned = state.returned.as_ref().map(|returned| returned[neuron]);
    let numbers = if snapshot.given_credits().contains(&neuron) {
        format!("{}, {HELD}", number(c))
    } else if let Some(returned) = returned {
        sum("", returned, c, rules.drive.credit_noise_sd > 0.0)
    } else {
        format!("{}; {SOON}", number(c))
    };
    Equation {
        symbols: "c_j = Σ_i g_ji + ε_c",
        numbers,
    }
}

/// What a synapse hands back, and how it is about to change; none where the network has no such neurons.
pub fn of_synapse(snapshot: &Snapshot, post: usize, pre: usize) -> Vec<Equation> {
    let n = snapshot.weights.neurons().min(snapshot.neurons());
    if post >= n || pre >= n {
        return Vec::new();
    }
    let (state, rules) = (&snapshot.state, &snapshot.rules);
    let (c, s, x) = (state.credit[post], state.net_input[post], state.firing[pre]);
    let f = rules.balance.value(rules.activation, s);
    let b = f64::from(snapshot.feedback.weight(post, pre));
    let signal = Equation {
        symbols: match rules.feedback.weights {
            FeedbackWeights::Same => "g_ji = c_i f(s_i) w_ij",
            _ => "g_ji = c_i f(s_i) b_ij",
        },
        numbers: product([c, f, b]),
    };
    vec![signal, change(snapshot, (post, pre), [c, f, x])]
}

/// Δw from credit, balance value and firing rate.
fn change(snapshot: &Snapshot, (post, pre): (usize, usize), [c, f, x]: [f64; 3]) -> Equation {
    let plasticity = &snapshot.rules.plasticity;
    let layers = snapshot.topology.layers();
    let exists = layers.is_none_or(|layers| layers.has_synapse(post, pre));
    let numbers = if !exists {
        "no synapse in these layers".to_owned()
    } else if plasticity.shuffled_credit {
        "not known before: credit is dealt out at random".to_owned()
    } else {
        let pruned = match plasticity.pruning > 0.0 {
            true => format!(
                "\nthen the {} weakest |w| are set to 0",
                share(plasticity.pruning)
            ),
            false => String::new(),
        };
        let change = product([snapshot.learning_rate(), c, f, x]);
        let batch = match snapshot.rules.teaching.batch {
            0 | 1 => String::new(),
            batch => format!("\nits share of a batch: ÷ {batch}"),
        };
        let decays = match snapshot.rules.feedback.weights {
            FeedbackWeights::KolenPollack => "\nbefore, w decays a little",
            _ => "",
        };
        format!("{change}{batch}{decays}{pruned}")
    };
    Equation {
        symbols: "Δw_ij = r c_i f(s_i) x_j",
        numbers,
    }
}

fn share(share: f64) -> String {
    format!("{}%", number(100.0 * share))
}

/// A sum of what is known and, if there is any, noise, in numbers with as many decimals each.
fn sum(before: &str, known: f64, whole: f64, noisy: bool) -> String {
    let largest = known.abs().max(whole.abs());
    if !noisy {
        return format!("{before}{}", aligned(whole, largest));
    }
    let noise = whole - known;
    let sign = if noise < 0.0 { '−' } else { '+' };
    format!(
        "{before}{} {sign} {}\n= {}",
        aligned(known, largest),
        aligned(noise.abs(), largest),
        aligned(whole, largest)
    )
}

/// A product in numbers; brackets around factors below zero.
fn product<const N: usize>(factors: [f64; N]) -> String {
    let written = factors.map(|factor| match factor < 0.0 {
        true => format!("({})", precise(factor)),
        false => precise(factor),
    });
    format!(
        "{}\n= {}",
        written.join(" · "),
        precise(factors.iter().product())
    )
}

/// A number with four significant digits: products of such factors agree with the product in three.
fn precise(value: f64) -> String {
    aligned(value, value)
}

/// A number with as many decimals as give `largest` four significant digits.
fn aligned(value: f64, largest: f64) -> String {
    if !value.is_finite() || !largest.is_finite() {
        return number(value);
    }
    if largest == 0.0 {
        return "0".to_owned();
    }
    let exponent = largest.abs().log10().floor() as i32;
    let written = match exponent {
        -3..=5 => format!("{value:.*}", (3 - exponent).max(0) as usize),
        _ => format!("{:.3}e{exponent}", value / 10_f64.powi(exponent)),
    };
    written.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::widgets::parse_number;
    use crate::engine::Runner;
    use crate::scenario;

    /// A network after so many iterations.
    fn after(text: &str, iterations: u64) -> Snapshot {
        let text = format!("format = 1\n{text}");
        let opened = scenario::check_text(&text, "test", None).expect("valid");
        let mut runner = Runner::of(&opened);
        runner.run_to(iterations).expect("finite");
        runner.snapshot(runner.copy_weights())
    }

    fn read(text: &str) -> f64 {
        let text = text.trim().trim_matches(['(', ')']);
        parse_number(text).unwrap_or_else(|| panic!("a number: {text}"))
    }

    /// The terms of "a + b\n= c" or "a − b\n= c".
    fn read_sum(text: &str) -> [f64; 3] {
        let (terms, whole) = text.split_once("\n= ").expect("a sum");
        let terms = terms.rsplit_once(" = ").map_or(terms, |(_, terms)| terms);
        let (known, noise) = match terms.split_once(" + ") {
            Some((known, noise)) => (read(known), read(noise)),
            None => {
                let (known, noise) = terms.split_once(" − ").expect("two terms");
                (read(known), -read(noise))
            }
        };
        [known, noise, read(whole)]
    }

    #[test]
    fn the_terms_of_rates_and_credits_add_up_to_what_is_shown_noise_included() {
        let snapshot = after(
            "network.neurons = 40\ndrive.firing_noise_sd = 0.6\ndrive.credit_noise_sd = 0.01\n",
            30,
        );
        let (state, clamped) = (&snapshot.state, snapshot.given_credits());
        assert!(!clamped.is_empty());
        for neuron in 0..40 {
            let [x, c] = &of_neuron(&snapshot, neuron)[..] else {
                panic!("two equations");
            };
            let [known, noise, whole] = read_sum(&x.numbers);
            assert!((known + noise - whole).abs() < 2e-3 * known.abs().max(whole.abs()));
            assert!((whole - state.firing[neuron]).abs() < 1e-3 * whole.abs().max(known.abs()));
            let argument = x
                .numbers
                .split_once("σ(")
                .and_then(|(_, rest)| rest.split_once(')'));
            let s = read(argument.expect("σ of s").0);
            assert!((s.tanh() - known).abs() < 2e-3 * known.abs().max(whole.abs()));
            if clamped.contains(&neuron) {
                let held = format!("{}, {HELD}", number(state.credit[neuron]));
                assert_eq!(c.numbers, held);
                continue;
            }
            let [known, noise, whole] = read_sum(&c.numbers);
            let scale = known.abs().max(whole.abs());
            assert!(
                (known + noise - whole).abs() < 2e-3 * scale,
                "{}",
                c.numbers
            );
            assert!((whole - state.credit[neuron]).abs() < 1e-3 * scale);
        }
    }

    #[test]
    fn what_comes_back_is_what_the_synapses_carried_at_the_latest_credit_update() {
        // Firing and credit tick together; weights stand still after the last look.
        let text =
            "network.neurons = 30\ndrive.credit_noise_sd = 0.0\nplasticity.learning_rate = 0.0\n";
        let [before, now] = [20, 21].map(|iterations| after(text, iterations));
        let returned = now.state.returned.as_ref().expect("an update");
        let rules = &now.rules;
        for (j, returned) in returned.iter().enumerate() {
            let handed_back = |i: usize| {
                let f = rules
                    .balance
                    .value(rules.activation, now.state.net_input[i]);
                before.state.credit[i] * f * f64::from(now.weights.weight(i, j))
            };
            let sum: f64 = (0..30).map(handed_back).sum();
            assert!((sum - returned).abs() < 1e-5, "{j}: {sum} {returned}");
        }
    }

    #[test]
    fn the_factors_of_a_synapse_multiply_to_what_is_shown() {
        let snapshot = after("network.neurons = 30\nplasticity.pruning = 0.5\n", 25);
        for post in 0..30 {
            for equation in of_synapse(&snapshot, post, (post + 7) % 30) {
                let mut lines = equation.numbers.lines();
                let factors = lines.next().expect("factors").split(" · ").map(read);
                let product: f64 = factors.product();
                let shown = read(lines.next().expect("a product").trim_start_matches("= "));
                assert!(
                    (product - shown).abs() <= 3e-3 * shown.abs(),
                    "{equation:?}"
                );
                if equation.symbols.starts_with('Δ') {
                    assert_eq!(lines.next(), Some("then the 50% weakest |w| are set to 0"));
                }
            }
        }
    }

    #[test]
    fn numbers_that_were_not_made_under_the_present_rules_are_not_taken_apart() {
        let opened = scenario::check_text("format = 1\nnetwork.neurons = 20\n", "test", None);
        let mut runner = Runner::of(&opened.expect("valid"));
        let told = |runner: &Runner| {
            let snapshot = runner.snapshot(runner.copy_weights());
            of_neuron(&snapshot, 19)
                .into_iter()
                .map(|e| e.numbers.ends_with(SOON))
                .collect::<Vec<bool>>()
        };
        assert_eq!(told(&runner), [true, true]);
        runner.run_to(3).expect("finite");
        assert_eq!(told(&runner), [false, false]);
        let mut rules = *runner.rules();
        rules.activation = crate::model::Activation::Logistic;
        runner.set_rules(rules);
        assert_eq!(told(&runner), [true, true]);
    }

    #[test]
    fn numbers_of_all_sizes_keep_four_digits() {
        let cases = [
            (0.5, "0.5000"),
            (-12.345, "−12.35"),
            (3.2e-7, "3.200e−7"),
            (0.0, "0"),
        ];
        for (value, text) in cases {
            assert_eq!(precise(value), text);
        }
    }
}
