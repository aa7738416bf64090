//! `x-rust-name`: the name that the document's author chose for something.

use serde_json::Value;

/// `x-rust-name` of an object.
pub(in crate::lower) fn chosen(object: &Value) -> Option<&str> {
    object
        .get("x-rust-name")?
        .as_str()
        .filter(|name| !name.is_empty())
}
