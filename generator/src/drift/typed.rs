//! Texts of a page as values of a type.

use serde_json::{Number, Value, json};

use crate::facts::{Fact, FieldLimits, LimitOf};

/// The value that a text is in a type that facts name; `None` if it is none.
pub(super) fn typed(text: &str, type_name: &str) -> Option<Value> {
    let number = || serde_json::from_str::<Number>(text).ok();
    match type_name {
        "integer" | "long" => number()
            .filter(|number| number.is_i64() || number.is_u64())
            .map(Value::Number),
        "number" | "double" | "float" => number().map(Value::Number),
        "boolean" => text.parse::<bool>().ok().map(Value::Bool),
        "string" | "file" => Some(json!(text)),
        "" | "any" => Some(number().map_or_else(|| json!(text), Value::Number)),
        other => {
            let value: Value = serde_json::from_str(text).ok()?;
            let fits = if other.starts_with("array") {
                value.is_array()
            } else {
                value.is_object()
            };
            fits.then_some(value)
        }
    }
}

/// The limits of a field with their keys.
pub(super) fn limit_keys(limits: &FieldLimits) -> Vec<(&'static str, &Fact<String>)> {
    let (least, most) = match limits.of {
        LimitOf::Value => ("minimum", "maximum"),
        LimitOf::Length => ("minLength", "maxLength"),
        LimitOf::Items => ("minItems", "maxItems"),
    };
    let both = [(least, &limits.least), (most, &limits.most)];
    let said = both
        .into_iter()
        .filter_map(|(key, limit)| Some((key, limit.as_ref()?)));
    said.collect()
}

/// The value of a limit; `None` if the type cannot have it.
pub(super) fn limit(text: &str, key: &str, type_name: &str) -> Option<Value> {
    let is_open = matches!(type_name, "" | "any");
    let number = serde_json::from_str::<Number>(text).ok()?;
    let fits = match key {
        "minimum" | "maximum" => {
            matches!(
                type_name,
                "integer" | "long" | "number" | "double" | "float"
            )
        }
        "minLength" | "maxLength" => type_name == "string" && number.is_u64(),
        _ => type_name.starts_with("array") && number.is_u64(),
    };
    (fits || is_open).then_some(Value::Number(number))
}
