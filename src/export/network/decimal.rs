//! Numbers as the shortest text that reads back as the same number.

/// A number in double precision.
pub(super) fn double(value: f64) -> String {
    match value {
        v if v.is_nan() => "NaN".to_owned(),
        v if v.is_infinite() => if v > 0.0 { "INF" } else { "-INF" }.to_owned(),
        v => plain(format!("{v:?}")),
    }
}

/// A number in single precision, also for a reader that takes it as a double and rounds that.
pub(super) fn single(value: f32) -> String {
    let short = format!("{value:?}");
    let survives = short.parse::<f64>().is_ok_and(|read| read as f32 == value);
    match survives {
        true => plain(short),
        false => double(f64::from(value)),
    }
}

/// `1.0` as `1`.
fn plain(text: String) -> String {
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoiseStreams;

    #[test]
    fn every_number_reads_back_to_the_bit_in_its_own_and_in_double_precision() {
        let mut many = vec![0.0_f32; 20_000];
        NoiseStreams::new(3).weights.fill(&mut many, 1e-3);
        many.extend([0.0, -0.0, 1.0, -2.5, 1e-45, 1.3e-41]);
        many.extend([f32::MAX, f32::MIN_POSITIVE, 8_388_609.0]);
        for value in many {
            let text = single(value);
            let direct: f32 = text.parse().expect("a number");
            let double: f64 = text.parse().expect("a number");
            assert_eq!(direct.to_bits(), value.to_bits(), "{text}");
            assert_eq!((double as f32).to_bits(), value.to_bits(), "{text}");
        }
        let third = 1.0 / 3.0;
        assert_eq!(double(third).parse(), Ok(third));
    }

    #[test]
    fn whole_numbers_have_no_point_and_small_ones_an_exponent() {
        assert_eq!(single(0.1), "0.1");
        assert_eq!(single(-3.0), "-3");
        assert_eq!(single(1e-9), "1e-9");
        assert_eq!(double(0.0), "0");
        assert_eq!(double(f64::NEG_INFINITY), "-INF");
    }
}
