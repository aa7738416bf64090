//! Extensions beside `enum` -> names, descriptions and deprecations of its values, as other
//! generators read them.
//!
//! `x-enum-varnames` and `x-enumNames` name the values, `x-enum-descriptions` and
//! `x-enumDescriptions` describe them: lists in the order of the values, or objects by value.
//! `x-enum-deprecated` lists deprecated values. `x-ms-enum` has one object per value. A list whose
//! length differs from that of `enum` is ignored.

use serde_json::{Map, Value};

use crate::diagnostic::member;

const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames"];
const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];
const DEPRECATED: &str = "x-enum-deprecated";

/// The name of the value with this index.
pub(super) fn name<'d>(
    object: &'d Map<String, Value>,
    index: usize,
    values: &[Value],
) -> Option<&'d str> {
    let value = values.get(index)?;
    let listed = NAMES
        .iter()
        .find_map(|key| of_value(member(object, key)?, index, value, values.len()));
    listed.or_else(|| microsoft(object, index, value)?.get("name")?.as_str())
}

/// The description of the value with this index.
pub(super) fn description<'d>(
    object: &'d Map<String, Value>,
    index: usize,
    value: &Value,
) -> Option<&'d str> {
    let count = member(object, "enum").and_then(Value::as_array)?.len();
    let listed = DESCRIPTIONS
        .iter()
        .find_map(|key| of_value(member(object, key)?, index, value, count));
    listed.or_else(|| {
        microsoft(object, index, value)?
            .get("description")?
            .as_str()
    })
}

/// An empty reason if the value with this index is deprecated: `x-enum-deprecated` lists it by
/// value or by name.
pub(super) fn deprecation(
    object: &Map<String, Value>,
    index: usize,
    value: &Value,
) -> Option<String> {
    let values = member(object, "enum").and_then(Value::as_array)?;
    let listed = member(object, DEPRECATED)?.as_array()?;
    let name = name(object, index, values);
    let found = listed
        .iter()
        .any(|one| one == value || name.is_some_and(|name| one == name));
    found.then(String::new)
}

/// The string for a value: from a list with as many items as there are values, or from an object by
/// value.
fn of_value<'d>(said: &'d Value, index: usize, value: &Value, count: usize) -> Option<&'d str> {
    let text = match said {
        Value::Array(texts) if texts.len() == count => texts.get(index),
        Value::Object(texts) => texts.get(&text(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    };
    text.and_then(Value::as_str)
}

/// The entry of a value in `x-ms-enum.values`
/// (<https://azure.github.io/autorest/extensions/#x-ms-enum>), which most documents have in the order of the values.
fn microsoft<'d>(
    object: &'d Map<String, Value>,
    index: usize,
    value: &Value,
) -> Option<&'d Map<String, Value>> {
    let described = member(object, "x-ms-enum")?.get("values")?.as_array()?;
    let is_of_value = |one: &&Value| one.get("value") == Some(value);
    let same_index = described.get(index).filter(is_of_value);
    let entry = same_index.or_else(|| described.iter().find(is_of_value))?;
    entry.as_object()
}

/// A value as a string, without the quotes of a JSON string.
pub(super) fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
