//! Keywords that count characters, items or properties -> [`Constraint`]s.

use serde_json::{Map, Value};

use crate::diagnostic::member;
use crate::ir::Constraint;

/// A limit that counts something.
fn count(object: &Map<String, Value>, key: &str) -> Option<u64> {
    member(object, key).and_then(Value::as_u64)
}

/// A lower limit of a count; 0 limits nothing.
fn least(object: &Map<String, Value>, key: &str) -> Option<u64> {
    count(object, key).filter(|least| *least > 0)
}

/// The limits on the length of a string, in characters and not bytes.
pub(super) fn lengths(object: &Map<String, Value>) -> Vec<Constraint> {
    let limits = [
        least(object, "minLength").map(Constraint::MinLength),
        count(object, "maxLength").map(Constraint::MaxLength),
    ];
    limits.into_iter().flatten().collect()
}

/// The limits on the items of an array.
pub(super) fn list(object: &Map<String, Value>) -> Vec<Constraint> {
    let unique = member(object, "uniqueItems") == Some(&Value::Bool(true));
    let limits = [
        least(object, "minItems").map(Constraint::MinItems),
        count(object, "maxItems").map(Constraint::MaxItems),
        unique.then_some(Constraint::UniqueItems),
    ];
    limits.into_iter().flatten().collect()
}

/// The limits on the number of properties.
pub(super) fn properties(object: &Map<String, Value>) -> Vec<Constraint> {
    let limits = [
        least(object, "minProperties").map(Constraint::MinProperties),
        count(object, "maxProperties").map(Constraint::MaxProperties),
    ];
    limits.into_iter().flatten().collect()
}
