//! A required property of one value -> a constant of the object, which no field holds: the codec writes it, and refuses
//! any other.
//!
//! One value is an `enum` of one string, boolean or integer; `const` is raised to that. It stays a field where it may be
//! absent or null, which a caller must tell apart; where one side alone sends it; where merged schemas describe it
//! otherwise; and in objects whose rules, error fields or files speak of fields.

use serde_json::{Map, Value};

use super::context::Lowering;
use super::schema::View;
use crate::diagnostic::Pointer;
use crate::ir::Literal;

/// Keys that ask for a type of its own, or say more than which value it is.
const MORE: [&str; 8] = [
    "allOf",
    "anyOf",
    "nullable",
    "not",
    "oneOf",
    "readOnly",
    "writeOnly",
    "x-rust-type",
];

impl<'d> Lowering<'d, '_> {
    /// Whether properties of one value need no field in this object.
    pub(super) fn has_constants(&self, view: &View<'d>) -> bool {
        let speaks = |key: &str| view.any(key).is_some();
        let mut properties = view.properties.iter();
        !speaks("x-rules")
            && !speaks("x-error")
            && !properties.any(|(_, at)| self.schema(at).is_some_and(is_file))
    }

    /// The one value of a property that the object requires; all of its descriptions say the same.
    pub(super) fn constant(
        &self,
        view: &View<'d>,
        wire: &str,
        places: &[Pointer],
    ) -> Option<Literal> {
        if !view.required.contains(&wire) {
            return None;
        }
        let mut values = places.iter().map(|at| single(self.schema(at)?));
        let first = values.next()??;
        values
            .all(|value| value.as_ref() == Some(&first))
            .then_some(first)
    }

    fn schema(&self, at: &Pointer) -> Option<&'d Map<String, Value>> {
        self.value(&self.end(at)?)?.as_object()
    }
}

/// Whether a form would send the value as a file, or as several.
fn is_file(schema: &Map<String, Value>) -> bool {
    let items = schema.get("items").and_then(Value::as_object);
    let mut schemas = std::iter::once(schema).chain(items);
    schemas.any(|schema| schema.get("format").and_then(Value::as_str) == Some("binary"))
}

/// The only value that a schema allows.
fn single(schema: &Map<String, Value>) -> Option<Literal> {
    let [value] = schema.get("enum")?.as_array()?.as_slice() else {
        return None;
    };
    if MORE.iter().any(|key| schema.contains_key(*key)) {
        return None;
    }
    let constant = constant(value)?;
    let named = schema.get("type").and_then(Value::as_str);
    let fits = match constant {
        Literal::String(_) => "string",
        Literal::Bool(_) => "boolean",
        _ => "integer",
    };
    named.is_none_or(|named| named == fits).then_some(constant)
}

/// The value as a constant; `None` for numbers that are no integers of 64 bits, and for what is no scalar.
pub(super) fn constant(value: &Value) -> Option<Literal> {
    match value {
        Value::String(text) => Some(Literal::String(text.clone())),
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::Number(number) => Some(Literal::Integer(number.as_i64()?.into())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
