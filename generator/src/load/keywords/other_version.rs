//! A value of the wrong type -> help: the version of the standard that allows it, or the quotes that are missing.

use serde_json::Value;

use super::{ObjectKind, ValueType};
use crate::diagnostic::Trail;
use crate::load::Dialect;

/// Help for a value that another version of the standard allows: the document probably declares the wrong version.
pub(super) fn of_another(
    shape: &ValueType,
    value: &Value,
    at: &Trail<'_>,
    dialect: Dialect,
) -> Option<&'static str> {
    let bound = matches!(at, Trail::Key(_, "exclusiveMinimum" | "exclusiveMaximum"));
    match (shape, value, dialect) {
        (ValueType::OneOf(_), Value::Array(_), Dialect::V3_0) => Some(
            "lists of types came with OpenAPI 3.1; in 3.0 write one type, and `nullable: true` for null",
        ),
        (ValueType::Ref(ObjectKind::Schema), Value::Bool(true), _) => {
            Some("in OpenAPI 3.0 write `{}`")
        }
        (ValueType::Ref(ObjectKind::Schema), Value::Bool(false), _) => {
            Some("in OpenAPI 3.0 write `{not: {}}`")
        }
        (ValueType::Bool, Value::Number(_), _) if bound => Some(
            "bounds as numbers came with OpenAPI 3.1; in 3.0 they are `minimum` with `exclusiveMinimum: true`",
        ),
        (ValueType::Number, Value::Bool(_), _) if bound => Some(
            "from OpenAPI 3.1 on `exclusiveMinimum` and `exclusiveMaximum` are the bounds themselves, as numbers",
        ),
        _ => None,
    }
}

/// Help for a value whose quotes are wrong.
pub(super) fn quotes(shape: &ValueType, value: &Value) -> Option<String> {
    match (shape, value) {
        (ValueType::Bool, Value::String(text)) if text == "true" || text == "false" => {
            Some("remove the quotes".to_owned())
        }
        (ValueType::Number | ValueType::Count, Value::String(text))
            if text.parse::<f64>().is_ok() =>
        {
            Some("remove the quotes".to_owned())
        }
        (ValueType::Text | ValueType::OneOf(_), Value::Number(_) | Value::Bool(_)) => {
            Some(format!("quote it: \"{value}\""))
        }
        _ => None,
    }
}
