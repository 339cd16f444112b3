//! Rule 2, the middle clock: credit flows back through the synapses (retrograde signalling).

use std::ops::Range;

use super::network::{all_finite, largest_change};
use super::scratch::Scratch;
use super::{BlowUp, CreditClampMode, Gaussian, Network, Rules, Scalar, State, Synapses};

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

/// Where the credit that returns, Σ_i c_i f(s_i) b_ij, comes from.
pub(super) enum Return<'a, T: Scalar> {
    /// b = w. The firing update just before has gathered the sums into `scratch.credit` already.
    Gathered,
    /// b = w.
    Same,
    /// b = 0.
    Nothing,
    /// These b.
    Through(&'a mut Synapses<T>),
}

/// What a credit update did.
pub(super) struct Updated {
    /// max |Δc|
    pub residual: f64,
    /// What came back through synapses.
    pub returned: Returned,
}

/// What came back through synapses in a credit update.
#[derive(Debug, Clone)]
pub(super) struct Returned {
    /// ‖J c‖² over the neurons whose credit is not given.
    squares: f64,
    /// The neurons whose credit is given from outside.
    given: Range<usize>,
}

impl Returned {
    /// ‖J c‖ ÷ ‖c‖ over the neurons whose credit is not given, with the credits c after the update; `None`
    /// while they have none. 1 where nothing but the synapses gave it.
    pub fn share_of<T: Scalar>(&self, credit: &[T]) -> Option<f64> {
        let share = (self.squares / sum_of_squares_but(credit, &self.given)).sqrt();
        share.is_finite().then_some(share)
    }
}

/// One credit update of all neurons at once [Fan & Mysore 2024, eq. 2, 3 and Algorithm 1]:
///
/// c_j ← Σ_i g_ji + ε_c with g_ji = c_i f(s_i) w_ij, that is c ← J c + ε_c, J = Wᵀ diag(f(s)).
///
/// Clamped neurons instead keep their initial credit (`hold`), follow c_k ← d·c_k + ε_c
/// (`identity`), or take −∂L/∂x of a sample. Where credit does not travel through the same
/// synapses, g_ji = c_i f(s_i) b_ij instead (see [`Feedback`](super::Feedback)). Fails with what stopped
/// being finite; the network is then unchanged.
pub(super) fn update<T: Scalar>(
    network: &mut Network<T>,
    rules: &Rules,
    outside: &Outside<'_>,
    noise: &mut Gaussian,
    scratch: &mut Scratch<T>,
    way: Return<'_, T>,
) -> Result<Updated, BlowUp> {
    if let Outside::Target(target) = outside {
        // The credit −∂L/∂x at the present rates, before anything flows back.
        let first = network.neurons() - target.len();
        let (rates, owed) = (&network.firing[first..], &mut network.credit[first..]);
        rules.teaching.loss.output_credit(rates, target, owed);
    }
    gather(network, way, scratch);
    let Scratch {
        credit, returned, ..
    } = scratch;
    returned.clone_from(credit);

    let clamp = &rules.drive.credit_clamp;
    let clamped = match outside {
        Outside::Clamp => network.topology.clamped_credits(clamp.fraction),
        _ => 0..0,
    };
    let given = match outside {
        Outside::Target(target) => network.neurons() - target.len()..network.neurons(),
        _ => clamped.clone(),
    };
    let squares = sum_of_squares_but(credit, &given);
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
    if matches!(outside, Outside::Target(_)) {
        credit[given.clone()].copy_from_slice(&network.credit[given.clone()]);
    }

    credit.iter_mut().for_each(|c| *c = c.tame());

    if !all_finite(credit) {
        return Err(BlowUp::of(State::Credit));
    }
    std::mem::swap(&mut network.credit, credit);
    Ok(Updated {
        residual: largest_change(&network.credit, credit),
        returned: Returned { squares, given },
    })
}

/// Σ_i c_i f(s_i) b_ij of every neuron j, into `scratch.credit`.
fn gather<T: Scalar>(network: &mut Network<T>, way: Return<'_, T>, scratch: &mut Scratch<T>) {
    let Scratch {
        effective: effective_credit,
        credit,
        bench,
        ..
    } = scratch;
    if !matches!(way, Return::Gathered) {
        effective(network, effective_credit);
    }
    match way {
        Return::Gathered => {}
        Return::Same => (network.synapses).retrograde_sum(effective_credit, credit, bench),
        Return::Nothing => credit.fill(T::zero()),
        Return::Through(feedback) => feedback.retrograde_sum(effective_credit, credit, bench),
    }
}

/// Σ v² over all entries but those in `left_out`, in lanes that the processor adds at the same time.
fn sum_of_squares_but<T: Scalar>(values: &[T], left_out: &Range<usize>) -> f64 {
    let mut lanes = [T::zero(); 16];
    for part in [&values[..left_out.start], &values[left_out.end..]] {
        let (chunks, rest) = part.as_chunks::<16>();
        for chunk in chunks {
            for (lane, &v) in lanes.iter_mut().zip(chunk) {
                *lane += v * v;
            }
        }
        for (lane, &v) in lanes.iter_mut().zip(rest) {
            *lane += v * v;
        }
    }
    lanes.iter().map(|lane| lane.to_f64()).sum()
}
