//! Plain scalars -> values, by the core schema of YAML 1.2.2 (section 10.3.2): `no`, `on` and dates are strings.

use serde_json::{Number, Value};

use super::super::number;
use crate::diagnostic::show;

/// The value of a scalar without quotes; `Err` says why a number is refused.
pub(super) fn plain(text: &str) -> Result<Value, String> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Ok(Value::Null),
        "true" | "True" | "TRUE" => Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => Ok(Value::Bool(false)),
        _ if may_be_number(text) => numeric(text),
        _ => Ok(Value::String(text.to_owned())),
    }
}

fn may_be_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
}

fn numeric(text: &str) -> Result<Value, String> {
    let string = || Ok(Value::String(text.to_owned()));
    if let Some(digits) = text.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).map_or_else(|_| string(), |n| Ok(n.into()));
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return u64::from_str_radix(digits, 8).map_or_else(|_| string(), |n| Ok(n.into()));
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Err(format!("JSON has no number {}", show(text)));
    }
    if !is_number(unsigned) {
        return string();
    }
    let integer = text.strip_prefix('+').unwrap_or(text);
    if let Ok(value) = integer.parse::<i64>() {
        return Ok(value.into());
    }
    if let Ok(value) = integer.parse::<u64>() {
        return Ok(value.into());
    }
    if number::is_rounded(integer) {
        return Err(number::rounded_message(integer));
    }
    let value = text.parse::<f64>().ok().and_then(Number::from_f64);
    value
        .map(Value::Number)
        .ok_or_else(|| format!("the number {} is outside the range of a double", show(text)))
}

/// Digits with at most one dot and one exponent: `[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?` or `\.[0-9]+…`.
fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && exponent_fits
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
mod tests {
    use super::plain;
    use serde_json::{Value, json};

    #[test]
    fn the_core_schema_decides() {
        for text in [
            "no",
            "NO",
            "on",
            "yes",
            "1_000",
            "0x",
            "1.2.3",
            "2020-01-01",
            "-",
            ".",
            "+1-2",
            "1e",
            "0xG",
            "12:30",
        ] {
            assert_eq!(plain(text).unwrap(), Value::String(text.to_owned()));
        }
        for (text, value) in [
            ("", Value::Null),
            ("~", Value::Null),
            ("TRUE", json!(true)),
            ("017", json!(17)),
            ("0o17", json!(15)),
            ("0x1F", json!(31)),
            ("+3", json!(3)),
            ("-0", json!(0)),
            ("1.", json!(1.0)),
            (".5", json!(0.5)),
            ("1e3", json!(1000.0)),
            ("18446744073709551615", json!(u64::MAX)),
        ] {
            assert_eq!(plain(text).unwrap(), value, "{text}");
        }
    }

    #[test]
    fn numbers_that_would_change_are_refused() {
        for text in [".nan", "-.inf", "1e400", "18446744073709551617"] {
            assert!(plain(text).is_err(), "{text}");
        }
    }
}
