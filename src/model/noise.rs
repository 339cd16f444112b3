//! Seeded Gaussian randomness, one independent stream for each purpose.

use rand::{SeedableRng, rngs::Xoshiro256PlusPlus};
use rand_distr::{Distribution, StandardNormal};

use super::Scalar;

/// The random streams of a simulation. Each purpose has its own, so that, say, switching the noise
/// off leaves the initial network as it was.
#[derive(Debug, Clone)]
pub struct NoiseStreams {
    /// Initial weights.
    pub weights: Gaussian,
    /// Initial firing rates.
    pub initial_firing: Gaussian,
    /// Initial credits.
    pub initial_credit: Gaussian,
    /// ε_x of every firing update.
    pub firing: Gaussian,
    /// ε_c of every credit update.
    pub credit: Gaussian,
    /// The order of samples.
    pub order: Gaussian,
    /// Which neuron gets whose effective credit, where credit is shuffled.
    pub credit_shuffle: Gaussian,
    /// Feedback weights of their own.
    pub feedback: Gaussian,
    /// What the synapses do to credit on its way, where it is noisy.
    pub transport: Gaussian,
}

impl NoiseStreams {
    /// All streams of a seed. The order of the fields is part of what a seed means: new streams go
    /// to the end.
    pub fn new(seed: u64) -> Self {
        let mut root = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut next = || Gaussian(Xoshiro256PlusPlus::from_rng(&mut root));
        Self {
            weights: next(),
            initial_firing: next(),
            initial_credit: next(),
            firing: next(),
            credit: next(),
            order: next(),
            credit_shuffle: next(),
            feedback: next(),
            transport: next(),
        }
    }

    /// The streams of `seed`, but initial weights, firing and credit and feedback weights from those of
    /// `network_seed`.
    pub fn with_network_of(seed: u64, network_seed: u64) -> Self {
        let network = Self::new(network_seed);
        Self {
            weights: network.weights,
            initial_firing: network.initial_firing,
            initial_credit: network.initial_credit,
            feedback: network.feedback,
            ..Self::new(seed)
        }
    }
}

/// A stream of normal deviates.
#[derive(Debug, Clone)]
pub struct Gaussian(Xoshiro256PlusPlus);

impl Gaussian {
    /// The next deviate of mean 0 and standard deviation `sd`.
    #[inline]
    pub fn next<T: Scalar>(&mut self, sd: T) -> T {
        let z: f64 = StandardNormal.sample(&mut self.0);
        T::of(z) * sd
    }

    /// Fills `values` with deviates of standard deviation `sd`.
    pub fn fill<T: Scalar>(&mut self, values: &mut [T], sd: f64) {
        let sd = T::of(sd);
        for value in values {
            *value = self.next(sd);
        }
    }

    /// The generator itself, for randomness that is not Gaussian.
    pub(super) fn generator(&mut self) -> &mut Xoshiro256PlusPlus {
        &mut self.0
    }

    /// A number that depends on the state of the stream, for tests that two streams differ.
    #[cfg(test)]
    fn fingerprint(&self) -> u64 {
        rand::Rng::next_u64(&mut self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_and_the_same_seed_gives_the_same_streams() {
        let streams = NoiseStreams::new(1);
        let fingerprints = |s: &NoiseStreams| {
            let network = [&s.weights, &s.initial_firing, &s.initial_credit];
            let others = [&s.firing, &s.credit, &s.order, &s.credit_shuffle];
            let all = network.into_iter().chain(others);
            let all = all.chain([&s.feedback, &s.transport]);
            all.map(Gaussian::fingerprint).collect::<Vec<_>>()
        };
        let prints = fingerprints(&streams);
        for (i, a) in prints.iter().enumerate() {
            assert!(prints[..i].iter().all(|b| a != b));
        }
        assert_eq!(prints, fingerprints(&NoiseStreams::new(1)));
        assert_ne!(prints, fingerprints(&NoiseStreams::new(2)));
    }
}
