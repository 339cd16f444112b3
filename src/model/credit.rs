//! Rule 2, the middle clock: credit flows back through the synapses (retrograde signalling).

use super::network::{all_finite, largest_change};
use super::{BlowUp, CreditClampMode, Gaussian, Network, Rules, Scalar, State};

/// Effective credits u = c ⊙ f(s): what each neuron can hand back.
pub(super) fn effective<T: Scalar>(network: &Network<T>, rules: &Rules, effective: &mut [T]) {
    let states = network.credit.iter().zip(&network.net_input);
    for (u, (&c, &s)) in effective.iter_mut().zip(states) {
        *u = c * rules.balance.value(rules.activation, s);
    }
}

/// One credit update of all neurons at once [Fan & Mysore 2024, eq. 2, 3 and Algorithm 1]:
///
/// c_j ← Σ_i g_ji + ε_c with g_ji = c_i f(s_i) w_ij, that is c ← J c + ε_c, J = Wᵀ diag(f(s)).
///
/// Output-clamped neurons instead keep their initial credit (`hold`), or follow c_k ← d·c_k + ε_c
/// (`identity`). Returns the residual max |Δc|, or what stopped being finite; the network is then
/// unchanged.
pub(super) fn update<T: Scalar>(
    network: &mut Network<T>,
    rules: &Rules,
    noise: &mut Gaussian,
    scratch: &mut [Vec<T>; 2],
) -> Result<f64, BlowUp> {
    let [effective_credit, credit] = scratch;
    effective(network, rules, effective_credit);
    network.synapses.retrograde_sum(effective_credit, credit);

    let clamp = &rules.drive.credit_clamp;
    let clamped = network.topology().clamped_credits(clamp.fraction);
    if clamp.mode == CreditClampMode::Identity {
        let diagonal = T::of(clamp.diagonal);
        for k in clamped.clone() {
            credit[k] = diagonal * network.credit[k];
        }
    }
    if rules.drive.credit_noise_sd > 0.0 {
        let sd = T::of(rules.drive.credit_noise_sd);
        credit.iter_mut().for_each(|c| *c += noise.next(sd));
    }
    if clamp.mode == CreditClampMode::Hold {
        credit[clamped.clone()].copy_from_slice(&network.initial_credit()[clamped]);
    }

    if !all_finite(credit) {
        return Err(BlowUp::of(State::Credit));
    }
    std::mem::swap(&mut network.credit, credit);
    Ok(largest_change(&network.credit, credit))
}
