//! The names of neurons: their numbers and, in layered networks, what they are there.

use crate::model::{Layers, Topology};

/// The name that a neuron of a layered network has besides its number: in1, h1.3 (the third of the first
/// hidden layer), out2, bias1 (the bias neuron of the first layer).
pub fn name(topology: &Topology, neuron: usize) -> Option<String> {
    let layers = topology.layers()?;
    let senders = layers.senders();
    let layer = senders.iter().position(|layer| layer.contains(&neuron))?;
    let place = neuron - senders[layer].start + 1;
    Some(match layer {
        layer if place > layers.sizes[layer] => format!("bias{}", layer + 1),
        0 => format!("in{place}"),
        last if last + 1 == layers.count() => format!("out{place}"),
        hidden => format!("h{hidden}.{place}"),
    })
}

/// The number of a neuron with its name, for headings: "3 (in2)".
pub fn numbered(topology: &Topology, neuron: usize) -> String {
    match name(topology, neuron) {
        Some(name) => format!("{neuron} ({name})"),
        None => neuron.to_string(),
    }
}

/// The neuron of this number or name.
pub fn find(topology: &Topology, text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    let neurons = 0..topology.neurons();
    match text.parse() {
        Ok(number) => Some(number).filter(|number| neurons.contains(number)),
        Err(_) => topology.layers().and_then(|_| {
            let is_named = |neuron: &usize| name(topology, *neuron).as_deref() == Some(&text);
            neurons.clone().find(is_named)
        }),
    }
}

/// Which names there are, in words.
pub fn known(topology: &Topology) -> String {
    let last = topology.neurons().saturating_sub(1);
    let named = topology.layers().map(|layers: &Layers| {
        let [inputs, outputs] = [layers.inputs().len(), layers.outputs().len()];
        format!(", in1 to in{inputs} and out1 to out{outputs}")
    });
    format!("0 to {last}{}", named.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neurons_are_found_by_number_and_by_the_names_that_they_have_in_layers() {
        let topology = Topology::Layered(Layers {
            bias: true,
            ..Layers::plain(&[2, 3, 1])
        });
        let names: Vec<String> = (0..8).filter_map(|i| name(&topology, i)).collect();
        let expected = [
            "in1", "in2", "bias1", "h1.1", "h1.2", "h1.3", "bias2", "out1",
        ];
        assert_eq!(names, expected);
        for (neuron, name) in expected.iter().enumerate() {
            assert_eq!(find(&topology, name), Some(neuron));
            assert_eq!(find(&topology, &format!(" {neuron} ")), Some(neuron));
        }
        assert_eq!(find(&topology, "OUT1"), Some(7));
        assert_eq!(known(&topology), "0 to 7, in1 to in2 and out1 to out1");
        let connectome = Topology::AllToAll { neurons: 5 };
        assert_eq!(find(&connectome, "4"), Some(4));
        for unknown in ["5", "-1", "in1", ""] {
            assert_eq!(find(&connectome, unknown), None, "{unknown}");
        }
    }
}
