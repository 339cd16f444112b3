//! Numbers as people read and type them.

/// A number with about three significant digits: 0.003, 12.5, 3.2e-7.
pub fn number(value: f64) -> String {
    let magnitude = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if !value.is_finite() {
        "not finite".to_owned()
    } else if (0.001..100_000.0).contains(&magnitude) {
        let decimals = (2 - magnitude.log10().floor() as i32).clamp(0, 5) as usize;
        trim(&format!("{value:.decimals$}"))
    } else {
        let text = format!("{value:.2e}");
        match text.split_once('e') {
            Some((mantissa, exponent)) => format!("{}e{exponent}", trim(mantissa)),
            None => text,
        }
    }
}

/// Drops trailing zeros behind a decimal point.
fn trim(text: &str) -> String {
    let trimmed = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    };
    Some(trimmed)
        .filter(|text| *text != "-0")
        .unwrap_or("0")
        .to_owned()
}

/// Reads what [`number`] writes, and a decimal comma.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim().replace('−', "-").replace(',', ".");
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_three_significant_digits_and_no_needless_zeros() {
        let cases = [
            (0.0, "0"),
            (0.003, "0.003"),
            (0.0316, "0.0316"),
            (1.0, "1"),
            (12.345, "12.3"),
            (300.0, "300"),
            (7812.4, "7812"),
            (-0.5, "-0.5"),
            (3.2e-7, "3.2e-7"),
            (1e9, "1e9"),
            (f64::NAN, "not finite"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn a_decimal_comma_is_understood_and_nonsense_is_refused() {
        assert_eq!(parse_number(" 0,3 "), Some(0.3));
        assert_eq!(parse_number("1e-3"), Some(1e-3));
        assert_eq!(parse_number("fast"), None);
        assert_eq!(parse_number("nan"), None);
    }
}
