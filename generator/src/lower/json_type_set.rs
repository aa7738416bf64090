//! Sets of JSON types, and which keywords say something about their values.

use serde_json::Value;

use super::model::JsonType;

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
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The types that both have.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The type of a value; none for null.
    pub(super) fn of_value(value: &Value) -> Self {
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
