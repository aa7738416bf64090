//! Which integer literals survive parsing.
//!
//! `serde_json` without arbitrary precision stores 64-bit integers and doubles, so
//! `18446744073709551617` would silently become `18446744073709551616`. As a bound or an id, that
//! is another value: such a literal is an error.

/// 2^53: above it, doubles cannot represent every integer.
pub(super) const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whether this literal is an integer that changes when it is parsed into 64 bits or a double.
pub(super) fn is_rounded(literal: &str) -> bool {
    let digits = literal.trim_start_matches(['-', '+']);
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !whole || literal.parse::<i64>().is_ok() || literal.parse::<u64>().is_ok() {
        return false;
    }
    let significant = digits.trim_start_matches('0');
    literal
        .parse::<f64>()
        .map_or(true, |value| format!("{:.0}", value.abs()) != significant)
}

/// The keys of a schema whose value is a bound. A bound that no value can reach [limits
/// nothing](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2.2), so lenient
/// reading takes a number here that it rejects elsewhere: `minimum: -9223372036854776000` is what
/// JavaScript makes of the smallest 64-bit integer.
#[rustfmt::skip]
pub(super) const BOUNDS: [&str; 8] = [
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains",
];

/// The warning about bounds that are not among the numbers of 64 bits.
pub(super) const UNREACHED: &str = "this bound is beyond 64 bits, so it limits neither integers nor lengths; \
     other numbers are compared with the nearest double, if there is one";

/// The keys whose values are only shown, or counted as absent if they do not fit: lenient reading
/// warns of a number there.
pub(super) fn holds_values(key: &str) -> bool {
    matches!(key, "default" | "example" | "examples")
}

/// The warning about a number of a default or an example.
pub(super) fn nearest_message(literal: &str) -> String {
    format!(
        "the number {} is beyond 64 bits: it is read as the nearest double, if there is one",
        crate::diagnostic::show(literal)
    )
}

/// The message about such a literal.
pub(super) fn rounded_message(literal: &str) -> String {
    format!(
        "the integer {} is outside the 64-bit range and would be rounded",
        crate::diagnostic::show(literal)
    )
}

#[cfg(test)]
mod tests {
    use super::is_rounded;

    #[test]
    fn only_changes_are_listed() {
        assert!(!is_rounded("18446744073709551615"));
        assert!(!is_rounded("-9223372036854775808"));
        assert!(!is_rounded("18446744073709551616"), "2^64 is a double");
        assert!(is_rounded("18446744073709551617"));
        assert!(is_rounded("-9223372036854775809"));
        assert!(!is_rounded("100000000000000000000"));
        assert!(!is_rounded("1.5") && !is_rounded("1e30") && !is_rounded("-"));
    }
}
