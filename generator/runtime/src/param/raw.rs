//! The value that a request has for a parameter before the codec reads it, and a scalar as a
//! string.

use std::borrow::Cow;

use crate::codec::Value;

/// One `name=value` of a query or cookie header: the name decoded, the value raw.
#[derive(Debug, Clone)]
pub(crate) struct Pair<'r> {
    pub(crate) name: String,
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
