//! Number literals: which of them a 64-bit integer or a double holds without changing them.

/// From here on doubles no longer hold every integer: 2^53.
pub(super) const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whether this literal is an integer that becomes another number when it is read into 64 bits or a double.
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

/// What to say about such a literal.
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
    fn only_what_would_change_is_named() {
        assert!(!is_rounded("18446744073709551615"));
        assert!(!is_rounded("-9223372036854775808"));
        assert!(!is_rounded("18446744073709551616"), "2^64 is a double");
        assert!(is_rounded("18446744073709551617"));
        assert!(is_rounded("-9223372036854775809"));
        assert!(!is_rounded("100000000000000000000"));
        assert!(!is_rounded("1.5") && !is_rounded("1e30") && !is_rounded("-"));
    }
}
