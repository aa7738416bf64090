//! Compares a value with what a type wrote of it.

use std::collections::BTreeSet;

use serde_json::Value;

/// The first difference, if there is one: a JSON Pointer and words. Numbers are compared by value. Members that the set does
/// not name may be missing: nothing declares them, so a type need not keep them.
pub(crate) fn difference(
    sent: &Value,
    written: &Value,
    declared: &BTreeSet<String>,
) -> Option<String> {
    match (sent, written) {
        (Value::Number(one), Value::Number(other)) => {
            let is_same = one == other || one.as_f64() == other.as_f64();
            (!is_same).then(|| format!(" {one} became {other}"))
        }
        (Value::Array(one), Value::Array(other)) => {
            if one.len() != other.len() {
                return Some(" has another length".to_owned());
            }
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| {
                inside(&index.to_string(), difference(one, other, declared))
            })
        }
        (Value::Object(one), Value::Object(other)) => {
            let changed = one.iter().find_map(|(name, value)| match other.get(name) {
                Some(found) => inside(name, difference(value, found, declared)),
                None => declared.contains(name).then(|| format!("/{name} was lost")),
            });
            let new = || other.keys().find(|name| !one.contains_key(*name));
            changed.or_else(|| new().map(|name| format!("/{name} was added")))
        }
        _ => (sent != written).then(|| format!(" {sent} became {written}")),
    }
}

fn inside(step: &str, difference: Option<String>) -> Option<String> {
    difference.map(|difference| format!("/{step}{difference}"))
}

/// The names of all properties that schemas inside a value declare.
pub(crate) fn declared(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                if let (true, Some(properties)) = (key == "properties", value.as_object()) {
                    names.extend(properties.keys().cloned());
                }
                declared(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| declared(item, names)),
        _ => {}
    }
}
