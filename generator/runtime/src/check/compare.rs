//! Numbers and values compared as JSON Schema compares them: by value, not by text.
//!
//! Floats alone would give wrong verdicts: `0.3 % 0.1` is not 0, and `9007199254740993` equals its
//! neighbour. So integers are compared as integers, and multiples are computed in decimals.

use std::cmp::Ordering;

use crate::codec::{Forms, Number, Value, date_time};

/// Whether `low` is greater than `high`: numbers by value, times by their instants, other strings by
/// their characters, anything else never.
pub(super) fn exceeds(low: &Value, high: &Value) -> bool {
    match (low, high) {
        (Value::Number(low), Value::Number(high)) => numbers(low, high) == Some(Ordering::Greater),
        (Value::String(low), Value::String(high)) => match (instant(low), instant(high)) {
            (Some(low), Some(high)) => low > high,
            (Some(_) | None, Some(_) | None) => low > high,
        },
        _ => false,
    }
}

/// The instant that a string is, if it is a date and time: `12:00:00Z` is `14:00:00+02:00`.
fn instant(text: &str) -> Option<(i64, u32)> {
    let at = date_time(text, Forms::Common)?;
    Some((at.seconds, at.nanoseconds))
}

/// Compares two numbers: exactly as integers of 128 bits, else as floats.
pub(super) fn numbers(left: &Number, right: &Number) -> Option<Ordering> {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        (Some(_) | None, Some(_) | None) => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}

/// Whether a number is a whole multiple of a decimal such as `0.01`; `None` if either has too many
/// digits to say, or if the step is 0
/// ([JSON Schema validation, section 6.2.1](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2.1)).
///
/// ```text
/// 19.99, step 0.01  ->  1999 % 1, in hundredths  ->  Some(true)
/// ```
pub(super) fn is_multiple(number: &Number, of: &str) -> Option<bool> {
    let (value, value_scale) = decimal(&number.text())?;
    let (step, step_scale) = decimal(of)?;
    let scale = value_scale.max(step_scale);
    let raise = |digits: i128, from: i32| {
        digits.checked_mul(10_i128.checked_pow(u32::try_from(scale - from).ok()?)?)
    };
    raise(value, value_scale)?
        .checked_rem(raise(step, step_scale)?)
        .map(|rest| rest == 0)
}

/// A JSON number as digits and the count of those behind the point: `-1.50e1` is (-150, 1).
fn decimal(text: &str) -> Option<(i128, i32)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}").parse().ok()?;
    let scale = i32::try_from(fraction.len())
        .ok()?
        .checked_sub(exponent.parse().ok()?)?;
    (scale.abs() < 64).then_some((digits, scale))
}

/// A text that equal values share, and others do not: `{"b":1,"a":1.0}` becomes `{"a":1,"b":1}`.
#[doc(hidden)]
#[must_use]
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => value.to_string(),
        Value::Number(number) => number.as_i128().map_or_else(
            || {
                number
                    .as_f64()
                    .map_or_else(|| number.to_string(), |float| format!("{float:?}"))
            },
            |integer| integer.to_string(),
        ),
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(canonical).collect::<Vec<_>>().join(",")
        ),
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, member)| format!("{key:?}:{}", canonical(member)))
                .collect();
            let mut members: Vec<&str> = members.iter().map(String::as_str).collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// How deep a tree has to be to be compared with some JSON texts: a level more than their lists and objects.
pub(super) fn deepest(texts: &[&str]) -> usize {
    let opened = |text: &&str| text.bytes().filter(|byte| b"[{".contains(byte)).count();
    1 + texts.iter().map(opened).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn multiple(number: &str, of: &str) -> Option<bool> {
        is_multiple(&number.parse().ok()?, of)
    }

    #[test]
    fn multiples_of_decimals_are_exact() {
        assert_eq!(multiple("0.3", "0.1"), Some(true));
        assert_eq!(multiple("19.99", "0.01"), Some(true));
        assert_eq!(multiple("1e2", "0.5"), Some(true));
        assert_eq!(multiple("1E-3", "0.01"), Some(false));
        assert_eq!(multiple("-7", "2"), Some(false));
        assert_eq!(multiple("1e300", "2"), None);
        assert_eq!(multiple("1", "0"), None);
    }
}
