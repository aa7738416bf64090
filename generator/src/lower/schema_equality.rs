//! Whether two schemas say the same, apart from annotations, and from limits if these do not count.

use serde_json::{Map, Value};

use super::shape::is_annotation;
use crate::load::is_private;

/// Keywords that limit the values of a type.
const LIMITS: [&str; 11] = [
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// Whether limits make a difference between two schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LimitComparison {
    Compared,
    Ignored,
}

/// Whether two schemas are equal without annotations, and so are their items.
pub(super) fn is_equal(one: &Value, two: &Value, limits: LimitComparison) -> bool {
    let (Some(first), Some(second)) = (one.as_object(), two.as_object()) else {
        return one == two;
    };
    let counts = |key: &str| match key {
        "items" => false, // compared below
        "nullable" => true,
        key if LIMITS.contains(&key) => limits == LimitComparison::Compared,
        key => !is_annotation(key) || is_private(key),
    };
    let within = |one: &Map<String, Value>, two: &Map<String, Value>| {
        let mut keys = one.iter().filter(|(key, _)| counts(key));
        keys.all(|(key, value)| two.get(key) == Some(value))
    };
    let items = match (first.get("items"), second.get("items")) {
        (Some(one), Some(two)) => is_equal(one, two, limits),
        (one, two) => one == two,
    };
    items && within(first, second) && within(second, first)
}
