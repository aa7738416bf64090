//! A schema -> the JSON types that its values may have, apart from null.
//!
//! Each keyword of validation is about values of one type, and accepts every other value
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-7.6.1>). If no value of a schema
//! has that type, the keyword says nothing: it is neither checked nor mentioned in docs.
//!
//! | schema | types | without effect |
//! |---|---|---|
//! | `{type: boolean, uniqueItems: true}` | boolean | `uniqueItems` |
//! | `{properties: …, minLength: 1}` | object | `minLength` |
//! | `{oneOf: [{type: string}, {type: integer}], maxItems: 3}` | string, number | `maxItems` |
//! | `{maxLength: 3}` | all | nothing |

use serde_json::Value;

use super::context::Lowering;
use super::model::{Agreement, JsonType, View};
use super::shape::Shape;
use crate::diagnostic::Pointer;

/// How deep alternatives and members are followed. A deeper schema may be of any type.
const MAX_DEPTH: usize = 16;

/// A set of JSON types. Integers count as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct JsonTypes(u8);

impl JsonTypes {
    /// Every type.
    pub(super) const ALL: Self = Self(0b1_1111);
    /// No type.
    pub(super) const NONE: Self = Self(0);

    /// One type.
    pub(super) const fn of(one: JsonType) -> Self {
        Self(match one {
            JsonType::Boolean => 1,
            JsonType::Integer | JsonType::Number => 1 << 1,
            JsonType::String => 1 << 2,
            JsonType::Array => 1 << 3,
            JsonType::Object => 1 << 4,
        })
    }

    /// Whether some value is of this type.
    pub(super) fn has(self, one: JsonType) -> bool {
        self.0 & Self::of(one).0 != 0
    }

    /// The types of both.
    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The types that both have.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The type of a value; none for null.
    fn of_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::NONE,
            Value::Bool(_) => Self::of(JsonType::Boolean),
            Value::Number(_) => Self::of(JsonType::Number),
            Value::String(_) => Self::of(JsonType::String),
            Value::Array(_) => Self::of(JsonType::Array),
            Value::Object(_) => Self::of(JsonType::Object),
        }
    }

    /// Whether a keyword says anything about values of these types. Keywords that are not about a
    /// type, such as `not`, do.
    pub(super) fn are_constrained_by(self, keyword: &str) -> bool {
        let about = match keyword {
            "minLength" | "maxLength" | "pattern" => JsonType::String,
            "minimum" | "maximum" | "multipleOf" => JsonType::Number,
            "minItems" | "maxItems" | "uniqueItems" | "items" | "prefixItems" | "contains"
            | "unevaluatedItems" => JsonType::Array,
            "minProperties"
            | "maxProperties"
            | "required"
            | "properties"
            | "propertyNames"
            | "patternProperties"
            | "additionalProperties"
            | "dependentRequired"
            | "dependentSchemas"
            | "dependencies"
            | "unevaluatedProperties" => JsonType::Object,
            _ => return true,
        };
        self.has(about)
    }
}

impl Lowering<'_, '_> {
    /// The types of the values of a schema that becomes a type of this shape.
    pub(super) fn json_types(&self, shape: &Shape, view: &View<'_>) -> JsonTypes {
        let sound = view.agreement == Agreement::Sound;
        let stated = view.json_type.filter(|_| sound);
        let stated = stated.map_or(JsonTypes::ALL, JsonTypes::of);
        match shape {
            Shape::Same(at) => self.types_of_schema(at, MAX_DEPTH),
            Shape::Struct | Shape::Family | Shape::Map(_) => JsonTypes::of(JsonType::Object),
            Shape::List(_) => JsonTypes::of(JsonType::Array),
            Shape::Scalar(one) => JsonTypes::of(*one),
            Shape::Null => JsonTypes::NONE,
            Shape::Enumeration | Shape::Any => stated,
            Shape::Union => {
                let members = view.choice.iter().flat_map(|choice| &choice.members);
                self.types_of_any(members, MAX_DEPTH).and(stated)
            }
        }
    }

    /// The types of the values of the schema at a place.
    pub(super) fn types_of_schema(&self, at: &Pointer, depth: usize) -> JsonTypes {
        let end = self.end(at);
        let view = end.and_then(|end| View::read(&end, self.value(&end)?));
        let (Some(view), Some(depth)) = (view, depth.checked_sub(1)) else {
            return JsonTypes::ALL;
        };
        let mut types = match view.json_type {
            Some(one) => JsonTypes::of(one),
            None if !view.properties.is_empty() => JsonTypes::of(JsonType::Object),
            None => JsonTypes::ALL,
        };
        if let Some(values) = &view.enumeration {
            let listed = values.iter().map(|value| JsonTypes::of_value(value));
            types = types.and(listed.fold(JsonTypes::NONE, JsonTypes::or));
        }
        for member in &view.all_of {
            types = types.and(self.types_of_schema(member, depth));
        }
        if let Some(choice) = &view.choice {
            types = types.and(self.types_of_any(choice.members.iter(), depth));
        }
        types
    }

    /// The types of the values of several alternatives.
    fn types_of_any<'p>(
        &self,
        members: impl Iterator<Item = &'p Pointer>,
        depth: usize,
    ) -> JsonTypes {
        let types = members.map(|member| self.types_of_schema(member, depth));
        types.fold(JsonTypes::NONE, JsonTypes::or)
    }
}
