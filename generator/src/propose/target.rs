//! JSONPath queries ([RFC 9535](https://www.rfc-editor.org/rfc/rfc9535)) as a person would write them: items of lists are named by
//! what they are, if that is unique, and else by their index.

use std::fmt::Write as _;

use serde_json::Value;

use crate::escape::is_unsafe;
use crate::pointer::{Pointer, step};

/// The query that selects what is at a place of a tree, and nothing else.
pub(super) fn target(tree: &Value, at: &Pointer) -> String {
    let mut query = String::from("$");
    let mut value = Some(tree);
    for segment in at.segments() {
        match value {
            Some(Value::Array(items)) => query.push_str(&item(items, &segment)),
            _ if is_name(&segment) => _ = write!(query, ".{segment}"),
            _ => _ = write!(query, "[{}]", quoted(&segment)),
        }
        value = value.and_then(|value| step(value, &segment));
    }
    query
}

/// Whether a name needs no quotes.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Selects an item of a list.
fn item(items: &[Value], index: &str) -> String {
    let condition = index
        .parse()
        .ok()
        .and_then(|index: usize| condition(items.get(index)?));
    if let Some((names, condition)) = condition {
        let is_same = |item: &&Value| {
            names
                .iter()
                .all(|(key, value)| item.get(*key) == Some(*value))
        };
        if items.iter().filter(is_same).count() == 1 {
            return format!("[?{condition}]");
        }
    }
    format!("[{index}]")
}

/// What names an item: name and place of a parameter, or a reference.
fn condition(item: &Value) -> Option<(Vec<(&'static str, &Value)>, String)> {
    let text = |key: &'static str| Some((key, item.get(key).filter(|value| value.is_string())?));
    let shown = |value: &Value| quoted(value.as_str().unwrap_or_default());
    if let Some(reference) = text("$ref") {
        let condition = format!("@['$ref'] == {}", shown(reference.1));
        return Some((vec![reference], condition));
    }
    let (name, place) = (text("name")?, text("in")?);
    let condition = format!("@.name == {} && @.in == {}", shown(name.1), shown(place.1));
    Some((vec![name, place], condition))
}

/// A string of a query.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    let mut units = [0; 2];
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            c if is_unsafe(c) => {
                for unit in c.encode_utf16(&mut units) {
                    _ = write!(quoted, "\\u{unit:04x}");
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}
