//! An overlay as YAML for people: small values on one line, quotes only where they are needed.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::batch::Correction;
use crate::escape::is_unsafe;

/// The first line of every overlay that is written here.
pub(super) const MARK: &str = "# Proposed by `bindwright drift --propose`";

/// The longest line of small values.
const LINE: usize = 96;

/// Words that YAML reads as something else than strings.
const NOT_STRINGS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// The overlay with these corrections.
pub(super) fn overlay(corrections: &[Correction]) -> String {
    let mut actions = Vec::new();
    for correction in corrections {
        let description = correction.description();
        for edit in &correction.edits {
            let (target, description) = (&edit.target, &description);
            let action = match &edit.update {
                Some(value) => {
                    json!({"target": target, "description": description, "update": value})
                }
                None => json!({"target": target, "description": description, "remove": true}),
            };
            actions.push(action);
        }
    }
    let head = json!({
        "overlay": "1.0.0",
        "info": {"title": "What the documentation says", "version": "1.0.0"},
        "actions": Value::Array(actions),
    });
    format!(
        "{}. Look at each action before you keep it.\n{}",
        MARK,
        document(&head)
    )
}

/// Each action is a block of its own.
pub(super) fn document(overlay: &Value) -> String {
    let mut out = String::new();
    for (key, value) in overlay.as_object().into_iter().flatten() {
        match value {
            Value::Array(items) => {
                _ = writeln!(out, "{key}:");
                for item in items {
                    _ = write!(out, "  - {}", lines(item, 4));
                }
            }
            Value::Object(_) => _ = write!(out, "{key}:\n  {}", lines(value, 2)),
            other => _ = writeln!(out, "{key}: {}", flow(other)),
        }
    }
    out
}

/// The members of an object, each on a line of its own.
fn lines(value: &Value, indent: usize) -> String {
    let members = value.as_object().into_iter().flatten();
    let members = members.map(|(key, value)| match value {
        Value::Object(inner) if !inner.is_empty() => {
            let deeper = " ".repeat(indent + 2);
            format!("{key}:\n{deeper}{}", block(value, indent + 2))
        }
        Value::Array(_) => entry(key, value, indent),
        Value::String(text) => format!("{key}: {}\n", string(text, false)),
        other => format!("{key}: {}\n", flow(other)),
    });
    let blanks = " ".repeat(indent);
    members.collect::<Vec<_>>().join(&blanks)
}

/// A value as a block, each line behind this many blanks. The first line has none.
pub(super) fn block(value: &Value, indent: usize) -> String {
    let mut out = String::new();
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push_str(&" ".repeat(indent));
                }
                out.push_str(&entry(key, value, indent));
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(&" ".repeat(indent));
                }
                let flow = flow(item);
                if !is_long(item, indent + 2 + flow.chars().count()) {
                    _ = writeln!(out, "- {flow}");
                } else {
                    _ = write!(out, "- {}", block(item, indent + 2));
                }
            }
        }
        other => _ = writeln!(out, "{}", flow(other)),
    }
    out
}

/// A member of an object in a block.
fn entry(key: &str, value: &Value, indent: usize) -> String {
    let (key, flow) = (string(key, false), flow(value));
    if is_long(value, indent + key.len() + 2 + flow.chars().count()) {
        let deeper = " ".repeat(indent + 2);
        format!("{key}:\n{deeper}{}", block(value, indent + 2))
    } else {
        format!("{key}: {flow}\n")
    }
}

/// Whether a value needs several lines.
fn is_long(value: &Value, length: usize) -> bool {
    match value {
        Value::Object(members) => !members.is_empty() && length > LINE,
        Value::Array(items) => {
            let has_objects = items.iter().any(Value::is_object);
            !items.is_empty() && (has_objects || length > LINE)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// A value on one line.
fn flow(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| format!("{}: {}", string(key, true), flow(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(flow).collect::<Vec<_>>().join(", ")
            )
        }
        Value::String(text) => string(text, true),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// A string, plain if it is read back as a string.
pub(super) fn string(text: &str, in_flow: bool) -> String {
    let is_version = text.split('.').count() == 3
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    let starts_plain = text.starts_with(|c: char| c.is_ascii_alphabetic() || "$/_".contains(c));
    let is_plain = (starts_plain || is_version)
        && !text.contains(is_unsafe)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !(in_flow && text.contains([',', '[', ']', '{', '}', ':']))
        && !NOT_STRINGS
            .iter()
            .any(|word| word.eq_ignore_ascii_case(text));
    if is_plain {
        return text.to_owned();
    }
    if !text.contains(is_unsafe) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if is_unsafe(c) => _ = write!(quoted, "\\U{:08x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
