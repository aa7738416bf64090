//! A value of the wrong type -> the value that its author most likely meant.
//!
//! ```text
//! deprecated: "true"        ->  true
//! version: 1.0              ->  "1.0"
//! type: datetime            ->  type: string, format: date-time
//! type: [string, null]      ->  type: [string, "null"]            YAML reads `null` as null
//! ```
//! Strict reading coerces nothing. Lenient reading coerces only where the result is certain,
//! because nothing on the wire depends on it. Repairing coerces whenever there is a likely value.

use serde_json::{Value, json};

use super::state::{Members, Walk};
use super::table::{Key, KeyEffect, KeyPresence};
use super::{ObjectKind, ValueType};
use crate::diagnostic::{Code, Trail};
use crate::load::{Dialect, Repair, Strictness};

impl Walk<'_, '_> {
    /// How a wrong value under a key can be repaired: by a guess, unless types depend on it and the
    /// object cannot be left out.
    pub(super) fn repair(kind: ObjectKind, key: &Key) -> Repair {
        match (key.effect, key.presence) {
            (KeyEffect::Types, _) | (_, KeyPresence::Required) => kind.repair(),
            _ => Repair::Guess,
        }
    }

    /// Common mistakes in published documents that are harmless: a schema with `required: true`, as
    /// in JSON Schema draft 3; named examples; a format in place of a type.
    pub(super) fn is_common_slip(ty: &ValueType, value: &Value, at: &Trail<'_>) -> bool {
        match (ty, value, at) {
            (ValueType::List(ValueType::Text), Value::Bool(_), Trail::Key(_, "required")) => true,
            (ValueType::List(ValueType::Any), Value::Object(_), Trail::Key(_, "examples")) => true,
            (ValueType::OneOf(_), Value::String(word), Trail::Key(_, "type")) => {
                type_meant(word).is_some()
            }
            _ => false,
        }
    }

    /// Replaces a value of the wrong type by the one that is likely meant. Returns whether there is
    /// one.
    ///
    /// A number where a string belongs is certain: `version: 1.0` can only be "1.0". A string where
    /// a number belongs is a guess, since the key may be the wrong one.
    pub(super) fn coerce(&mut self, ty: &ValueType, value: &Value, at: &Trail<'_>) -> bool {
        let certain = matches!(ty, ValueType::Text) || value.is_null();
        let allowed = match self.report.strictness {
            Strictness::Strict => false,
            Strictness::Lenient => certain,
            Strictness::Repairing => true,
        };
        let Some(meant) = meant(ty, value).filter(|_| allowed) else {
            return false;
        };
        let name = match at {
            Trail::Key(_, key) => *key,
            Trail::Root | Trail::Index(..) => "an item",
        };
        let message = format!("`{name}` should be {}", ty.expected());
        self.report.often(Code::LooseShape, at, message);
        self.repairs.put(at, meant);
        true
    }

    /// Repairs a `type` that is a format, a type of another language, or a list in 3.0. A list with
    /// one type besides null is `nullable`, which is what 3.0 has for it.
    pub(super) fn repair_type(&mut self, members: &Members, at: &Trail<'_>) {
        let place = at.key("type");
        match members.get("type") {
            Some(Value::String(word)) => {
                if let Some((name, format)) = type_meant(word).filter(|(name, _)| name != word) {
                    self.repairs.put(&place, json!(name));
                    if let Some(format) = format.filter(|_| !members.contains_key("format")) {
                        self.repairs.put(&at.key("format"), json!(format));
                    }
                }
            }
            Some(Value::Array(names)) if self.dialect == Dialect::V3_0 => {
                let mut others = names.iter().filter(|name| *name != "null");
                if let (Some(only), None) = (others.next(), others.next()) {
                    self.repairs.put(&place, only.clone());
                    if names.len() > 1 {
                        self.repairs.put(&at.key("nullable"), json!(true));
                    }
                }
            }
            _ => {}
        }
    }
}

impl ObjectKind {
    /// How an object of this kind can be repaired if a required key is missing or wrong.
    pub(super) fn repair(self) -> Repair {
        if self.is_dispensable() {
            Repair::Guess
        } else {
            Repair::Impossible
        }
    }

    /// Whether requests and responses stay correct without such an object. A schema with fewer keys
    /// accepts more values; an operation with fewer parameters is another operation.
    pub(super) fn is_dispensable(self) -> bool {
        matches!(
            self,
            Self::Schema
                | Self::V2Schema
                | Self::Discriminator
                | Self::Xml
                | Self::Example
                | Self::Tag
                | Self::ExternalDocs
                | Self::Contact
                | Self::License
                | Self::Link
                | Self::Callback
                | Self::Header
                | Self::V2Header
                | Self::OAuthFlow
        )
    }
}

/// The value with the right type, if only its quotes are wrong.
fn meant(ty: &ValueType, value: &Value) -> Option<Value> {
    match (ty, value) {
        (ValueType::Text, Value::Number(_) | Value::Bool(_)) => Some(json!(value.to_string())),
        (ValueType::Bool, Value::String(text)) => match text.as_str() {
            "true" => Some(json!(true)),
            "false" => Some(json!(false)),
            _ => None,
        },
        (ValueType::Number, Value::String(text)) => {
            let number: Option<serde_json::Number> = text.parse().ok();
            number.map(Value::Number)
        }
        (ValueType::Count, Value::String(text)) => text.parse::<u64>().ok().map(Value::from),
        // `type: [string, null]`: YAML reads the second item as null, not as a string.
        (ValueType::OneOf(allowed), Value::Null) if allowed.contains(&"null") => {
            Some(json!("null"))
        }
        _ => None,
    }
}

/// The type and format that a word in place of a type means. The words are those that published
/// documents have.
pub(super) fn type_meant(word: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match word.to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "char" => ("string", None),
        "date-time" | "datetime" | "timestamp" => ("string", Some("date-time")),
        "date" => ("string", Some("date")),
        "time" => ("string", Some("time")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "byte" => ("string", Some("byte")),
        "binary" | "file" => ("string", Some("binary")),
        "int" | "integer" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" => ("integer", Some("int64")),
        "number" | "decimal" => ("number", None),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "bool" | "boolean" => ("boolean", None),
        "list" | "array" => ("array", None),
        "object" | "map" | "dict" | "hash" => ("object", None),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_types_are_understood() {
        assert_eq!(type_meant("date-time"), Some(("string", Some("date-time"))));
        assert_eq!(type_meant("Boolean"), Some(("boolean", None)));
        assert_eq!(type_meant("any"), None);
    }

    #[test]
    fn quotes_are_taken_off_and_put_on() {
        assert_eq!(meant(&ValueType::Text, &json!(1.5)), Some(json!("1.5")));
        assert_eq!(meant(&ValueType::Bool, &json!("true")), Some(json!(true)));
        assert_eq!(meant(&ValueType::Count, &json!("3")), Some(json!(3)));
        assert_eq!(meant(&ValueType::Count, &json!("-3")), None);
        assert_eq!(meant(&ValueType::Text, &json!([])), None);
    }
}
