//! The value that a request has for a parameter before the codec reads it, and a scalar as a
//! string.

use std::borrow::Cow;

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
pub(crate) enum RawValue {
    Absent,
    /// A tree of strings, which the codec reads by the type of the parameter.
    Texts(Value),
    /// JSON, parsed.
    Json(Value),
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
