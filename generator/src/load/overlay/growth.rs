//! How much memory and stack a value takes, to limit what overlays make of small files.

use serde_json::Value;

/// Bytes of a string that count as one value.
const BYTES: usize = 16;

/// A value and all in it, with long strings counted as several.
pub(super) fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        Value::String(text) => 1 + text.len() / BYTES,
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| key.len() / BYTES + weight(value);
            1 + members.iter().map(member).sum::<usize>()
        }
    }
}

/// How many objects and lists are inside each other.
pub(super) fn levels(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
        Value::Array(items) => 1 + items.iter().map(levels).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(levels).max().unwrap_or_default(),
    }
}
