//! Scalars without quotes -> why a number is rejected: it would change when stored in 64 bits or a
//! double.
//!
//! ```text
//! maximum: 18446744073709551617        rounded to …616
//! version: 1.10                        a number, which the keyword pass reads as "1.1"
//! code: 017                            a string: readers disagree about its base
//! limit: .inf                          JSON has no such number
//! ```

use super::super::exact_integer;
use crate::diagnostic::show;

/// What is wrong with a scalar without quotes, if it is a number.
pub(super) fn problem(text: &str) -> Option<String> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
        return None;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(format!("JSON has no number {}", show(text)));
    }
    for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = unsigned.strip_prefix(prefix) {
            return based(text, digits, base);
        }
    }
    if !is_decimal(unsigned) {
        return None;
    }
    let literal = text.strip_prefix('+').unwrap_or(text);
    if exact_integer::is_rounded(literal) {
        return Some(exact_integer::rounded_message(literal));
    }
    let finite = literal.parse::<f64>().is_ok_and(f64::is_finite);
    (!finite).then(|| format!("the number {} is outside the range of a double", show(text)))
}

/// A number in another base, with its sign in `text`; anything else after the prefix is a string.
fn based(text: &str, digits: &str, base: u32) -> Option<String> {
    let number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base));
    let sign = if text.starts_with('-') { "-" } else { "" };
    let literal = format!("{sign}{digits}");
    let fits =
        i64::from_str_radix(&literal, base).is_ok() || u64::from_str_radix(&literal, base).is_ok();
    (number && !fits).then(|| exact_integer::rounded_message(text))
}

/// Digits with at most one dot and one exponent: `[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?` or
/// `\.[0-9]+…`; digits alone that start with a zero are a string.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(text) && text.len() > 1 && text.starts_with('0') {
        return false;
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && exponent_fits
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn numbers_that_would_change_are_rejected() {
        for text in [
            ".nan",
            "-.inf",
            "+.Inf",
            "1e400",
            "18446744073709551617",
            "-9223372036854775809",
            "0x1ffffffffffffffff",
            "-0x8000000000000001",
        ] {
            assert!(problem(text).is_some(), "{text}");
        }
    }

    #[test]
    fn other_scalars_pass() {
        for text in [
            "",
            "-",
            ".",
            "1.2.3",
            "2020-01-01",
            "0xG",
            "0x",
            "1e",
            "+1-2",
            "-.nan",
            "1_000",
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775808",
            "1e308",
            "000000000000000000000000001",
            "0xffffffffffffffff",
            "0b11",
        ] {
            assert_eq!(problem(text), None, "{text}");
        }
    }
}
