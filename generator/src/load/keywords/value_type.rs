//! Value types compared with values, and both as messages name them.

use serde_json::Value;

use super::{ObjectKind, ValueType};
use crate::diagnostic::show;

impl ValueType {
    /// Whether a value has this JSON type, without looking inside it.
    pub(in super::super) fn resembles(&self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Text | Self::OneOf(_) => value.is_string(),
            Self::Bool => value.is_boolean(),
            Self::Number | Self::Count => value.is_number(),
            Self::Object(_) | Self::Ref(_) | Self::Map(_) => value.is_object(),
            Self::List(_) => value.is_array(),
            Self::Either(shapes) => shapes.iter().any(|shape| shape.resembles(value)),
        }
    }

    /// Whether a value has this JSON type and is one of the listed strings, if there is a list.
    pub(super) fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::OneOf(allowed), Value::String(text)) => allowed.contains(&text.as_str()),
            (shape, value) => shape.resembles(value),
        }
    }

    /// The kinds of objects in values of this type.
    pub(super) fn objects(&self, met: &mut Vec<ObjectKind>) {
        match self {
            Self::Object(kind) | Self::Ref(kind) => met.push(*kind),
            Self::List(shape) | Self::Map(shape) => shape.objects(met),
            Self::Either(shapes) => shapes.iter().for_each(|shape| shape.objects(met)),
            Self::Any | Self::Text | Self::Bool | Self::Number | Self::Count | Self::OneOf(_) => {}
        }
    }

    pub(super) fn expected(&self) -> String {
        match self {
            Self::Any => "a value".to_owned(),
            Self::Text | Self::OneOf(_) => "a string".to_owned(),
            Self::Bool => "`true` or `false`".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Count => "a whole number".to_owned(),
            Self::Object(kind) | Self::Ref(kind) => format!("an object ({})", kind.table().title),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "an object".to_owned(),
            Self::Either(shapes) => shapes
                .iter()
                .map(Self::expected)
                .collect::<Vec<_>>()
                .join(" or "),
        }
    }
}

/// A value as messages name it.
pub(in super::super) fn found(value: &Value) -> String {
    match value {
        Value::Null => "nothing (null)".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the string `{}`", show(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
