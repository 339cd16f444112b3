//! Rule 1, the fast clock: firing.

use super::network::{all_finite, largest_change};
use super::{BlowUp, Gaussian, Network, Rules, Scalar, State};

/// One firing update of all neurons at once [Fan & Mysore 2024, eq. 1 and Algorithm 1]:
///
/// s ← W x, then x ← σ(s) + ε_x, except that the neurons in `held` fire at the rate given there.
///
/// Returns the residual max |Δx|, or what stopped being finite; the network is then unchanged.
pub(super) fn update<T: Scalar>(
    network: &mut Network<T>,
    rules: &Rules,
    held: &[(usize, T)],
    noise: &mut Gaussian,
    scratch: &mut [Vec<T>; 2],
) -> Result<f64, BlowUp> {
    let [net_input, firing] = scratch;
    network.synapses.net_input(&network.firing, net_input);
    for (x, &s) in firing.iter_mut().zip(net_input.iter()) {
        *x = rules.activation.rate(s);
    }
    if rules.drive.firing_noise_sd > 0.0 {
        let sd = T::of(rules.drive.firing_noise_sd);
        firing.iter_mut().for_each(|x| *x += noise.next(sd));
    }
    for &(neuron, rate) in held {
        firing[neuron] = rate;
    }

    if !all_finite(net_input) {
        return Err(BlowUp::of(State::NetInput));
    }
    if !all_finite(firing) {
        return Err(BlowUp::of(State::Firing));
    }
    std::mem::swap(&mut network.net_input, net_input);
    std::mem::swap(&mut network.firing, firing);
    Ok(largest_change(&network.firing, firing))
}
