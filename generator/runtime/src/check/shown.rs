//! Values in messages of violations.

use super::place::Place;
use crate::codec::{EscapedText, Value};

/// A value in a message: strings quoted, escaped and cut. A string in a place for secrets is not shown.
pub(super) fn shown(value: &Value, place: Place<'_>) -> String {
    match value {
        Value::String(text) => {
            let mut text = EscapedText::quoted(text);
            if place.is_secret() {
                text.hide();
            }
            text.to_string()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(_) | Value::Object(_) => value.kind().noun().to_owned(),
    }
}
