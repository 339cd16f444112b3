//! Rule 1, the fast clock: firing.

use super::network::{all_finite, largest_change};
use super::passes::Answer;
use super::scratch::Scratch;
use super::{BlowUp, Gaussian, Network, Rules, Scalar, State};

/// One firing update of all neurons at once [Fan & Mysore 2024, eq. 1 and Algorithm 1]:
///
/// s ← W x, then x ← σ(s) + ε_x, except that the neurons in `held` fire at the rate given there.
///
/// With `answer` the credit that the synapses hand back is gathered in the same pass over the weights,
/// into `scratch.credit`, from the credits as they are and the new balance values.
///
/// Returns the residual max |Δx|, or what stopped being finite; the network is then unchanged.
pub(super) fn update<T: Scalar>(
    network: &mut Network<T>,
    rules: &Rules,
    held: &[(usize, T)],
    noise: &mut Gaussian,
    scratch: &mut Scratch<T>,
    answer: bool,
) -> Result<f64, BlowUp> {
    let Scratch {
        net_input,
        firing,
        balance,
        credit,
        bench,
        ..
    } = scratch;
    let Network {
        synapses,
        firing: before,
        ..
    } = network;
    if answer {
        let answer = Answer {
            rules,
            credit: &network.credit,
            rate: firing,
            balance,
            returned: credit,
        };
        synapses.net_input_and_answer(before, net_input, answer, bench);
    } else {
        synapses.net_input(before, net_input, bench);
        rules.respond(net_input, firing, balance);
    }
    if rules.drive.firing_noise_sd > 0.0 {
        let sd = T::of(rules.drive.firing_noise_sd);
        firing.iter_mut().for_each(|x| *x += noise.next(sd));
    }
    for &(neuron, rate) in held {
        firing[neuron] = rate;
    }
    firing.iter_mut().for_each(|x| *x = x.tame());

    if !all_finite(net_input) {
        return Err(BlowUp::of(State::NetInput));
    }
    if !all_finite(firing) {
        return Err(BlowUp::of(State::Firing));
    }
    std::mem::swap(&mut network.net_input, net_input);
    std::mem::swap(&mut network.balance, balance);
    std::mem::swap(&mut network.firing, firing);
    Ok(largest_change(&network.firing, firing))
}
