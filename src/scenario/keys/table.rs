//! Every key of a scenario file, in one table: what is read, written, suggested, set and shown follows
//! from its rows. A new key is a new row, in the file of its section and here.

use super::choice::Choice;
use super::quantity::Quantity;
use super::text::Text;
use super::{clocks, communities, drive, initial_files, network, plasticity, run, task};
use crate::scenario::definition::Scenario;

/// A key, by the kind of its value.
#[derive(Debug)]
pub(in crate::scenario) enum Row {
    /// The number of the format of scenario files.
    Format,
    /// The sizes of the layers.
    Layers,
    /// A number.
    Number(&'static Quantity),
    /// A word out of a few, or true or false.
    Choice(&'static Choice),
    /// A title or a path.
    Text(&'static Text),
}

use Row::{Choice as C, Number as N, Text as T};

/// Every key, in the order of a file that the program writes. A key with others below it, such as
/// `network.balance`, has either a value of its own or a table of them.
pub(in crate::scenario) static ROWS: [Row; 53] = [
    Row::Format,
    T(&run::NAME),
    T(&run::SUMMARY),
    N(&network::NEURONS),
    Row::Layers,
    C(&network::BIAS),
    C(&network::SKIP),
    C(&network::RECURRENT),
    C(&network::ACTIVATION),
    C(&network::BALANCE),
    N(&network::GAUSSIAN_WIDTH),
    N(&network::WEIGHT_GAIN),
    N(&network::INITIAL_FIRING_SD),
    N(&network::INITIAL_CREDIT_SD),
    T(&initial_files::WEIGHTS),
    C(&initial_files::WEIGHTS_TRANSPOSED),
    N(&initial_files::WEIGHTS_SCALE),
    T(&initial_files::FIRING),
    T(&initial_files::CREDIT),
    N(&drive::FIRING_NOISE),
    N(&drive::CREDIT_NOISE),
    N(&drive::CREDIT_CLAMP),
    C(&drive::CREDIT_CLAMP_MODE),
    N(&drive::CREDIT_CLAMP_DIAGONAL),
    N(&drive::CREDIT_CLAMP_UNTIL),
    N(&drive::INPUT_CLAMP),
    N(&clocks::FIRING_MS),
    N(&clocks::CREDIT_MS),
    N(&clocks::PLASTICITY_MS),
    N(&plasticity::LEARNING_RATE),
    N(&plasticity::RATE_FROM),
    N(&plasticity::RATE_TO),
    N(&plasticity::RATE_OVER),
    C(&plasticity::RATE_SHAPE),
    N(&plasticity::PRUNING),
    C(&plasticity::SHUFFLED_CREDIT),
    C(&task::DATASET),
    T(&task::TASK_FILE),
    N(&task::TASK_SAMPLES),
    N(&task::HELD_OUT),
    C(&task::LOSS),
    N(&task::BATCH),
    N(&task::PRESENT_MS),
    N(&task::INPUT_FROM),
    N(&task::INPUT_TO),
    N(&task::OUTPUT_FROM),
    N(&task::OUTPUT_TO),
    C(&communities::MEASURE),
    C(&communities::DIRECTION),
    N(&communities::RESOLUTION),
    N(&run::SEED),
    N(&run::NETWORK_SEED),
    N(&run::ITERATIONS),
];

impl Row {
    /// Its place in the file.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Layers => network::LAYERS,
            Self::Number(quantity) => quantity.key,
            Self::Choice(choice) => choice.key,
            Self::Text(text) => text.key,
        }
    }

    /// The comment beside it in a new file.
    pub fn comment(&self, scenario: &Scenario) -> String {
        match self {
            Self::Format => String::new(),
            Self::Layers => "sizes of the layers, from input to output".to_owned(),
            Self::Number(quantity) => quantity.comment().to_owned(),
            Self::Choice(choice) => choice.comment(scenario),
            Self::Text(text) => text.note.to_owned(),
        }
    }
}

/// The rows of a kind, in the order of the file. Their number is checked when this is compiled.
macro_rules! rows_of {
    ($kind:ident, $first:expr, $count:literal) => {{
        let mut found = [$first; $count];
        let (mut row, mut count) = (0, 0);
        while row < ROWS.len() {
            if let Row::$kind(one) = &ROWS[row] {
                found[count] = *one;
                count += 1;
            }
            row += 1;
        }
        assert!(count == $count);
        found
    }};
}

/// All numbers, in the order of the file.
pub static QUANTITIES: [&Quantity; 32] = rows_of!(Number, &network::NEURONS, 32);

/// All choices, in the order of the file.
pub static CHOICES: [&Choice; 13] = rows_of!(Choice, &network::BIAS, 13);

/// The row with this key.
pub(in crate::scenario) fn row(key: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.key() == key)
}

/// The quantity with this key.
pub fn quantity(key: &str) -> Option<&'static Quantity> {
    QUANTITIES.into_iter().find(|quantity| quantity.key == key)
}

/// The choice with this key.
pub fn choice(key: &str) -> Option<&'static Choice> {
    CHOICES.into_iter().find(|choice| choice.key == key)
}
