//! A required property with one possible value -> a constant of the object. It has no field: the
//! codec writes the value and rejects any other.
//!
//! `required: [kind], properties: {kind: {enum: [card]}}` leaves no choice to a caller, so a field
//! `kind` could only be set wrongly.
//!
//! One value is an `enum` of one string, boolean or integer; the loader turns `const` into that.
//! The property stays a field if it may be absent or null, because callers must see the difference;
//! if only one side sends it; if merged schemas describe it differently; and in objects whose
//! rules, error fields or files name fields.

use serde_json::{Map, Value};

use super::context::Lowering;
use super::model::View;
use crate::diagnostic::{Pointer, member};
use crate::ir::Literal;

/// Keys that allow more than the one value, or say more about it.
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
    /// Whether properties with one value need no field in this object. Rules and `x-error` name
    /// fields, and a form with files has its own struct, so those objects keep every field.
    pub(super) fn has_constants(&self, view: &View<'d>) -> bool {
        let speaks = |key: &str| view.any(key).is_some();
        let mut properties = view.properties.iter();
        !speaks("x-rules")
            && !speaks("x-error")
            && !properties.any(|(_, at)| self.schema(at).is_some_and(is_file))
    }

    /// The one value of a required property, if all of its descriptions agree on it.
    ///
    /// ```yaml
    /// required: [kind]
    /// properties: {kind: {const: card}, version: {const: 1}}
    /// # `kind` is the constant "card"; `version` is optional and stays a field
    /// ```
    pub(super) fn constant(&self, places: &[Pointer]) -> Option<Literal> {
        let mut values = places.iter().map(|at| single(self.schema(at)?));
        let first = values.next()??;
        values
            .all(|value| value.as_ref() == Some(&first))
            .then_some(first)
    }

    /// The schema of a property after references.
    fn schema(&self, at: &Pointer) -> Option<&'d Map<String, Value>> {
        self.end_value(at)?.as_object()
    }
}

/// Whether a form would send the value as a file, or as several.
fn is_file(schema: &Map<String, Value>) -> bool {
    let items = member(schema, "items").and_then(Value::as_object);
    let mut schemas = std::iter::once(schema).chain(items);
    schemas.any(|schema| member(schema, "format").and_then(Value::as_str) == Some("binary"))
}

/// The only value that a schema allows; `None` if it allows more, or has a `type` that the value
/// does not have.
fn single(schema: &Map<String, Value>) -> Option<Literal> {
    let [value] = member(schema, "enum")?.as_array()?.as_slice() else {
        return None;
    };
    if MORE.iter().any(|key| member(schema, key).is_some()) {
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

/// A value as a constant; `None` if it is not a string, a boolean or an integer of 64 bits, which
/// the codec can compare without a tree.
pub(super) fn constant(value: &Value) -> Option<Literal> {
    match value {
        Value::String(text) => Some(Literal::String(text.clone())),
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::Number(number) => Some(Literal::Integer(number.as_i64()?.into())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
