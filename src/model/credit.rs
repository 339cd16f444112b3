//! Rule 2, the middle clock: credit flows back through the synapses (retrograde signalling).

use super::network::{all_finite, largest_change};
use super::scratch::Scratch;
use super::{BlowUp, CreditClampMode, Gaussian, Network, Rules, Scalar, State};

/// Effective credits u = c ⊙ f(s): what each neuron can hand back.
pub(super) fn effective<T: Scalar>(network: &Network<T>, effective: &mut [T]) {
    let states = network.credit.iter().zip(&network.balance);
    for (u, (&c, &balance)) in effective.iter_mut().zip(states) {
        *u = (c * balance).tame();
    }
}

/// What gives some neurons their credit from outside (the output clamp).
pub(super) enum Outside<'a> {
    /// Nothing.
    Nothing,
    /// The clamp of the rules.
    Clamp,
    /// The targets of a sample, for the output neurons: c = −∂L/∂x.
    Target(&'a [f64]),
}

/// One credit update of all neurons at once [Fan & Mysore 2024, eq. 2, 3 and Algorithm 1]:
///
/// c_j ← Σ_i g_ji + ε_c with g_ji = c_i f(s_i) w_ij, that is c ← J c + ε_c, J = Wᵀ diag(f(s)).
///
/// Clamped neurons instead keep their initial credit (`hold`), follow c_k ← d·c_k + ε_c
/// (`identity`), or take −∂L/∂x of a sample. `answered` says that the firing update just before has
/// gathered the sums into `scratch.credit` already. Returns the residual max |Δc|, or what stopped being
/// finite; the network is then unchanged.
pub(super) fn update<T: Scalar>(
    network: &mut Network<T>,
    rules: &Rules,
    outside: &Outside<'_>,
    noise: &mut Gaussian,
    scratch: &mut Scratch<T>,
    answered: bool,
) -> Result<f64, BlowUp> {
    let Scratch {
        effective: effective_credit,
        credit,
        bench,
        ..
    } = scratch;
    if let Outside::Target(target) = outside {
        // The credit −∂L/∂x at the present rates, before anything flows back.
        let first = network.neurons() - target.len();
        let (rates, owed) = (&network.firing[first..], &mut network.credit[first..]);
        rules.teaching.loss.output_credit(rates, target, owed);
    }
    if !answered {
        effective(network, effective_credit);
        let synapses = &mut network.synapses;
        synapses.retrograde_sum(effective_credit, credit, bench);
    }

    let clamp = &rules.drive.credit_clamp;
    let clamped = match outside {
        Outside::Clamp => network.topology.clamped_credits(clamp.fraction),
        _ => 0..0,
    };
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
        credit[clamped.clone()].copy_from_slice(&network.initial_credit[clamped]);
    }
    if let Outside::Target(target) = outside {
        let first = network.neurons() - target.len();
        credit[first..].copy_from_slice(&network.credit[first..]);
    }

    credit.iter_mut().for_each(|c| *c = c.tame());

    if !all_finite(credit) {
        return Err(BlowUp::of(State::Credit));
    }
    std::mem::swap(&mut network.credit, credit);
    Ok(largest_change(&network.credit, credit))
}
