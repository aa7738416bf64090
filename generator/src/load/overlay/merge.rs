//! Merges a value into another ([1.1, Action Object](https://spec.openapis.org/overlay/v1.1.0.html#action-object)):
//!
//! | in both | result |
//! |---|---|
//! | objects | one with the members of both; equal keys are merged the same way |
//! | lists | the items of both |
//! | other values | the new one |
//! | anything else | an error |

use serde_json::{Map, Value};

use super::edits::EditNode;
use crate::diagnostic::Pointer;

/// What decides how a value is merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Object,
    List,
    /// A string, a number, a truth value or null.
    Primitive,
}

impl ValueKind {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Object(_) => Self::Object,
            Value::Array(_) => Self::List,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Self::Primitive,
        }
    }
}

/// What messages call a value.
pub(super) fn name(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "an array",
        Value::String(_) => "a string",
        Value::Number(_) => "a number",
        Value::Bool(_) => "a boolean",
        Value::Null => "null",
    }
}

/// The places below two objects at which they cannot be merged.
pub(super) fn conflicts(target: &Value, new: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match (target, new) {
        (Value::Object(target), Value::Object(new)) => {
            for (key, new) in new {
                if let Some(target) = target.get(key) {
                    conflicts(target, new, &at.child(key), found);
                }
            }
        }
        _ if ValueKind::of(target) == ValueKind::of(new) => {}
        _ => found.push(at.clone()),
    }
}

/// Merges a value without conflicts, and notes where the result is from.
pub(super) fn merge(target: &mut Value, edits: &mut EditNode, new: &Value, origin: &EditNode) {
    match (target, new) {
        (Value::Object(target), Value::Object(new)) => members(target, edits, new, origin),
        (Value::Array(target), Value::Array(new)) => {
            for (index, item) in new.iter().enumerate() {
                append(target, edits, item, origin.child(&index.to_string()));
            }
        }
        (target, new) => {
            target.clone_from(new);
            *edits = origin.clone();
        }
    }
}

/// Adds an item to a list.
pub(super) fn append(
    target: &mut Vec<Value>,
    edits: &mut EditNode,
    item: &Value,
    origin: EditNode,
) {
    edits.set(&target.len().to_string(), origin);
    target.push(item.clone());
}

fn members(
    target: &mut Map<String, Value>,
    edits: &mut EditNode,
    new: &Map<String, Value>,
    origin: &EditNode,
) {
    for (key, value) in new {
        let origin = origin.child(key);
        match target.get_mut(key) {
            Some(known) => merge(known, edits.enter(key), value, &origin),
            None => {
                target.insert(key.clone(), value.clone());
                edits.set(key, origin);
            }
        }
    }
}
