//! Strings where something may change: lengths at and beside limits, the edges of formats, strings of patterns.

use super::pattern;
use crate::ir::{Assertion, Constraint, Regex, Scalar};

/// No string is longer. A document may allow strings of any length.
const LONGEST: u64 = 2_000;

/// The strings that the limits and the type of one side are about.
pub(super) fn strings(scalar: Option<Scalar>, limits: &[&Constraint]) -> Vec<String> {
    let lengths = lengths(limits);
    let patterns: Vec<&Regex> = limits.iter().copied().flat_map(patterns_of).collect();
    let mut found: Vec<String> = formats(scalar)
        .iter()
        .map(|text| (*text).to_owned())
        .collect();
    for regex in patterns {
        found.extend(pattern::strings(regex, &lengths));
    }
    if scalar.is_none_or(Scalar::is_string) {
        let plain = lengths.iter().map(|length| repeated("a", *length));
        found.extend(plain.filter(|text| !text.is_empty()));
        found.push(String::new());
        found.extend(["A", "0", "1", "-", " ", "é", "a b", "true"].map(str::to_owned));
        let wide = lengths.iter().filter(|length| **length > 1);
        found.extend(wide.map(|length| repeated("é", *length)));
    }
    if scalar == Some(Scalar::Base64) {
        let whole = lengths.iter().map(|length| length.div_ceil(4) * 4);
        found.extend(whole.map(|length| repeated("A", length)));
    }
    found
}

/// The lengths at and beside limits.
fn lengths(limits: &[&Constraint]) -> Vec<u64> {
    let mut lengths = vec![1];
    for limit in limits {
        if let Constraint::MinLength(at) | Constraint::MaxLength(at) = limit {
            lengths.extend([*at, at.saturating_add(1), at.saturating_sub(1)]);
        }
    }
    lengths.retain(|length| *length <= LONGEST);
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}

fn patterns_of(limit: &Constraint) -> Vec<&Regex> {
    match limit {
        Constraint::Pattern { regex, written: _ } => vec![regex],
        Constraint::Assertion(assertion) => assertion
            .rules()
            .into_iter()
            .flatten()
            .flat_map(patterns_of)
            .collect(),
        _ => Vec::new(),
    }
}

fn repeated(unit: &str, length: u64) -> String {
    unit.repeat(usize::try_from(length.min(LONGEST)).unwrap_or_default())
}

/// The edges of formats.
fn formats(scalar: Option<Scalar>) -> &'static [&'static str] {
    match scalar {
        Some(Scalar::DateTime) => &[
            "2024-01-01T00:00:00Z",
            "2024-01-01T00:00:00+02:00",
            "2024-01-01T00:00:00.5Z",
            "2024-01-01t00:00:00z",
            "2016-12-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
        ],
        Some(Scalar::Date) => &["2024-01-01", "2024-02-29", "0000-01-01", "9999-12-31"],
        Some(Scalar::Duration) => &["P1D", "PT1S", "P1Y2M3DT4H5M6S"],
        Some(Scalar::Uuid) => &[
            "00000000-0000-0000-0000-000000000000",
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
        ],
        Some(Scalar::Ipv4) => &["0.0.0.0", "192.0.2.1", "255.255.255.255"],
        Some(Scalar::Ipv6) => &["::", "::1", "2001:db8::1", "::ffff:192.0.2.1"],
        Some(Scalar::Base64) => &["", "AA==", "AAAA", "/+8="],
        _ => &[],
    }
}

/// The values that rules name: `enum`, `const`, `not: {enum}`.
pub(super) fn named_values(limit: &Constraint) -> Vec<&str> {
    match limit {
        Constraint::Assertion(Assertion::OneOf(values) | Assertion::NoneOf(values)) => {
            values.iter().map(String::as_str).collect()
        }
        Constraint::Assertion(other) => {
            let inner = other.rules().into_iter().flatten();
            inner.flat_map(named_values).collect()
        }
        _ => Vec::new(),
    }
}
