//! The value that a request has for a parameter before the codec reads it, and a scalar as a
//! string.

use std::borrow::Cow;

use super::ParamLocation;
use crate::{
    codec::{Map, Value},
    deep_object::texts,
};

/// One `name=value` of a query or cookie header: the name decoded, the value raw.
#[derive(Debug, Clone)]
pub(crate) struct Pair<'r> {
    pub(crate) name: Cow<'r, str>,
    pub(crate) raw: &'r str,
}

/// The value that a request has for a parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum RawValue<'r> {
    Absent,
    /// A scalar as a string.
    Text(Cow<'r, str>),
    /// A tree of strings, which the codec reads by the type of the parameter.
    Texts(Value),
    /// JSON, parsed.
    Json(Value),
}

impl RawValue<'_> {
    /// The same with a string of its own.
    pub(super) fn into_owned(self) -> RawValue<'static> {
        match self {
            RawValue::Absent => RawValue::Absent,
            RawValue::Text(text) => RawValue::Text(Cow::Owned(text.into_owned())),
            RawValue::Texts(value) => RawValue::Texts(value),
            RawValue::Json(value) => RawValue::Json(value),
        }
    }
}

/// A scalar as every style writes it, before percent-encoding.
pub(super) fn scalar(value: &Value) -> Result<Cow<'_, str>, String> {
    match value {
        Value::String(text) => Ok(text.as_str().into()),
        Value::Number(number) => Ok(number.text()),
        Value::Bool(true) => Ok("true".into()),
        Value::Bool(false) => Ok("false".into()),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(format!(
            "{} inside of a list or object has no form in this style",
            value.kind().noun()
        )),
    }
}

/// Adds a member; the second one with the same name makes a list.
pub(super) fn repeat(members: &mut Map<Value>, name: &str, text: Value) {
    match members.get_mut(name) {
        None => drop(members.insert(name.to_owned(), text)),
        Some(Value::Array(items)) => items.push(text),
        Some(single) => *single = Value::Array(vec![std::mem::take(single), text]),
    }
}

/// An object whose keys count from 0; its names look like those of a list.
pub(super) fn keyed_by_index(items: Vec<Value>) -> Value {
    let keyed = items.into_iter().enumerate();
    keyed
        .map(|(index, item)| (index.to_string(), item))
        .collect()
}

/// The meaning of a string if the table leaves it open: an object or list in JSON, or the string
/// itself.
pub(super) fn opened(value: Value) -> Value {
    match value {
        Value::String(text) if text.starts_with(['{', '[']) => match text.parse() {
            Ok(parsed) => texts(parsed),
            Err(_) => Value::String(text),
        },
        Value::Array(items) => Value::Array(items.into_iter().map(opened).collect()),
        other => other,
    }
}

/// A value with JSON in place of everything for which the styles define no string: objects, and
/// values nested in a list. In a header, a list with nested values is JSON as a whole, because
/// nothing encodes the commas inside.
///
/// The reader takes a string for JSON if it is an object or list, and splits others. A string that
/// would be read as something else is rejected.
pub(super) fn with_json(value: &Value, place: ParamLocation) -> Result<Value, String> {
    let json = |value: &Value| Value::String(value.to_string());
    let nests = |value: &Value| matches!(value, Value::Object(_) | Value::Array(_) | Value::Null);
    let is_header = place == ParamLocation::Header;
    Ok(match value {
        Value::Array(items) if is_header && items.iter().any(nests) => json(value),
        Value::Array(items) => {
            let texts = items.iter().map(|item| match nests(item) {
                true => Ok(json(item)),
                false => no_json(item),
            });
            Value::Array(texts.collect::<Result<_, _>>()?)
        }
        Value::Object(_) => json(value),
        Value::String(text) if is_header && text.contains(',') => {
            return Err("a string with a comma would be read as a list".to_owned());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => no_json(value)?,
    })
}

/// Rejects a string that would be read as JSON.
fn no_json(value: &Value) -> Result<Value, String> {
    match value {
        Value::String(text) if text.starts_with(['{', '[']) => {
            Err("a string that starts with `{` or `[` could be read as JSON".to_owned())
        }
        other => Ok(other.clone()),
    }
}
