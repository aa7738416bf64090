//! Strings from and around the keywords of a string schema.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value};

/// Makes strings; the same in every run.
#[derive(Debug)]
pub(crate) struct Strings {
    runner: TestRunner,
}

/// Values of formats, the valid ones first, and how many of them are valid.
const FORMATS: [(&str, &[&str]); 10] = [
    (
        "date-time",
        &[
            "2024-02-29T12:30:45Z",
            "2023-02-29T12:30:45Z",
            "2024-02-29",
            "2024-02-29T25:00:00Z",
            "2024-02-29 12:30:45Z",
        ],
    ),
    (
        "date",
        &[
            "2024-02-29",
            "2023-02-29",
            "2024-2-9",
            "2024-02-29T12:30:45Z",
        ],
    ),
    ("time", &["12:30:45Z", "25:00:00Z"]),
    (
        "uuid",
        &[
            "123e4567-e89b-12d3-a456-426614174000",
            "123e4567e89b12d3a456426614174000",
            "123e4567-e89b-12d3-a456-42661417400g",
        ],
    ),
    ("ipv4", &["192.0.2.1", "192.0.2.256", "192.0.2"]),
    ("ipv6", &["2001:db8::1", "2001:db8::g", "192.0.2.1"]),
    ("byte", &["aGVsbG8=", "aGVsbG8", "a*b="]),
    ("uri", &["https://example.com/a?b=c", "not a uri"]),
    ("email", &["ada@example.com", "ada"]),
    ("duration", &["P1DT2H", "1 day"]),
];

impl Strings {
    pub(crate) fn new() -> Self {
        Self {
            runner: TestRunner::deterministic(),
        }
    }

    /// One that is probably valid.
    pub(crate) fn sample(&mut self, schema: &Map<String, Value>) -> String {
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && let Some(text) = self.matching(pattern)
        {
            return text;
        }
        let format = schema
            .get("format")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if let Some((_, values)) = FORMATS.iter().find(|(name, _)| *name == format)
            && let Some(value) = values.first()
        {
            return (*value).to_owned();
        }
        let (low, high) = lengths(schema);
        "abcdefgh"
            .chars()
            .cycle()
            .take(low.max(3).min(high))
            .collect()
    }

    /// Strings at every boundary.
    pub(crate) fn around(&mut self, schema: &Map<String, Value>) -> Vec<String> {
        let mut found = vec![
            String::new(),
            " ".to_owned(),
            "a\u{301}\u{1f600}\n".to_owned(),
        ];
        let (low, high) = lengths(schema);
        let mut lengths = Vec::new();
        if schema.contains_key("minLength") {
            lengths.extend([low.saturating_sub(1), low]);
        }
        if schema.contains_key("maxLength") {
            lengths.extend([high, high + 1]);
        }
        for length in lengths.into_iter().filter(|length| *length < 5000) {
            found.push("a".repeat(length));
            // One character, two units of UTF-16, four bytes.
            found.push("\u{1f600}".repeat(length));
            found.push("7".repeat(length));
        }
        let format = schema
            .get("format")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if let Some((_, values)) = FORMATS.iter().find(|(name, _)| *name == format) {
            found.extend(values.iter().map(|value| (*value).to_owned()));
        }
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
            for _ in 0..4 {
                let Some(text) = self.matching(pattern) else {
                    break;
                };
                found.push(format!("{text}\n"));
                found.push(format!(" {text}"));
                found.push(format!("{text}{text}"));
                found.push(text.chars().skip(1).collect());
                found.push(text.to_uppercase());
                found.push(text);
            }
        }
        found
    }

    /// A string that matches a pattern, if the syntax is that of Rust.
    fn matching(&mut self, pattern: &str) -> Option<String> {
        let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
        let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
        let pattern = pattern
            .replace("\\d", "[0-9]")
            .replace("\\w", "[A-Za-z0-9_]");
        let tree = string_regex(&pattern)
            .ok()?
            .new_tree(&mut self.runner)
            .ok()?;
        Some(tree.current())
    }
}

fn lengths(schema: &Map<String, Value>) -> (usize, usize) {
    let length = |key: &str| {
        schema
            .get(key)
            .and_then(Value::as_u64)
            .and_then(|length| usize::try_from(length).ok())
    };
    (
        length("minLength").unwrap_or(0).min(10_000),
        length("maxLength").unwrap_or(10_000),
    )
}
