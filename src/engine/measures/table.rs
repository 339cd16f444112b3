//! The table of measures.

use super::measure::{Measure, Place, Subject};
use super::states::*;
use crate::analysis::{is_dense, mean_magnitude, mean_of};
use crate::model::Clock;

/// How many measures there are.
pub(super) const COUNT: usize = 25;

/// All measures, in the order of columns and plots.
pub static MEASURES: [&Measure; COUNT] = [
    &QUALITY,
    &MODULARITY,
    &WITHIN_SHARE,
    &CHANCE,
    &HUB_OVERLAP,
    &DENSE_MODULES,
    &COMMUNITIES,
    &ISOLATED,
    &MEAN_BALANCE,
    &MEAN_CREDIT,
    &RETURNED_SHARE,
    &MEAN_CHANGE,
    &LEARNING_RATE,
    &TRAIN_LOSS,
    &TRAIN_ACCURACY,
    &HELD_OUT_LOSS,
    &HELD_OUT_ACCURACY,
    &FIRING_UPDATES,
    &CREDIT_UPDATES,
    &PLASTICITY_UPDATES,
    &FIRING_NEURONS,
    &CREDITED_NEURONS,
    &GRADIENT_ANGLE,
    &BALANCED_SIGNAL,
    &RATIO_ERROR,
];

/// The measure with this key, in full or short.
pub fn measure(key: &str) -> Option<&'static Measure> {
    let is = |measure: &&Measure| measure.key == key || measure.alias == Some(key);
    MEASURES.into_iter().find(is)
}

/// The measures that appear in a place, in their order.
pub fn measures_in(place: Place) -> impl Iterator<Item = &'static Measure> + Clone {
    let all = MEASURES.into_iter();
    all.filter(move |measure| measure.is_in(&[place]))
}

/// Places of a measure that is followed wherever a network is simulated.
const EVERYWHERE: &[Place] = &[
    Place::OverTime,
    Place::Summary,
    Place::Sweep,
    Place::SweepCurves,
];
const LEARNING: &[Place] = &[Place::LearningCurve, Place::Sweep, Place::SweepCurves];

/// What rows say unless they say otherwise.
pub(super) const ROW: Measure = Measure {
    key: "",
    alias: None,
    name: "",
    symbol: "",
    label: "",
    unit: "",
    help: "",
    definition: "",
    range: (0.0, f64::INFINITY),
    undefined: "",
    subject: Subject::Weights,
    whole: false,
    logarithmic: false,
    is_watched: false,
    chance: None,
    places: EVERYWHERE,
    of: |_| None,
};
/// The same for measures of weights between neurons that differ, and for those of a task.
const OF_SYNAPSES: Measure = Measure {
    undefined: "While no neuron is connected to another.",
    ..ROW
};
const OF_TASK: Measure = Measure {
    undefined: "Without a task.",
    subject: Subject::Task,
    places: LEARNING,
    ..ROW
};

/// What the method of communities makes large.
pub static QUALITY: Measure = Measure {
    key: "quality",
    name: "Quality",
    help: "What the method makes large when it looks for communities.",
    definition: "Within share − γ × what is expected: the within share by chance, or with CPM the share of all pairs of neurons that are in one community.",
    range: (f64::NEG_INFINITY, 1.0),
    places: &[Place::Summary],
    of: |m| m.weights?.structure.quality,
    ..OF_SYNAPSES
};

/// Q
pub static MODULARITY: Measure = Measure {
    key: "modularity_q",
    alias: Some("q"),
    name: "Modularity",
    symbol: "Q",
    label: "Modularity Q",
    help: "How much more of Σ|w| lies inside communities than chance would have it.",
    definition: "How much more of Σ|w| lies inside communities than by chance: Q = within share − chance, at resolution 1, of the communities found by the method in force then. Higher at low learning rates.",
    range: (-1.0, 1.0),
    of: |m| m.weights?.structure.q,
    ..OF_SYNAPSES
};

/// Σ|w| inside communities ÷ Σ|w|
pub static WITHIN_SHARE: Measure = Measure {
    key: "within_share",
    name: "Within share",
    help: "Share of Σ|w| inside communities; above ½ within dominates.",
    definition: "Σ|w| inside communities ÷ Σ|w|. Dashed: what it would be by chance, Σ_c (K_c / 2m)², or directed Σ_c K_c^in K_c^out / m².",
    range: (0.0, 1.0),
    chance: Some(&CHANCE),
    of: |m| m.weights?.structure.within_share,
    ..OF_SYNAPSES
};

/// What the within share would be by chance.
pub static CHANCE: Measure = Measure {
    key: "within_share_by_chance",
    name: "Within share by chance",
    help: "What the within share would be by chance, at these strengths.",
    definition: "Σ_c (K_c / 2m)², with K_c the sum of in- and out-strengths in community c and 2m that of all neurons, or directed Σ_c K_c^in K_c^out / m².",
    range: (0.0, 1.0),
    places: &[Place::OverTime, Place::Summary, Place::Sweep],
    of: |m| m.weights?.structure.chance,
    ..OF_SYNAPSES
};

/// ρ
pub static HUB_OVERLAP: Measure = Measure {
    key: "hub_overlap_rho",
    alias: Some("hub_overlap"),
    name: "Hub overlap",
    symbol: "ρ",
    label: "Hub overlap ρ",
    help: "Correlation of in- and out-strength: 1 where the same neurons send and receive.",
    definition: "Correlation over neurons of in-strength Σ_j |w_ij| and out-strength Σ_j |w_ji|. Near 1: the same neurons send and receive. Near 0: senders and receivers differ.",
    range: (-1.0, 1.0),
    undefined: "Where all neurons send, or all receive, alike.",
    is_watched: true,
    of: |m| m.weights?.connectome.strengths().hub_overlap(),
    ..ROW
};

/// The number of dense modules.
pub static DENSE_MODULES: Measure = Measure {
    key: "dense_modules",
    name: "Dense modules",
    help: "Communities with a dense core of neurons that both send and receive.",
    definition: "Communities of at least 4 neurons with at least 4% of Σ|w| and twice the mean density of synapses inside, and a core: over their neurons, strength received Σ_j |w_ij| and sent Σ_j |w_ji| correlate by 0.4 or more. In rewired networks about one such community in ten does.",
    whole: true,
    of: |m| {
        let weights = m.weights?;
        let dense = is_dense(weights.connectome, weights.partition);
        Some(dense.into_iter().filter(|is| *is).count() as f64)
    },
    ..ROW
};

/// The number of communities.
pub static COMMUNITIES: Measure = Measure {
    key: "communities",
    name: "Communities",
    help: "How many communities there are.",
    definition: "How many communities the method finds, those of a single neuron included.",
    whole: true,
    places: &[Place::Summary, Place::Sweep, Place::SweepCurves],
    of: |m| Some(m.weights?.partition.communities() as f64),
    ..ROW
};

/// The number of neurons without a synapse to or from another.
pub static ISOLATED: Measure = Measure {
    key: "isolated",
    name: "Isolated neurons",
    unit: "neurons",
    help: "Neurons with no synapse to or from another.",
    definition: "The number of neurons i with Σ_j |w_ij| + |w_ji| = 0 over the others.",
    whole: true,
    places: &[Place::Summary, Place::Sweep],
    of: |m| Some(m.weights?.partition.isolated() as f64),
    ..ROW
};

/// Mean f(s)
pub static MEAN_BALANCE: Measure = Measure {
    key: "mean_balance",
    name: "Mean balance",
    symbol: "f(s)",
    label: "Mean balance f(s)",
    help: "Mean f(s): 1 where excitation and inhibition cancel.",
    definition: "Mean over neurons of the balance value f(s_i): how balanced the network is.",
    range: (0.0, 1.0),
    subject: Subject::Balance,
    of: |m| Some(mean_of(&m.snapshot?.balance())),
    ..ROW
};

/// Mean |c|
pub static MEAN_CREDIT: Measure = Measure {
    key: "mean_abs_credit",
    name: "Mean credit",
    symbol: "|c|",
    label: "Mean |c|",
    help: "Mean magnitude of the credit.",
    definition: "Mean over neurons of |c_i|. Growth without end means that credit runs away.",
    subject: Subject::Credit,
    logarithmic: true,
    of: |m| Some(mean_magnitude(&m.snapshot?.state.credit)),
    ..ROW
};

/// ‖J c‖ ÷ ‖c‖
pub static RETURNED_SHARE: Measure = Measure {
    key: "returned_share",
    name: "Returned share",
    help: "How much of the credit came back through synapses, and not from noise.",
    definition: "‖J c‖ ÷ ‖c‖ in the latest credit update, over the neurons whose credit is not clamped: how much of their credit came back through synapses; the rest is noise. Slightly above 1 where noise took something away.",
    undefined: "Before the first credit update, and while neurons that are not clamped have no credit.",
    subject: Subject::Credit,
    of: |m| m.snapshot?.returned_share,
    ..ROW
};

/// Mean |ΔW|
pub static MEAN_CHANGE: Measure = Measure {
    key: "mean_abs_weight_change",
    name: "Mean change",
    symbol: "|ΔW|",
    help: "Mean magnitude of the latest change of the weights.",
    definition: "Mean over synapses of |r c_i f(s_i) x_j| in the latest plasticity update, before pruning.",
    subject: Subject::Change,
    places: &[Place::OverTime],
    of: |m| Some(m.snapshot?.changes[Clock::Plasticity as usize]),
    ..ROW
};

/// r
pub static LEARNING_RATE: Measure = Measure {
    key: "learning_rate",
    name: "Learning rate",
    symbol: "r",
    help: "The factor on every weight change.",
    definition: "r, the factor on every weight change, in the update that follows.",
    subject: Subject::Rate,
    places: &[Place::OverTime],
    of: |m| {
        let snapshot = m.snapshot?;
        let rate = snapshot.rules.plasticity.learning_rate;
        Some(rate.at(snapshot.weights_iteration))
    },
    ..ROW
};

/// L of the samples that are learned from.
pub static TRAIN_LOSS: Measure = Measure {
    key: "train_loss",
    name: "Training loss",
    help: "Mean loss on the samples that are learned from.",
    definition: "Mean over the samples that are learned from of L = ½ ‖x − y‖², or −Σ_k y_k ln softmax(x)_k, with output rates x and targets y.",
    logarithmic: true,
    of: |m| Some(m.train?.loss),
    ..OF_TASK
};

/// The share of the samples that are learned from that is right.
pub static TRAIN_ACCURACY: Measure = Measure {
    key: "train_accuracy",
    name: "Training accuracy",
    help: "Share of the training samples that is right.",
    definition: "Samples that are learned from and put into their class ÷ all that are learned from.",
    range: (0.0, 1.0),
    undefined: "Without a task, or where its targets are no classes.",
    of: |m| m.train?.accuracy,
    ..OF_TASK
};

/// L of the samples held out.
pub static HELD_OUT_LOSS: Measure = Measure {
    key: "held_out_loss",
    name: "Held-out loss",
    help: "Mean loss on the samples held out.",
    definition: "Mean over the samples held out of L = ½ ‖x − y‖², or −Σ_k y_k ln softmax(x)_k, with output rates x and targets y.",
    undefined: "Without a task, or where no samples are held out.",
    logarithmic: true,
    of: |m| Some(m.held_out?.loss),
    ..OF_TASK
};

/// The share of the samples held out that is right.
pub static HELD_OUT_ACCURACY: Measure = Measure {
    key: "held_out_accuracy",
    name: "Held-out accuracy",
    help: "Share of the held-out samples that is right.",
    definition: "Samples held out and put into their class ÷ all that are held out.",
    range: (0.0, 1.0),
    undefined: "Without a task, where no samples are held out, or where targets are no classes.",
    of: |m| m.held_out?.accuracy,
    ..OF_TASK
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Partition, Score};
    use crate::engine::Runner;
    use crate::engine::measures::{Measures, Moment};
    use crate::model::{GivenState, Topology};
    use crate::scenario::Scenario;

    #[test]
    fn every_measure_is_named_explained_and_found_by_its_keys_alone() {
        for row in MEASURES {
            for words in [row.key, row.name, row.help, row.definition] {
                assert!(!words.is_empty(), "{row:?}");
            }
            assert!(row.range.0 < row.range.1 && !row.places.is_empty());
            for key in [row.key, row.short_key()] {
                assert_eq!(measure(key), Some(row));
                let named = |m: &&Measure| m.key == key || m.alias == Some(key);
                assert_eq!(MEASURES.into_iter().filter(named).count(), 1, "{key}");
            }
        }
        assert_eq!(measure("hub_overlap"), Some(&HUB_OVERLAP));
        assert_eq!(measure("rho"), None);
    }

    #[test]
    fn values_lie_in_their_range_and_are_missing_only_where_the_table_says_so() {
        let places = [
            Place::OverTime,
            Place::Summary,
            Place::LearningCurve,
            Place::Conditions,
        ];
        for gain in [1.0, 0.0] {
            let mut scenario = Scenario::with_topology(Topology::AllToAll { neurons: 30 });
            scenario.network.weight_gain = gain;
            let mut runner = Runner::new(&scenario, GivenState::default(), None);
            runner.run_to(3).expect("finite");
            let snapshot = runner.snapshot(runner.copy_weights());
            let method = &snapshot.method;
            let partition = Partition::detect(&snapshot.weights, method).expect("finite");
            let moment = Moment {
                train: Some(Score {
                    loss: 0.5,
                    accuracy: None,
                }),
                ..Moment::of(&snapshot, &partition)
            };
            let values = Measures::of(&moment, &places);
            for measure in MEASURES {
                let (least, most) = measure.range;
                match values.get(measure) {
                    Some(value) => assert!((least..=most).contains(&value), "{measure:?}"),
                    None => assert!(!measure.undefined.is_empty(), "{measure:?}"),
                }
            }
            assert_eq!(values.get(&HELD_OUT_LOSS), None);
            assert!(values.get(&MEAN_CREDIT) > Some(0.0));
            let weights = Moment::of_weights(&snapshot.weights, &partition, method);
            let values = Measures::of(&weights, &places);
            let mut known = MEASURES.iter().filter(|m| values.get(m).is_some());
            assert!(known.all(|m| m.subject == Subject::Weights));
            assert_eq!(Measures::of(&moment, &[]), Measures::default());
        }
    }
}
