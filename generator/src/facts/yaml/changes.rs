//! What differs between two files of facts, for a person who is about to commit the new one.

use std::fmt;

use serde_yaml::{Mapping, Value};

/// A fact of one version that the other lacks, or has otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// Where the fact is in the file: `parameters.query.limit.maximum`.
    pub path: String,
    /// The fact in the old file.
    pub old: Option<String>,
    /// The fact in the new file.
    pub new: Option<String>,
}

impl fmt::Display for FactChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(f, "{path}: {old} -> {new}"),
            (Some(old), None) => write!(f, "{path}: {old} is gone"),
            (None, Some(new)) => write!(f, "{path}: {new} is new"),
            (None, None) => f.write_str(path),
        }
    }
}

/// The facts that differ between two files, without the lines of the pages; empty if one of them is no file of facts.
#[must_use]
pub fn changed_facts(old: &str, new: &str) -> Vec<FactChange> {
    let read = |text: &str| serde_yaml::from_str::<Value>(text).ok();
    let (Some(Value::Mapping(mut old)), Some(Value::Mapping(mut new))) = (read(old), read(new))
    else {
        return Vec::new();
    };
    for root in [&mut old, &mut new] {
        root.shift_remove("lines");
        for list in ["unreadable", "unplaced", "ignored"] {
            without_lines(root.get_mut(list));
        }
    }
    let mut found = Vec::new();
    compare("", &old, &new, &mut found);
    found
}

/// Removes the lines of the page from the items of a list.
fn without_lines(list: Option<&mut Value>) {
    let Some(Value::Sequence(items)) = list else {
        return;
    };
    for item in items.iter_mut().filter_map(Value::as_mapping_mut) {
        item.shift_remove("line");
    }
}

/// Compares the keys of two mappings. The depth is that of a file of facts, which the reader limits.
fn compare(path: &str, old: &Mapping, new: &Mapping, found: &mut Vec<FactChange>) {
    let gone = old.keys().filter(|key| !new.contains_key(*key));
    for key in new.keys().chain(gone) {
        let path = match path {
            "" => one_line(key),
            _ => format!("{path}.{}", one_line(key)),
        };
        match (old.get(key), new.get(key)) {
            (Some(Value::Mapping(old)), Some(Value::Mapping(new))) => {
                compare(&path, old, new, found);
            }
            (old, new) if old != new => found.push(FactChange {
                path,
                old: old.map(one_line),
                new: new.map(one_line),
            }),
            _ => {}
        }
    }
}

/// A value on one line, as YAML: JSON, but for a text that stands alone.
fn one_line(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}
