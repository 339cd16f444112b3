//! NumPy's `.npy`: the weights alone.

use std::io;

use crate::export::arrays::write_array;
use crate::export::network::file::{NetworkFile, Weights};
use crate::export::network::sink::Sink;

/// Writes n × n numbers, row = post, in the precision of the simulation.
pub(super) fn write(network: &NetworkFile, to: &mut Sink<'_>) -> io::Result<()> {
    let shape = [network.neurons() as u64; 2];
    match network.weights() {
        Weights::Single(weights) => write_array(to, &shape, weights.iter().copied()),
        Weights::Double(weights) => write_array(to, &shape, weights.iter().copied()),
    }
}
